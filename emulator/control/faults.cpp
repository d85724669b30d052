#include "control/faults.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "control/answers.hpp"
#include "match/fault_reading.hpp"

namespace proofbox::control {
namespace {

using match::BadFault;
using match::Node;

constexpr std::string_view word = "faults";

HttpResponse mistaken(BadFault const& mistake) {
  return refuse(400, fmt::format("{} (line {}, column {})", mistake.complaint, mistake.place.line,
                                 mistake.place.column));
}

std::string description(faults::Rules::Laid const& laid) {
  std::string text = "{\"name\":";
  write_json_text(text, laid.rule.name);
  return text + fmt::format(",\"since\":\"{}\",\"met\":{},\"struck\":{},\"rule\":{}}}",
                            iso8601(laid.since), laid.met, laid.struck, laid.rule.json);
}

HttpResponse list(Box& box) {
  std::string body = "{\"faults\":[";
  for (auto const& laid : box.rules().all())
    body += (body.ends_with('[') ? "" : ",") + description(laid);
  return json(200, body + "]}");
}

HttpResponse no_fault(Box& box, std::string_view name) {
  std::vector<std::string_view> names;
  for (auto const& laid : box.rules().all())
    names.push_back(laid.rule.name);
  return refuse(404, fmt::format("There is no fault \"{}\".{}", name, did_you_mean(name, names)));
}

std::optional<Node> read_body(HttpRequest const& request, std::optional<HttpResponse>& refusal) {
  match::Place where;
  auto read = match::read_document(request.body, where);
  if (read)
    return std::move(*read);
  refusal = mistaken({where, "Faults are JSON: " + read.error().message + '.'});
  return {};
}

// Takes the place of all that were laid before, or changes nothing.
HttpResponse replace_all(Box& box, HttpRequest const& request) {
  std::optional<HttpResponse> refusal;
  auto const body = read_body(request, refusal);
  if (!body)
    return *refusal;
  auto const* all = body->is(Node::Kind::object) ? body->find(word) : &*body;
  if (all == nullptr || (body->is(Node::Kind::object) && body->members.size() != 1))
    return mistaken({body->place, "Faults are a list, or {\"faults\": [...]}."});
  auto reading = match::read_faults(*all);
  if (reading.mistake)
    return mistaken(*reading.mistake);
  for (std::size_t i = 0; i < reading.rules.size(); ++i)
    if (auto const vain = match::why_in_vain(reading.rules[i], all->items[i], box))
      return mistaken(*vain);
  std::size_t bytes = 0;
  for (auto const& rule : reading.rules)
    bytes += rule.json.size();
  if (bytes > match::faults_bytes_max)
    return refuse(409,
                  fmt::format("Faults have at most {} bytes together.", match::faults_bytes_max));
  box.rules().clear();
  for (auto& rule : reading.rules)
    box.rules().lay(std::move(rule), box.agenda().now());
  return list(box);
}

HttpResponse lay(Box& box, std::string const& name, HttpRequest const& request) {
  std::optional<HttpResponse> refusal;
  auto const body = read_body(request, refusal);
  if (!body)
    return *refusal;
  auto reading = match::read_fault(*body);
  if (!reading.rule)
    return mistaken(*reading.mistake);
  if (auto const* own = body->find("name"); own != nullptr && own->text != name)
    return mistaken(
        {own->place,
         fmt::format("The fault's name is \"{}\", but its path says \"{}\".", own->text, name)});
  if (auto const vain = match::why_in_vain(*reading.rule, *body, box))
    return mistaken(*vain);
  reading.rule->name = name;
  if (auto const complaint = match::why_too_many(*reading.rule, box))
    return refuse(409, *complaint);
  box.rules().lay(std::move(*reading.rule), box.agenda().now());
  return json(200, description(*box.rules().find(name)));
}

HttpResponse answer_one(Box& box, std::string const& name, HttpRequest const& request) {
  if (request.method == "PUT")
    return lay(box, name, request);
  auto const* laid = box.rules().find(name);
  if (request.method != "GET" && request.method != "DELETE")
    return refuse(405, fmt::format("faults/{} does not take {}.", name, request.method));
  if (laid == nullptr)
    return no_fault(box, name);
  if (request.method == "GET")
    return json(200, description(*laid));
  box.rules().lift(name);
  return json(200, "{}");
}

}  // namespace

bool is_about_faults(std::string_view path) { return path == word || path.starts_with("faults/"); }

HttpResponse answer_faults(Box& box, std::string_view path, HttpRequest const& request) {
  path.remove_prefix(word.size());
  if (path.size() > 1)
    return answer_one(box, percent_decode(path.substr(1), false), request);
  if (request.method == "GET")
    return list(box);
  if (request.method == "PUT")
    return replace_all(box, request);
  if (request.method != "DELETE")
    return refuse(405, fmt::format("faults does not take {}.", request.method));
  box.rules().clear();
  return json(200, "{}");
}

}  // namespace proofbox::control

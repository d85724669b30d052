// What engines and the deployment show of themselves. Looking changes nothing and leaves no trace.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "control/answers.hpp"
#include "control/control.hpp"
#include "ports/rows_json.hpp"
#include "shape/query.hpp"

namespace proofbox::control {
namespace {

// Which sandbox operation stands behind a view of an engine, and what it is asked where the query
// string does not say otherwise.
struct EngineView {
  std::string_view name, service, operation, standing = {};
};
constexpr EngineView engine_views[] = {
    {"factory/orders", "factory", "ListOrders"},
    {"functions/invocations", "lambda", "ListInvocations"},
    {"functions/logs", "lambda", "ListLogLines"},
    {"sns/deliveries", "sns", "ListDeliveries"},
    {"sns/pushes", "sns", "ListPushMessages"},
    {"sns/sms", "sns", "ListSmsMessages"},
    {"sns/tokens", "sns", "ListSubscriptionTokens"},
    {"sqs/messages", "sqs", "PeekMessages", "limit=10000"},
};

std::string say(Misfit const& misfit, Shape const& shape) {
  if (misfit.kind == Misfit::Kind::range)
    return fmt::format("\"{}\" is {}. {}", misfit.member, misfit.value, misfit.reason);
  if (misfit.kind == Misfit::Kind::missing)
    return fmt::format("The query string must have \"{}\".", misfit.member);
  if (misfit.kind == Misfit::Kind::type)
    return fmt::format("\"{}\" does not take \"{}\".", misfit.member, misfit.value);
  return fmt::format("The query string does not fit {}.", shape.name());
}

// The first field that the shape does not know, as a sentence.
std::optional<std::string> unknown_field(Form const& form, Shape const& shape) {
  std::vector<std::string_view> known;
  for (auto const& member : shape.members())
    known.push_back(member.name);
  for (auto const& [name, value] : form)
    if (std::find(known.begin(), known.end(), name) == known.end())
      return fmt::format("There is no \"{}\" to ask for here.{}", name, did_you_mean(name, known));
  return {};
}

}  // namespace

HttpResponse Control::look(Box::Target const& target, Form form, std::string_view standing) {
  auto const& operation = *target.row->operation;
  if (auto const sentence = unknown_field(form, *operation.input))
    return refuse(400, *sentence);
  auto const otherwise = *read_form(standing);
  form.insert(form.end(), otherwise.begin(), otherwise.end());
  auto const input = operation.make_input();
  auto const output = operation.make_output();
  auto misfit = read_query(form, *operation.input, QueryStyle::nested, input.get());
  if (!misfit)
    misfit = outside_limits(*operation.input, input.get());
  if (misfit)
    return refuse(400, say(*misfit, *operation.input));
  Caller caller;
  caller.region = box_.settings().region;
  if (auto const error = box_.look(target, caller, input.get(), output.get()))
    return refuse(error->status, error->message);
  std::string body;
  write_json(body, *operation.output, output.get());
  return json(200, std::move(body));
}

HttpResponse Control::view(std::string_view name, HttpRequest const& request) {
  auto const* deployment = box_.deployment();
  auto const form = read_form(request.query());
  for (auto const& candidate : engine_views) {
    auto const target = box_.find(candidate.service, candidate.operation);
    if (candidate.name != name || !target)
      continue;
    if (request.method != "GET")
      return refuse(405, fmt::format("{} does not take {}.", name, request.method));
    return form ? look(target, *form, candidate.standing)
                : refuse(400, "The query string is not UTF-8.");
  }
  if (deployment != nullptr)
    for (auto const& candidate : deployment->views)
      if (candidate.name == name) {
        if (request.method != "GET")
          return refuse(405, fmt::format("{} does not take {}.", name, request.method));
        Statement const select{candidate.sql, {}};
        auto const rows = box_.database(candidate.database).look(select);
        return rows ? json(200, rows_json(*rows)) : refuse(500, rows.error().message);
      }
  return refuse(404, fmt::format("The box has no {} /_proofbox/{}.", request.method, name));
}

}  // namespace proofbox::control

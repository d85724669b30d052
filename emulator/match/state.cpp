#include "match/state.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "ports/rows_json.hpp"

namespace proofbox::match {
namespace {

struct Parts {
  std::string_view first, middle, last;
};

// "queue.NAME.messages"; the name may have dots of its own.
Parts parts_of(std::string_view name) {
  auto const first = name.find('.');
  auto const last = name.rfind('.');
  if (first == std::string_view::npos || first == last)
    return {name.substr(0, first),
            {},
            first == std::string_view::npos ? std::string_view{} : name.substr(first + 1)};
  return {name.substr(0, first), name.substr(first + 1, last - first - 1), name.substr(last + 1)};
}

Node member_list(std::string const& json, std::string_view name) {
  auto const answer = read_answer(json);
  auto const* list = answer.find(name);
  return list == nullptr ? Node{Node::Kind::list} : *list;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<std::string> bad_state_name(std::string_view name) {
  auto const [first, middle, last] = parts_of(name);
  if (name == "mails" || name == "clock" || name == "factory.orders")
    return {};
  if (first == "queue" && !middle.empty() &&
      is_one_of(last, {"messages", "ready", "delayed", "in_flight"}))
    return {};
  if (first == "function" && !middle.empty() &&
      is_one_of(last, {"invocations", "failures", "timeouts", "throttles"}))
    return {};
  if (first == "host" && !middle.empty() && last == "requests")
    return {};
  if (first == "fault" && !middle.empty() && is_one_of(last, {"met", "struck"}))
    return {};
  if (first == "shop" && !last.empty())
    return {};
  return fmt::format(
      "There is no state \"{}\".{} States are queue.NAME.messages (ready, delayed, in_flight), "
      "factory.orders, mails, "
      "function.NAME.invocations (failures, timeouts, throttles), host.NAME.requests, "
      "fault.NAME.struck (met), "
      "shop.VIEW.KEY.COLUMN "
      "and clock.",
      name, did_you_mean(name, {"mails", "clock", "factory.orders"}));
}

void State::observe(Event const& event) {
  if (event.kind == "invocation")
    ++runs_[event.who].invocations;
  if (event.kind == "throttle")
    ++runs_[event.who].throttles;
  if (event.kind != "return" || !event.outcome.starts_with("{\"errorType\":"))
    return;
  ++runs_[event.who].failures;
  if (event.outcome.starts_with("{\"errorType\":\"Sandbox.Timedout\""))
    ++runs_[event.who].timeouts;
}

std::optional<Node> State::of(std::string_view name) const {
  auto const [first, middle, last] = parts_of(name);
  if (name == "clock")
    return Node::of_text(iso8601(box_.agenda().now()));
  if (name == "mails")
    return member_list(box_.look("ses", "ListMessages"), "messages");
  if (name == "factory.orders")
    return member_list(box_.look("factory", "ListOrders"), "orders");
  if (first == "queue")
    return queue(middle, last);
  if (first == "function")
    return function(middle, last);
  if (first == "host")
    return host(middle);
  if (first == "fault")
    return fault(middle, last);
  return view(name);
}

std::optional<Node> State::queue(std::string_view name, std::string_view what) const {
  auto const counts = member_list(box_.look("sqs", "CountMessages"), "queues");
  for (auto const& count : counts.items) {
    if (count.find("name")->text != name)
      continue;
    if (what != "messages")
      return *count.find(what == "in_flight" ? "inFlight" : what);
    auto const input = fmt::format("{{\"queue\":\"{}\"}}", name);
    return member_list(box_.look("sqs", "PeekMessages", input), "messages");
  }
  return {};
}

std::optional<Node> State::function(std::string_view name, std::string_view what) const {
  auto const* deployment = box_.deployment();
  if (deployment == nullptr || deployment->function(name) == nullptr)
    return {};
  auto const found = runs_.find(name);
  auto const runs = found == runs_.end() ? Runs{} : found->second;
  return Node::of_number(what == "invocations" ? runs.invocations
                         : what == "failures"  ? runs.failures
                         : what == "timeouts"  ? runs.timeouts
                                               : runs.throttles);
}

std::optional<Node> State::host(std::string_view name) const {
  if (received_ == nullptr)
    return {};
  Node list{Node::Kind::list};
  for (auto const& request : *received_) {
    if (request.host != name)
      continue;
    Node node{Node::Kind::object};
    node.members.emplace_back("method", Node::of_text(request.method));
    node.members.emplace_back("target", Node::of_text(request.target));
    node.members.emplace_back("body", read_answer(request.body));
    list.items.push_back(std::move(node));
  }
  return list;
}

std::optional<Node> State::fault(std::string_view name, std::string_view what) const {
  auto const* laid = box_.rules().find(name);
  if (laid == nullptr)
    return {};
  return Node::of_number(static_cast<std::int64_t>(what == "met" ? laid->met : laid->struck));
}

// "shop.products.CP-502101.stock": the view "shop/products", the row whose first column is the key,
// a column.
std::optional<Node> State::view(std::string_view name) const {
  auto const* deployment = box_.deployment();
  if (deployment == nullptr)
    return {};
  auto const parts = split(name, '.');
  if (parts.size() < 2)
    return {};
  auto const wanted = fmt::format("{}/{}", parts[0], parts[1]);
  for (auto const& candidate : deployment->views) {
    if (candidate.name != wanted)
      continue;
    Statement const select{candidate.sql, {}};
    auto const rows = box_.database(candidate.database).look(select);
    if (!rows)
      return {};
    auto const list = read_answer(rows_json(*rows));
    if (parts.size() == 2)
      return list;
    for (auto const& row : list.items)
      if (!row.members.empty() && row.members.front().second.text == parts[2]) {
        auto const* column = parts.size() == 3 ? &row : row.find(parts[3]);
        return column == nullptr ? std::nullopt : std::optional{*column};
      }
  }
  return {};
}

}  // namespace proofbox::match

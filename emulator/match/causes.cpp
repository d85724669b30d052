#include "match/causes.hpp"

#include <algorithm>

#include "match/document.hpp"

namespace proofbox::match {
namespace {

// Visits each text that stands under this key, however deep.
template <class Visit>
void each_text(Node const& node, std::string_view wanted, Visit const& visit) {
  for (auto const& item : node.items)
    each_text(item, wanted, visit);
  for (auto const& [key, value] : node.members) {
    if (key == wanted && value.is(Node::Kind::text))
      visit(value.text);
    each_text(value, wanted, visit);
  }
}

// {"operation":"ReceiveMessage", ...: it comes first.
std::string_view operation_of(Event const& event) {
  constexpr std::string_view opening = "{\"operation\":\"";
  std::string_view what = event.what;
  if (event.kind != "call" || !what.starts_with(opening))
    return {};
  what.remove_prefix(opening.size());
  return what.substr(0, what.find('"'));
}

}  // namespace

std::vector<std::uint64_t> Causes::of(Event const& event) {
  std::vector<std::uint64_t> found;
  if (event.cause != 0)
    found.push_back(event.cause);
  auto const operation = event.who == "sqs" ? operation_of(event) : std::string_view{};
  auto const follow = [&](auto const& known, std::string const& id) {
    if (auto const place = known.find(id); place != known.end())
      found.push_back(place->second);
  };
  if (operation.starts_with("SendMessage"))
    each_text(read_answer(event.outcome), "MessageId",
              [&](std::string const& id) { senders_[id] = event.n; });
  if (operation == "ReceiveMessage") {
    auto const outcome = read_answer(event.outcome);
    each_text(outcome, "MessageId", [&](std::string const& id) { follow(senders_, id); });
    each_text(outcome, "ReceiptHandle",
              [&](std::string const& handle) { receivers_[handle] = event.n; });
  }
  if (operation.starts_with("DeleteMessage") || operation.starts_with("ChangeMessageVisibility"))
    each_text(read_answer(event.what), "ReceiptHandle",
              [&](std::string const& handle) { follow(receivers_, handle); });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace proofbox::match

#include "lab/message_trails.hpp"

#include "lab/happening.hpp"

namespace proofbox::lab {

void MessageTrails::befell(Ids const& messages, std::uint64_t n) {
  for (auto const& message : messages)
    latest_[message] = n;
}

std::uint64_t MessageTrails::latest(std::string const& message) const {
  auto const found = latest_.find(message);
  return found == latest_.end() ? 0 : found->second;
}

MessageTrails::Ids const& MessageTrails::received(std::uint64_t n, Node const& output) {
  auto& ids = carried_[n];
  for (auto const& message : list_of(output, "Messages")) {
    ids.push_back(text_of(message, "MessageId"));
    receives_[text_of(message, "ReceiptHandle")] = n;
  }
  return ids;
}

MessageTrails::Ids const& MessageTrails::carried(std::uint64_t n) const {
  static Ids const none;
  auto const found = carried_.find(n);
  return found == carried_.end() ? none : found->second;
}

std::uint64_t MessageTrails::receive_of(Node const& input) const {
  auto handle = text_of(input, "ReceiptHandle");
  auto const& entries = list_of(input, "Entries");
  if (handle.empty() && !entries.empty())
    handle = text_of(entries[0], "ReceiptHandle");
  auto const found = receives_.find(handle);
  return found == receives_.end() ? 0 : found->second;
}

MessageTrails::Ids ids_sent(Node const& output) {
  MessageTrails::Ids ids;
  if (auto id = text_of(output, "MessageId"); !id.empty())
    ids.push_back(std::move(id));
  for (auto const& entry : list_of(output, "Successful"))
    if (auto id = text_of(entry, "MessageId"); !id.empty())
      ids.push_back(std::move(id));
  return ids;
}

}  // namespace proofbox::lab

#include "engines/sns/archive.hpp"

#include "base/check.hpp"
#include "engines/sns/message_attributes.hpp"

namespace proofbox::sns {
namespace {

std::size_t bytes_of(Notification const& notification) {
  auto bytes = notification.message.size() + size_of(notification.attributes);
  for (auto const& [protocol, text] : notification.message_for)
    bytes += protocol.size() + text.size();
  return bytes;
}

}  // namespace

void Archive::add(std::shared_ptr<Notification const> notification) {
  check(notification->sequence_number.has_value(),
        "what is archived was published to a FIFO topic");
  auto const bytes = bytes_of(*notification);
  auto number = *notification->sequence_number;
  bytes_ += bytes;
  kept_.emplace(std::move(number), Kept{std::move(notification), bytes});
}

std::vector<std::string> Archive::forget(Instant oldest) {
  std::vector<std::string> gone;
  while (!kept_.empty()) {
    auto const first = kept_.begin();
    auto const published_at = first->second.notification->published_at;
    bool const too_many = bytes_ > bytes_max;
    if (published_at >= oldest && !too_many)
      break;
    if (too_many)
      since_ = std::max(since_, published_at + Duration{1});
    bytes_ -= first->second.bytes;
    gone.push_back(first->first);
    kept_.erase(first);
  }
  return gone;
}

std::vector<std::shared_ptr<Notification const>> Archive::between(Instant from, Instant to) const {
  std::vector<std::shared_ptr<Notification const>> found;
  for (auto const& [number, kept] : kept_)
    if (kept.notification->published_at >= from && kept.notification->published_at <= to)
      found.push_back(kept.notification);
  return found;
}

std::vector<std::string> Archive::numbers() const {
  std::vector<std::string> all;
  for (auto const& [number, kept] : kept_)
    all.push_back(number);
  return all;
}

}  // namespace proofbox::sns

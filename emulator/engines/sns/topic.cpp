#include "engines/sns/topic.hpp"

namespace proofbox::sns {

PublishedLately::Message const* PublishedLately::find(std::string const& key, Instant now) {
  while (!order_.empty() && order_.front().first <= now) {
    messages_.erase(order_.front().second);
    order_.pop_front();
  }
  auto const found = messages_.find(key);
  return found == messages_.end() ? nullptr : &found->second;
}

void PublishedLately::remember(std::string key, Message message) {
  order_.emplace_back(message.until, key);
  messages_.insert_or_assign(std::move(key), std::move(message));
}

}  // namespace proofbox::sns

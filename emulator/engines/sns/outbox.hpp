// What was sent, the latest 10,000 of it: whoever sends one more loses the oldest.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace proofbox::sns {

inline constexpr std::size_t outbox_max = 10'000;

// A T has a `number`, which the outbox gives it.
template <class T>
class Outbox {
 public:
  // By number, in the order of sending.
  std::map<std::int64_t, T> const& messages() const { return messages_; }

  // What comes back is what was lost.
  std::optional<T> add(T message) {
    message.number = ++last_;
    messages_.emplace_hint(messages_.end(), last_, std::move(message));
    if (messages_.size() <= outbox_max)
      return {};
    auto oldest = messages_.extract(messages_.begin());
    return std::move(oldest.mapped());
  }

  T const& latest() const { return messages_.rbegin()->second; }

  // One that was here before the box was started again; these come in order.
  void put_back(T message) {
    last_ = message.number;
    messages_.emplace_hint(messages_.end(), last_, std::move(message));
  }

  // Tells `gone` of each that goes.
  void remove_if(std::function<bool(T const&)> const& wanted,
                 std::function<void(T const&)> const& gone) {
    for (auto at = messages_.begin(); at != messages_.end();) {
      auto const here = at++;
      if (!wanted(here->second))
        continue;
      gone(here->second);
      messages_.erase(here);
    }
  }

 private:
  std::map<std::int64_t, T> messages_;
  std::int64_t last_ = 0;
};

}  // namespace proofbox::sns

// What a FIFO queue remembers for five minutes: by key, each until its own time.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/time.hpp"

namespace proofbox::sqs {

template <class T>
class Lately {
 public:
  struct Kept {
    T what;
    Instant until;
  };

  // Null where nothing is remembered at `now`.
  T* find(std::string const& key, Instant now) {
    auto const found = kept_.find(key);
    return found == kept_.end() || found->second.until <= now ? nullptr : &found->second.what;
  }

  // What is remembered anew of a key takes the place of what was. `until` never goes back from one
  // call to the next.
  void remember(std::string key, T what, Instant until) {
    order_.emplace_back(until, key);
    kept_.insert_or_assign(std::move(key), Kept{std::move(what), until});
  }

  // Forgets what is past its time.
  template <class Each>
  void forget_old(Instant now, Each const& each) {
    while (!order_.empty() && order_.front().first <= now) {
      auto const found = kept_.find(order_.front().second);
      if (found != kept_.end() && found->second.until <= now) {
        each(found->first, found->second.until);
        kept_.erase(found);
      }
      order_.pop_front();
    }
  }

  template <class Each>
  void for_all(Each const& each) const {
    for (auto const& [until, key] : order_)
      each(key, until);
  }

 private:
  std::unordered_map<std::string, Kept> kept_;  // only ever looked up
  std::deque<std::pair<Instant, std::string>> order_;
};

}  // namespace proofbox::sqs

// What is remembered for a while, by key, each until its own time: what FIFO queues and topics
// took.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/time.hpp"

namespace proofbox {

template <class T>
class Lately {
 public:
  struct Kept {
    T what;
    Instant until;
    std::int64_t serial;
  };

  // What was remembered last of that key, perhaps past its time; null where nothing is.
  Kept const* find(std::string const& key) const {
    auto const found = kept_.find(key);
    return found == kept_.end() ? nullptr : &found->second;
  }

  // What is remembered anew of a key takes the place of what was. `until` never goes back from one
  // call to the next.
  void remember(std::string key, T what, Instant until) {
    auto const [place, made] =
        kept_.insert_or_assign(std::move(key), Kept{std::move(what), until, ++serial_});
    order_.push_back({serial_, until, &*place});
  }

  // Forgets what is past its time, telling `each` of it; not more than two at once, so that no call
  // pays for all. Who calls it before each `remember` is never far behind.
  template <class Each>
  void forget_old(Instant now, Each const& each) {
    for (int i = 0; i < forgotten_at_once && !order_.empty() && order_.front().until <= now; ++i) {
      auto const old = order_.front();
      order_.pop_front();
      if (old.entry->second.serial != old.serial)  // remembered anew since
        continue;
      each(old.entry->first, old.until);
      kept_.erase(old.entry->first);
    }
  }

  // In the order of remembering.
  template <class Each>
  void for_all(Each const& each) const {
    for (auto const& place : order_)
      if (place.entry->second.serial == place.serial)
        each(place.entry->first, place.until);
  }

 private:
  static constexpr int forgotten_at_once = 2;

  using Map = std::unordered_map<std::string, Kept>;  // only ever looked up; its entries stay put
  struct Place {
    std::int64_t serial;
    Instant until;
    typename Map::value_type const* entry;
  };

  Map kept_;
  std::deque<Place> order_;
  std::int64_t serial_ = 0;
};

}  // namespace proofbox

// Who falls due when: the first is known at once, joining, moving and leaving cost the logarithm of
// how many there are, and nothing is allocated for one of them. It is a heap whose members know
// their place: `place_of(T&)` is theirs to keep for it, 0 to begin with.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace proofbox::sqs {

template <class T>
class Deadlines {
 public:
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  Instant first_at() const { return entries_.front().at; }
  T* first() const { return entries_.front().who; }

  // Joins, or moves. Of two that fall due together the one with the lower number is first.
  void set(T& who, Instant at, std::int64_t number) {
    auto& place = place_of(who);
    if (place == 0) {
      entries_.emplace_back();
      place = entries_.size();
    }
    settle(place - 1, {at, number, &who});
  }

  // Does nothing for one who is not there.
  void remove(T& who) {
    auto const place = std::exchange(place_of(who), 0);
    if (place == 0)
      return;
    auto const last = entries_.back();
    entries_.pop_back();
    if (place <= entries_.size())
      settle(place - 1, last);
  }

  // For when all of them are gone already.
  void clear() { entries_.clear(); }

 private:
  struct Entry {
    Instant at{};
    std::int64_t number = 0;
    T* who = nullptr;
    bool before(Entry const& other) const {
      return at < other.at || (at == other.at && number < other.number);
    }
  };

  // `at` is free; what is to stand there goes up or down to where it belongs.
  void settle(std::size_t at, Entry const& entry) {
    while (at > 0 && entry.before(entries_[(at - 1) / 2])) {
      put(at, entries_[(at - 1) / 2]);
      at = (at - 1) / 2;
    }
    for (auto child = 2 * at + 1; child < entries_.size(); child = 2 * at + 1) {
      if (child + 1 < entries_.size() && entries_[child + 1].before(entries_[child]))
        ++child;
      if (!entries_[child].before(entry))
        break;
      put(at, entries_[child]);
      at = child;
    }
    put(at, entry);
  }

  void put(std::size_t at, Entry const& entry) {
    entries_[at] = entry;
    place_of(*entry.who) = at + 1;
  }

  std::vector<Entry> entries_;
};

}  // namespace proofbox::sqs

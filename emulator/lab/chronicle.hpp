// What a box held at every moment of a run, kept as what changed from one moment to the next. Only
// who makes a report asks for it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace proofbox {
class Box;
}

namespace proofbox::lab {

// A change of what the box holds: seen at `at`, when the box had `events` events, and brought about
// by one of those from number `since` on; by the passing of time alone where there is none.
struct Moment {
  Instant at{};
  std::uint64_t since = 0, events = 0;
  // JSON documents by the names of what they show: "queue stock_queue", "orders", "mails",
  // "shop/products".
  std::map<std::string, std::string> changes;
};

struct Chronicle {
  std::vector<Moment> moments;
  std::string mails;  // {"messages":[...]}, decoded, as they are at the end
};

class Chronicler {
 public:
  // Both outlive it.
  Chronicler(Box& box, Chronicle& chronicle) : box_(box), chronicle_(chronicle) {}

  // To be called whenever something may have changed; looking changes nothing.
  void look();
  // The run is over.
  void close();

 private:
  void look_at_queues(Moment& moment);
  void look_at_views(Moment& moment);
  void compare(Moment& moment, std::string const& name, std::string document);
  // Whether the box said of something what it said the last time: then nothing is to be compared.
  bool is_as_before(std::string const& what, std::string const& said);

  Box& box_;
  Chronicle& chronicle_;
  std::map<std::string, std::string> latest_;
  std::map<std::string, std::string> said_;  // as it came from the box
  Instant at_{};
  std::uint64_t events_ = 0;
};

}  // namespace proofbox::lab

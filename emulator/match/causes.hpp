// Which events follow from which. The trace knows one cause of an event; a message that lies in a
// queue breaks that thread, since whoever receives it asks by himself. Here the thread is knotted:
// a receipt follows from each sending whose message it brought, a deletion from the receipt.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "ports/trace.hpp"

namespace proofbox::match {

class Causes {
 public:
  // Events come in the order of their numbers. Gives the numbers of those that this one follows
  // from, ascending.
  std::vector<std::uint64_t> of(Event const& event);

 private:
  std::map<std::string, std::uint64_t, std::less<>> senders_;    // by message ids
  std::map<std::string, std::uint64_t, std::less<>> receivers_;  // by receipt handles
};

}  // namespace proofbox::match

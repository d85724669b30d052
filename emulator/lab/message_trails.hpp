// What a trace says of messages: which event befell each last, and which calls handled which.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lab/words.hpp"

namespace proofbox::lab {

class MessageTrails {
 public:
  using Ids = std::vector<std::string>;

  // Event `n` put these messages where they are now.
  void befell(Ids const& messages, std::uint64_t n);
  // The event that befell a message last, or 0.
  std::uint64_t latest(std::string const& message) const;

  // A ReceiveMessage with this answer is event `n`; the messages that it got.
  Ids const& received(std::uint64_t n, Node const& output);
  // The messages of a receive; none where `n` is something else.
  Ids const& carried(std::uint64_t n) const;
  // The receive that the receipt handles in a call's input are from, or 0.
  std::uint64_t receive_of(Node const& input) const;

 private:
  std::map<std::string, std::uint64_t> latest_;
  std::map<std::string, std::uint64_t> receives_;  // by receipt handles
  std::map<std::uint64_t, Ids> carried_;           // by receives
};

// The ids in the answer to something that was sent or published, alone or as a batch.
MessageTrails::Ids ids_sent(Node const& output);

}  // namespace proofbox::lab

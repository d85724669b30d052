// A message on its way: what was published, and when, under which ids. Each subscription gets the
// same one.
#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

struct Notification {
  std::string message_id;
  std::string topic_arn;
  std::optional<std::string> sequence_number;  // of FIFO topics
  std::optional<std::string> subject;
  std::string message;                         // for every protocol that has no text of its own
  Map<std::string> message_for = {};           // MessageStructure=json: the texts of some protocols
  std::optional<std::string> structured = {};  // MessageStructure=json: all of it, as published
  MessageAttributes attributes;
  std::optional<std::string> group_id;
  std::optional<std::string> deduplication_id;
  Instant published_at{};
  std::string links;         // scheme and host of the links in it: as the publisher wrote them
  std::string trace_header;  // of the publisher's request
  bool is_replayed = false;  // out of an archive
  static Shape const& shape();

  std::string const& text_for(std::string_view protocol) const {
    auto const own = message_for.find(protocol);
    return own == message_for.end() ? message : own->second;
  }
};

}  // namespace proofbox::sns

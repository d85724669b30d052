// What SQS takes as a name: of queues, of batch entries, of permissions.
#pragma once

#include <algorithm>
#include <string_view>

namespace proofbox::sqs {

// Letters, digits, hyphens and underscores of ASCII, 1 to 80 of them.
inline bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 80 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

// Of a group, a deduplication or a receive attempt: visible characters of ASCII, 1 to 128 of them.
inline bool is_fifo_id(std::string_view id) {
  return !id.empty() && id.size() <= 128 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 127; });
}

}  // namespace proofbox::sqs

// Receipt handles: opaque to clients, new on every receive. A handle names its queue, its message
// and its receive, and carries a check sum, so that garbage and handles of other queues are told
// apart from old ones.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace proofbox::sqs {

struct Receipt {
  std::int64_t queue = 0;
  std::int64_t message = 0;
  std::int64_t receive = 0;  // drawn at random for each receive
};

std::string handle_of(Receipt const& receipt);

// Nothing where the text is no handle that handle_of made.
std::optional<Receipt> receipt_of(std::string_view handle);

}  // namespace proofbox::sqs

// What the data type Number takes as its value.
#pragma once

#include <string_view>

namespace proofbox::sqs {

// A decimal number such as "-12.5" or "3e10", of at most 38 significant digits, from 10^-128 up to
// 10^126 in size, or 0.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
bool is_number(std::string_view text);

}  // namespace proofbox::sqs

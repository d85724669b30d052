// The attributes of a queue: their defaults, ranges and texts.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "shape/shape.hpp"

namespace proofbox::sqs {

struct RedrivePolicy {
  std::string dead_letter_target_arn;
  std::int64_t receive_count_max = 0;
};

// What is set, as the texts that AWS returns; a name that is absent has its default. Every text in
// here is valid.
class Attributes {
 public:
  // Applies texts of a request: all, or none and the reason. An empty text removes an optional
  // attribute. `creating`: FifoQueue may be given.
  static Result<Attributes> apply(Attributes const& current, Map<std::string> const& given,
                                  bool creating);

  std::int64_t delay_seconds() const { return number("DelaySeconds", 0); }
  std::int64_t message_size_max() const { return number("MaximumMessageSize", 1'048'576); }
  std::int64_t retention_seconds() const { return number("MessageRetentionPeriod", 345'600); }
  std::int64_t wait_seconds() const { return number("ReceiveMessageWaitTimeSeconds", 0); }
  std::int64_t visibility_seconds() const { return number("VisibilityTimeout", 30); }
  bool fifo() const { return is_true("FifoQueue"); }
  bool content_based_deduplication() const { return is_true("ContentBasedDeduplication"); }
  bool deduplicates_by_group() const { return text("DeduplicationScope") == "messageGroup"; }
  std::optional<RedrivePolicy> const& redrive() const { return redrive_; }

  // The text as GetQueueAttributes gives it, default included; nothing where AWS leaves it out.
  std::optional<std::string> value(std::string_view name) const;

  // Every settable name, in alphabetical order.
  static std::vector<std::string_view> const& names();

  Map<std::string> const& texts() const { return texts_; }
  static Attributes of_texts(Map<std::string> texts);

 private:
  std::int64_t number(std::string_view name, std::int64_t otherwise) const;
  bool is_true(std::string_view name) const { return text(name) == "true"; }
  std::string_view text(std::string_view name) const {
    auto const found = texts_.find(name);
    return found == texts_.end() ? std::string_view{} : std::string_view{found->second};
  }
  std::optional<Error> put(std::string const& name, std::string const& given, bool creating);
  std::optional<Error> put_redrive_policy(std::string const& given);

  Map<std::string> texts_;
  std::optional<RedrivePolicy> redrive_;
};

}  // namespace proofbox::sqs

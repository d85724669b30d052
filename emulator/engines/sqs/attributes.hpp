// The attributes of a queue: their defaults, ranges and texts.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "shape/shape.hpp"

namespace proofbox::sqs {

struct RedrivePolicy {
  std::string dead_letter_target_arn;
  std::int64_t receive_count_max = 0;
};

// Which queues may name this one as their dead-letter queue: no list means none at all.
struct RedriveAllowPolicy {
  bool all = false;
  std::vector<std::string> source_queue_arns;
};

// What is set, as the texts that AWS returns; a name that is absent has its default. Every text in
// here is valid.
class Attributes {
 public:
  Attributes() { understand(); }

  // Applies texts of a request: all, or none and the reason. An empty text removes an optional
  // attribute. `creating`: FifoQueue may be given.
  static Result<Attributes> apply(Attributes const& current, Map<std::string> const& given,
                                  bool creating);

  std::int64_t delay_seconds() const { return meaning_.delay; }
  std::int64_t message_size_max() const { return meaning_.message_size_max; }
  std::int64_t retention_seconds() const { return meaning_.retention; }
  std::int64_t wait_seconds() const { return meaning_.wait; }
  std::int64_t visibility_seconds() const { return meaning_.visibility; }
  bool fifo() const { return meaning_.fifo; }
  bool content_based_deduplication() const { return meaning_.content_based_deduplication; }
  bool deduplicates_by_group() const { return meaning_.deduplicates_by_group; }
  std::optional<RedrivePolicy> const& redrive() const { return redrive_; }

  // Whether that queue may name this one as its dead-letter queue.
  bool allows_source(std::string_view queue_arn) const;

  // The text as GetQueueAttributes gives it, default included; nothing where AWS leaves it out.
  std::optional<std::string> value(std::string_view name) const;

  // Every settable name, in alphabetical order.
  static std::vector<std::string_view> const& names();

  Map<std::string> const& texts() const { return texts_; }
  // Refused where they are no texts of such attributes.
  static Result<Attributes> of_texts(Map<std::string> const& texts);

 private:
  std::string_view text(std::string_view name) const {
    auto const found = texts_.find(name);
    return found == texts_.end() ? std::string_view{} : std::string_view{found->second};
  }
  std::optional<Error> put(std::string const& name, std::string const& given, bool creating);
  std::optional<Error> put_document(std::string const& name, std::string const& given);
  std::optional<Error> put_redrive_policy(std::string const& given);
  std::optional<Error> put_redrive_allow_policy(std::string const& given);
  void understand();

  // The texts' numbers and flags, read once: every call asks for them.
  struct Meaning {
    std::int64_t delay = 0, message_size_max = 0, retention = 0, wait = 0, visibility = 0;
    bool fifo = false, content_based_deduplication = false, deduplicates_by_group = false;
  };

  Map<std::string> texts_;
  Meaning meaning_;
  std::optional<RedrivePolicy> redrive_;
  std::optional<RedriveAllowPolicy> redrive_allow_;
};

// What refuses a queue's tags: too many, or a key or value that is too long.
std::optional<Error> bad_tags(Map<std::string> const& tags);

}  // namespace proofbox::sqs

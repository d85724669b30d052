// The attributes of a topic that a caller may set: their forms and defaults. What SNS itself tells
// of a topic (its counts, its owner) is no attribute in this sense.
// https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.hpp"
#include "base/time.hpp"
#include "engines/sns/errors.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

// What is set, as the texts that AWS returns; every text in here is valid.
class TopicAttributes {
 public:
  // Puts one attribute of a request, or says what is wrong with it. An empty text removes what may
  // be absent.
  std::optional<Error> put(std::string const& name, std::string const& given,
                           errors::During during);

  // With a document that is valid.
  void replace_policy(std::string document) { texts_["Policy"] = std::move(document); }

  // For how long messages are archived; nothing where they are not.
  std::optional<Duration> archive_period() const { return archive_period_; }

  bool fifo() const { return text("FifoTopic") == "true"; }
  bool content_based_deduplication() const { return text("ContentBasedDeduplication") == "true"; }
  bool deduplicates_by_group() const { return text("FifoThroughputScope") == "MessageGroup"; }
  std::string_view signature_version() const { return text("SignatureVersion") == "2" ? "2" : "1"; }

  // The text as GetTopicAttributes gives it where it is the caller's to set, or empty. Policy has
  // no default here: that names its topic.
  std::string_view text(std::string_view name) const {
    auto const found = texts_.find(name);
    return found == texts_.end() ? std::string_view{} : std::string_view{found->second};
  }

  Map<std::string> const& texts() const { return texts_; }
  // Refused where they are no texts of such attributes.
  static Result<TopicAttributes> of_texts(Map<std::string> texts);

 private:
  std::optional<Error> put_archive_policy(std::string const& given, errors::During during);

  Map<std::string> texts_;
  std::optional<Duration> archive_period_;
};

}  // namespace proofbox::sns

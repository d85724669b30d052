// The attributes of a subscription that a caller may set.
// https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/filter_policy.hpp"
#include "engines/sns/replay_policy.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

// What an attribute has to fit.
struct SubscriptionKind {
  std::string_view protocol;
  bool is_fifo = false;  // a FIFO queue at a FIFO topic
};

// What is set, as the texts that AWS returns; every text in here is valid.
class SubscriptionAttributes {
 public:
  // Puts one attribute of a request, or says what is wrong with it.
  std::optional<Error> put(std::string const& name, std::string const& given,
                           SubscriptionKind const& kind, errors::During during);
  // After all of a request's are put: compiles the filter policy for its scope where either is new,
  // or says what is wrong with it.
  std::optional<Error> settle(errors::During during, Allowances allowed);

  bool has_filter() const { return !text("FilterPolicy").empty(); }
  bool raw() const { return text("RawMessageDelivery") == "true"; }
  // The ARN of the queue that takes what could not be delivered; empty where there is none.
  std::string const& dead_letter_target() const { return dead_letter_target_; }

  // Whether the subscription is sent the message when it is published. A replay that has an end
  // pauses the subscription.
  bool lets_through(FilteredMessage& message) const {
    return !(replay_ && replay_->to) && filter_lets_through(message);
  }
  bool filter_lets_through(FilteredMessage& message) const {
    return !filter_ || filter_->lets_through(message);
  }
  std::optional<ReplayPolicy> const& replay() const { return replay_; }

  std::string_view text(std::string_view name) const {
    auto const found = texts_.find(name);
    return found == texts_.end() ? std::string_view{} : std::string_view{found->second};
  }

  Map<std::string> const& texts() const { return texts_; }
  // Refused where they are no texts of such attributes.
  static Result<SubscriptionAttributes> of_texts(Map<std::string> texts);

 private:
  std::optional<Error> put_raw(std::string const& given, std::string_view protocol,
                               errors::During during);
  std::optional<Error> put_delivery_policy(std::string const& given, std::string_view protocol,
                                           errors::During during);
  std::optional<Error> put_role(std::string const& given, std::string_view protocol,
                                errors::During during);
  std::optional<Error> put_redrive_policy(std::string const& given, bool fifo,
                                          errors::During during);
  std::optional<Error> put_replay_policy(std::string const& given, errors::During during);

  Map<std::string> texts_;
  std::string dead_letter_target_;
  std::optional<FilterPolicy> filter_;
  std::optional<ReplayPolicy> replay_;
};

}  // namespace proofbox::sns

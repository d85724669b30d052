// A configuration set: how mails that name it are sent, and who is told of what becomes of them. It
// is its own stored row; words are those of the second API, whichever one made the set.
#pragma once

#include "engines/ses/v2_configuration_shapes.hpp"

namespace proofbox::ses {

struct ConfigurationSet {
  std::string account;
  std::string region;
  std::string name;
  bool sending_enabled = true;
  bool reputation_metrics_enabled = false;
  std::optional<Instant> last_fresh_start;  // when sending was last allowed again
  std::optional<v2::TrackingOptions> tracking_options;
  std::optional<v2::DeliveryOptions> delivery_options;
  std::optional<v2::SuppressionOptions> suppression_options;
  std::vector<v2::Tag> tags;
  std::vector<v2::EventDestination> destinations;  // in the order of their making
  static Shape const& shape();

  v2::EventDestination* destination(std::string_view of_name);
};

// "arn:aws:ses:REGION:ACCOUNT:configuration-set/NAME"
std::string arn_of(ConfigurationSet const& set);

// "renderingFailure" for "RENDERING_FAILURE", and back.
std::string in_v1_words(std::string_view word);
std::string in_v2_words(std::string_view word);

}  // namespace proofbox::ses

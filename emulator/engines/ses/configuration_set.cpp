#include "engines/ses/configuration_set.hpp"

#include <fmt/format.h>

namespace proofbox::ses {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

Shape const& ConfigurationSet::shape() {
  static Shape const shape =
      Describe<ConfigurationSet>("ConfigurationSetRow")
          .member("account", &ConfigurationSet::account)
          .member("region", &ConfigurationSet::region)
          .member("name", &ConfigurationSet::name)
          .member("sending_enabled", &ConfigurationSet::sending_enabled)
          .member("reputation_metrics_enabled", &ConfigurationSet::reputation_metrics_enabled)
          .member("last_fresh_start", &ConfigurationSet::last_fresh_start)
          .member("tracking_options", &ConfigurationSet::tracking_options)
          .member("delivery_options", &ConfigurationSet::delivery_options)
          .member("suppression_options", &ConfigurationSet::suppression_options)
          .member("tags", &ConfigurationSet::tags)
          .member("destinations", &ConfigurationSet::destinations);
  return shape;
}

v2::EventDestination* ConfigurationSet::destination(std::string_view of_name) {
  for (auto& destination : destinations)
    if (destination.name == of_name)
      return &destination;
  return nullptr;
}

std::string arn_of(ConfigurationSet const& set) {
  return fmt::format("arn:aws:ses:{}:{}:configuration-set/{}", set.region, set.account, set.name);
}

std::string in_v1_words(std::string_view word) {
  std::string words;
  bool starts = false;
  for (auto const c : word) {
    if (c == '_') {
      starts = true;
      continue;
    }
    words += !starts && is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    starts = false;
  }
  return words;
}

std::string in_v2_words(std::string_view word) {
  std::string words;
  for (auto const c : word) {
    if (is_upper(c))
      words += '_';
    words += is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return words;
}

}  // namespace proofbox::ses

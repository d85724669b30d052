// The operations on configuration sets of SES's second API, as its service model describes them.
#pragma once

#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

namespace v2 {

struct FirehoseDestination {
  std::string iam_role_arn;
  std::string delivery_stream_arn;
  static Shape const& shape();
};

struct Dimension {
  std::string dimension_name;
  std::string dimension_value_source;
  std::string default_dimension_value;
  static Shape const& shape();
};

struct CloudWatchDestination {
  std::vector<Dimension> dimension_configurations;
  static Shape const& shape();
};

struct SnsDestination {
  std::string topic_arn;
  static Shape const& shape();
};

struct EventBridgeDestination {
  std::string event_bus_arn;
  static Shape const& shape();
};

struct PinpointDestination {
  std::optional<std::string> application_arn;
  static Shape const& shape();
};

struct EventDestinationDefinition {
  bool enabled = false;
  std::vector<std::string> matching_event_types;
  std::optional<FirehoseDestination> kinesis_firehose_destination;
  std::optional<CloudWatchDestination> cloud_watch_destination;
  std::optional<SnsDestination> sns_destination;
  std::optional<EventBridgeDestination> event_bridge_destination;
  std::optional<PinpointDestination> pinpoint_destination;
  static Shape const& shape();
};

struct EventDestination {
  std::string name;
  bool enabled = false;
  std::vector<std::string> matching_event_types;
  std::optional<FirehoseDestination> kinesis_firehose_destination;
  std::optional<CloudWatchDestination> cloud_watch_destination;
  std::optional<SnsDestination> sns_destination;
  std::optional<EventBridgeDestination> event_bridge_destination;
  std::optional<PinpointDestination> pinpoint_destination;
  static Shape const& shape();
};

struct TrackingOptions {
  std::string custom_redirect_domain;
  std::optional<std::string> https_policy;  // REQUIRE, REQUIRE_OPEN_ONLY, OPTIONAL
  static Shape const& shape();
};

struct DeliveryOptions {
  std::optional<std::string> tls_policy;  // REQUIRE, OPTIONAL
  std::optional<std::string> sending_pool_name;
  std::optional<std::int64_t> max_delivery_seconds;
  static Shape const& shape();
};

struct ReputationOptions {
  std::optional<bool> reputation_metrics_enabled;
  std::optional<Instant> last_fresh_start;
  static Shape const& shape();
};

struct SendingOptions {
  std::optional<bool> sending_enabled;
  static Shape const& shape();
};

struct SuppressionOptions {
  std::optional<std::vector<std::string>>
      suppressed_reasons;  // BOUNCE, COMPLAINT; none at all switches suppression off
  static Shape const& shape();
};

struct CreateConfigurationSet {
  std::string configuration_set_name;
  std::optional<TrackingOptions> tracking_options;
  std::optional<DeliveryOptions> delivery_options;
  std::optional<ReputationOptions> reputation_options;
  std::optional<SendingOptions> sending_options;
  std::vector<Tag> tags;
  std::optional<SuppressionOptions> suppression_options;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct GetConfigurationSet {
  std::string configuration_set_name;
  static Shape const& shape();
  struct Output {
    std::string configuration_set_name;
    std::optional<TrackingOptions> tracking_options;
    std::optional<DeliveryOptions> delivery_options;
    std::optional<ReputationOptions> reputation_options;
    std::optional<SendingOptions> sending_options;
    std::vector<Tag> tags;
    std::optional<SuppressionOptions> suppression_options;
    static Shape const& shape();
  };
};

struct ListConfigurationSets {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> page_size;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> configuration_sets;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct DeleteConfigurationSet {
  std::string configuration_set_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct CreateConfigurationSetEventDestination {
  std::string configuration_set_name;
  std::string event_destination_name;
  EventDestinationDefinition event_destination;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct GetConfigurationSetEventDestinations {
  std::string configuration_set_name;
  static Shape const& shape();
  struct Output {
    std::vector<EventDestination> event_destinations;
    static Shape const& shape();
  };
};

struct UpdateConfigurationSetEventDestination {
  std::string configuration_set_name;
  std::string event_destination_name;
  EventDestinationDefinition event_destination;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct DeleteConfigurationSetEventDestination {
  std::string configuration_set_name;
  std::string event_destination_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct PutConfigurationSetSendingOptions {
  std::string configuration_set_name;
  std::optional<bool> sending_enabled;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct PutConfigurationSetReputationOptions {
  std::string configuration_set_name;
  std::optional<bool> reputation_metrics_enabled;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct PutConfigurationSetSuppressionOptions {
  std::string configuration_set_name;
  std::optional<std::vector<std::string>> suppressed_reasons;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct PutConfigurationSetTrackingOptions {
  std::string configuration_set_name;
  std::optional<std::string> custom_redirect_domain;
  std::optional<std::string> https_policy;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct PutConfigurationSetDeliveryOptions {
  std::string configuration_set_name;
  std::optional<std::string> tls_policy;
  std::optional<std::string> sending_pool_name;
  std::optional<std::int64_t> max_delivery_seconds;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace v2

}  // namespace proofbox::ses

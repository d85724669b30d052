// The operations on configuration sets of SES's first API, as its service model describes them.
#pragma once

#include "engines/ses/v1_shapes.hpp"

namespace proofbox::ses {

namespace v1 {

struct SetName {
  std::string name;
  static Shape const& shape();
};

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

struct SNSDestination {
  std::string topic_arn;
  static Shape const& shape();
};

struct EventDestination {
  std::string name;
  bool enabled = false;
  std::vector<std::string> matching_event_types;
  std::optional<FirehoseDestination> kinesis_firehose_destination;
  std::optional<CloudWatchDestination> cloud_watch_destination;
  std::optional<SNSDestination> sns_destination;
  static Shape const& shape();
};

struct TrackingOptions {
  std::optional<std::string> custom_redirect_domain;
  static Shape const& shape();
};

struct DeliveryOptions {
  std::optional<std::string> tls_policy;  // Require, Optional
  static Shape const& shape();
};

struct ReputationOptions {
  bool sending_enabled = false;
  bool reputation_metrics_enabled = false;
  std::optional<Instant> last_fresh_start;
  static Shape const& shape();
};

struct CreateConfigurationSet {
  SetName configuration_set;
  static Shape const& shape();
  struct Output {
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

struct DescribeConfigurationSet {
  std::string configuration_set_name;
  std::vector<std::string> configuration_set_attribute_names;
  static Shape const& shape();
  struct Output {
    SetName configuration_set;
    std::vector<EventDestination> event_destinations;  // only what the attribute names ask for
    std::optional<TrackingOptions> tracking_options;
    std::optional<DeliveryOptions> delivery_options;
    std::optional<ReputationOptions> reputation_options;
    static Shape const& shape();
  };
};

struct ListConfigurationSets {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_items;
  static Shape const& shape();
  struct Output {
    std::vector<SetName> configuration_sets;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct CreateConfigurationSetEventDestination {
  std::string configuration_set_name;
  EventDestination event_destination;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct UpdateConfigurationSetEventDestination {
  std::string configuration_set_name;
  EventDestination event_destination;
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

struct UpdateConfigurationSetSendingEnabled {
  std::string configuration_set_name;
  bool enabled = false;
  static Shape const& shape();
  using Output = Nothing;
};

struct UpdateConfigurationSetReputationMetricsEnabled {
  std::string configuration_set_name;
  bool enabled = false;
  static Shape const& shape();
  using Output = Nothing;
};

struct PutConfigurationSetDeliveryOptions {
  std::string configuration_set_name;
  std::optional<DeliveryOptions> delivery_options;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct CreateConfigurationSetTrackingOptions {
  std::string configuration_set_name;
  TrackingOptions tracking_options;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct UpdateConfigurationSetTrackingOptions {
  std::string configuration_set_name;
  TrackingOptions tracking_options;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct DeleteConfigurationSetTrackingOptions {
  std::string configuration_set_name;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace v1

}  // namespace proofbox::ses

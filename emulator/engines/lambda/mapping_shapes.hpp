// The operations of AWS Lambda on event source mappings, as its service model (2015-03-31)
// describes them for queues; and what the box's pollers are told.
#pragma once

#include "engines/lambda/shapes.hpp"

namespace proofbox::aws_lambda {

struct Filter {
  std::optional<std::string> pattern;  // JSON
  static Shape const& shape();
};

struct FilterCriteria {
  std::vector<Filter> filters;
  static Shape const& shape();
};

struct ScalingConfig {
  std::optional<std::int64_t> maximum_concurrency;  // 2 to 1,000
  static Shape const& shape();
};

struct ProvisionedPollerConfig {
  std::optional<std::int64_t> minimum_pollers, maximum_pollers;
  static Shape const& shape();
};

struct EventSourceMapping {
  std::string uuid;
  std::int64_t batch_size = 10;
  std::int64_t maximum_batching_window_in_seconds = 0;
  std::string event_source_arn;
  std::string function_arn;
  Instant last_modified{};
  std::string state;  // Creating, Enabling, Enabled, Disabling, Disabled, Updating, Deleting
  std::string state_transition_reason = "USER_INITIATED";
  std::vector<std::string> function_response_types;
  std::optional<FilterCriteria> filter_criteria;
  std::optional<ScalingConfig> scaling_config;
  std::string event_source_mapping_arn;
  static Shape const& shape();
};

struct CreateEventSourceMapping {
  std::optional<std::string> event_source_arn = {};
  std::string function_name;
  std::optional<bool> enabled = {};
  std::optional<std::int64_t> batch_size = {};
  std::optional<FilterCriteria> filter_criteria = {};
  std::optional<std::int64_t> maximum_batching_window_in_seconds = {};
  std::vector<std::string> function_response_types = {};
  std::optional<ScalingConfig> scaling_config = {};
  // Not for queues.
  std::optional<DestinationConfig> destination_config = {};
  std::optional<bool> bisect_batch_on_function_error = {};
  std::optional<std::int64_t> maximum_retry_attempts = {};
  std::optional<std::int64_t> maximum_record_age_in_seconds = {};
  std::optional<std::int64_t> parallelization_factor = {};
  std::optional<std::int64_t> tumbling_window_in_seconds = {};
  std::optional<ProvisionedPollerConfig> provisioned_poller_config = {};
  std::optional<std::string> starting_position = {};
  Map<std::string> tags = {};
  static Shape const& shape();
  using Output = EventSourceMapping;
};

// What is not given stays as it is.
struct UpdateEventSourceMapping {
  std::string uuid;
  std::optional<std::string> function_name = {};
  std::optional<bool> enabled = {};
  std::optional<std::int64_t> batch_size = {};
  std::optional<FilterCriteria> filter_criteria = {};
  std::optional<std::int64_t> maximum_batching_window_in_seconds = {};
  std::optional<std::vector<std::string>> function_response_types = {};
  std::optional<ScalingConfig> scaling_config = {};
  // Not for queues.
  std::optional<DestinationConfig> destination_config = {};
  std::optional<bool> bisect_batch_on_function_error = {};
  std::optional<std::int64_t> maximum_retry_attempts = {};
  std::optional<std::int64_t> maximum_record_age_in_seconds = {};
  std::optional<std::int64_t> parallelization_factor = {};
  std::optional<std::int64_t> tumbling_window_in_seconds = {};
  std::optional<ProvisionedPollerConfig> provisioned_poller_config = {};
  static Shape const& shape();
  using Output = EventSourceMapping;
};

struct GetEventSourceMapping {
  std::string uuid;
  static Shape const& shape();
  using Output = EventSourceMapping;
};

struct DeleteEventSourceMapping {
  std::string uuid;
  static Shape const& shape();
  using Output = EventSourceMapping;
};

struct ListEventSourceMappings {
  std::optional<std::string> event_source_arn = {};
  std::optional<std::string> function_name = {};
  std::optional<std::string> marker = {};
  std::optional<std::int64_t> max_items = {};
  static Shape const& shape();
  struct Output {
    std::optional<std::string> next_marker;
    std::vector<EventSourceMapping> event_source_mappings;
    static Shape const& shape();
  };
};

// ---- what only the box has ----

// How fast a mapping's batches at once grow while there is a backlog; AWS says 300 a minute.
struct ConfigurePollers {
  std::string uuid;
  std::int64_t growth_per_minute = 300;
  static Shape const& shape();
  using Output = Nothing;
};

// What the pollers of a mapping are to do.
struct Polling {
  std::string queue_arn;
  std::string function_arn;
  std::int64_t batch_size = 10;
  std::int64_t window_seconds = 0;
  bool reports_failures = false;
  std::int64_t concurrency_max = 1000;
  std::int64_t growth_per_minute = 300;
  std::vector<std::string> filters;  // patterns; a message that fits none is deleted
  static Shape const& shape();
};

}  // namespace proofbox::aws_lambda

#include "engines/lambda/mapping_shapes.hpp"

namespace proofbox::aws_lambda {

Shape const& Filter::shape() {
  static Shape const shape = Describe<Filter>("Filter").member("Pattern", &Filter::pattern);
  return shape;
}

Shape const& FilterCriteria::shape() {
  static Shape const shape =
      Describe<FilterCriteria>("FilterCriteria").member("Filters", &FilterCriteria::filters);
  return shape;
}

Shape const& ScalingConfig::shape() {
  static Shape const shape = Describe<ScalingConfig>("ScalingConfig")
                                 .member("MaximumConcurrency", &ScalingConfig::maximum_concurrency,
                                         optional.between(2, 1000));
  return shape;
}

Shape const& ProvisionedPollerConfig::shape() {
  static Shape const shape =
      Describe<ProvisionedPollerConfig>("ProvisionedPollerConfig")
          .member("MinimumPollers", &ProvisionedPollerConfig::minimum_pollers)
          .member("MaximumPollers", &ProvisionedPollerConfig::maximum_pollers);
  return shape;
}

Shape const& EventSourceMapping::shape() {
  static Shape const shape =
      Describe<EventSourceMapping>("EventSourceMappingConfiguration")
          .member("UUID", &EventSourceMapping::uuid)
          .member("BatchSize", &EventSourceMapping::batch_size)
          .member("MaximumBatchingWindowInSeconds",
                  &EventSourceMapping::maximum_batching_window_in_seconds)
          .member("EventSourceArn", &EventSourceMapping::event_source_arn)
          .member("FilterCriteria", &EventSourceMapping::filter_criteria)
          .member("FunctionArn", &EventSourceMapping::function_arn)
          .member("LastModified", &EventSourceMapping::last_modified)
          .member("State", &EventSourceMapping::state)
          .member("StateTransitionReason", &EventSourceMapping::state_transition_reason)
          .member("FunctionResponseTypes", &EventSourceMapping::function_response_types, always)
          .member("ScalingConfig", &EventSourceMapping::scaling_config)
          .member("EventSourceMappingArn", &EventSourceMapping::event_source_mapping_arn);
  return shape;
}

Shape const& CreateEventSourceMapping::shape() {
  static Shape const shape =
      Describe<CreateEventSourceMapping>("CreateEventSourceMapping")
          .member("EventSourceArn", &CreateEventSourceMapping::event_source_arn)
          .member("FunctionName", &CreateEventSourceMapping::function_name, required)
          .member("Enabled", &CreateEventSourceMapping::enabled)
          .member("BatchSize", &CreateEventSourceMapping::batch_size, optional.between(1, 10'000))
          .member("FilterCriteria", &CreateEventSourceMapping::filter_criteria)
          .member("MaximumBatchingWindowInSeconds",
                  &CreateEventSourceMapping::maximum_batching_window_in_seconds,
                  optional.between(0, 300))
          .member("FunctionResponseTypes", &CreateEventSourceMapping::function_response_types)
          .member("ScalingConfig", &CreateEventSourceMapping::scaling_config)
          .member("DestinationConfig", &CreateEventSourceMapping::destination_config)
          .member("BisectBatchOnFunctionError",
                  &CreateEventSourceMapping::bisect_batch_on_function_error)
          .member("MaximumRetryAttempts", &CreateEventSourceMapping::maximum_retry_attempts)
          .member("MaximumRecordAgeInSeconds",
                  &CreateEventSourceMapping::maximum_record_age_in_seconds)
          .member("ParallelizationFactor", &CreateEventSourceMapping::parallelization_factor)
          .member("TumblingWindowInSeconds", &CreateEventSourceMapping::tumbling_window_in_seconds)
          .member("ProvisionedPollerConfig", &CreateEventSourceMapping::provisioned_poller_config)
          .member("StartingPosition", &CreateEventSourceMapping::starting_position)
          .member("Tags", &CreateEventSourceMapping::tags);
  return shape;
}

Shape const& UpdateEventSourceMapping::shape() {
  static Shape const shape =
      Describe<UpdateEventSourceMapping>("UpdateEventSourceMapping")
          .member("UUID", &UpdateEventSourceMapping::uuid, required.in_path())
          .member("FunctionName", &UpdateEventSourceMapping::function_name)
          .member("Enabled", &UpdateEventSourceMapping::enabled)
          .member("BatchSize", &UpdateEventSourceMapping::batch_size, optional.between(1, 10'000))
          .member("FilterCriteria", &UpdateEventSourceMapping::filter_criteria)
          .member("MaximumBatchingWindowInSeconds",
                  &UpdateEventSourceMapping::maximum_batching_window_in_seconds,
                  optional.between(0, 300))
          .member("FunctionResponseTypes", &UpdateEventSourceMapping::function_response_types)
          .member("ScalingConfig", &UpdateEventSourceMapping::scaling_config)
          .member("DestinationConfig", &UpdateEventSourceMapping::destination_config)
          .member("BisectBatchOnFunctionError",
                  &UpdateEventSourceMapping::bisect_batch_on_function_error)
          .member("MaximumRetryAttempts", &UpdateEventSourceMapping::maximum_retry_attempts)
          .member("MaximumRecordAgeInSeconds",
                  &UpdateEventSourceMapping::maximum_record_age_in_seconds)
          .member("ParallelizationFactor", &UpdateEventSourceMapping::parallelization_factor)
          .member("TumblingWindowInSeconds", &UpdateEventSourceMapping::tumbling_window_in_seconds)
          .member("ProvisionedPollerConfig", &UpdateEventSourceMapping::provisioned_poller_config);
  return shape;
}

Shape const& GetEventSourceMapping::shape() {
  static Shape const shape = Describe<GetEventSourceMapping>("GetEventSourceMapping")
                                 .member("UUID", &GetEventSourceMapping::uuid, required.in_path());
  return shape;
}

Shape const& DeleteEventSourceMapping::shape() {
  static Shape const shape =
      Describe<DeleteEventSourceMapping>("DeleteEventSourceMapping")
          .member("UUID", &DeleteEventSourceMapping::uuid, required.in_path());
  return shape;
}

Shape const& ListEventSourceMappings::shape() {
  static Shape const shape =
      Describe<ListEventSourceMappings>("ListEventSourceMappings")
          .member("EventSourceArn", &ListEventSourceMappings::event_source_arn,
                  optional.in_query_string())
          .member("FunctionName", &ListEventSourceMappings::function_name,
                  optional.in_query_string())
          .member("Marker", &ListEventSourceMappings::marker, optional.in_query_string())
          .member("MaxItems", &ListEventSourceMappings::max_items,
                  optional.in_query_string().between(1, 10'000));
  return shape;
}

Shape const& ListEventSourceMappings::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListEventSourceMappingsResult")
          .member("NextMarker", &Output::next_marker)
          .member("EventSourceMappings", &Output::event_source_mappings, always);
  return shape;
}

Shape const& ConfigurePollers::shape() {
  static Shape const shape = Describe<ConfigurePollers>("ConfigurePollers")
                                 .member("UUID", &ConfigurePollers::uuid, required)
                                 .member("GrowthPerMinute", &ConfigurePollers::growth_per_minute,
                                         required.between(1, 1'000'000));
  return shape;
}

Shape const& Polling::shape() {
  static Shape const shape = Describe<Polling>("Polling")
                                 .member("queue_arn", &Polling::queue_arn)
                                 .member("function_arn", &Polling::function_arn)
                                 .member("batch_size", &Polling::batch_size)
                                 .member("window_seconds", &Polling::window_seconds)
                                 .member("reports_failures", &Polling::reports_failures)
                                 .member("concurrency_max", &Polling::concurrency_max)
                                 .member("growth_per_minute", &Polling::growth_per_minute)
                                 .member("filters", &Polling::filters);
  return shape;
}

}  // namespace proofbox::aws_lambda

#include "engines/ses/v2_configuration_shapes.hpp"

namespace proofbox::ses {

namespace v2 {

Shape const& FirehoseDestination::shape() {
  static Shape const shape =
      Describe<FirehoseDestination>("FirehoseDestination")
          .member("IamRoleArn", &FirehoseDestination::iam_role_arn, required)
          .member("DeliveryStreamArn", &FirehoseDestination::delivery_stream_arn, required);
  return shape;
}

Shape const& Dimension::shape() {
  static Shape const shape =
      Describe<Dimension>("Dimension")
          .member("DimensionName", &Dimension::dimension_name, required)
          .member("DimensionValueSource", &Dimension::dimension_value_source, required)
          .member("DefaultDimensionValue", &Dimension::default_dimension_value, required);
  return shape;
}

Shape const& CloudWatchDestination::shape() {
  static Shape const shape =
      Describe<CloudWatchDestination>("CloudWatchDestination")
          .member("DimensionConfigurations", &CloudWatchDestination::dimension_configurations,
                  required);
  return shape;
}

Shape const& SnsDestination::shape() {
  static Shape const shape = Describe<SnsDestination>("SnsDestination")
                                 .member("TopicArn", &SnsDestination::topic_arn, required);
  return shape;
}

Shape const& EventBridgeDestination::shape() {
  static Shape const shape =
      Describe<EventBridgeDestination>("EventBridgeDestination")
          .member("EventBusArn", &EventBridgeDestination::event_bus_arn, required);
  return shape;
}

Shape const& PinpointDestination::shape() {
  static Shape const shape = Describe<PinpointDestination>("PinpointDestination")
                                 .member("ApplicationArn", &PinpointDestination::application_arn);
  return shape;
}

Shape const& EventDestinationDefinition::shape() {
  static Shape const shape =
      Describe<EventDestinationDefinition>("EventDestinationDefinition")
          .member("Enabled", &EventDestinationDefinition::enabled)
          .member("MatchingEventTypes", &EventDestinationDefinition::matching_event_types, always)
          .member("KinesisFirehoseDestination",
                  &EventDestinationDefinition::kinesis_firehose_destination)
          .member("CloudWatchDestination", &EventDestinationDefinition::cloud_watch_destination)
          .member("SnsDestination", &EventDestinationDefinition::sns_destination)
          .member("EventBridgeDestination", &EventDestinationDefinition::event_bridge_destination)
          .member("PinpointDestination", &EventDestinationDefinition::pinpoint_destination);
  return shape;
}

Shape const& EventDestination::shape() {
  static Shape const shape =
      Describe<EventDestination>("EventDestination")
          .member("Name", &EventDestination::name)
          .member("Enabled", &EventDestination::enabled)
          .member("MatchingEventTypes", &EventDestination::matching_event_types, always)
          .member("KinesisFirehoseDestination", &EventDestination::kinesis_firehose_destination)
          .member("CloudWatchDestination", &EventDestination::cloud_watch_destination)
          .member("SnsDestination", &EventDestination::sns_destination)
          .member("EventBridgeDestination", &EventDestination::event_bridge_destination)
          .member("PinpointDestination", &EventDestination::pinpoint_destination);
  return shape;
}

Shape const& TrackingOptions::shape() {
  static Shape const shape =
      Describe<TrackingOptions>("TrackingOptions")
          .member("CustomRedirectDomain", &TrackingOptions::custom_redirect_domain, required)
          .member("HttpsPolicy", &TrackingOptions::https_policy);
  return shape;
}

Shape const& DeliveryOptions::shape() {
  static Shape const shape =
      Describe<DeliveryOptions>("DeliveryOptions")
          .member("TlsPolicy", &DeliveryOptions::tls_policy)
          .member("SendingPoolName", &DeliveryOptions::sending_pool_name)
          .member("MaxDeliverySeconds", &DeliveryOptions::max_delivery_seconds,
                  optional.between(300, 50400));
  return shape;
}

Shape const& ReputationOptions::shape() {
  static Shape const shape =
      Describe<ReputationOptions>("ReputationOptions")
          .member("ReputationMetricsEnabled", &ReputationOptions::reputation_metrics_enabled)
          .member("LastFreshStart", &ReputationOptions::last_fresh_start);
  return shape;
}

Shape const& SendingOptions::shape() {
  static Shape const shape = Describe<SendingOptions>("SendingOptions")
                                 .member("SendingEnabled", &SendingOptions::sending_enabled);
  return shape;
}

Shape const& SuppressionOptions::shape() {
  static Shape const shape =
      Describe<SuppressionOptions>("SuppressionOptions")
          .member("SuppressedReasons", &SuppressionOptions::suppressed_reasons);
  return shape;
}

Shape const& CreateConfigurationSet::shape() {
  static Shape const shape =
      Describe<CreateConfigurationSet>("CreateConfigurationSet")
          .member("ConfigurationSetName", &CreateConfigurationSet::configuration_set_name, required)
          .member("TrackingOptions", &CreateConfigurationSet::tracking_options)
          .member("DeliveryOptions", &CreateConfigurationSet::delivery_options)
          .member("ReputationOptions", &CreateConfigurationSet::reputation_options)
          .member("SendingOptions", &CreateConfigurationSet::sending_options)
          .member("Tags", &CreateConfigurationSet::tags)
          .member("SuppressionOptions", &CreateConfigurationSet::suppression_options);
  return shape;
}

Shape const& CreateConfigurationSet::Output::shape() {
  static Shape const shape = Describe<Output>("CreateConfigurationSetResult");
  return shape;
}

Shape const& GetConfigurationSet::shape() {
  static Shape const shape =
      Describe<GetConfigurationSet>("GetConfigurationSet")
          .member("ConfigurationSetName", &GetConfigurationSet::configuration_set_name,
                  required.in_path());
  return shape;
}

Shape const& GetConfigurationSet::Output::shape() {
  static Shape const shape = Describe<Output>("GetConfigurationSetResult")
                                 .member("ConfigurationSetName", &Output::configuration_set_name)
                                 .member("TrackingOptions", &Output::tracking_options)
                                 .member("DeliveryOptions", &Output::delivery_options)
                                 .member("ReputationOptions", &Output::reputation_options)
                                 .member("SendingOptions", &Output::sending_options)
                                 .member("Tags", &Output::tags, always)
                                 .member("SuppressionOptions", &Output::suppression_options);
  return shape;
}

Shape const& ListConfigurationSets::shape() {
  static Shape const shape =
      Describe<ListConfigurationSets>("ListConfigurationSets")
          .member("NextToken", &ListConfigurationSets::next_token, optional.in_query_string())
          .member("PageSize", &ListConfigurationSets::page_size, optional.in_query_string());
  return shape;
}

Shape const& ListConfigurationSets::Output::shape() {
  static Shape const shape = Describe<Output>("ListConfigurationSetsResult")
                                 .member("ConfigurationSets", &Output::configuration_sets, always)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& DeleteConfigurationSet::shape() {
  static Shape const shape =
      Describe<DeleteConfigurationSet>("DeleteConfigurationSet")
          .member("ConfigurationSetName", &DeleteConfigurationSet::configuration_set_name,
                  required.in_path());
  return shape;
}

Shape const& DeleteConfigurationSet::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteConfigurationSetResult");
  return shape;
}

Shape const& CreateConfigurationSetEventDestination::shape() {
  static Shape const shape =
      Describe<CreateConfigurationSetEventDestination>("CreateConfigurationSetEventDestination")
          .member("ConfigurationSetName",
                  &CreateConfigurationSetEventDestination::configuration_set_name,
                  required.in_path())
          .member("EventDestinationName",
                  &CreateConfigurationSetEventDestination::event_destination_name, required)
          .member("EventDestination", &CreateConfigurationSetEventDestination::event_destination,
                  required);
  return shape;
}

Shape const& CreateConfigurationSetEventDestination::Output::shape() {
  static Shape const shape = Describe<Output>("CreateConfigurationSetEventDestinationResult");
  return shape;
}

Shape const& GetConfigurationSetEventDestinations::shape() {
  static Shape const shape =
      Describe<GetConfigurationSetEventDestinations>("GetConfigurationSetEventDestinations")
          .member("ConfigurationSetName",
                  &GetConfigurationSetEventDestinations::configuration_set_name,
                  required.in_path());
  return shape;
}

Shape const& GetConfigurationSetEventDestinations::Output::shape() {
  static Shape const shape = Describe<Output>("GetConfigurationSetEventDestinationsResult")
                                 .member("EventDestinations", &Output::event_destinations, always);
  return shape;
}

Shape const& UpdateConfigurationSetEventDestination::shape() {
  static Shape const shape =
      Describe<UpdateConfigurationSetEventDestination>("UpdateConfigurationSetEventDestination")
          .member("ConfigurationSetName",
                  &UpdateConfigurationSetEventDestination::configuration_set_name,
                  required.in_path())
          .member("EventDestinationName",
                  &UpdateConfigurationSetEventDestination::event_destination_name,
                  required.in_path())
          .member("EventDestination", &UpdateConfigurationSetEventDestination::event_destination,
                  required);
  return shape;
}

Shape const& UpdateConfigurationSetEventDestination::Output::shape() {
  static Shape const shape = Describe<Output>("UpdateConfigurationSetEventDestinationResult");
  return shape;
}

Shape const& DeleteConfigurationSetEventDestination::shape() {
  static Shape const shape =
      Describe<DeleteConfigurationSetEventDestination>("DeleteConfigurationSetEventDestination")
          .member("ConfigurationSetName",
                  &DeleteConfigurationSetEventDestination::configuration_set_name,
                  required.in_path())
          .member("EventDestinationName",
                  &DeleteConfigurationSetEventDestination::event_destination_name,
                  required.in_path());
  return shape;
}

Shape const& DeleteConfigurationSetEventDestination::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteConfigurationSetEventDestinationResult");
  return shape;
}

Shape const& PutConfigurationSetSendingOptions::shape() {
  static Shape const shape =
      Describe<PutConfigurationSetSendingOptions>("PutConfigurationSetSendingOptions")
          .member("ConfigurationSetName",
                  &PutConfigurationSetSendingOptions::configuration_set_name, required.in_path())
          .member("SendingEnabled", &PutConfigurationSetSendingOptions::sending_enabled);
  return shape;
}

Shape const& PutConfigurationSetSendingOptions::Output::shape() {
  static Shape const shape = Describe<Output>("PutConfigurationSetSendingOptionsResult");
  return shape;
}

Shape const& PutConfigurationSetReputationOptions::shape() {
  static Shape const shape =
      Describe<PutConfigurationSetReputationOptions>("PutConfigurationSetReputationOptions")
          .member("ConfigurationSetName",
                  &PutConfigurationSetReputationOptions::configuration_set_name, required.in_path())
          .member("ReputationMetricsEnabled",
                  &PutConfigurationSetReputationOptions::reputation_metrics_enabled);
  return shape;
}

Shape const& PutConfigurationSetReputationOptions::Output::shape() {
  static Shape const shape = Describe<Output>("PutConfigurationSetReputationOptionsResult");
  return shape;
}

Shape const& PutConfigurationSetSuppressionOptions::shape() {
  static Shape const shape =
      Describe<PutConfigurationSetSuppressionOptions>("PutConfigurationSetSuppressionOptions")
          .member("ConfigurationSetName",
                  &PutConfigurationSetSuppressionOptions::configuration_set_name,
                  required.in_path())
          .member("SuppressedReasons", &PutConfigurationSetSuppressionOptions::suppressed_reasons);
  return shape;
}

Shape const& PutConfigurationSetSuppressionOptions::Output::shape() {
  static Shape const shape = Describe<Output>("PutConfigurationSetSuppressionOptionsResult");
  return shape;
}

Shape const& PutConfigurationSetTrackingOptions::shape() {
  static Shape const shape =
      Describe<PutConfigurationSetTrackingOptions>("PutConfigurationSetTrackingOptions")
          .member("ConfigurationSetName",
                  &PutConfigurationSetTrackingOptions::configuration_set_name, required.in_path())
          .member("CustomRedirectDomain",
                  &PutConfigurationSetTrackingOptions::custom_redirect_domain)
          .member("HttpsPolicy", &PutConfigurationSetTrackingOptions::https_policy);
  return shape;
}

Shape const& PutConfigurationSetTrackingOptions::Output::shape() {
  static Shape const shape = Describe<Output>("PutConfigurationSetTrackingOptionsResult");
  return shape;
}

Shape const& PutConfigurationSetDeliveryOptions::shape() {
  static Shape const shape =
      Describe<PutConfigurationSetDeliveryOptions>("PutConfigurationSetDeliveryOptions")
          .member("ConfigurationSetName",
                  &PutConfigurationSetDeliveryOptions::configuration_set_name, required.in_path())
          .member("TlsPolicy", &PutConfigurationSetDeliveryOptions::tls_policy)
          .member("SendingPoolName", &PutConfigurationSetDeliveryOptions::sending_pool_name)
          .member("MaxDeliverySeconds", &PutConfigurationSetDeliveryOptions::max_delivery_seconds,
                  optional.between(300, 50400));
  return shape;
}

Shape const& PutConfigurationSetDeliveryOptions::Output::shape() {
  static Shape const shape = Describe<Output>("PutConfigurationSetDeliveryOptionsResult");
  return shape;
}

}  // namespace v2

}  // namespace proofbox::ses

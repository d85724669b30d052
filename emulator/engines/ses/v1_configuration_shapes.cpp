#include "engines/ses/v1_configuration_shapes.hpp"

namespace proofbox::ses {

namespace v1 {

Shape const& SetName::shape() {
  static Shape const shape = Describe<SetName>("SetName").member("Name", &SetName::name, required);
  return shape;
}

Shape const& FirehoseDestination::shape() {
  static Shape const shape =
      Describe<FirehoseDestination>("FirehoseDestination")
          .member("IAMRoleARN", &FirehoseDestination::iam_role_arn, required)
          .member("DeliveryStreamARN", &FirehoseDestination::delivery_stream_arn, required);
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

Shape const& SNSDestination::shape() {
  static Shape const shape = Describe<SNSDestination>("SNSDestination")
                                 .member("TopicARN", &SNSDestination::topic_arn, required);
  return shape;
}

Shape const& EventDestination::shape() {
  static Shape const shape =
      Describe<EventDestination>("EventDestination")
          .member("Name", &EventDestination::name, required)
          .member("Enabled", &EventDestination::enabled)
          .member("MatchingEventTypes", &EventDestination::matching_event_types,
                  required.even_empty())
          .member("KinesisFirehoseDestination", &EventDestination::kinesis_firehose_destination)
          .member("CloudWatchDestination", &EventDestination::cloud_watch_destination)
          .member("SNSDestination", &EventDestination::sns_destination);
  return shape;
}

Shape const& TrackingOptions::shape() {
  static Shape const shape =
      Describe<TrackingOptions>("TrackingOptions")
          .member("CustomRedirectDomain", &TrackingOptions::custom_redirect_domain);
  return shape;
}

Shape const& DeliveryOptions::shape() {
  static Shape const shape = Describe<DeliveryOptions>("DeliveryOptions")
                                 .member("TlsPolicy", &DeliveryOptions::tls_policy);
  return shape;
}

Shape const& ReputationOptions::shape() {
  static Shape const shape =
      Describe<ReputationOptions>("ReputationOptions")
          .member("SendingEnabled", &ReputationOptions::sending_enabled)
          .member("ReputationMetricsEnabled", &ReputationOptions::reputation_metrics_enabled)
          .member("LastFreshStart", &ReputationOptions::last_fresh_start);
  return shape;
}

Shape const& CreateConfigurationSet::shape() {
  static Shape const shape =
      Describe<CreateConfigurationSet>("CreateConfigurationSet")
          .member("ConfigurationSet", &CreateConfigurationSet::configuration_set, required);
  return shape;
}

Shape const& CreateConfigurationSet::Output::shape() {
  static Shape const shape = Describe<Output>("CreateConfigurationSetResult");
  return shape;
}

Shape const& DeleteConfigurationSet::shape() {
  static Shape const shape = Describe<DeleteConfigurationSet>("DeleteConfigurationSet")
                                 .member("ConfigurationSetName",
                                         &DeleteConfigurationSet::configuration_set_name, required);
  return shape;
}

Shape const& DeleteConfigurationSet::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteConfigurationSetResult");
  return shape;
}

Shape const& DescribeConfigurationSet::shape() {
  static Shape const shape =
      Describe<DescribeConfigurationSet>("DescribeConfigurationSet")
          .member("ConfigurationSetName", &DescribeConfigurationSet::configuration_set_name,
                  required)
          .member("ConfigurationSetAttributeNames",
                  &DescribeConfigurationSet::configuration_set_attribute_names);
  return shape;
}

Shape const& DescribeConfigurationSet::Output::shape() {
  static Shape const shape = Describe<Output>("DescribeConfigurationSetResult")
                                 .member("ConfigurationSet", &Output::configuration_set)
                                 .member("EventDestinations", &Output::event_destinations)
                                 .member("TrackingOptions", &Output::tracking_options)
                                 .member("DeliveryOptions", &Output::delivery_options)
                                 .member("ReputationOptions", &Output::reputation_options);
  return shape;
}

Shape const& ListConfigurationSets::shape() {
  static Shape const shape = Describe<ListConfigurationSets>("ListConfigurationSets")
                                 .member("NextToken", &ListConfigurationSets::next_token)
                                 .member("MaxItems", &ListConfigurationSets::max_items);
  return shape;
}

Shape const& ListConfigurationSets::Output::shape() {
  static Shape const shape = Describe<Output>("ListConfigurationSetsResult")
                                 .member("ConfigurationSets", &Output::configuration_sets, always)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& CreateConfigurationSetEventDestination::shape() {
  static Shape const shape =
      Describe<CreateConfigurationSetEventDestination>("CreateConfigurationSetEventDestination")
          .member("ConfigurationSetName",
                  &CreateConfigurationSetEventDestination::configuration_set_name, required)
          .member("EventDestination", &CreateConfigurationSetEventDestination::event_destination,
                  required);
  return shape;
}

Shape const& CreateConfigurationSetEventDestination::Output::shape() {
  static Shape const shape = Describe<Output>("CreateConfigurationSetEventDestinationResult");
  return shape;
}

Shape const& UpdateConfigurationSetEventDestination::shape() {
  static Shape const shape =
      Describe<UpdateConfigurationSetEventDestination>("UpdateConfigurationSetEventDestination")
          .member("ConfigurationSetName",
                  &UpdateConfigurationSetEventDestination::configuration_set_name, required)
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
                  &DeleteConfigurationSetEventDestination::configuration_set_name, required)
          .member("EventDestinationName",
                  &DeleteConfigurationSetEventDestination::event_destination_name, required);
  return shape;
}

Shape const& DeleteConfigurationSetEventDestination::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteConfigurationSetEventDestinationResult");
  return shape;
}

Shape const& UpdateConfigurationSetSendingEnabled::shape() {
  static Shape const shape =
      Describe<UpdateConfigurationSetSendingEnabled>("UpdateConfigurationSetSendingEnabled")
          .member("ConfigurationSetName",
                  &UpdateConfigurationSetSendingEnabled::configuration_set_name, required)
          .member("Enabled", &UpdateConfigurationSetSendingEnabled::enabled, required);
  return shape;
}

Shape const& UpdateConfigurationSetReputationMetricsEnabled::shape() {
  static Shape const shape =
      Describe<UpdateConfigurationSetReputationMetricsEnabled>(
          "UpdateConfigurationSetReputationMetricsEnabled")
          .member("ConfigurationSetName",
                  &UpdateConfigurationSetReputationMetricsEnabled::configuration_set_name, required)
          .member("Enabled", &UpdateConfigurationSetReputationMetricsEnabled::enabled, required);
  return shape;
}

Shape const& PutConfigurationSetDeliveryOptions::shape() {
  static Shape const shape =
      Describe<PutConfigurationSetDeliveryOptions>("PutConfigurationSetDeliveryOptions")
          .member("ConfigurationSetName",
                  &PutConfigurationSetDeliveryOptions::configuration_set_name, required)
          .member("DeliveryOptions", &PutConfigurationSetDeliveryOptions::delivery_options);
  return shape;
}

Shape const& PutConfigurationSetDeliveryOptions::Output::shape() {
  static Shape const shape = Describe<Output>("PutConfigurationSetDeliveryOptionsResult");
  return shape;
}

Shape const& CreateConfigurationSetTrackingOptions::shape() {
  static Shape const shape =
      Describe<CreateConfigurationSetTrackingOptions>("CreateConfigurationSetTrackingOptions")
          .member("ConfigurationSetName",
                  &CreateConfigurationSetTrackingOptions::configuration_set_name, required)
          .member("TrackingOptions", &CreateConfigurationSetTrackingOptions::tracking_options,
                  required);
  return shape;
}

Shape const& CreateConfigurationSetTrackingOptions::Output::shape() {
  static Shape const shape = Describe<Output>("CreateConfigurationSetTrackingOptionsResult");
  return shape;
}

Shape const& UpdateConfigurationSetTrackingOptions::shape() {
  static Shape const shape =
      Describe<UpdateConfigurationSetTrackingOptions>("UpdateConfigurationSetTrackingOptions")
          .member("ConfigurationSetName",
                  &UpdateConfigurationSetTrackingOptions::configuration_set_name, required)
          .member("TrackingOptions", &UpdateConfigurationSetTrackingOptions::tracking_options,
                  required);
  return shape;
}

Shape const& UpdateConfigurationSetTrackingOptions::Output::shape() {
  static Shape const shape = Describe<Output>("UpdateConfigurationSetTrackingOptionsResult");
  return shape;
}

Shape const& DeleteConfigurationSetTrackingOptions::shape() {
  static Shape const shape =
      Describe<DeleteConfigurationSetTrackingOptions>("DeleteConfigurationSetTrackingOptions")
          .member("ConfigurationSetName",
                  &DeleteConfigurationSetTrackingOptions::configuration_set_name, required);
  return shape;
}

Shape const& DeleteConfigurationSetTrackingOptions::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteConfigurationSetTrackingOptionsResult");
  return shape;
}

}  // namespace v1

}  // namespace proofbox::ses

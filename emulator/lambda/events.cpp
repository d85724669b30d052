#include "lambda/events.hpp"

namespace proofbox::lambda {

Shape const& HttpEvent::RequestContext::Http::shape() {
  static Shape const shape = Describe<Http>("Http")
                                 .member("method", &Http::method)
                                 .member("path", &Http::path)
                                 .member("protocol", &Http::protocol)
                                 .member("sourceIp", &Http::source_ip)
                                 .member("userAgent", &Http::user_agent);
  return shape;
}

Shape const& HttpEvent::RequestContext::shape() {
  static Shape const shape = Describe<RequestContext>("RequestContext")
                                 .member("accountId", &RequestContext::account_id)
                                 .member("apiId", &RequestContext::api_id)
                                 .member("domainName", &RequestContext::domain_name)
                                 .member("domainPrefix", &RequestContext::domain_prefix)
                                 .member("http", &RequestContext::http)
                                 .member("requestId", &RequestContext::request_id)
                                 .member("routeKey", &RequestContext::route_key)
                                 .member("stage", &RequestContext::stage)
                                 .member("time", &RequestContext::time)
                                 .member("timeEpoch", &RequestContext::time_epoch);
  return shape;
}

Shape const& HttpEvent::shape() {
  static Shape const shape =
      Describe<HttpEvent>("HttpEvent")
          .member("version", &HttpEvent::version)
          .member("routeKey", &HttpEvent::route_key)
          .member("rawPath", &HttpEvent::raw_path)
          .member("rawQueryString", &HttpEvent::raw_query_string)
          .member("cookies", &HttpEvent::cookies)
          .member("headers", &HttpEvent::headers, always)
          .member("queryStringParameters", &HttpEvent::query_string_parameters)
          .member("pathParameters", &HttpEvent::path_parameters)
          .member("requestContext", &HttpEvent::request_context)
          .member("body", &HttpEvent::body)
          .member("isBase64Encoded", &HttpEvent::is_base64_encoded);
  return shape;
}

Shape const& HttpAnswer::shape() {
  static Shape const shape = Describe<HttpAnswer>("HttpAnswer")
                                 .member("statusCode", &HttpAnswer::status_code)
                                 .member("headers", &HttpAnswer::headers)
                                 .member("cookies", &HttpAnswer::cookies)
                                 .member("body", &HttpAnswer::body)
                                 .member("isBase64Encoded", &HttpAnswer::is_base64_encoded);
  return shape;
}

Shape const& QueueEvent::Attribute::shape() {
  static Shape const shape = Describe<Attribute>("Attribute")
                                 .member("stringValue", &Attribute::string_value)
                                 .member("binaryValue", &Attribute::binary_value)
                                 .member("stringListValues", &Attribute::string_list_values, always)
                                 .member("binaryListValues", &Attribute::binary_list_values, always)
                                 .member("dataType", &Attribute::data_type);
  return shape;
}

Shape const& QueueEvent::Attributes::shape() {
  static Shape const shape =
      Describe<Attributes>("Attributes")
          .member("ApproximateReceiveCount", &Attributes::approximate_receive_count)
          .member("AWSTraceHeader", &Attributes::aws_trace_header)
          .member("SentTimestamp", &Attributes::sent_timestamp)
          .member("SequenceNumber", &Attributes::sequence_number)
          .member("MessageGroupId", &Attributes::message_group_id)
          .member("SenderId", &Attributes::sender_id)
          .member("MessageDeduplicationId", &Attributes::message_deduplication_id)
          .member("ApproximateFirstReceiveTimestamp",
                  &Attributes::approximate_first_receive_timestamp)
          .member("DeadLetterQueueSourceArn", &Attributes::dead_letter_queue_source_arn);
  return shape;
}

Shape const& QueueEvent::Record::shape() {
  static Shape const shape =
      Describe<Record>("Record")
          .member("messageId", &Record::message_id)
          .member("receiptHandle", &Record::receipt_handle)
          .member("body", &Record::body)
          .member("attributes", &Record::attributes)
          .member("messageAttributes", &Record::message_attributes, always)
          .member("md5OfMessageAttributes", &Record::md5_of_message_attributes, optional.or_null())
          .member("md5OfBody", &Record::md5_of_body)
          .member("eventSource", &Record::event_source)
          .member("eventSourceARN", &Record::event_source_arn)
          .member("awsRegion", &Record::aws_region);
  return shape;
}

Shape const& QueueEvent::shape() {
  static Shape const shape =
      Describe<QueueEvent>("QueueEvent").member("Records", &QueueEvent::records, always);
  return shape;
}

Shape const& AlarmEvent::Metric::shape() {
  static Shape const shape = Describe<Metric>("Metric")
                                 .member("namespace", &Metric::name_space)
                                 .member("name", &Metric::name)
                                 .member("dimensions", &Metric::dimensions);
  return shape;
}

Shape const& AlarmEvent::MetricStat::shape() {
  static Shape const shape = Describe<MetricStat>("MetricStat")
                                 .member("metric", &MetricStat::metric)
                                 .member("period", &MetricStat::period)
                                 .member("stat", &MetricStat::stat);
  return shape;
}

Shape const& AlarmEvent::Query::shape() {
  static Shape const shape =
      Describe<Query>("Query").member("id", &Query::id).member("metricStat", &Query::metric_stat);
  return shape;
}

Shape const& AlarmEvent::Configuration::shape() {
  static Shape const shape =
      Describe<Configuration>("Configuration").member("metrics", &Configuration::metrics);
  return shape;
}

Shape const& AlarmEvent::State::shape() {
  static Shape const shape = Describe<State>("State")
                                 .member("value", &State::value)
                                 .member("reason", &State::reason)
                                 .member("timestamp", &State::timestamp);
  return shape;
}

Shape const& AlarmEvent::Data::shape() {
  static Shape const shape = Describe<Data>("Data")
                                 .member("alarmName", &Data::alarm_name)
                                 .member("state", &Data::state)
                                 .member("configuration", &Data::configuration);
  return shape;
}

Shape const& AlarmEvent::shape() {
  static Shape const shape = Describe<AlarmEvent>("AlarmEvent")
                                 .member("source", &AlarmEvent::source)
                                 .member("alarmArn", &AlarmEvent::alarm_arn)
                                 .member("accountId", &AlarmEvent::account_id)
                                 .member("time", &AlarmEvent::time)
                                 .member("region", &AlarmEvent::region)
                                 .member("alarmData", &AlarmEvent::alarm_data);
  return shape;
}

std::string AlarmEvent::queue() const {
  auto const& metrics = alarm_data.configuration.metrics;
  if (metrics.empty())
    return {};
  auto const& dimensions = metrics.front().metric_stat.metric.dimensions;
  auto const found = dimensions.find("QueueName");
  return found == dimensions.end() ? std::string{} : found->second;
}

}  // namespace proofbox::lambda

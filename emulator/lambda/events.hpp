// The events that Lambda hands to a function, and the answers that it understands, member for
// member as on AWS.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shape/shape.hpp"

namespace proofbox::lambda {

// HTTP API, payload format 2.0. What is empty on AWS is absent here.
struct HttpEvent {
  struct RequestContext {
    struct Http {
      std::string method;
      std::string path;
      std::string protocol = "HTTP/1.1";
      std::string source_ip = "127.0.0.1";
      std::string user_agent;
      static Shape const& shape();
    };
    std::string account_id;
    std::string api_id = "proofbox";
    std::string domain_name;
    std::string domain_prefix = "proofbox";
    Http http;
    std::string request_id;
    std::string route_key;
    std::string stage = "$default";
    std::string time;             // "25/May/2023:00:00:00 +0000"
    std::int64_t time_epoch = 0;  // milliseconds
    static Shape const& shape();
  };

  std::string version = "2.0";
  std::string route_key;
  std::string raw_path;
  std::string raw_query_string;
  std::vector<std::string> cookies;
  Map<std::string> headers;
  Map<std::string> query_string_parameters;
  Map<std::string> path_parameters;
  RequestContext request_context;
  std::optional<std::string> body;
  bool is_base64_encoded = false;
  static Shape const& shape();
};

struct HttpAnswer {
  std::int64_t status_code = 200;
  Map<std::string> headers;
  std::vector<std::string> cookies;
  std::string body;
  std::optional<bool> is_base64_encoded;  // the body stands for bytes
  static Shape const& shape();
};

// A batch of messages of an SQS queue. Attributes start in lower case here, unlike in SQS's own
// API.
struct QueueEvent {
  struct Attribute {
    std::optional<std::string> string_value;
    std::optional<Blob> binary_value;
    std::vector<std::string> string_list_values;
    std::vector<std::string> binary_list_values;
    std::string data_type;
    static Shape const& shape();
  };
  // SQS's system attributes, in the order in which Lambda writes them.
  struct Attributes {
    std::optional<std::string> approximate_receive_count;
    std::optional<std::string> aws_trace_header;
    std::optional<std::string> sent_timestamp;
    std::optional<std::string> sequence_number;
    std::optional<std::string> message_group_id;
    std::optional<std::string> sender_id;
    std::optional<std::string> message_deduplication_id;
    std::optional<std::string> approximate_first_receive_timestamp;
    std::optional<std::string> dead_letter_queue_source_arn;
    static Shape const& shape();
  };
  struct Record {
    std::string message_id;
    std::string receipt_handle;
    std::string body;
    Attributes attributes;
    Map<Attribute> message_attributes;
    std::optional<std::string> md5_of_message_attributes;  // null where there are none
    std::string md5_of_body;
    std::string event_source = "aws:sqs";
    std::string event_source_arn;
    std::string aws_region;
    static Shape const& shape();
  };
  std::vector<Record> records;
  static Shape const& shape();
};

// What a CloudWatch alarm tells the function that is its action. The alarm is on one metric of one
// queue.
struct AlarmEvent {
  struct Metric {
    std::string name_space;
    std::string name;
    Map<std::string> dimensions;  // QueueName
    static Shape const& shape();
  };
  struct MetricStat {
    Metric metric;
    std::int64_t period = 0;  // seconds
    std::string stat;
    static Shape const& shape();
  };
  struct Query {
    std::string id;
    MetricStat metric_stat;
    static Shape const& shape();
  };
  struct Configuration {
    std::vector<Query> metrics;
    static Shape const& shape();
  };
  struct State {
    std::string value;
    std::string reason;
    std::string timestamp;  // "2023-05-25T00:02:00.000+0000"
    static Shape const& shape();
  };
  struct Data {
    std::string alarm_name;
    State state;
    Configuration configuration;
    static Shape const& shape();
  };
  std::string source = "aws.cloudwatch";
  std::string alarm_arn;
  std::string account_id;
  std::string time;
  std::string region;
  Data alarm_data;
  static Shape const& shape();

  // The queue that the alarm watches, or an empty text.
  std::string queue() const;
};

}  // namespace proofbox::lambda

// The operations of AWS Lambda on functions, as its service model (2015-03-31) describes them, and
// those by which the box says which functions it has and looks at what they did. Code cannot be
// uploaded: the functions of a box are those that are deployed into it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shape/operation.hpp"
#include "shape/shape.hpp"

namespace proofbox::aws_lambda {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "lambda";
}

struct Environment {
  Map<std::string> variables;
  static Shape const& shape();
};

struct DeadLetterConfig {
  std::optional<std::string> target_arn;
  static Shape const& shape();
};

struct FunctionConfiguration {
  std::string function_name;
  std::string function_arn;
  std::string runtime;
  std::string role;
  std::string handler;
  std::int64_t code_size = 0;
  std::string description;
  std::int64_t timeout = 3;  // seconds
  std::int64_t memory_size = 128;
  std::string last_modified;  // "2023-05-25T00:00:00.000+0000"
  std::string code_sha_256;
  std::string version = "$LATEST";
  std::optional<DeadLetterConfig> dead_letter_config;
  std::optional<Environment> environment;
  std::string revision_id;
  std::string state = "Active";
  std::string last_update_status = "Successful";
  std::string package_type = "Zip";
  std::vector<std::string> architectures;
  static Shape const& shape();
};

struct ListFunctions {
  std::optional<std::string> marker;
  std::optional<std::int64_t> max_items;
  static Shape const& shape();
  struct Output {
    std::optional<std::string> next_marker;
    std::vector<FunctionConfiguration> functions;
    static Shape const& shape();
  };
};

struct GetFunction {
  std::string function_name;
  std::optional<std::string> qualifier = {};
  static Shape const& shape();
  struct Concurrency {
    std::int64_t reserved_concurrent_executions = 0;
    static Shape const& shape();
  };
  struct Output {
    FunctionConfiguration configuration;
    std::optional<Concurrency> concurrency;
    static Shape const& shape();
  };
};

struct GetFunctionConfiguration {
  std::string function_name;
  std::optional<std::string> qualifier = {};
  static Shape const& shape();
  using Output = FunctionConfiguration;
};

// What is not given stays as it is.
struct UpdateFunctionConfiguration {
  std::string function_name;
  std::optional<std::string> description = {};
  std::optional<std::int64_t> timeout = {};
  std::optional<std::int64_t> memory_size = {};
  std::optional<Environment> environment = {};
  std::optional<DeadLetterConfig> dead_letter_config = {};
  static Shape const& shape();
  using Output = FunctionConfiguration;
};

// Tags of a function or a mapping, by its ARN.
struct ListTags {
  std::string resource;
  static Shape const& shape();
  struct Output {
    Map<std::string> tags;
    static Shape const& shape();
  };
};

struct TagResource {
  std::string resource;
  Map<std::string> tags;
  static Shape const& shape();
  using Output = Nothing;
};

struct UntagResource {
  std::string resource;
  std::vector<std::string> tag_keys;
  static Shape const& shape();
  using Output = Nothing;
};

// ---- running ----

struct Invoke {
  std::string function_name;                        // a name, an ARN or a part of one
  std::optional<std::string> invocation_type = {};  // RequestResponse, Event, DryRun
  std::optional<std::string> log_type = {};         // Tail: the last 4 KB of what was logged
  std::optional<std::string> qualifier = {};
  Blob payload = {};  // JSON
  static Shape const& shape();
  struct Output {
    std::int64_t status_code = 200;
    std::optional<std::string> function_error;  // "Unhandled"
    std::optional<std::string> log_result;      // base64
    std::optional<std::string> executed_version;
    Blob payload;
    static Shape const& shape();
  };
};

// ---- who may run it ----

struct AddPermission {
  std::string function_name;
  std::string statement_id;
  std::string action;
  std::string principal;
  std::optional<std::string> source_arn = {};
  std::optional<std::string> source_account = {};
  std::optional<std::string> qualifier = {};
  static Shape const& shape();
  struct Output {
    std::string statement;  // JSON
    static Shape const& shape();
  };
};

struct RemovePermission {
  std::string function_name;
  std::string statement_id;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetPolicy {
  std::string function_name;
  static Shape const& shape();
  struct Output {
    std::string policy;  // JSON
    std::string revision_id;
    static Shape const& shape();
  };
};

// ---- how many at once ----

struct PutFunctionConcurrency {
  std::string function_name;
  std::int64_t reserved_concurrent_executions = 0;
  static Shape const& shape();
  using Output = GetFunction::Concurrency;
};

struct GetFunctionConcurrency {
  std::string function_name;
  static Shape const& shape();
  struct Output {
    std::optional<std::int64_t> reserved_concurrent_executions;
    static Shape const& shape();
  };
};

struct DeleteFunctionConcurrency {
  std::string function_name;
  static Shape const& shape();
  using Output = Nothing;
};

struct GetAccountSettings {
  static Shape const& shape();
  struct Limit {
    std::int64_t total_code_size = 80'530'636'800;
    std::int64_t code_size_unzipped = 262'144'000;
    std::int64_t code_size_zipped = 52'428'800;
    std::int64_t concurrent_executions = 1000;
    std::int64_t unreserved_concurrent_executions = 1000;
    static Shape const& shape();
  };
  struct Usage {
    std::int64_t total_code_size = 0;
    std::int64_t function_count = 0;
    static Shape const& shape();
  };
  struct Output {
    Limit account_limit;
    Usage account_usage;
    static Shape const& shape();
  };
};

// ---- what becomes of asynchronous events ----

struct Destination {
  std::optional<std::string> destination;  // the ARN of a queue, a topic or a function
  static Shape const& shape();
};

struct DestinationConfig {
  std::optional<Destination> on_success;
  std::optional<Destination> on_failure;
  static Shape const& shape();
};

struct EventInvokeConfig {
  Instant last_modified{};
  std::string function_arn;
  std::optional<std::int64_t> maximum_retry_attempts;        // 0 to 2; 2 where absent
  std::optional<std::int64_t> maximum_event_age_in_seconds;  // 60 to 21,600; the latter
  std::optional<DestinationConfig> destination_config;
  static Shape const& shape();
};

// Takes the place of what was set before.
struct PutFunctionEventInvokeConfig {
  std::string function_name;
  std::optional<std::int64_t> maximum_retry_attempts = {};
  std::optional<std::int64_t> maximum_event_age_in_seconds = {};
  std::optional<DestinationConfig> destination_config = {};
  static Shape const& shape();
  using Output = EventInvokeConfig;
};

// Changes what is given.
struct UpdateFunctionEventInvokeConfig {
  std::string function_name;
  std::optional<std::int64_t> maximum_retry_attempts = {};
  std::optional<std::int64_t> maximum_event_age_in_seconds = {};
  std::optional<DestinationConfig> destination_config = {};
  static Shape const& shape();
  using Output = EventInvokeConfig;
};

struct GetFunctionEventInvokeConfig {
  std::string function_name;
  static Shape const& shape();
  using Output = EventInvokeConfig;
};

struct DeleteFunctionEventInvokeConfig {
  std::string function_name;
  static Shape const& shape();
  using Output = Nothing;
};

// ---- what only the box has ----

// A function whose code is in the box. What was set of it through the operations above stays.
struct RegisterFunction {
  FunctionConfiguration configuration;
  std::optional<std::int64_t> reserved_concurrency = {};
  std::vector<std::string> role_actions = {};  // that its role allows; empty: all
  std::optional<DestinationConfig> destination_config = {};
  static Shape const& shape();
  using Output = Nothing;
};

// How many functions of the account may run at once.
struct ConfigureAccount {
  std::int64_t concurrent_executions = 1000;
  static Shape const& shape();
  using Output = Nothing;
};

// What functions did: the latest thousand invocations, the oldest first.
struct ListInvocations {
  std::optional<std::string> function = {};
  static Shape const& shape();
  struct Entry {
    std::string request_id;
    std::string function;
    std::string type;    // RequestResponse, Event
    std::string status;  // running, succeeded, failed, timed out
    Instant started_at{};
    std::optional<double> duration_milliseconds;
    bool is_cold_start = false;
    std::string log_stream;
    std::int64_t attempt = 1;  // of an asynchronous event
    std::optional<std::string> error_type, error_message;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Entry> invocations;
    static Shape const& shape();
  };
};

// What functions logged, as CloudWatch shows it: the latest 10,000 lines, the oldest first.
struct ListLogLines {
  std::optional<std::string> function = {};
  std::optional<std::string> request_id = {};
  static Shape const& shape();
  struct Line {
    Instant at{};
    std::string log_group;
    std::string log_stream;
    std::string message;
    static Shape const& shape();
  };
  struct Output {
    std::vector<Line> lines;
    static Shape const& shape();
  };
};

}  // namespace proofbox::aws_lambda

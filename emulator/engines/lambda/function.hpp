// A function as Lambda knows it: its configuration and what was set of it. It is its own stored
// row; its code is the box's.
#pragma once

#include "engines/lambda/shapes.hpp"

namespace proofbox::aws_lambda {

// Who may invoke a function: a service, an account or everybody, for a resource or an account where
// one is named.
struct Permission {
  std::string statement_id;
  std::string action;
  std::string principal;
  std::optional<std::string> source_arn, source_account;
  static Shape const& shape();

  // The statement of the policy, as JSON.
  std::string statement(std::string_view function_arn) const;
  // Whether it lets a service in for that resource.
  bool admits(std::string_view service, std::string_view source_arn) const;
};

struct Function {
  std::string account;
  std::string region;
  FunctionConfiguration configuration;
  std::optional<std::int64_t> reserved_concurrency;
  std::vector<std::string> role_actions;  // that its role allows; empty: all
  std::vector<Permission> permissions;    // its policy, in the order in which they came
  std::optional<EventInvokeConfig> event_invoke;
  Map<std::string> tags;
  static Shape const& shape();

  std::string const& name() const { return configuration.function_name; }
  std::string const& arn() const { return configuration.function_arn; }
  Duration timeout() const { return configuration.timeout * 1s; }
  bool may(std::string_view action) const;
};

// "my-function", "000000000000:function:my-function", a whole ARN, each with or without a version.
struct FunctionName {
  std::optional<std::string> account, region;
  std::string name;
  std::optional<std::string> qualifier;
};
std::optional<FunctionName> read_function_name(std::string_view text);

}  // namespace proofbox::aws_lambda

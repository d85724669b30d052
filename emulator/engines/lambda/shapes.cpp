#include "engines/lambda/shapes.hpp"

namespace proofbox::aws_lambda {

Shape const& Environment::shape() {
  static Shape const shape =
      Describe<Environment>("Environment").member("Variables", &Environment::variables, always);
  return shape;
}

Shape const& DeadLetterConfig::shape() {
  static Shape const shape = Describe<DeadLetterConfig>("DeadLetterConfig")
                                 .member("TargetArn", &DeadLetterConfig::target_arn);
  return shape;
}

Shape const& FunctionConfiguration::shape() {
  static Shape const shape =
      Describe<FunctionConfiguration>("FunctionConfiguration")
          .member("FunctionName", &FunctionConfiguration::function_name)
          .member("FunctionArn", &FunctionConfiguration::function_arn)
          .member("Runtime", &FunctionConfiguration::runtime)
          .member("Role", &FunctionConfiguration::role)
          .member("Handler", &FunctionConfiguration::handler)
          .member("CodeSize", &FunctionConfiguration::code_size)
          .member("Description", &FunctionConfiguration::description)
          .member("Timeout", &FunctionConfiguration::timeout)
          .member("MemorySize", &FunctionConfiguration::memory_size)
          .member("LastModified", &FunctionConfiguration::last_modified)
          .member("CodeSha256", &FunctionConfiguration::code_sha_256)
          .member("Version", &FunctionConfiguration::version)
          .member("DeadLetterConfig", &FunctionConfiguration::dead_letter_config)
          .member("Environment", &FunctionConfiguration::environment)
          .member("RevisionId", &FunctionConfiguration::revision_id)
          .member("State", &FunctionConfiguration::state)
          .member("LastUpdateStatus", &FunctionConfiguration::last_update_status)
          .member("PackageType", &FunctionConfiguration::package_type)
          .member("Architectures", &FunctionConfiguration::architectures);
  return shape;
}

Shape const& ListFunctions::shape() {
  static Shape const shape =
      Describe<ListFunctions>("ListFunctions")
          .member("Marker", &ListFunctions::marker, optional.in_query_string())
          .member("MaxItems", &ListFunctions::max_items,
                  optional.in_query_string().between(1, 10'000));
  return shape;
}

Shape const& ListFunctions::Output::shape() {
  static Shape const shape = Describe<Output>("ListFunctionsResult")
                                 .member("NextMarker", &Output::next_marker)
                                 .member("Functions", &Output::functions, always);
  return shape;
}

Shape const& GetFunction::shape() {
  static Shape const shape =
      Describe<GetFunction>("GetFunction")
          .member("FunctionName", &GetFunction::function_name, required.in_path())
          .member("Qualifier", &GetFunction::qualifier, optional.in_query_string());
  return shape;
}

Shape const& GetFunction::Concurrency::shape() {
  static Shape const shape =
      Describe<Concurrency>("Concurrency")
          .member("ReservedConcurrentExecutions", &Concurrency::reserved_concurrent_executions);
  return shape;
}

Shape const& GetFunction::Output::shape() {
  static Shape const shape = Describe<Output>("GetFunctionResult")
                                 .member("Configuration", &Output::configuration)
                                 .member("Concurrency", &Output::concurrency);
  return shape;
}

Shape const& GetFunctionConfiguration::shape() {
  static Shape const shape =
      Describe<GetFunctionConfiguration>("GetFunctionConfiguration")
          .member("FunctionName", &GetFunctionConfiguration::function_name, required.in_path())
          .member("Qualifier", &GetFunctionConfiguration::qualifier, optional.in_query_string());
  return shape;
}

Shape const& UpdateFunctionConfiguration::shape() {
  static Shape const shape =
      Describe<UpdateFunctionConfiguration>("UpdateFunctionConfiguration")
          .member("FunctionName", &UpdateFunctionConfiguration::function_name, required.in_path())
          .member("Description", &UpdateFunctionConfiguration::description)
          .member("Timeout", &UpdateFunctionConfiguration::timeout, optional.between(1, 900))
          .member("MemorySize", &UpdateFunctionConfiguration::memory_size,
                  optional.between(128, 10'240))
          .member("Environment", &UpdateFunctionConfiguration::environment)
          .member("DeadLetterConfig", &UpdateFunctionConfiguration::dead_letter_config);
  return shape;
}

Shape const& ListTags::shape() {
  static Shape const shape =
      Describe<ListTags>("ListTags").member("Resource", &ListTags::resource, required.in_path());
  return shape;
}

Shape const& ListTags::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListTagsResult").member("Tags", &Output::tags, always);
  return shape;
}

Shape const& TagResource::shape() {
  static Shape const shape = Describe<TagResource>("TagResource")
                                 .member("Resource", &TagResource::resource, required.in_path())
                                 .member("Tags", &TagResource::tags, required);
  return shape;
}

Shape const& UntagResource::shape() {
  static Shape const shape = Describe<UntagResource>("UntagResource")
                                 .member("Resource", &UntagResource::resource, required.in_path())
                                 .member("TagKeys", &UntagResource::tag_keys,
                                         required.in_query_string().query_name("tagKeys"));
  return shape;
}

Shape const& Invoke::shape() {
  static Shape const shape =
      Describe<Invoke>("Invoke")
          .member("FunctionName", &Invoke::function_name, required.in_path())
          .member("InvocationType", &Invoke::invocation_type,
                  optional.in_header("X-Amz-Invocation-Type"))
          .member("LogType", &Invoke::log_type, optional.in_header("X-Amz-Log-Type"))
          .member("Qualifier", &Invoke::qualifier, optional.in_query_string())
          .member("Payload", &Invoke::payload, optional.as_payload());
  return shape;
}

Shape const& Invoke::Output::shape() {
  static Shape const shape =
      Describe<Output>("InvokeResult")
          .member("StatusCode", &Output::status_code, optional.as_status())
          .member("FunctionError", &Output::function_error,
                  optional.in_header("X-Amz-Function-Error"))
          .member("LogResult", &Output::log_result, optional.in_header("X-Amz-Log-Result"))
          .member("ExecutedVersion", &Output::executed_version,
                  optional.in_header("X-Amz-Executed-Version"))
          .member("Payload", &Output::payload, optional.as_payload());
  return shape;
}

Shape const& AddPermission::shape() {
  static Shape const shape =
      Describe<AddPermission>("AddPermission")
          .member("FunctionName", &AddPermission::function_name, required.in_path())
          .member("StatementId", &AddPermission::statement_id, required)
          .member("Action", &AddPermission::action, required)
          .member("Principal", &AddPermission::principal, required)
          .member("SourceArn", &AddPermission::source_arn)
          .member("SourceAccount", &AddPermission::source_account)
          .member("Qualifier", &AddPermission::qualifier, optional.in_query_string());
  return shape;
}

Shape const& AddPermission::Output::shape() {
  static Shape const shape =
      Describe<Output>("AddPermissionResult").member("Statement", &Output::statement);
  return shape;
}

Shape const& RemovePermission::shape() {
  static Shape const shape =
      Describe<RemovePermission>("RemovePermission")
          .member("FunctionName", &RemovePermission::function_name, required.in_path())
          .member("StatementId", &RemovePermission::statement_id, required.in_path());
  return shape;
}

Shape const& GetPolicy::shape() {
  static Shape const shape =
      Describe<GetPolicy>("GetPolicy")
          .member("FunctionName", &GetPolicy::function_name, required.in_path());
  return shape;
}

Shape const& GetPolicy::Output::shape() {
  static Shape const shape = Describe<Output>("GetPolicyResult")
                                 .member("Policy", &Output::policy)
                                 .member("RevisionId", &Output::revision_id);
  return shape;
}

Shape const& PutFunctionConcurrency::shape() {
  static Shape const shape =
      Describe<PutFunctionConcurrency>("PutFunctionConcurrency")
          .member("FunctionName", &PutFunctionConcurrency::function_name, required.in_path())
          .member("ReservedConcurrentExecutions",
                  &PutFunctionConcurrency::reserved_concurrent_executions,
                  required.between(0, 1'000'000'000));
  return shape;
}

Shape const& GetFunctionConcurrency::shape() {
  static Shape const shape =
      Describe<GetFunctionConcurrency>("GetFunctionConcurrency")
          .member("FunctionName", &GetFunctionConcurrency::function_name, required.in_path());
  return shape;
}

Shape const& GetFunctionConcurrency::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetFunctionConcurrencyResult")
          .member("ReservedConcurrentExecutions", &Output::reserved_concurrent_executions);
  return shape;
}

Shape const& DeleteFunctionConcurrency::shape() {
  static Shape const shape =
      Describe<DeleteFunctionConcurrency>("DeleteFunctionConcurrency")
          .member("FunctionName", &DeleteFunctionConcurrency::function_name, required.in_path());
  return shape;
}

Shape const& GetAccountSettings::shape() {
  static Shape const shape = Describe<GetAccountSettings>("GetAccountSettings");
  return shape;
}

Shape const& GetAccountSettings::Limit::shape() {
  static Shape const shape =
      Describe<Limit>("AccountLimit")
          .member("TotalCodeSize", &Limit::total_code_size)
          .member("CodeSizeUnzipped", &Limit::code_size_unzipped)
          .member("CodeSizeZipped", &Limit::code_size_zipped)
          .member("ConcurrentExecutions", &Limit::concurrent_executions)
          .member("UnreservedConcurrentExecutions", &Limit::unreserved_concurrent_executions);
  return shape;
}

Shape const& GetAccountSettings::Usage::shape() {
  static Shape const shape = Describe<Usage>("AccountUsage")
                                 .member("TotalCodeSize", &Usage::total_code_size)
                                 .member("FunctionCount", &Usage::function_count);
  return shape;
}

Shape const& GetAccountSettings::Output::shape() {
  static Shape const shape = Describe<Output>("GetAccountSettingsResult")
                                 .member("AccountLimit", &Output::account_limit)
                                 .member("AccountUsage", &Output::account_usage);
  return shape;
}

Shape const& Destination::shape() {
  static Shape const shape =
      Describe<Destination>("Destination").member("Destination", &Destination::destination);
  return shape;
}

Shape const& DestinationConfig::shape() {
  static Shape const shape = Describe<DestinationConfig>("DestinationConfig")
                                 .member("OnSuccess", &DestinationConfig::on_success)
                                 .member("OnFailure", &DestinationConfig::on_failure);
  return shape;
}

Shape const& EventInvokeConfig::shape() {
  static Shape const shape =
      Describe<EventInvokeConfig>("EventInvokeConfig")
          .member("LastModified", &EventInvokeConfig::last_modified)
          .member("FunctionArn", &EventInvokeConfig::function_arn)
          .member("MaximumRetryAttempts", &EventInvokeConfig::maximum_retry_attempts)
          .member("MaximumEventAgeInSeconds", &EventInvokeConfig::maximum_event_age_in_seconds)
          .member("DestinationConfig", &EventInvokeConfig::destination_config);
  return shape;
}

Shape const& PutFunctionEventInvokeConfig::shape() {
  static Shape const shape =
      Describe<PutFunctionEventInvokeConfig>("PutFunctionEventInvokeConfig")
          .member("FunctionName", &PutFunctionEventInvokeConfig::function_name, required.in_path())
          .member("MaximumRetryAttempts", &PutFunctionEventInvokeConfig::maximum_retry_attempts,
                  optional.between(0, 2))
          .member("MaximumEventAgeInSeconds",
                  &PutFunctionEventInvokeConfig::maximum_event_age_in_seconds,
                  optional.between(60, 21'600))
          .member("DestinationConfig", &PutFunctionEventInvokeConfig::destination_config);
  return shape;
}

Shape const& UpdateFunctionEventInvokeConfig::shape() {
  static Shape const shape =
      Describe<UpdateFunctionEventInvokeConfig>("UpdateFunctionEventInvokeConfig")
          .member("FunctionName", &UpdateFunctionEventInvokeConfig::function_name,
                  required.in_path())
          .member("MaximumRetryAttempts", &UpdateFunctionEventInvokeConfig::maximum_retry_attempts,
                  optional.between(0, 2))
          .member("MaximumEventAgeInSeconds",
                  &UpdateFunctionEventInvokeConfig::maximum_event_age_in_seconds,
                  optional.between(60, 21'600))
          .member("DestinationConfig", &UpdateFunctionEventInvokeConfig::destination_config);
  return shape;
}

Shape const& GetFunctionEventInvokeConfig::shape() {
  static Shape const shape =
      Describe<GetFunctionEventInvokeConfig>("GetFunctionEventInvokeConfig")
          .member("FunctionName", &GetFunctionEventInvokeConfig::function_name, required.in_path());
  return shape;
}

Shape const& DeleteFunctionEventInvokeConfig::shape() {
  static Shape const shape =
      Describe<DeleteFunctionEventInvokeConfig>("DeleteFunctionEventInvokeConfig")
          .member("FunctionName", &DeleteFunctionEventInvokeConfig::function_name,
                  required.in_path());
  return shape;
}

Shape const& RegisterFunction::shape() {
  static Shape const shape =
      Describe<RegisterFunction>("RegisterFunction")
          .member("Configuration", &RegisterFunction::configuration, required)
          .member("ReservedConcurrency", &RegisterFunction::reserved_concurrency)
          .member("RoleActions", &RegisterFunction::role_actions)
          .member("DestinationConfig", &RegisterFunction::destination_config);
  return shape;
}

Shape const& ConfigureAccount::shape() {
  static Shape const shape =
      Describe<ConfigureAccount>("ConfigureAccount")
          .member("ConcurrentExecutions", &ConfigureAccount::concurrent_executions,
                  required.between(1, 1'000'000));
  return shape;
}

Shape const& ListInvocations::shape() {
  static Shape const shape =
      Describe<ListInvocations>("ListInvocations").member("function", &ListInvocations::function);
  return shape;
}

Shape const& ListInvocations::Entry::shape() {
  static Shape const shape = Describe<Entry>("Invocation")
                                 .member("requestId", &Entry::request_id)
                                 .member("function", &Entry::function)
                                 .member("type", &Entry::type)
                                 .member("status", &Entry::status)
                                 .member("startedAt", &Entry::started_at)
                                 .member("durationMilliseconds", &Entry::duration_milliseconds)
                                 .member("isColdStart", &Entry::is_cold_start)
                                 .member("logStream", &Entry::log_stream)
                                 .member("attempt", &Entry::attempt)
                                 .member("errorType", &Entry::error_type)
                                 .member("errorMessage", &Entry::error_message);
  return shape;
}

Shape const& ListInvocations::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListInvocationsResult").member("invocations", &Output::invocations, always);
  return shape;
}

Shape const& ListLogLines::shape() {
  static Shape const shape = Describe<ListLogLines>("ListLogLines")
                                 .member("function", &ListLogLines::function)
                                 .member("requestId", &ListLogLines::request_id);
  return shape;
}

Shape const& ListLogLines::Line::shape() {
  static Shape const shape = Describe<Line>("LogLine")
                                 .member("at", &Line::at)
                                 .member("logGroup", &Line::log_group)
                                 .member("logStream", &Line::log_stream)
                                 .member("message", &Line::message);
  return shape;
}

Shape const& ListLogLines::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListLogLinesResult").member("lines", &Output::lines, always);
  return shape;
}

}  // namespace proofbox::aws_lambda

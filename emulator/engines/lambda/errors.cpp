#include "engines/lambda/errors.hpp"

#include <fmt/format.h>

namespace proofbox::aws_lambda::errors {

Error bad_parameter(std::string_view message) {
  return {"InvalidParameterValueException", std::string{message}};
}

Error function_not_found(std::string_view arn) {
  return {"ResourceNotFoundException", fmt::format("Function not found: {}", arn), 404};
}

Error no_such_resource() {
  return {"ResourceNotFoundException", "The resource you requested does not exist.", 404};
}

Error no_policy() {
  return {"ResourceNotFoundException", "The resource you requested does not exist.", 404};
}

Error no_statement(std::string_view statement_id) {
  return {"ResourceNotFoundException",
          fmt::format("Statement {} is not found in resource policy.", statement_id), 404};
}

Error statement_exists(std::string_view statement_id) {
  return {"ResourceConflictException",
          fmt::format("The statement id ({}) provided already exists. Please provide a new "
                      "statement id, or remove the existing statement.",
                      statement_id),
          409};
}

Error no_event_invoke_config(std::string_view arn) {
  return {"ResourceNotFoundException",
          fmt::format("The function {} doesn't have an EventInvokeConfig", arn), 404};
}

Error bad_request_content(std::string_view reason) {
  return {"InvalidRequestContentException",
          fmt::format("Could not parse request body into json: {}", reason)};
}

Error request_too_large(std::size_t limit) {
  return {
      "RequestTooLargeException",
      fmt::format("Request must be smaller than {} bytes for the InvokeFunction operation", limit),
      413};
}

Error too_little_unreserved(std::int64_t least) {
  return bad_parameter(
      fmt::format("Specified ReservedConcurrentExecutions for function decreases account's "
                  "UnreservedConcurrentExecution below its minimum value of [{}].",
                  least));
}

Error cannot_upload_code() {
  return bad_parameter("The functions of a box are those that are deployed into it.");
}

Error service_failed() {
  return {"ServiceException", "Service encountered an internal failure.", 500};
}

Error role_may_not(std::string_view action) {
  return bad_parameter(fmt::format(
      "The provided execution role does not have permissions to call {} on SQS", action));
}

Error cannot_receive(Error const& of_queue) {
  bool const is_missing = of_queue.status == 404 || of_queue.code == "InvalidAddress" ||
                          of_queue.code.find("NonExistentQueue") != std::string::npos;
  if (is_missing)
    return bad_parameter(
        "Error occurred while ReceiveMessage. SQS Error Code: "
        "AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not "
        "exist.");
  return bad_parameter(
      fmt::format("Error occurred while ReceiveMessage. SQS Error Code: {}. SQS Error Message: {}",
                  of_queue.code, of_queue.message));
}

Error visibility_too_short(std::int64_t visibility, std::int64_t timeout) {
  return bad_parameter(
      fmt::format("Queue visibility timeout: {} seconds is less than Function timeout: {} seconds",
                  visibility, timeout));
}

Error mapping_exists(std::string_view queue_arn, std::string_view function, std::string_view uuid) {
  return {"ResourceConflictException",
          fmt::format("An event source mapping with SQS arn (\" {} \") and function (\" {} \") "
                      "already exists. Please update or delete the existing mapping with UUID {}",
                      queue_arn, function, uuid),
          409};
}

Error mapping_in_use(std::string_view, std::string_view) {
  return {"ResourceInUseException", "Cannot update the event source mapping because it is in use.",
          400};
}

Error not_authorized(std::string_view service, std::string_view arn) {
  return {"AccessDeniedException",
          fmt::format("User: {} is not authorized to perform: lambda:InvokeFunction on resource: "
                      "{} because no resource-based policy allows the lambda:InvokeFunction action",
                      service, arn),
          403};
}

Error recursion(std::string_view arn) {
  return {"RecursiveInvocationException",
          fmt::format("Lambda stopped {}: it was invoked in a recursive loop.", arn), 400};
}

Error throttled_by_account() {
  Error error{std::string{throttled_code}, "Rate Exceeded.", 429};
  error.reason = "ConcurrentInvocationLimitExceeded";
  return error;
}

Error throttled_by_reservation() {
  Error error{std::string{throttled_code}, "Rate Exceeded.", 429};
  error.reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
  return error;
}

Error of(Misfit const& misfit) {
  switch (misfit.kind) {
    case Misfit::Kind::syntax:
      return bad_request_content(misfit.value.empty() ? "it is no JSON" : misfit.value);
    case Misfit::Kind::type:
      return {"SerializationException",
              fmt::format("The value of {} is of the wrong type.", misfit.member)};
    case Misfit::Kind::missing:
      return {"ValidationException",
              fmt::format("1 validation error detected: Value null at '{}' failed to satisfy "
                          "constraint: Member must not be null",
                          misfit.member)};
    default:
      return {
          "ValidationException",
          fmt::format("1 validation error detected: Value '{}' at '{}' failed to satisfy "
                      "constraint: {}",
                      misfit.value, misfit.member,
                      misfit.reason.empty() ? "Member must be within its limits" : misfit.reason)};
  }
}

}  // namespace proofbox::aws_lambda::errors

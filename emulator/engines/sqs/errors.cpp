#include "engines/sqs/errors.hpp"

#include <fmt/format.h>

namespace proofbox::sqs::errors {
namespace {

// Errors that AWS's model does not have carry the namespace of AWS's own framework, and "Exception"
// in JSON.
Error coral(std::string code, std::string message) {
  auto type = "com.amazon.coral.service#" + code + "Exception";
  return {std::move(code), std::move(message), 400, std::move(type)};
}

Error modelled(std::string_view shape, std::string_view query_code, std::string message,
               int status = 400) {
  return {std::string{query_code}, std::move(message), status,
          "com.amazonaws.sqs#" + std::string{shape}};
}

Error simple_queue_service(std::string_view shape, std::string message, int status = 400) {
  return modelled(shape, "AWS.SimpleQueueService." + std::string{shape}, std::move(message),
                  status);
}

}  // namespace

Error queue_does_not_exist() {
  auto error = modelled("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue",
                        "The specified queue does not exist.");
  error.message_in_query = "The specified queue does not exist for this wsdl version.";
  return error;
}

Error queue_name_exists(std::string_view attribute) {
  return modelled(
      "QueueNameExists", "QueueAlreadyExists",
      fmt::format(
          "A queue already exists with the same name and a different value for attribute {}",
          attribute));
}

Error queue_deleted_recently() {
  return simple_queue_service("QueueDeletedRecently",
                              "You must wait 60 seconds after deleting a queue before you can "
                              "create another with the same name.");
}

Error purge_in_progress(std::string_view queue_name) {
  return simple_queue_service(
      "PurgeQueueInProgress",
      fmt::format("Only one PurgeQueue operation on {} is allowed every 60 seconds.", queue_name),
      403);
}

Error bad_queue_name() {
  return bad_parameter(
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
}

Error bad_fifo_queue_name() {
  return bad_parameter(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, "
      "must end with "
      ".fifo suffix and be 1 to 80 in length.");
}

Error unknown_attribute(std::string_view name) {
  return modelled("InvalidAttributeName", "InvalidAttributeName",
                  fmt::format("Unknown Attribute {}.", name));
}

Error only_for_fifo(std::string_view name) {
  return modelled("InvalidAttributeName", "InvalidAttributeName",
                  fmt::format("You can specify the {} only when FifoQueue is set to true.", name));
}

Error bad_attribute_value(std::string_view name, std::string_view reason) {
  auto message = fmt::format("Invalid value for the parameter {}.", name);
  if (!reason.empty())
    message += fmt::format(" Reason: {}", reason);
  return modelled("InvalidAttributeValue", "InvalidAttributeValue", std::move(message));
}

Error missing_parameter(std::string_view name) {
  auto error =
      coral("MissingParameter", fmt::format("The request must contain the parameter {}.", name));
  error.type = "com.amazon.coral.service#MissingRequiredParameterException";
  return error;
}

Error bad_parameter(std::string_view message) {
  return coral("InvalidParameterValue", std::string{message});
}

Error bad_value(std::string_view value, std::string_view parameter, std::string_view reason) {
  return bad_parameter(
      fmt::format("Value {} for parameter {} is invalid. Reason: {}", value, parameter, reason));
}

Error bad_message_contents(char32_t character) {
  return modelled(
      "InvalidMessageContents", "InvalidMessageContents",
      fmt::format("Invalid binary character '#x{:X}' was found in the message body, the "
                  "set of allowed characters is #x9 | #xA | #xD | [#x20-#xD7FF] | "
                  "[#xE000-#xFFFD] | [#x10000-#x10FFFF].",
                  static_cast<std::uint32_t>(character)));
}

Error bad_receipt_handle(std::string_view handle) {
  return modelled(
      "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid",
      fmt::format("The input receipt handle \"{}\" is not a valid receipt handle.", handle));
}

Error receipt_handle_of_another_queue(std::string_view handle) {
  return modelled("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid",
                  fmt::format("The receipt handle \"{}\" is not valid for this queue.", handle));
}

Error receipt_handle_expired(std::string_view handle) {
  return bad_value(handle, "ReceiptHandle", "The receipt handle has expired.");
}

Error receipt_handle_expired_in_batch(std::string_view) {
  return modelled("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid",
                  "The receipt handle has expired");
}

Error access_denied(std::string_view url) {
  return modelled("AccessDeniedException", "AccessDenied",
                  fmt::format("Access to the resource {} is denied.", url), 403);
}

Error over_limit(std::string_view message) {
  return modelled("OverLimit", "OverLimit", std::string{message}, 403);
}

Error resource_not_found(std::string_view message) {
  return modelled("ResourceNotFoundException", "ResourceNotFoundException", std::string{message},
                  404);
}

Error unsupported_operation(std::string_view message) {
  return simple_queue_service("UnsupportedOperation", std::string{message});
}

Error empty_batch(std::string_view entry_type) {
  return simple_queue_service(
      "EmptyBatchRequest",
      fmt::format("There should be at least one {} in the request.", entry_type));
}

Error too_many_entries(std::size_t count) {
  auto error = simple_queue_service(
      "TooManyEntriesInBatchRequest",
      fmt::format("Maximum number of entries per request are 10. You have sent {}.", count));
  error.has_detail = false;
  return error;
}

Error bad_entry_id() {
  return simple_queue_service(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. "
      "It can be at most 80 letters long.");
}

Error entry_ids_not_distinct(std::string_view id) {
  return simple_queue_service("BatchEntryIdsNotDistinct", fmt::format("Id {} repeated.", id));
}

Error batch_too_long(std::size_t bytes) {
  return simple_queue_service(
      "BatchRequestTooLong",
      fmt::format("Batch requests cannot be longer than 1048576 bytes. You have sent {} bytes.",
                  bytes));
}

Error of(Misfit const& misfit) {
  switch (misfit.kind) {
    case Misfit::Kind::missing:
      // AWS has this older name for it.
      return missing_parameter(misfit.member == "ReceiptHandle" ? "MessageHandle" : misfit.member);
    case Misfit::Kind::range: return bad_value(misfit.value, misfit.member, misfit.reason);
    default: break;
  }
  auto message =
      misfit.kind == Misfit::Kind::type
          ? fmt::format("The value of {} is not of the type that the service model gives.",
                        misfit.member)
          : std::string{"The body of the request could not be read."};
  Error error{"SerializationException", std::move(message), 400,
              "com.amazon.coral.service#SerializationException"};
  return error;
}

}  // namespace proofbox::sqs::errors

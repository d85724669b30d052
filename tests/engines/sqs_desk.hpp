// An SQS engine behind a desk where queues are made and messages handed over, and the words its
// tests share.
#pragma once

#include <string>

#include "engines/sqs/engine.hpp"
#include "support/engine_turn.hpp"

namespace proofbox::test {

inline Error parameter_error(std::string message) {
  return {"InvalidParameterValue", std::move(message), 400,
          "com.amazon.coral.service#InvalidParameterValueException"};
}
inline Error value_error(std::string const& value, std::string const& parameter,
                         std::string const& reason) {
  return parameter_error("Value " + value + " for parameter " + parameter +
                         " is invalid. Reason: " + reason);
}
inline Error missing_error(std::string const& parameter) {
  return {"MissingParameter", "The request must contain the parameter " + parameter + ".", 400,
          "com.amazon.coral.service#MissingRequiredParameterException"};
}
inline Error attribute_name_error(std::string message) {
  return {"InvalidAttributeName", std::move(message), 400,
          "com.amazonaws.sqs#InvalidAttributeName"};
}
inline Error attribute_value_error(std::string const& name, std::string const& reason = {}) {
  auto message = "Invalid value for the parameter " + name + "." +
                 (reason.empty() ? "" : " Reason: " + reason);
  return {"InvalidAttributeValue", std::move(message), 400,
          "com.amazonaws.sqs#InvalidAttributeValue"};
}
inline Error service_error(std::string const& shape, std::string message, int status = 400) {
  return {"AWS.SimpleQueueService." + shape, std::move(message), status,
          "com.amazonaws.sqs#" + shape};
}
inline Error too_many_error(int entries) {
  auto error = service_error("TooManyEntriesInBatchRequest",
                             "Maximum number of entries per request are 10. You have sent " +
                                 std::to_string(entries) + ".");
  error.has_detail = false;
  return error;
}
inline Error name_taken_error(std::string const& attribute) {
  return {
      "QueueAlreadyExists",
      "A queue already exists with the same name and a different value for attribute " + attribute,
      400, "com.amazonaws.sqs#QueueNameExists"};
}
inline Error no_queue_error() {
  return {"AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.", 400,
          "com.amazonaws.sqs#QueueDoesNotExist",
          "The specified queue does not exist for this wsdl version."};
}
inline Error no_handle_error(std::string const& handle) {
  return {"ReceiptHandleIsInvalid",
          "The input receipt handle \"" + handle + "\" is not a valid receipt handle.", 400,
          "com.amazonaws.sqs#ReceiptHandleIsInvalid"};
}
inline Error other_queues_handle_error(std::string const& handle) {
  return {"ReceiptHandleIsInvalid",
          "The receipt handle \"" + handle + "\" is not valid for this queue.", 400,
          "com.amazonaws.sqs#ReceiptHandleIsInvalid"};
}
inline Error expired_handle_error(std::string const& handle) {
  return value_error(handle, "ReceiptHandle", "The receipt handle has expired.");
}
inline Error expired_handle_in_batch_error() {
  return {"ReceiptHandleIsInvalid", "The receipt handle has expired", 400,
          "com.amazonaws.sqs#ReceiptHandleIsInvalid"};
}
inline Error unavailable_handle_error(std::string const& handle) {
  return value_error(handle, "ReceiptHandle",
                     "Message does not exist or is not available for visibility timeout change.");
}

inline constexpr char const* queue_policy =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"SQS:*"}]})";

inline sqs::MessageAttributeValue text_attribute(std::string value, std::string type = "String") {
  return {std::move(value), {}, std::move(type)};
}
inline sqs::MessageAttributeValue binary_attribute(std::string bytes) {
  return {{}, Blob{std::move(bytes)}, "Binary"};
}

// "a, b": the bodies of messages in their order.
inline std::string bodies(std::vector<sqs::Message> const& messages) {
  std::string text;
  for (auto const& message : messages)
    text += (text.empty() ? "" : ", ") + message.body;
  return text;
}

struct SqsDesk {
  EngineTurns turn;
  sqs::Engine sqs;

  Result<sqs::CreateQueue::Output> try_create(std::string name, Map<std::string> attributes = {}) {
    sqs::CreateQueue op;
    op.queue_name = std::move(name);
    op.attributes = std::move(attributes);
    return turn(sqs, op);
  }
  std::string create(std::string name, Map<std::string> attributes = {}) {
    return try_create(std::move(name), std::move(attributes))->queue_url;
  }
  std::string create_fifo(std::string name = "stock.fifo", Map<std::string> attributes = {}) {
    attributes["FifoQueue"] = "true";
    return create(std::move(name), std::move(attributes));
  }
  Result<Nothing> set(std::string url, Map<std::string> attributes) {
    sqs::SetQueueAttributes op;
    op.queue_url = std::move(url);
    op.attributes = std::move(attributes);
    return turn(sqs, op);
  }
  Map<std::string> attributes(std::string url, std::vector<std::string> names = {"All"}) {
    sqs::GetQueueAttributes op;
    op.queue_url = std::move(url);
    op.attribute_names = std::move(names);
    return turn(sqs, op)->attributes;
  }
  // "2 1 0": ready, in flight, delayed.
  std::string counts(std::string const& url) {
    auto all = attributes(url);
    return all["ApproximateNumberOfMessages"] + ' ' + all["ApproximateNumberOfMessagesNotVisible"] +
           ' ' + all["ApproximateNumberOfMessagesDelayed"];
  }

  static sqs::SendMessage message(std::string url, std::string body) {
    sqs::SendMessage op;
    op.queue_url = std::move(url);
    op.message_body = std::move(body);
    return op;
  }
  static sqs::SendMessage fifo_message(std::string url, std::string body, std::string group,
                                       std::string id) {
    auto op = message(std::move(url), std::move(body));
    op.message_group_id = std::move(group);
    op.message_deduplication_id = std::move(id);
    return op;
  }
  Result<sqs::SendMessage::Output> send(sqs::SendMessage const& op) { return turn(sqs, op); }
  Result<sqs::SendMessage::Output> send(std::string url, std::string body) {
    return send(message(std::move(url), std::move(body)));
  }
  // On a FIFO queue; the body is the deduplication id, too.
  Result<sqs::SendMessage::Output> send(std::string url, std::string body, std::string group) {
    auto const id = body;
    return send(fifo_message(std::move(url), std::move(body), std::move(group), id));
  }

  static sqs::ReceiveMessage receiving(std::string url, std::int64_t most = 10) {
    sqs::ReceiveMessage op;
    op.queue_url = std::move(url);
    op.max_number_of_messages = most;
    op.message_system_attribute_names = {"All"};
    op.message_attribute_names = {"All"};
    return op;
  }
  std::vector<sqs::Message> receive(sqs::ReceiveMessage const& op) {
    return turn(sqs, op)->messages;
  }
  std::vector<sqs::Message> receive(std::string url, std::int64_t most = 10) {
    return receive(receiving(std::move(url), most));
  }
  std::vector<sqs::Message> receive_for(std::string url, std::int64_t seconds,
                                        std::int64_t most = 10) {
    auto op = receiving(std::move(url), most);
    op.visibility_timeout = seconds;
    return receive(op);
  }

  Result<Nothing> remove(std::string url, std::string handle) {
    return turn(sqs, sqs::DeleteMessage{std::move(url), std::move(handle)});
  }
  Result<Nothing> extend(std::string url, std::string handle, std::int64_t seconds) {
    return turn(sqs, sqs::ChangeMessageVisibility{std::move(url), std::move(handle), seconds});
  }
  Result<Nothing> purge(std::string url) { return turn(sqs, sqs::PurgeQueue{std::move(url)}); }
  Result<Nothing> drop(std::string url) { return turn(sqs, sqs::DeleteQueue{std::move(url)}); }

  static std::string arn(std::string const& name) {
    return "arn:aws:sqs:us-east-1:000000000000:" + name;
  }
  static std::string redrive(std::string const& target, std::string const& count) {
    return R"({"deadLetterTargetArn":")" + arn(target) + R"(","maxReceiveCount":)" + count + "}";
  }
};

}  // namespace proofbox::test

#include "tutorial/producer.hpp"

#include "engines/sqs/shapes.hpp"
#include "shape/json.hpp"

namespace proofbox::tutorial {
namespace {

// JSON.stringify({ message })
lambda::HttpAnswer with_message(int status, std::string_view message) {
  lambda::HttpAnswer answer;
  answer.status_code = status;
  answer.body = "{\"message\":";
  write_json_text(answer.body, message);
  answer.body += '}';
  return answer;
}

}  // namespace

Task<Result<lambda::HttpAnswer>> producer(lambda::Context& context,
                                          lambda::HttpEvent const& event) {
  if (!event.body || event.body->empty())
    co_return with_message(400, "No body was found");
  sqs::SendMessage send;
  send.queue_url = context.variable("QUEUE_URL");
  send.message_body = *event.body;
  sqs::MessageAttributeValue attribute;
  attribute.data_type = "String";
  attribute.string_value = "Attribute Value";
  send.message_attributes.emplace("AttributeName", std::move(attribute));
  auto const sent = co_await context.cloud(send);
  if (!sent)
    co_return with_message(500, sent.error().message);
  co_return with_message(200, "Message accepted!");
}

}  // namespace proofbox::tutorial

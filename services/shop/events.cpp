#include "shop/events.hpp"

#include "shape/json.hpp"

namespace proofbox::shop {

Shape const& Envelope::Attribute::shape() {
  static Shape const shape = Describe<Attribute>("Attribute")
                                 .member("Type", &Attribute::type)
                                 .member("Value", &Attribute::value);
  return shape;
}

Shape const& Envelope::shape() {
  static Shape const shape = Describe<Envelope>("Envelope")
                                 .member("Message", &Envelope::message, required)
                                 .member("MessageAttributes", &Envelope::message_attributes);
  return shape;
}

std::string Envelope::value(std::string_view name) const {
  auto const found = message_attributes.find(name);
  return found == message_attributes.end() ? std::string{} : found->second.value;
}

Result<Envelope> envelope_of(lambda::QueueEvent::Record const& record) {
  Envelope envelope;
  if (from_json(record.body, envelope))
    return Error{"SyntaxError",
                 "The body of the message " + record.message_id + " is no notification.", 400};
  return envelope;
}

Shape const& Order::shape() {
  static Shape const shape =
      Describe<Order>("Order")
          .member("MessageGroupId", &Order::message_group_id)
          .member("MessageAttributeProductId", &Order::message_attribute_product_id)
          .member("MessageAttributeProductCnt", &Order::message_attribute_product_cnt,
                  optional.or_number())
          .member("MessageAttributeFactoryId", &Order::message_attribute_factory_id)
          .member("MessageAttributeRequester", &Order::message_attribute_requester)
          .member("CallbackUrl", &Order::callback_url);
  return shape;
}

lambda::HttpAnswer answer(int status, std::string_view message) {
  lambda::HttpAnswer made;
  made.status_code = status;
  made.headers["content-type"] = "application/json; charset=utf-8";
  made.body = "{\"message\":";
  write_json_text(made.body, message);
  made.body += '}';
  return made;
}

}  // namespace proofbox::shop

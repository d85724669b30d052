#include "shop/events.hpp"

#include "base/text.hpp"
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
                                 .member("Subject", &Envelope::subject)
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

Shape const& VipPurchase::shape() {
  static Shape const shape = Describe<VipPurchase>("VipPurchase")
                                 .member("userId", &VipPurchase::user_id, required)
                                 .member("quantity", &VipPurchase::quantity, required)
                                 .member("orderId", &VipPurchase::order_id, required);
  return shape;
}

Result<VipPurchase> vip_purchase_of(lambda::QueueEvent::Record const& record) {
  auto const envelope = envelope_of(record);
  if (!envelope)
    return envelope.error();
  VipPurchase purchase;
  if (from_json(envelope->message, purchase))
    return Error{"TypeError",
                 "The notification " + record.message_id +
                     " tells of no purchase: it needs a "
                     "userId, a quantity and an orderId.",
                 400};
  return purchase;
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

std::string body_of(lambda::HttpEvent const& event) {
  if (!event.body)
    return {};
  return event.is_base64_encoded ? from_base64(*event.body).value_or(std::string{}) : *event.body;
}

std::string header_of(lambda::HttpEvent const& event, std::string_view name) {
  auto const found = event.headers.find(name);
  return found == event.headers.end() ? std::string{} : found->second;
}

}  // namespace proofbox::shop

// What the shop's functions say to each other: the notifications of an empty stock and of a Vip's
// purchase, and the Factory's order and callback.
#pragma once

#include <optional>
#include <string>

#include "base/result.hpp"
#include "lambda/events.hpp"
#include "shape/shape.hpp"

namespace proofbox::shop {

// The SNS envelope, as far as a consumer reads it.
struct Envelope {
  struct Attribute {
    std::string type;
    std::string value;
    static Shape const& shape();
  };
  std::string subject;
  std::string message;
  Map<Attribute> message_attributes;
  static Shape const& shape();

  // The value of an attribute, or an empty text.
  std::string value(std::string_view name) const;
};

// The body of a queue's message as an envelope; an Error where it is none.
Result<Envelope> envelope_of(lambda::QueueEvent::Record const& record);

// What the shop's first notifications had: the product's id and the factory's, and nothing else.
inline constexpr std::string_view early_product_id = "MessageAttributeProductId";
inline constexpr std::string_view early_factory_id = "MessageAttributeFactoryId";

// The Factory's order; it comes back whole when the donuts are done. The count may be a number or a
// text.
struct Order {
  std::string message_group_id;
  std::string message_attribute_product_id;
  std::string message_attribute_product_cnt;
  std::string message_attribute_factory_id;
  std::string message_attribute_requester;
  std::string callback_url;
  static Shape const& shape();
};

// In the callback's headers: which of its orders the Factory tells of.
inline constexpr std::string_view factory_order_header = "x-factory-order";

// The message of the topic vip_purchase.
struct VipPurchase {
  std::string user_id;
  std::int64_t quantity = 0;
  std::string order_id;
  static Shape const& shape();
};

Result<VipPurchase> vip_purchase_of(lambda::QueueEvent::Record const& record);

// {"message": "..."} with its status, as every function of the shop answers.
lambda::HttpAnswer answer(int status, std::string_view message);

// The text of a request's body; empty where there is none.
std::string body_of(lambda::HttpEvent const& event);

// A header by its name in lower case, or an empty text.
std::string header_of(lambda::HttpEvent const& event, std::string_view name);

}  // namespace proofbox::shop

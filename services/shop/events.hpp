// What the shop's functions say to each other: the notification of an empty stock, and the
// Factory's order and callback.
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
  std::string message;
  Map<Attribute> message_attributes;
  static Shape const& shape();

  // The value of an attribute, or an empty text.
  std::string value(std::string_view name) const;
};

// The body of a queue's message as an envelope; an Error where it is none.
Result<Envelope> envelope_of(lambda::QueueEvent::Record const& record);

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

// {"message": "..."} with its status, as every function of the shop answers.
lambda::HttpAnswer answer(int status, std::string_view message);

}  // namespace proofbox::shop

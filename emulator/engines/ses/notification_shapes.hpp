// The operations by which an identity is told of what became of its mails, as the service models of
// both APIs describe them.
#pragma once

#include "engines/ses/v1_shapes.hpp"
#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

namespace v1 {

struct SetIdentityNotificationTopic {
  std::string identity;
  std::string notification_type;
  std::optional<std::string> sns_topic;  // none: no more notifications of the type
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct SetIdentityFeedbackForwardingEnabled {
  std::string identity;
  bool forwarding_enabled = false;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct SetIdentityHeadersInNotificationsEnabled {
  std::string identity;
  std::string notification_type;
  bool enabled = false;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct NotificationAttributes {
  std::optional<std::string> bounce_topic;
  std::optional<std::string> complaint_topic;
  std::optional<std::string> delivery_topic;
  bool forwarding_enabled = false;
  bool headers_in_bounce_notifications_enabled = false;
  bool headers_in_complaint_notifications_enabled = false;
  bool headers_in_delivery_notifications_enabled = false;
  static Shape const& shape();
};

struct GetIdentityNotificationAttributes {
  std::vector<std::string> identities;
  static Shape const& shape();
  struct Output {
    Map<v1::NotificationAttributes> notification_attributes;
    static Shape const& shape();
  };
};

}  // namespace v1

namespace v2 {

struct PutEmailIdentityFeedbackAttributes {
  std::string email_identity;
  std::optional<bool> email_forwarding_enabled;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

}  // namespace v2

}  // namespace proofbox::ses

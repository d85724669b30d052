#include "engines/ses/notification_shapes.hpp"

namespace proofbox::ses {

namespace v1 {

Shape const& SetIdentityNotificationTopic::shape() {
  static Shape const shape =
      Describe<SetIdentityNotificationTopic>("SetIdentityNotificationTopic")
          .member("Identity", &SetIdentityNotificationTopic::identity, required)
          .member("NotificationType", &SetIdentityNotificationTopic::notification_type, required)
          .member("SnsTopic", &SetIdentityNotificationTopic::sns_topic);
  return shape;
}

Shape const& SetIdentityNotificationTopic::Output::shape() {
  static Shape const shape = Describe<Output>("SetIdentityNotificationTopicResult");
  return shape;
}

Shape const& SetIdentityFeedbackForwardingEnabled::shape() {
  static Shape const shape =
      Describe<SetIdentityFeedbackForwardingEnabled>("SetIdentityFeedbackForwardingEnabled")
          .member("Identity", &SetIdentityFeedbackForwardingEnabled::identity, required)
          .member("ForwardingEnabled", &SetIdentityFeedbackForwardingEnabled::forwarding_enabled,
                  required);
  return shape;
}

Shape const& SetIdentityFeedbackForwardingEnabled::Output::shape() {
  static Shape const shape = Describe<Output>("SetIdentityFeedbackForwardingEnabledResult");
  return shape;
}

Shape const& SetIdentityHeadersInNotificationsEnabled::shape() {
  static Shape const shape =
      Describe<SetIdentityHeadersInNotificationsEnabled>("SetIdentityHeadersInNotificationsEnabled")
          .member("Identity", &SetIdentityHeadersInNotificationsEnabled::identity, required)
          .member("NotificationType", &SetIdentityHeadersInNotificationsEnabled::notification_type,
                  required)
          .member("Enabled", &SetIdentityHeadersInNotificationsEnabled::enabled, required);
  return shape;
}

Shape const& SetIdentityHeadersInNotificationsEnabled::Output::shape() {
  static Shape const shape = Describe<Output>("SetIdentityHeadersInNotificationsEnabledResult");
  return shape;
}

Shape const& NotificationAttributes::shape() {
  static Shape const shape =
      Describe<NotificationAttributes>("NotificationAttributes")
          .member("BounceTopic", &NotificationAttributes::bounce_topic)
          .member("ComplaintTopic", &NotificationAttributes::complaint_topic)
          .member("DeliveryTopic", &NotificationAttributes::delivery_topic)
          .member("ForwardingEnabled", &NotificationAttributes::forwarding_enabled)
          .member("HeadersInBounceNotificationsEnabled",
                  &NotificationAttributes::headers_in_bounce_notifications_enabled)
          .member("HeadersInComplaintNotificationsEnabled",
                  &NotificationAttributes::headers_in_complaint_notifications_enabled)
          .member("HeadersInDeliveryNotificationsEnabled",
                  &NotificationAttributes::headers_in_delivery_notifications_enabled);
  return shape;
}

Shape const& GetIdentityNotificationAttributes::shape() {
  static Shape const shape =
      Describe<GetIdentityNotificationAttributes>("GetIdentityNotificationAttributes")
          .member("Identities", &GetIdentityNotificationAttributes::identities, required);
  return shape;
}

Shape const& GetIdentityNotificationAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetIdentityNotificationAttributesResult")
          .member("NotificationAttributes", &Output::notification_attributes, always);
  return shape;
}

}  // namespace v1

namespace v2 {

Shape const& PutEmailIdentityFeedbackAttributes::shape() {
  static Shape const shape =
      Describe<PutEmailIdentityFeedbackAttributes>("PutEmailIdentityFeedbackAttributes")
          .member("EmailIdentity", &PutEmailIdentityFeedbackAttributes::email_identity,
                  required.in_path())
          .member("EmailForwardingEnabled",
                  &PutEmailIdentityFeedbackAttributes::email_forwarding_enabled);
  return shape;
}

Shape const& PutEmailIdentityFeedbackAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("PutEmailIdentityFeedbackAttributesResult");
  return shape;
}

}  // namespace v2

}  // namespace proofbox::ses

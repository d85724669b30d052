#include "engines/ses/event.hpp"

namespace proofbox::ses {

Shape const& EventHeader::shape() {
  static Shape const shape = Describe<EventHeader>("EventHeader")
                                 .member("name", &EventHeader::name)
                                 .member("value", &EventHeader::value);
  return shape;
}

Shape const& CommonHeaders::shape() {
  static Shape const shape = Describe<CommonHeaders>("CommonHeaders")
                                 .member("from", &CommonHeaders::from)
                                 .member("to", &CommonHeaders::to)
                                 .member("cc", &CommonHeaders::cc)
                                 .member("replyTo", &CommonHeaders::reply_to)
                                 .member("messageId", &CommonHeaders::message_id)
                                 .member("subject", &CommonHeaders::subject);
  return shape;
}

Shape const& MailOfEvent::shape() {
  static Shape const shape = Describe<MailOfEvent>("MailOfEvent")
                                 .member("timestamp", &MailOfEvent::timestamp)
                                 .member("source", &MailOfEvent::source)
                                 .member("sourceArn", &MailOfEvent::source_arn)
                                 .member("sourceIp", &MailOfEvent::source_ip)
                                 .member("callerIdentity", &MailOfEvent::caller_identity)
                                 .member("sendingAccountId", &MailOfEvent::sending_account_id)
                                 .member("messageId", &MailOfEvent::message_id)
                                 .member("destination", &MailOfEvent::destination, always)
                                 .member("headersTruncated", &MailOfEvent::headers_truncated)
                                 .member("headers", &MailOfEvent::headers)
                                 .member("commonHeaders", &MailOfEvent::common_headers)
                                 .member("tags", &MailOfEvent::tags);
  return shape;
}

Shape const& DeliveryOfEvent::shape() {
  static Shape const shape =
      Describe<DeliveryOfEvent>("DeliveryOfEvent")
          .member("timestamp", &DeliveryOfEvent::timestamp)
          .member("processingTimeMillis", &DeliveryOfEvent::processing_time_millis)
          .member("recipients", &DeliveryOfEvent::recipients)
          .member("smtpResponse", &DeliveryOfEvent::smtp_response)
          .member("remoteMtaIp", &DeliveryOfEvent::remote_mta_ip)
          .member("reportingMTA", &DeliveryOfEvent::reporting_mta);
  return shape;
}

Shape const& BouncedRecipient::shape() {
  static Shape const shape = Describe<BouncedRecipient>("BouncedRecipient")
                                 .member("emailAddress", &BouncedRecipient::email_address)
                                 .member("action", &BouncedRecipient::action)
                                 .member("status", &BouncedRecipient::status)
                                 .member("diagnosticCode", &BouncedRecipient::diagnostic_code);
  return shape;
}

Shape const& BounceOfEvent::shape() {
  static Shape const shape = Describe<BounceOfEvent>("BounceOfEvent")
                                 .member("feedbackId", &BounceOfEvent::feedback_id)
                                 .member("bounceType", &BounceOfEvent::bounce_type)
                                 .member("bounceSubType", &BounceOfEvent::bounce_sub_type)
                                 .member("bouncedRecipients", &BounceOfEvent::bounced_recipients)
                                 .member("timestamp", &BounceOfEvent::timestamp)
                                 .member("remoteMtaIp", &BounceOfEvent::remote_mta_ip)
                                 .member("reportingMTA", &BounceOfEvent::reporting_mta);
  return shape;
}

Shape const& ComplainedRecipient::shape() {
  static Shape const shape = Describe<ComplainedRecipient>("ComplainedRecipient")
                                 .member("emailAddress", &ComplainedRecipient::email_address);
  return shape;
}

Shape const& ComplaintOfEvent::shape() {
  static Shape const shape =
      Describe<ComplaintOfEvent>("ComplaintOfEvent")
          .member("feedbackId", &ComplaintOfEvent::feedback_id)
          .member("complaintSubType", &ComplaintOfEvent::complaint_sub_type, optional.or_null())
          .member("complainedRecipients", &ComplaintOfEvent::complained_recipients)
          .member("timestamp", &ComplaintOfEvent::timestamp)
          .member("userAgent", &ComplaintOfEvent::user_agent)
          .member("complaintFeedbackType", &ComplaintOfEvent::complaint_feedback_type)
          .member("arrivalDate", &ComplaintOfEvent::arrival_date);
  return shape;
}

Shape const& RejectOfEvent::shape() {
  static Shape const shape =
      Describe<RejectOfEvent>("RejectOfEvent").member("reason", &RejectOfEvent::reason);
  return shape;
}

Shape const& FailureOfEvent::shape() {
  static Shape const shape = Describe<FailureOfEvent>("FailureOfEvent")
                                 .member("templateName", &FailureOfEvent::template_name)
                                 .member("errorMessage", &FailureOfEvent::error_message);
  return shape;
}

Shape const& NothingMore::shape() {
  static Shape const shape = Describe<NothingMore>("NothingMore");
  return shape;
}

Shape const& Event::shape() {
  static Shape const shape = Describe<Event>("Event")
                                 .member("eventType", &Event::event_type)
                                 .member("notificationType", &Event::notification_type)
                                 .member("mail", &Event::mail)
                                 .member("send", &Event::send)
                                 .member("delivery", &Event::delivery)
                                 .member("bounce", &Event::bounce)
                                 .member("complaint", &Event::complaint)
                                 .member("reject", &Event::reject)
                                 .member("failure", &Event::failure);
  return shape;
}

}  // namespace proofbox::ses

// What SES tells of a mail, member for member as AWS writes it: events of configuration sets
// ("eventType") and notifications of identities ("notificationType").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/ses/mail.hpp"

namespace proofbox::ses {

struct EventHeader {
  std::string name;
  std::string value;
  static Shape const& shape();
};

struct CommonHeaders {
  std::vector<std::string> from;
  std::vector<std::string> to, cc, reply_to;
  std::string message_id;
  std::optional<std::string> subject;
  static Shape const& shape();
};

struct MailOfEvent {
  std::string timestamp;
  std::string source;
  std::optional<std::string> source_arn;
  std::optional<std::string> source_ip;  // of notifications; events have it among their tags
  std::optional<std::string> caller_identity;
  std::string sending_account_id;
  std::string message_id;
  std::vector<std::string> destination;
  std::optional<bool> headers_truncated;
  std::optional<std::vector<EventHeader>> headers;
  std::optional<CommonHeaders> common_headers;
  Map<std::vector<std::string>> tags;
  static Shape const& shape();
};

struct DeliveryOfEvent {
  std::string timestamp;
  std::int64_t processing_time_millis = 0;
  std::vector<std::string> recipients;
  std::string smtp_response;
  std::optional<std::string> remote_mta_ip;
  std::string reporting_mta;
  static Shape const& shape();
};

struct BouncedRecipient {
  std::string email_address;
  std::optional<std::string> action, status, diagnostic_code;
  static Shape const& shape();
};

struct BounceOfEvent {
  std::string feedback_id;
  std::string bounce_type, bounce_sub_type;
  std::vector<BouncedRecipient> bounced_recipients;
  std::string timestamp;
  std::optional<std::string> remote_mta_ip;
  std::optional<std::string> reporting_mta;
  static Shape const& shape();
};

struct ComplainedRecipient {
  std::string email_address;
  static Shape const& shape();
};

struct ComplaintOfEvent {
  std::string feedback_id;
  std::optional<std::string> complaint_sub_type;  // null, or OnAccountSuppressionList
  std::vector<ComplainedRecipient> complained_recipients;
  std::string timestamp;
  std::optional<std::string> user_agent, complaint_feedback_type, arrival_date;
  static Shape const& shape();
};

struct RejectOfEvent {
  std::string reason;
  static Shape const& shape();
};

struct FailureOfEvent {
  std::string template_name;
  std::string error_message;
  static Shape const& shape();
};

struct NothingMore {
  static Shape const& shape();
};

struct Event {
  std::optional<std::string> event_type, notification_type;
  MailOfEvent mail;
  std::optional<NothingMore> send;
  std::optional<DeliveryOfEvent> delivery;
  std::optional<BounceOfEvent> bounce;
  std::optional<ComplaintOfEvent> complaint;
  std::optional<RejectOfEvent> reject;
  std::optional<FailureOfEvent> failure;
  static Shape const& shape();
};

// Every recipient's address, in the order To, Cc, Bcc.
std::vector<std::string> recipients_of(Mail const& mail);

// The mail as its events tell of it; notifications tell less.
MailOfEvent mail_of_event(Mail const& mail);

// Its headers, as they left, up to the 10 KB that events have room for.
void add_headers(MailOfEvent& told, Mail const& mail);

// "arn:aws:ses:REGION:ACCOUNT:identity/NAME"
std::string arn_of_identity(Mail const& mail);

// Where the simulated mails leave from.
inline constexpr std::string_view outgoing_ip = "54.240.8.77";
inline constexpr std::string_view outgoing_host = "a8-77.smtp-out.amazonses.com";

}  // namespace proofbox::ses

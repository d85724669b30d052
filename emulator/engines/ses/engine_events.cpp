// Who is told of a mail: the topics of its configuration set, those of its identity, and the
// sender's own mailbox.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::ses {
namespace {

constexpr std::string_view event_subject = "Amazon SES Email Event Notification";

// "Rendering Failure" has a blank, "DeliveryDelay" would have none.
std::string event_type_of(std::string_view type) {
  if (type == "RENDERING_FAILURE")
    return "Rendering Failure";
  auto word = in_v1_words(type);
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

// A templated mail is told of as sent before it is rendered: it has no subject yet.
void forget_what_is_rendered(MailOfEvent& told) {
  told.source_arn.reset();
  std::erase_if(*told.headers, [](EventHeader const& header) { return header.name == "Subject"; });
  told.common_headers->subject.reset();
}

std::optional<std::string> const* topic_of(Identity const& identity, std::string_view type) {
  if (type == "BOUNCE")
    return &identity.bounce_topic;
  if (type == "COMPLAINT")
    return &identity.complaint_topic;
  return type == "DELIVERY" ? &identity.delivery_topic : nullptr;
}

bool wants_headers(Identity const& identity, std::string_view type) {
  return type == "BOUNCE"      ? identity.headers_in_bounces
         : type == "COMPLAINT" ? identity.headers_in_complaints
                               : identity.headers_in_deliveries;
}

// What goes into the sender's mailbox about a bounce or a complaint.
PutMessage feedback_of(Mail const& mail, Event const& event) {
  std::string text;
  if (event.bounce) {
    text = "An error occurred while trying to deliver the mail to the following recipients:\n";
    for (auto const& recipient : event.bounce->bounced_recipients)
      text +=
          fmt::format("{}: {}\n", recipient.email_address, recipient.diagnostic_code.value_or(""));
    text += fmt::format("\nSubject: {}\nMessage ID: {}\n", mail.subject, mail.id);
    return {"", "MAILER-DAEMON@amazonses.com", mail.return_path,
            "Delivery Status Notification (Failure)", std::move(text)};
  }
  text = "A complaint about the mail came from:\n";
  for (auto const& recipient : event.complaint->complained_recipients)
    text += recipient.email_address + '\n';
  text += fmt::format("\nSubject: {}\nMessage ID: {}\n", mail.subject, mail.id);
  return {"", "complaints@email-abuse.amazonses.com", mail.return_path,
          "Complaint: " + mail.subject, std::move(text)};
}

}  // namespace

void Engine::tell(Turn& turn, Mail const& mail, std::string_view type, Event const& event) {
  tell_set(turn, mail, type, event);
  tell_identity(turn, mail, type, event);
}

void Engine::tell_set(Turn& turn, Mail const& mail, std::string_view type, Event event) {
  auto const* const set = mail.configuration_set
                              ? find_set(mail.region, mail.account, *mail.configuration_set)
                              : nullptr;
  if (set == nullptr)
    return;
  std::string message;
  for (auto const& destination : set->destinations) {
    auto const& types = destination.matching_event_types;
    bool const wants = destination.enabled && destination.sns_destination &&
                       std::find(types.begin(), types.end(), type) != types.end();
    if (!wants)
      continue;
    if (message.empty()) {
      event.event_type = event_type_of(type);
      event.mail = mail_of_event(mail);
      add_headers(event.mail, mail);
      if (type == "DELIVERY")
        event.mail.tags["ses:outgoing-ip"] = {std::string{outgoing_ip}};
      bool const is_templated = mail.operation.find("Templated") != std::string::npos;
      if (is_templated && (type == "SEND" || type == "RENDERING_FAILURE"))
        forget_what_is_rendered(event.mail);
      message = to_json(event);
    }
    turn.parcels.push_back({0, mail.id,
                            ToTopic{destination.sns_destination->topic_arn, arn_of(*set),
                                    std::string{event_subject}, message}});
  }
}

void Engine::tell_identity(Turn& turn, Mail const& mail, std::string_view type, Event event) {
  auto const found = identities_.find(mail.region + '/' + mail.account + '/' + mail.identity);
  if (found == identities_.end())
    return;
  auto const& identity = found->second;
  auto const* const topic = topic_of(identity, type);
  if (topic == nullptr)
    return;
  bool const is_feedback = event.bounce || event.complaint;
  if (is_feedback && (identity.forwards_feedback || !*topic))
    put(turn, mail.account, mail.region, feedback_of(mail, event));
  if (!*topic)
    return;
  event.notification_type = event_type_of(type);
  event.mail = mail_of_event(mail);
  event.mail.source_ip = event.mail.tags.at("ses:source-ip").front();
  event.mail.caller_identity = event.mail.tags.at("ses:caller-identity").front();
  event.mail.tags.clear();
  if (wants_headers(identity, type))
    add_headers(event.mail, mail);
  if (event.bounce)
    event.bounce->remote_mta_ip = "127.0.0.1";
  if (event.delivery)
    event.delivery->remote_mta_ip = "127.0.0.1";
  turn.parcels.push_back(
      {0, mail.id,
       ToTopic{**topic, arn_of_identity(mail), std::string{event_subject}, to_json(event)}});
}

}  // namespace proofbox::ses

// The life of a mail on the box's clock: what is accepted waits, and is delivered, bounces or is
// complained of, recipient by recipient.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::ses {
namespace {

using Legs = std::vector<Leg const*>;

Legs legs_of(Legs const& legs, std::string_view fate) {
  Legs those;
  std::copy_if(legs.begin(), legs.end(), std::back_inserter(those),
               [fate](Leg const* leg) { return leg->fate == fate; });
  return those;
}

// A leg that is delivered at its end, or before it.
bool is_delivered_first(Leg const& leg) {
  return leg.state == leg_states::accepted &&
         (leg.fate == fates::delivery || leg.fate == fates::out_of_office ||
          leg.fate == fates::complaint);
}

std::string_view last_state_of(std::string_view fate) {
  if (fate == fates::complaint || fate == fates::suppressed_complaint)
    return leg_states::complained;
  return fate == fates::rejection ? leg_states::rejected : leg_states::bounced;
}

Note note_of(Mail const& mail, std::string_view state, Legs const& legs) {
  std::string what = "{\"id\":";
  write_json_text(what, mail.id);
  what += ",\"state\":";
  write_json_text(what, state);
  what += ",\"recipients\":[";
  for (auto const* const leg : legs) {
    what += leg == legs.front() ? "" : ",";
    write_json_text(what, leg->address);
  }
  return {"feedback", mail.source, what + "]}"};
}

struct BounceKind {
  std::string_view fate, sub_type, diagnostic, reporting_mta;
};

constexpr BounceKind bounce_kinds[] = {
    {fates::bounce, "General", "smtp; 550 5.1.1 user unknown", outgoing_host},
    {fates::suppression_by_ses, "Suppressed",
     "Amazon SES has suppressed sending to this address because it has a recent history of "
     "bouncing as an invalid address.",
     "amazonses.com"},
    {fates::suppressed_bounce, "OnAccountSuppressionList",
     "Amazon SES did not send the message to this address because it is on the suppression list "
     "for your account.",
     "amazonses.com"},
};

}  // namespace

void Engine::begin_journey(Turn& turn, Mail const& mail) {
  bool const is_bad = has_virus(mail.raw);
  Journey journey;
  journey.number = mail.number;
  std::int64_t attempts = 0;
  for (auto& address : recipients_of(mail)) {
    Leg leg;
    auto const listed = suppression_of(mail, address);
    leg.fate = is_bad ? fates::rejection
               : listed
                   ? (*listed == "BOUNCE" ? fates::suppressed_bounce : fates::suppressed_complaint)
                   : fate_of(address, delivery_settings_);
    attempts += is_bad || listed ? 0 : 1;
    leg.address = std::move(address);
    leg.state = leg_states::accepted;
    leg.since = turn.now;
    leg.due_at = turn.now + Duration{delivery_settings_.delivers_after_nanoseconds};
    journey.legs.push_back(std::move(leg));
  }
  count(turn, mail, &SendCount::delivery_attempts, attempts);
  Event event;
  event.send.emplace();
  tell(turn, mail, "SEND", event);
  keep(turn, journey);
  if (auto const due_at = journey.due_at())
    due_.emplace(*due_at, mail.number);
  journeys_.emplace(mail.number, std::move(journey));
}

std::optional<Instant> Engine::next_due() const {
  if (due_.empty())
    return {};
  return due_.begin()->first;
}

void Engine::advance(Turn& turn) {
  while (!due_.empty() && due_.begin()->first <= turn.now) {
    auto const number = due_.begin()->second;
    due_.erase(due_.begin());
    auto const mail = mails_.find(number);
    auto const journey = journeys_.find(number);
    if (mail != mails_.end() && journey != journeys_.end())
      move_on(turn, mail->second, journey->second);
  }
}

// Whoever has come as far at the same instant is told of together.
void Engine::move_on(Turn& turn, Mail const& mail, Journey& journey) {
  Legs delivered, ended;
  for (auto& leg : journey.legs) {
    if (!leg.due_at || *leg.due_at > turn.now)
      continue;
    leg.since = turn.now;
    leg.due_at.reset();
    if (!is_delivered_first(leg)) {
      leg.state = last_state_of(leg.fate);
      ended.push_back(&leg);
      continue;
    }
    leg.state = leg_states::delivered;
    if (leg.fate == fates::complaint)
      leg.due_at = turn.now + Duration{delivery_settings_.complains_after_nanoseconds};
    delivered.push_back(&leg);
  }
  if (auto const due_at = journey.due_at())
    due_.emplace(*due_at, journey.number);
  keep(turn, journey);
  tell_of_delivery(turn, mail, delivered);
  for (auto const& kind : bounce_kinds)
    tell_of_bounce(turn, mail, legs_of(ended, kind.fate), kind.fate);
  tell_of_complaint(turn, mail, legs_of(ended, fates::complaint), {});
  tell_of_complaint(turn, mail, legs_of(ended, fates::suppressed_complaint),
                    "OnAccountSuppressionList");
  tell_of_rejection(turn, mail, legs_of(ended, fates::rejection));
}

void Engine::end_journey(Turn& turn, std::int64_t number) {
  auto const found = journeys_.find(number);
  if (found == journeys_.end())
    return;
  if (auto const due_at = found->second.due_at())
    due_.erase({*due_at, number});
  forget(turn, found->second);
  journeys_.erase(found);
}

void Engine::tell_of_delivery(Turn& turn, Mail const& mail, Legs const& legs) {
  if (legs.empty())
    return;
  DeliveryOfEvent delivery;
  delivery.timestamp = iso8601(turn.now);
  delivery.processing_time_millis = (turn.now - mail.sent_at) / 1ms;
  for (auto const* const leg : legs)
    delivery.recipients.push_back(leg->address);
  delivery.smtp_response = "250 2.6.0 Message received";
  delivery.reporting_mta = outgoing_host;
  Event event;
  event.delivery = std::move(delivery);
  tell(turn, mail, "DELIVERY", event);
  for (auto const* const leg : legs)
    if (leg->fate == fates::out_of_office)
      put(turn, mail.account, mail.region,
          {"", leg->address, mail.return_path, "Out of office: " + mail.subject,
           "This mailbox of AWS's simulator is out of office."});
}

void Engine::tell_of_bounce(Turn& turn, Mail const& mail, Legs const& legs, std::string_view fate) {
  if (legs.empty())
    return;
  auto const& kind = *std::find_if(std::begin(bounce_kinds), std::end(bounce_kinds),
                                   [fate](BounceKind const& one) { return one.fate == fate; });
  auto const uuid = turn.random.uuid();
  BounceOfEvent bounce;
  bounce.feedback_id = message_id(turn.now, mail.region, uuid);
  bounce.bounce_type = "Permanent";
  bounce.bounce_sub_type = kind.sub_type;
  for (auto const* const leg : legs)
    bounce.bounced_recipients.push_back(
        {leg->address, "failed", "5.1.1", std::string{kind.diagnostic}});
  bounce.timestamp = iso8601(turn.now);
  bounce.reporting_mta = fmt::format("dsn; {}", kind.reporting_mta);
  turn.notes.push_back(note_of(mail, leg_states::bounced, legs));
  if (fate != fates::suppressed_bounce)
    count(turn, mail, &SendCount::bounces, static_cast<std::int64_t>(legs.size()));
  if (fate == fates::bounce)
    for (auto const* const leg : legs)
      suppress(turn, mail, leg->address, "BOUNCE", bounce.feedback_id);
  Event event;
  event.bounce = std::move(bounce);
  tell(turn, mail, "BOUNCE", event);
}

void Engine::tell_of_complaint(Turn& turn, Mail const& mail, Legs const& legs,
                               std::optional<std::string> sub_type) {
  if (legs.empty())
    return;
  auto const uuid = turn.random.uuid();
  ComplaintOfEvent complaint;
  complaint.feedback_id = message_id(turn.now, mail.region, uuid);
  complaint.complaint_sub_type = std::move(sub_type);
  for (auto const* const leg : legs)
    complaint.complained_recipients.push_back({leg->address});
  complaint.timestamp = iso8601(turn.now);
  turn.notes.push_back(note_of(mail, leg_states::complained, legs));
  if (!complaint.complaint_sub_type) {
    complaint.user_agent = "Amazon SES Mailbox Simulator";
    complaint.complaint_feedback_type = "abuse";
    complaint.arrival_date = iso8601(turn.now);
    count(turn, mail, &SendCount::complaints, static_cast<std::int64_t>(legs.size()));
    for (auto const* const leg : legs)
      suppress(turn, mail, leg->address, "COMPLAINT", complaint.feedback_id);
  }
  Event event;
  event.complaint = std::move(complaint);
  tell(turn, mail, "COMPLAINT", event);
}

void Engine::tell_of_rejection(Turn& turn, Mail const& mail, Legs const& legs) {
  if (legs.empty())
    return;
  turn.notes.push_back(note_of(mail, leg_states::rejected, legs));
  count(turn, mail, &SendCount::rejects, static_cast<std::int64_t>(legs.size()));
  Event event;
  event.reject = RejectOfEvent{"Bad content"};
  tell(turn, mail, "REJECT", event);
}

void Engine::tell_of_failure(Turn& turn, Mail const& mail, std::string template_name,
                             std::string error_message) {
  Event event;
  event.failure = FailureOfEvent{std::move(template_name), std::move(error_message)};
  tell(turn, mail, "RENDERING_FAILURE", event);
}

}  // namespace proofbox::ses

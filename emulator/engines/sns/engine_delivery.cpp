// Delivery: what leaves for each subscription of a topic, when it is tried again, and what becomes
// of what did not arrive.
// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html and
// https://docs.aws.amazon.com/sns/latest/dg/sns-dead-letter-queues.html
#include <algorithm>
#include <utility>

#include "engines/sns/delivery_policy.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/json_members.hpp"
#include "engines/sns/lately_rows.hpp"
#include "engines/sns/payload.hpp"

namespace proofbox::sns {
namespace {

bool is_http(std::string_view protocol) { return protocol == "http" || protocol == "https"; }

HttpDelivery http_delivery_of(Subscription const& subscription) {
  return http_delivery(subscription.topic->attributes.text("DeliveryPolicy"),
                       subscription.attributes.text("DeliveryPolicy"));
}

RetrySchedule schedule_of(Delivery const& delivery, Subscription const& subscription) {
  if (delivery.to_dead_letters || delivery.protocol == "sqs" || delivery.protocol == "lambda" ||
      delivery.protocol == "firehose")
    return aws_managed_retries();
  return is_http(delivery.protocol) ? http_delivery_of(subscription).retries
                                    : customer_managed_retries();
}

// Any answer to HTTP is an outcome; of all others only the error counts.
bool has_arrived(Outcome const& outcome) {
  return !outcome.error && (outcome.status == 0 || (outcome.status >= 200 && outcome.status < 300));
}

// What the subscriber's side is to blame for and may be over next time: no answer at all, 1xx, 5xx,
// and too many requests. All else is for the sender of the request to mend, which no retry does.
bool may_pass(Outcome const& outcome) {
  auto const status = outcome.error ? outcome.error->status : outcome.status;
  return status < 200 || status >= 500 || status == 429;
}

std::string error_of(Outcome const& outcome) {
  if (outcome.error)
    return outcome.error->code + ": " + outcome.error->message;
  return has_arrived(outcome) ? std::string{} : "HTTP status " + std::to_string(outcome.status);
}

Delivery delivery_of(Subscription const& subscription) {
  Delivery delivery;
  delivery.subscription_arn = subscription.arn;
  delivery.protocol = subscription.protocol;
  delivery.endpoint = subscription.endpoint;
  return delivery;
}

}  // namespace

void Engine::deliver(Turn& turn, Topic const& topic,
                     std::shared_ptr<Notification const> const& notification) {
  FilteredMessage filtered{*notification};
  Signatures signatures{turn, topic, *notification};
  for (auto const& [number, subscription] : topic.subscriptions)
    if (subscription->is_confirmed() && subscription->attributes.lets_through(filtered))
      deliver(turn, *subscription, notification, signatures);
}

void Engine::deliver(Turn& turn, Subscription& subscription,
                     std::shared_ptr<Notification const> const& notification,
                     Signatures& signatures) {
  auto delivery = delivery_of(subscription);
  delivery.message_id = notification->message_id;
  delivery.published_at = notification->published_at;
  delivery.notification = notification;
  if (is_mobile(subscription.protocol))
    return hand_over(turn, subscription, std::move(delivery));
  if (subscription.topic->fifo())
    delivery.group_id = *notification->group_id;
  std::string content_type;
  if (is_http(subscription.protocol))
    content_type = http_delivery_of(subscription).content_type;
  post(turn, subscription, std::move(delivery),
       payload_of(signatures, *notification, subscription, content_type));
}

void Engine::ask_to_confirm(Turn& turn, Subscription& subscription, bool of_unsubscription) {
  Confirmation const confirmation{of_unsubscription, turn.random.uuid(), turn.caller.endpoint,
                                  turn.now};
  auto delivery = delivery_of(subscription);
  delivery.type = confirmation.type();
  delivery.message_id = confirmation.message_id;
  delivery.published_at = turn.now;
  post(turn, subscription, std::move(delivery), payload_of(turn, confirmation, subscription));
}

void Engine::post(Turn& turn, Subscription const& subscription, Delivery delivery,
                  Payload payload) {
  auto& kept = deliveries_.add(std::move(delivery));
  Parcel parcel{kept.number, subscription.arn, std::move(payload)};
  if (kept.status != Delivery::Status::waiting)
    return send(turn, kept, std::move(parcel), turn.now);
  kept.next = std::move(parcel);
  sns::keep(turn, kept);
}

// At `at`, or as soon after it as the subscription's throttle lets it. A retry asks for its turn
// when its time has come: until then others go.
void Engine::send(Turn& turn, Delivery& delivery, Parcel parcel, Instant at) {
  if (at <= turn.now && !std::exchange(delivery.has_turn, false)) {
    at = next_turn(turn, delivery);
    delivery.has_turn = at > turn.now;
  }
  if (at > turn.now) {
    deliveries_.wait(delivery, std::move(parcel), at);
  } else {
    delivery.status = Delivery::Status::under_way;
    turn.parcels.push_back(std::move(parcel));
  }
  sns::keep(turn, delivery);
}

void Engine::send_next(Turn& turn, Delivery& delivery) {
  auto parcel = std::move(*delivery.next);
  delivery.next.reset();
  send(turn, delivery, std::move(parcel), turn.now);
}

Instant Engine::next_turn(Turn& turn, Delivery const& delivery) {
  if (!is_http(delivery.protocol) || delivery.to_dead_letters)
    return turn.now;
  auto* const subscription = subscription_of(delivery);
  if (subscription == nullptr)
    return turn.now;
  auto const most = http_delivery_of(*subscription).receives_per_second_max;
  if (!most)
    return turn.now;
  auto const at = std::max(turn.now, subscription->free_at);
  subscription->free_at = at + Duration{1s} / *most;
  keep(turn, *subscription);
  return at;
}

// Nothing leaves for a subscription that is gone.
void Engine::send_what_is_due(Turn& turn) {
  while (auto* const delivery = deliveries_.take_due(turn.now))
    if (subscription_of(*delivery) == nullptr)
      finish(turn, *delivery, Delivery::Status::lost);
    else
      send_next(turn, *delivery);
}

void Engine::carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) {
  auto* const found = deliveries_.under_way(parcel.id);
  if (found == nullptr)
    return;
  auto& delivery = *found;
  auto const* to_queue = std::get_if<ToQueue>(&parcel.to);
  auto const& to = to_queue != nullptr ? to_queue->queue_arn : delivery.endpoint;
  delivery.attempts.push_back(
      {turn.now, to, outcome.error ? outcome.error->status : outcome.status, error_of(outcome)});
  if (delivery.attempts.size() > Delivery::attempts_kept)
    delivery.attempts.erase(delivery.attempts.begin());
  if (has_arrived(outcome))
    return finish(
        turn, delivery,
        delivery.to_dead_letters ? Delivery::Status::dead_lettered : Delivery::Status::delivered);
  auto const* subscription = subscription_of(delivery);
  ++delivery.failures;
  if (subscription != nullptr && may_pass(outcome))
    if (auto const delay = schedule_of(delivery, *subscription).delay_before(delivery.failures)) {
      tell(turn, delivery, "failed");
      return send(turn, delivery, parcel, turn.now + *delay);
    }
  send_to_dead_letters(turn, delivery, subscription);
}

// What even the dead-letter queue refuses is lost, as is what has none.
void Engine::send_to_dead_letters(Turn& turn, Delivery& delivery,
                                  Subscription const* subscription) {
  if (delivery.to_dead_letters || subscription == nullptr || !delivery.notification ||
      subscription->attributes.dead_letter_target().empty())
    return finish(turn, delivery, Delivery::Status::lost);
  tell(turn, delivery, "given up");
  delivery.to_dead_letters = true;
  delivery.failures = 0;
  Signatures signatures{turn, *subscription->topic, *delivery.notification};
  auto payload = dead_letter_of(signatures, *delivery.notification, *subscription);
  send(turn, delivery, {delivery.number, delivery.subscription_arn, std::move(payload)}, turn.now);
}

// All that stands in line comes to its end where the subscription is gone.
void Engine::finish(Turn& turn, Delivery& delivery, Delivery::Status status) {
  auto* next = end(turn, delivery, status);
  while (next != nullptr && subscription_of(*next) == nullptr)
    next = end(turn, *next, Delivery::Status::lost);
  if (next != nullptr)
    send_next(turn, *next);
}

// Gives the one that stood behind it in line.
Delivery* Engine::end(Turn& turn, Delivery& delivery, Delivery::Status status) {
  tell(turn, delivery, name_of(status));
  auto* const next = deliveries_.finish(delivery, status);
  sns::keep(turn, delivery);
  if (auto const number = deliveries_.forget_superfluous())
    forget_delivery(turn, *number);
  return next;
}

// Also of one that can be restored, where it is still to be told how.
Subscription* Engine::subscription_of(Delivery const& delivery) {
  auto const found = by_arn_.find(delivery.subscription_arn);
  if (found == by_arn_.end())
    return nullptr;
  bool const is_gone = found->second->state == Subscription::State::deactivated &&
                       delivery.type != "UnsubscribeConfirmation";
  return is_gone ? nullptr : found->second;
}

// {"messageId":..,"to":..,"outcome":..}, with the error of the latest attempt where there was one
// that failed.
void Engine::tell(Turn& turn, Delivery const& delivery, std::string_view outcome) {
  std::string what;
  JsonMembers note{what};
  auto const latest = delivery.attempts.empty() ? Delivery::Attempt{{}, delivery.endpoint, 0, {}}
                                                : delivery.attempts.back();
  note.text("messageId", delivery.message_id);
  note.text("to", latest.to);
  note.text("outcome", outcome);
  if (!latest.error.empty())
    note.text("error", latest.error);
  note.close();
  turn.notes.push_back({"delivery", delivery.subscription_arn, std::move(what)});
}

}  // namespace proofbox::sns

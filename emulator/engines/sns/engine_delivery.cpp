// Delivery: what leaves for each subscription of a topic, and what becomes of what did not arrive.
#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/envelope.hpp"
#include "engines/sns/message_attributes.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

std::vector<std::pair<std::string, ParcelAttribute>> raw_attributes(
    MessageAttributes const& attributes) {
  std::vector<std::pair<std::string, ParcelAttribute>> raw;
  for (auto const& [name, value] : attributes) {
    if (is_binary(value))
      raw.emplace_back(name, ParcelAttribute{*value.data_type, {}, value.binary_value->bytes});
    else
      raw.emplace_back(name, ParcelAttribute{*value.data_type, *value.string_value, {}});
  }
  return raw;
}

std::string delivery_json(std::string_view message_id, std::string_view queue_arn,
                          std::string_view outcome, std::optional<Error> const& error) {
  std::string text = "{\"messageId\":";
  write_json_text(text, message_id);
  text += ",\"to\":";
  write_json_text(text, queue_arn);
  text += ",\"outcome\":";
  write_json_text(text, outcome);
  if (error) {
    text += ",\"error\":";
    write_json_text(text, error->code + ": " + error->message);
  }
  return text + '}';
}

}  // namespace

void Engine::deliver(Turn& turn, Topic const& topic, Notification const& notification) {
  FilteredMessage filtered{notification};
  for (auto const& [number, subscription] : topic.subscriptions) {
    if (!subscription->attributes.lets_through(filtered))
      continue;
    auto parcel = parcel_of(turn, notification, *subscription);
    parcel.id = ++last_parcel_;
    deliveries_.emplace(parcel.id, Delivery{notification.message_id});
    turn.parcels.push_back(std::move(parcel));
  }
}

Parcel Engine::parcel_of(Turn const& turn, Notification const& notification,
                         Subscription const& subscription) {
  ToQueue to;
  to.queue_arn = subscription.endpoint;
  if (subscription.attributes.raw()) {
    to.body = notification.text_for(subscription.protocol);
    to.attributes = raw_attributes(notification.attributes);
  } else {
    to.body = envelope_of(notification, subscription, turn.caller.endpoint);
  }
  // A group goes where the queue is of the topic's kind; a standard topic has no deduplication id
  // to go along.
  if (subscription.topic->fifo() == is_fifo(subscription.endpoint)) {
    to.group_id = notification.group_id;
    to.deduplication_id = notification.deduplication_id;
  }
  to.trace_header = turn.caller.trace_header;
  return {0, subscription.arn, std::move(to)};
}

// A queue refuses for the sender's reasons only, which no retry mends: the dead-letter queue gets
// the same at once. What even that refuses is lost, as on AWS.
void Engine::carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) {
  auto const found = deliveries_.find(parcel.id);
  if (found == deliveries_.end())
    return;
  auto delivery = found->second;
  deliveries_.erase(found);
  auto const& to = std::get<ToQueue>(parcel.to);
  auto const tell = [&](std::string_view how) {
    auto what = delivery_json(delivery.message_id, to.queue_arn, how, outcome.error);
    turn.notes.push_back({"delivery", parcel.about, std::move(what)});
  };
  if (!outcome.error)
    return tell(delivery.to_dead_letters ? "dead-lettered" : "delivered");
  auto const subscription = by_arn_.find(parcel.about);
  if (delivery.to_dead_letters || subscription == by_arn_.end() ||
      subscription->second->attributes.dead_letter_target().empty())
    return tell("lost");
  auto again = parcel;
  again.id = ++last_parcel_;
  std::get<ToQueue>(again.to).queue_arn = subscription->second->attributes.dead_letter_target();
  delivery.to_dead_letters = true;
  deliveries_.emplace(again.id, std::move(delivery));
  turn.parcels.push_back(std::move(again));
}

}  // namespace proofbox::sns

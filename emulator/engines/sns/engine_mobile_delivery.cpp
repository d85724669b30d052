// Delivery to phones and devices, which nobody carries: they are here, so that it is done at once.
#include "engines/sns/engine.hpp"

namespace proofbox::sns {

bool is_mobile(std::string_view protocol) { return protocol == "sms" || protocol == "application"; }

// What a phone or a device does not take is the sender's fault, so that it is not tried again.
void Engine::hand_over(Turn& turn, Subscription& subscription, Delivery delivery) {
  auto& kept = deliveries_.add(std::move(delivery));
  auto const& topic = *subscription.topic;
  MobileRoute const route{subscription.endpoint, topic.account, topic.region, topic.arn,
                          subscription.arn};
  auto const error = subscription.protocol == "sms"
                         ? mobile_.send_sms(turn, *kept.notification, route)
                         : mobile_.push(turn, *kept.notification, route);
  auto const text = error ? error->code + ": " + error->message : std::string{};
  kept.attempts.push_back({turn.now, subscription.endpoint, error ? error->status : 0, text});
  if (error)
    return send_to_dead_letters(turn, kept, &subscription);
  finish(turn, kept, Delivery::Status::delivered);
}

}  // namespace proofbox::sns

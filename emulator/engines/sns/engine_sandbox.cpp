// Looking inside: how deliveries fared.
#include "engines/sns/engine.hpp"

namespace proofbox::sns {
namespace {

std::string_view topic_of(Delivery const& delivery) {
  std::string_view const arn = delivery.subscription_arn;
  return arn.substr(0, arn.rfind(':'));
}

bool is_wanted(ListDeliveries const& op, Delivery const& delivery) {
  auto const fits = [](std::optional<std::string> const& wanted, std::string_view has) {
    return !wanted || *wanted == has;
  };
  return fits(op.topic, topic_of(delivery)) && fits(op.subscription, delivery.subscription_arn) &&
         fits(op.message, delivery.message_id) && fits(op.status, name_of(delivery.status));
}

ListDeliveries::Attempt shown(Delivery::Attempt const& attempt) {
  ListDeliveries::Attempt shown{attempt.at, attempt.to, {}, {}};
  if (attempt.status_code != 0)
    shown.status_code = attempt.status_code;
  if (!attempt.error.empty())
    shown.error = attempt.error;
  return shown;
}

ListDeliveries::Delivery shown(Delivery const& delivery) {
  ListDeliveries::Delivery shown;
  shown.message_id = delivery.message_id;
  shown.type = delivery.type;
  shown.topic = topic_of(delivery);
  shown.subscription = delivery.subscription_arn;
  shown.protocol = delivery.protocol;
  shown.endpoint = delivery.endpoint;
  shown.status = name_of(delivery.status);
  shown.published_at = delivery.published_at;
  if (delivery.status == Delivery::Status::waiting && delivery.next_at != Instant{})
    shown.next_attempt_at = delivery.next_at;
  for (auto const& attempt : delivery.attempts)
    shown.attempts.push_back(proofbox::sns::shown(attempt));
  return shown;
}

}  // namespace

Result<ListDeliveries::Output> Engine::handle(Turn&, ListDeliveries const& op) {
  ListDeliveries::Output output;
  for (auto const& [number, delivery] : deliveries_.all())
    if (is_wanted(op, delivery))
      output.deliveries.push_back(shown(delivery));
  return output;
}

}  // namespace proofbox::sns

// Replays: a subscription of a FIFO topic has messages of the topic's archive once more.
// https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-subscriber.html
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {

// Archives tell from when on they have messages in milliseconds, so that points are held against
// those.
std::optional<Error> Engine::bad_replay(Turn const& turn, Topic const& topic,
                                        SubscriptionAttributes const& attributes,
                                        errors::During during) const {
  auto const& policy = attributes.replay();
  if (!policy)
    return {};
  auto const refused = [&](std::string_view why) {
    return errors::bad_attribute(during, std::string{"ReplayPolicy: "}.append(why));
  };
  auto const beginning = beginning_of_archive(topic, turn.now);
  if (!beginning)
    return refused("The topic has no ArchivePolicy");
  if (epoch_milliseconds(policy->from) < epoch_milliseconds(*beginning))
    return refused("StartingPoint is before BeginningArchiveTime");
  if (policy->from > turn.now || policy->to > turn.now)
    return refused("StartingPoint and EndingPoint must not be in the future");
  return {};
}

// All at once: what is published from now on stands behind it. The filter policy holds for it, too.
// Whoever has to confirm first may find that the archive has ended meanwhile.
void Engine::replay(Turn& turn, Subscription& subscription) {
  auto const& policy = subscription.attributes.replay();
  if (!policy || !subscription.is_confirmed() || !subscription.topic->archive)
    return;
  auto const& archive = *subscription.topic->archive;
  for (auto const& archived : archive.between(policy->from, policy->to.value_or(turn.now))) {
    auto copy = *archived;
    copy.is_replayed = true;
    copy.trace_header.clear();
    auto const notification = std::make_shared<Notification const>(std::move(copy));
    FilteredMessage filtered{*notification};
    Signatures signatures{turn, *subscription.topic, *notification};
    if (subscription.attributes.filter_lets_through(filtered))
      deliver(turn, subscription, notification, signatures);
  }
}

// "Completed" as soon as nothing of it is under way any more.
std::string_view Engine::replay_status(Subscription const& subscription) const {
  if (!subscription.is_confirmed())
    return "Pending";
  for (auto const& [number, delivery] : deliveries_.all())
    if (delivery.notification && delivery.notification->is_replayed &&
        delivery.subscription_arn == subscription.arn)
      return "In progress";
  return "Completed";
}

}  // namespace proofbox::sns

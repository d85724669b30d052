// What is said of a queue: its attributes and its tags.
#include <algorithm>

#include "base/text.hpp"
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"

namespace proofbox::sqs {

// The dead-letter queue that is given must exist, in the same account and region, be of the same
// kind, and let this one in. `attributes` are what the queue is to have.
std::optional<Error> Engine::bad_target(Queue const& of, Attributes const& attributes,
                                        Map<std::string> const& given) {
  auto const policy = given.find("RedrivePolicy");
  if (policy == given.end() || !attributes.redrive())
    return {};
  auto const refuse = [&](std::string_view reason) {
    return errors::bad_value(policy->second, "RedrivePolicy", reason);
  };
  auto* const target = find_arn(attributes.redrive()->dead_letter_target_arn);
  if (target == nullptr)
    return refuse("Dead letter target does not exist.");
  if (target == &of)
    return refuse("Dead letter target must not be the source queue itself.");
  if (target->account() != of.account() || target->region() != of.region())
    return refuse("Dead letter target must be in the same account and region as the source.");
  if (target->fifo() != attributes.fifo())
    return refuse("Dead-letter queue must be same type of queue as the source.");
  if (!target->attributes.allows_source(of.arn()))
    return refuse("The redrive allow policy of the dead-letter queue does not let this queue in.");
  return {};
}

Result<GetQueueAttributes::Output> Engine::handle(Turn& turn, GetQueueAttributes const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  constexpr std::string_view told[] = {"All",
                                       "QueueArn",
                                       "CreatedTimestamp",
                                       "LastModifiedTimestamp",
                                       "ApproximateNumberOfMessages",
                                       "ApproximateNumberOfMessagesNotVisible",
                                       "ApproximateNumberOfMessagesDelayed"};
  auto const& settable = Attributes::names();
  for (auto const& name : op.attribute_names)
    if (std::find(settable.begin(), settable.end(), name) == settable.end() &&
        std::find(std::begin(told), std::end(told), name) == std::end(told))
      return errors::unknown_attribute(name);
  expire(turn, *queue);
  Map<std::string> all;
  for (auto name : Attributes::names())
    if (auto value = queue->attributes.value(name))
      all.emplace(name, std::move(*value));
  all["QueueArn"] = queue->arn();
  all["CreatedTimestamp"] = std::to_string(epoch_seconds(queue->created_at));
  all["LastModifiedTimestamp"] = std::to_string(epoch_seconds(queue->modified_at));
  all["ApproximateNumberOfMessages"] = std::to_string(queue->count(State::ready));
  all["ApproximateNumberOfMessagesNotVisible"] = std::to_string(queue->count(State::in_flight));
  all["ApproximateNumberOfMessagesDelayed"] = std::to_string(queue->count(State::delayed));

  GetQueueAttributes::Output output;
  for (auto const& name : op.attribute_names) {
    if (name == "All")
      output.attributes = all;
    else if (auto const found = all.find(name); found != all.end())
      output.attributes.insert(*found);
  }
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, SetQueueAttributes const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  auto const attributes = Attributes::apply(queue->attributes, op.attributes, false);
  if (!attributes)
    return attributes.error();
  if (auto error = bad_target(*queue, *attributes, op.attributes))
    return *error;
  change(turn, *queue, *attributes);
  return Nothing{};
}

// The one place where a living queue gets other attributes.
void Engine::change(Turn& turn, Queue& queue, Attributes const& attributes) {
  bool const other_delay = attributes.delay_seconds() != queue.attributes.delay_seconds();
  bool const other_retention =
      attributes.retention_seconds() != queue.attributes.retention_seconds();
  if (other_retention)  // what is too old by the period until now does not come back
    expire(turn, queue);
  auto const redrive = queue.attributes.redrive();
  queue.attributes = attributes;
  queue.lets_in.clear();
  point_at_target(queue, redrive);
  queue.modified_at = turn.now;
  keep(turn, queue);
  if (queue.fifo() && other_delay)
    delay_anew(turn, queue);
  if (other_retention)
    expire_anew(turn, queue);
}

Result<Nothing> Engine::handle(Turn& turn, TagQueue const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  if (op.tags.empty())
    return errors::missing_parameter("Tags");
  auto tags = queue->tags;
  for (auto const& [key, value] : op.tags)
    tags.insert_or_assign(key, value);
  if (auto error = bad_tags(tags))
    return *error;
  queue->tags = std::move(tags);
  keep(turn, *queue);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, UntagQueue const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  if (op.tag_keys.empty())
    return errors::missing_parameter("TagKeys");
  for (auto const& key : op.tag_keys)
    queue->tags.erase(key);
  keep(turn, *queue);
  return Nothing{};
}

Result<ListQueueTags::Output> Engine::handle(Turn& turn, ListQueueTags const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  return ListQueueTags::Output{queue->tags};
}

}  // namespace proofbox::sqs

// Queues: made, found, listed, deleted, emptied, and their attributes.
#include <algorithm>

#include "base/text.hpp"
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"

namespace proofbox::sqs {
namespace {

std::string key_of(std::string_view region, std::string_view account, std::string_view name) {
  std::string key;
  key.reserve(region.size() + account.size() + name.size() + 2);
  key.append(region).append("/").append(account).append("/").append(name);
  return key;
}

bool is_queue_name(std::string_view name) {
  auto const plain = name.ends_with(".fifo") ? name.substr(0, name.size() - 5) : name;
  return !plain.empty() && name.size() <= 80 && std::all_of(plain.begin(), plain.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

std::optional<Error> bad_name(std::string const& name, bool fifo) {
  if (fifo && (!name.ends_with(".fifo") || !is_queue_name(name)))
    return errors::bad_fifo_queue_name();
  if (!fifo && (name.ends_with(".fifo") || !is_queue_name(name)))
    return errors::bad_queue_name();
  return {};
}

std::string url_of(Turn const& turn, Queue const& queue) {
  return turn.caller.endpoint + '/' + queue.account() + '/' + queue.name();
}

}  // namespace

// A URL names a queue by its last two segments, whatever its host; a bare name is one of the
// caller's queues.
Queue* Engine::find(Turn const& turn, std::string_view queue_url) {
  auto name = queue_url;
  std::string_view account = turn.caller.account;
  if (auto const slash = queue_url.rfind('/'); slash != std::string_view::npos) {
    name = queue_url.substr(slash + 1);
    auto const before = queue_url.substr(0, slash);
    account = before.substr(before.rfind('/') + 1);
  }
  auto const found = queues_.find(key_of(turn.caller.region, account, name));
  return found == queues_.end() ? nullptr : found->second.get();
}

Queue* Engine::find_arn(std::string_view arn) {
  auto const parts = split(arn, ':');
  if (parts.size() != 6)
    return nullptr;
  auto const found = queues_.find(key_of(parts[3], parts[4], parts[5]));
  return found == queues_.end() ? nullptr : found->second.get();
}

Queue* Engine::find_number(std::int64_t number) {
  auto const found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
}

// The dead-letter queue must exist, in the same account and region, and be of the same kind.
std::optional<Error> Engine::dead_letter_target_missing(Queue const& of,
                                                        Attributes const& attributes) const {
  if (!attributes.redrive() ||
      (of.attributes.redrive() &&
       attributes.value("RedrivePolicy") == of.attributes.value("RedrivePolicy")))
    return {};
  auto const refuse = [&](std::string_view reason) {
    return errors::bad_value(attributes.value("RedrivePolicy").value_or(""), "RedrivePolicy",
                             reason);
  };
  auto* const target =
      const_cast<Engine*>(this)->find_arn(attributes.redrive()->dead_letter_target_arn);
  if (target == nullptr)
    return refuse("Dead letter target does not exist.");
  if (target == &of)
    return refuse("Dead letter target must not be the source queue itself.");
  if (target->account() != of.account() || target->region() != of.region())
    return refuse("Dead letter target must be in the same account and region as the source.");
  if (target->fifo() != attributes.fifo())
    return refuse("Dead-letter queue must be same type of queue as the source.");
  return {};
}

Result<CreateQueue::Output> Engine::handle(Turn& turn, CreateQueue const& op) {
  auto key = key_of(turn.caller.region, turn.caller.account, op.queue_name);
  auto const existing = queues_.find(key);
  if (existing != queues_.end()) {
    auto const& queue = *existing->second;
    auto const& now_set = queue.attributes;
    auto const asked = Attributes::apply(now_set, op.attributes, true);
    if (!asked)
      return asked.error();
    for (auto const& [name, text] : op.attributes)
      if (now_set.value(name) != asked->value(name))
        return errors::queue_name_exists(name);
    return CreateQueue::Output{url_of(turn, queue)};
  }
  auto const attributes = Attributes::apply({}, op.attributes, true);
  if (!attributes)
    return attributes.error();
  if (auto error = bad_name(op.queue_name, attributes->fifo()))
    return *error;
  auto queue = std::make_unique<Queue>(last_queue_ + 1, turn.caller.account, turn.caller.region,
                                       op.queue_name, turn.now);
  if (auto error = dead_letter_target_missing(*queue, *attributes))
    return *error;
  ++last_queue_;
  queue->attributes = *attributes;
  queue->deduplicates_by_group = attributes->deduplicates_by_group();
  queue->tags = op.tags;
  auto& made = *queue;
  by_number_.emplace(made.number(), &made);
  queues_.emplace(std::move(key), std::move(queue));
  keep(turn, made);
  return CreateQueue::Output{url_of(turn, made)};
}

Result<GetQueueUrl::Output> Engine::handle(Turn& turn, GetQueueUrl const& op) {
  auto const account = op.queue_owner_aws_account_id.value_or(turn.caller.account);
  auto const found = queues_.find(key_of(turn.caller.region, account, op.queue_name));
  if (found == queues_.end())
    return errors::queue_does_not_exist();
  return GetQueueUrl::Output{url_of(turn, *found->second)};
}

Result<ListQueues::Output> Engine::handle(Turn& turn, ListQueues const& op) {
  auto const prefix =
      key_of(turn.caller.region, turn.caller.account, op.queue_name_prefix.value_or(""));
  auto from = prefix;
  if (op.next_token) {
    auto const last = from_base64(*op.next_token);
    if (!last || !last->starts_with(prefix))
      return errors::bad_value(*op.next_token, "NextToken", "Invalid or expired token.");
    from = *last + '\0';
  }
  auto const most = static_cast<std::size_t>(op.max_results.value_or(1000));
  ListQueues::Output output;
  std::string last;
  for (auto place = queues_.lower_bound(from);
       place != queues_.end() && place->first.starts_with(prefix); ++place) {
    if (output.queue_urls.size() == most) {
      // Without MaxResults AWS answers at most 1,000 and gives no token.
      if (op.max_results)
        output.next_token = base64(last);
      break;
    }
    output.queue_urls.push_back(url_of(turn, *place->second));
    last = place->first;
  }
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, DeleteQueue const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  for (auto const* message : queue->all())
    forget(turn, *message);
  forget(turn, *queue);
  turn.rings.push_back({"sqs", static_cast<std::uint64_t>(queue->number())});
  by_number_.erase(queue->number());
  queues_.erase(key_of(queue->region(), queue->account(), queue->name()));
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, PurgeQueue const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  for (auto const* message : queue->all())
    forget(turn, *message);
  queue->clear();
  return Nothing{};
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
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  auto const attributes = Attributes::apply(queue->attributes, op.attributes, false);
  if (!attributes)
    return attributes.error();
  if (auto error = dead_letter_target_missing(*queue, *attributes))
    return *error;
  bool const other_delay = attributes->delay_seconds() != queue->attributes.delay_seconds();
  queue->attributes = *attributes;
  queue->modified_at = turn.now;
  keep(turn, *queue);
  if (queue->fifo() && other_delay)
    delay_anew(turn, *queue);
  return Nothing{};
}

}  // namespace proofbox::sqs

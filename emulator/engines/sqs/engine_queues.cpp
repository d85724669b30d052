// Queues: made, found, listed, deleted and emptied.
#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"
#include "engines/sqs/names.hpp"
#include "engines/sqs/policy_evaluation.hpp"

namespace proofbox::sqs {
namespace {

constexpr auto cooldown = std::chrono::seconds{60};

std::string key_of(std::string_view region, std::string_view account, std::string_view name) {
  std::string key;
  key.reserve(region.size() + account.size() + name.size() + 2);
  return key.append(region).append("/").append(account).append("/").append(name);
}

std::string key_of(Queue const& queue) {
  return key_of(queue.region(), queue.account(), queue.name());
}

// One page of keys, and the token of the next one.
struct Page {
  std::vector<std::string_view> keys;
  std::optional<std::string> next_token;
};

// `from`: behind which key to begin. Without MaxResults AWS answers at most 1,000 and gives no
// token.
template <class Keys, class KeyOf>
Page page_of(Keys first, Keys last, std::string_view prefix,
             std::optional<std::int64_t> max_results, KeyOf const& key_at) {
  Page page;
  auto const most = static_cast<std::size_t>(max_results.value_or(1000));
  for (; first != last && std::string_view{key_at(*first)}.starts_with(prefix); ++first) {
    if (page.keys.size() == most) {
      if (max_results)
        page.next_token = base64(page.keys.back());
      return page;
    }
    page.keys.push_back(key_at(*first));
  }
  return page;
}

// The key that a token stands for; nothing where it is no token of a listing under that prefix.
std::optional<std::string> key_of_token(std::string const& token, std::string_view prefix) {
  auto key = from_base64(token);
  if (!key || key->empty() || !key->starts_with(prefix))
    return {};
  return key;
}

Error bad_token(std::string const& token) {
  return errors::bad_value(token, "NextToken", "Invalid or expired token.");
}

// The suffix of a FIFO queue counts towards the 80.
bool is_queue_name(std::string_view name) {
  auto const plain = name.ends_with(".fifo") ? name.substr(0, name.size() - 5) : name;
  return name.size() <= 80 && is_plain_name(plain);
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

// A URL names a queue by its last two segments, whatever its host and with or without a slash at
// its end; a bare name is one of the caller's queues.
Queue* Engine::find(Turn const& turn, std::string_view queue_url) {
  if (!asked_lately_.is(turn.caller, queue_url))
    asked_lately_ = {std::string{queue_url}, turn.caller.account, turn.caller.region,
                     look_up(turn.caller, queue_url)};
  return asked_lately_.found;
}

Queue* Engine::look_up(Caller const& caller, std::string_view queue_url) {
  if (queue_url.ends_with('/'))
    queue_url.remove_suffix(1);
  auto name = queue_url;
  std::string_view account = caller.account;
  if (auto const slash = queue_url.rfind('/'); slash != std::string_view::npos) {
    name = queue_url.substr(slash + 1);
    auto const before = queue_url.substr(0, slash);
    account = before.substr(before.rfind('/') + 1);
  }
  auto const found = queues_.find(key_of(caller.region, account, name));
  return found == queues_.end() ? nullptr : found->second.get();
}

// What an owner keeps to himself: other accounts may not, whatever the queue's policy.
std::optional<Error> Engine::bad_owner(Turn const& turn, Queue const* queue) {
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (queue->account() != turn.caller.account)
    return errors::access_denied(url_of(turn, *queue));
  return {};
}

// A service has no rights of its own in a queue: the policy must let it in. A box that is not
// strict lets it in all the same, and says once what AWS would have done.
std::optional<Error> Engine::bad_service(Turn& turn, Queue& queue) {
  auto const& caller = turn.caller;
  if (caller.service.empty())
    return {};
  auto known = queue.lets_in.find(caller.source_arn);
  bool const is_first = known == queue.lets_in.end();
  if (is_first) {
    bool const allowed =
        policy::allows(queue.attributes.value("Policy").value_or(""),
                       {caller.service, caller.source_arn, "sqs:SendMessage", queue.arn()});
    known = queue.lets_in.emplace(caller.source_arn, allowed).first;
  }
  if (known->second)
    return {};
  if (turn.strict.policies)
    return errors::access_denied(url_of(turn, queue));
  if (is_first)
    turn.notes.push_back(
        {"policy", caller.source_arn,
         fmt::format(R"({{"queue":"{}","onAws":"refused: the queue's policy does not let {} in"}})",
                     queue.arn(), caller.service)});
  return {};
}

Queue* Engine::find_arn(std::string_view arn) {
  auto const parts = split(arn, ':');
  if (parts.size() != 6 || parts[0] != "arn" || parts[1] != "aws" || parts[2] != "sqs")
    return nullptr;
  auto const found = queues_.find(key_of(parts[3], parts[4], parts[5]));
  return found == queues_.end() ? nullptr : found->second.get();
}

Queue* Engine::find_number(std::int64_t number) {
  auto const found = by_number_.find(number);
  return found == by_number_.end() ? nullptr : found->second;
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
  if (auto error = bad_tags(op.tags))
    return *error;
  auto queue = std::make_unique<Queue>(last_queue_ + 1, turn.caller.account, turn.caller.region,
                                       op.queue_name, turn.now);
  if (auto error = bad_target(*queue, *attributes, op.attributes))
    return *error;
  if (holds_back(turn, key))
    return errors::queue_deleted_recently();
  if (deleted_at_.erase(key) > 0)
    forget_deletion(turn, key);
  queue->attributes = *attributes;
  queue->deduplicates_by_group = attributes->deduplicates_by_group();
  queue->tags = op.tags;
  auto& made = add(std::move(queue));
  keep(turn, made);
  keep_numbers(turn, message_numbers_kept_);
  return CreateQueue::Output{url_of(turn, made)};
}

Queue& Engine::add(std::unique_ptr<Queue> queue) {
  asked_lately_ = {};
  auto& added = *queue;
  last_queue_ = std::max(last_queue_, added.number());
  by_number_.emplace(added.number(), &added);
  queues_.emplace(key_of(added), std::move(queue));
  point_at_target(added, {});
  return added;
}

// Whether a queue of that key was deleted less than 60 seconds ago.
bool Engine::holds_back(Turn const& turn, std::string_view key) const {
  auto const deleted = deleted_at_.find(key);
  return turn.strict.cooldowns && deleted != deleted_at_.end() &&
         turn.now < deleted->second + cooldown;
}

std::set<std::string> const& Engine::sources_of(std::string_view arn) const {
  static std::set<std::string> const none;
  auto const found = sources_.find(arn);
  return found == sources_.end() ? none : found->second;
}

// After a change of the redrive policy, which was `before`.
void Engine::point_at_target(Queue const& queue, std::optional<RedrivePolicy> const& before) {
  if (before) {
    auto const found = sources_.find(before->dead_letter_target_arn);
    if (found != sources_.end() && found->second.erase(key_of(queue)) && found->second.empty())
      sources_.erase(found);
  }
  if (auto const& redrive = queue.attributes.redrive())
    sources_[redrive->dead_letter_target_arn].insert(key_of(queue));
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
  auto place = queues_.lower_bound(prefix);
  if (op.next_token) {
    auto const last = key_of_token(*op.next_token, prefix);
    if (!last)
      return bad_token(*op.next_token);
    place = queues_.upper_bound(*last);
  }
  auto page = page_of(place, queues_.end(), prefix, op.max_results,
                      [](auto const& entry) -> std::string const& { return entry.first; });
  ListQueues::Output output;
  for (auto key : page.keys)
    output.queue_urls.push_back(url_of(turn, *queues_.find(key)->second));
  output.next_token = std::move(page.next_token);
  return output;
}

Result<ListDeadLetterSourceQueues::Output> Engine::handle(Turn& turn,
                                                          ListDeadLetterSourceQueues const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  auto const& sources = sources_of(queue->arn());
  auto place = sources.begin();
  if (op.next_token) {
    // Sources are of the same account and region.
    auto const last = key_of_token(*op.next_token, key_of(queue->region(), queue->account(), ""));
    if (!last)
      return bad_token(*op.next_token);
    place = sources.upper_bound(*last);
  }
  auto page = page_of(place, sources.end(), {}, op.max_results,
                      [](auto const& key) -> std::string const& { return key; });
  ListDeadLetterSourceQueues::Output output;
  for (auto key : page.keys)
    output.queue_urls.push_back(url_of(turn, *queues_.find(key)->second));
  output.next_token = std::move(page.next_token);
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, DeleteQueue const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (auto error = bad_owner(turn, queue))
    return *error;
  empty(turn, *queue);
  queue->sent_lately.for_all(
      [&](auto const& key, Instant until) { forget_sent(turn, *queue, key, until); });
  queue->attempts.for_all(
      [&](auto const& id, Instant until) { forget_attempt(turn, *queue, id, until); });
  forget(turn, *queue);
  turn.rings.push_back({"sqs", static_cast<std::uint64_t>(queue->number())});
  // Or it would go on with the messages of the next queue of that name.
  if (auto* const task = move_tasks_.active_of(queue->arn())) {
    end(turn, *task, "FAILED", "AWS.SimpleQueueService.NonExistentQueue");
    move_tasks_.settle(*task);
    keep(turn, *task);
  }
  auto const redrive = queue->attributes.redrive();
  queue->attributes = {};
  point_at_target(*queue, redrive);
  auto const key = key_of(*queue);
  if (turn.strict.cooldowns) {
    deleted_at_[key] = turn.now;
    keep_deletion(turn, key, turn.now);
  }
  by_number_.erase(queue->number());
  asked_lately_ = {};
  queues_.erase(key);
  return Nothing{};
}

// What was sent lately stays known: AWS goes on taking a duplicate for one.
Result<Nothing> Engine::handle(Turn& turn, PurgeQueue const& op) {
  auto* const queue = find(turn, op.queue_url);
  if (queue == nullptr)
    return errors::queue_does_not_exist();
  if (turn.strict.cooldowns && queue->purged_at && turn.now < *queue->purged_at + cooldown)
    return errors::purge_in_progress(queue->name());
  queue->purged_at = turn.now;
  empty(turn, *queue);
  keep(turn, *queue);
  return Nothing{};
}

void Engine::empty(Turn& turn, Queue& queue) {
  if (turn.keeps)
    for (auto const* message : queue.all())
      forget(turn, *message);
  queue.clear();
  list_due(queue);
}

}  // namespace proofbox::sqs

#include "engines/sqs/queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace proofbox::sqs {
namespace {

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html:
// a tenant is noisy from 30 messages in flight on, if they are more than a tenth of all in flight;
// it is quiet again when its backlog is drained or after five minutes without a message.
constexpr std::int64_t noisy_in_flight_min = 30;
constexpr std::int64_t noisy_share = 10;
constexpr auto noisy_lasts = std::chrono::minutes{5};

}  // namespace

Shape const& HeldMessage::shape() {
  static Shape const shape = Describe<HeldMessage>("HeldMessage")
                                 .member("number", &HeldMessage::number)
                                 .member("queue", &HeldMessage::queue)
                                 .member("id", &HeldMessage::id)
                                 .member("body", &HeldMessage::body)
                                 .member("body_md5", &HeldMessage::body_md5)
                                 .member("attributes", &HeldMessage::attributes)
                                 .member("trace_header", &HeldMessage::trace_header)
                                 .member("group_id", &HeldMessage::group_id)
                                 .member("deduplication_id", &HeldMessage::deduplication_id)
                                 .member("sequence_number", &HeldMessage::sequence_number)
                                 .member("dead_letter_source", &HeldMessage::dead_letter_source)
                                 .member("sender_id", &HeldMessage::sender_id)
                                 .member("sent_at", &HeldMessage::sent_at)
                                 .member("visible_at", &HeldMessage::visible_at)
                                 .member("received_at", &HeldMessage::received_at)
                                 .member("first_received_at", &HeldMessage::first_received_at)
                                 .member("receive_count", &HeldMessage::receive_count)
                                 .member("receipt", &HeldMessage::receipt);
  return shape;
}

Queue::Queue(std::int64_t number, std::string account, std::string region, std::string name,
             Instant now)
    : created_at(now),
      modified_at(now),
      number_(number),
      account_(std::move(account)),
      region_(std::move(region)),
      name_(std::move(name)),
      arn_("arn:aws:sqs:" + region_ + ':' + account_ + ':' + name_) {}

// Leaves the group's place among those that have something while something changes that the place
// depends on, and takes up the right one afterwards.
class Queue::Relisting {
 public:
  Relisting(Queue& queue, Group* group) : queue_(queue), group_(group) {
    if (group_ != nullptr)
      queue_.unlist(*group_);
  }
  ~Relisting() {
    if (group_ != nullptr)
      queue_.list(*group_);
  }
  Relisting(Relisting const&) = delete;

 private:
  Queue& queue_;
  Group* group_;
};

std::string Queue::next_sequence_number(Instant now) {
  last_sequence = std::max(last_sequence + 256, epoch_milliseconds(now) * 1'000'000);
  return fmt::format("{:020}", last_sequence);
}

// ---- messages come and go ----

HeldMessage* Queue::put(HeldMessage&& message, Instant now) {
  auto const number = message.number;
  auto& held = messages_.emplace(number, std::move(message)).first->second;
  held.queue = number_;
  // Nearly always the youngest; a message moved from another queue keeps its age.
  if (by_age_.empty() || by_age_.back()->sent_at <= held.sent_at)
    by_age_.push_back(held);
  else
    moved_by_age_.emplace(std::pair{held.sent_at, held.number}, &held);
  auto* const group = fifo() || held.group_id ? &group_of(held) : nullptr;
  Relisting const relisting{*this, group};
  if (group != nullptr)
    join(held, *group);
  held.state = State::ready;
  if (held.visible_at > now)
    held.state = held.receipt == 0 ? State::delayed : State::in_flight;
  arrive(held);
  return &held;
}

void Queue::take_out(HeldMessage& message) {
  auto* const group = message.position.group;
  {
    Relisting const relisting{*this, group};
    depart(message);
    if (group != nullptr && fifo())
      group->all.remove(message);
  }
  if (message.position.age.standing)
    by_age_.remove(message);
  else
    moved_by_age_.erase({message.sent_at, message.number});
  messages_.erase(message.number);
  if (group == nullptr || --group->size > 0)
    return;
  noisy_since_.erase({group->last_sent, group->id});
  groups_.erase(std::string{group->id});
}

void Queue::clear() {
  messages_.clear();
  ready_.clear();
  by_age_.clear();
  moved_by_age_.clear();
  hidden_.clear();
  groups_ready_.clear();
  noisy_.clear();
  noisy_since_.clear();
  groups_.clear();
  std::fill(std::begin(counts_), std::end(counts_), 0);
}

HeldMessage* Queue::find(std::int64_t number) {
  auto const found = messages_.find(number);
  return found == messages_.end() ? nullptr : &found->second;
}

std::vector<HeldMessage*> Queue::all() {
  std::vector<HeldMessage*> all;
  all.reserve(messages_.size());
  for (auto& [number, message] : messages_)
    all.push_back(&message);
  std::sort(all.begin(), all.end(),
            [](auto const* left, auto const* right) { return left->number < right->number; });
  return all;
}

std::vector<HeldMessage const*> Queue::all() const {
  auto const all = const_cast<Queue*>(this)->all();
  return {all.begin(), all.end()};
}

HeldMessage* Queue::oldest_outlived(Instant now) {
  if (!by_age_.empty() && outlived(*by_age_.front(), now))
    return by_age_.front();
  if (!moved_by_age_.empty() && outlived(*moved_by_age_.begin()->second, now))
    return moved_by_age_.begin()->second;
  return nullptr;
}

// ---- states ----

void Queue::hide(HeldMessage& message, Instant until) {
  message.visible_at = until;
  if (message.state == State::in_flight)
    return watch(message);
  Relisting const relisting{*this, message.position.group};
  depart(message);
  message.state = State::in_flight;
  arrive(message);
  if (!fifo() && message.position.group != nullptr)
    judge(*message.position.group);
}

void Queue::show(HeldMessage& message) {
  if (message.state == State::ready)
    return;
  Relisting const relisting{*this, message.position.group};
  depart(message);
  message.state = State::ready;
  arrive(message);
}

// Into the lines and counts of its state.
void Queue::arrive(HeldMessage& message) {
  ++counts_[static_cast<int>(message.state)];
  auto* const group = message.position.group;
  if (message.state != State::ready) {
    if (message.state == State::in_flight && group != nullptr)
      ++group->in_flight;
    return watch(message);
  }
  message.position.ticket = ++last_ticket_;
  if (!fifo())
    (group == nullptr ? ready_ : group->ready).push_back(message);
}

// Out of them.
void Queue::depart(HeldMessage& message) {
  --counts_[static_cast<int>(message.state)];
  auto* const group = message.position.group;
  if (message.state == State::in_flight && group != nullptr)
    --group->in_flight;
  if (message.position.ready.standing)
    (group == nullptr ? ready_ : group->ready).remove(message);
  hidden_.remove(message);
}

// ---- what is hidden ----

void Queue::watch(HeldMessage& message) {
  if (message.state == State::ready)
    hidden_.remove(message);
  else
    hidden_.set(message, std::min(message.visible_at, expires_at(message)), message.number);
}

std::optional<Instant> Queue::next_due() const {
  if (hidden_.empty())
    return {};
  return hidden_.first_at();
}

HeldMessage* Queue::first_hidden() const { return hidden_.empty() ? nullptr : hidden_.first(); }

// ---- what is ready ----

HeldMessage* Queue::next_ready(Instant now) {
  if (fifo())
    return groups_ready_.empty() ? nullptr : groups_ready_.begin()->second->all.front();
  while (!noisy_since_.empty() && noisy_since_.begin()->first + noisy_lasts <= now) {
    auto& group = *groups_.at(noisy_since_.begin()->second);
    Relisting const relisting{*this, &group};
    become_quiet(group);
  }
  auto* const alone = ready_.front();
  auto* const grouped =
      groups_ready_.empty() ? nullptr : groups_ready_.begin()->second->ready.front();
  if (alone != nullptr && grouped != nullptr)
    return alone->position.ticket < grouped->position.ticket ? alone : grouped;
  if (alone != nullptr || grouped != nullptr)
    return alone != nullptr ? alone : grouped;
  return noisy_.empty() ? nullptr : noisy_.begin()->second->ready.front();
}

HeldMessage* Queue::ready_behind(HeldMessage const& message) const {
  auto* const behind = fifo() ? Line<&Position::in_group>::behind(message) : nullptr;
  return behind != nullptr && behind->state == State::ready ? behind : nullptr;
}

// ---- groups ----

Group& Queue::group_of(HeldMessage const& message) {
  auto& owned = groups_[message.group_id.value_or("")];
  if (!owned) {
    owned = std::make_unique<Group>();
    owned->id = message.group_id.value_or("");
  }
  return *owned;
}

void Queue::join(HeldMessage& message, Group& group) {
  message.position.group = &group;
  ++group.size;
  if (fifo())
    group.all.push_back(message);
  if (group.noisy)
    noisy_since_.erase({group.last_sent, group.id});
  group.last_sent = std::max(group.last_sent, message.sent_at);
  if (group.noisy)
    noisy_since_.emplace(group.last_sent, group.id);
}

void Queue::unlist(Group& group) {
  if (fifo())  // its place depends on nothing that changes
    return;
  noisy_.erase({group.in_flight, group.id});
  groups_ready_.erase(std::exchange(group.ticket, 0));
}

void Queue::list(Group& group) {
  if (fifo())
    return list_fifo(group);
  if (group.ready.empty())
    return become_quiet(group);
  if (group.noisy) {
    noisy_.emplace(std::pair{group.in_flight, group.id}, &group);
    return;
  }
  group.ticket = group.ready.front()->position.ticket;
  groups_ready_.emplace(group.ticket, &group);
}

// A group that has something keeps its place for as long as it has.
void Queue::list_fifo(Group& group) {
  bool const has = !group.all.empty() && group.all.front()->state == State::ready;
  if (has == (group.ticket != 0))
    return;
  if (!has) {
    groups_ready_.erase(std::exchange(group.ticket, 0));
    return;
  }
  group.ticket = ++last_ticket_;
  groups_ready_.emplace(group.ticket, &group);
}

// The group is not listed meanwhile.
void Queue::judge(Group& group) {
  if (group.noisy || group.in_flight < noisy_in_flight_min ||
      group.in_flight * noisy_share <= count(State::in_flight))
    return;
  group.noisy = true;
  noisy_since_.emplace(group.last_sent, group.id);
}

// Likewise.
void Queue::become_quiet(Group& group) {
  if (!group.noisy)
    return;
  group.noisy = false;
  noisy_since_.erase({group.last_sent, group.id});
}

}  // namespace proofbox::sqs

#include "engines/sqs/queue.hpp"

#include <algorithm>

namespace proofbox::sqs {

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

HeldMessage* Queue::put(HeldMessage message, Instant now) {
  auto owned = std::make_unique<HeldMessage>(std::move(message));
  auto* const held = owned.get();
  held->queue = number_;
  messages_.emplace(held->number, std::move(owned));
  // Nearly always the youngest; a message moved from another queue keeps its age and goes between.
  auto const place = std::pair{held->sent_at, held->number};
  if (by_age_.empty() || by_age_.back() < place)
    by_age_.push_back(place);
  else
    by_age_.insert(std::lower_bound(by_age_.begin(), by_age_.end(), place), place);
  if (fifo())
    groups_[held->group_id.value_or("")].numbers.insert(held->number);
  ++counts_[static_cast<int>(State::ready)];
  held->state = State::ready;
  if (held->visible_at > now)
    enter(*held, held->receipt == 0 ? State::delayed : State::in_flight);
  else if (fifo())
    settle_group(held->group_id.value_or(""));
  else
    ready_.push_back(held->number);
  return held;
}

void Queue::take_out(HeldMessage& message) {
  --counts_[static_cast<int>(message.state)];
  auto const number = message.number;
  if (fifo()) {
    auto const id = message.group_id.value_or("");
    groups_[id].numbers.erase(number);
    messages_.erase(number);
    settle_group(id);
  } else {
    messages_.erase(number);
  }
  forget_stale();
}

void Queue::clear() {
  messages_.clear();
  ready_.clear();
  by_age_.clear();
  groups_.clear();
  ready_groups_.clear();
  std::fill(std::begin(counts_), std::end(counts_), 0);
}

HeldMessage* Queue::find(std::int64_t number) {
  auto const found = messages_.find(number);
  return found == messages_.end() ? nullptr : found->second.get();
}

HeldMessage* Queue::next_ready() {
  if (fifo()) {
    if (ready_groups_.empty())
      return nullptr;
    return find(*groups_[ready_groups_.front()].numbers.begin());
  }
  while (!ready_.empty()) {
    auto* const message = find(ready_.front());
    if (message != nullptr && message->state == State::ready)
      return message;
    ready_.pop_front();
  }
  return nullptr;
}

std::vector<HeldMessage*> Queue::next_run(std::size_t most) {
  auto* const first = next_ready();
  if (first == nullptr)
    return {};
  if (!fifo())
    return {first};
  std::vector<HeldMessage*> run;
  for (auto number : groups_[ready_groups_.front()].numbers) {
    auto* const message = find(number);
    if (message->state != State::ready || run.size() == most)
      break;
    run.push_back(message);
  }
  return run;
}

void Queue::hide(HeldMessage& message, Instant until) {
  message.visible_at = until;
  if (message.state == State::ready && !fifo() && !ready_.empty() &&
      ready_.front() == message.number)
    ready_.pop_front();
  enter(message, State::in_flight);
}

void Queue::show(HeldMessage& message) {
  if (message.state == State::ready)
    return;
  enter(message, State::ready);
  if (!fifo())
    ready_.push_back(message.number);
}

void Queue::enter(HeldMessage& message, State state) {
  --counts_[static_cast<int>(message.state)];
  message.state = state;
  ++counts_[static_cast<int>(state)];
  if (fifo())
    settle_group(message.group_id.value_or(""));
}

void Queue::settle_group(std::string const& id) {
  auto const found = groups_.find(id);
  auto& group = found->second;
  bool const available =
      !group.numbers.empty() && find(*group.numbers.begin())->state == State::ready;
  if (available && !group.listed)
    group.place = ready_groups_.insert(ready_groups_.end(), id);
  if (!available && group.listed)
    ready_groups_.erase(group.place);
  group.listed = available;
  if (group.numbers.empty())
    groups_.erase(found);
}

HeldMessage* Queue::oldest_if_expired(Instant now) {
  while (!by_age_.empty()) {
    auto* const oldest = find(by_age_.front().second);
    if (oldest != nullptr)
      return outlived(*oldest, now) ? oldest : nullptr;
    by_age_.pop_front();
  }
  return nullptr;
}

void Queue::forget_stale() {
  auto const most = 2 * messages_.size() + 64;
  if (by_age_.size() > most)
    std::erase_if(by_age_, [this](auto const& entry) { return find(entry.second) == nullptr; });
  if (ready_.size() > most)
    std::erase_if(ready_, [this](auto number) { return find(number) == nullptr; });
}

std::vector<HeldMessage const*> Queue::all() const {
  std::vector<HeldMessage const*> all;
  all.reserve(messages_.size());
  for (auto const& [number, message] : messages_)
    all.push_back(message.get());
  std::sort(all.begin(), all.end(),
            [](auto const* left, auto const* right) { return left->number < right->number; });
  return all;
}

Queue::Sent const* Queue::sent_lately(std::string const& key, Instant now) {
  while (!sent_order_.empty() && sent_order_.front().first <= now) {
    auto const found = sent_.find(sent_order_.front().second);
    if (found != sent_.end() && found->second.until <= now)
      sent_.erase(found);
    sent_order_.pop_front();
  }
  auto const found = sent_.find(key);
  return found == sent_.end() ? nullptr : &found->second;
}

void Queue::remember_sent(std::string key, Sent sent) {
  sent_order_.emplace_back(sent.until, key);
  sent_.insert_or_assign(std::move(key), std::move(sent));
}

}  // namespace proofbox::sqs

#include "engines/sns/delivery.hpp"

#include <algorithm>

namespace proofbox::sns {

std::string_view name_of(Delivery::Status status) {
  switch (status) {
    case Delivery::Status::waiting: return "waiting";
    case Delivery::Status::under_way: return "under way";
    case Delivery::Status::delivered: return "delivered";
    case Delivery::Status::dead_lettered: return "dead-lettered";
    case Delivery::Status::lost: return "lost";
  }
  return {};
}

Delivery& Deliveries::add(Delivery delivery) {
  delivery.number = ++last_;
  if (!delivery.group_id.empty()) {
    auto& line = lines_[{delivery.subscription_arn, delivery.group_id}];
    line.push_back(delivery.number);
    if (line.size() > 1)
      delivery.status = Delivery::Status::waiting;
  }
  return all_.emplace_hint(all_.end(), last_, std::move(delivery))->second;
}

Delivery* Deliveries::under_way(std::uint64_t number) {
  auto const found = all_.find(number);
  bool const is_there = found != all_.end() && found->second.status == Delivery::Status::under_way;
  return is_there ? &found->second : nullptr;
}

void Deliveries::wait(Delivery& delivery, Parcel parcel, Instant until) {
  delivery.status = Delivery::Status::waiting;
  delivery.next = std::move(parcel);
  delivery.next_at = until;
  waiting_.emplace(until, delivery.number);
}

std::optional<Instant> Deliveries::next_due() const {
  return waiting_.empty() ? std::nullopt : std::optional{waiting_.begin()->first};
}

Delivery* Deliveries::take_due(Instant now) {
  if (waiting_.empty() || waiting_.begin()->first > now)
    return nullptr;
  auto const number = waiting_.begin()->second;
  waiting_.erase(waiting_.begin());
  return &all_.at(number);
}

Delivery* Deliveries::finish(Delivery& delivery, Delivery::Status status) {
  delivery.status = status;
  delivery.notification.reset();
  delivery.next.reset();
  auto* const next = leave_line(delivery);
  finished_.push_back(delivery.number);
  return next;
}

std::optional<std::uint64_t> Deliveries::forget_superfluous() {
  if (finished_.size() <= finished_max)
    return {};
  auto const number = finished_.front();
  all_.erase(number);
  finished_.pop_front();
  return number;
}

void Deliveries::put_back(Delivery delivery) {
  using Status = Delivery::Status;
  auto const number = delivery.number;
  last_ = std::max(last_, number);
  bool const is_open = delivery.status == Status::waiting || delivery.status == Status::under_way;
  bool is_first = true;
  if (is_open && !delivery.group_id.empty()) {
    auto& line = lines_[{delivery.subscription_arn, delivery.group_id}];
    is_first = line.empty();
    line.push_back(number);
  }
  if (!is_open)
    finished_.push_back(number);
  else if (is_first && delivery.status == Status::waiting)
    waiting_.emplace(delivery.next_at, number);
  all_.emplace(number, std::move(delivery));
}

Delivery* Deliveries::leave_line(Delivery const& delivery) {
  if (delivery.group_id.empty())
    return nullptr;
  auto const line = lines_.find({delivery.subscription_arn, delivery.group_id});
  line->second.pop_front();
  if (!line->second.empty())
    return &all_.at(line->second.front());
  lines_.erase(line);
  return nullptr;
}

}  // namespace proofbox::sns

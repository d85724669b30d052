// A delivery as a row: the message, how often it was tried, and what leaves next.
#include <fmt/format.h>

#include "engines/sns/lately_rows.hpp"
#include "ports/parcel_row.hpp"
#include "shape/row.hpp"

namespace proofbox::sns {
namespace {

struct AttemptRow {
  Instant at{};
  std::string to;
  std::int64_t status_code = 0;
  std::string error;
  static Shape const& shape() {
    static Shape const shape = Describe<AttemptRow>("DeliveryAttempt")
                                   .member("at", &AttemptRow::at)
                                   .member("to", &AttemptRow::to)
                                   .member("status_code", &AttemptRow::status_code)
                                   .member("error", &AttemptRow::error);
    return shape;
  }
};

struct DeliveryRow {
  std::int64_t number = 0;
  std::string type, message_id, subscription_arn, protocol, endpoint, group_id;
  Instant published_at{};
  std::int64_t status = 0, failures = 0;
  bool to_dead_letters = false, has_turn = false;
  std::vector<AttemptRow> attempts;
  std::optional<Notification> notification;
  std::optional<ParcelRow> next;
  Instant next_at{};
  static Shape const& shape() {
    static Shape const shape = Describe<DeliveryRow>("DeliveryRow")
                                   .member("number", &DeliveryRow::number)
                                   .member("type", &DeliveryRow::type)
                                   .member("message_id", &DeliveryRow::message_id)
                                   .member("subscription_arn", &DeliveryRow::subscription_arn)
                                   .member("protocol", &DeliveryRow::protocol)
                                   .member("endpoint", &DeliveryRow::endpoint)
                                   .member("group_id", &DeliveryRow::group_id)
                                   .member("published_at", &DeliveryRow::published_at)
                                   .member("status", &DeliveryRow::status)
                                   .member("failures", &DeliveryRow::failures)
                                   .member("to_dead_letters", &DeliveryRow::to_dead_letters)
                                   .member("has_turn", &DeliveryRow::has_turn)
                                   .member("attempts", &DeliveryRow::attempts)
                                   .member("notification", &DeliveryRow::notification)
                                   .member("next", &DeliveryRow::next)
                                   .member("next_at", &DeliveryRow::next_at);
    return shape;
  }
};

// Keys sort as their numbers do.
std::string key_of(std::uint64_t number) { return fmt::format("{:020}", number); }

constexpr std::string_view types[] = {"Notification", "SubscriptionConfirmation",
                                      "UnsubscribeConfirmation"};

constexpr std::int64_t failures_max = 1'000'000;  // more than any policy allows

// One that waits has something to wait with, and one that has come to its end has not.
bool can_be(DeliveryRow const& row, bool has_next) {
  if (row.number <= 0 || row.status < 0 || row.failures < 0 || row.failures > failures_max ||
      row.status > static_cast<int>(Delivery::Status::lost))
    return false;
  switch (static_cast<Delivery::Status>(row.status)) {
    case Delivery::Status::waiting: return has_next;
    case Delivery::Status::under_way: return !has_next;
    default: return !has_next && !row.notification;
  }
}

}  // namespace

Shape const& Notification::shape() {
  static Shape const shape = Describe<Notification>("NotificationRow")
                                 .member("message_id", &Notification::message_id)
                                 .member("topic_arn", &Notification::topic_arn)
                                 .member("sequence_number", &Notification::sequence_number)
                                 .member("subject", &Notification::subject)
                                 .member("message", &Notification::message)
                                 .member("message_for", &Notification::message_for)
                                 .member("structured", &Notification::structured)
                                 .member("attributes", &Notification::attributes)
                                 .member("group_id", &Notification::group_id)
                                 .member("deduplication_id", &Notification::deduplication_id)
                                 .member("published_at", &Notification::published_at)
                                 .member("links", &Notification::links)
                                 .member("trace_header", &Notification::trace_header)
                                 .member("is_replayed", &Notification::is_replayed);
  return shape;
}

Table const delivery_table = table<DeliveryRow>("sns_delivery");

void keep(Turn& turn, Delivery const& delivery) {
  if (!turn.keeps)
    return;
  DeliveryRow row{static_cast<std::int64_t>(delivery.number),
                  std::string{delivery.type},
                  delivery.message_id,
                  delivery.subscription_arn,
                  delivery.protocol,
                  delivery.endpoint,
                  delivery.group_id,
                  delivery.published_at,
                  static_cast<std::int64_t>(delivery.status),
                  delivery.failures,
                  delivery.to_dead_letters,
                  delivery.has_turn,
                  {},
                  {},
                  {},
                  delivery.next_at};
  for (auto const& attempt : delivery.attempts)
    row.attempts.push_back({attempt.at, attempt.to, attempt.status_code, attempt.error});
  if (delivery.notification)
    row.notification = *delivery.notification;
  if (delivery.next)
    row.next = ParcelRow::of(*delivery.next);
  turn.changes.push_back(
      {&delivery_table, key_of(delivery.number), write_row(DeliveryRow::shape(), &row)});
}

void forget_delivery(Turn& turn, std::uint64_t number) {
  if (turn.keeps)
    turn.changes.push_back({&delivery_table, key_of(number), {}});
}

std::optional<Delivery> delivery_of(void const* kept) {
  auto const& row = *static_cast<DeliveryRow const*>(kept);
  Delivery delivery;
  if (row.next)
    delivery.next = row.next->parcel();
  auto const* const type = std::find(std::begin(types), std::end(types), row.type);
  if (type == std::end(types) || !can_be(row, delivery.next.has_value()))
    return {};
  delivery.number = static_cast<std::uint64_t>(row.number);
  delivery.type = *type;
  delivery.message_id = row.message_id;
  delivery.subscription_arn = row.subscription_arn;
  delivery.protocol = row.protocol;
  delivery.endpoint = row.endpoint;
  delivery.group_id = row.group_id;
  delivery.published_at = row.published_at;
  delivery.status = static_cast<Delivery::Status>(row.status);
  delivery.failures = row.failures;
  delivery.to_dead_letters = row.to_dead_letters;
  delivery.has_turn = row.has_turn;
  delivery.next_at = row.next_at;
  for (auto const& attempt : row.attempts)
    delivery.attempts.push_back(
        {attempt.at, attempt.to, static_cast<int>(attempt.status_code), attempt.error});
  if (row.notification)
    delivery.notification = std::make_shared<Notification const>(*row.notification);
  return delivery;
}

}  // namespace proofbox::sns

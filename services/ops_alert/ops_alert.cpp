#include "ops_alert/ops_alert.hpp"

#include <fmt/format.h>

#include "ads/ads.hpp"
#include "base/text.hpp"
#include "engines/ses/v1_shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "shape/json.hpp"
#include "shop/connection.hpp"
#include "shop/events.hpp"

namespace proofbox::shop {
namespace {

constexpr std::string_view team = "operations@example.com";
constexpr std::int64_t batch_max = 10;
constexpr std::int64_t look_time = 60;    // seconds that a message is hidden while it is read
constexpr std::size_t excerpt_max = 300;  // bytes of a body in a mail

using Messages = std::vector<sqs::Message>;

std::string attribute(sqs::Message const& message, std::string_view name) {
  auto const found = message.attributes.find(name);
  return found == message.attributes.end() ? std::string{} : found->second;
}

// Everything that can be received now.
Task<Result<Messages>> receive_all(Client& cloud, std::string const& queue) {
  sqs::ReceiveMessage receive;
  receive.queue_url = queue;
  receive.max_number_of_messages = batch_max;
  receive.visibility_timeout = look_time;
  receive.message_system_attribute_names = {"All"};
  Messages all;
  for (;;) {
    auto const received = co_await cloud(receive);
    if (!received)
      co_return received.error();
    if (received->messages.empty())
      co_return all;
    all.insert(all.end(), received->messages.begin(), received->messages.end());
  }
}

// Where this fails the messages are seen again when their visibility ends.
Task<void> release(Client& cloud, std::string const& queue, Messages const& messages) {
  sqs::ChangeMessageVisibilityBatch batch;
  batch.queue_url = queue;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    batch.entries.push_back({std::to_string(i), messages[i].receipt_handle, 0});
    if (batch.entries.size() == batch_max || i + 1 == messages.size()) {
      auto const released = co_await cloud(batch);
      static_cast<void>(released);
      batch.entries.clear();
    }
  }
}

std::string excerpt(std::string_view text) {
  if (text.size() <= excerpt_max)
    return std::string{text};
  auto end = excerpt_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    --end;
  return std::string{text.substr(0, end)} + "...";
}

// What the message says: of a notification its subject and text, of anything else the body.
std::string content(sqs::Message const& message) {
  Envelope envelope;
  if (from_json(message.body, envelope))
    return fmt::format("본문: {}", excerpt(message.body));
  return fmt::format("제목: {}\n본문: {}", envelope.subject, excerpt(envelope.message));
}

std::string name_in(std::string_view arn) { return std::string{arn.substr(arn.rfind(':') + 1)}; }

ses::v1::SendEmail alert(lambda::Context const& context, std::string const& queue,
                         sqs::Message const& message) {
  auto const source = name_in(attribute(message, "DeadLetterQueueSourceArn"));
  // The receive for this very look is not one of those that failed.
  auto const receives =
      parse_integer(attribute(message, "ApproximateReceiveCount")).value_or(1) - 1;
  ses::v1::SendEmail send;
  send.source = ad_sender;
  send.destination.to_addresses = {std::string{team}};
  send.message.subject.data = fmt::format("[도넛-스테이츠] 처리되지 않은 메시지: {}", queue);
  send.message.body.text.emplace();
  send.message.body.text->data = fmt::format(
      "{}의 메시지가 {}번 수신되었으나 처리되지 않아 {}에 들어왔습니다.\n"
      "메시지 ID: {}\n{}\n보고 시각: {}",
      source.empty() ? "알 수 없는 큐" : source, receives, queue, message.message_id,
      content(message), javascript_date(context.now()));
  return send;
}

// Whoever enters the message sends the mail; where it does not go out the message is forgotten, and
// the next alarm tries again.
Task<Result<Done>> report(lambda::Context& context, Database& database, std::string const& queue,
                          sqs::Message const& message) {
  Statement const remember{
      "INSERT INTO report (message_id, queue) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING 1",
      {message.message_id, queue}};
  auto const remembered = co_await database.query(remember);
  if (!remembered)
    co_return remembered.error();
  if (remembered->rows.empty())
    co_return Done{};
  auto const send = alert(context, queue, message);
  auto const sent = co_await context.cloud(send);
  if (sent)
    co_return Done{};
  Statement const forget{"DELETE FROM report WHERE message_id = ? AND queue = ?",
                         {message.message_id, queue}};
  auto const forgotten = co_await database.query(forget);
  static_cast<void>(forgotten);
  co_return sent.error();
}

// All of them, also where one could not be reported; the last failure is the function's own.
Task<Result<Done>> report_all(lambda::Context& context, Database& database,
                              std::string const& queue, Messages const& messages) {
  Result<Done> outcome = Done{};
  for (auto const& message : messages) {
    auto const reported = co_await report(context, database, queue, message);
    if (!reported)
      outcome = reported.error();
  }
  co_return outcome;
}

}  // namespace

Task<Result<Done>> ops_alert(lambda::Context& context, lambda::AlarmEvent const& event) {
  auto const queue = event.queue();
  auto connection = co_await Connection::open(context, "operations");
  if (!connection)
    co_return connection.error();
  auto& cloud = context.cloud;
  auto const messages = co_await receive_all(cloud, queue);
  Result<Done> outcome = Done{};
  if (messages) {
    outcome = co_await report_all(context, connection->database(), queue, *messages);
    co_await release(cloud, queue, *messages);
  } else {
    outcome = messages.error();
  }
  co_await connection->close();
  co_return outcome;
}

std::vector<Statement> ops_alert_setup() {
  return {
      {"CREATE TABLE report (message_id VARCHAR(100) NOT NULL, queue VARCHAR(80) NOT NULL, "
       "PRIMARY KEY (message_id, queue))"}};
}

}  // namespace proofbox::shop

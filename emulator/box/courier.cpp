// The courier: carries parcels out of an engine after the turn that asked for it is committed, and
// tells the engine how each fared.
#include "box/installed.hpp"
#include "engines/ses/shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "shape/json.hpp"

namespace proofbox {
namespace {

std::string failure_json(Parcel const& parcel, Outcome const& outcome) {
  std::string text = "{\"about\":";
  write_json_text(text, parcel.about);
  text += ",\"error\":";
  write_json_text(text, outcome.error->code + ": " + outcome.error->message);
  return text + '}';
}

Outcome outcome_of(Result<HttpResponse> const& response) {
  if (!response)
    return {response.error(), 0};
  return {{}, response->status};
}

struct QueueAddress {
  Caller owner;
  std::string name;
};

// arn:aws:sqs:REGION:ACCOUNT:NAME
std::optional<QueueAddress> queue_address(std::string_view arn) {
  auto const parts = split(arn, ':');
  if (parts.size() != 6 || parts[2] != "sqs")
    return {};
  QueueAddress address;
  address.owner.region = parts[3];
  address.owner.account = parts[4];
  address.name = parts[5];
  return address;
}

// The name by which policies know who sends on behalf of that resource: "sns.amazonaws.com". Empty
// where it is nobody's.
std::string service_of(std::string_view source_arn) {
  auto const parts = split(source_arn, ':');
  return parts.size() < 6 ? std::string{} : std::string{parts[2]} + ".amazonaws.com";
}

}  // namespace

Task<void> Box::carry(Installed& from, Parcel parcel, std::uint64_t cause) {
  // Each parcel leaves on its own, at this instant but after whatever was already due.
  auto const resets = from.resets;
  co_await agenda_.sleep_until(agenda_.now());
  if (from.resets != resets)
    co_return;
  Outcome outcome;
  if (auto const* to_queue = std::get_if<ToQueue>(&parcel.to))
    outcome = co_await deliver(*to_queue, cause);
  else if (auto const* to_url = std::get_if<ToUrl>(&parcel.to))
    outcome = co_await deliver(*to_url, cause);
  else if (auto const* to_mailbox = std::get_if<ToMailbox>(&parcel.to))
    outcome = co_await deliver(*to_mailbox, cause);
  else if (auto const* to_topic = std::get_if<ToTopic>(&parcel.to))
    outcome = co_await deliver(*to_topic, cause);
  else
    outcome = deliver(std::get<ToFunction>(parcel.to), cause);
  if (outcome.error)
    events_.add({0,
                 agenda_.now(),
                 cause,
                 "parcel",
                 std::string{from.kit->name},
                 {},
                 failure_json(parcel, outcome)});
  if (from.resets != resets)
    co_return;
  parcel.cause = cause;
  Caller const nobody{};
  auto turn = turn_of(from, nobody, agenda_.now());
  from.engine->carried(turn, parcel, outcome);
  if (!turn.changes.empty())
    co_await world_.store.commit(std::move(turn.changes));
  settle(from, turn, cause);
}

Task<Outcome> Box::deliver(ToQueue const& parcel, std::uint64_t cause) {
  auto address = queue_address(parcel.queue_arn);
  if (!address)
    co_return Outcome{Error{"InvalidAddress", parcel.queue_arn + " is no queue.", 400}, 0};
  sqs::SendMessage send;
  send.queue_url = address->name;
  send.message_body = parcel.body;
  for (auto const& [name, attribute] : parcel.attributes) {
    sqs::MessageAttributeValue value;
    value.data_type = attribute.data_type;
    if (attribute.data_type.starts_with("Binary"))
      value.binary_value = Blob{attribute.bytes};
    else
      value.string_value = attribute.text;
    send.message_attributes.emplace(name, std::move(value));
  }
  send.message_group_id = parcel.group_id;
  send.message_deduplication_id = parcel.deduplication_id;
  address->owner.trace_header = parcel.trace_header;
  address->owner.service = service_of(parcel.source_arn);
  address->owner.source_arn = parcel.source_arn;
  auto const to = client(address->owner, cause);
  auto& cloud = *to;
  auto const sent = co_await cloud(send);
  if (!sent)
    co_return Outcome{sent.error(), sent.error().status};
  co_return Outcome{{}, 200};
}

Task<Outcome> Box::deliver(ToUrl const& parcel, std::uint64_t cause) {
  HttpRequest request = parcel.request;
  request.cause = cause;
  auto answer = http().send(request);
  if (!parcel.patience)
    co_return outcome_of(co_await std::move(answer));
  auto waiting = within(agenda_, *parcel.patience, std::move(answer));
  auto const answered = co_await waiting;
  if (answered)
    co_return outcome_of(*answered);
  co_return Outcome{
      Error{"TimedOut", "No answer came in " + duration_text(*parcel.patience) + '.', 0}, 0};
}

Task<Outcome> Box::deliver(ToMailbox const& parcel, std::uint64_t cause) {
  Caller owner;
  owner.account = parcel.account;
  owner.region = parcel.region;
  ses::PutMessage put;
  put.sender_name = parcel.sender_name;
  put.sender = parcel.sender;
  put.to = parcel.to;
  put.subject = parcel.subject;
  put.text = parcel.text;
  auto const to = client(owner, cause);
  auto& cloud = *to;
  auto const taken = co_await cloud(put);
  if (!taken)
    co_return Outcome{taken.error(), taken.error().status};
  co_return Outcome{{}, 250};
}

// The topic's own account and region publish, on behalf of whoever asked for it.
Task<Outcome> Box::deliver(ToTopic const& parcel, std::uint64_t cause) {
  auto const parts = split(parcel.topic_arn, ':');
  if (parts.size() != 6 || parts[2] != "sns")
    co_return Outcome{Error{"InvalidAddress", parcel.topic_arn + " is no topic.", 400}, 0};
  Caller owner;
  owner.region = parts[3];
  owner.account = parts[4];
  owner.service = service_of(parcel.source_arn);
  owner.source_arn = parcel.source_arn;
  sns::Publish publish;
  publish.topic_arn = parcel.topic_arn;
  publish.message = parcel.message;
  if (!parcel.subject.empty())
    publish.subject = parcel.subject;
  auto const to = client(owner, cause);
  auto& cloud = *to;
  auto const taken = co_await cloud(publish);
  if (!taken)
    co_return Outcome{taken.error(), taken.error().status};
  co_return Outcome{{}, 200};
}

// It has arrived as soon as there is such a function: what comes of the invocation is not told.
Outcome Box::deliver(ToFunction const& parcel, std::uint64_t cause) {
  auto const parts = split(parcel.function_arn, ':');
  if (parts.size() < 7 || parts[2] != "lambda")
    return {Error{"ResourceNotFoundException", "The box has no " + parcel.function_arn + '.', 404}};
  bool const is_here =
      deployment_ && parts[3] == deployment_->region && parts[4] == deployment_->account;
  auto const* function = is_here ? deployment_->function(parts[6]) : nullptr;
  if (function == nullptr)
    return {Error{"ResourceNotFoundException", "Function not found: " + parcel.function_arn, 404}};
  auto task = run_function(*function, parcel.event, cause);
  tasks_.spawn(std::move(task));
  return {{}, 202};
}

Task<void> Box::run_function(lambda::Function const& function, std::string event,
                             std::uint64_t cause) {
  co_await lambda::invoke(*this, *deployment_, function, std::move(event), cause);
}

}  // namespace proofbox

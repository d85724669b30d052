// The courier: carries parcels out of an engine after the turn that asked for it is committed, and
// tells the engine how each fared.
#include "box/installed.hpp"
#include "engines/lambda/shapes.hpp"
#include "engines/ses/shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "lambda/runtime.hpp"
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
  Errand errand{*this, from, parcel, cause};
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
  else if (auto const* to_runtime = std::get_if<ToRuntime>(&parcel.to))
    outcome = co_await deliver(*to_runtime, cause);
  else if (auto const* ask_queue = std::get_if<AskQueue>(&parcel.to))
    outcome = co_await deliver(*ask_queue);
  else if (auto const* to_pollers = std::get_if<ToPollers>(&parcel.to))
    outcome = deliver(*to_pollers);
  else if (auto const* to_function = std::get_if<ToFunction>(&parcel.to))
    outcome = co_await deliver(*to_function, cause);
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
  errand.leave();
  forget_parcel(turn, parcel);
  number_parcels(from, turn, cause);
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

// The function's own account and region invoke it, on behalf of whoever asked for it.
Task<Outcome> Box::deliver(ToFunction const& parcel, std::uint64_t cause) {
  auto const parts = split(parcel.function_arn, ':');
  if (parts.size() < 7 || parts[2] != "lambda")
    co_return Outcome{Error{"InvalidAddress", parcel.function_arn + " is no function.", 400}, 0};
  Caller owner;
  owner.region = parts[3];
  owner.account = parts[4];
  owner.service = service_of(parcel.source_arn);
  owner.source_arn = parcel.source_arn;
  owner.hops = parcel.hops;
  owner.poller = true;
  aws_lambda::Invoke invoke;
  invoke.function_name = parcel.function_arn;
  invoke.invocation_type = "Event";
  invoke.payload.bytes = parcel.event;
  auto const to = client(owner, cause);
  auto& cloud = *to;
  auto const accepted = co_await cloud(invoke);
  if (!accepted)
    co_return Outcome{accepted.error(), accepted.error().status};
  co_return Outcome{{}, 202};
}

// The code is the deployment's; the function of that name is there, or Lambda would not know it.
Task<Outcome> Box::deliver(ToRuntime const& parcel, std::uint64_t cause) {
  auto const name = parcel.function.substr(parcel.function.rfind(':') + 1);
  auto const* function = deployment_ ? deployment_->function(name) : nullptr;
  if (function == nullptr)
    co_return Outcome{Error{"Runtime.Unknown", "The box has no code for " + name + '.', 500}, 0};
  co_return co_await lambda::run(*this, *deployment_, *function, parcel, cause);
}

// The queue's own account answers, as a machine asks: that is not worth an event.
Task<Outcome> Box::deliver(AskQueue const& parcel) {
  auto address = queue_address(parcel.queue_arn);
  if (!address)
    co_return Outcome{Error{"InvalidAddress", parcel.queue_arn + " is no queue.", 400}, 0};
  address->owner.poller = true;
  address->owner.is_spared = true;
  sqs::GetQueueAttributes ask;
  ask.queue_url = address->name;
  ask.attribute_names = {"All"};
  auto const to = client(address->owner, 0);
  auto& cloud = *to;
  auto const told = co_await cloud(ask);
  if (!told)
    co_return Outcome{told.error(), told.error().status};
  Outcome outcome{{}, 200};
  write_json_value(outcome.body, type_of<Map<std::string>>(), &told->attributes);
  co_return outcome;
}

Outcome Box::deliver(ToPollers const& parcel) {
  std::erase_if(event_sources_, [](auto const& known) { return known.second.is_over(); });
  auto const found = event_sources_.find(parcel.mapping);
  if (!parcel.settings) {
    if (found != event_sources_.end())
      found->second.stop();
    return {{}, 200};
  }
  aws_lambda::Polling polling;
  check(!from_json(*parcel.settings, polling), "Lambda tells pollers what they can read");
  if (!deployment_)
    return {Error{"Runtime.Unknown", "The box has no code of functions.", 500}, 0};
  if (found != event_sources_.end())
    found->second.change(std::move(polling));
  else
    event_sources_.try_emplace(parcel.mapping, *this, *deployment_, std::move(polling));
  return {{}, 200};
}

}  // namespace proofbox

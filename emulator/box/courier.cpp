// The courier: carries parcels out of an engine after the turn that asked for it is committed, and
// tells the engine how each fared.
#include "box/installed.hpp"
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
  else
    outcome = co_await deliver(std::get<ToUrl>(parcel.to), cause);
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
  auto const response = co_await http().send(request);
  if (!response)
    co_return Outcome{response.error(), 0};
  co_return Outcome{{}, response->status};
}

}  // namespace proofbox

// Publishing to one phone or one device, without a topic.
#include "base/text.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/json_members.hpp"
#include "engines/sns/message_structure.hpp"

namespace proofbox::sns {
namespace {

// Of all texts that a message has it needs the one that is read here, or the default; a topic would
// need the default. "GCM" alone is what AWS's documentation shows for an Android device.
std::optional<Error> choose_text(Notification& notification, Publish const& op,
                                 std::string_view reader) {
  notification.message = op.message;
  auto const structure = op.message_structure.value_or("");
  if (structure.empty())
    return {};
  if (structure != "json")
    return errors::invalid_parameter("MessageStructure");
  auto texts = texts_of(op.message, reader);
  if (!texts)
    return texts.error();
  notification.message_for = std::move(*texts);
  notification.message = notification.text_for("default");
  notification.structured = op.message;
  return {};
}

Note delivery_note(Notification const& notification, std::string_view to, Error const& error) {
  std::string what;
  JsonMembers note{what};
  note.text("messageId", notification.message_id);
  note.text("to", to);
  note.text("outcome", "lost");
  note.text("error", error.code + ": " + error.message);
  note.close();
  return {"delivery", std::string{to}, std::move(what)};
}

}  // namespace

bool is_direct(Publish const& op) {
  if (op.phone_number)
    return true;
  if (op.topic_arn || !op.target_arn)
    return false;
  auto const parts = split(*op.target_arn, ':');
  return parts.size() >= 6 && parts[5].starts_with("endpoint/");
}

Result<Publish::Output> Engine::publish_directly(Turn& turn, Publish const& op) {
  Notification notification;
  notification.subject = op.subject;
  notification.attributes = op.message_attributes;
  notification.published_at = turn.now;
  return op.phone_number ? publish_to_phone(turn, op, std::move(notification))
                         : publish_to_endpoint(turn, op, std::move(notification));
}

// AWS takes a message to somebody who wants none, and does not deliver it.
Result<Publish::Output> Engine::publish_to_phone(Turn& turn, Publish const& op,
                                                 Notification notification) {
  auto const number = phone_number_of(*op.phone_number);
  if (!number)
    return errors::number_not_publishable(*op.phone_number);
  if (auto error = choose_text(notification, op, "sms"))
    return *error;
  notification.message_id = turn.random.uuid();
  auto const error =
      mobile_.send_sms(turn, notification, {*number, turn.caller.account, turn.caller.region});
  if (error && error->code != "OptedOut")
    return *error;
  if (error)
    turn.notes.push_back(delivery_note(notification, *number, *error));
  return Publish::Output{notification.message_id, {}};
}

Result<Publish::Output> Engine::publish_to_endpoint(Turn& turn, Publish const& op,
                                                    Notification notification) {
  if (auto error = bad_endpoint_arn(*op.target_arn, turn.caller.region, "TargetArn"))
    return *error;
  auto const* endpoint = mobile_.platforms.find_endpoint(*op.target_arn);
  if (endpoint == nullptr)
    return errors::no_endpoint_for_target();
  if (auto error = choose_text(notification, op, endpoint->platform))
    return *error;
  notification.message_id = turn.random.uuid();
  if (auto error = mobile_.push(turn, notification, {endpoint->arn, {}, {}}))
    return *error;
  return Publish::Output{notification.message_id, {}};
}

}  // namespace proofbox::sns

// The outbox of text messages and push notifications, looked into and emptied.
#include "engines/sns/engine.hpp"

namespace proofbox::sns {
namespace {

template <class T>
bool is_of(Caller const& caller, T const& message) {
  return message.account == caller.account && message.region == caller.region;
}

bool is_wanted(std::optional<std::string> const& wanted, std::string const& is) {
  return !wanted || *wanted == is;
}

// MessageStructure=json is shown as it was published.
std::optional<std::string> structure_of(std::optional<std::string> const& published) {
  return published ? std::optional<std::string>{"json"} : std::nullopt;
}

}  // namespace

Result<ListSmsMessages::Output> Engine::handle(Turn&, ListSmsMessages const& op) {
  ListSmsMessages::Output output;
  for (auto const& [number, sent] : mobile_.texts.messages())
    if (is_wanted(op.phone_number, sent.phone_number))
      output.messages.push_back(sent);
  return output;
}

Result<ListPushMessages::Output> Engine::handle(Turn&, ListPushMessages const& op) {
  ListPushMessages::Output output;
  for (auto const& [number, sent] : mobile_.pushes.messages())
    if (is_wanted(op.endpoint_arn, sent.endpoint_arn))
      output.messages.push_back(sent);
  return output;
}

Result<ViewSmsMessages::Output> Engine::handle(Turn& turn, ViewSmsMessages const& op) {
  ViewSmsMessages::Output output;
  output.region = turn.caller.region;
  for (auto const& [number, sent] : mobile_.texts.messages())
    if (is_of(turn.caller, sent) && is_wanted(op.phone_number, sent.phone_number))
      output.sms_messages[sent.phone_number].push_back(
          {sent.phone_number, sent.topic_arn, sent.subscription_arn, sent.message_id,
           sent.published.value_or(sent.message), sent.message_attributes,
           structure_of(sent.published), sent.subject});
  return output;
}

Result<ViewPushMessages::Output> Engine::handle(Turn& turn, ViewPushMessages const& op) {
  ViewPushMessages::Output output;
  output.region = turn.caller.region;
  for (auto const& [number, sent] : mobile_.pushes.messages()) {
    if (!is_of(turn.caller, sent) || !is_wanted(op.endpoint_arn, sent.endpoint_arn))
      continue;
    ViewPushMessages::Message message{sent.endpoint_arn,
                                      sent.topic_arn,
                                      sent.subscription_arn,
                                      sent.published.value_or(sent.message),
                                      {},
                                      structure_of(sent.published),
                                      sent.subject};
    if (!sent.message_attributes.empty())
      message.message_attributes = sent.message_attributes;
    output.platform_endpoint_messages[sent.endpoint_arn].push_back(std::move(message));
  }
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, DeleteSmsMessages const& op) {
  mobile_.texts.remove_if(
      [&](SentSms const& sent) {
        return is_of(turn.caller, sent) && is_wanted(op.phone_number, sent.phone_number);
      },
      [&](SentSms const& sent) { sns::forget(turn, sent); });
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, DeletePushMessages const& op) {
  mobile_.pushes.remove_if(
      [&](SentPush const& sent) {
        return is_of(turn.caller, sent) && is_wanted(op.endpoint_arn, sent.endpoint_arn);
      },
      [&](SentPush const& sent) { sns::forget(turn, sent); });
  return Nothing{};
}

}  // namespace proofbox::sns

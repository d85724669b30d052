#include "engines/sns/signature.hpp"

#include "base/check.hpp"
#include "base/time.hpp"

namespace proofbox::sns {

std::string text_to_sign(SignedFields const& fields) {
  std::string text;
  text.reserve(fields.message.size() + 512);
  auto const add = [&](std::string_view name, std::optional<std::string_view> value) {
    if (value)
      text.append(name).append("\n").append(*value).append("\n");
  };
  add("Message", fields.message);
  add("MessageId", fields.message_id);
  add("Subject", fields.subject);
  add("SubscribeURL", fields.subscribe_url);
  add("Timestamp", fields.timestamp);
  add("Token", fields.token);
  add("TopicArn", fields.topic_arn);
  add("Type", fields.type);
  return text;
}

std::string signature_of(Turn const& turn, std::string_view version, SignedFields const& fields) {
  check(turn.signer != nullptr, "whoever sends envelopes has a signer");
  return turn.signer->sign(version == "2" ? SignatureVersion::two : SignatureVersion::one,
                           text_to_sign(fields));
}

std::string const& Signatures::of(std::string_view protocol, std::string_view version) {
  auto const& text = notification_.text_for(protocol);
  for (auto const& made : made_)
    if (made.text == &text && made.version == version)
      return made.signature;
  auto const timestamp = iso8601(notification_.published_at);
  SignedFields fields;
  fields.message = text;
  fields.message_id = notification_.message_id;
  if (notification_.subject)
    fields.subject = *notification_.subject;
  fields.timestamp = timestamp;
  fields.topic_arn = topic_.arn;
  fields.type = "Notification";
  made_.push_back({&text, version, signature_of(turn_, version, fields)});
  return made_.back().signature;
}

}  // namespace proofbox::sns

#include "engines/sns/message_structure.hpp"

#include <array>

#include "engines/sns/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

// Whoever may have a text of its own: protocols, then push services.
constexpr std::array<std::string_view, 19> readers{"http",
                                                   "https",
                                                   "email",
                                                   "email-json",
                                                   "sqs",
                                                   "lambda",
                                                   "firehose",
                                                   "sms",
                                                   "ADM",
                                                   "APNS",
                                                   "APNS_SANDBOX",
                                                   "APNS_VOIP",
                                                   "APNS_VOIP_SANDBOX",
                                                   "BAIDU",
                                                   "GCM",
                                                   "MACOS",
                                                   "MACOS_SANDBOX",
                                                   "MPNS",
                                                   "WNS"};

// One member of the object, read by itself: all others may be of any type.
struct One {
  std::optional<std::string> text;
};

std::optional<Misfit> read_one(std::string_view message, std::string_view name, One& one) {
  Shape const shape = Describe<One>("Message").member(name, &One::text);
  return read_json(message, shape, &one);
}

// Whether it is worth reading for; a name that is written with escapes may hide.
bool may_have(std::string_view message, std::string_view name) {
  return message.find(name) != std::string_view::npos ||
         message.find("\\u") != std::string_view::npos;
}

}  // namespace

Result<Map<std::string>> texts_of(std::string_view message, std::string_view reader) {
  One standing;
  auto const misfit = read_one(message, "default", standing);
  // A default that is no text is as good as none; anything else is no JSON object.
  if (misfit && misfit->member != "default")
    return errors::invalid_parameter("Message Structure - JSON message body failed to parse");
  Map<std::string> texts;
  if (!misfit && standing.text)
    texts.emplace("default", std::move(*standing.text));
  for (auto const name : readers)
    if (One own; may_have(message, name) && !read_one(message, name, own) && own.text)
      texts.emplace(name, std::move(*own.text));
  if (!texts.contains("default") && (reader.empty() || !texts.contains(reader)))
    return errors::invalid_parameter("Message Structure - No default entry in JSON message body");
  return texts;
}

}  // namespace proofbox::sns

#include "engines/sns/envelope.hpp"

#include "base/text.hpp"
#include "engines/sns/message_attributes.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

constexpr std::string_view certificate =
    "/SimpleNotificationService-70726f6f66626f7820736e73206b6579.pem";

// A filler of the length of a real signature; nothing is signed yet.
std::string const& signature() {
  static std::string const text = [] {
    std::string bytes;
    while (bytes.size() < 256)  // of an RSA key of 2048 bits
      bytes += "proofbox";
    return base64(bytes);
  }();
  return text;
}

// Appends members of one JSON object, in the order of the calls.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }

  void name(std::string_view name) {
    if (out_.back() != '{')
      out_ += ',';
    write_json_text(out_, name);
    out_ += ':';
  }
  void text(std::string_view member, std::string_view text) {
    name(member);
    write_json_text(out_, text);
  }
  void close() { out_ += '}'; }

 private:
  std::string& out_;
};

void write_attributes(std::string& out, MessageAttributes const& attributes) {
  Members all{out};
  for (auto const& [name, value] : attributes) {
    all.name(name);
    Members one{out};
    one.text("Type", *value.data_type);
    one.text("Value", is_binary(value) ? base64(value.binary_value->bytes) : *value.string_value);
    one.close();
  }
  all.close();
}

std::string joined(std::string_view left, std::string_view middle, std::string_view right = {}) {
  std::string text;
  text.reserve(left.size() + middle.size() + right.size());
  return text.append(left).append(middle).append(right);
}

}  // namespace

std::string envelope_of(Notification const& notification, Subscription const& subscription,
                        std::string_view endpoint) {
  auto const& topic = *subscription.topic;
  auto const& message = notification.text_for(subscription.protocol);
  std::string out;
  out.reserve(message.size() + 1024);
  Members envelope{out};
  envelope.text("Type", "Notification");
  envelope.text("MessageId", notification.message_id);
  if (notification.sequence_number)
    envelope.text("SequenceNumber", *notification.sequence_number);
  envelope.text("TopicArn", topic.arn);
  if (notification.subject)
    envelope.text("Subject", *notification.subject);
  envelope.text("Message", message);
  envelope.text("Timestamp", iso8601(notification.published_at));
  // What comes from a FIFO topic is not signed on AWS either.
  if (!topic.fifo()) {
    envelope.text("SignatureVersion", topic.attributes.signature_version());
    envelope.text("Signature", signature());
    envelope.text("SigningCertURL", joined(endpoint, certificate));
  }
  envelope.text("UnsubscribeURL",
                joined(endpoint, "/?Action=Unsubscribe&SubscriptionArn=", subscription.arn));
  if (!notification.attributes.empty()) {
    envelope.name("MessageAttributes");
    write_attributes(out, notification.attributes);
  }
  envelope.close();
  return out;
}

}  // namespace proofbox::sns

// What leaves for each protocol, byte for byte: headers, bodies, events and mails. What queues get
// is in sns_publish_test.cpp.
#include "engines/sns_subscribers.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const function_arn = "arn:aws:lambda:us-east-1:000000000000:function:bake";
std::string const address = "baker@box.test";
std::string const certificate =
    "http://box/SimpleNotificationService-70726f6f66626f7820736e73206b6579.pem";
std::string const now = "2023-05-25T00:00:00.000Z";

struct Letters : SubscribedShop {
  std::string filler() { return turn.signer.sign(SignatureVersion::one, {}); }
  std::string last_id() { return deliveries().back().message_id; }

  // A message with all that one may have, but for Binary.
  sns::Publish full() const {
    auto op = message("line\n\"두\"");
    op.subject = "Stock";
    op.message_attributes["kind"] = {"String", "sale", {}};
    op.message_attributes["price"] = {"Number", "2.5", {}};
    return op;
  }
  std::string const full_text = R"(line\n\"두\")";
  std::string const full_attributes =
      R"({"kind":{"Type":"String","Value":"sale"},"price":{"Type":"Number","Value":"2.5"}})";

  std::string signature() {
    return R"("SignatureVersion":"1","Signature":")" + filler() + R"(","SigningCertURL":")" +
           certificate + '"';
  }
  std::string unsubscribe_link(std::string const& arn) const {
    return "http://box/?Action=Unsubscribe&SubscriptionArn=" + arn;
  }
  std::string subscribe_link(std::string const& token) const {
    return "http://box/?Action=ConfirmSubscription&TopicArn=" + topic + "&Token=" + token;
  }
  std::string envelope_of_full(std::string const& arn, std::string const& id) {
    return R"({"Type":"Notification","MessageId":")" + id + R"(","TopicArn":")" + topic +
           R"(","Subject":"Stock","Message":")" + full_text + R"(","Timestamp":")" + now + "\"," +
           signature() + R"(,"UnsubscribeURL":")" + unsubscribe_link(arn) +
           R"(","MessageAttributes":)" + full_attributes + '}';
  }
};

ToMailbox const& mailed(Parcel const& parcel) { return std::get<ToMailbox>(parcel.to); }

Map<std::string> headers_of(HttpRequest const& request) {
  Map<std::string> headers;
  for (auto const& [name, value] : request.headers)
    headers[lower_case(name)] = value;
  return headers;
}

}  // namespace

TEST_CASE("A web hook gets the envelope with the message's names in headers", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("http", "http://site.test:8080/hook?a=1");
  auto const parcel = shop.send(shop.full());
  auto const id = shop.last_id();
  auto const& request = request_of(parcel);
  CHECK(parcel.about == arn);
  CHECK(request.method == "POST");
  CHECK(request.host == "site.test:8080");
  CHECK(request.target == "/hook?a=1");
  CHECK_FALSE(request.is_tls);
  CHECK(headers_of(request) == Map<std::string>{
                                   {"accept-encoding", "gzip,deflate"},
                                   {"connection", "Keep-Alive"},
                                   {"content-type", "text/plain; charset=UTF-8"},
                                   {"user-agent", "Amazon Simple Notification Service Agent"},
                                   {"x-amz-sns-message-id", id},
                                   {"x-amz-sns-message-type", "Notification"},
                                   {"x-amz-sns-subscription-arn", arn},
                                   {"x-amz-sns-topic-arn", shop.topic},
                               });
  CHECK(request.body == shop.envelope_of_full(arn, id));
  CHECK(std::get<ToUrl>(parcel.to).patience == Duration{15s});
}

TEST_CASE("A web hook over TLS gets the same", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("https", "https://site.test");
  auto const request = request_of(shop.send(shop.full()));
  CHECK(request.is_tls);
  CHECK(request.host == "site.test");
  CHECK(request.target == "/");
  CHECK(request.body == shop.envelope_of_full(arn, shop.last_id()));
}

TEST_CASE("Raw, a web hook gets the text alone, and is told so", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("http", site, {{"RawMessageDelivery", "true"}});
  auto const request = request_of(shop.send(shop.full()));
  CHECK(request.body == "line\n\"두\"");
  auto const headers = headers_of(request);
  CHECK(headers.at("x-amz-sns-rawdelivery") == "true");
  CHECK(headers.at("x-amz-sns-message-type") == "Notification");
  CHECK(headers.at("x-amz-sns-subscription-arn") == arn);
  CHECK_FALSE(headers.contains("kind"));
  CHECK(headers.at("content-type") == "text/plain; charset=UTF-8");
}

TEST_CASE("A policy's content type holds for notifications, not for questions", "[sns][payloads]") {
  for (std::string const raw : {"true", "false"}) {
    Letters shop;
    REQUIRE(shop.set_topic("DeliveryPolicy", R"({"http":{"defaultRequestPolicy":)"
                                             R"({"headerContentType":"application/json"}}})")
                .ok());
    auto const arn = shop.begin("http", site, {{"RawMessageDelivery", raw}});
    CHECK(headers_of(request_of(shop.turn.parcels.at(0))).at("content-type") ==
          "text/plain; charset=UTF-8");
    REQUIRE(shop.confirm(shop.token(arn)).ok());
    CHECK(headers_of(request_of(shop.send())).at("content-type") == "application/json");
    REQUIRE(shop.set(arn, "DeliveryPolicy", R"({"requestPolicy":{"headerContentType":"text/csv"}})")
                .ok());
    CHECK(headers_of(request_of(shop.send())).at("content-type") == "text/csv");
  }
}

TEST_CASE("A name and a password in the URL are sent as such, and stand in no list",
          "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("https", "https://user:p%40ss@site.test/hook");
  auto const request = request_of(shop.send());
  CHECK(request.host == "site.test");
  CHECK(request.target == "/hook");
  CHECK(headers_of(request).at("authorization") == "Basic " + base64("user:p@ss"));
  auto const listed = shop.turn(shop.sns, sns::ListSubscriptions{})->subscriptions;
  CHECK(listed.at(0).endpoint == "https://user:****@site.test/hook");
  CHECK(shop.turn(shop.sns, sns::ListSubscriptionsByTopic{shop.topic, {}})
            ->subscriptions.at(0)
            .endpoint == "https://user:****@site.test/hook");
  CHECK(shop.attribute(arn, "Endpoint") == "https://user:p%40ss@site.test/hook");

  shop.add("http", "http://nobody@other.test/a@b");
  REQUIRE(shop.publish(shop.message("hello")).ok());
  auto const other = request_of(shop.turn.parcels.at(1));
  CHECK(other.host == "other.test");
  CHECK(other.target == "/a@b");
  CHECK(headers_of(other).at("authorization") == "Basic " + base64("nobody:"));
}

TEST_CASE("The question to a web hook has a token and a link", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.begin("http", site, {{"RawMessageDelivery", "true"}});
  auto const request = request_of(shop.turn.parcels.at(0));
  auto const id = shop.last_id();
  auto const token = shop.token(arn);
  auto const headers = headers_of(request);
  CHECK(headers.at("x-amz-sns-message-type") == "SubscriptionConfirmation");
  CHECK(headers.at("x-amz-sns-message-id") == id);
  CHECK(headers.at("x-amz-sns-topic-arn") == shop.topic);
  CHECK_FALSE(headers.contains("x-amz-sns-subscription-arn"));
  CHECK_FALSE(headers.contains("x-amz-sns-rawdelivery"));
  CHECK(request.body ==
        R"({"Type":"SubscriptionConfirmation","MessageId":")" + id + R"(","Token":")" + token +
            R"(","TopicArn":")" + shop.topic +
            R"(","Message":"You have chosen to subscribe to the topic )" + shop.topic +
            R"(.\nTo confirm the subscription, visit the SubscribeURL included in this message.",)"
            R"("SubscribeURL":")" +
            shop.subscribe_link(token) + R"(","Timestamp":")" + now + "\"," + shop.signature() +
            '}');
}

TEST_CASE("A web hook that is unsubscribed gets the means to undo it", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("http", site);
  REQUIRE(shop.unsubscribe(arn).ok());
  auto const request = request_of(shop.turn.parcels.at(0));
  auto const id = shop.last_id();
  auto const token = shop.token(arn);
  CHECK(headers_of(request).at("x-amz-sns-message-type") == "UnsubscribeConfirmation");
  CHECK(headers_of(request).at("x-amz-sns-subscription-arn") == arn);
  CHECK(request.body ==
        R"({"Type":"UnsubscribeConfirmation","MessageId":")" + id + R"(","Token":")" + token +
            R"(","TopicArn":")" + shop.topic +
            R"(","Message":"You have chosen to deactivate subscription )" + arn +
            R"(.\nTo cancel this operation and restore the subscription, )"
            R"(visit the SubscribeURL included in this message.","SubscribeURL":")" +
            shop.subscribe_link(token) + R"(","Timestamp":")" + now + "\"," + shop.signature() +
            '}');
}

TEST_CASE("A function gets an event of one record", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("lambda", function_arn);
  auto const record = [&](std::string const& subject, std::string const& text,
                          std::string const& attributes) {
    return R"({"Records":[{"EventSource":"aws:sns","EventVersion":"1.0","EventSubscriptionArn":")" +
           arn + R"(","Sns":{"Type":"Notification","MessageId":")" + shop.last_id() +
           R"(","TopicArn":")" + shop.topic + R"(","Subject":)" + subject + R"(,"Message":")" +
           text + R"(","Timestamp":")" + now + R"(","SignatureVersion":"1","Signature":")" +
           shop.filler() + R"(","SigningCertUrl":")" + certificate + R"(","UnsubscribeUrl":")" +
           shop.unsubscribe_link(arn) + R"(","MessageAttributes":)" + attributes + "}}]}";
  };
  auto const full = std::get<ToFunction>(shop.send(shop.full()).to);
  CHECK(full.function_arn == function_arn);
  CHECK(full.event == record(R"("Stock")", shop.full_text, shop.full_attributes));
  auto const bare = std::get<ToFunction>(shop.send("hello").to);
  CHECK(bare.event == record("null", "hello", "{}"));
}

TEST_CASE("A mail has the text and a link to end it, from the topic's name", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("email", address);
  auto const plain = mailed(shop.send("hello"));
  CHECK(plain.sender == "no-reply@sns.amazonaws.com");
  CHECK(plain.sender_name == "AWS Notifications");
  CHECK(plain.to == address);
  CHECK(plain.subject == "AWS Notification Message");
  CHECK_THAT(plain.text, Catch::StartsWith("hello\n"));
  CHECK_THAT(plain.text, Catch::Contains(shop.unsubscribe_link(arn)));
  CHECK(plain.account == "000000000000");
  CHECK(plain.region == "us-east-1");
  REQUIRE(shop.set_topic("DisplayName", "The Bakery").ok());
  auto const full = mailed(shop.send(shop.full()));
  CHECK(full.sender_name == "The Bakery");
  CHECK(full.subject == "Stock");
  CHECK_THAT(full.text, Catch::StartsWith("line\n\"두\"\n"));
  CHECK_FALSE(full.text.find("sale") != std::string::npos);
}

TEST_CASE("A mail of JSON is the envelope and nothing else", "[sns][payloads]") {
  Letters shop;
  auto const arn = shop.add("email-json", address);
  auto const mail = mailed(shop.send(shop.full()));
  CHECK(mail.text == shop.envelope_of_full(arn, shop.last_id()));
}

TEST_CASE("The question by mail has a link, the one by mail of JSON the envelope",
          "[sns][payloads]") {
  Letters shop;
  auto const by_mail = shop.begin("email", address);
  auto const mail = mailed(shop.turn.parcels.at(0));
  CHECK(mail.subject == "AWS Notification - Subscription Confirmation");
  CHECK(mail.to == address);
  CHECK_THAT(mail.text, Catch::Contains(shop.topic));
  CHECK_THAT(mail.text, Catch::Contains(shop.subscribe_link(shop.token(by_mail))));
  auto const as_json = shop.begin("email-json", address);
  auto const document = mailed(shop.turn.parcels.at(0));
  CHECK_THAT(document.text, Catch::StartsWith(R"({"Type":"SubscriptionConfirmation",)"));
  CHECK_THAT(document.text,
             Catch::Contains(R"("SubscribeURL":")" + shop.subscribe_link(shop.token(as_json))));
}

TEST_CASE("With MessageStructure json each protocol gets its own text, or the default",
          "[sns][payloads]") {
  Letters shop;
  shop.add("http", site, {{"RawMessageDelivery", "true"}});
  shop.add("https", "https://site.test", {{"RawMessageDelivery", "true"}});
  shop.add("email", address);
  shop.add("email-json", address);
  shop.add("lambda", function_arn);
  shop.add("sqs", queue_arn, {{"RawMessageDelivery", "true"}});
  auto op = shop.message(
      R"({"default":"for all","http":"H","https":"S","email":"M","email-json":"J","lambda":"L",)"
      R"("sqs":"Q","pigeon":"P"})");
  op.message_structure = "json";
  auto const texts = [&] {
    REQUIRE(shop.publish(op).ok());
    auto const& parcels = shop.turn.parcels;
    REQUIRE(parcels.size() == 6);
    auto const message_in = [](std::string const& document) {
      auto const key = std::string{R"("Message":")"};
      auto const at = document.find(key) + key.size();
      return document.substr(at, document.find('"', at) - at);
    };
    return std::vector<std::string>{
        request_of(parcels[0]).body,
        request_of(parcels[1]).body,
        mailed(parcels[2]).text.substr(0, mailed(parcels[2]).text.find('\n')),
        message_in(mailed(parcels[3]).text),
        message_in(std::get<ToFunction>(parcels[4].to).event),
        queued(parcels[5]).body};
  };
  CHECK(texts() == std::vector<std::string>{"H", "S", "M", "J", "L", "Q"});
  op.message = R"({"default":"for all","http":"H"})";
  CHECK(texts() ==
        std::vector<std::string>{"H", "for all", "for all", "for all", "for all", "for all"});
}

// Sending, turn by turn: who may send, what is refused in which order, what the outbox keeps.
#include <catch2/catch.hpp>

#include "engines/ses/engine.hpp"
#include "shape/json.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

// An engine in which shop@example.com may send.
struct Shop {
  test::EngineTurns turns;
  ses::Engine engine;

  Shop() { REQUIRE(turns(engine, v1::VerifyEmailIdentity{"shop@example.com"}).ok()); }

  template <class Op>
  auto operator()(Op const& op) {
    return turns(engine, op);
  }
  std::vector<ListMessages::Mail> outbox() { return turns(engine, ListMessages{})->messages; }
};

v1::SendEmail mail() {
  v1::SendEmail send;
  send.source = "shop@example.com";
  send.destination.to_addresses = {"ads@example.com"};
  send.message.subject.data = "subject";
  send.message.body.text = Content{"text", {}};
  return send;
}

v2::SendEmail mail_in_v2() {
  v2::SendEmail send;
  send.from_email_address = "shop@example.com";
  send.destination = Destination{{"ads@example.com"}, {}, {}};
  send.content.simple = v2::Message{{"subject", {}}, {Content{"text", {}}, {}}, {}, {}};
  return send;
}

v1::SendRawEmail raw_mail(std::string bytes) {
  v1::SendRawEmail send;
  send.raw_message.data.bytes = std::move(bytes);
  return send;
}

}  // namespace

TEST_CASE("An accepted mail has AWS's kind of id, is noted and lies in the outbox", "[ses]") {
  Shop shop;
  shop.turns.caller.region = "ap-northeast-2";
  REQUIRE(shop(v1::VerifyEmailIdentity{"shop@example.com"}).ok());
  auto send = mail();
  send.source = "도넛 <shop@example.com>";
  send.destination.cc_addresses = {"Kim <cc@example.com>"};
  send.destination.bcc_addresses = {"bcc@example.com"};
  send.message.subject.data = "[도넛-스테이츠] 광고 중단 요청";
  send.message.body.html = Content{"<p>멈춰 주세요</p>", "UTF-8"};
  send.tags = {{"kind", "ad-stop"}};
  auto const sent = shop(send);
  REQUIRE(sent.ok());
  auto const& id = sent->message_id;
  CHECK(id.size() == 60);
  CHECK(id.starts_with("010c018850348800-"));  // 2023-05-25T00:00:00Z in milliseconds
  CHECK(id.ends_with("-000000"));

  REQUIRE(shop.turns.notes.size() == 1);
  CHECK(shop.turns.notes[0].kind == "mail");
  CHECK(
      shop.turns.notes[0].what ==
      R"({"id":")" + id +
          R"(","from":"도넛 <shop@example.com>","to":["ads@example.com"],"subject":"[도넛-스테이츠] 광고 중단 요청"})");

  auto const outbox = shop.outbox();
  REQUIRE(outbox.size() == 1);
  CHECK(outbox[0].id == id);
  CHECK(outbox[0].from == "도넛 <shop@example.com>");
  CHECK(outbox[0].cc == std::vector<std::string>{"Kim <cc@example.com>"});
  CHECK(outbox[0].bcc == std::vector<std::string>{"bcc@example.com"});
  CHECK(outbox[0].html == "<p>멈춰 주세요</p>");
  CHECK(outbox[0].region == "ap-northeast-2");
  CHECK(outbox[0].sent_at == shop.turns.now);

  auto const read = shop(ReadMessage{id});
  CHECK(read->raw.find("Message-ID: <" + id + "@ap-northeast-2.amazonses.com>\r\n") !=
        std::string::npos);
  CHECK(read->raw.find("bcc@example.com") == std::string::npos);
  CHECK(read->tags.at(0).value == "ad-stop");
  CHECK(read->return_path == "shop@example.com");
  CHECK_FALSE(shop(ReadMessage{"none"}).ok());
}

TEST_CASE("The outbox is searched by recipient and by subject", "[ses]") {
  Shop shop;
  auto send = mail();
  send.destination.bcc_addresses = {"Boss <boss@example.com>"};
  REQUIRE(shop(send).ok());
  send = mail();
  send.message.subject.data = "another";
  REQUIRE(shop(send).ok());
  CHECK(shop(ListMessages{"BOSS@example.com", {}})->messages.size() == 1);
  CHECK(shop(ListMessages{"ads@example.com", {}})->messages.size() == 2);
  CHECK(shop(ListMessages{"nobody@example.com", {}})->messages.empty());
  CHECK(shop(ListMessages{{}, "other"})->messages.size() == 1);
}

TEST_CASE("Who is no identity cannot send, and AWS names the region in capitals", "[ses]") {
  Shop shop;
  auto send = mail();
  send.source = "a@x.com";
  auto const refused = shop(send);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "MessageRejected");
  CHECK(refused.error().message ==
        "Email address is not verified. The following identities failed the check in region "
        "US-EAST-1: a@x.com");
  send.source = "yoyo <yoyo@x.com>";
  send.return_path = "back@x.com";
  CHECK(shop(send).error().message ==
        "Email address is not verified. The following identities failed the check in region "
        "US-EAST-1: "
        "yoyo <yoyo@x.com>, yoyo@x.com, back@x.com");
  auto const in_v2 = [] {
    auto other = mail_in_v2();
    other.from_email_address = "a@x.com";
    return other;
  }();
  CHECK(shop(in_v2).error().code == "MessageRejected");
  CHECK(shop.outbox().empty());
  CHECK(shop.turns.notes.empty());
}

TEST_CASE(
    "An address covers its labels, a domain its addresses and sub-domains, and only addresses heed "
    "case",
    "[ses]") {
  Shop shop;
  REQUIRE(shop(v1::VerifyDomainIdentity{"donut.test"}).ok());
  auto const may_send = [&](std::string source) {
    auto send = mail();
    send.source = std::move(source);
    return shop(send).ok();
  };
  CHECK(may_send("shop+events@example.com"));
  CHECK(may_send("anybody@donut.test"));
  CHECK(may_send("anybody@mail.eu.DONUT.test"));
  CHECK_FALSE(may_send("Shop@example.com"));
  CHECK_FALSE(may_send("shop@EXAMPLE.com"));
  CHECK_FALSE(may_send("shopper@example.com"));
  CHECK_FALSE(may_send("anybody@notdonut.test"));
  CHECK_FALSE(may_send("shop@mail.example.com"));
}

TEST_CASE("A mail has 1 to 50 recipients", "[ses]") {
  Shop shop;
  auto send = mail();
  send.destination = {};
  CHECK(shop(send).error().message == "There are no recipients specified.");
  for (int i = 0; i < 50; ++i)
    (i % 2 == 0 ? send.destination.to_addresses : send.destination.bcc_addresses)
        .push_back("a" + std::to_string(i) + "@b.com");
  CHECK(shop(send).ok());
  send.destination.cc_addresses = {"one.more@b.com"};
  CHECK(shop(send).error().message == "Recipient count exceeds 50.");
  auto in_v2 = mail_in_v2();
  in_v2.destination = Destination{};
  CHECK(shop(in_v2).error().code == "BadRequestException");
  CHECK(shop.outbox().size() == 1);
}

TEST_CASE("An address that is none is refused in AWS's words", "[ses]") {
  Shop shop;
  auto const refusal = [&](std::string to) {
    auto send = mail();
    send.destination.to_addresses = {std::move(to)};
    auto const refused = shop(send);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
    return refused.error().message;
  };
  CHECK(refusal("") == "Illegal address");
  CHECK(refusal("nobody") == "Missing final '@domain'");
  CHECK(refusal("가나다@example.com") == "Local address contains control or whitespace");
  CHECK(refusal("a b@example.com") == "Local address contains control or whitespace");
  CHECK(refusal("a@exa_mple.com") == "Domain contains illegal character");
  CHECK(refusal("a@예제.com") == "Domain contains illegal character");
  CHECK(refusal("Name <a@b.com> x") == "Local address contains control or whitespace");
}

TEST_CASE("A line end in a header is refused, wherever it hides", "[ses]") {
  Shop shop;
  auto send = mail();
  send.message.subject.data = "hello\r\nBcc: everybody@example.com";
  CHECK(shop(send).error().message == "Subject contains control characters.");
  send = mail();
  send.destination.to_addresses = {"a@b.com\nBcc: c@d.com"};
  CHECK(shop(send).error().message == "Local address contains control or whitespace");
  send = mail();
  send.source = "=?UTF-8?B?eA0KQmNjOiBjQGQuY29t?= <shop@example.com>";  // "x\r\nBcc: c@d.com"
  CHECK(shop(send).error().message == "Illegal address");
  send = mail();
  send.reply_to_addresses = {"a@b.com\r"};
  CHECK(shop(send).ok());  // blanks around an address are no part of it
  auto in_v2 = mail_in_v2();
  in_v2.content.simple->headers = {{"X-Story", "1\r\nBcc: c@d.com"}};
  CHECK(shop(in_v2).error().message == "Header 'X-Story' has an invalid name or value.");
  in_v2.content.simple->headers = {{"X Story", "1"}};
  CHECK_FALSE(shop(in_v2).ok());
  CHECK(shop.outbox().size() == 1);
}

TEST_CASE("Tags are looked at before the sender, the name before the value", "[ses]") {
  Shop shop;
  auto const refusal = [&](std::string name, std::string value) {
    auto send = mail();
    send.source = "a@x.com";
    send.tags = {{std::move(name), std::move(value)}};
    return shop(send).error().message;
  };
  CHECK(refusal("", "") == "The tag name must be specified.");
  CHECK(refusal("", "test") == "The tag name must be specified.");
  CHECK(refusal("test", "") == "The tag value must be specified.");
  CHECK(refusal("test_invalid_name:123", "test_invalid_value:123") ==
        "Invalid tag name <test_invalid_name:123>: only alphanumeric ASCII characters, '_',  '-' "
        "are allowed.");
  CHECK(refusal("test", "test_invalid_value:123") ==
        "Invalid tag value <test_invalid_value:123>: only alphanumeric ASCII characters, '_',  '-' "
        ", '.', '@' are allowed.");
  CHECK(refusal(std::string(256, 'a'), "test") == "Tag name cannot exceed 255 characters.");
  CHECK(refusal("test", std::string(256, 'a')) == "Tag value cannot exceed 255 characters.");
  CHECK(refusal("test", "a.b@c_d-1").starts_with("Email address is not verified."));
}

TEST_CASE("A configuration set that does not exist comes before the sender, too", "[ses]") {
  Shop shop;
  auto send = mail();
  send.source = "a@x.com";
  send.configuration_set_name = "none";
  CHECK(shop(send).error().code == "ConfigurationSetDoesNotExist");
  CHECK(shop(send).error().message == "Configuration set <none> does not exist.");
  auto in_v2 = mail_in_v2();
  in_v2.configuration_set_name = "none";
  CHECK(shop(in_v2).error().code == "NotFoundException");
  CHECK(shop(in_v2).error().status == 404);
}

TEST_CASE("A v2 mail is simple or raw; templates do not exist", "[ses]") {
  Shop shop;
  CHECK(shop(mail_in_v2()).ok());
  auto send = mail_in_v2();
  send.content.simple.reset();
  CHECK(shop(send).error().message == "Content must be exactly one of Simple, Raw and Template.");
  send.content.from_template = v2::Template{"welcome", {}, "{}"};
  CHECK(shop(send).error().code == "NotFoundException");
  CHECK(shop(send).error().message == "Template welcome does not exist");
  send = mail_in_v2();
  send.from_email_address.reset();
  CHECK(shop(send).error().message == "The sender of the message must be specified.");
  send = mail_in_v2();
  send.content.simple->body = {};
  CHECK(shop(send).error().message == "The message body has neither text nor HTML.");
}

TEST_CASE("A v2 mail may bring headers and attachments", "[ses]") {
  Shop shop;
  auto send = mail_in_v2();
  send.content.simple->headers = {{"X-Story", "둘"}};
  send.content.simple->attachments = {
      {Blob{"PDF"}, "재고.pdf", "ATTACHMENT", {}, {}, "application/pdf"}};
  auto const sent = shop(send);
  REQUIRE(sent.ok());
  auto const raw = shop(ReadMessage{sent->message_id})->raw;
  CHECK(raw.find("X-Story: =?UTF-8?B?65GY?=\r\n") != std::string::npos);
  CHECK(raw.find("Content-Type: multipart/mixed;") != std::string::npos);
  CHECK(raw.find("Content-Type: application/pdf;\r\n") != std::string::npos);
  CHECK(raw.find("\r\nUERG\r\n") != std::string::npos);
}

TEST_CASE("A raw mail says itself who sends it to whom", "[ses]") {
  Shop shop;
  auto const sent =
      shop(raw_mail("From: =?UTF-8?B?64+E64SbIA==?= <shop@example.com>\r\n"
                    "To: \"Kim, A\" <a@b.com>,\r\n b@b.com\r\n"
                    "Bcc: secret@b.com\r\n"
                    "Date: yesterday\r\n"
                    "Message-ID: <mine@example.com>\r\n"
                    "X-SES-MESSAGE-TAGS: kind=ad-stop, run=1\r\n"
                    "Subject: =?UTF-8?Q?=EA=B4=91=EA=B3=A0?=\r\n =?utf-8?b?IOykkeuLqA==?=\r\n"
                    "\r\nhello\r\n"));
  REQUIRE(sent.ok());
  auto const mails = shop.outbox();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].from == "도넛  <shop@example.com>");
  CHECK(mails[0].to == std::vector<std::string>{"Kim, A <a@b.com>", "b@b.com"});
  CHECK(mails[0].bcc == std::vector<std::string>{"secret@b.com"});
  CHECK(mails[0].subject == "광고 중단");
  CHECK(mails[0].text == "hello\r\n");
  auto const read = shop(ReadMessage{sent->message_id});
  CHECK(read->tags.size() == 2);
  CHECK(read->tags.at(1).name == "run");
  CHECK(read->raw.find("Message-ID: <" + sent->message_id + "@email.amazonses.com>\r\n") !=
        std::string::npos);
  for (auto const* gone : {"secret@b.com", "yesterday", "mine@example.com", "X-SES-"})
    CHECK(read->raw.find(gone) == std::string::npos);
  CHECK(read->raw.ends_with("\r\n\r\nhello\r\n"));
}

TEST_CASE("The request's destinations stand before those of a raw mail's headers", "[ses]") {
  Shop shop;
  auto send = raw_mail(
      "From: shop@example.com\nTo: a@b.com, undisclosed-recipients:;\nCc: c@b.com\nSubject: "
      "s\n\nhello\n");
  CHECK(shop(send).error().code == "InvalidParameterValue");
  send.destinations = {"A@b.com", "hidden@b.com"};
  REQUIRE(shop(send).ok());
  auto const mails = shop.outbox();
  CHECK(mails[0].to == std::vector<std::string>{"a@b.com"});
  CHECK(mails[0].cc.empty());
  CHECK(mails[0].bcc == std::vector<std::string>{"hidden@b.com"});
}

TEST_CASE("Whom a raw mail shows must be readable although others are meant", "[ses]") {
  Shop shop;
  auto const shows = [&](std::string const& to) {
    auto send = raw_mail("From: shop@example.com\nTo: " + to + "\nSubject: s\n\nhello\n");
    send.destinations = {"a@b.com"};
    auto const sent = shop(send);
    return sent.ok() ? std::string{} : sent.error().message;
  };
  CHECK(shows("root") == "Missing final '@domain'");
  CHECK(shows("a@b.com,\n b@b.com Subject: s") == "Domain contains control or whitespace");
  CHECK(shop.outbox().empty());
  for (auto const* to :
       {"undisclosed-recipients:;", "<a@b.com> Subject: s", "a@b.com (Kim (of \"Ads\"), A)",
        "friends: \"Kim; A: (b)\" <a@b.com>, b@b.com;, c@b.com", "\"a\\\":\" <a@b.com>"})
    CHECK(shows(to) == "");
  auto const mails = shop.outbox();
  REQUIRE(mails.size() == 5);
  CHECK(mails[0].bcc == std::vector<std::string>{"a@b.com"});
  CHECK(mails[1].to == std::vector<std::string>{"a@b.com"});
  CHECK(mails[2].to == std::vector<std::string>{"a@b.com"});
  CHECK(mails[3].to == std::vector<std::string>{"Kim; A: (b) <a@b.com>"});
  CHECK(mails[4].to == std::vector<std::string>{"a\": <a@b.com>"});
}

TEST_CASE("Comments beside the addresses of a raw mail are left out", "[ses]") {
  Shop shop;
  REQUIRE(
      shop(raw_mail("From: shop@example.com (Cron (daily), \"Daemon)\nTo: Kim <a@b.com> (, x@y.com)"
                    "\nSubject: s\n\nhello\n"))
          .ok());
  auto const mails = shop.outbox();
  CHECK(mails[0].from == "shop@example.com");
  CHECK(mails[0].to == std::vector<std::string>{"Kim <a@b.com>"});
}

TEST_CASE("A raw mail without headers needs a source and destinations", "[ses]") {
  Shop shop;
  auto send = raw_mail("only text");
  send.destinations = {"a@b.com"};
  CHECK(shop(send).error().message == "Missing required header 'From'.");
  send.source = "shop@example.com";
  REQUIRE(shop(send).ok());
  CHECK(shop.outbox()[0].from == "shop@example.com");
  CHECK(shop.outbox()[0].text == "only text");
  send.destinations.clear();
  CHECK(shop(send).error().message == "There are no recipients specified.");
}

TEST_CASE("Everybody in whose name a raw mail speaks must be verified", "[ses]") {
  Shop shop;
  auto send = raw_mail("From: a@x.com\r\nSender: b@x.com\r\nTo: c@x.com\r\n\r\n");
  send.source = "shop@example.com";
  CHECK(shop(send).error().message ==
        "Email address is not verified. The following identities failed the check in region "
        "US-EAST-1: a@x.com, b@x.com");
  CHECK(shop(raw_mail("From: shop@example.com\r\nTo: a@b.com\r\nTo: c@d.com\r\n\r\n"))
            .error()
            .message == "Duplicate header 'To'.");
}

TEST_CASE("A mail may not be longer than its API takes", "[ses]") {
  Shop shop;
  auto const head = std::string{"From: shop@example.com\r\nTo: a@b.com\r\n\r\n"};
  CHECK(shop(raw_mail(head + std::string((10 << 20) - head.size(), 'a'))).ok());
  CHECK(shop(raw_mail(head + std::string((10 << 20) - head.size() + 1, 'a'))).error().message ==
        "Message length is more than 10485760 bytes long: '10485761'.");
  auto in_v2 = mail_in_v2();
  in_v2.content.simple.reset();
  in_v2.content.raw = RawMessage{Blob{head + std::string(11 << 20, 'a')}};
  CHECK(shop(in_v2).ok());
  auto send = mail();
  send.message.body.text = Content{std::string(9 << 20, 'a'), {}};
  CHECK(shop(send).error().message.starts_with("Message length is more than 10485760 bytes long:"));
}

TEST_CASE("The quota counts recipients of the last 24 hours, the simulator's free of charge",
          "[ses]") {
  Shop shop;
  auto send = mail();
  send.destination.cc_addresses = {"b@example.com", "success@simulator.amazonses.com"};
  REQUIRE(shop(send).ok());
  CHECK(to_json(*shop(v1::GetSendQuota{})) ==
        R"({"Max24HourSend":200.0,"MaxSendRate":1.0,"SentLast24Hours":2.0})");
  shop.turns.now += 24h;
  auto const account = shop(v2::GetAccount{});
  CHECK(account->send_quota.sent_last_24_hours == 0);
  CHECK_FALSE(account->production_access_enabled);
  CHECK(account->sending_enabled);
  CHECK(account->enforcement_status == "HEALTHY");
}

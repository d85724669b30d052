// Attributes of SQS messages: numbers, labels and bytes, their digests, and the trace header.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Attributed : SqsDesk {
  std::string url = create("stock");

  Result<sqs::SendMessage::Output> send_with(sqs::MessageAttributes attributes) {
    auto op = message(url, "hello");
    op.message_attributes = std::move(attributes);
    return send(op);
  }
  bool takes_number(std::string const& text) {
    auto const sent = send_with({{"count", text_attribute(text, "Number")}});
    if (!sent.ok())
      CHECK(sent.error().code == "InvalidParameterValue");
    return sent.ok();
  }
  std::string digest_of(sqs::MessageAttributes attributes) {
    return send_with(std::move(attributes))->md5_of_message_attributes.value_or("none");
  }
  static sqs::MessageAttributes trace(std::string header) {
    return {{"AWSTraceHeader", text_attribute(std::move(header))}};
  }
};

}  // namespace

TEST_CASE("A Number is written in decimal, with a point or a power of ten if need be",
          "[sqs][attributes]") {
  Attributed desk;
  for (std::string const text :
       {"0", "7", "-7", "+7", "007", "99.12", "-0.5", "1e5", "1E5", "1.5e-3", "2e+2", "0.00"}) {
    INFO(text);
    CHECK(desk.takes_number(text));
  }
  for (std::string const text : {"seven", "1,5", "0x10", "1e", "e5", "1.2.3", "--1", "-", ".", " 1",
                                 "1 ", "NaN", "Infinity", "1e5.5"}) {
    INFO(text);
    CHECK_FALSE(desk.takes_number(text));
  }
}

TEST_CASE("A Number has 38 digits at most, zeroes at either end aside", "[sqs][attributes]") {
  Attributed desk;
  CHECK(desk.takes_number(std::string(38, '9')));
  CHECK(desk.takes_number("-" + std::string(20, '1') + '.' + std::string(18, '1')));
  CHECK(desk.takes_number(std::string(40, '0') + "7"));
  CHECK(desk.takes_number("7" + std::string(40, '0')));
  CHECK(desk.takes_number("0." + std::string(40, '0') + "7"));
  CHECK_FALSE(desk.takes_number(std::string(39, '9')));
  CHECK_FALSE(desk.takes_number(std::string(20, '1') + '.' + std::string(19, '1')));
  CHECK_FALSE(desk.takes_number("1" + std::string(37, '0') + "1"));
}

TEST_CASE("A Number is between 10^-128 and 10^126 in size, or zero", "[sqs][attributes]") {
  Attributed desk;
  for (std::string const text : {"1e126", "-1e126", "9.9e125", "1e-128", "-1e-128", "0e0"}) {
    INFO(text);
    CHECK(desk.takes_number(text));
  }
  CHECK(desk.takes_number("1" + std::string(126, '0')));
  for (std::string const text :
       {"1.1e126", "1e127", "-1e127", "10e126", "1e-129", "0.1e-128", "1e99999999999999999999"}) {
    INFO(text);
    CHECK_FALSE(desk.takes_number(text));
  }
  CHECK_FALSE(desk.takes_number("1" + std::string(127, '0')));
}

TEST_CASE("A Number comes back in the words in which it was sent, and so does its digest",
          "[sqs][attributes]") {
  Attributed desk;
  sqs::MessageAttributes const sent{{"n", text_attribute("007.50", "Number")}};
  CHECK(desk.digest_of(sent) == "f3b4c310e443ce8f77fca1459bf78e85");
  auto const message = desk.receive(desk.url).at(0);
  CHECK(message.message_attributes == sent);
  CHECK(message.md5_of_message_attributes == "f3b4c310e443ce8f77fca1459bf78e85");
}

TEST_CASE("A type's label comes back, and counts in the digest", "[sqs][attributes]") {
  Attributed desk;
  CHECK(desk.digest_of({{"count", text_attribute("42", "Number.int")}}) ==
        "1e9b7ed68a1fc24c052ff8db3df46449");
  CHECK(desk.digest_of({{"colour", text_attribute("red", "String.custom")}}) ==
        "2fb00a30ceaa8db0b996b3f3611024fd");
  sqs::MessageAttributes const image{
      {"image", {{}, Blob{std::string("\0\xff\0", 3)}, "Binary.gif"}}};
  CHECK(desk.digest_of(image) == "4c4c63c85d4b026398c6266aefd15fda");
  auto const received = desk.receive(desk.url);
  REQUIRE(received.size() == 3);
  CHECK(received[0].message_attributes.at("count").data_type == "Number.int");
  CHECK(received[1].message_attributes.at("colour").data_type == "String.custom");
  CHECK(received[2].message_attributes == image);
}

TEST_CASE("What a label says does not excuse a value that is no number", "[sqs][attributes]") {
  Attributed desk;
  CHECK_FALSE(desk.send_with({{"count", text_attribute("many", "Number.int")}}).ok());
  CHECK(desk.send_with({{"count", text_attribute("many", "String.int")}}).ok());
}

TEST_CASE("A digest goes through the names in the order of their bytes", "[sqs][attributes]") {
  Attributed desk;
  CHECK(desk.digest_of({{"b", text_attribute("1")},
                        {"B", text_attribute("2")},
                        {"a.1", text_attribute("3")},
                        {"a", binary_attribute("\x01")}}) == "7537bebf99a1caa647320ada1df744e9");
}

TEST_CASE("A digest is over a text's UTF-8", "[sqs][attributes]") {
  Attributed desk;
  CHECK(desk.digest_of({{"city", text_attribute("부산")}}) == "ff0d012bd2c0d9c9418f6cc81c8d87a9");
}

TEST_CASE("A value stands in the member of its type", "[sqs][attributes]") {
  Attributed desk;
  CHECK_FALSE(desk.send_with({{"a", {{}, Blob{"bytes"}, "String"}}}).ok());
  CHECK_FALSE(desk.send_with({{"a", {{}, Blob{"1"}, "Number"}}}).ok());
  CHECK_FALSE(desk.send_with({{"a", {"text", {}, "Binary"}}}).ok());
  CHECK_FALSE(desk.send_with({{"a", {{}, {}, "String"}}}).ok());
}

TEST_CASE("An attribute that is refused keeps its message out, alone or in a batch",
          "[sqs][attributes]") {
  Attributed desk;
  CHECK_FALSE(desk.send_with({{"count", text_attribute("many", "Number")}}).ok());
  sqs::SendMessageBatch batch{desk.url, std::vector<sqs::SendMessageBatch::Entry>(2)};
  batch.entries[0].id = "good";
  batch.entries[0].message_body = "good";
  batch.entries[1].id = "bad";
  batch.entries[1].message_body = "bad";
  batch.entries[1].message_attributes = {{"empty", text_attribute("")}};
  auto const answer = desk.turn(desk.sqs, batch);
  REQUIRE(answer.ok());
  REQUIRE(answer->successful.size() == 1);
  CHECK(answer->successful[0].id == "good");
  REQUIRE(answer->failed.size() == 1);
  CHECK(answer->failed[0].id == "bad");
  CHECK(answer->failed[0].code == "InvalidParameterValue");
  CHECK(answer->failed[0].sender_fault);
  CHECK(bodies(desk.receive(desk.url)) == "good");
}

TEST_CASE("A trace header of the message goes before that of the request", "[sqs][attributes]") {
  Attributed desk;
  desk.turn.caller.trace_header = "Root=1-of-the-request";
  auto op = SqsDesk::message(desk.url, "hello");
  op.message_system_attributes = Attributed::trace("Root=1-of-the-message");
  REQUIRE(desk.send(op).ok());
  CHECK(desk.receive(desk.url).at(0).attributes.at("AWSTraceHeader") == "Root=1-of-the-message");
}

TEST_CASE("Each entry of a batch has its own trace header, or that of the request",
          "[sqs][attributes]") {
  Attributed desk;
  desk.turn.caller.trace_header = "Root=1-of-the-request";
  sqs::SendMessageBatch batch{desk.url, std::vector<sqs::SendMessageBatch::Entry>(2)};
  batch.entries[0].id = batch.entries[0].message_body = "own";
  batch.entries[0].message_system_attributes = Attributed::trace(
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
  batch.entries[1].id = batch.entries[1].message_body = "none";
  auto const sent = desk.turn(desk.sqs, batch);
  REQUIRE(sent->successful.size() == 2);
  CHECK(sent->successful[0].md5_of_message_system_attributes == "5ae4d5d7636402d80f4eb6d213245a88");
  CHECK_FALSE(sent->successful[1].md5_of_message_system_attributes);
  auto const received = desk.receive(desk.url);
  REQUIRE(bodies(received) == "own, none");
  CHECK(received[0].attributes.at("AWSTraceHeader").starts_with("Root=1-5759e988"));
  CHECK(received[1].attributes.at("AWSTraceHeader") == "Root=1-of-the-request");
}

TEST_CASE("A trace header is returned to those who ask, by name or with all", "[sqs][attributes]") {
  Attributed desk;
  REQUIRE(desk.set(desk.url, {{"VisibilityTimeout", "0"}}).ok());
  desk.turn.caller.trace_header = "Root=1-2-3";
  REQUIRE(desk.send(desk.url, "hello").ok());
  auto op = SqsDesk::receiving(desk.url);
  op.message_system_attribute_names = {};
  CHECK(desk.receive(op).at(0).attributes.empty());
  op.message_system_attribute_names = {"SenderId"};
  CHECK_FALSE(desk.receive(op).at(0).attributes.contains("AWSTraceHeader"));
  op.message_system_attribute_names = {"AWSTraceHeader"};
  CHECK(desk.receive(op).at(0).attributes == Map<std::string>{{"AWSTraceHeader", "Root=1-2-3"}});
  op.message_system_attribute_names = {};
  op.attribute_names = {"All"};
  CHECK(desk.receive(op).at(0).attributes.at("AWSTraceHeader") == "Root=1-2-3");
}

TEST_CASE("A trace header takes none of a message's room", "[sqs][attributes]") {
  Attributed desk;
  REQUIRE(desk.set(desk.url, {{"MaximumMessageSize", "1024"}}).ok());
  auto op = SqsDesk::message(desk.url, std::string(1024, 'x'));
  op.message_system_attributes = Attributed::trace(std::string(200, 'r'));
  CHECK(desk.send(op).ok());
}

// Sending to SQS: digests, characters, sizes, delays, attributes and batches.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Standard : SqsDesk {
  std::string url = create("stock");
  sqs::SendMessage hello() const { return message(url, "hello"); }

  std::string digest_of(sqs::MessageAttributes attributes) {
    auto op = hello();
    op.message_attributes = std::move(attributes);
    return send(op)->md5_of_message_attributes.value_or("none");
  }
  Result<sqs::SendMessageBatch::Output> batch(std::vector<sqs::SendMessageBatch::Entry> entries) {
    return turn(sqs, sqs::SendMessageBatch{url, std::move(entries)});
  }
};

sqs::SendMessageBatch::Entry entry(std::string id, std::string body = "hello") {
  sqs::SendMessageBatch::Entry made;
  made.id = std::move(id);
  made.message_body = std::move(body);
  return made;
}

}  // namespace

TEST_CASE("A sent message is answered with its id and the digests of body and attributes",
          "[sqs]") {
  Standard desk;
  auto const sent = desk.send(desk.url, "test");
  CHECK(sent->md5_of_message_body == "098f6bcd4621d373cade4e832627b4f6");
  CHECK_FALSE(sent->md5_of_message_attributes);
  CHECK_FALSE(sent->md5_of_message_system_attributes);
  CHECK_FALSE(sent->sequence_number);
  CHECK(sent->message_id.size() == 36);
  CHECK(desk.turn.rings.size() == 1);
  CHECK(desk.receive(desk.url).at(0).message_id == sent->message_id);
}

TEST_CASE("The digest of message attributes is AWS's", "[sqs]") {
  Standard desk;
  CHECK(desk.digest_of({{"MyAttribute", text_attribute("foobar")}}) ==
        "adb59cd4678ea5a855436b949cd07ab6");
  CHECK(desk.digest_of({{"Foo", text_attribute("Bar")}}) == "ae7155c6026991b6d54b11589678bf9c");
  CHECK(desk.digest_of({{"timestamp", text_attribute("1493147359900", "Number")}}) ==
        "235c5c510d26fb653d073faed50ae77c");
  CHECK(desk.digest_of({{"attr1", text_attribute("99.12", "Number")}}) ==
        "d302007e9aa062660afc85fd0a482472");
  CHECK(desk.digest_of({{"attr2", text_attribute("109.12", "Number")},
                        {"attr1", text_attribute("99.12", "Number")}}) ==
        "9b720b3af309c1c4b0d395c53b08c502");
  CHECK(desk.digest_of({{"General", text_attribute("Kenobi")},
                        {"Hello", text_attribute("There")},
                        {"Help.Me", text_attribute("Me")}}) == "4c360f3fdafd970e05fae2f149d997f5");
  CHECK(desk.digest_of(
            {{"attr1",
              binary_attribute("traceparent\x1e"
                               "00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01")}}) ==
        "8cbe4db156db8a94db8b801b7addb984");
}

TEST_CASE(
    "A trace header is given as system attribute or with the request, and the former has a digest",
    "[sqs]") {
  Standard desk;
  auto op = desk.hello();
  std::string const header =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
  op.message_system_attributes = {{"AWSTraceHeader", text_attribute(header)}};
  auto const sent = desk.send(op);
  CHECK(sent->md5_of_message_system_attributes == "5ae4d5d7636402d80f4eb6d213245a88");
  CHECK_FALSE(sent->md5_of_message_attributes);
  CHECK(desk.receive(desk.url).at(0).attributes.at("AWSTraceHeader") == header);

  desk.turn.caller.trace_header = "Root=1-2-3";
  CHECK_FALSE(desk.send(desk.hello())->md5_of_message_system_attributes);
  CHECK(desk.receive(desk.url).at(0).attributes.at("AWSTraceHeader") == "Root=1-2-3");

  op.message_system_attributes = {{"Other", text_attribute("x")}};
  CHECK(desk.send(op).error().code == "InvalidParameterValue");
  op.message_system_attributes = {{"AWSTraceHeader", text_attribute("1", "Number")}};
  CHECK(desk.send(op).error().code == "InvalidParameterValue");
}

TEST_CASE("A body is not empty and holds only the characters that XML knows", "[sqs]") {
  Standard desk;
  CHECK(desk.send(desk.url, "").error() == missing_error("MessageBody"));
  for (std::string const body : {"\x01", "a\x08", "\x0b", "\x0c", "\x1f", "\xef\xbf\xbe",
                                 "\xef\xbf\xbf", "\xff", "\xed\xa0\x80", "\xc0\xaf"})
    CHECK(desk.send(desk.url, body).error().code == "InvalidMessageContents");
  CHECK(desk.send(desk.url, std::string("\0", 1)).error().code == "InvalidMessageContents");
  for (std::string const body : {"\t\n\r ", "\x7f", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd",
                                 "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\"&quot;&quot;\r"})
    CHECK(desk.send(desk.url, body).ok());
  CHECK(desk.counts(desk.url) == "8 0 0");
}

TEST_CASE("A message may be as long as the queue takes, and not a byte longer", "[sqs]") {
  Standard desk;
  auto const too_long = [](std::string const& limit) {
    return parameter_error(
        "One or more parameters are invalid. Reason: Message must be shorter than " + limit +
        " bytes.");
  };
  CHECK(desk.send(desk.url, std::string(1'048'576, 'x')).ok());
  CHECK(desk.send(desk.url, std::string(1'048'577, 'x')).error() == too_long("1048576"));
  REQUIRE(desk.set(desk.url, {{"MaximumMessageSize", "1024"}}).ok());
  CHECK(desk.send(desk.url, std::string(1024, 'x')).ok());
  CHECK(desk.send(desk.url, std::string(1025, 'x')).error() == too_long("1024"));

  // Bytes count, not characters; names, types and values of attributes count, the trace header does
  // not.
  std::string body;
  for (int i = 0; i < 500; ++i)
    body += "\xc3\xa9";
  auto op = SqsDesk::message(desk.url, body);
  op.message_attributes = {{"four", text_attribute("fourteen bytes")}};  // 4 + 6 + 14
  op.message_system_attributes = {{"AWSTraceHeader", text_attribute("Root=1-2-3")}};
  CHECK(desk.send(op).ok());
  op.message_attributes["four"].string_value = "fifteen bytes..";
  CHECK(desk.send(op).error() == too_long("1024"));
}

TEST_CASE("A delay hides a message until it ends, and then wakes who waits", "[sqs]") {
  Standard desk;
  auto op = desk.hello();
  op.delay_seconds = 10;
  REQUIRE(desk.send(op).ok());
  CHECK(desk.turn.rings.empty());
  CHECK(desk.counts(desk.url) == "0 0 1");
  CHECK(desk.sqs.next_due() == desk.turn.now + 10s);
  desk.turn.now += 10s - 1ms;
  CHECK(desk.receive(desk.url).empty());
  desk.turn.now += 1ms;
  desk.turn.advance(desk.sqs);
  CHECK(desk.turn.rings.size() == 1);
  CHECK(desk.counts(desk.url) == "1 0 0");
  CHECK(bodies(desk.receive(desk.url)) == "hello");
}

TEST_CASE("A message's delay of 0 to 900 seconds beats the queue's", "[sqs]") {
  Standard desk;
  REQUIRE(desk.set(desk.url, {{"DelaySeconds", "60"}}).ok());
  auto op = desk.hello();
  for (auto const delay : {-1, 901}) {
    op.delay_seconds = delay;
    CHECK(desk.send(op).error() == value_error(std::to_string(delay), "DelaySeconds",
                                               "DelaySeconds must be >= 0 and <= 900."));
  }
  op.delay_seconds = 0;
  REQUIRE(desk.send(op).ok());
  CHECK(desk.counts(desk.url) == "1 0 0");
  op.delay_seconds = 900;
  REQUIRE(desk.send(op).ok());
  REQUIRE(desk.send(desk.hello()).ok());
  CHECK(desk.counts(desk.url) == "1 0 2");
  // On a standard queue a new delay is for new messages.
  REQUIRE(desk.set(desk.url, {{"DelaySeconds", "0"}}).ok());
  CHECK(desk.counts(desk.url) == "1 0 2");
  desk.turn.now += 60s;
  desk.turn.advance(desk.sqs);
  CHECK(desk.counts(desk.url) == "2 0 1");
}

TEST_CASE("A message has at most 10 attributes, with names that AWS allows", "[sqs]") {
  Standard desk;
  auto op = desk.hello();
  for (int i = 0; i < 10; ++i)
    op.message_attributes["a" + std::to_string(i)] = text_attribute("v");
  CHECK(desk.send(op).ok());
  op.message_attributes["one-too-many"] = text_attribute("v");
  CHECK(desk.send(op).error() ==
        parameter_error("Number of message attributes [11] exceeds the allowed maximum [10]."));

  auto const named = [&](std::string name) {
    op.message_attributes = {{std::move(name), text_attribute("v")}};
    return desk.send(op).ok();
  };
  for (std::string const name : {"a", "A.b-c_9", "AWSome", "Amazonas", "a.b.c"})
    CHECK(named(name));
  CHECK(named(std::string(256, 'n')));
  CHECK_FALSE(named(std::string(257, 'n')));
  for (std::string const name :
       {"", ".a", "a.", "a..b", "a b", "caf\xc3\xa9", "AWS.a", "aws.a", "AMAZON.a", "Amazon.a"})
    CHECK_FALSE(named(name));
}

TEST_CASE("An attribute has a type with an optional label, and a value that is not empty",
          "[sqs]") {
  Standard desk;
  auto op = desk.hello();
  auto const send = [&](sqs::MessageAttributeValue value) {
    op.message_attributes = {{"ErrorDetails", std::move(value)}};
    return desk.send(op);
  };
  for (std::string const type : {"String", "Number", "String.label", "Number.int"})
    CHECK(send(text_attribute("7", type)).ok());
  CHECK(send(binary_attribute(std::string("\0\xff", 2))).ok());
  for (std::string const type : {"", "Text", "string", "Stringy", "StringListValue"})
    CHECK(send(text_attribute("7", type)).error().code == "InvalidParameterValue");
  CHECK(send(text_attribute("7", "String." + std::string(249, 'l'))).ok());
  CHECK_FALSE(send(text_attribute("7", "String." + std::string(250, 'l'))).ok());
  CHECK(send(text_attribute("")).error() ==
        parameter_error("Message (user) attribute 'ErrorDetails' must contain a non-empty value of "
                        "type 'String'."));
  CHECK_FALSE(send(binary_attribute("")).ok());
  CHECK(send(text_attribute("a\x01")).error().code == "InvalidParameterValue");
}

TEST_CASE("A Number has at most 38 significant digits, and comes back as it was written", "[sqs]") {
  Standard desk;
  auto op = desk.hello();
  auto const send = [&](std::string number) {
    op.message_attributes = {{"price", text_attribute(std::move(number), "Number.won")}};
    return desk.send(op);
  };
  for (std::string const number :
       {"0", "-12", "+5", "007.50", ".5", "5.", "1e10", "-2.5E-7",
        "99999999999999999999999999999999999999", "100000000000000000000000000000000000000",
        "1e126", "1e-128", "0e999"}) {
    INFO(number);
    REQUIRE(send(number).ok());
    auto const received = desk.receive(desk.url);
    CHECK(received.at(0).message_attributes.at("price").string_value == number);
  }
  for (std::string const number :
       {"seven", "1,000", "1 ", " 1", "--1", "1e", "1e999", "0x10", "NaN", ".",
        "123456789012345678901234567890123456789", "1e127", "1e-129"}) {
    INFO(number);
    CHECK(send(number).error() ==
          parameter_error("Can't cast the value of message (user) attribute 'price' to a number."));
  }
}

TEST_CASE("A standard queue takes a group, but no deduplication id", "[sqs]") {
  Standard desk;
  auto op = desk.hello();
  op.message_group_id = "tenant-1";
  auto const sent = desk.send(op);
  REQUIRE(sent.ok());
  CHECK_FALSE(sent->sequence_number);
  auto const attributes = desk.receive(desk.url).at(0).attributes;
  CHECK(attributes.at("MessageGroupId") == "tenant-1");
  CHECK_FALSE(attributes.contains("SequenceNumber"));
  op.message_deduplication_id = "d";
  CHECK(desk.send(op).error() ==
        value_error("d", "MessageDeduplicationId",
                    "The request includes a parameter that is not valid for this queue type."));
}

TEST_CASE("A batch has 1 to 10 entries, each with an id of its own", "[sqs]") {
  Standard desk;
  CHECK(desk.batch({}).error() ==
        service_error("EmptyBatchRequest",
                      "There should be at least one SendMessageBatchRequestEntry in the request."));
  std::vector<sqs::SendMessageBatch::Entry> entries;
  for (int i = 0; i < 10; ++i)
    entries.push_back(entry("id-" + std::to_string(i)));
  auto const ten = desk.batch(entries);
  CHECK(ten->successful.size() == 10);
  CHECK(ten->failed.empty());
  entries.push_back(entry("bad id"));  // the count is looked at first
  CHECK(desk.batch(entries).error() == too_many_error(11));

  auto const bad_id =
      service_error("InvalidBatchEntryId",
                    "A batch entry id can only contain alphanumeric characters, hyphens and "
                    "underscores. It can be at most 80 letters long.");
  for (std::string const id : {"", "a b", "a.b", "a:b"})
    CHECK(desk.batch({entry(id)}).error() == bad_id);
  CHECK(desk.batch({entry(std::string(81, 'i'))}).error() == bad_id);
  CHECK(desk.batch({entry(std::string(80, 'i')), entry("A-z_0")}).ok());
  CHECK(desk.batch({entry("a"), entry("b"), entry("a")}).error() ==
        service_error("BatchEntryIdsNotDistinct", "Id a repeated."));
  CHECK(desk.batch({entry("a"), entry("a"), entry("a b")}).error() == bad_id);
  CHECK(desk.counts(desk.url) == "12 0 0");
}

TEST_CASE("A batch may have 1 MiB in all, whatever the queue's own limit", "[sqs]") {
  Standard desk;
  std::string const half(524'288, 'x');
  CHECK(desk.batch({entry("a", half), entry("b", half)})->successful.size() == 2);
  CHECK(desk.batch({entry("a", half), entry("b", half + 'x')}).error() ==
        service_error(
            "BatchRequestTooLong",
            "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes."));
  REQUIRE(desk.set(desk.url, {{"MaximumMessageSize", "1024"}}).ok());
  std::string const kibibyte(1024, 'x');
  CHECK(desk.batch({entry("a", kibibyte), entry("b", kibibyte)})->successful.size() == 2);
  auto const mixed = desk.batch({entry("a", "small"), entry("b", kibibyte + 'x')});
  REQUIRE(mixed->successful.size() == 1);
  CHECK(mixed->successful[0].id == "a");
  REQUIRE(mixed->failed.size() == 1);
  CHECK(mixed->failed[0].id == "b");
  CHECK(mixed->failed[0].code == "InvalidParameterValue");
  CHECK(mixed->failed[0].message ==
        "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 "
        "bytes.");
  CHECK(mixed->failed[0].sender_fault);
}

TEST_CASE("An entry of a batch may be as long as the queue takes, its attributes counted",
          "[sqs]") {
  Standard desk;
  REQUIRE(desk.set(desk.url, {{"MaximumMessageSize", "2048"}}).ok());
  auto full = entry("full", std::string(2030, 'x'));
  full.message_attributes = {{"colour", text_attribute("yellow")}};  // 6 + 6 + 6
  auto fuller = full;
  fuller.id = "fuller";
  fuller.message_body += 'x';
  auto const sent = desk.batch({full, entry("small", "x"), fuller});
  REQUIRE(sent->successful.size() == 2);
  CHECK(sent->successful[0].id == "full");
  CHECK(sent->successful[1].id == "small");
  REQUIRE(sent->failed.size() == 1);
  CHECK(sent->failed[0].id == "fuller");
}

TEST_CASE("Entries of a batch fail one by one, and the others arrive in order", "[sqs]") {
  Standard desk;
  auto late = entry("late", "late");
  late.delay_seconds = 901;
  auto standing_out = entry("dedup", "dedup");
  standing_out.message_deduplication_id = "d";
  auto tagged = entry("tagged", "second");
  tagged.message_attributes = {{"Foo", text_attribute("Bar")}};
  auto const output = desk.batch({entry("first", "first"), late, entry("control", "\x01"),
                                  standing_out, tagged, entry("empty", "")});
  REQUIRE(output.ok());
  REQUIRE(output->successful.size() == 2);
  CHECK(output->successful[0].id == "first");
  CHECK(output->successful[1].id == "tagged");
  CHECK(output->successful[1].md5_of_message_attributes == "ae7155c6026991b6d54b11589678bf9c");
  REQUIRE(output->failed.size() == 4);
  CHECK(output->failed[0].code == "InvalidParameterValue");
  CHECK(output->failed[1].code == "InvalidMessageContents");
  CHECK(output->failed[2].code == "InvalidParameterValue");
  CHECK(output->failed[2].message ==
        "The request include parameter that is not valid for this queue type");
  CHECK(output->failed[3].code == "MissingParameter");
  CHECK(bodies(desk.receive(desk.url)) == "first, second");
}

TEST_CASE("A batch to a FIFO queue is refused whole where an entry lacks its ids", "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create_fifo();
  auto good = entry("good");
  good.message_group_id = "g";
  good.message_deduplication_id = "d";
  auto bad = good;
  bad.id = "bad";
  bad.message_group_id.reset();
  CHECK(desk.turn(desk.sqs, sqs::SendMessageBatch{url, {good, bad}}).error() ==
        parameter_error("The request must contain the parameter MessageGroupId."));
  bad.message_group_id = "g";
  bad.message_deduplication_id.reset();
  CHECK(desk.turn(desk.sqs, sqs::SendMessageBatch{url, {good, bad}}).error() ==
        parameter_error("The queue should either have ContentBasedDeduplication enabled or "
                        "MessageDeduplicationId "
                        "provided explicitly"));
  CHECK(desk.counts(url) == "0 0 0");
  bad.message_deduplication_id = "d2";
  bad.delay_seconds = 2;
  auto const output = desk.turn(desk.sqs, sqs::SendMessageBatch{url, {good, bad}});
  CHECK(output->successful.size() == 1);
  CHECK(output->failed.at(0).id == "bad");
}

TEST_CASE("A refused send leaves no change, parcel, ring or note", "[sqs]") {
  Standard desk;
  auto long_one = desk.hello();
  long_one.message_body = std::string(1'048'577, 'x');
  auto late = desk.hello();
  late.delay_seconds = 901;
  auto lost = desk.hello();
  lost.queue_url = "nowhere";
  for (auto const& op : {long_one, late, lost}) {
    Turn turn{desk.turn.now, desk.turn.random, desk.turn.caller, desk.turn.now, true};
    CHECK_FALSE(desk.sqs.handle(turn, op).ok());
    CHECK(turn.changes.empty());
    CHECK(turn.parcels.empty());
    CHECK(turn.rings.empty());
    CHECK(turn.notes.empty());
    CHECK_FALSE(turn.wait);
  }
  CHECK(desk.counts(desk.url) == "0 0 0");
}

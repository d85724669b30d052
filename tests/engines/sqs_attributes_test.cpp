// Attributes of SQS queues, each as it is set, told and taken away again.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Attributes = Map<std::string>;

// What AWS tells of a queue beside what can be set.
Attributes settings_of(Attributes all) {
  for (auto const* told :
       {"QueueArn", "CreatedTimestamp", "LastModifiedTimestamp", "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesDelayed", "ApproximateNumberOfMessagesNotVisible"})
    CHECK(all.erase(told) == 1);
  return all;
}

Attributes const every_one_of_standard{{"DelaySeconds", "5"},
                                       {"KmsDataKeyReusePeriodSeconds", "600"},
                                       {"KmsMasterKeyId", "alias/mine"},
                                       {"MaximumMessageSize", "2048"},
                                       {"MessageRetentionPeriod", "600"},
                                       {"Policy", queue_policy},
                                       {"ReceiveMessageWaitTimeSeconds", "20"},
                                       {"RedriveAllowPolicy", R"({"redrivePermission":"denyAll"})"},
                                       {"RedrivePolicy", SqsDesk::redrive("dead", "3")},
                                       {"SqsManagedSseEnabled", "false"},
                                       {"VisibilityTimeout", "60"}};

Error const both_encryptions = attribute_name_error(
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS "
    "SSE or SQS SSE.");

}  // namespace

TEST_CASE("Every attribute of a standard queue can be given when it is made", "[sqs][attributes]") {
  SqsDesk desk;
  desk.create("dead");
  auto const url = desk.create("stock", every_one_of_standard);
  CHECK(settings_of(desk.attributes(url)) == every_one_of_standard);
}

TEST_CASE("Every attribute of a standard queue can be set later, and asked for alone",
          "[sqs][attributes]") {
  SqsDesk desk;
  desk.create("dead");
  auto const url = desk.create("stock");
  for (auto const& [name, value] : every_one_of_standard) {
    INFO(name);
    REQUIRE(desk.set(url, {{name, value}}).ok());
    CHECK(desk.attributes(url, {name}) == Attributes{{name, value}});
  }
  CHECK(settings_of(desk.attributes(url)) == every_one_of_standard);
}

TEST_CASE("Every attribute of a FIFO queue can be given when it is made", "[sqs][attributes]") {
  SqsDesk desk;
  Attributes const given{{"ContentBasedDeduplication", "true"},
                         {"DeduplicationScope", "messageGroup"},
                         {"FifoQueue", "true"},
                         {"FifoThroughputLimit", "perMessageGroupId"}};
  auto const url = desk.create("stock.fifo", given);
  auto all = settings_of(desk.attributes(url));
  for (auto const& [name, value] : given)
    CHECK(all.at(name) == value);
}

TEST_CASE("The optional attributes go with an empty text, each alone", "[sqs][attributes]") {
  SqsDesk desk;
  desk.create("dead");
  for (std::string const name :
       {"Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"}) {
    INFO(name);
    auto const url = desk.create("stock", every_one_of_standard);
    REQUIRE(desk.set(url, {{name, ""}}).ok());
    auto left = every_one_of_standard;
    left.erase(name);
    CHECK(settings_of(desk.attributes(url)) == left);
    REQUIRE(desk.drop(url).ok());
  }
}

TEST_CASE("Taking away what a queue does not have is no mistake", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  auto const before = desk.attributes(url);
  for (auto const* name : {"Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"})
    CHECK(desk.set(url, {{name, ""}}).ok());
  CHECK(desk.attributes(url) == before);
}

TEST_CASE("A flag is true or false", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create_fifo();
  for (std::string const name : {"ContentBasedDeduplication", "SqsManagedSseEnabled"})
    for (std::string const bad : {"", "yes", "TRUE", "1"}) {
      INFO(name << '=' << bad);
      CHECK(desk.set(url, {{name, bad}}).error() == attribute_value_error(name));
    }
}

TEST_CASE("The count of a redrive policy is a number or a text of one, and told as it was set",
          "[sqs][attributes]") {
  SqsDesk desk;
  desk.create("dead");
  auto const url = desk.create("stock");
  for (std::string const count : {"42", "\"42\""}) {
    auto const policy = SqsDesk::redrive("dead", count);
    REQUIRE(desk.set(url, {{"RedrivePolicy", policy}}).ok());
    CHECK(desk.attributes(url)["RedrivePolicy"] == policy);
  }
}

TEST_CASE("SQS's own encryption can be switched off and on", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create("stock", {{"SqsManagedSseEnabled", "false"}});
  CHECK(desk.attributes(url)["SqsManagedSseEnabled"] == "false");
  REQUIRE(desk.set(url, {{"SqsManagedSseEnabled", "true"}}).ok());
  CHECK(desk.attributes(url)["SqsManagedSseEnabled"] == "true");
}

TEST_CASE("A queue is not made with both encryptions, nor set to both", "[sqs][attributes]") {
  SqsDesk desk;
  Attributes const both{{"KmsMasterKeyId", "key"}, {"SqsManagedSseEnabled", "true"}};
  CHECK(desk.try_create("stock", both).error() == both_encryptions);
  auto const url = desk.create("stock");
  CHECK(desk.set(url, both).error() == both_encryptions);
  CHECK(desk.attributes(url)["SqsManagedSseEnabled"] == "true");
  CHECK_FALSE(desk.attributes(url).contains("KmsMasterKeyId"));
}

TEST_CASE("A key is stored as it is given, be it id, ARN or alias", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  for (std::string const key : {"alias/aws/sqs", "1234abcd-12ab-34cd-56ef-1234567890ab",
                                "arn:aws:kms:us-east-1:000000000000:key/1234"}) {
    REQUIRE(desk.set(url, {{"KmsMasterKeyId", key}}).ok());
    CHECK(desk.attributes(url)["KmsMasterKeyId"] == key);
    CHECK(desk.attributes(url)["SqsManagedSseEnabled"] == "false");
  }
}

TEST_CASE("Throughput by group needs deduplication by group, at the creation and later",
          "[sqs][attributes]") {
  SqsDesk desk;
  Attributes by_group{{"FifoQueue", "true"}, {"FifoThroughputLimit", "perMessageGroupId"}};
  auto const refused = attribute_value_error("FifoThroughputLimit");
  CHECK(desk.try_create("stock.fifo", by_group).error() == refused);
  by_group["DeduplicationScope"] = "queue";
  CHECK(desk.try_create("stock.fifo", by_group).error() == refused);
  by_group["DeduplicationScope"] = "messageGroup";
  auto const url = desk.create("stock.fifo", by_group);
  CHECK_FALSE(desk.set(url, {{"DeduplicationScope", "queue"}}).ok());
  CHECK(desk.attributes(url)["DeduplicationScope"] == "messageGroup");
  CHECK(desk.set(url, {{"DeduplicationScope", "queue"}, {"FifoThroughputLimit", "perQueue"}}).ok());
  CHECK(desk.attributes(url)["FifoThroughputLimit"] == "perQueue");
}

TEST_CASE("Deduplication by group does without throughput by group", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create_fifo("stock.fifo", {{"DeduplicationScope", "messageGroup"}});
  CHECK(desk.attributes(url)["FifoThroughputLimit"] == "perQueue");
  REQUIRE(desk.send(SqsDesk::fifo_message(url, "a", "a", "d")).ok());
  REQUIRE(desk.send(SqsDesk::fifo_message(url, "b", "b", "d")).ok());
  CHECK(bodies(desk.receive(url)) == "a, b");
}

TEST_CASE("A queue that is set to high throughput later goes on deduplicating as a whole",
          "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create_fifo();
  REQUIRE(desk.send(SqsDesk::fifo_message(url, "first", "a", "d")).ok());
  REQUIRE(desk.set(url, {{"DeduplicationScope", "messageGroup"},
                         {"FifoThroughputLimit", "perMessageGroupId"}})
              .ok());
  auto const all = settings_of(desk.attributes(url));
  CHECK(all == Attributes{{"ContentBasedDeduplication", "false"},
                          {"DeduplicationScope", "messageGroup"},
                          {"DelaySeconds", "0"},
                          {"FifoQueue", "true"},
                          {"FifoThroughputLimit", "perMessageGroupId"},
                          {"MaximumMessageSize", "1048576"},
                          {"MessageRetentionPeriod", "345600"},
                          {"ReceiveMessageWaitTimeSeconds", "0"},
                          {"SqsManagedSseEnabled", "true"},
                          {"VisibilityTimeout", "30"}});
  REQUIRE(desk.send(SqsDesk::fifo_message(url, "second", "b", "d")).ok());
  REQUIRE(desk.send(SqsDesk::fifo_message(url, "third", "c", "new")).ok());
  REQUIRE(desk.send(SqsDesk::fifo_message(url, "fourth", "d", "new")).ok());
  CHECK(bodies(desk.receive(url)) == "first, third");
}

TEST_CASE("A policy has 8,192 bytes at most", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  std::string const frame = R"({"Statement":{"Sid":""}})";
  auto const of_size = [&](std::size_t size) {
    return R"({"Statement":{"Sid":")" + std::string(size - frame.size(), 'x') + "\"}}";
  };
  CHECK(desk.set(url, {{"Policy", of_size(8192)}}).ok());
  CHECK(desk.set(url, {{"Policy", of_size(8193)}}).error() == attribute_value_error("Policy"));
}

TEST_CASE("What a queue tells of itself cannot be set", "[sqs][attributes]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  for (std::string const name :
       {"All", "ApproximateNumberOfMessages", "CreatedTimestamp", "LastModifiedTimestamp"})
    CHECK(desk.set(url, {{name, "1"}}).error() ==
          attribute_name_error("Unknown Attribute " + name + "."));
}

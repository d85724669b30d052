// Queues of SQS: their names, what creating one twice means, their attributes and the ranges of
// these.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

Error const bad_name = parameter_error(
    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
Error const bad_fifo_name = parameter_error(
    "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, "
    "must end with .fifo "
    "suffix and be 1 to 80 in length.");

}  // namespace

TEST_CASE("A queue's name has 1 to 80 letters, digits, hyphens and underscores", "[sqs]") {
  SqsDesk desk;
  auto const longest = std::string(80, 'q');
  CHECK(desk.create(longest) == "http://box/000000000000/" + longest);
  CHECK(desk.create("A-z_09") == "http://box/000000000000/A-z_09");
  for (auto const* name : {"", "a b", "a.b", "a/b", "caf\xc3\xa9"})
    CHECK(desk.try_create(name).error() == bad_name);
  CHECK(desk.try_create(std::string(81, 'q')).error() == bad_name);
}

TEST_CASE("A FIFO queue's name ends in .fifo, and no other queue's does", "[sqs]") {
  SqsDesk desk;
  Map<std::string> const fifo{{"FifoQueue", "true"}};
  CHECK(desk.try_create(std::string(75, 'q') + ".fifo", fifo).ok());
  CHECK(desk.try_create(std::string(76, 'q') + ".fifo", fifo).error() == bad_fifo_name);
  CHECK(desk.try_create("stock", fifo).error() == bad_fifo_name);
  CHECK(desk.try_create(".fifo", fifo).error() == bad_fifo_name);
  CHECK(desk.try_create("stock.fifo").error() == bad_name);
}

TEST_CASE("Names are told apart by case, account and region", "[sqs]") {
  SqsDesk desk;
  auto const lower = desk.create("stock");
  auto const upper = desk.create("Stock");
  CHECK(lower != upper);
  REQUIRE(desk.send(lower, "one").ok());
  desk.turn.caller.region = "eu-west-1";
  CHECK(desk.send(lower, "two").error() == no_queue_error());
  CHECK(desk.create("stock") == lower);
  CHECK(desk.counts(lower) == "0 0 0");
  CHECK(desk.attributes(lower, {"QueueArn"})["QueueArn"] ==
        "arn:aws:sqs:eu-west-1:000000000000:stock");
  desk.turn.caller.account = "111111111111";
  CHECK(desk.create("stock") == "http://box/111111111111/stock");
}

TEST_CASE("A queue is found by its URL whatever the host, and by its bare name", "[sqs]") {
  SqsDesk desk;
  desk.create("stock");
  for (auto const* url : {"http://elsewhere:4566/000000000000/stock", "/000000000000/stock",
                          "stock", "https://us-east-1.queue.amazonaws.com/000000000000/stock"})
    CHECK(desk.send(url, "hello").ok());
  CHECK(desk.send("http://box/000000000000/other", "hello").error() == no_queue_error());
  CHECK(desk.send("http://box/111111111111/stock", "hello").error() == no_queue_error());

  auto const found = desk.turn(desk.sqs, sqs::GetQueueUrl{"stock", {}});
  CHECK(found->queue_url == "http://box/000000000000/stock");
  CHECK(desk.turn(desk.sqs, sqs::GetQueueUrl{"other", {}}).error() == no_queue_error());
  CHECK(desk.turn(desk.sqs, sqs::GetQueueUrl{"stock", "111111111111"}).error() == no_queue_error());
}

TEST_CASE(
    "Creating a queue again is welcome as long as each attribute given is what the queue has now",
    "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock", {{"DelaySeconds", "1"}, {"VisibilityTimeout", "20"}});
  CHECK(desk.create("stock") == url);
  CHECK(desk.create("stock", {{"DelaySeconds", "1"}}) == url);
  CHECK(desk.create("stock", {{"MaximumMessageSize", "1048576"}}) == url);
  CHECK(desk.try_create("stock", {{"DelaySeconds", "2"}}).error() ==
        name_taken_error("DelaySeconds"));
  CHECK(desk.try_create("stock", {{"DelaySeconds", "1"}, {"VisibilityTimeout", "30"}}).error() ==
        name_taken_error("VisibilityTimeout"));
  CHECK(desk.try_create("stock", {{"Policy", queue_policy}}).error() == name_taken_error("Policy"));

  REQUIRE(desk.set(url, {{"DelaySeconds", "2"}}).ok());
  CHECK(desk.create("stock", {{"DelaySeconds", "2"}}) == url);
  CHECK(desk.try_create("stock", {{"DelaySeconds", "1"}}).error() ==
        name_taken_error("DelaySeconds"));
  CHECK(desk.attributes(url, {"DelaySeconds"})["DelaySeconds"] == "2");

  auto const fifo = desk.create_fifo();
  CHECK(desk.create("stock.fifo") == fifo);
  CHECK(desk.create_fifo("stock.fifo", {{"ContentBasedDeduplication", "false"}}) == fifo);
  CHECK(
      desk.try_create("stock.fifo", {{"FifoQueue", "true"}, {"ContentBasedDeduplication", "true"}})
          .error() == name_taken_error("ContentBasedDeduplication"));
}

TEST_CASE("Tags do not make a queue another queue", "[sqs]") {
  SqsDesk desk;
  sqs::CreateQueue op{"stock", {}, {{"team", "shop"}}};
  REQUIRE(desk.turn(desk.sqs, op).ok());
  op.tags = {{"team", "factory"}};
  CHECK(desk.turn(desk.sqs, op).ok());
}

TEST_CASE("A fresh queue tells exactly what AWS tells of one", "[sqs]") {
  SqsDesk desk;
  Map<std::string> const standing{{"ApproximateNumberOfMessages", "0"},
                                  {"ApproximateNumberOfMessagesDelayed", "0"},
                                  {"ApproximateNumberOfMessagesNotVisible", "0"},
                                  {"CreatedTimestamp", "1684972800"},
                                  {"DelaySeconds", "0"},
                                  {"LastModifiedTimestamp", "1684972800"},
                                  {"MaximumMessageSize", "1048576"},
                                  {"MessageRetentionPeriod", "345600"},
                                  {"QueueArn", SqsDesk::arn("stock")},
                                  {"ReceiveMessageWaitTimeSeconds", "0"},
                                  {"SqsManagedSseEnabled", "true"},
                                  {"VisibilityTimeout", "30"}};
  auto const url = desk.create("stock");
  CHECK(desk.attributes(url) == standing);
  CHECK(desk.attributes(url, {}).empty());
  CHECK(desk.attributes(url, {"DelaySeconds", "Policy"}) ==
        Map<std::string>{{"DelaySeconds", "0"}});

  auto fifo = standing;
  fifo["QueueArn"] = SqsDesk::arn("stock.fifo");
  fifo["FifoQueue"] = "true";
  fifo["ContentBasedDeduplication"] = "false";
  fifo["DeduplicationScope"] = "queue";
  fifo["FifoThroughputLimit"] = "perQueue";
  CHECK(desk.attributes(desk.create_fifo()) == fifo);

  sqs::GetQueueAttributes const unknown{url, {"DelaySeconds", "Colour"}};
  CHECK(desk.turn(desk.sqs, unknown).error() == attribute_name_error("Unknown Attribute Colour."));
}

TEST_CASE("LastModifiedTimestamp moves with a change, CreatedTimestamp does not", "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  desk.turn.now += 90s;
  REQUIRE(desk.set(url, {{"DelaySeconds", "420"}, {"MaximumMessageSize", "2048"}}).ok());
  auto const all = desk.attributes(url);
  CHECK(all.at("CreatedTimestamp") == "1684972800");
  CHECK(all.at("LastModifiedTimestamp") == "1684972890");
  CHECK(all.at("DelaySeconds") == "420");
  CHECK(all.at("MaximumMessageSize") == "2048");
}

TEST_CASE("Each number among the attributes has its range", "[sqs]") {
  struct Range {
    std::string name;
    std::int64_t least, most;
  };
  SqsDesk desk;
  auto const url = desk.create("stock");
  for (auto const& [name, least, most] :
       {Range{"DelaySeconds", 0, 900}, Range{"KmsDataKeyReusePeriodSeconds", 60, 86'400},
        Range{"MaximumMessageSize", 1024, 1'048'576},
        Range{"MessageRetentionPeriod", 60, 1'209'600},
        Range{"ReceiveMessageWaitTimeSeconds", 0, 20}, Range{"VisibilityTimeout", 0, 43'200}}) {
    INFO(name);
    for (auto const& refused :
         {std::to_string(least - 1), std::to_string(most + 1), std::string{"many"},
          std::string{"1.5"}, std::string{""}, std::string{"99999999999999999999"}}) {
      CHECK(desk.set(url, {{name, refused}}).error() == attribute_value_error(name));
      CHECK(desk.try_create("other", {{name, refused}}).error() == attribute_value_error(name));
    }
    for (auto const taken : {least, most}) {
      REQUIRE(desk.set(url, {{name, std::to_string(taken)}}).ok());
      CHECK(desk.attributes(url, {name})[name] == std::to_string(taken));
    }
  }
}

TEST_CASE("Unknown attributes, and those of the other kind of queue, are refused by name",
          "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  CHECK(desk.set(url, {{"Colour", "red"}}).error() ==
        attribute_name_error("Unknown Attribute Colour."));
  CHECK(desk.set(url, {{"QueueArn", "arn"}}).error() ==
        attribute_name_error("Unknown Attribute QueueArn."));
  CHECK(desk.try_create("other", {{"FifoQueue", "false"}}).error() ==
        attribute_name_error("Unknown Attribute FifoQueue."));
  CHECK(desk.set(url, {{"FifoQueue", "true"}}).error() ==
        attribute_name_error("Unknown Attribute FifoQueue."));
  CHECK(desk.set(url, {{"ContentBasedDeduplication", "true"}}).error() ==
        attribute_name_error("Unknown Attribute ContentBasedDeduplication."));
  for (std::string const name : {"DeduplicationScope", "FifoThroughputLimit"})
    CHECK(desk.try_create("other", {{name, name == "DeduplicationScope" ? "queue" : "perQueue"}})
              .error() == attribute_name_error("You can specify the " + name +
                                               " only when FifoQueue is set to true."));

  auto const fifo = desk.create_fifo();
  CHECK(desk.set(fifo, {{"FifoQueue", "true"}}).ok());
  CHECK(desk.set(fifo, {{"FifoQueue", "false"}}).error() ==
        attribute_value_error("FifoQueue", "Modifying queue type is not supported."));
  CHECK(desk.set(fifo, {{"DeduplicationScope", "topic"}}).error() ==
        attribute_value_error("DeduplicationScope"));
  CHECK(desk.set(fifo, {{"FifoThroughputLimit", "perMessageGroupId"}}).error() ==
        attribute_value_error("FifoThroughputLimit"));
  CHECK(desk.set(fifo, {{"FifoThroughputLimit", "perMessageGroupId"},
                        {"DeduplicationScope", "messageGroup"}})
            .ok());
}

TEST_CASE("A change of attributes that is refused in one changes none", "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  desk.turn.now += 5s;
  CHECK(desk.set(url, {{"DelaySeconds", "5"}, {"VisibilityTimeout", "43201"}}).error() ==
        attribute_value_error("VisibilityTimeout"));
  auto const all = desk.attributes(url);
  CHECK(all.at("DelaySeconds") == "0");
  CHECK(all.at("LastModifiedTimestamp") == "1684972800");
  CHECK(desk.set("nowhere", {{"DelaySeconds", "5"}}).error() == no_queue_error());
}

TEST_CASE("An empty text removes a policy and a redrive policy", "[sqs]") {
  SqsDesk desk;
  desk.create("dead");
  auto const url =
      desk.create("stock", {{"Policy", queue_policy},
                            {"RedrivePolicy", SqsDesk::redrive("dead", "3")},
                            {"RedriveAllowPolicy", R"({"redrivePermission":"denyAll"})"}});
  CHECK(desk.attributes(url, {"Policy"})["Policy"] == queue_policy);
  CHECK(desk.attributes(url, {"RedrivePolicy"})["RedrivePolicy"] == SqsDesk::redrive("dead", "3"));
  REQUIRE(desk.set(url, {{"Policy", ""}, {"RedrivePolicy", ""}, {"RedriveAllowPolicy", ""}}).ok());
  CHECK(desk.attributes(url, {"Policy", "RedrivePolicy", "RedriveAllowPolicy"}).empty());
  for (std::string const policy : {"no json", "[]", "{}", R"({"Statement":[]})"})
    CHECK(desk.set(url, {{"Policy", policy}}).error() == attribute_value_error("Policy"));
}

TEST_CASE("A queue is encrypted by SQS or by a key of KMS, not by both", "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  std::vector<std::string> const told{"KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds",
                                      "SqsManagedSseEnabled"};
  REQUIRE(desk.set(url, {{"KmsMasterKeyId", "testKeyId"}, {"KmsDataKeyReusePeriodSeconds", "6000"}})
              .ok());
  CHECK(desk.attributes(url, told) == Map<std::string>{{"KmsDataKeyReusePeriodSeconds", "6000"},
                                                       {"KmsMasterKeyId", "testKeyId"},
                                                       {"SqsManagedSseEnabled", "false"}});
  // Recorded from AWS: without the key again, SQS does not take over by itself.
  REQUIRE(desk.set(url, {{"KmsMasterKeyId", ""}, {"KmsDataKeyReusePeriodSeconds", "300"}}).ok());
  CHECK(desk.attributes(url, told) == Map<std::string>{{"SqsManagedSseEnabled", "false"}});
  CHECK(
      desk.set(url, {{"KmsMasterKeyId", "testKeyId"}, {"SqsManagedSseEnabled", "true"}}).error() ==
      attribute_name_error(
          "You can use one type of server-side encryption (SSE) at one time. You can either enable "
          "KMS SSE or SQS SSE."));
}

TEST_CASE(
    "A redrive policy needs a target that exists and is of the same kind, and a count of 1 to 1000",
    "[sqs]") {
  SqsDesk desk;
  desk.create("dead");
  desk.create_fifo("dead.fifo");
  auto const url = desk.create("stock");
  auto const refused = [&](std::string const& policy, std::string const& reason) {
    CHECK(desk.set(url, {{"RedrivePolicy", policy}}).error() ==
          value_error(policy, "RedrivePolicy", reason));
    CHECK(desk.try_create("another", {{"RedrivePolicy", policy}}).error() ==
          value_error(policy, "RedrivePolicy", reason));
  };
  refused(SqsDesk::redrive("nowhere", "3"), "Dead letter target does not exist.");
  refused(R"({"maxReceiveCount":3})",
          "Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  refused(R"({"deadLetterTargetArn":")" + SqsDesk::arn("dead") + R"("})",
          "Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  refused("[]", "Redrive policy is not a valid JSON map.");
  refused("no json", "Redrive policy is not a valid JSON map.");
  for (auto const* count : {"0", "1001", "-1"})
    refused(SqsDesk::redrive("dead", count),
            std::string{"Invalid value for maxReceiveCount: "} + count +
                ", valid values are from 1 to 1000 both inclusive.");
  refused(R"({"deadLetterTargetArn":"dead","maxReceiveCount":3})",
          "Invalid value for deadLetterTargetArn.");
  refused(SqsDesk::redrive("dead.fifo", "3"),
          "Dead-letter queue must be same type of queue as the source.");

  for (auto const* count : {"1", "1000", "\"42\""})
    CHECK(desk.set(url, {{"RedrivePolicy", SqsDesk::redrive("dead", count)}}).ok());
  CHECK(desk.attributes(url, {"RedrivePolicy"})["RedrivePolicy"] ==
        SqsDesk::redrive("dead", "\"42\""));
}

TEST_CASE("A queue of another account or region takes no dead letters", "[sqs]") {
  SqsDesk desk;
  desk.turn.caller.region = "eu-west-1";
  desk.create("dead");
  desk.turn.caller.region = "us-east-1";
  auto const policy =
      R"({"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:dead","maxReceiveCount":1})";
  auto const refused = desk.try_create("stock", {{"RedrivePolicy", policy}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "InvalidParameterValue");
}

TEST_CASE("A queue is not its own dead-letter queue", "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  auto const refused = desk.set(url, {{"RedrivePolicy", SqsDesk::redrive("stock", "1")}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "InvalidParameterValue");
}

TEST_CASE("Queues are listed by name, prefix and page", "[sqs]") {
  SqsDesk desk;
  CHECK(desk.turn(desk.sqs, sqs::ListQueues{})->queue_urls.empty());
  for (auto const* name : {"shop-b", "stock", "shop-a", "Shop"})
    desk.create(name);
  auto const url = [](std::string name) { return "http://box/000000000000/" + std::move(name); };
  sqs::ListQueues op;
  auto const all = desk.turn(desk.sqs, op);
  CHECK(all->queue_urls == std::vector{url("Shop"), url("shop-a"), url("shop-b"), url("stock")});
  CHECK_FALSE(all->next_token);

  op.queue_name_prefix = "shop";
  CHECK(desk.turn(desk.sqs, op)->queue_urls == std::vector{url("shop-a"), url("shop-b")});

  op.max_results = 1;
  auto const first = desk.turn(desk.sqs, op);
  CHECK(first->queue_urls == std::vector{url("shop-a")});
  REQUIRE(first->next_token);
  op.next_token = first->next_token;
  auto const second = desk.turn(desk.sqs, op);
  CHECK(second->queue_urls == std::vector{url("shop-b")});
  CHECK_FALSE(second->next_token);

  op.next_token = "made-up";
  CHECK(desk.turn(desk.sqs, op).error().code == "InvalidParameterValue");
}

TEST_CASE("A deleted queue is gone with all that it held, and whoever waits on it is woken",
          "[sqs]") {
  SqsDesk desk;
  auto const url = desk.create("stock");
  REQUIRE(desk.send(url, "hello").ok());
  REQUIRE(desk.drop(url).ok());
  CHECK(desk.turn.rings.size() == 1);
  CHECK(desk.drop(url).error() == no_queue_error());
  CHECK(desk.send(url, "hello").error() == no_queue_error());
  CHECK(desk.turn(desk.sqs, SqsDesk::receiving(url)).error() == no_queue_error());
  desk.create("stock");
  CHECK(desk.counts(url) == "0 0 0");
}

TEST_CASE("Purging removes what is visible, delayed and in flight", "[sqs]") {
  SqsDesk desk;
  for (auto const& url : {desk.create("stock"), desk.create_fifo()}) {
    bool const fifo = url.ends_with(".fifo");
    for (std::string const body : {"a", "b"})
      REQUIRE((fifo ? desk.send(url, body, body) : desk.send(url, body)).ok());
    auto const taken = desk.receive(url, 1);
    REQUIRE(taken.size() == 1);
    if (!fifo) {
      auto delayed = SqsDesk::message(url, "c");
      delayed.delay_seconds = 5;
      REQUIRE(desk.send(delayed).ok());
      CHECK(desk.counts(url) == "1 1 1");
    }
    REQUIRE(desk.purge(url).ok());
    CHECK(desk.counts(url) == "0 0 0");
    CHECK(desk.remove(url, taken[0].receipt_handle).ok());
    desk.turn.now += 60s;
    CHECK(desk.receive(url).empty());
    REQUIRE((fifo ? desk.send(url, "d", "a") : desk.send(url, "d")).ok());
    CHECK(bodies(desk.receive(url)) == "d");
  }
  CHECK(desk.purge("nowhere").error() == no_queue_error());
}

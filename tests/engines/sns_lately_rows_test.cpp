// What SNS keeps of the last minutes: duplicates stay duplicates, lines of groups stay in line, and
// throttles hold, in a box that is made anew.
#include <catch2/catch.hpp>

#include "engines/sns/sandbox_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs_desk.hpp"
#include "support/restarts.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct LatelyRestarts : Restarts {
  std::string topic(std::string name) {
    sns::CreateTopic op;
    op.attributes = {{"FifoTopic", "true"}};
    op.name = std::move(name);
    return box->call(op)->topic_arn;
  }
  sns::Publish::Output publish(std::string const& arn, std::string id) {
    sns::Publish op;
    op.topic_arn = arn;
    op.message = "hello";
    op.message_group_id = "donuts";
    op.message_deduplication_id = std::move(id);
    return *box->call(op);
  }
};

}  // namespace

TEST_CASE("A topic knows after a restart what it was sent within five minutes", "[sns][rows]") {
  LatelyRestarts boxes;
  auto const arn = boxes.topic("shop.fifo");
  auto const first = boxes.publish(arn, "one");
  boxes.restart(4min);
  auto const again = boxes.publish(arn, "one");
  CHECK(again.message_id == first.message_id);
  CHECK(again.sequence_number == first.sequence_number);
  boxes.restart(1min);
  auto const anew = boxes.publish(arn, "one");
  CHECK(anew.message_id != first.message_id);
  CHECK(*anew.sequence_number > *first.sequence_number);
}

TEST_CASE("What a topic that is gone was sent is forgotten with it", "[sns][rows]") {
  LatelyRestarts boxes;
  auto const arn = boxes.topic("shop.fifo");
  auto const first = boxes.publish(arn, "one");
  REQUIRE(boxes.box->call(sns::DeleteTopic{arn}).ok());
  boxes.restart();
  boxes.topic("shop.fifo");
  CHECK(boxes.publish(arn, "one").message_id != first.message_id);
}

TEST_CASE("Messages of one group wait in line through a restart", "[sns][rows]") {
  LatelyRestarts boxes;
  auto const arn = boxes.topic("shop.fifo");
  sns::Subscribe subscribe;
  subscribe.topic_arn = arn;
  subscribe.protocol = "sqs";
  subscribe.endpoint = "arn:aws:sqs:us-east-1:000000000000:late.fifo";
  REQUIRE(boxes.box->call(subscribe).ok());
  for (auto const* id : {"1", "2", "3"})
    boxes.publish(arn, id);
  boxes.restart();
  sqs::CreateQueue const create{"late.fifo", {{"FifoQueue", "true"}}, {}};
  REQUIRE(boxes.box->call(create).ok());
  boxes.box->advance(1h);
  auto const deliveries = boxes.box->call(sns::ListDeliveries{})->deliveries;
  REQUIRE(deliveries.size() == 3);
  for (auto const& delivery : deliveries)
    CHECK(delivery.status == "delivered");
}

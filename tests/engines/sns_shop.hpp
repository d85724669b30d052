// A shop that publishes: an SNS engine with a topic, and the words its tests share.
#pragma once

#include <string>

#include "engines/sns/engine.hpp"
#include "support/engine_turn.hpp"

namespace proofbox::test {

inline std::string const queue_arn = "arn:aws:sqs:us-east-1:000000000000:stock";

inline Error invalid(std::string what) {
  return {"InvalidParameter", "Invalid parameter: " + std::move(what), 400};
}

struct SnsShop {
  EngineTurns turn;
  sns::Engine sns;
  std::string topic = create("shop");

  std::string create(std::string name, Map<std::string> attributes = {}) {
    sns::CreateTopic op;
    op.name = std::move(name);
    op.attributes = std::move(attributes);
    return turn(sns, op)->topic_arn;
  }
  std::string subscribe(std::string to, std::string queue = queue_arn,
                        Map<std::string> attributes = {}) {
    sns::Subscribe op;
    op.topic_arn = std::move(to);
    op.protocol = "sqs";
    op.endpoint = std::move(queue);
    op.attributes = std::move(attributes);
    return turn(sns, op)->subscription_arn;
  }
  sns::Publish message(std::string body) const {
    sns::Publish op;
    op.topic_arn = topic;
    op.message = std::move(body);
    return op;
  }
  Result<sns::Publish::Output> publish(sns::Publish const& op) { return turn(sns, op); }
  ToQueue parcel(std::size_t index = 0) const {
    return std::get<ToQueue>(turn.parcels.at(index).to);
  }

  // Tells the engine how the parcel fared, as the courier does.
  void carried(Parcel const& parcel, Outcome const& outcome) {
    Turn told{turn.now, turn.random, turn.caller, turn.now, false, turn.strict, {}, &turn.signer};
    sns.carried(told, parcel, outcome);
    turn.parcels = std::move(told.parcels);
    turn.notes = std::move(told.notes);
  }
};

struct FifoSnsShop : SnsShop {
  explicit FifoSnsShop(Map<std::string> attributes = {}) {
    attributes["FifoTopic"] = "true";
    topic = create("shop.fifo", attributes);
  }
  sns::Publish message(std::string body, std::string group = "donuts") const {
    auto op = SnsShop::message(std::move(body));
    op.message_group_id = std::move(group);
    return op;
  }
};

}  // namespace proofbox::test

// Calls of SNS that many recorded situations begin with. Unlike those of Stage they may be refused:
// the answer is what was recorded.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "recordings/situation.hpp"

namespace proofbox::test {

// The ARN of a new topic of that name; one that ends in ".fifo" makes a FIFO topic.
inline std::string create_topic(Stage& stage, nlohmann::json more = nlohmann::json::object(),
                                std::string const& name = "shop") {
  more["Name"] = name;
  if (name.ends_with(".fifo"))
    more["Attributes"]["FifoTopic"] = "true";
  return stage.sns("CreateTopic", more).at("TopicArn");
}

// `more`: further members of the operation.
inline nlohmann::json subscribe(Stage& stage, std::string const& topic, std::string const& queue,
                                nlohmann::json more = nlohmann::json::object()) {
  more["TopicArn"] = topic;
  more["Protocol"] = "sqs";
  more["Endpoint"] = Stage::arn(queue);
  more["ReturnSubscriptionArn"] = true;
  return stage.sns("Subscribe", more);
}

inline nlohmann::json publish(Stage& stage, std::string const& topic, std::string const& message,
                              nlohmann::json more = nlohmann::json::object()) {
  more["TopicArn"] = topic;
  more["Message"] = message;
  return stage.sns("Publish", more);
}

// What has come to the queue, or comes within a second.
inline nlohmann::json arrived(Stage& stage, std::string const& queue,
                              nlohmann::json more = nlohmann::json::object()) {
  more["WaitTimeSeconds"] = 1;
  return stage.receive(queue, std::move(more));
}

inline nlohmann::json topic_attributes(Stage& stage, std::string const& topic) {
  return stage.sns("GetTopicAttributes", {{"TopicArn", topic}});
}

inline nlohmann::json subscription_attributes(Stage& stage, std::string const& subscription) {
  return stage.sns("GetSubscriptionAttributes", {{"SubscriptionArn", subscription}});
}

inline std::string missing_topic() { return "arn:aws:sns:us-east-1:000000000000:missing"; }

}  // namespace proofbox::test

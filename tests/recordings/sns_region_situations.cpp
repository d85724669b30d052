// What AWS was recorded to answer about SNS across regions.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

// A topic of the box's own region, called from another.
Json called_from_elsewhere(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.sns.region = other_region;
  Json answers;
  answers["set-topic-attrs"] =
      stage.sns("SetTopicAttributes",
                {{"TopicArn", topic}, {"AttributeName", "DisplayName"}, {"AttributeValue", "x"}});
  answers["get-topic-attrs"] = topic_attributes(stage, topic);
  answers["cross-region-publish-forbidden"] = publish(stage, topic, "hello");
  answers["cross-region-subscribe"] = subscribe(stage, topic, "stock");
  answers["list-subs"] = stage.sns("ListSubscriptionsByTopic", {{"TopicArn", topic}});
  answers["delete-topic"] = stage.sns("DeleteTopic", {{"TopicArn", topic}});
  return answers;
}

Json delivered_elsewhere(Stage& stage) {
  auto const topic = create_topic(stage);
  stage.sqs.region = other_region;
  auto const queue = stage.create("stock");
  Json const subscription{
      {"TopicArn", topic},
      {"Protocol", "sqs"},
      {"Endpoint", "arn:aws:sqs:" + other_region + ":" + Caller{}.account + ":stock"}};
  Json answers;
  stage.sns.region = other_region;
  answers["subscribe-cross-region"] = stage.sns("Subscribe", subscription);
  stage.sns.region = stage.sim.box.settings().region;
  answers["subscribe-same-region"] = stage.sns("Subscribe", subscription);
  publish(stage, topic, "This is a test message",
          {{"MessageAttributes", {{"attr1", {{"DataType", "Number"}, {"StringValue", "99.12"}}}}}});
  answers["messages"] = arrived(stage, queue);
  return answers;
}

Json same_name_in_two_regions(Stage& stage) {
  auto const list = [&] { return stage.sns("ListTopics", Json::object()); };
  auto const first = create_topic(stage);
  stage.sns.region = other_region;
  auto const second = create_topic(stage);
  Json answers;
  answers["list-secondary"] = list();
  answers["topic-west"] = topic_attributes(stage, second);
  stage.sns.region = stage.sim.box.settings().region;
  answers["list-primary"] = list();
  answers["topic-east"] = topic_attributes(stage, first);
  return answers;
}

}  // namespace

std::vector<Situation> sns_region_situations() {
  return {
      {"sns/test_sns.py::TestSNSMultiRegions::test_cross_region_access", called_from_elsewhere},
      {"sns/test_sns.py::TestSNSMultiRegions::test_cross_region_delivery_sqs", delivered_elsewhere},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_create_topic_in_multiple_regions",
       same_name_in_two_regions},
  };
}

}  // namespace proofbox::test

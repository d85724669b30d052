// What AWS was recorded to answer about SNS topics: made, told of, set, tagged and deleted.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json deleted_twice(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  answers["delete-topic"] = stage.sns("DeleteTopic", {{"TopicArn", topic}});
  answers["delete-topic-again"] = stage.sns("DeleteTopic", {{"TopicArn", topic}});
  return answers;
}

Json never_there(Stage& stage) {
  return {{"delete-non-existent-topic", stage.sns("DeleteTopic", {{"TopicArn", missing_topic()}})}};
}

Json tags_go_with_the_topic(Stage& stage) {
  auto const tags =
      Json::array({{{"Key", "k1"}, {"Value", "v1"}}, {{"Key", "k2"}, {"Value", "v2"}}});
  auto const topic = create_topic(stage, {{"Tags", tags}});
  Json answers;
  answers["list-created-tags"] = stage.sns("ListTagsForResource", {{"ResourceArn", topic}});
  stage.sns("DeleteTopic", {{"TopicArn", topic}});
  create_topic(stage);
  answers["list-empty-tags"] = stage.sns("ListTagsForResource", {{"ResourceArn", topic}});
  return answers;
}

Json set_topic(Stage& stage, std::string const& topic, char const* name, std::string const& value) {
  return stage.sns("SetTopicAttributes",
                   {{"TopicArn", topic}, {"AttributeName", name}, {"AttributeValue", value}});
}

Json with_attributes(Stage& stage) {
  auto const topic = create_topic(
      stage, {{"Attributes", {{"DisplayName", "TestTopic"}, {"SignatureVersion", "2"}}}},
      "shop.fifo");
  Json answers;
  answers["get-topic-attrs"] = topic_attributes(stage, topic);
  answers["get-attrs-nonexistent-topic"] = topic_attributes(stage, missing_topic());
  answers["get-attrs-malformed-topic"] = topic_attributes(stage, "shop");
  return answers;
}

Json delivery_policies(Stage& stage) {
  auto const request =
      R"({"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}})";
  auto const topic = create_topic(
      stage,
      {{"Attributes",
        {{"DisplayName", "TestTopic"}, {"SignatureVersion", "2"}, {"DeliveryPolicy", request}}}},
      "shop.fifo");
  auto const set = [&](char const* policy) {
    return set_topic(stage, topic, "DeliveryPolicy", policy);
  };
  Json answers;
  answers["get-topic-attrs"] = topic_attributes(stage, topic);
  answers["set-topic-attrs"] = set(
      R"({"http":{"defaultHealthyRetryPolicy":{"minDelayTarget":5,"maxDelayTarget":6,"numRetries":1}}})");
  answers["get-topic-attrs-after-update"] = topic_attributes(stage, topic);
  answers["set-topic-attrs-none"] = set(R"({"http":{"defaultHealthyRetryPolicy":null}})");
  answers["get-topic-attrs-after-none"] = topic_attributes(stage, topic);
  answers["set-topic-attrs-full-none"] = set("");
  answers["get-topic-attrs-after-delete"] = topic_attributes(stage, topic);
  return answers;
}

Json names(Stage& stage) {
  auto const create = [&](std::string const& name, bool fifo = false) {
    Json input{{"Name", name}};
    if (fifo)
      input["Attributes"] = {{"FifoTopic", "true"}};
    return stage.sns("CreateTopic", input);
  };
  Json answers;
  answers["valid-name-max-length"] = create(std::string(256, 'a'));
  answers["name-too-short"] = create("");
  answers["name-too-long"] = create(std::string(257, 'a'));
  answers["name-contains-fifo"] = create("shop.fifo");
  answers["fifo-name-not-contains-fifo"] = create("shop", true);
  int number = 0;
  for (auto const* name : {"a!", "a b", "a.b", "a/b", "a:b", "a@b", "a*b", "\u00e9"})
    answers["name-invalid-char-" + std::to_string(number++)] = create(name);
  return answers;
}

Json made_again(Stage& stage) {
  auto const topic = create_topic(stage);
  set_topic(stage, topic, "DisplayName", "AlreadySet");
  Json answers;
  answers["topic-attrs-idempotent-1"] = topic_attributes(stage, create_topic(stage));
  answers["topic-attrs-idempotent-2"] = topic_attributes(
      stage, create_topic(stage, {{"Attributes", {{"DisplayName", "AlreadySet"}}}}));
  return answers;
}

Json add_permission(Stage& stage, std::string const& topic, char const* label,
                    char const* action = "Publish") {
  return stage.sns("AddPermission", {{"TopicArn", topic},
                                     {"Label", label},
                                     {"AWSAccountId", Json::array({Caller{}.account})},
                                     {"ActionName", Json::array({action})}});
}

Json policy_of(Stage& stage, std::string const& topic) {
  return topic_attributes(stage, topic).at("Attributes").at("Policy");
}

Json permission_added(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  answers["add-permission-response"] = add_permission(stage, topic, "test");
  answers["topic-policy-after-permission"] = policy_of(stage, topic);
  return answers;
}

Json permission_removed(Stage& stage) {
  auto const topic = create_topic(stage);
  add_permission(stage, topic, "test");
  stage.sns("RemovePermission", {{"TopicArn", topic}, {"Label", "test"}});
  return {{"topic-policy", policy_of(stage, topic)}};
}

Json wrong_permissions(Stage& stage) {
  auto const topic = create_topic(stage);
  add_permission(stage, topic, "test");
  Json answers;
  answers["duplicate-label"] = add_permission(stage, topic, "test");
  answers["topic-not-found"] = add_permission(stage, missing_topic(), "test");
  answers["invalid-action"] = add_permission(stage, topic, "other", "Bake");
  return answers;
}

Json permission_of_missing_topic(Stage& stage) {
  return {{"topic-not-found",
           stage.sns("RemovePermission", {{"TopicArn", missing_topic()}, {"Label", "test"}})}};
}

}  // namespace

std::vector<Situation> sns_topic_situations() {
  return {
      {"sns/test_sns.py::TestSNSTopicCrud::test_delete_topic_idempotency", deleted_twice},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_delete_non_existent_topic", never_there},
      {"sns/test_sns.py::TestSNSTopicCrud::test_tags_removed_after_deletion",
       tags_go_with_the_topic},
      {"sns/test_sns.py::TestSNSTopicCrud::test_create_topic_with_attributes", with_attributes},
      {"sns/test_sns.py::TestSNSTopicCrud::test_topic_delivery_policy_crud", delivery_policies},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_create_topic_name_constraints", names},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_create_topic_should_be_idempotent", made_again},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_topic_add_permission", permission_added},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_topic_remove_permission", permission_removed},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_add_permission_errors", wrong_permissions},
      {"sns/test_sns.py::TestSNSTopicCrudV2::test_remove_permission_errors",
       permission_of_missing_topic},
  };
}

}  // namespace proofbox::test

// What AWS was recorded to answer about filter policies, and what came through them.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

// A topic with a queue at it.
struct Fan {
  explicit Fan(Stage& of_stage, Json attributes = Json::object())
      : stage(of_stage),
        topic(stage.sns("CreateTopic", {{"Name", "shop"}}).at("TopicArn")),
        queue(stage.create("stock")),
        subscription(subscribe("stock", std::move(attributes)).at("SubscriptionArn")) {}

  Json subscribe(std::string const& name, Json attributes) {
    Json input{{"TopicArn", topic}, {"Protocol", "sqs"}, {"Endpoint", Stage::arn(name)}};
    if (!attributes.empty())
      input["Attributes"] = std::move(attributes);
    return stage.sns("Subscribe", input);
  }
  Json set(std::string const& name, std::string const& value) {
    return stage.sns(
        "SetSubscriptionAttributes",
        {{"SubscriptionArn", subscription}, {"AttributeName", name}, {"AttributeValue", value}});
  }
  Json attributes() {
    return stage.sns("GetSubscriptionAttributes", {{"SubscriptionArn", subscription}});
  }
  void publish(std::string const& message, Json attributes = Json::object()) {
    Json input{{"TopicArn", topic}, {"Message", message}};
    if (!attributes.empty())
      input["MessageAttributes"] = std::move(attributes);
    stage.sns("Publish", input);
    stage.sim.advance(0s);
  }
  Json received() { return stage.receive(queue, {{"VisibilityTimeout", 0}}); }
  // And out of the way of the next.
  Json taken() {
    auto answer = stage.receive(queue);
    if (answer.contains("Messages"))
      stage.remove(queue, answer);
    return answer;
  }

  Stage& stage;
  std::string topic, queue, subscription;
};

Json of_type(std::string const& type, std::string const& value) {
  return {{"DataType", type}, {"StringValue", value}};
}

constexpr char const* up_to_100 = R"({"attr1":[{"numeric":[">",0,"<=",100]}]})";

Json filter_policy(Stage& stage) {
  Fan fan{stage, {{"FilterPolicy", up_to_100}}};
  Json answers;
  answers["subscription-attributes"] = fan.attributes();
  answers["messages-0"] = fan.received();
  fan.publish("This is a test message", {{"attr1", of_type("Number", "99")}});
  answers["messages-1"] = fan.received();
  fan.publish("This is another test message", {{"attr1", of_type("Number", "111")}});
  answers["messages-2"] = fan.taken();
  fan.set("FilterPolicy", R"({"attr1":[null,{"anything-but":"whatever"}]})");
  answers["subscription-attributes-2"] = fan.attributes();
  answers["messages-3"] = fan.received();
  fan.publish("This the test message for null");
  answers["messages-4"] = fan.received();
  return answers;
}

Json attributes_array(Stage& stage) {
  Fan fan{stage, {{"FilterPolicy", R"({"store":["value1"]})"}, {"RawMessageDelivery", "true"}}};
  Json answers;
  answers["subscription-attributes-policy"] = fan.attributes();
  answers["messages-init"] = fan.received();
  fan.publish("message-1", {{"store", of_type("String", "value1")}});
  answers["messages-1"] = fan.taken();
  fan.publish("message-2", {{"store", of_type("String.Array", R"(["value1","value2"])")}});
  answers["messages-2"] = fan.taken();
  fan.publish("message-3", {{"store", of_type("String.Array", R"(["value2","value3"])")}});
  answers["messages-3"] = fan.received();
  return answers;
}

// The first three messages are of one policy, the rest of another; each goes through it.
Json dotted_names(Stage& stage) {
  Fan fan{stage,
          {{"FilterPolicyScope", "MessageBody"},
           {"FilterPolicy", R"({"object.nested":["string.value"]})"}}};
  Json answers;
  answers["recv-init"] = fan.received();
  auto const sent = [&](char const* message) {
    fan.publish(message);
    return fan.taken();
  };
  answers["recv-nested-msg-0"] = sent(R"({"object": {"nested": "string.value"}})");
  answers["recv-nested-msg-1"] = sent(R"({"object.nested": "string.value"})");
  fan.set("FilterPolicy", R"({"object.nested.test":["string.value"]})");
  answers["recv-deep-nested-msg-0"] = sent(R"({"object": {"nested": {"test": "string.value"}}})");
  answers["recv-deep-nested-msg-1"] = sent(R"({"object.nested.test": "string.value"})");
  answers["recv-deep-nested-msg-2"] = sent(R"({"object.nested": {"test": "string.value"}})");
  answers["recv-deep-nested-msg-3"] = sent(R"({"object": {"nested.test": "string.value"}})");
  return answers;
}

std::string with_values(int count) {
  auto list = Json::array();
  for (int i = 0; i < count; ++i)
    list.push_back("value" + std::to_string(i));
  return list.dump();
}

Json complexity(Stage& stage) {
  Fan fan{stage};
  stage.create("other");
  auto const subscribing = [&](std::string const& policy) {
    return fan.subscribe("other", {{"FilterPolicy", policy}});
  };
  Json answers;
  answers["error-complexity-in-one-condition"] = subscribing("{\"a\":" + with_values(151) + "}");
  answers["error-complexity-in-two-conditions"] =
      subscribing("{\"a\":" + with_values(16) + ",\"b\":" + with_values(10) + "}");
  answers["error-complexity-too-many-fields"] =
      subscribing(R"({"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]})");
  return answers;
}

struct Wrong {
  char const* name;
  char const* policy;
};

Json refused(Stage& stage, std::initializer_list<Wrong> policies) {
  Fan fan{stage};
  stage.create("other");
  Json answers;
  for (auto const& [name, policy] : policies) {
    auto answer = fan.subscribe("other", {{"FilterPolicy", policy}});
    // The recording has the sentence once more, without the place.
    auto& error = answer.at("Error");
    auto const message = error.at("Message").get<std::string>();
    error["_normalized"] = message.substr(0, message.find("\n at ["));
    answers[name] = std::move(answer);
  }
  return answers;
}

Json wrong_conditions(Stage& stage) {
  return refused(stage, {{"error-condition-list", R"({"key":[["value"]]})"},
                         {"error-condition-operator", R"({"key":[{"wrong-operator":true}]})"},
                         {"error-condition-two-operators",
                          R"({"key":[{"suffix":"value","prefix":"value2"}]})"}});
}

Json wrong_anything_but(Stage& stage) {
  return refused(
      stage,
      {{"error-condition-wrong-operator", R"({"key":[{"anything-but":{"wrong-operator":null}}]})"},
       {"error-condition-anything-but-suffix", R"({"key":[{"anything-but":{"suffix":"test"}}]})"},
       {"error-condition-anything-but-exists", R"({"key":[{"anything-but":{"exists":false}}]})"},
       {"error-condition-anything-but-prefix-wrong-type",
        R"({"key":[{"anything-but":{"prefix":false}}]})"}});
}

Json wrong_texts(Stage& stage) {
  return refused(
      stage,
      {{"error-condition-empty-array", R"({"key":[]})"},
       {"error-condition-is-numeric", R"({"key":[{"suffix":100}]})"},
       {"error-condition-is-none", R"({"key":[{"suffix":null}]})"},
       {"error-condition-is-not-list-and-operator", R"({"key":{"suffix":"value"}})"},
       {"error-condition-empty-list", R"({"key":[{"suffix":[]}]})"},
       {"error-condition-list-wrong-type", R"({"key":[{"suffix":["test","test2"]}]})"},
       {"error-condition-is-not-list-two-ops", R"({"key":{"suffix":"value","prefix":"value"}})"},
       {"error-condition-is-not-list-and-no-operator", R"({"key":{"not-an-operator":"value"}})"},
       {"error-condition-bad-type", R"({"key":[{"cidr":["bad-filter"]}]})"},
       {"error-condition-bad-cidr-str", R"({"key":[{"cidr":"bad-filter"}]})"},
       {"error-condition-bad-cidr-str-slash", R"({"key":[{"cidr":"bad-filter/64"}]})"},
       {"error-condition-bad-cidr-str-slash-2", R"({"key":[{"cidr":"bad-filter/filter"}]})"},
       {"error-condition-bad-cidr-v4", R"({"key":[{"cidr":"xx.11.xx/8"}]})"},
       {"error-condition-bad-cidr-v6", R"({"key":[{"cidr":"xxxx:db8:1234:1a00::/64"}]})"}});
}

// What came through of these messages, received once.
Json through(Stage& stage, std::string const& policy, std::vector<Json> const& messages) {
  Fan fan{stage,
          {{"FilterPolicyScope", "MessageBody"},
           {"FilterPolicy", policy},
           {"RawMessageDelivery", "true"}}};
  for (auto const& message : messages)
    fan.publish(message.dump());
  auto const received = stage.receive(
      fan.queue, {{"MaxNumberOfMessages", 10}, {"AttributeNames", Json::array({"All"})}});
  return {{"messages-queue", {{"Messages", received.at("Messages")}}}};
}

Json empty_array(Stage& stage) {
  Json const message{{"version", "0"},
                     {"id", "3e3c153a-8339-4e30-8c35-687ebef853fe"},
                     {"detail-type", "EC2 Instance Launch Successful"},
                     {"source", "aws.autoscaling"},
                     {"account", "123456789012"},
                     {"time", "2015-11-11T21:31:47Z"},
                     {"region", "my-region"},
                     {"resources", Json::array()},
                     {"detail", {{"eventVersion", ""}, {"responseElements", nullptr}}}};
  return through(stage, R"({"detail":{"eventVersion":[""]}})", {message});
}

Json addresses(Stage& stage) {
  auto const message = [](std::string const& id, std::string const& name,
                          std::string const& address) {
    return Json{{"id", id},
                {"source", "test-source"},
                {"detail-type", "test-detail-type"},
                {"account", "123456789012"},
                {"region", "my-region"},
                {"time", "2022-07-13T13:48:01Z"},
                {"detail", {{name, address}}}};
  };
  return through(
      stage,
      R"({"detail":{"$or":[{"sourceIPAddress":[{"cidr":"10.0.0.0/24"}]},)"
      R"({"sourceIPAddressV6":[{"cidr":"2001:db8:1234:1a00::/64"}]}]}})",
      {message("1", "sourceIPAddress", "10.0.0.255"), message("2", "sourceIPAddress", "10.0.0.256"),
       message("3", "sourceIPAddressV6", "2001:0db8:1234:1a00:0000:0000:0000:0000"),
       message("4", "sourceIPAddressV6", "2001:0db8:123f:1a01:0000:0000:0000:0000")});
}

Json batch(Stage& stage) {
  Fan fan{stage, {{"FilterPolicy", up_to_100}}};
  auto const open_queue = stage.create("open");
  std::string const open = fan.subscribe("open", Json::object()).at("SubscriptionArn");
  auto const publish = [&](std::string const& message, std::string const& number) {
    Json entry{{"Id", "1"}, {"Message", message}};
    entry["MessageAttributes"] = {{"attr1", of_type("Number", number)}};
    stage.sns("PublishBatch",
              {{"TopicArn", fan.topic}, {"PublishBatchRequestEntries", Json::array({entry})}});
    stage.sim.advance(0s);
  };
  auto const received = [&](std::string const& queue) {
    auto answer = stage.receive(queue);
    if (answer.contains("Messages"))
      stage.remove(queue, answer);
    return answer;
  };
  Json answers;
  answers["subscription-attributes-with-filter"] = fan.attributes();
  answers["subscription-attributes-no-filter"] =
      stage.sns("GetSubscriptionAttributes", {{"SubscriptionArn", open}});
  answers["messages-no-filter-before-publish"] = received(open_queue);
  answers["messages-with-filter-before-publish"] = received(fan.queue);
  publish("This is a test message", "99");
  answers["messages-no-filter-after-publish-ok"] = received(open_queue);
  answers["messages-with-filter-after-publish-ok"] = received(fan.queue);
  publish("This is another test message", "111");
  answers["messages-no-filter-after-publish-ok-1"] = received(open_queue);
  answers["messages-with-filter-after-publish-filtered"] = received(fan.queue);
  return answers;
}

Json scope(Stage& stage) {
  Fan fan{stage};
  Json answers;
  answers["sub-attrs-default"] = fan.attributes();
  fan.set("FilterPolicyScope", "MessageBody");
  answers["sub-attrs-filter-scope-body"] = fan.attributes();
  answers["sub-attrs-filter-scope-error"] = fan.set("FilterPolicyScope", "RandomValue");
  fan.set("FilterPolicy", R"({"attr":["match-this"]})");
  answers["sub-attrs-after-setting-policy"] = fan.attributes();
  return answers;
}

Json nested(Stage& stage) {
  Fan fan{stage};
  std::string const policy = R"({"object":{"key":[{"prefix":"auto-"}]}})";
  Json answers;
  answers["sub-filter-policy-nested-error"] = fan.set("FilterPolicy", policy);
  fan.set("FilterPolicyScope", "MessageBody");
  fan.set("FilterPolicy", policy);
  answers["sub-attrs-after-setting-nested-policy"] = fan.attributes();
  return answers;
}

Json nested_limits(Stage& stage) {
  Fan fan{stage};
  fan.set("FilterPolicyScope", "MessageBody");
  auto const values = with_values(8);
  Json answers;
  answers["sub-filter-policy-nested-error-too-many-combinations"] = fan.set(
      "FilterPolicy", "{\"a\":{\"b\":{\"c\":" + values + "}},\"d\":{\"e\":" + values + "}}");
  answers["sub-filter-policy-max-attr-keys"] =
      fan.set("FilterPolicy", R"({"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]})");
  answers["sub-filter-policy-rule-no-list"] = fan.set("FilterPolicy", R"({"key_a":"value_one"})");
  return answers;
}

}  // namespace

std::vector<Situation> sns_filter_situations() {
  return {
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyAttributes::test_filter_policy",
       filter_policy},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyAttributes::"
       "test_exists_filter_policy_attributes_array",
       attributes_array},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyBody::"
       "test_filter_policy_on_message_body_dot_attribute",
       dotted_names},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyConditions::test_policy_complexity",
       complexity},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyConditions::test_validate_policy",
       wrong_conditions},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyBody::"
       "test_filter_policy_empty_array_payload",
       empty_array},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyBody::"
       "test_filter_policy_ip_address_condition",
       addresses},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyBody::test_filter_policy_for_batch",
       batch},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyConditions::"
       "test_validate_policy_string_operators",
       wrong_texts},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyConditions::"
       "test_validate_policy_nested_anything_but_operator",
       wrong_anything_but},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyCrud::"
       "test_set_subscription_filter_policy_scope",
       scope},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyCrud::"
       "test_sub_filter_policy_nested_property",
       nested},
      {"sns/test_sns_filter_policy.py::TestSNSFilterPolicyCrud::"
       "test_sub_filter_policy_nested_property_constraints",
       nested_limits},
  };
}

}  // namespace proofbox::test

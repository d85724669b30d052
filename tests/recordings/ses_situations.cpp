// What AWS was recorded to answer about SES's configuration sets, its events, its tags and its
// quota.
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

constexpr char sender[] = "shop@example.com";

void make_set(Stage& stage, std::string const& name) {
  stage.ses("CreateConfigurationSet", {{"ConfigurationSet", {{"Name", name}}}});
}

Json add_destination(Stage& stage, std::string const& set, std::string const& topic,
                     Json const& types) {
  return stage.ses("CreateConfigurationSetEventDestination",
                   {{"ConfigurationSetName", set},
                    {"EventDestination",
                     {{"Name", "to-topic"},
                      {"Enabled", true},
                      {"MatchingEventTypes", types},
                      {"SNSDestination", {{"TopicARN", topic}}}}}});
}

Json remove_destination(Stage& stage, std::string const& set) {
  return stage.ses("DeleteConfigurationSetEventDestination",
                   {{"ConfigurationSetName", set}, {"EventDestinationName", "to-topic"}});
}

Json mail() {
  return {{"Source", sender},
          {"Destination", {{"ToAddresses", Json::array({"kim@example.com"})}}},
          {"Message",
           {{"Subject", {{"Data", "SOME_SUBJECT"}}},
            {"Body", {{"Text", {{"Data", "text"}}}, {"Html", {{"Data", "<p>text</p>"}}}}}}}};
}

Json no_topic(Stage& stage) {
  make_set(stage, "shop");
  return {{"create-error", add_destination(stage, "shop", missing_topic(), Json::array({"send"}))}};
}

Json described(Stage& stage) {
  make_set(stage, "shop");
  auto const types = Json::array({"send", "bounce", "delivery", "open", "click"});
  add_destination(stage, "shop", create_topic(stage), types);
  return {{"event_destinations",
           stage.ses("DescribeConfigurationSet",
                     {{"ConfigurationSetName", "shop"},
                      {"ConfigurationSetAttributeNames", Json::array({"eventDestinations"})}})}};
}

Json no_destination(Stage& stage) {
  make_set(stage, "shop");
  return {{"delete-error", remove_destination(stage, "shop")}};
}

Json no_set(Stage& stage) {
  return {{"delete-error", remove_destination(stage, "non-existent-configuration-set")}};
}

// What differs from run to run, and was recorded as it was on one day, is written so once its form
// is seen to be right.
void put(Json& value, std::string const& form, char const* recorded) {
  if (!std::regex_match(value.get<std::string>(), std::regex{form}))
    throw std::runtime_error("\"" + value.get<std::string>() + "\" is not like " + form);
  value = recorded;
}

Json told_of(Json message) {
  auto event = Json::parse(message.at("Message").get<std::string>());
  put(event.at("mail").at("headers").at(4).at("value"),
      "multipart/alternative;  boundary=\"----=_Part_[0-9a-f.-]+\"",
      "multipart/alternative;  boundary=\"----=_Part_444254_355072649.1693000415859\"");
  if (event.contains("delivery"))
    put(event.at("delivery").at("smtpResponse"), "250 2\\.[0-9]\\.0 .+",
        "250 2.0.0 OK DMARC:Quarantine 1693000416 "
        "l9-20020a05620a28c900b0076d9e089c17si1864617qkp.664 - gsmtp");
  message["Message"] = event.dump();
  return message;
}

Json to_a_topic(Stage& stage) {
  auto const topic = create_topic(stage);
  auto const queue = stage.create("feedback");
  subscribe(stage, topic, "feedback");
  stage.ses("VerifyEmailIdentity", {{"EmailAddress", sender}});
  make_set(stage, "shop");
  add_destination(stage, "shop", topic, Json::array({"send", "bounce", "delivery"}));
  auto send = mail();
  send["ConfigurationSetName"] = "shop";
  send["Tags"] = Json::array({{{"Name", "custom-tag"}, {"Value", "tag-value"}}});
  stage.ses("SendEmail", send);
  stage.sim.advance(1s);
  auto messages = Json::array();
  auto const received = arrived(stage, queue, {{"MaxNumberOfMessages", 10}});
  for (auto const& one : received.at("Messages"))
    messages.push_back(Json::parse(one.at("Body").get<std::string>()));
  for (std::size_t i = 1; i < messages.size(); ++i)
    messages[i] = told_of(messages[i]);
  return {{"messages", messages}};
}

Json tagged(Stage& stage) {
  static std::map<std::string, std::pair<std::string, std::string>> const tags{
      {"-", {"", ""}},
      {"-test", {"", "test"}},
      {"test-", {"test", ""}},
      {"test-test_invalid_value:123", {"test", "test_invalid_value:123"}},
      {"test_invalid_name:123-test", {"test_invalid_name:123", "test"}},
      {"test_invalid_name:123-test_invalid_value:123",
       {"test_invalid_name:123", "test_invalid_value:123"}},
      {"test_invalid_name_len", {std::string(256, 'a'), "test"}},
      {"test_invalid_value_len", {"test", std::string(256, 'a')}},
      {"test_priority_name_value", {"test_invalid_name@123", "test_invalid_value:123"}},
  };
  auto const& [name, value] = tags.at(stage.variant);
  auto send = mail();
  send["Tags"] = Json::array({{{"Name", name}, {"Value", value}}});
  return {{"response", stage.ses("SendEmail", send)}};
}

Json counted(Stage& stage) { return {{"get-quota-0", stage.ses("GetSendQuota", Json::object())}}; }

}  // namespace

std::vector<Situation> ses_situations() {
  return {
      {"ses/test_ses.py::TestSES::test_cannot_create_event_for_no_topic", no_topic},
      {"ses/test_ses.py::TestSES::test_describe_config_set_event_destinations", described},
      {"ses/test_ses.py::TestSES::test_deleting_non_existent_configuration_set_event_destination",
       no_destination},
      {"ses/test_ses.py::TestSES::test_trying_to_delete_event_destination_from_non_existent_"
       "configuration_set",
       no_set},
      {"ses/test_ses.py::TestSES::test_ses_sns_topic_integration_send_email", to_a_topic},
      {"ses/test_ses.py::TestSES::test_invalid_tags_send_email", tagged},
      {"ses/test_ses.py::TestSES::test_sent_message_counter", counted},
  };
}

}  // namespace proofbox::test

// What AWS was recorded to answer about text messages and the numbers that want none.
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "engines/sns/sms_shapes.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

std::string const number = "+15555550100";

// No client of AWS's can do this for a phone's owner.
void opt_out(Stage& stage) {
  sns::OptOutPhoneNumber const op{number};
  if (!stage.sim.call(op).ok())
    throw std::runtime_error("a number that only prepares was not opted out");
}

Json nobody_opted_out(Stage& stage) {
  return {{"list-opted-out", stage.sns("ListPhoneNumbersOptedOut", Json::object())}};
}

Json one_opted_out(Stage& stage) {
  opt_out(stage);
  return {{"list-phone-numbers-opted-out", stage.sns("ListPhoneNumbersOptedOut", Json::object())}};
}

Json no_number(Stage& stage) {
  return {
      {"opt-in-non-existing-number", stage.sns("OptInPhoneNumber", {{"phoneNumber", "nobody"}})}};
}

Json opted_in(Stage& stage) {
  opt_out(stage);
  return {{"opt-in-phone-number", stage.sns("OptInPhoneNumber", {{"phoneNumber", number}})}};
}

Json subscribe_phone(Stage& stage, std::string const& topic, std::string const& phone) {
  return stage.sns("Subscribe", {{"TopicArn", topic},
                                 {"Protocol", "sms"},
                                 {"Endpoint", phone},
                                 {"ReturnSubscriptionArn", true}});
}

Json subscribed_phone(Stage& stage) {
  Json answers;
  auto const subscribed = subscribe_phone(stage, create_topic(stage), "+123123123");
  answers["subscribe-sms-endpoint"] = subscribed;
  answers["subscribe-sms-attrs"] = subscription_attributes(stage, subscribed.at("SubscriptionArn"));
  return answers;
}

Json bad_numbers(Stage& stage) {
  auto const topic = create_topic(stage);
  Json answers;
  for (std::string const wrong :
       {"NAA+15551234567", "+15551234567.", "/+15551234567", "+15--551234567"})
    answers["subscribe-bad-sms-" + wrong] = subscribe_phone(stage, topic, wrong);
  return answers;
}

}  // namespace

std::vector<Situation> sns_sms_situations() {
  return {
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_list_opted_out", nobody_opted_out},
      {"sns/test_sns.py::TestSNSSMS::test_list_phone_numbers_opted_out", one_opted_out},
      {"sns/test_sns.py::TestSNSSMS::test_opt_in_invalid_number", no_number},
      {"sns/test_sns.py::TestSNSSMS::test_opt_in_phone_number", opted_in},
      {"sns/test_sns.py::TestSNSSMS::test_subscribe_sms_endpoint", subscribed_phone},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_subscribe_invalid_sms", bad_numbers},
  };
}

}  // namespace proofbox::test

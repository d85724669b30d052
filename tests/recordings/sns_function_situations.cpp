// What AWS was recorded to hand over to Lambda functions that are subscribed to a topic.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Task<Result<std::string>> nothing() { co_return "null"; }

// Deploys a function that notes its events.
void deploy_listener(Stage& stage, std::vector<std::string>& events) {
  lambda::Deployment deployment;
  deployment.region = stage.sim.box.settings().region;
  deployment.functions = {{"listener", [&events](lambda::Context&, std::string const& event) {
                             events.push_back(event);
                             return nothing();
                           }}};
  stage.sim.box.deploy(std::move(deployment));
}

// The variant is the topic's version of signatures.
Json signed_by_version(Stage& stage) {
  std::vector<std::string> events;
  deploy_listener(stage, events);
  auto const topic = create_topic(stage, {{"Attributes", {{"SignatureVersion", stage.variant}}}});
  stage.sns("Subscribe", {{"TopicArn", topic},
                          {"Protocol", "lambda"},
                          {"Endpoint", "arn:aws:lambda:us-east-1:000000000000:function:listener"}});
  publish(stage, topic, "Hello world.",
          {{"Subject", "[Subject] Test subject Signature v" + stage.variant}});
  stage.sim.advance(1s);
  return {{"notification", Json::parse(events.at(0)).at("Records").at(0).at("Sns")}};
}

}  // namespace

std::vector<Situation> sns_function_situations() {
  return {
      {"sns/test_sns.py::TestSNSSubscriptionLambda::test_publish_lambda_verify_signature",
       signed_by_version},
  };
}

}  // namespace proofbox::test

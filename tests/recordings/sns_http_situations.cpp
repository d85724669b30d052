// What AWS was recorded to do about subscribers outside it: how they are asked to confirm, what
// they are sent, and how they leave.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"
#include "recordings/sns_calls.hpp"
#include "recordings/web_endpoint.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

constexpr char text[] = "test_external_http_endpoint";

Json subscribe_web(Stage& stage, std::string const& topic, Json more = Json::object()) {
  more["TopicArn"] = topic;
  more["Protocol"] = "http";
  more["Endpoint"] = WebEndpoint::url;
  return stage.sns("Subscribe", more);
}

std::string member(HttpRequest const& posted, char const* name) {
  return Json::parse(posted.body).at(name);
}

Json by_mail(Stage& stage) {
  return {{"create-subscription", stage.sns("Subscribe", {{"TopicArn", create_topic(stage)},
                                                          {"Protocol", "email"},
                                                          {"Endpoint", "slug@box.test"}})}};
}

Json confirmed_by_token(Stage& stage) {
  WebEndpoint web{stage.sim};
  auto const topic = create_topic(stage, Json::object(), "confirm-sub-e46f689a");
  subscribe_web(stage, topic);
  auto const token = member(web.next(), "Token");
  return {{"confirm-subscription",
           stage.sns("ConfirmSubscription", {{"TopicArn", topic}, {"Token", token}})}};
}

Json with_and_without_arn(Stage& stage) {
  WebEndpoint web{stage.sim};
  auto const topic = create_topic(stage);
  Json answers;
  answers["topic-arn"] = {{"TopicArn", topic}};
  answers["subscription"] = subscribe_web(stage, topic);
  answers["subscription-with-arn"] = subscribe_web(stage, topic, {{"ReturnSubscriptionArn", true}});
  return answers;
}

// The link that confirms, with one thing wrong at a time. That its topic does not exist is nothing
// that AWS minds.
void confirm_wrongly(Json& answers, WebEndpoint& web, std::string const& topic,
                     std::string const& link, std::string const& token) {
  answers["broken-topic-arn-confirm"] = web.follow(with(link, topic, "not-an-arn"));
  answers["broken-token-confirm"] = web.follow(with(link, token, "abc123"));
  answers["different-region-arn-confirm"] =
      web.follow(with(link, topic, with(topic, "us-east-1", other_region)));
  answers["nonexistent-token-confirm"] = web.follow(with(link, topic, topic + "-that-is-not"));
}

// The variant says whether messages come raw.
Json by_links(Stage& stage) {
  bool const raw = stage.variant == "True";
  WebEndpoint web{stage.sim};
  auto const topic = create_topic(stage);
  Json const attributes{{"RawMessageDelivery", raw ? "true" : "false"}};
  std::string const arn =
      subscribe_web(stage, topic, {{"Attributes", attributes}, {"ReturnSubscriptionArn", true}})
          .at("SubscriptionArn");
  auto const asked = web.next();
  auto const link = member(asked, "SubscribeURL");
  Json answers;
  answers["subscription-confirmation"] = asked.body;
  answers["http-confirm-sub-headers"] = headers_of(asked);
  confirm_wrongly(answers, web, topic, link, member(asked, "Token"));
  answers["confirm-subscribe"] = web.follow(link);
  publish(stage, topic, text);
  auto const message = web.next();
  if (raw) {
    answers["http-message-headers-raw"] = headers_of(message);
  } else {
    answers["http-message"] = message.body;
    answers["http-message-headers"] = headers_of(message);
  }
  // Raw messages have no link, but it can be told.
  auto const leave = link.substr(0, link.find('?')) + "?Action=Unsubscribe&SubscriptionArn=" + arn;
  answers["unsubscribe-response"] = web.follow(raw ? leave : member(message, "UnsubscribeURL"));
  answers["unsubscribe-request"] = web.next().body;
  return answers;
}

Json topic_of_content_type(bool raw) {
  if (raw)
    return Json::object();
  auto const policy =
      R"({"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}})";
  return {{"Attributes", {{"DeliveryPolicy", policy}}}};
}

Json policy_of_content_type(bool raw) {
  if (raw)
    return {{"requestPolicy", {{"headerContentType", "text/csv"}}}};
  Json const retries{
      {"minDelayTarget", 1},        {"maxDelayTarget", 1},    {"numRetries", 0},
      {"numMaxDelayRetries", 0},    {"numNoDelayRetries", 0}, {"numMinDelayRetries", 0},
      {"backoffFunction", "linear"}};
  return {{"healthyRetryPolicy", retries}, {"throttlePolicy", {{"maxReceivesPerSecond", 1000}}}};
}

// The content type is the topic's, or, where the variant wants messages raw, the subscription's.
Json of_content_type(Stage& stage) {
  bool const raw = stage.variant == "True";
  WebEndpoint web{stage.sim};
  auto const topic = create_topic(stage, topic_of_content_type(raw));
  Json answers;
  answers["topic-attrs"] = topic_attributes(stage, topic);
  Json const attributes{{"RawMessageDelivery", raw ? "true" : "false"},
                        {"DeliveryPolicy", policy_of_content_type(raw).dump()}};
  std::string const arn =
      subscribe_web(stage, topic, {{"Attributes", attributes}, {"ReturnSubscriptionArn", true}})
          .at("SubscriptionArn");
  answers["sub-attrs"] = subscription_attributes(stage, arn);
  auto const asked = web.next();
  answers["subscription-confirmation"] = asked.body;
  answers["http-confirm-sub-headers"] = headers_of(asked);
  web.follow(member(asked, "SubscribeURL"));
  publish(stage, topic, text);
  auto const message = web.next();
  if (raw) {
    answers["http-message-headers-raw"] = headers_of(message);
    return answers;
  }
  answers["http-message"] = message.body;
  answers["http-message-headers"] = headers_of(message);
  return answers;
}

// What the function behind a URL was given: the body, and the headers that are the request's own
// and not its connection's.
Json function_events(HttpRequest const& posted) {
  auto headers = Json::object();
  for (auto const& [name, value] : posted.headers)
    if (!equal_ignoring_case(name, "connection"))
      headers[lower_case(name)] = value;
  return {{"events", Json::array({{{"body", posted.body}, {"headers", headers}}})}};
}

Json by_function_url(Stage& stage) {
  WebEndpoint web{stage.sim};
  auto const topic = create_topic(stage);
  subscribe_web(stage, topic);
  auto const asked = web.next();
  Json answers;
  answers["subscription-confirmation"] = function_events(asked);
  answers["confirm-subscription"] =
      stage.sns("ConfirmSubscription", {{"TopicArn", topic}, {"Token", member(asked, "Token")}});
  publish(stage, topic, text);
  answers["publish-event"] = function_events(web.next());
  stage.sns("Unsubscribe",
            {{"SubscriptionArn", answers["confirm-subscription"].at("SubscriptionArn")}});
  answers["unsubscribe-event"] = function_events(web.next());
  return answers;
}

}  // namespace

std::vector<Situation> sns_http_situations() {
  return {
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_creating_subscription", by_mail},
      {"sns/test_sns.py::TestSNSSubscriptionCrudV2::test_confirm_subscription", confirmed_by_token},
      {"sns/test_sns.py::TestSNSSubscriptionHttp::test_http_subscription_response",
       with_and_without_arn},
      {"sns/test_sns.py::TestSNSSubscriptionHttp::test_subscribe_external_http_endpoint", by_links},
      {"sns/test_sns.py::TestSNSSubscriptionHttp::"
       "test_subscribe_external_http_endpoint_content_type",
       of_content_type},
      {"sns/test_sns.py::TestSNSSubscriptionHttp::"
       "test_subscribe_external_http_endpoint_lambda_url_sig_validation",
       by_function_url},
  };
}

}  // namespace proofbox::test

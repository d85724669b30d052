// Which api a request goes to, how much it may bring, and what is said about what is not there.
#include <catch2/catch.hpp>

#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

constexpr std::size_t MiB = 1 << 20;
constexpr std::string_view form = "application/x-www-form-urlencoded";

std::pair<std::string, std::string> scope(std::string const& service) {
  return {"Authorization", "AWS4-HMAC-SHA256 Credential=AKID/20230525/us-east-1/" + service +
                               "/aws4_request, SignedHeaders=host, Signature=0"};
}

HttpRequest form_call(std::string body, Headers headers = {}) {
  HttpRequest request{"POST", "box", "/", std::move(headers), std::move(body)};
  request.headers.emplace_back("Content-Type", std::string{form});
  return request;
}

HttpRequest json_call(std::string target, std::string body) {
  return {"POST",
          "box",
          "/",
          {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", std::move(target)}},
          std::move(body)};
}

// The namespace of an XML answer, which tells who answered.
std::string who(HttpResponse const& response) {
  for (auto const* name :
       {"queue.amazonaws.com", "sns.amazonaws.com", "ses.amazonaws.com", "sts.amazonaws.com"})
    if (response.body.find(name) != std::string::npos)
      return std::string{name}.substr(0, std::string_view{name}.find('.'));
  return response.body;
}

bool has(HttpResponse const& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("A form goes to the service of its signature, whatever its action", "[wire]") {
  test::SimBox sim;
  CHECK(who(sim.http(form_call("Action=ListQueues", {scope("sqs")}))) == "queue");
  CHECK(who(sim.http(form_call("Action=ListTopics", {scope("sns")}))) == "sns");
  CHECK(who(sim.http(form_call("Action=ListIdentities", {scope("ses")}))) == "ses");
  CHECK(who(sim.http(form_call("Action=GetCallerIdentity", {scope("sts")}))) == "sts");
  auto const strayed = sim.http(form_call("Action=ListQueues", {scope("sns")}));
  CHECK(strayed.status == 400);
  CHECK(who(strayed) == "sns");
  CHECK(has(strayed, "<Code>InvalidAction</Code>"));
}

TEST_CASE("A form without a signature goes by its version, or by its action", "[wire]") {
  test::SimBox sim;
  CHECK(who(sim.http(form_call("Action=TagResource&Version=2010-03-31&ResourceArn=x"))) == "sns");
  CHECK(who(sim.http(form_call("Action=ListTopics"))) == "sns");
  CHECK(who(sim.http(form_call("Action=ListQueues"))) == "queue");
  CHECK(who(sim.http(form_call("Action=SendEmail&Version=2010-12-01"))) == "ses");
  HttpRequest const visit{"GET", "box", "/?Action=ListTopics&Version=2010-03-31"};
  CHECK(who(sim.http(visit)) == "sns");
}

TEST_CASE("A presigned request is addressed by the credential in its query string", "[wire]") {
  test::SimBox sim;
  HttpRequest const visit{
      "GET", "box",
      "/?Action=ListTopics&X-Amz-Credential=AKID%2F20230525%2Fus-east-1%2Fsns%2Faws4_request"};
  CHECK(who(sim.http(visit)) == "sns");
}

TEST_CASE("A JSON call goes by its target", "[wire]") {
  test::SimBox sim;
  auto const listed = sim.http(json_call("AmazonSQS.ListQueues", "{}"));
  CHECK(listed.status == 200);
  CHECK(header(listed.headers, "Content-Type") == "application/x-amz-json-1.0");
  auto const unknown = sim.http(json_call("AmazonSQS.TagQueues", "{}"));
  CHECK(unknown.status == 400);
  CHECK(
      unknown.body ==
      R"({"__type":"com.amazon.coral.service#UnknownOperationException","message":"The action TagQueues is not valid for this endpoint."})");
  CHECK(sim.http(json_call("DynamoDB_20120810.ListTables", "{}")).status == 400);
  CHECK(sim.http(json_call("Nonsense", "{}")).status == 400);
}

TEST_CASE("What AWS has and the box has not is refused in the protocol that the client understands",
          "[wire]") {
  test::SimBox sim;
  auto const in_xml = [&](std::string action, std::string service) {
    auto const response = sim.http(form_call("Action=" + action, {scope(service)}));
    CHECK(response.status == 400);
    CHECK(header(response.headers, "Content-Type") == "text/xml");
    CHECK(has(response, "<Type>Sender</Type><Code>InvalidAction</Code><Message>The action " +
                            action + " is not valid for this endpoint.</Message>"));
  };
  in_xml("RenameQueue", "sqs");
  in_xml("RenameTopic", "sns");
  in_xml("RenameTemplate", "ses");
  in_xml("CreateBucket", "s3");

  auto const in_json = [&](std::string method, std::string target, Headers headers = {}) {
    HttpRequest const request{std::move(method), "box", std::move(target), std::move(headers), {}};
    auto const response = sim.http(request);
    CHECK(response.status == 404);
    CHECK(header(response.headers, "Content-Type") == "application/json");
    CHECK(header(response.headers, "x-amzn-ErrorType") == "UnknownOperationException");
    CHECK_FALSE(header(response.headers, "x-amzn-RequestId").empty());
    CHECK(
        response.body ==
        R"({"__type":"UnknownOperationException","message":"The requested operation is not supported."})");
  };
  in_json("POST", "/v2/email/template-names");
  in_json("PATCH", "/v2/email/identities");
  in_json("GET", "/2013-04-01/hostedzone", {scope("route53")});
  in_json("POST", "/2020-05-31/distribution", {scope("cloudfront")});
}

TEST_CASE("What Lambda has not is refused as Lambda refuses", "[wire]") {
  test::SimBox sim;
  HttpRequest const request{"GET", "box", "/2015-03-31/layers", {scope("lambda")}, {}};
  auto const response = sim.http(request);
  CHECK(response.status == 404);
  CHECK(header(response.headers, "x-amzn-ErrorType") == "UnknownOperationException");
  CHECK(response.body ==
        R"({"Type":"User","message":"The requested operation is not supported."})");
}

TEST_CASE("A signed request that names no action is told so", "[wire]") {
  test::SimBox sim;
  HttpRequest const request{"GET", "box", "/", {scope("sqs")}, {}};
  auto const response = sim.http(request);
  CHECK(response.status == 400);
  CHECK(has(response, "<Code>MissingAction</Code>"));
}

TEST_CASE("A form that is no UTF-8 is malformed, and not a crash", "[wire]") {
  test::SimBox sim;
  auto const response = sim.http(form_call("Action=ListQueues&QueueNamePrefix=%FF%FE"));
  CHECK(response.status == 400);
  CHECK(has(response, "<Code>MalformedQueryString</Code>"));
}

TEST_CASE("A queue's own path stands for its URL", "[wire]") {
  test::SimBox sim;
  sim.http(form_call("Action=CreateQueue&QueueName=q"));
  auto request = form_call("Action=SendMessage&MessageBody=hello");
  request.target = "/000000000000/q";
  CHECK(sim.http(request).status == 200);
}

TEST_CASE("What bears no mark of AWS is for the next door", "[wire]") {
  test::SimBox sim;
  for (auto const& [method, target, type, body] :
       {std::tuple{"GET", "/", "", ""},
        {"GET", "/product/donut", "", ""},
        {"POST", "/checkout", "application/json", "{}"},
        {"POST", "/checkout", "application/x-www-form-urlencoded", "sku=CP-502101"},
        {"GET", "/2015-03-31", "", ""},
        {"GET", "/20150331/functions", "", ""},
        {"OPTIONS", "*", "", ""},
        {"GET", "/?action=ListQueues", "", ""}}) {
    HttpRequest const request{method, "box", target, {{"Content-Type", type}}, body};
    INFO(method << ' ' << target);
    auto const response = sim.http(request);
    CHECK(response.status == 404);
    CHECK(response.body == R"({"message":"Not Found"})");
  }
}

TEST_CASE("How much a body may be belongs to what is addressed", "[wire]") {
  test::SimBox sim;
  auto const limit = [&](std::string method, std::string target, Headers headers) {
    HttpRequest const head{std::move(method), "box", std::move(target), std::move(headers), {}};
    return sim.wire.body_limit(head);
  };
  std::pair<std::string, std::string> const type{"Content-Type", std::string{form}};
  CHECK(limit("POST", "/", {type, scope("sqs")}) == 8 * MiB);
  CHECK(limit("POST", "/", {{"X-Amz-Target", "AmazonSQS.SendMessage"}}) == 8 * MiB);
  CHECK(limit("POST", "/", {type, scope("sns")}) == 2 * MiB);
  CHECK(limit("POST", "/", {type, scope("ses")}) == 16 * MiB);
  CHECK(limit("POST", "/", {type, scope("sts")}) == 2 * MiB);
  CHECK(limit("POST", "/v2/email/outbound-emails", {scope("ses")}) == 56 * MiB);
  CHECK(limit("POST", "/v2/email/outbound-emails", {}) == 56 * MiB);
  CHECK(limit("POST", "/2015-03-31/functions/f/invocations", {}) == 8 * MiB);
  CHECK(limit("POST", "/api/manufactures", {}) == 2 * MiB);
  CHECK(limit("POST", "/checkout", {{"Content-Type", "application/json"}}) == 10'000'000);
  CHECK(limit("POST", "/_proofbox/clock", {}) == 2 * MiB);
}

TEST_CASE("A form that does not say whose it is gets the room of the roomiest queue call",
          "[wire]") {
  test::SimBox sim;
  HttpRequest const head{"POST", "box", "/", {{"Content-Type", std::string{form}}}, {}};
  CHECK(sim.wire.body_limit(head) == 8 * MiB);
}

TEST_CASE("The account is the access key where that is one, and the region is the signature's",
          "[wire]") {
  test::SimBox sim;
  HttpRequest request = form_call("Action=CreateQueue&QueueName=q");
  request.headers.emplace_back(
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=111122223333/20230525/eu-west-1/sqs/aws4_request, "
      "SignedHeaders=host");
  CHECK(has(sim.http(request), "<QueueUrl>http://box/111122223333/q</QueueUrl>"));
  request.body = "Action=GetQueueAttributes&QueueUrl=q&AttributeName.1=QueueArn";
  CHECK(has(sim.http(request), "arn:aws:sqs:eu-west-1:111122223333:q"));
}

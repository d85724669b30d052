// The paths by which scripts and test helpers written for LocalStack wait, ask, and clean up.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engines/sns/shapes.hpp"
#include "engines/sqs_desk.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::test;
using nlohmann::json;

namespace {

struct LocalStackUser {
  SimBox sim;

  HttpResponse ask(std::string method, std::string path, Headers headers = {},
                   std::string body = {}) {
    return sim.http(
        {std::move(method), "box", std::move(path), std::move(headers), std::move(body)});
  }
  std::string text(std::string path) { return ask("GET", "/_localstack/" + path).body; }
  json get(std::string path) { return json::parse(text(std::move(path))); }

  void create(std::string name) {
    REQUIRE(sim.call(sqs::CreateQueue{std::move(name), {}, {}}).ok());
  }
  std::size_t queues() { return sim.call(sqs::ListQueues{})->queue_urls.size(); }
};

constexpr char const* by_sdk = "AmazonSQS.ReceiveMessage";
std::string const peeked = "/_aws/sqs/messages";

}  // namespace

TEST_CASE("LocalStack's health names AWS's services, and whatever state a script waits for",
          "[control][localstack]") {
  LocalStackUser user;
  auto const health = user.get("health");
  for (auto const* service : {"lambda", "ses", "sesv2", "sns", "sqs", "sts"})
    CHECK(health["services"][service] == "available");
  CHECK(health["services"].size() == 6);
  CHECK(health["edition"] == "community");
  CHECK(health["version"].is_string());
  CHECK(health["features"]["initScripts"] == "initialized");
  // As `curl | grep` looks for them, with the blank.
  for (auto const* pair : {R"("sqs": "available")", R"("sqs": "running")", R"("sns": "running")",
                           R"("initScripts": "initialized")"})
    CHECK(user.text("health").find(pair) != std::string::npos);
  CHECK(user.ask("HEAD", "/_localstack/health").status == 200);
  CHECK(user.ask("GET", "/_localstack/health?reload").status == 200);
  CHECK(user.ask("GET", "/_localstack/health/").status == 200);
}

TEST_CASE("LocalStack's stages are over when the first client comes", "[control][localstack]") {
  LocalStackUser user;
  auto const all = user.get("init");
  CHECK(all["completed"] ==
        json{{"BOOT", true}, {"START", true}, {"READY", true}, {"SHUTDOWN", false}});
  CHECK(all["scripts"] == json::array());
  CHECK(user.text("init/ready") == R"({"completed": true, "scripts": []})");
  CHECK(user.get("init/READY")["completed"] == true);
  CHECK(user.get("init/boot")["completed"] == true);
  CHECK(user.get("init/shutdown")["completed"] == false);
  CHECK(user.ask("GET", "/_localstack/init/later").status == 404);
}

TEST_CASE("LocalStack's info tells the version, and box time", "[control][localstack]") {
  LocalStackUser user;
  user.sim.advance(90s);
  auto const info = user.get("info");
  CHECK(info["version"] == user.get("health")["version"]);
  CHECK(info["is_license_activated"] == false);
  CHECK(info["server_time_utc"] == "2023-05-25T00:01:30");
  CHECK(info["uptime"] == 90);
}

TEST_CASE("LocalStack's reset empties the box, or one service of it", "[control][localstack]") {
  LocalStackUser user;
  user.create("jobs");
  REQUIRE(user.sim.call(sns::CreateTopic{"news", {}, {}, {}}).ok());
  CHECK(user.ask("POST", "/_localstack/state/sns/reset").status == 200);
  CHECK(user.queues() == 1);
  CHECK(user.sim.call(sns::ListTopics{})->topics.empty());
  CHECK(user.ask("POST", "/_localstack/state/sesv2/reset").status == 200);
  CHECK(user.ask("POST", "/_localstack/state/reset").status == 200);
  CHECK(user.queues() == 0);
  CHECK(user.ask("POST", "/_localstack/state/s3/reset").status == 400);
  CHECK(user.ask("GET", "/_localstack/state/reset").status == 404);
  CHECK(user.ask("POST", "/_localstack/state/sqs/save").status == 404);
}

TEST_CASE("An SDK whose endpoint is LocalStack's path receives without taking",
          "[control][localstack]") {
  LocalStackUser user;
  user.create("jobs");
  REQUIRE(user.sim.call(SqsDesk::message("jobs", "hello")).ok());
  Headers const target{{"X-Amz-Target", by_sdk}, {"Content-Type", "application/x-amz-json-1.0"}};
  std::string const body =
      R"({"QueueUrl":"http://box/000000000000/jobs","MaxNumberOfMessages":10})";
  for (auto const* path : {"/_aws/sqs/messages", "/_aws/sqs/messages/"}) {
    auto const answer = user.ask("POST", path, target, body);
    CHECK(answer.status == 200);
    CHECK(header(answer.headers, "Content-Type") == "application/x-amz-json-1.0");
    auto const received = json::parse(answer.body);
    REQUIRE(received["Messages"].size() == 1);
    CHECK(received["Messages"][0]["Body"] == "hello");
    CHECK(received["Messages"][0]["Attributes"]["ApproximateReceiveCount"] == "0");
  }
  auto const missing = user.ask("POST", peeked, target, R"({"QueueUrl":"other"})");
  CHECK(missing.status == 400);
  CHECK(missing.body == R"({"__type":"com.amazonaws.sqs#QueueDoesNotExist",)"
                        R"("message":"The specified queue does not exist."})");
}

TEST_CASE("A form that is posted to LocalStack's path is answered in XML",
          "[control][localstack]") {
  LocalStackUser user;
  user.create("jobs");
  REQUIRE(user.sim.call(SqsDesk::message("jobs", "hello")).ok());
  Headers const form{{"Content-Type", "application/x-www-form-urlencoded"}};
  auto const answer =
      user.ask("POST", peeked, form,
               "Action=ReceiveMessage&QueueUrl=http%3A%2F%2Fbox%2F000000000000%2Fjobs");
  CHECK(answer.status == 200);
  CHECK(answer.body.find("<Body>hello</Body>") != std::string::npos);
  CHECK(user.ask("PUT", peeked).status == 405);
}

TEST_CASE("An SDK finds on LocalStack's path the queues of the region that it signs for",
          "[control][localstack]") {
  LocalStackUser user;
  Caller abroad;
  abroad.region = "eu-west-1";
  REQUIRE(user.sim.call(sqs::CreateQueue{"jobs", {}, {}}, abroad).ok());
  REQUIRE(user.sim.call(SqsDesk::message("jobs", "there"), abroad).ok());
  Headers const signed_there{
      {"X-Amz-Target", by_sdk},
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=test/20230525/eu-west-1/sqs/aws4_request, "
       "SignedHeaders=host, Signature=0"}};
  auto const answer = user.ask("POST", peeked, signed_there, R"({"QueueUrl":"jobs"})");
  CHECK(json::parse(answer.body)["Messages"][0]["Body"] == "there");
}

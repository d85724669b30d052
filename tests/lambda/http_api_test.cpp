// The HTTP API: the event that a function gets, and what a client sees of its answer.
#include <catch2/catch.hpp>

#include "lambda/functions.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string event_of(FunctionBox& box) {
  auto event = box.of_kind("invocation").at(0).what;
  constexpr std::string_view mark = "\"requestId\":\"";
  auto const at = event.find(mark);
  REQUIRE(at != std::string::npos);
  event.replace(at + mark.size(), 16, "ID");
  return event;
}

std::string context(std::string const& method) {
  return R"("requestContext":{"accountId":"000000000000","apiId":"proofbox",)"
         R"("domainName":"proofbox.execute-api.ap-northeast-2.amazonaws.com","domainPrefix":"proofbox",)"
         R"("http":{"method":")" +
         method +
         R"(","path":"/work","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":""},)"
         R"("requestId":"ID","routeKey":")" +
         method +
         R"( /work","stage":"$default","time":"25/May/2023:00:00:00 +0000","timeEpoch":1684972800000})";
}

HttpResponse answer_to(std::string function_answer) {
  FunctionBox box{answering(std::move(function_answer))};
  return box.http("GET", "/work");
}

Task<Result<std::string>> refuse(lambda::Context&, std::string const&) {
  co_return Error{"TypeError", "no", 400};
}

Task<Result<std::string>> sleep_long(lambda::Context& context, std::string const&) {
  co_await context.scheduler.sleep_until(context.now() + 1h);
  co_return std::string{"null"};
}

std::string_view type_of(HttpResponse const& response) {
  return header(response.headers, "Content-Type");
}

}  // namespace

TEST_CASE("A GET becomes an event of payload format 2.0, without what is empty", "[lambda]") {
  FunctionBox box{answering("{}")};
  CHECK(box.http("GET", "/work").status == 200);
  CHECK(
      event_of(box) ==
      R"({"version":"2.0","routeKey":"GET /work","rawPath":"/work","rawQueryString":"","headers":{},)" +
          context("GET") + R"(,"isBase64Encoded":false})");
}

TEST_CASE("Headers are in lower case and joined, and the query is decoded beside its raw text",
          "[lambda]") {
  FunctionBox box{answering("{}")};
  box.http("POST", "/work?a=1&b=%EA%B5%AC+x&a=2&c",
           {{"Content-Type", "application/json"},
            {"X-Tag", "one"},
            {"x-tag", "two"},
            {"Authorization", "secret"}},
           R"({"k":"v"})");
  CHECK(
      event_of(box) ==
      R"({"version":"2.0","routeKey":"POST /work","rawPath":"/work","rawQueryString":"a=1&b=%EA%B5%AC+x&a=2&c",)"
      R"("headers":{"content-type":"application/json","x-tag":"one,two"},"queryStringParameters":{"a":"1,2","b":"구 x","c":""},)" +
          context("POST") + R"(,"body":"{\"k\":\"v\"}","isBase64Encoded":false})");
}

TEST_CASE("A body that is no text comes as base64", "[lambda]") {
  for (auto const& [type, body, comes] :
       {std::tuple{"application/octet-stream", std::string{"\x01\x02"},
                   R"("body":"AQI=","isBase64Encoded":true})"},
        {"image/png", std::string{"hi"}, R"("body":"aGk=","isBase64Encoded":true})"},
        {"application/json", std::string{"\xff"}, R"("body":"/w==","isBase64Encoded":true})"},
        {"text/plain; charset=utf-8", std::string{"hi"}, R"("body":"hi","isBase64Encoded":false})"},
        {"application/x-www-form-urlencoded", std::string{"a=b"},
         R"("body":"a=b","isBase64Encoded":false})"}}) {
    FunctionBox box{answering("{}")};
    box.http("POST", "/work", {{"Content-Type", type}}, body);
    INFO(type);
    CHECK(event_of(box).ends_with(comes));
  }
}

TEST_CASE("An answer with a status code is taken apart", "[lambda]") {
  auto const plain = answer_to(R"({"statusCode":201,"body":"made"})");
  CHECK(plain.status == 201);
  CHECK(plain.body == "made");
  CHECK(type_of(plain) == "text/plain; charset=utf-8");
  auto const typed = answer_to(
      R"({"statusCode":404,"headers":{"content-type":"application/json","x-a":"b"},"body":"{}"})");
  CHECK(typed.status == 404);
  CHECK(type_of(typed) == "application/json");
  CHECK(header(typed.headers, "X-A") == "b");
  CHECK(answer_to(R"({"statusCode":204})").body.empty());
}

TEST_CASE("A base64 body is sent as its bytes, and cookies as headers", "[lambda]") {
  auto const bytes = answer_to(R"({"statusCode":200,"body":"AQI=","isBase64Encoded":true})");
  CHECK(bytes.status == 200);
  CHECK(bytes.body == "\x01\x02");
  CHECK(answer_to(R"({"statusCode":200,"body":"%%","isBase64Encoded":true})").status == 500);
  CHECK(header(answer_to(R"({"statusCode":200,"cookies":["a=b"],"body":""})").headers,
               "Set-Cookie") == "a=b");
}

TEST_CASE("An answer without a status code is the body itself", "[lambda]") {
  for (auto const* answer : {R"({"message":"hi"})", "[1,2]", "12", "null", "{}"}) {
    auto const response = answer_to(answer);
    CHECK(response.status == 200);
    CHECK(type_of(response) == "application/json");
    CHECK(response.body == answer);
  }
  auto const text = answer_to(R"("Hello \"you\"")");
  CHECK(text.status == 200);
  CHECK(type_of(text) == "application/json");
  CHECK(text.body == "Hello \"you\"");
}

TEST_CASE("What is no proper answer is 500", "[lambda]") {
  for (auto const* answer :
       {R"({"statusCode":99})", R"({"statusCode":600})", R"({"statusCode":200,"body":{"a":1}})",
        R"({"statusCode":true})", R"({"statusCode":200,"headers":"x"})"}) {
    INFO(answer);
    auto const response = answer_to(answer);
    CHECK(response.status == 500);
    CHECK(response.body == R"({"message":"Internal Server Error"})");
  }
}

TEST_CASE("A function that fails is 500, and one that is late 503 at its limit", "[lambda]") {
  FunctionBox failing{refuse};
  auto const failed = failing.http("GET", "/work");
  CHECK(failed.status == 500);
  CHECK(failed.body == R"({"message":"Internal Server Error"})");
  CHECK(type_of(failed) == "application/json");
  FunctionBox slow{sleep_long};
  auto const late = slow.http("GET", "/work");
  CHECK(late.status == 503);
  CHECK(late.body == R"({"message":"Service Unavailable"})");
  CHECK(slow.sim.box.agenda().now() == story_start + 6s);
}

TEST_CASE("A request that no route fits is 404 and runs nothing", "[lambda]") {
  FunctionBox box{answering("{}")};
  for (auto const& [method, target] :
       {std::pair{"GET", "/works"}, {"PUT", "/work"}, {"GET", "/work/"}, {"GET", "/"}}) {
    auto const response = box.http(method, target);
    CHECK(response.status == 404);
    CHECK(response.body == R"({"message":"Not Found"})");
    CHECK(type_of(response) == "application/json");
  }
  CHECK(box.of_kind("invocation").empty());
}

TEST_CASE("A client's request and its answer stand in the trace, and the function between them",
          "[lambda]") {
  FunctionBox box{answering(R"({"statusCode":200,"body":"hi"})")};
  box.http("GET", "/work?a=1");
  REQUIRE(box.events.size() >= 4);
  auto const http = box.of_kind("http").at(0);
  CHECK(http.what == R"({"method":"GET","target":"/work?a=1","body":""})");
  CHECK(box.of_kind("invocation").at(0).cause == http.n);
  CHECK(box.of_kind("answer").at(0).cause == http.n);
  CHECK(box.of_kind("answer").at(0).outcome == R"({"status":200,"body":"hi"})");
}

TEST_CASE(
    "A path goes before one with parameters, that before a greedy one, and all before $default",
    "[lambda]") {
  FunctionBox box{answering("{}"), [](lambda::Deployment& made) {
                    made.routes = {{"ANY", "$default", "worker"},
                                   {"GET", "/donuts/{rest+}", "worker"},
                                   {"ANY", "/donuts/{id}", "worker"},
                                   {"GET", "/donuts/{id}", "worker"},
                                   {"GET", "/donuts/fresh", "worker"}};
                  }};
  struct Case {
    char const *method, *target, *key, *parameters;
  };
  for (auto const& one :
       {Case{"GET", "/donuts/fresh", "GET /donuts/fresh", nullptr},
        {"GET", "/donuts/7", "GET /donuts/{id}", R"({"id":"7"})"},
        {"GET", "/donuts/a%20b", "GET /donuts/{id}", R"({"id":"a b"})"},
        {"PUT", "/donuts/7", "ANY /donuts/{id}", R"({"id":"7"})"},
        {"GET", "/donuts/7/holes", "GET /donuts/{rest+}", R"({"rest":"7/holes"})"},
        {"GET", "/bagels", "$default", nullptr}}) {
    INFO(one.method << ' ' << one.target);
    CHECK(box.http(one.method, one.target).status == 200);
    auto const event = box.of_kind("invocation").back().what;
    CHECK_THAT(event, Catch::Contains(R"("routeKey":")" + std::string{one.key} + '"'));
    if (one.parameters == nullptr)
      CHECK_THAT(event, !Catch::Contains("pathParameters"));
    else
      CHECK_THAT(event, Catch::Contains(R"("pathParameters":)" + std::string{one.parameters}));
  }
}

TEST_CASE("Each answer has the request's id, the one that the function saw", "[lambda]") {
  FunctionBox box{answering("{}")};
  auto const first = std::string{header(box.http("GET", "/work").headers, "apigw-requestid")};
  CHECK(first.size() == 16);
  CHECK(first.ends_with('='));
  CHECK_THAT(box.of_kind("invocation").at(0).what,
             Catch::Contains(R"("requestId":")" + first + '"'));
  CHECK(header(box.http("GET", "/work").headers, "apigw-requestid") != first);
}

TEST_CASE("A function that is throttled is 503", "[lambda]") {
  FunctionBox box{answering("{}"),
                  [](lambda::Deployment& made) { made.functions[0].reserved_concurrency = 0; }};
  auto const response = box.http("GET", "/work");
  CHECK(response.status == 503);
  CHECK(response.body == R"({"message":"Service Unavailable"})");
  CHECK(box.of_kind("throttle").size() == 1);
}

TEST_CASE("A body of more than 10 MB is 413, and more requests than the throttle lets in are 429",
          "[lambda]") {
  FunctionBox box{answering("{}"), [](lambda::Deployment& made) {
                    made.api_throttle = lambda::ApiThrottle{2, 3};
                  }};
  CHECK(box.http("POST", "/work", {}, std::string(10'000'001, 'a')).status == 413);
  for (int i = 0; i < 3; ++i)
    CHECK(box.http("GET", "/work").status == 200);
  auto const refused = box.http("GET", "/work");
  CHECK(refused.status == 429);
  CHECK(refused.body == R"({"message":"Too Many Requests"})");
  box.sim.advance(500ms);
  CHECK(box.http("GET", "/work").status == 200);
  CHECK(box.http("GET", "/work").status == 429);
}

// A function at work: its beginning, its end, what it logs, and what it left undone.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "lambda/functions.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

Task<void> post(HttpClient& http) {
  HttpRequest const request{"POST", "elsewhere.test", "/", {}, "{}"};
  auto const sent = co_await http.send(request);
  static_cast<void>(sent);
}

// Begins a request and does not wait for it.
Task<Result<std::string>> forget_to_wait(lambda::Context& context, std::string const&) {
  context.leave(post(context.http));
  co_return std::string{"null"};
}

// Begins a request, and waits for something else.
Task<Result<std::string>> wait_for_something_else(lambda::Context& context, std::string const&) {
  context.leave(post(context.http));
  co_await context.scheduler.sleep_until(context.now() + 1s);
  co_return std::string{"null"};
}

Task<Result<std::string>> say_hello(lambda::Context& context, std::string const&) {
  context.log("hello");
  co_await context.scheduler.sleep_until(context.now() + 7s);
  co_return std::string{"null"};
}

std::vector<std::string> lines_of(FunctionBox& box) {
  std::vector<std::string> lines;
  auto const logs = nlohmann::json::parse(box.sim.box.look("lambda", "ListLogLines"));
  for (auto const& line : logs.at("lines"))
    lines.push_back(line.at("message"));
  return lines;
}

std::size_t requests_to(FunctionBox const& box, std::string_view host) {
  std::size_t count = 0;
  for (auto const& event : box.of_kind("http"))
    count += event.who == host ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("What a handler did not wait for begins with the environment's next invocation",
          "[lambda]") {
  FunctionBox box{forget_to_wait};
  CHECK(box.http("GET", "/work").status == 200);
  box.sim.advance(1h);
  CHECK(requests_to(box, "elsewhere.test") == 0);
  FunctionBox again{forget_to_wait};
  again.http("GET", "/work");
  again.http("GET", "/work");
  again.sim.advance(1s);
  CHECK(requests_to(again, "elsewhere.test") == 1);  // the second is frozen in its turn
  FunctionBox waiting{wait_for_something_else};
  waiting.http("GET", "/work");
  CHECK(requests_to(waiting, "elsewhere.test") == 1);
}

TEST_CASE("A cold start takes its time before the function's own, and once", "[lambda]") {
  FunctionBox box{answering("{}"),
                  [](lambda::Deployment& made) { made.functions[0].cold_start = 180ms; }};
  auto const start = box.sim.box.agenda().now();
  box.http("GET", "/work");
  CHECK(box.sim.box.agenda().now() == start + 180ms);
  box.http("GET", "/work");
  CHECK(box.sim.box.agenda().now() == start + 180ms);
  auto const lines = lines_of(box);
  REQUIRE(lines.size() == 6);
  CHECK_THAT(lines[2], Catch::EndsWith("\tInit Duration: 180.00 ms\t"));
  CHECK_THAT(lines[5], !Catch::Contains("Init Duration"));
}

TEST_CASE("A module that cannot be loaded fails each invocation", "[lambda]") {
  FunctionBox box{answering("{}"), [](lambda::Deployment& made) {
                    made.functions[0].init_error =
                        Error{"Runtime.ImportModuleError", "Error: Cannot find module 'axios'"};
                  }};
  for (int i = 0; i < 2; ++i)
    CHECK(box.http("GET", "/work").status == 500);
  CHECK(
      box.of_kind("return").at(0).outcome ==
      R"({"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module 'axios'"})");
  CHECK(
      lines_of(box).at(1) ==
      "2023-05-25T00:00:00.000Z\tundefined\tERROR\tUncaught Exception \t"
      R"({"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module 'axios'"})");
}

TEST_CASE("A log has the lines that CloudWatch would show", "[lambda]") {
  FunctionBox box{say_hello};
  CHECK(box.http("GET", "/work").status == 503);
  auto const invocations =
      nlohmann::json::parse(box.sim.box.look("lambda", "ListInvocations")).at("invocations");
  REQUIRE(invocations.size() == 1);
  std::string const id = invocations[0].at("requestId");
  CHECK(invocations[0].at("status") == "timed out");
  CHECK(invocations[0].at("durationMilliseconds") == 6000.0);
  CHECK(
      lines_of(box) ==
      std::vector<std::string>{
          "START RequestId: " + id + " Version: $LATEST",
          "2023-05-25T00:00:00.000Z\t" + id + "\tINFO\thello", "END RequestId: " + id,
          "REPORT RequestId: " + id +
              "\tDuration: 6000.00 ms\tBilled Duration: 6000 ms\tMemory Size: 1024 MB\tMax Memory "
              "Used: 64 MB\tInit Duration: 0.00 ms\t",
          "2023-05-25T00:00:06.000Z " + id + " Task timed out after 6.00 seconds"});
}

// Faults over HTTP: laid, listed, replaced, lifted, and refused with the nearest right word.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "match/path.hpp"
#include "support/shop_box.hpp"

using namespace proofbox;

namespace {

struct Asked {
  int status;
  match::Node body;

  std::string at(std::string_view path) const {
    auto const found = match::at_path(body, path);
    return !found                               ? "nothing"
           : found->is(match::Node::Kind::text) ? found->text
                                                : match::write_node(*found);
  }
};

struct Desk : test::SimBox {
  Asked ask(std::string method, std::string const& path, std::string body = {}) {
    HttpRequest const request{std::move(method), "box", "/_proofbox/" + path, {}, std::move(body)};
    auto const response = http(request);
    CHECK(header(response.headers, "Content-Type") == "application/json");
    return {response.status, match::read_answer(response.body)};
  }
  std::string names() {
    std::string all;
    auto const list = ask("GET", "faults");
    for (auto const& fault : list.body.find("faults")->items)
      all += (all.empty() ? "" : ", ") + fault.find("name")->text;
    return all;
  }
  int create(std::string name) {
    sqs::CreateQueue create;
    create.queue_name = std::move(name);
    auto const made = call(create);
    return made ? 200 : made.error().status;
  }
};

}  // namespace

TEST_CASE("A fault is laid by its name, and says how often it struck", "[control][faults]") {
  Desk desk;
  auto const laid = desk.ask("PUT", "faults/no%20queues",
                             R"({"call": "sqs.CreateQueue", "nth": 2, "error": "throttled"})");
  CHECK(laid.status == 200);
  CHECK(laid.at("name") == "no queues");
  CHECK(laid.at("struck") == "0");
  CHECK(desk.create("a") == 200);
  CHECK(desk.create("b") == 400);
  auto const read = desk.ask("GET", "faults/no%20queues");
  CHECK(read.status == 200);
  CHECK(match::write_node(read.body) ==
        R"({"name": "no queues", "since": "2023-05-25T00:00:00.000Z", "met": 2, "struck": 1, )"
        R"("rule": {"call": "sqs.CreateQueue", "nth": 2, "error": "throttled"}})");
  CHECK(desk.ask("DELETE", "faults/no%20queues").status == 200);
  CHECK(desk.ask("GET", "faults/no%20queues").status == 404);
  CHECK(desk.names().empty());
}

TEST_CASE("A list takes the place of all faults, or changes nothing", "[control][faults]") {
  Desk desk;
  desk.ask("PUT", "faults/old", R"({"call": "sqs", "slow": "1s"})");
  auto const two = desk.ask("PUT", "faults", R"([{"name": "a", "call": "sqs", "slow": "1s"},
    // a comment, as in files
    {"host": "a.test", "status": 503}])");
  CHECK(two.status == 200);
  CHECK(two.at("faults[1].name") == "requests to a.test is answered 503");
  CHECK(desk.names() == "a, requests to a.test is answered 503");
  auto const wrong =
      desk.ask("PUT", "faults", R"([{"call": "sns", "slow": "1s"}, {"call": "sns", "slw": "1s"}])");
  CHECK(wrong.status == 400);
  CHECK(wrong.at("message") == R"(A fault has no "slw". Did you mean "slow"? (line 1, column 49))");
  CHECK(desk.names() == "a, requests to a.test is answered 503");
  CHECK(desk.ask("PUT", "faults", R"({"faults": [{"call": "sns", "slow": "1s"}]})").status == 200);
  CHECK(desk.names() == "sns takes 1s longer");
  CHECK(desk.ask("DELETE", "faults").status == 200);
  CHECK(desk.names().empty());
}

TEST_CASE("What is no fault is refused in one sentence", "[control][faults]") {
  Desk desk;
  desk.ask("PUT", "faults/slow", R"({"call": "sqs", "slow": "1s"})");
  auto const message = [&](Asked const& asked) {
    return std::to_string(asked.status) + ' ' + asked.at("message");
  };
  CHECK(message(desk.ask("GET", "faults/slw")) ==
        R"(404 There is no fault "slw". Did you mean "slow"?)");
  CHECK(message(desk.ask("DELETE", "faults/slw")) ==
        R"(404 There is no fault "slw". Did you mean "slow"?)");
  CHECK(message(desk.ask("POST", "faults", "[]")) == "405 faults does not take POST.");
  CHECK(message(desk.ask("POST", "faults/a", "{}")) == "405 faults/a does not take POST.");
  CHECK(message(desk.ask("PUT", "faults", "{")).starts_with("400 Faults are JSON: "));
  CHECK(message(desk.ask("PUT", "faults", R"({"rules": []})")) ==
        R"(400 Faults are a list, or {"faults": [...]}. (line 1, column 1))");
  CHECK(message(desk.ask("PUT", "faults/a", R"({"name": "b", "call": "sqs", "slow": "1s"})")) ==
        R"(400 The fault's name is "b", but its path says "a". (line 1, column 10))");
  CHECK(message(desk.ask("PUT", "faults/a", R"({"function": "f", "crash": "before"})")) ==
        R"(400 The box has no function "f". (line 1, column 14))");
}

TEST_CASE("How often a fault struck can be waited for", "[control][faults][wait]") {
  Desk desk;
  desk.ask("PUT", "faults/slow", R"({"call": "sqs", "slow": "1s"})");
  desk.create("a");
  CHECK(desk.ask("POST", "wait", R"({"for": {"state": {"fault.slow.struck": 1}}})").status == 200);
  CHECK(desk.ask("POST", "wait", R"({"for": {"kind": "fault", "who": "slow"}})").status == 200);
  CHECK(desk.ask("POST", "wait", R"({"for": {"state": {"fault.slow.struk": 1}}})").status == 400);
}

TEST_CASE("A connection that is lost leaves a client outside without an answer",
          "[control][faults][wire]") {
  Desk desk;
  desk.ask("PUT", "faults/lost", R"({"call": "sqs.ListQueues", "lost": "answer"})");
  HttpRequest const list{
      "POST",
      "box",
      "/",
      {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", "AmazonSQS.ListQueues"}},
      "{}"};
  auto const response = desk.http(list);
  CHECK(response.status == 0);
  CHECK(response.body.empty());
  desk.ask("DELETE", "faults");
  CHECK(desk.http(list).status == 200);
}

TEST_CASE("Faults are bounded", "[control][faults]") {
  Desk desk;
  std::string many = "[";
  for (int i = 0; i <= 1000; ++i)
    many +=
        fmt::format("{}{{\"name\":\"{}\",\"call\":\"sqs\",\"slow\":\"1s\"}}", i > 0 ? "," : "", i);
  CHECK(desk.ask("PUT", "faults", many + "]").status == 400);
  CHECK(
      desk.ask("PUT", "faults/" + std::string(201, 'n'), R"({"call":"sqs","slow":"1s"})").status ==
      409);
  auto const large =
      "{\"host\":\"h.test\",\"status\":500,\"body\":\"" + std::string(600'000, 'b') + "\"}";
  CHECK(desk.ask("PUT", "faults/a", large).status == 200);
  CHECK(desk.ask("PUT", "faults/b", large).status == 409);
  CHECK(desk.names() == "a");
}

TEST_CASE("An error's code can stand in a header", "[control][faults]") {
  Desk desk;
  auto const refused =
      desk.ask("PUT", "faults/a", R"({"call":"sqs","error":{"code":"A\r\nX: y"}})");
  CHECK(refused.status == 400);
  CHECK(refused.at("message").starts_with("A code has up to 100 letters, digits,"));
}

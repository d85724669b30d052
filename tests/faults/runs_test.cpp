// Faults of functions: where their work ends, and what was done by then.
#include <catch2/catch.hpp>

#include "lambda/functions.hpp"
#include "support/faults.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

// Sends to the queue "done" twice, and says over HTTP that it did.
Task<Result<std::string>> send_twice(lambda::Context& context, std::string const&) {
  sqs::SendMessage send;
  send.queue_url = "done";
  send.message_body = "a";
  for (int i = 0; i < 2; ++i)
    if (auto const sent = co_await context.cloud(send); !sent)
      co_return sent.error();
  HttpRequest const request{"POST", "outside.test", "/", {}, {}, context.invocation};
  auto const told = co_await context.http.send(request);
  if (!told)
    co_return told.error();
  co_return std::string{R"("done")"};
}

struct Worker : FunctionBox {
  explicit Worker(std::string const& rest = {}, lambda::Handler handler = send_twice)
      : FunctionBox(std::move(handler),
                    [](lambda::Deployment& made) { made.queues.push_back({"done"}); }) {
    sim.network.add_host("outside.test", {{}});
    if (!rest.empty())
      lay(sim.box, R"({"name": "f", "function": "worker", )" + rest + "}");
  }

  int ask() { return http("GET", "/work").status; }
  std::size_t told() const { return sim.network.received().size(); }
  // How the latest run ended.
  std::string ended() const {
    auto const returns = of_kind("return");
    auto const outcome = returns.empty() ? std::string{} : returns.back().outcome;
    constexpr std::string_view opening = R"({"errorType":")";
    return outcome.starts_with(opening)
               ? outcome.substr(opening.size(), outcome.find('"', opening.size()) - opening.size())
               : outcome;
  }
};

}  // namespace

TEST_CASE("A function crashes before it begins, in the middle of its work, or at its end",
          "[faults][lambda]") {
  struct Example {
    std::string where;
    std::int64_t sent;
    std::size_t told;
  };
  for (auto const& [where, sent, told] : std::vector<Example>{{R"("before")", 0, 0},
                                                              {R"({"after_calls": 1})", 1, 0},
                                                              {R"({"after_calls": 2})", 2, 0},
                                                              {R"({"after_calls": 3})", 2, 1},
                                                              {R"({"after_calls": 9})", 2, 1},
                                                              {R"("after")", 2, 1}}) {
    INFO(where);
    Worker worker{"\"nth\": 1, \"crash\": " + where};
    auto const start = worker.sim.box.agenda().now();
    CHECK(worker.ask() == 500);
    CHECK(worker.held("done") == sent);
    CHECK(worker.told() == told);
    CHECK(worker.ended() == "Runtime.ExitError");
    CHECK(worker.sim.box.agenda().now() == start);
    CHECK(worker.ask() == 200);
    CHECK(worker.held("done") == sent + 2);
  }
}

TEST_CASE("A function that hangs runs into its time-out, whatever it has done by then",
          "[faults][lambda]") {
  for (auto const& [where, sent] : std::vector<std::pair<std::string, std::int64_t>>{
           {R"("before")", 0}, {R"({"after_calls": 1})", 1}, {R"("after")", 2}}) {
    INFO(where);
    Worker worker{"\"hang\": " + where};
    auto const start = worker.sim.box.agenda().now();
    CHECK(worker.ask() == 503);
    CHECK(worker.held("done") == sent);
    CHECK(worker.ended() == "Sandbox.Timedout");
    CHECK(worker.sim.box.agenda().now() == start + 6s);
  }
}

TEST_CASE("A slow function begins late, within its time-out", "[faults][lambda]") {
  Worker worker{R"("nth": 1, "slow": "5s")"};
  auto const start = worker.sim.box.agenda().now();
  CHECK(worker.ask() == 200);
  CHECK(worker.sim.box.agenda().now() == start + 5s);
  CHECK(worker.ended() == R"("done")");
  Worker slower{R"("slow": "7s")"};
  CHECK(slower.ask() == 503);
  CHECK(slower.held("done") == 0);
  CHECK(slower.ended() == "Sandbox.Timedout");
}

TEST_CASE("Statements of a database count as calls of a function", "[faults][lambda]") {
  auto const keep = [](lambda::Context& context, std::string const&) -> Task<Result<std::string>> {
    auto& database = context.database("notes");
    Statement const insert{"INSERT INTO note (text) VALUES ('a')", {}};
    for (int i = 0; i < 3; ++i)
      if (auto const kept = co_await database.query(insert); !kept)
        co_return kept.error();
    co_return std::string{"null"};
  };
  FunctionBox box{keep, [](lambda::Deployment& made) {
                    made.databases = {{"notes", {{"CREATE TABLE note (text TEXT)"}}}};
                  }};
  lay(box.sim.box, R"({"function": "worker", "crash": {"after_calls": 2}})");
  CHECK(box.http("GET", "/work").status == 500);
  Statement const count{"SELECT COUNT(*) FROM note", {}};
  auto const rows = box.sim.box.database("notes").look(count);
  REQUIRE(rows.ok());
  CHECK(std::get<std::int64_t>(rows->rows[0][0]) == 2);
}

TEST_CASE("A message whose function crashed comes back, and what was done is done again",
          "[faults][lambda]") {
  Worker worker{R"("nth": 1, "crash": "after")"};
  worker.send("bake");
  worker.sim.advance(35s);
  CHECK(worker.held() == 1);
  CHECK(worker.held("done") == 2);
  worker.sim.advance(2s);
  CHECK(worker.held() == 0);
  CHECK(worker.held("done") == 4);
}

TEST_CASE("What a crash ends is no environment for the next run, and is logged",
          "[faults][lambda]") {
  Worker worker{R"("nth": 2, "crash": "before")"};
  for (int i = 0; i < 3; ++i)
    worker.ask();
  auto const ran = worker.sim.box.look("lambda", "ListInvocations");
  std::vector<bool> cold;
  for (auto at = ran.find("\"isColdStart\":"); at != std::string::npos;
       at = ran.find("\"isColdStart\":", at + 1))
    cold.push_back(ran.compare(at + 14, 4, "true") == 0);
  CHECK(cold == std::vector<bool>{true, false, true});
  CHECK(worker.sim.box.look("lambda", "ListLogLines")
            .find("Error: Runtime exited with error: exit status 1") != std::string::npos);
}

TEST_CASE("A run follows from the fault that strikes it", "[faults][lambda]") {
  Worker worker{R"("crash": "before")"};
  worker.ask();
  auto const faults = worker.of_kind("fault");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].what == R"({"strikes":"worker","number":1,"effect":"crashes before it begins"})");
  CHECK(worker.of_kind("invocation").back().cause == faults[0].n);
  CHECK(worker.of_kind("http")[0].n == faults[0].cause);
}

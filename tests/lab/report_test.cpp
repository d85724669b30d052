// Reports for CI systems and programs, runs that are cut short, and golden traces.
#include <catch2/catch.hpp>
#include <pugixml.hpp>

#include "lab/golden.hpp"
#include "lab/report.hpp"
#include "shop/shop.hpp"

using namespace proofbox;

namespace {

lab::Scenario scenario(std::string const& file, std::string_view text) {
  auto reading = lab::read_scenario(file, text, lab::vocabulary(shop::deployable()));
  INFO((reading.mistake ? reading.mistake->text() : "well formed"));
  REQUIRE(reading.scenario);
  return std::move(*reading.scenario);
}

lab::Told tell(std::string const& file, std::string_view text,
               lab::RunSettings const& settings = {}) {
  auto told = scenario(file, text);
  auto outcome = lab::run(told, shop::deployable(), settings);
  return {std::move(told), std::move(outcome), 12ms};
}

constexpr std::string_view holds = R"({"title": "It holds", "steps": [{"do": "POST /checkout"}]})";
constexpr std::string_view breaks =
    R"({"title": "It breaks <&\"> here", "steps": [
      {"do": "POST /checkout", "expect": {"body": {"message": "1 < 2 & \"so\"\u0001"}}}]})";
constexpr std::string_view refill = R"({
  "title": "t", "shop": {"products": [{"sku": "CP-502101", "stock": 0}]},
  "factory": {"lead_time": "30s"},
  "steps": [{"do": "POST /checkout"}, {"advance": "1m"},
            {"load": {"do": "POST /checkout"}, "calls": 5, "every": "10s"}],
  "finally": {"clock": "never"}
})";

pugi::xml_document parsed(std::string const& xml) {
  pugi::xml_document document;
  auto const result = document.load_string(xml.c_str(), pugi::parse_full);
  INFO(xml);
  INFO(result.description());
  REQUIRE(result);
  return document;
}

}  // namespace

TEST_CASE("JUnit's report has a suite for each directory and a case for each story",
          "[lab][report]") {
  std::vector<lab::Told> stories;
  stories.push_back(tell("stories/one.json", holds));
  stories.push_back(tell("stories/late/two.json", breaks));
  stories.push_back(tell("stories/three.json", holds));
  auto const document = parsed(lab::junit_report(stories));
  auto const root = document.child("testsuites");
  CHECK(root.attribute("tests").as_int() == 3);
  CHECK(root.attribute("failures").as_int() == 1);
  CHECK(root.attribute("errors").as_int(-1) == 0);
  CHECK(std::string{root.attribute("time").value()} == "0.036");
  auto const late = root.child("testsuite");
  auto const early = late.next_sibling("testsuite");
  CHECK(std::string{late.attribute("name").value()} == "stories");
  CHECK(late.attribute("tests").as_int() == 2);
  CHECK(late.attribute("failures").as_int(-1) == 0);
  CHECK(std::string{early.attribute("name").value()} == "stories/late");
  CHECK(early.attribute("failures").as_int() == 1);
  CHECK_FALSE(early.next_sibling("testsuite"));
  auto const story = early.child("testcase");
  CHECK(std::string{story.attribute("name").value()} == "It breaks <&\"> here");
  CHECK(std::string{story.attribute("classname").value()} == "stories.late.two");
  CHECK(std::string{story.attribute("time").value()} == "0.012");
  CHECK_FALSE(late.child("testcase").child("failure"));
}

TEST_CASE("A failure in JUnit's report says all that the terminal says, in legal XML",
          "[lab][report]") {
  std::vector<lab::Told> stories;
  stories.push_back(tell("two.json", breaks));
  auto const document = parsed(lab::junit_report(stories));
  auto const failure =
      document.child("testsuites").child("testsuite").child("testcase").child("failure");
  CHECK(std::string{failure.attribute("message").value()} ==
        "POST /checkout did not answer as expected at body.message.");
  std::string const text = failure.text().get();
  CHECK(text.find("two.json:2:7: ") == 0);
  CHECK(text.find("expected  \"1 < 2 & \\\"so\\\"") != std::string::npos);
  CHECK(text.find("\ncame      \"구매 완료! 남은 재고: 2\"\n") != std::string::npos);
  CHECK(text.find("client -> API  POST /checkout\n") != std::string::npos);
  CHECK(text.find("again: proofbox replay two.json --seed 1\n") != std::string::npos);
}

TEST_CASE("The JSON report is the same for the same runs, whatever they took", "[lab][report]") {
  auto story = tell("two.json", breaks);
  auto const first = lab::json_report({story});
  story.took = 3s;
  CHECK(lab::json_report({story}) == first);
  auto const read = lab::read_answer(first);
  CHECK(lab::write_node(*read.find("broken")) == "1");
  auto const& run = read.find("runs")->items.at(0);
  CHECK(run.find("title")->text == "It breaks <&\"> here");
  CHECK_FALSE(run.find("held")->truth);
  CHECK(run.find("trace")->text == story.outcome.trace_hash);
  CHECK(run.find("failure")->find("what")->text == story.outcome.failure->what);
  CHECK(run.find("failure")->find("chain")->items.size() == story.outcome.failure->chain.size());
  CHECK(run.find("steps")->items.at(0).find("title")->text == "POST /checkout");
}

TEST_CASE("A run that is cut short leaves the beginning of the whole trace", "[lab][until]") {
  lab::RunSettings settings;
  settings.keep_trace = true;
  auto const whole = tell("t.json", refill, settings);
  CHECK(whole.outcome.failure);
  CHECK_FALSE(whole.outcome.is_cut_short);
  for (auto const after : {Duration{0s}, Duration{29s}, Duration{30s}, Duration{75s}}) {
    settings.until = whole.scenario.start + after;
    auto const cut = tell("t.json", refill, settings);
    INFO(duration_text(after));
    CHECK(cut.outcome.is_cut_short);
    CHECK_FALSE(cut.outcome.failure);
    CHECK(cut.outcome.simulated == after);
    std::size_t due = 0;
    for (auto const& line : whole.outcome.trace) {
      auto const at = line.find("\"at\":") + 5;
      if (std::stoll(line.substr(at)) <= settings.until->time_since_epoch().count())
        ++due;
    }
    CHECK(cut.outcome.trace.size() == due);
    CHECK(std::equal(cut.outcome.trace.begin(), cut.outcome.trace.end(),
                     whole.outcome.trace.begin()));
  }
}

TEST_CASE("A run that ends before it would be cut short is as if nobody had asked",
          "[lab][until]") {
  lab::RunSettings settings;
  settings.until = parse_instant("2023-05-26T00:00:00Z");
  auto const told = tell("t.json", holds, settings);
  CHECK_FALSE(told.outcome.is_cut_short);
  CHECK(told.outcome.trace_hash == tell("t.json", holds).outcome.trace_hash);
}

TEST_CASE("Keeping a chronicle changes no trace, and ends with what the box holds",
          "[lab][chronicle]") {
  lab::RunSettings settings;
  settings.keep_chronicle = true;
  auto const told = tell("t.json", refill, settings);
  CHECK(told.outcome.trace_hash == tell("t.json", refill).outcome.trace_hash);
  std::map<std::string, std::string> latest;
  bool was_in_queue = false;
  Instant before{};
  for (auto const& moment : told.outcome.chronicle.moments) {
    CHECK(moment.at >= before);
    before = moment.at;
    for (auto const& [name, document] : moment.changes) {
      CHECK(latest[name] != document);
      latest[name] = document;
      was_in_queue = was_in_queue || (name == "queue stock_queue" &&
                                      document.find("\"inFlight\":1") != std::string::npos);
    }
  }
  CHECK(was_in_queue);
  CHECK(latest["queue stock_queue"] == R"({"ready":0,"delayed":0,"inFlight":0,"messages":[]})");
  CHECK(lab::read_answer(latest["orders"]).items.size() >= 1);
  CHECK(told.outcome.chronicle.mails.find("광고 중단 요청") != std::string::npos);
}

TEST_CASE("Two traces part where they first differ, or where one ends", "[lab][golden]") {
  CHECK_FALSE(lab::parting({"a", "b"}, {"a", "b"}));
  auto const differs = lab::parting({"a", "b", "c"}, {"a", "x", "c"});
  REQUIRE(differs);
  CHECK(differs->line == 2);
  CHECK(differs->first == "b");
  CHECK(differs->second == "x");
  auto const ends = lab::parting({"a"}, {"a", "b"});
  REQUIRE(ends);
  CHECK(ends->line == 2);
  CHECK(ends->first == "the trace ends");
}

TEST_CASE("A run that leaves another trace than the golden one breaks", "[lab][golden]") {
  lab::RunSettings settings;
  settings.keep_trace = true;
  auto told = tell("t.json", holds, settings);
  auto golden = told.outcome.trace;
  lab::hold_to_golden("t.trace", golden, told.outcome);
  CHECK_FALSE(told.outcome.failure);
  golden.back() = "something else";
  lab::hold_to_golden("t.trace", golden, told.outcome);
  REQUIRE(told.outcome.failure);
  CHECK(told.outcome.failure->what ==
        fmt::format("The trace is not that of t.trace: line {} differs.", golden.size()));
  CHECK(told.outcome.failure->expected == "something else");
  CHECK(lab::golden_path(scenario("stories/one.json", holds)) == "stories/one.trace");
}

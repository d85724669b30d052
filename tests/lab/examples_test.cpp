// Tables of examples and what stories are given.
#include <catch2/catch.hpp>

#include "support/story.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

lab::Stories stories(std::string_view text, std::map<std::string, std::string> const& files = {}) {
  return lab::read_stories("stories/s.json", text, lab::vocabulary(shop::deployable()),
                           [&](std::string const& path) -> std::optional<std::string> {
                             auto const found = files.find(path);
                             return found == files.end() ? std::nullopt
                                                         : std::optional{found->second};
                           });
}

std::string mistake(std::string_view text, std::map<std::string, std::string> const& files = {}) {
  auto const read = stories(text, files);
  return read.mistake ? read.mistake->text() : "well formed";
}

std::string told(lab::Scenario const& scenario) {
  auto const outcome = lab::run(scenario, shop::deployable());
  if (!outcome.failure)
    return outcome.title + ": held";
  auto const& failure = *outcome.failure;
  return outcome.title + ": " +
         lab::Mistake{scenario.file_of(failure.place), failure.place, failure.what}.text();
}

}  // namespace

TEST_CASE("Each row of a table is a run of its own", "[lab][examples]") {
  auto const read = stories(R"({"title": "${buyers} buyers leave ${left}",
    "shop": {"products": [{"sku": "CP-502101", "stock": "${stock}"}]},
    "examples": [{"buyers": 1, "stock": 3, "left": 2}, {"buyers": 3, "stock": 3, "left": 0}, {"buyers": 2, "stock": 5, "left": 4}],
    "steps": [{"do": "POST /checkout", "repeat": "${buyers}"}],
    "finally": {"shop.products.CP-502101.stock": "${left}"}})");
  REQUIRE_FALSE(read.mistake);
  REQUIRE(read.scenarios.size() == 3);
  CHECK(told(read.scenarios[0]) == "1 buyers leave 2: held");
  CHECK(told(read.scenarios[1]) == "3 buyers leave 0: held");
  CHECK(told(read.scenarios[2]) ==
        "2 buyers leave 4: stories/s.json:5:16: At the end shop.products.CP-502101.stock is not "
        "as expected.");
  CHECK(read.scenarios[2].example == 3);
}

TEST_CASE("A title that names nothing gets the row behind it", "[lab][examples]") {
  auto const read =
      stories(R"({"title": "t", "shop": "none", "examples": [{"b": 1, "a": "x"}], "steps": []})");
  REQUIRE(read.scenarios.size() == 1);
  CHECK(read.scenarios[0].title == "t (a \"x\", b 1)");
}

TEST_CASE("A table that is wrong is named where it stands", "[lab][examples]") {
  CHECK(mistake(R"({"title": "t", "examples": [], "steps": []})") ==
        "stories/s.json:1:28: \"examples\" takes 1 to 1000 rows.");
  CHECK(mistake(R"({"title": "t", "examples": [{"a": 1, "b": 2}, {"a": 1}], "steps": []})") ==
        "stories/s.json:1:47: This row has no \"b\", which the first one has.");
  CHECK(mistake(
            R"({"title": "t", "examples": [{"left": 1}, {"left": 1, "lift": 2}], "steps": []})") ==
        "stories/s.json:1:54: The first row has no \"lift\". Did you mean \"left\"?");
  CHECK(mistake(R"({"title": "t", "examples": [{"left": 1}], "steps": [{"note": "${lefd}"}]})") ==
        "stories/s.json:1:62: No value has the name \"lefd\" here. Did you mean \"left\"?");
  CHECK(mistake(R"({"title": "${lefd}", "examples": [{"left": 1}], "steps": []})") ==
        "stories/s.json:1:11: No value has the name \"lefd\" here. Did you mean \"left\"?");
  CHECK(
      mistake(
          R"({"title": "t", "examples": [{"time": "1s"}, {"time": "soon"}], "steps": [{"advance": "${time}"}]})") ==
      "stories/s.json:1:86: \"advance\" takes a duration as \"36s\", \"200ms\" or \"2m30s\", not "
      "\"soon\".");
}

TEST_CASE("A story is laid over what it is given", "[lab][given]") {
  auto const read = stories(
      R"({"title": "t", "given": "common/shop.json", "always": ["no message is lost", "never oversold"],
    "shop": {"factory": {"lead_time": "1m"}},
    "steps": [{"expect": {"shop.products.CP-502101.stock": 1, "factory.orders": 0}}]})",
      {{"stories/common/shop.json", R"({"given": ["../hosts.json"], "start": "2024-01-01T00:00:00Z",
        "shop": {"products": [{"sku": "CP-502101", "stock": 2}], "factory": {"lead_time": "1s"}},
        "always": ["never oversold"], "steps": [{"do": "POST /checkout"}]})"},
       {"stories/hosts.json",
        R"({"hosts": {"http://a.test": [{"status": 200}]}, "steps": [{"note": "first"}]})"}});
  INFO((read.mistake ? read.mistake->text() : ""));
  REQUIRE(read.scenarios.size() == 1);
  auto const& story = read.scenarios[0];
  CHECK(told(story) == "t: held");
  CHECK(story.steps.size() == 3);
  CHECK(story.hosts.size() == 1);
  CHECK(story.always.size() == 2);
  CHECK(story.factory.lead_time == "1m");
  CHECK(iso8601(story.start) == "2024-01-01T00:00:00.000Z");
}

TEST_CASE("A step that breaks is named in the file that gave it", "[lab][given]") {
  auto const read =
      stories(R"({"title": "t", "given": "first.json", "steps": []})",
              {{"stories/first.json", "{\"steps\":\n[{\"expect\": {\"mails\": 1}}]}"}});
  REQUIRE(read.scenarios.size() == 1);
  CHECK(told(read.scenarios[0]) == "t: stories/first.json:2:2: mails is not as expected.");
}

TEST_CASE("What cannot be given is a mistake with its place", "[lab][given]") {
  std::string const story = R"({"title": "t", "given": "a.json", "steps": []})";
  CHECK(mistake(story) == "stories/s.json:1:25: There is no file \"stories/a.json\" to be given.");
  CHECK(mistake(story, {{"stories/a.json", "{"}})
            .starts_with("stories/a.json:1:2: This is no JSON: "));
  CHECK(mistake(story, {{"stories/a.json", R"({"title": "b"})"}}) ==
        "stories/a.json:1:2: What is given has no \"title\".");
  CHECK(mistake(story, {{"stories/a.json", R"({"stps": []})"}}) ==
        "stories/a.json:1:2: What is given has no \"stps\". Did you mean \"steps\"?");
  CHECK(mistake(story, {{"stories/a.json", R"({"given": "b.json"})"},
                        {"stories/b.json", R"({"given": "./a.json"})"}}) ==
        "stories/b.json:1:11: \"./a.json\" is given by itself: stories/a.json gives "
        "stories/b.json gives stories/a.json.");
  CHECK(mistake(story, {{"stories/a.json", R"({"steps": [{"advnce": "1s"}]})"}})
            .starts_with("stories/a.json:1:13: A step is one of "));
}

// The schema of scenarios says what the reader says: each story is allowed by it.
#include <catch2/catch.hpp>

#include "lab/scenario.hpp"
#include "support/json_schema.hpp"

using namespace proofbox;

namespace {

test::JsonSchema schema() {
  return test::JsonSchema{
      nlohmann::json::parse(*lab::read_file(PROOFBOX_SOURCE_DIR "/docs/scenario.schema.json"))};
}

nlohmann::json parsed(std::string const& text) {
  return nlohmann::json::parse(text, nullptr, true, true);
}

}  // namespace

TEST_CASE("Every story is as the schema says", "[lab][schema]") {
  auto const rules = schema();
  auto const found = lab::find_scenarios({PROOFBOX_SOURCE_DIR "/scenarios"});
  REQUIRE(found.files.size() > 40);
  for (auto const& file : found.files) {
    INFO(file);
    CHECK(rules.complaint(parsed(*lab::read_file(file))).value_or("") == "");
  }
}

TEST_CASE("The schema refuses what is no story", "[lab][schema]") {
  auto const rules = schema();
  auto const complaint = [&](std::string const& text) {
    return rules.complaint(parsed(text)).value_or("well formed").substr(0, 40);
  };
  CHECK(complaint(R"({"title": "t", "steps": []})") == "well formed");
  CHECK(complaint(R"({"steps": []})") == " lacks \"title\"");
  CHECK(complaint(R"({"title": "t", "steps": [], "stps": 1})") == "/stps: nothing is allowed here");
  CHECK(complaint(R"({"title": "t", "steps": [{"advnce": "1s"}]})")
            .starts_with("/steps/0 fits nothing:"));
  CHECK(complaint(R"({"title": "t", "steps": [{"advance": "1 s"}]})")
            .starts_with("/steps/0 fits nothing:"));
  CHECK(complaint(R"({"title": "t", "steps": [], "finally": {"mails": {"$rnge": [1, 2]}}})")
            .starts_with("/finally/mails fits nothing:"));
  CHECK(complaint(R"({"title": "t", "steps": [], "finally": {"mail": 1}})")
            .starts_with("/finally/mail is not like "));
}

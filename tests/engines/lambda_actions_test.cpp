// What of Lambda is there, held against what the documentation says of it.
#include <catch2/catch.hpp>
#include <fstream>

#include "engines/lambda/api.hpp"

using namespace proofbox;

TEST_CASE("The documentation lists the actions of Lambda that are there, and no other",
          "[lambda][docs]") {
  std::ifstream file{PROOFBOX_SOURCE_DIR "/docs/compatibility.md"};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  std::string there = "| Lambda | REST JSON | ";
  for (auto const& row : aws_lambda::api().rows)
    there += (there.ends_with("| ") ? "" : ", ") + std::string{row.operation->name};
  CHECK_THAT(text, Catch::Contains(there + " |\n"));
  auto const from = text.find("## Lambda actions that are not there");
  REQUIRE(from != std::string::npos);
  auto const missing = text.substr(from, text.find("\n## ", from) - from);
  for (auto const& row : aws_lambda::api().rows) {
    INFO(row.operation->name);
    CHECK_THAT(missing, !Catch::Contains(' ' + std::string{row.operation->name} + ','));
  }
}

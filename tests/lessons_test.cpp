// The lessons: each has its row in the README, its symptom and its cure, and the switch it names.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "shop/shop.hpp"

namespace fs = std::filesystem;
using namespace proofbox;

namespace {

fs::path const lessons = PROOFBOX_SOURCE_DIR "/scenarios/lessons";

std::string read(fs::path const& path) {
  std::ifstream file{path};
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

std::set<std::string> matches(std::string const& text, std::string const& pattern) {
  std::set<std::string> found;
  std::regex const wanted{pattern};
  for (std::sregex_iterator at{text.begin(), text.end(), wanted}, end; at != end; ++at)
    found.insert((*at)[1]);
  return found;
}

bool is_known(std::string const& settings) { return shop::deployable().with(settings).ok(); }

}  // namespace

TEST_CASE("Every lesson has a symptom, a cure, a row and a paragraph", "[lessons]") {
  auto const page = read(lessons / "README.md");
  auto const paragraphs = matches(page, R"(\*\*([FL][0-9]+)\.\*\*)");
  CHECK(paragraphs == matches(page, R"(\n\| ([FL][0-9]+) \|)"));
  std::set<std::string> files;
  for (auto const& entry : fs::directory_iterator{lessons})
    if (entry.path().extension() == ".json")
      files.insert(entry.path().filename().string());
  std::set<std::string> linked;
  for (auto const& file : matches(page, R"(\]\(([FL][0-9]+_[a-z]+\.json)\))"))
    linked.insert(file);
  CHECK(files == linked);
  int both = 0;
  for (auto const& lesson : paragraphs)
    both += files.contains(lesson + "_symptom.json") && files.contains(lesson + "_cure.json");
  CHECK(both * 2 == static_cast<int>(files.size()));
  CHECK(both >= 18);
}

TEST_CASE("Every switch that a row names is one of the shop's", "[lessons]") {
  auto const page = read(lessons / "README.md");
  auto const mistakes = matches(page, R"rx(`mistakes: \["([FL][0-9]+)"\])rx");
  auto const cures = matches(page, R"rx(`cures: \["([FL][0-9]+)"\])rx");
  CHECK_FALSE(mistakes.empty());
  CHECK_FALSE(cures.empty());
  for (auto const& label : mistakes) {
    INFO(label);
    CHECK(is_known("{\"mistakes\":[\"" + label + "\"]}"));
  }
  for (auto const& label : cures) {
    INFO(label);
    CHECK(is_known("{\"cures\":[\"" + label + "\"]}"));
  }
}

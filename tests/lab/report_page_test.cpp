// The page that shows runs: whole, with its data in it, and safe from what stories say.
#include <catch2/catch.hpp>

#include "lab/happening.hpp"
#include "lab/report.hpp"
#include "shop/shop.hpp"

using namespace proofbox;

namespace {

lab::Told tell(std::string_view text) {
  auto const shop = shop::deployable();
  auto reading = lab::read_scenario("story.json", text, lab::vocabulary(shop));
  INFO((reading.mistake ? reading.mistake->text() : "well formed"));
  REQUIRE(reading.scenario);
  lab::RunSettings settings;
  settings.keep_trace = true;
  settings.keep_chronicle = true;
  auto outcome = lab::run(*reading.scenario, shop, settings);
  return {std::move(*reading.scenario), std::move(outcome), 5ms};
}

// What stands in the page between two texts.
std::string between(std::string const& page, std::string_view begin, std::string_view end) {
  auto const from = page.find(begin) + begin.size();
  return page.substr(from, page.find(end, from) - from);
}

lab::Node data_of(std::string const& page) {
  return lab::read_answer(between(page, "id=\"data\">", "</script>"));
}

constexpr std::string_view story = R"({
  "title": "</script><!-- <script> PROOFBOX_DATA",
  "shop": {"products": [{"sku": "CP-502101", "stock": 0}]},
  "steps": [{"do": "POST /checkout"}, {"do": "POST /checkout", "body": "</script>"}, {"advance": "31s"},
            {"expect": {"mails": 7}}]
})";

}  // namespace

TEST_CASE("The page has the whole run in it: steps, arrows, events, moments, mails, the failure",
          "[lab][page]") {
  auto const told = tell(story);
  auto const data = data_of(lab::html_report({told}));
  auto const& run = lab::list_of(data, "stories").at(0);
  CHECK(lab::text_of(run, "title") == told.outcome.title);
  CHECK(lab::list_of(run, "steps").size() == 4);
  auto const shown = told.outcome.events - told.outcome.set_up;
  CHECK(lab::list_of(run, "events").size() == shown);
  CHECK(lab::list_of(run, "arrows").size() == shown);
  CHECK(lab::list_of(run, "moments").size() == told.outcome.chronicle.moments.size());
  CHECK(lab::list_of(lab::member(run, "mails"), "messages").size() == 1);
  CHECK(lab::text_of(lab::member(run, "failure"), "what") == told.outcome.failure->what);
}

TEST_CASE("Nothing that a story says ends a script of the page, or takes a part's place",
          "[lab][page]") {
  auto const page = lab::html_report({tell(story)});
  auto const data = between(page, "id=\"data\">", "</script>");
  CHECK(data.find('<') == std::string::npos);
  CHECK(data.ends_with("]}"));
  CHECK(page.find("PROOFBOX_STYLE") == std::string::npos);
  CHECK(page.find("PROOFBOX_SCRIPT") == std::string::npos);
}

TEST_CASE("The page is the same for the same runs, whatever they took, and stands without any",
          "[lab][page]") {
  auto told = tell(story);
  auto const page = lab::html_report({told});
  told.took = 3s;
  CHECK(lab::html_report({told}) == page);
  CHECK(lab::list_of(data_of(lab::html_report({})), "stories").empty());
}

TEST_CASE("The page fetches nothing", "[lab][page]") {
  auto const page = lab::html_report({});
  CHECK(page.find("default-src 'none'") != std::string::npos);
  for (auto const* fetched : {"src=\"", "href=\"http", "url(", "@import", "fetch(", "import("}) {
    INFO(fetched);
    CHECK(page.find(fetched) == std::string::npos);
  }
}

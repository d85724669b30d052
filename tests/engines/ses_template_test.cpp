// Templates: the tables of rendering, and the bounds that no template passes.
#include "engines/ses/template.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "engines/ses_template_tables/rendering_case.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using proofbox::test::RenderingCase;

namespace {

constexpr std::size_t large = 1 << 20;

std::vector<RenderingCase> all_cases() {
  std::vector<RenderingCase> all;
  for (auto const* const part :
       {&test::rendering_cases_of_variables(), &test::rendering_cases_of_conditions(),
        &test::rendering_cases_of_loops(), &test::rendering_cases_of_text(),
        &test::rendering_cases_of_failures()})
    all.insert(all.end(), part->begin(), part->end());
  return all;
}

Result<std::string> rendered(std::string_view text, std::string_view data,
                             std::size_t length_max = large) {
  auto const compiled = Template::compile(text);
  if (!compiled)
    return compiled.error();
  auto const read = read_template_data(data);
  REQUIRE(read);
  return compiled->render(*read, length_max);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i)
    all += text;
  return all;
}

}  // namespace

TEST_CASE("Templates render as the tables have it", "[ses][template]") {
  for (auto const& one : all_cases()) {
    INFO(one.text);
    INFO(one.data);
    auto const text = rendered(one.text, one.data);
    INFO((text ? std::string{} : text.error().message));
    switch (one.outcome) {
      case RenderingCase::Outcome::text:
        REQUIRE(text);
        CHECK(*text == one.expected);
        break;
      case RenderingCase::Outcome::attribute_missing:
        REQUIRE_FALSE(text);
        CHECK(text.error().code == "MissingRenderingAttribute");
        CHECK(text.error().message == "Attribute '" + std::string{one.expected} +
                                          "' is not present in the rendering data.");
        break;
      case RenderingCase::Outcome::refused:
        REQUIRE_FALSE(Template::compile(one.text));
        CHECK(text.error().code == "InvalidTemplate");
        CHECK_THAT(text.error().message, Catch::Contains(std::string{one.expected}));
        break;
    }
  }
}

TEST_CASE("The tables have over 200 cases, most of which somebody wrote down or can run",
          "[ses][template]") {
  auto const cases = all_cases();
  CHECK(cases.size() >= 200);
  auto const inferred = std::count_if(cases.begin(), cases.end(), [](RenderingCase const& one) {
    return one.source == test::Source::inferred;
  });
  CHECK(inferred <= 30);
}

TEST_CASE("A template's data is a JSON object and nothing else", "[ses][template]") {
  CHECK(read_template_data("{}"));
  CHECK(read_template_data(R"( {"a": [1, {"b": null}]} )"));
  for (auto const* const wrong : {"", "[]", "1", "\"a\"", "null", "{", "{\"a\":}", "{'a':1}",
                                  "{\"a\":1}x", "{\"a\":01}", "{\"a\":\"\xff\"}"}) {
    INFO(wrong);
    CHECK_FALSE(read_template_data(wrong));
  }
  CHECK_FALSE(read_template_data("{\"a\":" + repeated("[", 100'000)));
  CHECK_FALSE(read_template_data("{\"a\":" + repeated("[", 101) + repeated("]", 101) + "}"));
}

TEST_CASE("A line and a column tell where a template is none", "[ses][template]") {
  auto const refused = Template::compile("Hello\n  {{#if x}}\n{{/unless}}");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "3:1: 'if' is closed as 'unless'");
}

TEST_CASE("No template renders more than is allowed", "[ses][template]") {
  CHECK(rendered("12345", "{}", 5).ok());
  CHECK_FALSE(rendered("123456", "{}", 5));
  auto const list = "{\"l\":[" + repeated("1,", 999) + "1]}";
  auto const bomb = rendered(
      "{{#each l}}{{#each ../l}}{{#each ../../l}}0123456789{{/each}}{{/each}}{{/each}}", list);
  REQUIRE_FALSE(bomb);
  CHECK_THAT(bomb.error().message, Catch::Contains("longer than"));
}

TEST_CASE("Loops that write nothing end, too", "[ses][template]") {
  auto const list = "{\"l\":[" + repeated("1,", 9'999) + "1]}";
  auto const idle =
      rendered("{{#each l}}{{#each ../l}}{{#each ../../l}}{{/each}}{{/each}}{{/each}}", list);
  REQUIRE_FALSE(idle);
  CHECK_THAT(idle.error().message, Catch::Contains("loops too often"));
  CHECK(rendered("{{#each l}}{{this}}{{/each}}", list)->size() == 10'000);
}

TEST_CASE("A partial that calls itself for ever is stopped", "[ses][template]") {
  for (auto const* const text :
       {"{{#*inline \"p\"}}{{> p}}{{/inline}}{{> p}}",
        "{{#*inline \"p\"}}{{> q}}{{/inline}}{{#*inline \"q\"}}{{> p}}{{/inline}}{{> p}}",
        "{{#*inline \"p\"}}{{> p}}{{> p}}{{/inline}}{{> p}}",
        "{{#*inline \"p\"}}\n  {{> p}}\n{{/inline}}\n  {{> p}}\n",
        "{{#*inline \"p\"}}{{#> p}}{{> @partial-block}}{{/p}}{{/inline}}{{> p}}"}) {
    INFO(text);
    auto const endless = rendered(text, "{}");
    REQUIRE_FALSE(endless);
    CHECK_THAT(endless.error().message, Catch::Contains("nested too deeply"));
  }
}

TEST_CASE("Blocks are nested a hundred deep and no deeper", "[ses][template]") {
  auto const nested = [](std::size_t deep) {
    return repeated("{{#if a}}", deep) + "x" + repeated("{{/if}}", deep);
  };
  CHECK(*rendered(nested(99), R"({"a":1})") == "x");
  CHECK_FALSE(Template::compile(nested(101)));
  CHECK_FALSE(Template::compile(repeated("{{#if a}}", 100'000)));
  CHECK_FALSE(Template::compile("{{#if a}}" + repeated("{{else if a}}", 100'000)));
}

TEST_CASE("Whatever is cut off or garbled is rendered or refused, and nothing worse",
          "[ses][template]") {
  auto const data = read_template_data(R"({"a":[{"b":"c"}],"x":{"y":1}})");
  for (auto const& one : all_cases())
    for (std::size_t cut = 0; cut <= one.text.size(); ++cut) {
      auto const compiled = Template::compile(one.text.substr(0, cut));
      if (!compiled) {
        CHECK(compiled.error().code == "InvalidTemplate");
        continue;
      }
      auto const text = compiled->render(*data, large);
      CHECK((text || !text.error().message.empty()));
    }
}

TEST_CASE("Only variables and text are simple substitution", "[ses][template]") {
  CHECK(Template::compile("Hello {{name}}, {{a.b}}{{! fine }}")->is_simple());
  for (auto const* const text :
       {"{{#if x}}{{/if}}", "{{#*inline \"p\"}}{{/inline}}", "{{lookup a b}}", "{{^x}}{{/x}}"})
    CHECK_FALSE(Template::compile(text)->is_simple());
}

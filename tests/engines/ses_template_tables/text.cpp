// Rendering cases: comments, whitespace and escapes.
#include "engines/ses_template_tables/rendering_case.hpp"

namespace proofbox::test {

std::vector<RenderingCase> const& rendering_cases_of_text() {
  static std::vector<RenderingCase> const cases{
      // Comments.
      renders(Source::guide_of_handlebars, "a{{! This comment will not show up }}b", "{}", "ab"),
      renders(Source::guide_of_handlebars,
              "a{{!-- This comment may contain }} and {{mustaches}} --}}b", "{}", "ab"),
      renders(Source::guide_of_handlebars, "a{{!\nseveral\nlines\n}}b", "{}", "ab"),
      renders(Source::handlebars, "a\n{{! alone }}\nb\n", "{}", "a\nb\n"),
      renders(Source::handlebars, "a\n  {{!-- alone --}}  \nb\n", "{}", "a\nb\n"),
      renders(Source::handlebars, "a {{!-- beside --}}\nb\n", "{}", "a \nb\n"),
      renders(Source::handlebars, "a {{~! x ~}} b", "{}", "ab"),
      renders(Source::handlebars, "a {{~!-- x --~}} b", "{}", "ab"),
      // Whitespace.
      renders(Source::guide_of_handlebars, "a  {{~x~}}  b", R"({"x": "1"})", "a1b"),
      renders(Source::guide_of_handlebars, "a \n {{~x}} b", R"({"x": "1"})", "a1 b"),
      renders(Source::guide_of_handlebars, "a {{x~}} \n\n b", R"({"x": "1"})", "a 1b"),
      renders(Source::handlebars, "a {{~{x}~}} b", R"({"x": "1"})", "a1b"),
      renders(
          Source::guide_of_handlebars,
          "{{#each nav ~}}\n  <a href=\"{{url}}\">\n    {{~#if test}}\n      {{~title}}\n    "
          "{{~else~}}\n      Empty\n    {{~/if~}}\n  </a>\n{{~/each}}\n",
          R"({"nav": [{"url": "foo", "test": true, "title": "bar"}, {"url": "bar", "test": false}]})",
          R"(<a href="foo">bar</a><a href="bar">Empty</a>)"),
      renders(Source::handlebars, "{{#if x}}\n  a\n{{/if}}\n", R"({"x": 1})", "  a\n"),
      renders(Source::handlebars, "  {{#if x}}\n  a\n  {{/if}}  \nb", R"({"x": 1})", "  a\nb"),
      renders(Source::handlebars, "{{#if x}}\na\n{{else}}\nb\n{{/if}}\nc", R"({"x": 1})", "a\nc"),
      renders(Source::handlebars, "{{#if x}}\na\n{{else}}\nb\n{{/if}}\nc", "{}", "b\nc"),
      renders(Source::handlebars, "{{#if x}}\na\n{{else if y}}\nb\n{{else}}\nc\n{{/if}}\nd",
              R"({"x": 1})", "a\nd"),
      renders(Source::handlebars, "{{#if x}}\na\n{{else if y}}\nb\n{{else}}\nc\n{{/if}}\nd",
              R"({"y": 1})", "b\nd"),
      renders(Source::handlebars, "{{#if x}}\na\n{{else if y}}\nb\n{{else}}\nc\n{{/if}}\nd", "{}",
              "c\nd"),
      renders(Source::handlebars, "{{#each l}}\n- {{this}}\n{{/each}}\n", R"({"l": [1, 2]})",
              "- 1\n- 2\n"),
      renders(Source::handlebars, "a\r\n{{#each l}}\r\n- {{this}}\r\n{{/each}}\r\nb",
              R"({"l": [1, 2]})", "a\r\n- 1\r\n- 2\r\nb"),
      renders(Source::handlebars, "a {{#if x}}b{{/if}} c", R"({"x": 1})", "a b c"),
      renders(Source::handlebars, "{{#if x}}a{{/if}}\n{{#if x}}b{{/if}}\n", R"({"x": 1})",
              "a\nb\n"),
      renders(Source::handlebars, "{{x}}\n\n{{y}}\n", R"({"x": 1, "y": 2})", "1\n\n2\n"),
      renders(Source::handlebars, "a\n\n{{#if x}}\n\nb\n\n{{/if}}\n\nc", R"({"x": 1})",
              "a\n\n\nb\n\n\nc"),
      renders(Source::handlebars, "{{#if x~}}\n  a\n{{~/if}}\nb", R"({"x": 1})", "ab"),
      renders(Source::handlebars, "{{#if x}}\n  a\n  {{~else~}}\n  b\n{{/if}}|", "{}", "b\n|"),
      renders(Source::handlebars, "a\n{{#*inline \"p\"}}\nx\n{{/inline}}\nb\n{{> p}}\nc", "{}",
              "a\nb\nx\nc"),
      renders(Source::inferred, "{{#if x}}a{{else if y}}b \n{{else}}c \n{{~/if}}|", R"({"y":1})",
              "b \n|"),
      renders(Source::inferred, "{{#if x}}a{{else if y}}b \n{{else}}c \n{{~/if}}|", "{}", "c|"),
      renders(Source::inferred, "{{n}}{{n}}", R"({"n":2})", "22"),
      // Escapes.
      renders(Source::guide_of_handlebars, R"(\{{name}})", R"({"name": "a"})", "{{name}}"),
      renders(Source::guide_of_handlebars, R"(\{{escaped}} {{name}})", R"({"name": "a"})",
              "{{escaped}} a"),
      renders(Source::handlebars, R"(\\{{name}})", R"({"name": "a"})", R"(\a)"),
      renders(Source::handlebars, R"(\{{a}} \{{b}} {{name}})", R"({"name": "c"})", "{{a}} {{b}} c"),
      renders(Source::handlebars, R"(a \ b {{name}} \)", R"({"name": "c"})", R"(a \ b c \)"),
      renders(Source::handlebars, R"({{name}}\{{{x}}})", R"({"name": "c"})", "c{{{x}}}"),
  };
  return cases;
}

}  // namespace proofbox::test

// Rendering cases: each and inline partials.
#include "engines/ses_template_tables/rendering_case.hpp"

namespace proofbox::test {

std::vector<RenderingCase> const& rendering_cases_of_loops() {
  static std::vector<RenderingCase> const cases{
      // Loops.
      renders(
          Source::guide_of_ses,
          "<ul>\n{{#each subscription}}\n<li>{{interest}}</li>\n{{/each}}\n</ul>",
          R"({"meta":{"userId":"51806220607"},"contact":{"firstName":"Anaya","lastName":"Iyengar","city":"Bengaluru","country":"India","postalCode":"560052"},"subscription":[{"interest":"Sports"},{"interest":"Travel"},{"interest":"Cooking"}]})",
          "<ul>\n<li>Sports</li>\n<li>Travel</li>\n<li>Cooking</li>\n</ul>"),
      renders(
          Source::guide_of_ses, "<ul>{{#each subscription}}<li>{{interest}}</li>{{/each}}</ul>",
          R"({"meta":{"userId":"51806220607"},"contact":{"firstName":"Anaya","lastName":"Iyengar","city":"Bengaluru","country":"India","postalCode":"560052"},"subscription":[{"interest":"Sports"},{"interest":"Travel"},{"interest":"Cooking"}]})",
          "<ul><li>Sports</li><li>Travel</li><li>Cooking</li></ul>"),
      renders(Source::guide_of_handlebars, "{{#each people}}<li>{{this}}</li>{{/each}}",
              R"({"people": ["Yehuda Katz", "Alan Johnson"]})",
              "<li>Yehuda Katz</li><li>Alan Johnson</li>"),
      renders(
          Source::guide_of_handlebars,
          R"({{#each paragraphs}}<p>{{this}}</p>{{else}}<p class="empty">No content</p>{{/each}})",
          R"({"paragraphs": []})", R"(<p class="empty">No content</p>)"),
      renders(Source::guide_of_handlebars, "{{#each array}}{{@index}}: {{this}} {{/each}}",
              R"({"array": ["a", "b"]})", "0: a 1: b "),
      renders(Source::guide_of_handlebars, "{{#each object}}{{@key}}: {{this}} {{/each}}",
              R"({"object": {"b": 1, "a": 2}})", "b: 1 a: 2 "),
      renders(Source::guide_of_handlebars,
              "{{#each l}}{{#if @first}}[{{/if}}{{this}}{{#if @last}}]{{else}}, {{/if}}{{/each}}",
              R"({"l": [1, 2, 3]})", "[1, 2, 3]"),
      renders(Source::guide_of_handlebars,
              "{{#each l}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}",
              R"({"l": ["a", "b", "c"]})", "a, b, c"),
      renders(Source::handlebars, "{{#each l}}{{@first}} {{@last}} {{/each}}", R"({"l": [1, 2]})",
              "true false false true "),
      renders(Source::handlebars,
              "{{#each o}}{{#if @first}}*{{/if}}{{@index}}{{@key}}{{#unless "
              "@last}},{{/unless}}{{/each}}",
              R"({"o": {"x": 1, "y": 2}})", "*0x,1y"),
      renders(Source::guide_of_handlebars,
              "{{#each o}}{{@key}}{{#each this}}{{@../key}}{{@index}}{{this}} {{/each}}{{/each}}",
              R"({"o": {"a": ["p", "q"], "b": ["r"]}})", "aa0p a1q bb0r "),
      renders(Source::guide_of_handlebars,
              "{{#each users as |user i|}}{{i}}={{user.name}} {{/each}}",
              R"({"users": [{"name": "A"}, {"name": "B"}]})", "0=A 1=B "),
      renders(Source::guide_of_handlebars,
              "{{#each users as |user userId|}}{{#each user.books as |book|}}{{userId}}/{{book}} "
              "{{/each}}{{/each}}",
              R"({"users": [{"books": ["x", "y"]}, {"books": ["z"]}]})", "0/x 0/y 1/z "),
      renders(Source::handlebars, "{{#each l}}{{#each this}}{{this}}{{/each}};{{/each}}",
              R"({"l": [[1, 2], [3]]})", "12;3;"),
      renders(Source::handlebars, "{{#each l}}x{{/each}}", R"({"l": {}})", ""),
      renders(Source::handlebars, "{{#each l}}x{{else}}none{{/each}}", R"({"l": null})", "none"),
      renders(Source::handlebars, "{{#each l}}x{{else}}none{{/each}}", R"({"l": "text"})", "none"),
      renders(Source::handlebars, "{{#each l}}[{{this}}]{{/each}}",
              R"({"l": [null, false, 0, ""]})", "[][false][0][]"),
      renders(Source::handlebars, "{{#each l}}{{#if this}}{{this}}{{else}}-{{/if}}{{/each}}",
              R"({"l": [1, 0, 2]})", "1-2"),
      renders(Source::handlebars, "{{#each this}}{{@key}}{{/each}}", R"({"a": 1, "b": 2})", "ab"),
      renders(Source::handlebars, "{{#each a.b}}{{c.d}}{{/each}}",
              R"({"a": {"b": [{"c": {"d": "x"}}]}})", "x"),
      // Partials.
      renders(
          Source::guide_of_ses,
          R"({{#* inline "fullName"}}{{firstName}} {{lastName}}{{/inline}}Hello {{> fullName}}!)",
          R"({"firstName": "Anaya", "lastName": "Iyengar"})", "Hello Anaya Iyengar!"),
      renders(Source::guide_of_ses,
              "{{#* inline \"fullName\"}}\n{{firstName}}{{#if lastName}} "
              "{{lastName}}{{/if}}\n{{/inline~}}\nHello {{> fullName}}!",
              R"({"firstName": "Anaya"})", "Hello Anaya\n!"),
      renders(
          Source::guide_of_handlebars,
          R"({{#*inline "myPartial"}}My Content{{/inline}}{{#each children}}{{> myPartial}} {{/each}})",
          R"({"children": [1, 2]})", "My Content My Content "),
      renders(Source::handlebars, R"({{> p}}{{#*inline "p"}}x{{/inline}})", "{}", "x"),
      renders(Source::guide_of_handlebars, R"({{#*inline "p"}}{{name}}{{/inline}}{{> p person}})",
              R"({"person": {"name": "A"}})", "A"),
      renders(
          Source::guide_of_handlebars,
          R"({{#*inline "p"}}{{prefix}} {{name}}{{/inline}}{{#each l}}{{> p prefix=../prefix}} {{/each}})",
          R"({"prefix": "Hi", "l": [{"name": "A"}, {"name": "B"}]})", "Hi A Hi B "),
      renders(Source::handlebars, R"({{#*inline "p"}}{{a}}{{/inline}}{{> p a="x"}})",
              R"({"a": "y"})", "x"),
      renders(Source::handlebars,
              R"({{#*inline "p"}}1{{/inline}}{{#*inline "p"}}2{{/inline}}{{> p}})", "{}", "2"),
      renders(
          Source::handlebars,
          R"({{#*inline "p"}}out{{/inline}}{{#with x}}{{#*inline "p"}}in{{/inline}}{{> p}}{{/with}}{{> p}})",
          R"({"x": {"a": 1}})", "inout"),
      renders(Source::handlebars,
              R"({{#*inline "a"}}a{{> b}}{{/inline}}{{#*inline "b"}}b{{/inline}}{{> a}})", "{}",
              "ab"),
      renders(
          Source::handlebars,
          R"({{#*inline "item"}}<li>{{name}}{{#if items}}<ul>{{#each items}}{{> item}}{{/each}}</ul>{{/if}}</li>{{/inline}}{{> item}})",
          R"({"name": "1", "items": [{"name": "2", "items": [{"name": "3"}]}, {"name": "4"}]})",
          "<li>1<ul><li>2<ul><li>3</li></ul></li><li>4</li></ul></li>"),
      renders(Source::guide_of_handlebars, "{{#> myPartial}}Failover content{{/myPartial}}", "{}",
              "Failover content"),
      renders(
          Source::guide_of_handlebars,
          R"({{#*inline "layout"}}Site {{> @partial-block}} end{{/inline}}{{#> layout}}My {{x}}{{/layout}})",
          R"({"x": "content"})", "Site My content end"),
      renders(Source::handlebars, "{{#*inline \"p\"}}\na\nb\n{{/inline}}\n<\n  {{> p}}\n>", "{}",
              "<\n  a\n  b\n>"),
      renders(Source::handlebars,
              R"({{#*inline "my-part/x"}}y{{/inline}}{{> my-part/x}}{{> "my-part/x"}})", "{}",
              "yy"),
  };
  return cases;
}

}  // namespace proofbox::test

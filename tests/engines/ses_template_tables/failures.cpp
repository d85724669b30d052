// Rendering cases: what the data lacks, and what is no template.
#include "engines/ses_template_tables/rendering_case.hpp"

namespace proofbox::test {

std::vector<RenderingCase> const& rendering_cases_of_failures() {
  static std::vector<RenderingCase> const cases{
      // Missing attributes.
      lacks(Source::repost, "Hello {{name}}, {{favoritecolor}}",
            R"({"name": "Jane", "favoritenumber": "10"})", "favoritecolor"),
      lacks(Source::guide_of_ses, "{{Name}}", R"({"name": "Jane"})", "Name"),
      lacks(Source::guide_of_ses, "Hello {{name}}", "{}", "name"),
      lacks(Source::inferred, "Hello {{contact.firstName}}", R"({"contact": {}})",
            "contact.firstName"),
      lacks(Source::inferred, "Hello {{contact.firstName}}", "{}", "contact.firstName"),
      lacks(Source::inferred, "{{#each l}}{{name}}{{/each}}", R"({"l": [{"name": "a"}, {}]})",
            "name"),
      lacks(Source::inferred, "{{#each l}}x{{/each}}", "{}", "l"),
      lacks(Source::inferred, "{{#with l}}x{{/with}}", "{}", "l"),
      lacks(Source::inferred, "{{#each l}}{{name}}{{/each}}", R"({"name": "outer", "l": [{}]})",
            "name"),
      lacks(Source::inferred, "{{l.[3]}}", R"({"l": [1]})", "l.[3]"),
      lacks(Source::inferred, "{{../x}}", R"({"x": 1})", "../x"),
      lacks(Source::inferred, "{{@index}}", "{}", "@index"),
      lacks(Source::inferred, R"({{#*inline "p"}}{{x}}{{/inline}}{{> p}})", "{}", "x"),
      lacks(Source::inferred, "{{#if x}}{{x}}{{y}}{{/if}}", R"({"x": 1})", "y"),
      renders(Source::guide_of_ses, "{{#if x}}{{y}}{{/if}}", "{}", ""),
      lacks(Source::inferred, "{{{x}}}", "{}", "x"),
      lacks(Source::inferred, R"({{lookup map "b"}})", R"({"map": {"a": 1}})", "b"),
      // Templates that are none.
      refused(Source::reference_of_ses, "Hello {{name", "not closed"),
      refused(Source::reference_of_ses, "{{#if x}}a", "'if' is not closed"),
      refused(Source::reference_of_ses, "{{/if}}", "closes no block"),
      refused(Source::reference_of_ses, "{{#if x}}a{{/each}}", "'if' is closed as 'each'"),
      refused(Source::reference_of_ses, "{{else}}", "else"),
      refused(Source::reference_of_ses, "{{}}", "name"),
      refused(Source::reference_of_ses, "{{a b c", "not closed"),
      refused(Source::reference_of_ses, "{{#if}}a{{/if}}", "one argument"),
      refused(Source::reference_of_ses, "{{#each}}a{{/each}}", "one argument"),
      refused(Source::reference_of_ses, "{{> nowhere}}", "'nowhere' could not be found"),
      refused(Source::reference_of_ses, "{{shout name}}", "could not find helper"),
      refused(Source::reference_of_ses, "{{#list a b}}x{{/list}}", "could not find helper"),
      refused(Source::reference_of_ses, "{{#if x}}1{{else}}2{{else}}3{{/if}}", "two 'else'"),
      refused(Source::reference_of_ses, "{{!-- never closed }}", "comment is not closed"),
      refused(Source::reference_of_ses, "{{a..b}}", ""),
      refused(Source::reference_of_ses, "{{a/../b}}", ""),
      refused(Source::reference_of_ses, "{{{a}}", "not closed"),
      refused(Source::reference_of_ses, "{{[a}}", "not closed"),
      refused(Source::inferred, "{{#* inline p}}x{{/inline}}", "decorator"),
      refused(Source::reference_of_ses, R"({{#* other "p"}}x{{/other}})", "decorator"),
      refused(Source::inferred, "{{if (eq a b)}}", "Sub-expressions"),
      refused(Source::inferred, "{{{{raw}}}}x{{{{/raw}}}}", "Raw"),
  };
  return cases;
}

}  // namespace proofbox::test

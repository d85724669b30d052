// One row of the tables of rendering: a template, its data, what comes of them, and where that is
// known from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace proofbox::test {

enum class Source {
  // "Advanced email personalization" and "Using templates to send personalized email" in SES's
  // developer guide, its examples or its sentences.
  guide_of_ses,
  // The errors of CreateTemplate and TestRenderTemplate in SES's API reference: a template that
  // cannot be rendered, or calls a partial that is not there, is an invalid one.
  reference_of_ses,
  // AWS re:Post, "Why are emails failing to deliver when I send with SendTemplatedEmail?"
  repost,
  // The language guide at handlebarsjs.com, to which SES's guide sends its readers.
  guide_of_handlebars,
  // What Handlebars 4.7 for JavaScript makes of it, run without HTML escaping.
  handlebars,
  // Nobody says: SES's strictness and the Handlebars language carried on.
  inferred,
};

struct RenderingCase {
  enum class Outcome { text, attribute_missing, refused };

  Source source;
  std::string_view text;
  std::string_view data;
  Outcome outcome;
  std::string_view expected;  // the text; the attribute; a part of the reason
};

constexpr RenderingCase renders(Source source, std::string_view text, std::string_view data,
                                std::string_view expected) {
  return {source, text, data, RenderingCase::Outcome::text, expected};
}
constexpr RenderingCase lacks(Source source, std::string_view text, std::string_view data,
                              std::string_view attribute) {
  return {source, text, data, RenderingCase::Outcome::attribute_missing, attribute};
}
constexpr RenderingCase refused(Source source, std::string_view text, std::string_view reason) {
  return {source, text, "{}", RenderingCase::Outcome::refused, reason};
}

std::vector<RenderingCase> const& rendering_cases_of_variables();
std::vector<RenderingCase> const& rendering_cases_of_conditions();
std::vector<RenderingCase> const& rendering_cases_of_loops();
std::vector<RenderingCase> const& rendering_cases_of_text();
std::vector<RenderingCase> const& rendering_cases_of_failures();

}  // namespace proofbox::test

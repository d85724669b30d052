// A template as SES renders it: Handlebars with its built-in helpers, without HTML escaping, and
// strict: what the data lacks is a failure. Pure text in, text out.
//
// Known are variables, paths, if, unless, each, with, lookup, sections, else and else-chains,
// inline partials, partial blocks, comments, block parameters and whitespace control. Not known are
// sub-expressions, raw blocks and decorators other than inline.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "engines/ses/template_data.hpp"

namespace proofbox::ses {

namespace handlebars {
struct Program;
}

class Template {
 public:
  // Refuses, with InvalidTemplate, what is no template: a tag that is not closed, a block that ends
  // as another, a helper that nobody knows, a partial that the text does not define.
  static Result<Template> compile(std::string_view text);

  // The text, or why there is none: an attribute that the data lacks, more than `length_max` bytes,
  // partials that never end, or loops over more than any mail needs.
  Result<std::string> render(TemplateData const& data, std::size_t length_max) const;

  // Nothing but text, comments and variables.
  bool is_simple() const;

 private:
  std::shared_ptr<handlebars::Program const> program_;
};

}  // namespace proofbox::ses

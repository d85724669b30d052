// A template as an account keeps it, which is its own stored row, and what it is compiled to.
#pragma once

#include "engines/ses/mail.hpp"
#include "engines/ses/template.hpp"
#include "engines/ses/v2_shapes.hpp"

namespace proofbox::ses {

inline constexpr std::size_t template_data_length_max = 262'144;  // bytes of JSON

struct StoredTemplate {
  std::string account;
  std::string region;
  std::string name;
  std::string subject;
  std::optional<std::string> text, html;
  std::vector<v2::Tag> tags;
  Instant created_at{};
  static Shape const& shape();
};

struct CompiledTemplate {
  StoredTemplate row;
  Template subject;
  std::optional<Template> text, html;  // partials of one are not there in another
};

std::string key_of(StoredTemplate const& row);

// Refuses a template without a subject, over 500 KB, or that is none.
Result<CompiledTemplate> compile(StoredTemplate row);

struct RenderedTemplate {
  std::string subject;
  std::optional<std::string> text, html;
};

// The template with JSON data filled in, or why there is nothing to send: data that is no object,
// an attribute that it lacks, a subject with a line end, more bytes than a mail may have.
Result<RenderedTemplate> render(CompiledTemplate const& compiled, std::string_view data,
                                std::size_t length_max);

// Fills the draft's subject and bodies. SES answers before it renders: what fails stays in the
// draft as its failure.
void fill(Draft& draft, CompiledTemplate const& compiled, std::string const& data);

}  // namespace proofbox::ses

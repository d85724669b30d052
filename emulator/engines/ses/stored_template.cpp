#include "engines/ses/stored_template.hpp"

#include <algorithm>

#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t template_length_max = 500 * 1024;  // all parts together

Result<std::optional<Template>> compile_part(std::optional<std::string> const& part) {
  if (!part)
    return std::optional<Template>{};
  auto compiled = Template::compile(*part);
  if (!compiled)
    return compiled.error();
  return std::optional<Template>{std::move(*compiled)};
}

Result<std::optional<std::string>> render_part(std::optional<Template> const& part,
                                               TemplateData const& data, std::size_t length_max) {
  if (!part)
    return std::optional<std::string>{};
  auto rendered = part->render(data, length_max);
  if (!rendered)
    return rendered.error();
  return std::optional<std::string>{std::move(*rendered)};
}

bool has_control_characters(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

}  // namespace

Shape const& StoredTemplate::shape() {
  static Shape const shape = Describe<StoredTemplate>("TemplateRow")
                                 .member("account", &StoredTemplate::account)
                                 .member("region", &StoredTemplate::region)
                                 .member("name", &StoredTemplate::name)
                                 .member("subject", &StoredTemplate::subject)
                                 .member("text", &StoredTemplate::text)
                                 .member("html", &StoredTemplate::html)
                                 .member("tags", &StoredTemplate::tags)
                                 .member("created_at", &StoredTemplate::created_at);
  return shape;
}

std::string key_of(StoredTemplate const& row) {
  return row.region + '/' + row.account + '/' + row.name;
}

Result<CompiledTemplate> compile(StoredTemplate row) {
  if (row.subject.empty())
    return errors::template_subject_missing();
  auto const length =
      row.subject.size() + row.text.value_or("").size() + row.html.value_or("").size();
  if (length > template_length_max)
    return errors::template_too_large(template_length_max);
  auto subject = Template::compile(row.subject);
  if (!subject)
    return subject.error();
  auto text = compile_part(row.text);
  if (!text)
    return text.error();
  auto html = compile_part(row.html);
  if (!html)
    return html.error();
  return CompiledTemplate{std::move(row), std::move(*subject), std::move(*text), std::move(*html)};
}

Result<RenderedTemplate> render(CompiledTemplate const& compiled, std::string_view data,
                                std::size_t length_max) {
  auto const read = read_template_data(data);
  if (!read)
    return errors::invalid_rendering_data();
  auto subject = compiled.subject.render(*read, length_max);
  if (!subject)
    return subject.error();
  if (has_control_characters(*subject))
    return errors::control_characters_in("Subject");
  auto text = render_part(compiled.text, *read, length_max);
  if (!text)
    return text.error();
  auto const used = text->has_value() ? (*text)->size() : 0;
  auto html = render_part(compiled.html, *read, length_max - used);
  if (!html)
    return html.error();
  return RenderedTemplate{std::move(*subject), std::move(*text), std::move(*html)};
}

void fill(Draft& draft, CompiledTemplate const& compiled, std::string const& data) {
  draft.made_of = MadeOf{compiled.row.name, data};
  // In base64, four characters stand for three bytes.
  auto rendered = render(compiled, data, draft.envelope.length_max / 4 * 3);
  draft.body.text = Content{};
  if (!rendered) {
    draft.made_of->failure = rendered.error().message;
    return;
  }
  draft.subject = std::move(rendered->subject);
  if (rendered->html)
    draft.body.html = Content{std::move(*rendered->html), {}};
  if (rendered->text)
    draft.body.text->data = std::move(*rendered->text);
  else if (draft.body.html)
    draft.body.text.reset();
}

}  // namespace proofbox::ses

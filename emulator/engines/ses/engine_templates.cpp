// Templates as an account and region keep them: creating, changing, listing and trying them, for
// both APIs.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t templates_max = 20'000;  // an account and region
constexpr std::int64_t page_default = 10;
constexpr std::int64_t page_max = 100;

// An empty part is none.
std::optional<std::string> part_of(std::optional<std::string> const& text) {
  return text && !text->empty() ? text : std::nullopt;
}

StoredTemplate row_of(v1::Template const& content) {
  StoredTemplate row;
  row.name = content.template_name;
  row.subject = content.subject_part.value_or("");
  row.text = part_of(content.text_part);
  row.html = part_of(content.html_part);
  return row;
}

StoredTemplate row_of(std::string const& name, v2::EmailTemplateContent const& content) {
  StoredTemplate row;
  row.name = name;
  row.subject = content.subject.value_or("");
  row.text = part_of(content.text);
  row.html = part_of(content.html);
  return row;
}

}  // namespace

Result<CompiledTemplate const*> Engine::find_template(Turn const& turn,
                                                      std::string_view name) const {
  auto const found = templates_.find(world_of(turn) + std::string{name});
  if (found == templates_.end())
    return errors::template_does_not_exist(name);
  return &found->second;
}

std::optional<Error> Engine::create_template(Turn& turn, StoredTemplate row) {
  if (row.name.empty())
    return errors::template_name_missing();
  row.account = turn.caller.account;
  row.region = turn.caller.region;
  row.created_at = turn.now;
  auto compiled = compile(std::move(row));
  if (!compiled)
    return compiled.error();
  auto key = key_of(compiled->row);
  if (templates_.contains(key))
    return errors::template_exists(compiled->row.name);
  if (templates_.size() >= templates_max && count_templates(turn) >= templates_max)
    return errors::too_many_templates();
  keep(turn, compiled->row);
  templates_.emplace(std::move(key), std::move(*compiled));
  return {};
}

// A template keeps its tags and the time of its creation.
std::optional<Error> Engine::update_template(Turn& turn, StoredTemplate row) {
  auto const known = find_template(turn, row.name);
  if (!known)
    return known.error();
  row.account = turn.caller.account;
  row.region = turn.caller.region;
  row.created_at = (*known)->row.created_at;
  row.tags = (*known)->row.tags;
  auto compiled = compile(std::move(row));
  if (!compiled)
    return compiled.error();
  keep(turn, compiled->row);
  auto const key = key_of(compiled->row);
  templates_.insert_or_assign(key, std::move(*compiled));
  return {};
}

std::size_t Engine::count_templates(Turn const& turn) const {
  auto const world = world_of(turn);
  std::size_t count = 0;
  for (auto at = templates_.lower_bound(world);
       at != templates_.end() && at->first.starts_with(world); ++at)
    ++count;
  return count;
}

bool Engine::remove_template(Turn& turn, std::string_view name) {
  auto const found = templates_.find(world_of(turn) + std::string{name});
  if (found == templates_.end())
    return false;
  forget(turn, found->second.row);
  templates_.erase(found);
  return true;
}

// In the order of their names, after the one that the token names.
Result<Engine::TemplatePage> Engine::template_page(Turn const& turn,
                                                   std::optional<std::string> const& token,
                                                   std::optional<std::int64_t> most) const {
  auto const world = world_of(turn);
  auto const size = std::clamp<std::int64_t>(most.value_or(page_default), 1, page_max);
  auto at = templates_.lower_bound(world);
  if (token && !token->empty()) {
    auto const name = from_base64(*token);
    if (!name)
      return errors::bad_next_token(*token);
    at = templates_.upper_bound(world + *name);
  }
  TemplatePage page;
  for (; at != templates_.end() && at->first.starts_with(world); ++at) {
    if (page.templates.size() == static_cast<std::size_t>(size)) {
      page.next_token = base64(page.templates.back()->name);
      break;
    }
    page.templates.push_back(&at->second.row);
  }
  return page;
}

// The message as it would be, without those who send and receive it.
Result<std::string> Engine::preview(Turn& turn, std::string_view name,
                                    std::string_view data) const {
  if (data.size() > template_data_length_max)
    return errors::data_too_long("TemplateData", template_data_length_max);
  auto const found = find_template(turn, name);
  if (!found)
    return found.error();
  auto rendered = render(**found, data, message_length_max);
  if (!rendered)
    return rendered.error();
  auto const uuid = turn.random.uuid();
  Letter letter;
  letter.subject = rendered->subject;
  letter.text = std::move(rendered->text);
  letter.html = std::move(rendered->html);
  letter.message_id =
      message_id_header(message_id(turn.now, turn.caller.region, uuid), turn.caller.region);
  letter.sent_at = turn.now;
  letter.boundary = "----=_Part_" + uuid;
  auto const composed = compose(letter);
  return "Date: " + mail_date(turn.now) + "\r\nMessage-ID: " + letter.message_id +
         "\r\nSubject: " + encode_words(letter.subject) + "\r\n" +
         composed.substr(composed.find("\r\nMIME-Version: ") + 2);
}

// ---- v1 ----

Result<v1::CreateTemplate::Output> Engine::handle(Turn& turn, v1::CreateTemplate const& op) {
  if (auto error = create_template(turn, row_of(op.content)))
    return *error;
  return v1::CreateTemplate::Output{};
}

Result<v1::UpdateTemplate::Output> Engine::handle(Turn& turn, v1::UpdateTemplate const& op) {
  if (auto error = update_template(turn, row_of(op.content)))
    return *error;
  return v1::UpdateTemplate::Output{};
}

// A template that is not there is as good as deleted.
Result<v1::DeleteTemplate::Output> Engine::handle(Turn& turn, v1::DeleteTemplate const& op) {
  remove_template(turn, op.template_name);
  return v1::DeleteTemplate::Output{};
}

Result<v1::GetTemplate::Output> Engine::handle(Turn& turn, v1::GetTemplate const& op) {
  auto const found = find_template(turn, op.template_name);
  if (!found)
    return found.error();
  auto const& row = (*found)->row;
  return v1::GetTemplate::Output{{row.name, row.subject, row.text, row.html}};
}

Result<v1::ListTemplates::Output> Engine::handle(Turn& turn, v1::ListTemplates const& op) {
  auto page = template_page(turn, op.next_token, op.max_items);
  if (!page)
    return page.error();
  v1::ListTemplates::Output output;
  for (auto const* const row : page->templates)
    output.templates_metadata.push_back({row->name, row->created_at});
  output.next_token = std::move(page->next_token);
  return output;
}

Result<v1::TestRenderTemplate::Output> Engine::handle(Turn& turn,
                                                      v1::TestRenderTemplate const& op) {
  auto message = preview(turn, op.template_name, op.template_data);
  if (!message)
    return message.error();
  return v1::TestRenderTemplate::Output{std::move(*message)};
}

// ---- v2 ----

Result<Nothing> Engine::handle(Turn& turn, v2::CreateEmailTemplate const& op) {
  auto row = row_of(op.template_name, op.template_content);
  row.tags = op.tags;
  if (auto error = create_template(turn, std::move(row)))
    return errors::in_v2(*error);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, v2::UpdateEmailTemplate const& op) {
  if (auto error = update_template(turn, row_of(op.template_name, op.template_content)))
    return errors::in_v2(*error);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, v2::DeleteEmailTemplate const& op) {
  if (!remove_template(turn, op.template_name))
    return errors::in_v2(errors::template_does_not_exist(op.template_name));
  return Nothing{};
}

Result<v2::GetEmailTemplate::Output> Engine::handle(Turn& turn, v2::GetEmailTemplate const& op) {
  auto const found = find_template(turn, op.template_name);
  if (!found)
    return errors::in_v2(found.error());
  auto const& row = (*found)->row;
  return v2::GetEmailTemplate::Output{row.name, {row.subject, row.text, row.html}, row.tags};
}

Result<v2::ListEmailTemplates::Output> Engine::handle(Turn& turn,
                                                      v2::ListEmailTemplates const& op) {
  auto page = template_page(turn, op.next_token, op.page_size);
  if (!page)
    return errors::in_v2(page.error());
  v2::ListEmailTemplates::Output output;
  for (auto const* const row : page->templates)
    output.templates_metadata.push_back({row->name, row->created_at});
  output.next_token = std::move(page->next_token);
  return output;
}

Result<v2::TestRenderEmailTemplate::Output> Engine::handle(Turn& turn,
                                                           v2::TestRenderEmailTemplate const& op) {
  auto message = preview(turn, op.template_name, op.template_data);
  if (!message)
    return errors::in_v2(message.error());
  return v2::TestRenderEmailTemplate::Output{std::move(*message)};
}

}  // namespace proofbox::ses

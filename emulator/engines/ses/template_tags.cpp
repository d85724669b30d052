#include "engines/ses/template_tags.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses::handlebars {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

bool is_of_name(char c) {
  return std::string_view{" \t\r\n\f\v!\"#%&'()*+,./;<=>@[\\]^`{|}~"}.find(c) ==
         std::string_view::npos;
}

bool is_number(std::string_view word) {
  if (word.starts_with('-'))
    word.remove_prefix(1);
  auto const dot = word.find('.');
  auto const are_digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return are_digits(word.substr(0, dot)) &&
         (dot == std::string_view::npos || are_digits(word.substr(dot + 1)));
}

// True, false, null and numbers are themselves; every other name is looked up.
std::optional<TemplateData> literal_of(std::string_view word) {
  if (word == "true" || word == "false")
    return boolean_data(word == "true");
  if (word == "null" || word == "undefined")
    return TemplateData{};
  if (is_number(word))
    return number_data(word);
  return {};
}

}  // namespace

Error TagReader::trouble(std::string_view what) const {
  return errors::invalid_template(fmt::format("{} in '{}'", what, trim(text_)));
}

void TagReader::skip_blanks() {
  at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
}

bool TagReader::take(char c) {
  if (at_end() || text_[at_] != c)
    return false;
  ++at_;
  return true;
}

std::string_view TagReader::name() {
  auto const begin = at_;
  while (!at_end() && is_of_name(text_[at_]))
    ++at_;
  return text_.substr(begin, at_ - begin);
}

// "key=" of "key=value".
bool TagReader::next_is_key() const {
  auto at = at_;
  while (at < text_.size() && is_of_name(text_[at]))
    ++at;
  if (at == at_)
    return false;
  at = text_.find_first_not_of(blanks, at);
  return at != std::string_view::npos && text_[at] == '=';
}

Result<Argument> TagReader::quoted(char quote) {
  std::string text;
  for (++at_; !at_end() && text_[at_] != quote; ++at_) {
    if (text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] == quote)
      ++at_;
    text += text_[at_];
  }
  if (!take(quote))
    return trouble("A text is not closed");
  return Argument{{}, text_data(text)};
}

// One of "name", "[any name]", "this", "." and "..".
Result<Done> TagReader::add_segment(Path& path, std::size_t& segments) {
  auto const is_first = segments++ == 0;
  if (take('[')) {
    auto const end = text_.find(']', at_);
    if (end == std::string_view::npos)
      return trouble("A bracket is not closed");
    path.names.emplace_back(text_.substr(at_, end - at_));
    at_ = end + 1;
    return Done{};
  }
  auto const is_up = text_.substr(at_).starts_with("..");
  auto const is_here = !is_up && text_.substr(at_).starts_with('.');
  if (is_up || is_here)
    at_ += is_up ? 2 : 1;
  auto const word = is_up || is_here ? std::string_view{} : name();
  if (!is_up && !is_here && word.empty())
    return trouble("A name is missing");
  if (!is_up && !is_here && (word != "this" || path.is_of_loop)) {
    path.names.emplace_back(word);
    return Done{};
  }
  if (!path.names.empty())
    return trouble("A path leads outwards where it must lead inwards");
  path.is_in_context = path.is_in_context || is_first || is_up;
  path.up += is_up ? 1 : 0;
  return Done{};
}

Result<Path> TagReader::path() {
  Path path;
  auto const begin = at_;
  path.is_of_loop = take('@');
  std::size_t segments = 0;
  do {
    if (auto added = add_segment(path, segments); !added)
      return added.error();
  } while (take('.') || take('/'));
  path.written = text_.substr(begin, at_ - begin);
  if (path.is_of_loop && path.names.empty())
    return trouble("A name is missing");
  return path;
}

Result<Argument> TagReader::argument() {
  if (at_end())
    return trouble("A name is missing");
  if (text_[at_] == '"' || text_[at_] == '\'')
    return quoted(text_[at_]);
  if (text_[at_] == '(')
    return trouble("Sub-expressions are not supported");
  auto const end = std::min(text_.find_first_of(" \t\r\n\f\v=|)", at_), text_.size());
  if (auto literal = literal_of(text_.substr(at_, end - at_))) {
    at_ = end;
    return Argument{{}, std::move(*literal)};
  }
  auto read = path();
  if (!read)
    return read.error();
  if (!at_end() && std::string_view{" \t\r\n\f\v|"}.find(text_[at_]) == std::string_view::npos)
    return trouble(fmt::format("Unexpected '{}'", text_[at_]));
  return Argument{std::move(*read), {}};
}

// "as |item index|".
Result<Done> TagReader::parameters(Call& call) {
  take('|');
  for (skip_blanks(); !at_end() && text_[at_] != '|'; skip_blanks()) {
    auto const word = name();
    if (word.empty())
      return trouble("A block's parameter is no name");
    call.parameters.emplace_back(word);
  }
  if (!take('|') || call.parameters.empty())
    return trouble("The block's parameters are not closed");
  skip_blanks();
  if (!at_end())
    return trouble("Something stands behind the block's parameters");
  return Done{};
}

Result<Call> TagReader::call() {
  Call call;
  skip_blanks();
  auto callee = argument();
  if (!callee)
    return callee.error();
  call.is_quoted = !callee->path && callee->literal.kind == TemplateData::Kind::text;
  if (callee->path)
    call.callee = std::move(*callee->path);
  else
    call.callee.names = {call.callee.written = callee->literal.kind == TemplateData::Kind::null
                                                   ? std::string{"null"}
                                                   : callee->literal.text};
  for (skip_blanks(); !at_end(); skip_blanks()) {
    auto const rest = text_.substr(at_);
    if (rest.starts_with("as") && rest.find_first_not_of(blanks, 2) != std::string_view::npos &&
        rest.size() > 2 && rest[rest.find_first_not_of(blanks, 2)] == '|') {
      at_ += rest.find('|');
      if (auto read = parameters(call); !read)
        return read.error();
      continue;
    }
    std::string key;
    if (next_is_key()) {
      key = name();
      skip_blanks();
      take('=');
      skip_blanks();
    } else if (!call.hash.empty()) {
      return trouble("An argument stands behind named ones");
    }
    auto read = argument();
    if (!read)
      return read.error();
    if (key.empty())
      call.arguments.push_back(std::move(*read));
    else
      call.hash.emplace_back(std::move(key), std::move(*read));
  }
  return call;
}

}  // namespace proofbox::ses::handlebars

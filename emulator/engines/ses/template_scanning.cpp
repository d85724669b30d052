#include "engines/ses/template_scanning.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses::handlebars {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";

}  // namespace

Error Scanner::at(std::size_t place, std::string_view what) const {
  auto const before = text_.substr(0, place);
  auto const line = std::count(before.begin(), before.end(), '\n') + 1;
  auto const column = place - (before.rfind('\n') + 1) + 1;
  return errors::invalid_template(fmt::format("{}:{}: {}", line, column, what));
}

// A backslash makes "{{" plain text up to the next one, two of them are one backslash before a tag.
bool Scanner::skip_text(Program& program) {
  std::string text;
  bool found = false;
  for (;;) {
    auto const open = text_.find("{{", at_);
    if (open == std::string_view::npos) {
      text += text_.substr(at_);
      at_ = text_.size();
      break;
    }
    bool const escaped = open > at_ && text_[open - 1] == '\\';
    bool const twice = escaped && open - at_ > 1 && text_[open - 2] == '\\';
    text += text_.substr(at_, open - at_ - (escaped ? 1 : 0));
    at_ = open;
    if (!escaped || twice) {
      found = true;
      break;
    }
    auto const next = std::min(text_.find("{{", open + 2), text_.size());
    auto const slashes = text_.substr(open + 2, next - open - 2).ends_with("\\\\") ? 2
                         : text_.substr(open + 2, next - open - 2).ends_with('\\') ? 1
                                                                                   : 0;
    auto const end = next == text_.size() ? next : next - static_cast<std::size_t>(slashes);
    text += text_.substr(open, end - open);
    at_ = end;
  }
  if (!text.empty()) {
    Node node;
    node.original = node.text = std::move(text);
    program.body.push_back(std::move(node));
  }
  return found;
}

Result<Tag> Scanner::comment(Tag tag, std::size_t begin) {
  auto const is_long = text_.substr(begin).starts_with("!--");
  auto end = text_.find(is_long ? "--}}" : "}}", begin);
  if (is_long)
    end = std::min(end, text_.find("--~}}", begin));
  if (end == std::string_view::npos)
    return at(tag.place, "The comment is not closed");
  tag.kind = Tag::Kind::comment;
  tag.strip.close = is_long ? text_[end + 2] == '~' : text_[end - 1] == '~';
  at_ = text_.find("}}", end) + 2;
  return tag;
}

// The end of a tag: "}}" that stands in no quotes and no brackets.
std::size_t Scanner::end_of_tag(std::size_t at) const {
  char open = 0;
  for (; at < text_.size(); ++at) {
    auto const c = text_[at];
    if (open != 0) {
      if (c == '\\' && open != ']')
        ++at;
      else if (c == open)
        open = 0;
    } else if (c == '"' || c == '\'') {
      open = c;
    } else if (c == '[') {
      open = ']';
    } else if (c == '}') {
      return at;
    } else if (c == '{') {
      return text_.size();
    }
  }
  return text_.size();
}

Result<Tag> Scanner::tag() {
  Tag tag;
  tag.place = at_;
  if (text_.substr(at_).starts_with("{{{{"))
    return at(at_, "Raw blocks are not supported");
  auto begin = at_ + 2;
  if (text_.substr(begin).starts_with('~')) {
    tag.strip.open = true;
    ++begin;
  }
  if (text_.substr(begin).starts_with('!'))
    return comment(tag, begin);
  begin = kind_of(tag, begin);
  bool const triple =
      begin > 0 && text_[begin - 1] == '{' && tag.kind == Tag::Kind::value && begin > tag.place + 2;
  auto const end = end_of_tag(begin);
  auto const rest = text_.substr(end);
  auto const closing = triple ? (rest.starts_with("}~}}")  ? 4U
                                 : rest.starts_with("}}}") ? 3U
                                                           : 0U)
                              : (rest.starts_with("}}") ? 2U : 0U);
  if (closing == 0)
    return at(tag.place, "The tag is not closed");
  tag.text = text_.substr(begin, end - begin);
  at_ = end + closing;
  if (triple) {
    tag.strip.close = closing == 4;
  } else if (tag.text.ends_with('~')) {
    tag.strip.close = true;
    tag.text.remove_suffix(1);
  }
  return as_otherwise(tag);
}

// Reads what stands before a tag's words.
std::size_t Scanner::kind_of(Tag& tag, std::size_t begin) const {
  auto const rest = text_.substr(begin);
  struct Opening {
    std::string_view text;
    Tag::Kind kind;
  };
  for (auto const& [text, kind] :
       {Opening{"#>", Tag::Kind::partial_open}, Opening{"#*", Tag::Kind::decorator},
        Opening{"#", Tag::Kind::open}, Opening{"/", Tag::Kind::close},
        Opening{"^", Tag::Kind::inverse}, Opening{">", Tag::Kind::partial},
        Opening{"*", Tag::Kind::decorator}, Opening{"{", Tag::Kind::value},
        Opening{"&", Tag::Kind::value}})
    if (rest.starts_with(text)) {
      tag.kind = kind;
      tag.is_block = text.starts_with('#');
      return begin + text.size();
    }
  tag.kind = Tag::Kind::value;
  return begin;
}

// "{{else}}", "{{^}}" and "{{else if x}}" part a block.
Tag Scanner::as_otherwise(Tag tag) {
  auto const words = trim(tag.text);
  if (tag.kind == Tag::Kind::inverse && words.empty())
    tag.kind = Tag::Kind::otherwise;
  if (tag.kind != Tag::Kind::value)
    return tag;
  if (words == "else" || (words.starts_with("else") && words.size() > 4 &&
                          blanks.find(words[4]) != std::string_view::npos)) {
    tag.kind = Tag::Kind::otherwise;
    tag.text = trim(words.substr(4));
  }
  return tag;
}

}  // namespace proofbox::ses::handlebars

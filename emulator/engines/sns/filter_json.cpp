#include "engines/sns/filter_json.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/filter_value.hpp"

namespace proofbox::sns {
namespace {

constexpr int depth_max = 1'000;
constexpr std::string_view values =
    "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";
constexpr std::string_view expected_value =
    "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or "
    "'false')";

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<FilterJson> document() {
    auto value = this->value(0);
    if (!value)
      return {};
    skip_blanks();
    if (at_ < text_.size()) {
      stop("expected the end of the text");
      return {};
    }
    return value;
  }

  // In the words of Jackson, which AWS uses.
  std::string trouble() const {
    if (too_deep_)
      return fmt::format(
          "Document nesting depth ({}) exceeds the maximum allowed ({}, from "
          "`StreamReadConstraints.getMaxNestingDepth()`)",
          depth_max + 1, depth_max);
    return fmt::format(
        "{}\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); "
        "line: "
        "{}, column: {}]",
        trouble_, place_.line, place_.column);
  }

 private:
  std::optional<FilterJson> value(int depth) {
    skip_blanks();
    too_deep_ = depth > depth_max;
    if (too_deep_)
      return {};
    if (at_ == text_.size()) {
      stop(expected_value);
      return {};
    }
    FilterJson read;
    bool fine = false;
    switch (text_[at_]) {
      case '{': fine = object(read, depth); break;
      case '[': fine = array(read, depth); break;
      case '"':
        read.kind = FilterJson::Kind::text;
        fine = quoted(read.text, &read.place);
        break;
      default: fine = word(read); break;
    }
    if (!fine)
      return {};
    read.end = place_;
    return read;
  }

  bool object(FilterJson& read, int depth) {
    read.kind = FilterJson::Kind::object;
    step();
    read.place = place_;
    if (take('}'))
      return true;
    do {
      skip_blanks();
      FilterJson::Member member;
      if (at_ == text_.size() || text_[at_] != '"')
        return stop("was expecting double-quote to start field name");
      if (!quoted(member.name, nullptr))
        return false;
      if (!take(':'))
        return stop("was expecting a colon to separate field name and value");
      auto held = value(depth + 1);
      if (!held)
        return false;
      member.value = std::move(*held);
      read.members.push_back(std::move(member));
    } while (take(','));
    return take('}') || stop("was expecting comma to separate Object entries");
  }

  bool array(FilterJson& read, int depth) {
    read.kind = FilterJson::Kind::array;
    step();
    read.place = place_;
    if (take(']'))
      return true;
    do {
      auto item = value(depth + 1);
      if (!item)
        return false;
      read.items.push_back(std::move(*item));
    } while (take(','));
    return take(']') || stop("was expecting comma to separate Array entries");
  }

  // With its escapes undone.
  bool quoted(std::string& into, FilterPlace* behind_quote) {
    auto const first = at_;
    step();
    if (behind_quote != nullptr)
      *behind_quote = place_;
    for (; at_ < text_.size() && text_[at_] != '"'; step()) {
      if (static_cast<unsigned char>(text_[at_]) < ' ') {
        trouble_ = fmt::format(
            "Illegal unquoted character ((CTRL-CHAR, code {})): has to be escaped using backslash "
            "to be included in {}",
            static_cast<int>(text_[at_]), behind_quote == nullptr ? "name" : "string value");
        return false;
      }
      if (text_[at_] != '\\')
        continue;
      step();
      if (at_ < text_.size() && std::string_view{"\"\\/bfnrtu"}.find(text_[at_]) == text_.npos) {
        trouble_ = "Unrecognized character escape " + character_here();
        return false;
      }
    }
    if (at_ >= text_.size())
      return stop("was expecting closing quote for a string value");
    step();
    auto const read = FilterDocument::read(text_.substr(first, at_ - first));
    if (!read) {
      trouble_ = "Invalid UTF-8, or an escape without its four digits, in a string value";
      return false;
    }
    into = read->value.text;
    return true;
  }

  static bool begins_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '$' || static_cast<unsigned char>(c) >= 0x80;
  }

  // A number, true, false or null.
  bool word(FilterJson& read) {
    auto const first = at_;
    if (!begins_word(text_[at_]))
      return stop(expected_value);
    while (at_ < text_.size() && std::string_view{",]} \t\r\n"}.find(text_[at_]) == text_.npos)
      step();
    read.text = text_.substr(first, at_ - first);
    read.place = place_;
    auto const value = FilterDocument::read(read.text);
    switch (value ? value->value.kind : FilterValue::Kind::text) {
      case FilterValue::Kind::null: read.kind = FilterJson::Kind::null; return true;
      case FilterValue::Kind::yes: read.kind = FilterJson::Kind::yes; return true;
      case FilterValue::Kind::no: read.kind = FilterJson::Kind::no; return true;
      case FilterValue::Kind::number: read.kind = FilterJson::Kind::number; return true;
      default:
        trouble_ = fmt::format("Unrecognized token '{}': was expecting ({})", read.text, values);
        return false;
    }
  }

  // Says what stands here instead of what was expected.
  bool stop(std::string_view expected) {
    if (at_ >= text_.size())
      trouble_ = fmt::format("Unexpected end-of-input: {}", expected);
    else if (static_cast<unsigned char>(text_[at_]) < ' ')
      trouble_ = fmt::format(
          "Illegal character ((CTRL-CHAR, code {})): only regular white space (\\r, \\n, \\t) is "
          "allowed between tokens",
          static_cast<int>(text_[at_]));
    else
      trouble_ = fmt::format("Unexpected character ({}): {}", character_here(), expected);
    return false;
  }

  // 'a' (code 97)
  std::string character_here() const {
    auto rest = text_.substr(at_);
    if (!is_utf8(rest))
      return fmt::format("'\ufffd' (code {})", 0xfffd);
    auto const code = static_cast<std::uint32_t>(take_code_point(rest));
    auto const character = text_.substr(at_, text_.size() - at_ - rest.size());
    return fmt::format("'{}' (code {})", character, code);
  }

  void skip_blanks() {
    while (at_ < text_.size() && std::string_view{" \t\r\n"}.find(text_[at_]) != text_.npos)
      step();
  }
  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c)
      return false;
    step();
    return true;
  }
  void step() {
    bool const newline = text_[at_++] == '\n';
    place_ =
        newline ? FilterPlace{place_.line + 1, 1} : FilterPlace{place_.line, place_.column + 1};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  FilterPlace place_;
  std::string trouble_;
  bool too_deep_ = false;
};

}  // namespace

std::optional<FilterJson> read_filter_json(std::string_view text, std::string& trouble) {
  Reader reader{text};
  auto read = reader.document();
  if (!read)
    trouble = reader.trouble();
  return read;
}

}  // namespace proofbox::sns

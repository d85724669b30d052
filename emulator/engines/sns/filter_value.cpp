#include "engines/sns/filter_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace proofbox::sns {
namespace {

using Kind = FilterValue::Kind;

constexpr int depth_max = 1'000;
constexpr double number_max = 1e9;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  Reader(std::string_view text, FilterDocument& document) : rest_(text), document_(document) {}

  bool document() {
    if (!value(document_.value, 0))
      return false;
    skip_blanks();
    return rest_.empty();
  }

 private:
  bool value(FilterValue& into, int depth) {
    skip_blanks();
    if (rest_.empty() || depth > depth_max)
      return false;
    switch (rest_.front()) {
      case '{': return object(into, depth);
      case '[': return list(into, depth);
      case '"': into.kind = Kind::text; return quoted(into.text);
      case 't': into.kind = Kind::yes; return word("true");
      case 'f': into.kind = Kind::no; return word("false");
      case 'n': into.kind = Kind::null; return word("null");
      default: return number(into);
    }
  }

  bool object(FilterValue& into, int depth) {
    into.kind = Kind::object;
    rest_.remove_prefix(1);
    if (take('}'))
      return true;
    do {
      auto& member = into.members.emplace_back();
      skip_blanks();
      if (!quoted(member.name) || !take(':') || !value(member.value, depth + 1))
        return false;
      into.has_dots |= member.name.find('.') != member.name.npos;
    } while (take(','));
    std::stable_sort(into.members.begin(), into.members.end(),
                     [](auto const& left, auto const& right) { return left.name < right.name; });
    return take('}');
  }

  bool list(FilterValue& into, int depth) {
    into.kind = Kind::list;
    rest_.remove_prefix(1);
    if (take(']'))
      return true;
    do {
      if (!value(into.items.emplace_back(), depth + 1))
        return false;
    } while (take(','));
    return take(']');
  }

  // With its escapes undone.
  bool quoted(std::string_view& into) {
    if (!rest_.starts_with('"'))
      return false;
    bool plain = true;
    std::size_t at = 1;
    for (; at < rest_.size() && rest_[at] != '"'; ++at) {
      if (static_cast<unsigned char>(rest_[at]) < ' ')
        return false;
      if (rest_[at] == '\\') {
        plain = false;
        ++at;
      }
    }
    if (at >= rest_.size())
      return false;
    auto const token = rest_.substr(0, at + 1);
    rest_.remove_prefix(token.size());
    into = token.substr(1, token.size() - 2);
    return plain || unescape(token, into);
  }

  bool unescape(std::string_view token, std::string_view& into) {
    auto const read = nlohmann::json::parse(token, nullptr, /*exceptions*/ false);
    if (!read.is_string())
      return false;
    into = document_.keep(read.get<std::string>());
    return true;
  }

  bool number(FilterValue& into) {
    auto const whole = rest_;
    if (rest_.starts_with('-'))
      rest_.remove_prefix(1);
    if (rest_.starts_with('0'))
      rest_.remove_prefix(1);
    else if (!digits())
      return false;
    if (rest_.starts_with('.')) {
      rest_.remove_prefix(1);
      if (!digits())
        return false;
    }
    if (rest_.starts_with('e') || rest_.starts_with('E')) {
      rest_.remove_prefix(1);
      if (rest_.starts_with('+') || rest_.starts_with('-'))
        rest_.remove_prefix(1);
      if (!digits())
        return false;
    }
    into = FilterValue::of_number(whole.substr(0, whole.size() - rest_.size()));
    return true;
  }

  bool digits() {
    auto const end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
    auto const count = static_cast<std::size_t>(end - rest_.begin());
    rest_.remove_prefix(count);
    return count > 0;
  }

  bool word(std::string_view expected) {
    if (!rest_.starts_with(expected))
      return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }

  bool take(char c) {
    skip_blanks();
    if (!rest_.starts_with(c))
      return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view rest_;
  FilterDocument& document_;
};

}  // namespace

double number_of(std::string_view text) {
  if (text.starts_with('+'))
    text.remove_prefix(1);
  double number = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} ? number : std::strtod(std::string{text}.c_str(), nullptr);
}

std::optional<std::int64_t> hundred_thousandths(double number) {
  if (!(number >= -number_max && number <= number_max))
    return {};
  return std::llround(number * 1e5);
}

FilterValue FilterValue::of_text(std::string_view text) {
  FilterValue value;
  value.kind = Kind::text;
  value.text = text;
  return value;
}

FilterValue FilterValue::of_number(std::string_view number) {
  FilterValue value;
  value.kind = Kind::number;
  value.text = number;
  value.number = hundred_thousandths(number_of(number));
  return value;
}

std::unique_ptr<FilterDocument> FilterDocument::read(std::string_view text) {
  auto document = std::make_unique<FilterDocument>();
  if (!is_utf8(text) || !Reader{text, *document}.document())
    return nullptr;
  return document;
}

}  // namespace proofbox::sns

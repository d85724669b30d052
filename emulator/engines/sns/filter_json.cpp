#include "engines/sns/filter_json.hpp"

#include <nlohmann/json.hpp>

namespace proofbox::sns {
namespace {

constexpr int depth_max = 32;

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<FilterJson> document() {
    auto value = this->value(0);
    skip_blanks();
    return at_ < text_.size() ? std::nullopt : std::move(value);
  }
  FilterPlace place() const { return place_; }

 private:
  std::optional<FilterJson> value(int depth) {
    skip_blanks();
    if (at_ == text_.size() || depth > depth_max)
      return {};
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
      if (at_ == text_.size() || text_[at_] != '"' || !quoted(member.name, nullptr) || !take(':'))
        return false;
      auto held = value(depth + 1);
      if (!held)
        return false;
      member.value = std::move(*held);
      read.members.push_back(std::move(member));
    } while (take(','));
    return take('}');
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
    return take(']');
  }

  // With its escapes undone.
  bool quoted(std::string& into, FilterPlace* behind_quote) {
    auto const first = at_;
    step();
    if (behind_quote != nullptr)
      *behind_quote = place_;
    for (; at_ < text_.size() && text_[at_] != '"'; step())
      if (text_[at_] == '\\' && at_ + 1 < text_.size())
        step();
    if (at_ == text_.size())
      return false;
    step();
    auto const parsed =
        nlohmann::json::parse(text_.substr(first, at_ - first), nullptr, /*exceptions*/ false);
    if (!parsed.is_string())
      return false;
    into = parsed.get<std::string>();
    return true;
  }

  // A number, true, false or null.
  bool word(FilterJson& read) {
    auto const first = at_;
    while (at_ < text_.size() && std::string_view{",]} \t\r\n"}.find(text_[at_]) == text_.npos)
      step();
    read.text = text_.substr(first, at_ - first);
    read.place = place_;
    auto const parsed = nlohmann::json::parse(read.text, nullptr, /*exceptions*/ false);
    if (parsed.is_null())
      read.kind = FilterJson::Kind::null;
    else if (parsed.is_boolean())
      read.kind = parsed.get<bool>() ? FilterJson::Kind::yes : FilterJson::Kind::no;
    else if (parsed.is_number())
      read.kind = FilterJson::Kind::number;
    else
      return false;
    return true;
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
};

}  // namespace

std::optional<FilterJson> read_filter_json(std::string_view text, FilterPlace& where) {
  Reader reader{text};
  auto read = reader.document();
  where = reader.place();
  return read;
}

}  // namespace proofbox::sns

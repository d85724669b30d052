#include "recordings/matcher.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

// "/Messages/0" of a document, and a member of it.
std::string within(std::string const& path, std::string const& key) { return path + '/' + key; }

// What a placeholder of a kind may stand for, besides being there at all.
bool is_of_kind(std::string const& kind, std::string const& value) {
  static std::map<std::string, std::regex> const forms{
      {"uuid", std::regex{"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}},
      {"md5-hash", std::regex{"[0-9a-f]{32}"}},
      {"sequence-number", std::regex{"[0-9]{20}"}},
      {"receipt-handle", std::regex{"[A-Za-z0-9+/=_-]{1,1024}"}},
      {"task-handle", std::regex{"[A-Za-z0-9+/=]+"}},
  };
  auto const form = forms.find(kind);
  return form == forms.end() ? !value.empty() : std::regex_match(value, form->second);
}

// Seconds or milliseconds since 1970, or a date of ISO 8601. Whatever is called "timestamp" itself
// was replaced whole, too.
bool is_timestamp(std::string const& path, Json const& answered) {
  static std::regex const form{R"([0-9]+(\.[0-9]+)?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z)"};
  if (answered.is_number() || path.ends_with("/timestamp"))
    return true;
  return answered.is_string() && std::regex_match(answered.get<std::string>(), form);
}

// Of the headers of a request these two have words of their own for "some value".
bool is_some_header(std::string const& path, Json const& recorded, Json const& answered) {
  bool const is_meant = (recorded == "connection" && path.ends_with("/Connection")) ||
                        (recorded == "content--length" && path.ends_with("/Content-Length"));
  return is_meant && answered.is_string() && answered != "";
}

}  // namespace

std::vector<std::string> Matcher::differences(Json const& recorded, Json const& answered) {
  found_.clear();
  compare("", recorded, answered);
  return std::move(found_);
}

void Matcher::tell(std::string const& path, std::string recorded, std::string answered) {
  found_.push_back((path.empty() ? "/" : path) + ": recorded " + std::move(recorded) +
                   ", answered " + std::move(answered));
}

void Matcher::compare(std::string const& path, Json const& recorded, Json const& answered) {
  if (recorded.is_object() && answered.is_object())
    return compare_members(path, recorded, answered);
  if (recorded.is_array() && answered.is_array())
    return compare_items(path, recorded, answered);
  bool fitting = recorded == answered || is_some_header(path, recorded, answered);
  if (recorded == "sent-last24-hours" || recorded == "processing-time")
    fitting = answered.is_number();
  else if (!fitting && (recorded == "timestamp" || recorded == "date"))
    fitting = is_timestamp(path, answered);
  else if (!fitting && recorded.is_string() && answered.is_string())
    fitting = fits(recorded.get<std::string>(), answered.get<std::string>());
  if (!fitting)
    tell(path, recorded.dump(), answered.dump());
}

void Matcher::compare_members(std::string const& path, Json const& recorded, Json const& answered) {
  for (auto const& [key, value] : recorded.items())
    if (auto const found = answered.find(key); found != answered.end())
      compare(within(path, key), value, *found);
    else
      tell(within(path, key), value.dump(), "nothing");
  for (auto const& [key, value] : answered.items())
    if (!recorded.contains(key))
      tell(within(path, key), "nothing", value.dump());
}

void Matcher::compare_items(std::string const& path, Json const& recorded, Json const& answered) {
  for (std::size_t i = 0; i < std::max(recorded.size(), answered.size()); ++i) {
    auto const here = within(path, std::to_string(i));
    if (i >= recorded.size())
      tell(here, "nothing", answered[i].dump());
    else if (i >= answered.size())
      tell(here, recorded[i].dump(), "nothing");
    else
      compare(here, recorded[i], answered[i]);
  }
}

bool Matcher::fits(std::string const& pattern, std::string const& text) {
  return fits(pieces_of(pattern), 0, text);
}

std::vector<Matcher::Piece> Matcher::pieces_of(std::string pattern) const {
  for (auto const& [name, value] : constants_)
    for (auto at = pattern.find(name); at != std::string::npos;
         at = pattern.find(name, at + value.size()))
      pattern.replace(at, name.size(), value);
  static std::regex const placeholder{R"(<([a-z0-9_-]+)(:\d+)?>)"};
  std::vector<Piece> pieces;
  std::size_t from = 0;
  for (std::sregex_iterator at{pattern.begin(), pattern.end(), placeholder}, end; at != end; ++at) {
    auto const position = static_cast<std::size_t>(at->position());
    if (position > from)
      pieces.push_back({pattern.substr(from, position - from)});
    pieces.push_back({at->str(), (*at)[1], (*at)[2].matched});
    from = position + at->str().size();
  }
  if (from < pattern.size())
    pieces.push_back({pattern.substr(from)});
  return pieces;
}

bool Matcher::is_free(Piece const& piece, std::string const& value) const {
  auto const kin = '<' + piece.kind + ':';
  return std::none_of(values_.begin(), values_.end(), [&](auto const& held) {
    return held.first.starts_with(kin) && held.second == value;
  });
}

// A placeholder that stands for nothing yet takes as little as the rest allows.
bool Matcher::fits(std::vector<Piece> const& pieces, std::size_t at, std::string_view text) {
  if (at == pieces.size())
    return text.empty();
  auto const& piece = pieces[at];
  auto const held = values_.find(piece.text);
  if (piece.kind.empty() || held != values_.end()) {
    auto const literal = piece.kind.empty() ? piece.text : held->second;
    return text.starts_with(literal) && fits(pieces, at + 1, text.substr(literal.size()));
  }
  for (std::size_t size = 1; size <= text.size(); ++size) {
    auto const value = std::string{text.substr(0, size)};
    if (!is_of_kind(piece.kind, value) || (piece.is_numbered && !is_free(piece, value)))
      continue;
    if (piece.is_numbered)
      values_.emplace(piece.text, value);
    if (fits(pieces, at + 1, text.substr(size)))
      return true;
    if (piece.is_numbered)
      values_.erase(piece.text);
  }
  return false;
}

Json as_recorded(Json answer) {
  if (answer.is_structured()) {
    for (auto& held : answer)
      held = as_recorded(std::move(held));
    return answer;
  }
  if (!answer.is_string() || !answer.get_ref<std::string const&>().starts_with('{'))
    return answer;
  auto document = Json::parse(answer.get_ref<std::string const&>(), nullptr, false);
  return document.is_discarded() ? answer : document;
}

}  // namespace proofbox::test

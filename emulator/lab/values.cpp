#include "lab/values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lab/reading.hpp"

namespace proofbox::lab {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The name where the text goes on with "${name}"; empty where it does not.
std::string_view name_at(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "${")
    return {};
  auto const end = text.find('}', at);
  if (end == std::string_view::npos)
    return {};
  auto const name = text.substr(at + 2, end - at - 2);
  return is_value_name(name) ? name : std::string_view{};
}

// A text in pieces: letters, names, and names that are meant as letters.
struct Piece {
  std::string_view letters;
  std::string_view name = {};
  bool escaped = false;  // "$${name}"
};

std::vector<Piece> pieces(std::string_view text) {
  std::vector<Piece> all;
  std::size_t begin = 0, at = 0;
  auto const letters = [&] {
    if (at > begin)
      all.push_back({text.substr(begin, at - begin)});
  };
  while ((at = text.find('$', at)) != std::string_view::npos) {
    bool const escaped = !name_at(text, at + 1).empty();
    auto const name = escaped ? name_at(text, at + 1) : name_at(text, at);
    if (name.empty()) {
      ++at;
      continue;
    }
    letters();
    auto const length = name.size() + (escaped ? 4 : 3);
    all.push_back({text.substr(at, length), name, escaped});
    begin = at += length;
  }
  at = text.size();
  letters();
  return all;
}

std::string for_pattern(std::string_view text) {
  std::string out;
  for (char const c : text) {
    if (std::string_view{R"(^$\.*+?()[]{}|/)"}.find(c) != std::string_view::npos)
      out += '\\';
    out += c;
  }
  return out;
}

std::string said(Node const& value, Within within) {
  auto text = value.kind == Node::Kind::text ? value.text : whole(value);
  switch (within) {
    case Within::path: return percent_encode(text);
    case Within::pattern: return for_pattern(text);
    case Within::text: break;
  }
  return text;
}

std::string filled_text(std::string_view text, Values const& values, Within within, bool last) {
  auto const all = pieces(text);
  bool const alone = all.size() == 1;
  std::string out;
  for (auto const& piece : all) {
    auto const value = piece.name.empty() || piece.escaped ? values.end() : values.find(piece.name);
    if (value != values.end())
      out += said(value->second, alone ? Within::text : within);
    else
      out += piece.escaped && last ? piece.letters.substr(1) : piece.letters;
  }
  return out;
}

// The value itself where the text is nothing but its name.
Node const* alone(std::string_view text, Values const& values) {
  auto const name = name_at(text, 0);
  if (name.empty() || name.size() + 3 != text.size())
    return nullptr;
  auto const value = values.find(name);
  return value == values.end() ? nullptr : &value->second;
}

Node filled_node(Node const& node, Values const& values, bool last, Within within) {
  if (node.kind == Node::Kind::text)
    if (auto const* value = alone(node.text, values)) {
      Node copy = *value;
      copy.place = node.place;
      return copy;
    }
  Node made = node;
  if (made.kind == Node::Kind::text)
    made.text = filled_text(node.text, values, within, last);
  for (auto& item : made.items)
    item = filled_node(item, values, last, within);
  for (auto& [key, value] : made.members) {
    value = filled_node(value, values, last, key == "$pattern" ? Within::pattern : within);
    key = filled_text(key, values, Within::text, last);
  }
  return made;
}

void collect(std::string_view text, Place place, std::vector<Use>& found) {
  for (auto const& piece : pieces(text))
    if (!piece.name.empty() && !piece.escaped)
      found.push_back({std::string{piece.name}, place});
}

void collect(Node const& node, std::vector<Use>& found) {
  if (node.kind == Node::Kind::text)
    collect(node.text, node.place, found);
  for (auto const& item : node.items)
    collect(item, found);
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    collect(node.members[i].first, key_place(node, node.members[i].first), found);
    collect(node.members[i].second, found);
  }
}

// The longest key of an object that the path begins with.
std::pair<std::string, Node> const* member_at(Node const& object, std::string_view path) {
  std::pair<std::string, Node> const* found = nullptr;
  for (auto const& member : object.members) {
    auto const& key = member.first;
    bool const ends =
        path.size() == key.size() ||
        (path.size() > key.size() && (path[key.size()] == '.' || path[key.size()] == '['));
    if (path.starts_with(key) && ends && (found == nullptr || key.size() > found->first.size()))
      found = &member;
  }
  return found;
}

}  // namespace

bool is_value_name(std::string_view name) {
  return !name.empty() && !is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

std::vector<Use> uses(Node const& node) {
  std::vector<Use> found;
  collect(node, found);
  return found;
}

Node filled(Node const& node, Values const& values) {
  return filled_node(node, values, false, Within::text);
}

Node filled_at_last(Node const& node, Values const& values) {
  return filled_node(node, values, true, Within::text);
}

std::string filled_at_last(std::string_view text, Values const& values, Within within) {
  return filled_text(text, values, within, true);
}

std::string as_letters(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && !name_at(text, i).empty())
      out += '$';
    out += text[i];
  }
  return out;
}

Node const* at_path(Node const& node, std::string_view path) {
  if (path.empty())
    return &node;
  if (path.front() == '[') {
    auto const end = path.find(']');
    auto const index = parse_integer(path.substr(1, end - 1));
    if (!index || *index < 0 || static_cast<std::size_t>(*index) >= node.items.size())
      return nullptr;
    return at_path(node.items[static_cast<std::size_t>(*index)], path.substr(end + 1));
  }
  if (path.front() == '.')
    path.remove_prefix(1);
  auto const* member = member_at(node, path);
  return member == nullptr ? nullptr : at_path(member->second, path.substr(member->first.size()));
}

std::string bad_path(std::string_view path) {
  bool well = !path.empty() && path.front() != '.' && path.back() != '.';
  for (std::size_t at = 0; well && at < path.size(); ++at) {
    if (path[at] == '.')
      well = path[at + 1] != '.' && path[at + 1] != '[';
    if (path[at] != '[')
      continue;
    auto const end = path.find(']', at);
    auto const index = end == std::string_view::npos
                           ? std::nullopt
                           : parse_integer(path.substr(at + 1, end - at - 1));
    well = index && *index >= 0 &&
           (end + 1 == path.size() || path[end + 1] == '.' || path[end + 1] == '[');
  }
  return well ? std::string{}
              : fmt::format("A path is written as \"Messages[0].Body\", not \"{}\".", path);
}

}  // namespace proofbox::lab

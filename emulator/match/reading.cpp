#include "match/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::match {

std::string Mistake::text() const {
  if (place.line == 0)
    return file.empty() ? sentence : fmt::format("{}: {}", file, sentence);
  if (file.empty())
    return fmt::format("{}:{}: {}", place.line, place.column, sentence);
  return fmt::format("{}:{}:{}: {}", file, place.line, place.column, sentence);
}

void stop(Place place, std::string sentence) { throw Stop{place, std::move(sentence)}; }

Place key_place(Node const& object, std::string_view key) {
  for (std::size_t i = 0; i < object.keys.size(); ++i)
    if (object.members[i].first == key)
      return object.keys[i];
  return object.place;
}

Node const& want(Node const& node, Node::Kind kind, std::string_view name,
                 std::string_view wanted) {
  if (node.kind != kind)
    stop(node.place, fmt::format("\"{}\" takes {}, not {}.", name, wanted, describe(node)));
  return node;
}

std::string const& text(Node const& node, std::string_view name) {
  return want(node, Node::Kind::text, name, "a text").text;
}

Duration duration(Node const& node, std::string_view name) {
  auto const parsed = parse_duration(text(node, name));
  if (!parsed)
    stop(node.place,
         fmt::format("\"{}\" takes a duration as \"36s\", \"200ms\" or \"2m30s\", not {}.", name,
                     write_node(node)));
  return *parsed;
}

std::int64_t integer(Node const& node, std::string_view name, std::int64_t least,
                     std::int64_t most) {
  auto const number = node.kind == Node::Kind::number ? parse_integer(node.text) : std::nullopt;
  if (!number || *number < least || *number > most)
    stop(node.place, fmt::format("\"{}\" takes a whole number from {} to {}, not {}.", name, least,
                                 most, describe(node)));
  return *number;
}

void allow_only(Node const& object, std::vector<std::string_view> const& keys,
                std::string_view where) {
  for (std::size_t i = 0; i < object.members.size(); ++i) {
    auto const& key = object.members[i].first;
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      stop(object.keys[i], fmt::format("{} has no \"{}\".{}", where, key, did_you_mean(key, keys)));
  }
}

std::string whole(Node const& node) { return write_node(node, static_cast<std::size_t>(-1)); }

}  // namespace proofbox::match

#include "match/path.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace proofbox::match {
namespace {

// A key, or the place in a list.
struct Segment {
  std::string_view key;
  std::optional<std::size_t> index;
};

std::optional<std::vector<Segment>> segments_of(std::string_view path) {
  std::vector<Segment> segments;
  while (!path.empty()) {
    if (path.front() == '[') {
      auto const end = path.find(']');
      auto const number =
          end == std::string_view::npos ? std::nullopt : parse_integer(path.substr(1, end - 1));
      if (!number || *number < 0)
        return {};
      segments.push_back({{}, static_cast<std::size_t>(*number)});
      path.remove_prefix(end + 1);
    } else {
      if (!segments.empty() && path.front() != '.')
        return {};
      path.remove_prefix(segments.empty() ? 0 : 1);
      auto const end = std::min(path.find_first_of(".["), path.size());
      if (end == 0)
        return {};
      segments.push_back({path.substr(0, end), {}});
      path.remove_prefix(end);
    }
  }
  return segments;
}

Node const* step(Node const& at, Segment const& segment) {
  if (!segment.index)
    return at.find(segment.key);
  return *segment.index < at.items.size() ? &at.items[*segment.index] : nullptr;
}

}  // namespace

std::optional<std::string> bad_path(std::string_view path) {
  if (!path.empty() && segments_of(path))
    return {};
  return fmt::format("\"{}\" is no path; one is written as what.input.MessageBody or list[0].key.",
                     path);
}

std::optional<Node> at_path(Node const& root, std::string_view path) {
  auto const segments = segments_of(path);
  if (!segments)
    return {};
  Node inner;  // of the latest text that was looked into
  auto const* at = &root;
  for (auto const& segment : *segments) {
    if (at->is(Node::Kind::text)) {
      auto read = read_answer(at->text);
      inner = std::move(read);
      at = &inner;
    }
    at = step(*at, segment);
    if (at == nullptr)
      return {};
  }
  return *at;
}

}  // namespace proofbox::match

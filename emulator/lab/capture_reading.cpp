#include "lab/capture_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "base/text.hpp"
#include "lab/reading.hpp"
#include "lab/values.hpp"

namespace proofbox::lab {
namespace {

std::regex pattern_of(Node const& node) {
  auto const& written = text(node, "pattern");
  try {
    return std::regex{written};
  } catch (std::regex_error const&) {
    stop(node.place, "This is no regular expression: " + write_node(node) + '.');
  }
}

Capture capture_named(std::string const& name, Place place, Node const& node) {
  check_value_name(name, place);
  Capture made{name, node.place, {}, {}, {}};
  auto const* path = &node;
  if (node.kind == Node::Kind::object) {
    allow_only(node, {"from", "pattern"}, "A value to capture");
    path = node.find("from");
    if (path == nullptr)
      stop(node.place, "A value to capture needs \"from\", the path to it.");
    if (auto const* pattern = node.find("pattern")) {
      if (pattern_of(*pattern).mark_count() != 1)
        stop(pattern->place,
             "The pattern of a value to capture has one group, as \"code=([0-9]+)\".");
      made.pattern = pattern->text;
    }
  }
  made.path = want(*path, Node::Kind::text, name, "a path, as \"Messages[0].Body\"").text;
  if (auto const complaint = bad_path(made.path); !complaint.empty())
    stop(path->place, complaint);
  made.place = path->place;
  return made;
}

std::vector<Capture> captures(Node const& node) {
  want(node, Node::Kind::object, "capture", "an object, as {\"handle\": \"Messages[0].Body\"}");
  std::vector<Capture> made;
  for (auto const& [name, value] : node.members)
    made.push_back(capture_named(name, key_place(node, name), value));
  return made;
}

std::string first_of(std::string const& path) { return path.substr(0, path.find_first_of(".[")); }

}  // namespace

std::vector<Capture> answer_captures(Node const& node, std::vector<std::string_view> const& names,
                                     std::string_view whose) {
  auto made = captures(node);
  for (auto const& capture : made) {
    auto const first = first_of(capture.path);
    if (std::find(names.begin(), names.end(), first) == names.end())
      stop(capture.place, fmt::format("The answer of {} has no \"{}\".{}", whose, first,
                                      did_you_mean(first, names)));
  }
  return made;
}

std::vector<Capture> state_captures(Node const& node) {
  auto made = captures(node);
  for (auto& capture : made) {
    auto const bracket = std::min(capture.path.find('['), capture.path.size());
    capture.state = capture.path.substr(0, bracket);
    capture.path.erase(0, bracket);
    if (auto const complaint = bad_state_name(capture.state))
      stop(capture.place, *complaint);
  }
  return made;
}

}  // namespace proofbox::lab

#include "lab/examples.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "lab/reading.hpp"

namespace proofbox::lab {
namespace {

constexpr std::size_t rows_max = 1000;

Values row_of(Node const& node) {
  want(node, Node::Kind::object, "examples", "rows as {\"quantity\": 1}");
  if (node.members.empty())
    stop(node.place, "A row of examples has at least one value, as {\"quantity\": 1}.");
  Values row;
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    check_value_name(node.members[i].first, node.keys[i]);
    row[node.members[i].first] = node.members[i].second;
  }
  return row;
}

// Every row has the names of the first one.
void check_names(Node const& row, Values const& values, Values const& first) {
  for (auto const& [name, value] : first)
    if (values.find(name) == values.end())
      stop(row.place, fmt::format("This row has no \"{}\", which the first one has.", name));
  std::vector<std::string_view> known;
  for (auto const& [name, value] : first)
    known.push_back(name);
  allow_only(row, known, "The first row");
}

std::string said(Values const& row) {
  std::string text;
  for (auto const& [name, value] : row)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, write_node(value, 40));
  return text;
}

}  // namespace

std::vector<Values> example_rows(Node const& story) {
  auto const* table = story.find("examples");
  if (table == nullptr)
    return {};
  want(*table, Node::Kind::list, "examples", "a list of rows, as [{\"quantity\": 1}]");
  if (table->items.empty() || table->items.size() > rows_max)
    stop(table->place, fmt::format("\"examples\" takes 1 to {} rows.", rows_max));
  std::vector<Values> rows;
  for (auto const& item : table->items) {
    rows.push_back(row_of(item));
    check_names(item, rows.back(), rows.front());
  }
  return rows;
}

Node story_of(Node const& story, Values const& row) {
  if (story.kind != Node::Kind::object)
    return story;
  Node made{Node::Kind::object};
  made.place = story.place;
  for (std::size_t i = 0; i < story.members.size(); ++i) {
    auto const& [key, value] = story.members[i];
    if (key == "examples")
      continue;
    auto part = filled(value, row);
    if (key == "title" && !row.empty() && value.kind == Node::Kind::text && uses(value).empty())
      part.text += " (" + said(row) + ')';
    made.members.emplace_back(key, std::move(part));
    made.keys.push_back(story.keys[i]);
  }
  return made;
}

}  // namespace proofbox::lab

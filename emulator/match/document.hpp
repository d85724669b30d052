// JSON with comments, read into nodes that know where they stand, so that a mistake in them
// can be named by line and column. The same nodes serve for what a box answered.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace proofbox::match {

struct Place {
  std::size_t line = 0;    // from 1; 0: no file
  std::size_t column = 0;  // from 1, in bytes
  std::size_t file = 0;    // which of a scenario's files; 0: its own
};

struct Node {
  enum class Kind { null, boolean, number, text, list, object };
  Kind kind = Kind::null;
  Place place = {};
  bool truth = false;            // boolean
  std::string text = {};         // text; a number as it was written
  std::vector<Node> items = {};  // list
  std::vector<std::pair<std::string, Node>> members =
      {};                        // object, in the order of the file; keys differ
  std::vector<Place> keys = {};  // where each key stands

  bool is(Kind wanted) const { return kind == wanted; }
  Node const* find(std::string_view key) const;

  static Node of_text(std::string text);
  static Node of_number(std::int64_t number);
};

// The nodes of a document, or an Error whose message ends with what is wrong; `place` of the
// mistake goes to `where`.
Result<Node> read_document(std::string_view text, Place& where);

// What a box answered: JSON without comments; a text that is no JSON becomes a text node.
Node read_answer(std::string_view text);

// JSON on one line, cut off after about `most` bytes.
std::string write_node(Node const& node, std::size_t most = 400);

// "a list", "an object", "the number 3"...
std::string describe(Node const& node);

}  // namespace proofbox::match

// What all readers of a scenario's parts share: a mistake that ends the reading, and the simple
// things that a node may be wanted to be. Only for the files of this folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "lab/words.hpp"

namespace proofbox::lab {

// Thrown and caught within this folder: reading stops at the first mistake.
struct Stop {
  Place place;
  std::string sentence;
};

[[noreturn]] void stop(Place place, std::string sentence);

// Where the key of an object stands.
Place key_place(Node const& object, std::string_view key);

// Each stops where the node is something else; `name` is what the node belongs to.
Node const& want(Node const& node, Node::Kind kind, std::string_view name, std::string_view wanted);
std::string const& text(Node const& node, std::string_view name);
Duration duration(Node const& node, std::string_view name);
std::int64_t integer(Node const& node, std::string_view name, std::int64_t least,
                     std::int64_t most);

void check_value_name(std::string const& name, Place place);

// `where` begins the sentence: "A scenario".
void allow_only(Node const& object, std::vector<std::string_view> const& keys,
                std::string_view where);

// The whole node as JSON.
std::string whole(Node const& node);

}  // namespace proofbox::lab

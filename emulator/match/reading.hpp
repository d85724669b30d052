// What all readers of files that people write share: a mistake, which ends the reading, and the
// simple things that a node may be wanted to be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "match/document.hpp"

namespace proofbox::match {

// "stories/sale.json:12:5: There is no step \"advnce\". Did you mean \"advance\"?"
struct Mistake {
  std::string file;
  Place place;
  std::string sentence;
  std::string text() const;
};

// Thrown by a reader and caught where the reading began: it stops at the first mistake.
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

// `where` begins the sentence: "A scenario".
void allow_only(Node const& object, std::vector<std::string_view> const& keys,
                std::string_view where);

// The whole node as JSON.
std::string whole(Node const& node);

}  // namespace proofbox::match

// Whether what came is what was expected. Objects match as subsets; an expected object whose only
// key begins with '$' is a matcher:
//   {"$pattern": "^구매"}      a text that the regular expression finds something in
//   {"$range": [1, 5]}        a number from 1 to 5, both inclusive; null at either end leaves it
//   open
//   {"$any": true}            anything, as long as it is there
//   {"$absent": true}         nothing
//   {"$unordered": [...]}     a list of the same length whose items match in some order
//   {"$exactly": {...}}       an object without further members
// A number matches a list of that many items.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "match/document.hpp"

namespace proofbox::match {

struct Mismatch {
  std::string path;      // "body.message"; empty: the whole
  std::string expected;  // in words or as JSON
  std::string actual;
};

// `actual` null: nothing is there.
std::optional<Mismatch> mismatch(Node const& expected, Node const* actual);

// What is wrong with an expectation itself: an unknown matcher, a pattern that is none.
struct BadMatcher {
  Place place;
  std::string complaint;
};
std::optional<BadMatcher> bad_matcher(Node const& expected);

}  // namespace proofbox::match

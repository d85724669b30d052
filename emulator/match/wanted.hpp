// Events that are wanted, each described by a pattern: {"kind":"mail","what":{"to":["a@b.kr"]}}.
// Every pattern wants an event of its own, in whatever order they come. What is held against a
// pattern is the line of the trace; objects match as subsets.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "match/matcher.hpp"
#include "ports/trace.hpp"

namespace proofbox::match {

// What is wrong with a pattern, with its place: no object, a member that no event has, a matcher
// that is none.
std::optional<BadMatcher> bad_pattern(Node const& pattern);

struct Sighting {
  std::uint64_t n = 0;
  std::string line;  // of the trace
  Node node;
};

// An event that did not match, though some of it did.
struct NearMiss {
  std::size_t pattern = 0;
  std::size_t agreement = 0;  // how many of the pattern's values it has
  Sighting event;
  Mismatch mismatch;
};

class Wanted {
 public:
  explicit Wanted(std::vector<Node> patterns);

  void see(Event const& event);

  bool has_all() const { return found_count_ == patterns_.size(); }
  bool has_any() const { return found_count_ > 0; }
  // By patterns; null where none came.
  std::vector<std::shared_ptr<Sighting const>> const& found() const { return found_; }

  // Of the patterns that no event came for: those that came closest, closest first.
  std::vector<NearMiss> near_misses() const;

 private:
  bool find_room(std::size_t pattern, std::vector<bool>& tried);
  void note_near_miss(std::size_t pattern, Sighting const& event, Mismatch found);

  std::vector<Node> patterns_;
  std::vector<std::shared_ptr<Sighting const>> found_;
  std::vector<std::vector<std::size_t>>
      fits_;                                 // of each pattern's event, the patterns that it fits
  std::vector<std::vector<NearMiss>> near_;  // by patterns
  std::size_t found_count_ = 0;
};

}  // namespace proofbox::match

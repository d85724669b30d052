// A pattern of the kind that EventBridge, and event source mappings after it, hold JSON documents
// against: each key names a member that must be one of the listed values, or pass one of the listed
// tests. AWS: "Lambda event filtering" and "Event patterns" of their guides.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace proofbox {

class EventPattern {
 public:
  // The error's message is the reason alone.
  static Result<EventPattern> read(std::string_view json);

  // `document` is JSON; what is no JSON matches nothing.
  bool matches(std::string_view document) const;

  // Whether the pattern says something about that member, and whether what it says is an object
  // (of tests further down) or a list.
  enum class Asks { nothing, object, list };
  Asks asks(std::string_view member) const;

 private:
  struct Tree;
  explicit EventPattern(std::shared_ptr<Tree const> tree) : tree_(std::move(tree)) {}
  std::shared_ptr<Tree const> tree_;
};

}  // namespace proofbox

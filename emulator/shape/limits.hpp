// AWS's limits as data, and what does not fit them. A misfit is found by a codec (wrong type,
// member missing) or by the check of the limits; the API that was addressed words it as its AWS
// service does.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace proofbox {

class Shape;

struct Limits {
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
  std::string_view reason = {};  // in AWS's words, where the service gives one
};

struct Misfit {
  enum class Kind {
    syntax,   // the body is not JSON, not a form, not UTF-8
    type,     // a member is of another type than the model says
    missing,  // a required member is absent
    range,    // a number is outside its limits
  };
  Kind kind;
  std::string member;  // its path, as "Entries.1.Id"
  std::string value = {};
  std::string reason = {};
};

// The first member whose number is outside its limits, in the order of the description.
std::optional<Misfit> outside_limits(Shape const& shape, void const* object);

}  // namespace proofbox

// What AWS was recorded to refuse and the box takes where it is asked to: the opposite of being
// strict. Each has a name, by which the command line, scenarios and boxes ask for it.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace proofbox {

struct Allowances {
  bool newer_filters = false;  // filter operators that SNS does not have, but EventBridge has
};

inline constexpr std::pair<std::string_view, bool Allowances::*> allowances[] = {
    {"newer-filters", &Allowances::newer_filters},
};

inline std::vector<std::string_view> allowance_names() {
  std::vector<std::string_view> names;
  for (auto const& [name, member] : allowances)
    names.push_back(name);
  return names;
}

// False where there is nothing of that name.
inline bool make_allowed(Allowances& allowed, std::string_view name) {
  for (auto const& [known, member] : allowances)
    if (known == name) {
      allowed.*member = true;
      return true;
    }
  return false;
}

}  // namespace proofbox

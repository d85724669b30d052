// What AWS enforces and the box lets pass unless it is asked to be as strict. Each has a name, by
// which the command line, scenarios and boxes ask for it.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

namespace proofbox {

struct Strictness {
  bool cooldowns = false;   // the 60 seconds after a queue is purged or deleted
  bool policies = false;    // who may send into a queue, when it is another of AWS's services
  bool sandbox = false;     // that SES sends to verified addresses only, so many a day and a second
  bool signatures = false;  // that who calls knows a secret of the box's; SMTP's passwords so far
};

inline constexpr std::pair<std::string_view, bool Strictness::*> strictnesses[] = {
    {"cooldowns", &Strictness::cooldowns},
    {"policies", &Strictness::policies},
    {"sandbox", &Strictness::sandbox},
    {"signatures", &Strictness::signatures},
};

inline std::vector<std::string_view> strictness_names() {
  std::vector<std::string_view> names;
  for (auto const& [name, member] : strictnesses)
    names.push_back(name);
  return names;
}

// False where there is nothing of that name.
inline bool make_strict(Strictness& strict, std::string_view name) {
  for (auto const& [known, member] : strictnesses)
    if (known == name) {
      strict.*member = true;
      return true;
    }
  return false;
}

}  // namespace proofbox

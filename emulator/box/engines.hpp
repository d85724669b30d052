// Which engines a box has: one line each in engines.cpp, and nowhere else.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "ports/api.hpp"

namespace proofbox {

struct Kit {
  std::string_view name;         // also the purpose of the engine's stream of chance
  std::vector<Api const*> apis;  // one engine may be reached through several (SES v1 and v2)
  std::unique_ptr<Engine> (*make)();
};

std::vector<Kit> const& engine_kits();

}  // namespace proofbox

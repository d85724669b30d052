// proofbox check: whether scenario files are well formed.
#pragma once

#include <string>
#include <vector>

#include "lab/scenario.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::commands {

int check(std::vector<std::string> const& paths, lambda::Deployable const& shop);

// Reads all scenarios that the paths stand for; mistakes go to standard error, and nothing comes
// back if there is one.
std::optional<std::vector<lab::Scenario>> read_all(std::vector<std::string> const& paths,
                                                   lambda::Deployable const& shop);

}  // namespace proofbox::commands

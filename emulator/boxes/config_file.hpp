// The file of `serve --config`: what the flags say, and what stands in a box from the start.
// docs/configuration.md explains it, docs/config.schema.json lets editors complete it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "boxes/plan.hpp"
#include "lambda/deployment.hpp"

namespace proofbox::boxes {

struct ConfigReading {
  Plan plan;
  std::optional<match::Mistake> mistake;  // where there is no plan
};

// What the text does not say is as in `standing`; `file` is its name, for sentences about it. All
// is checked that can be known without a box.
ConfigReading read_config(std::string file, std::string_view text, Plan const& standing,
                          lambda::Deployable const& shop);

}  // namespace proofbox::boxes

// An event source mapping as Lambda keeps it; its own stored row.
#pragma once

#include "engines/lambda/mapping_shapes.hpp"

namespace proofbox::aws_lambda {

struct Mapping {
  std::string account;
  std::string region;
  EventSourceMapping shown;
  bool is_enabled = true;  // what its owner wants; its state follows
  std::int64_t growth_per_minute = 300;
  Map<std::string> tags;
  static Shape const& shape();
};

}  // namespace proofbox::aws_lambda

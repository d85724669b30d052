#include "box/engines.hpp"

#include "engines/sqs/api.hpp"

namespace proofbox {

std::vector<Kit> const& engine_kits() {
  static std::vector<Kit> const kits{
      {"sqs", {&sqs::api()}, sqs::make_engine},
  };
  return kits;
}

}  // namespace proofbox

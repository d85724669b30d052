#include "box/engines.hpp"

#include "engines/factory/api.hpp"
#include "engines/lambda/api.hpp"
#include "engines/ses/api.hpp"
#include "engines/sns/api.hpp"
#include "engines/sqs/api.hpp"
#include "engines/sts/api.hpp"

namespace proofbox {

std::vector<Kit> const& engine_kits() {
  static std::vector<Kit> const kits{
      {"sqs", {&sqs::api()}, sqs::make_engine},
      {"sns", {&sns::api()}, sns::make_engine},
      {"ses", {&ses::v1_api(), &ses::v2_api()}, ses::make_engine},
      {"sts", {&sts::api()}, sts::make_engine},
      {"lambda", {&aws_lambda::api()}, aws_lambda::make_engine},
      {"factory", {&factory::api()}, factory::make_engine},
  };
  return kits;
}

}  // namespace proofbox

// The long-lived credentials of a caller, as AWS hands them out.
#pragma once

#include <string>

namespace proofbox {

struct AccessKey {
  std::string id;
  std::string secret;
};

}  // namespace proofbox

// The one operation of AWS STS that a box answers, as its service model (2011-06-15) describes it:
// who am I?
#pragma once

#include <string>
#include <string_view>

#include "shape/operation.hpp"
#include "shape/shape.hpp"

namespace proofbox::sts {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "sts";
}

struct GetCallerIdentity {
  static Shape const& shape();
  struct Output {
    std::string user_id;
    std::string account;
    std::string arn;
    static Shape const& shape();
  };
};

}  // namespace proofbox::sts

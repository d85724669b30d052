#include "engines/sts/shapes.hpp"

namespace proofbox::sts {

Shape const& GetCallerIdentity::shape() {
  static Shape const shape = Describe<GetCallerIdentity>("GetCallerIdentity");
  return shape;
}

Shape const& GetCallerIdentity::Output::shape() {
  static Shape const shape = Describe<Output>("GetCallerIdentityResult")
                                 .member("UserId", &Output::user_id)
                                 .member("Account", &Output::account)
                                 .member("Arn", &Output::arn);
  return shape;
}

}  // namespace proofbox::sts

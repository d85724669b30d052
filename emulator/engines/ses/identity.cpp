#include "engines/ses/identity.hpp"

namespace proofbox::ses {

Shape const& Identity::shape() {
  static Shape const shape = Describe<Identity>("IdentityRow")
                                 .member("account", &Identity::account)
                                 .member("region", &Identity::region)
                                 .member("name", &Identity::name)
                                 .member("is_domain", &Identity::is_domain)
                                 .member("verification_token", &Identity::verification_token)
                                 .member("dkim_tokens", &Identity::dkim_tokens)
                                 .member("tags", &Identity::tags);
  return shape;
}

}  // namespace proofbox::ses

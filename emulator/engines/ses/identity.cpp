#include "engines/ses/identity.hpp"

namespace proofbox::ses {

Shape const& Identity::shape() {
  static Shape const shape =
      Describe<Identity>("IdentityRow")
          .member("account", &Identity::account)
          .member("region", &Identity::region)
          .member("name", &Identity::name)
          .member("is_domain", &Identity::is_domain)
          .member("verification_token", &Identity::verification_token)
          .member("dkim_tokens", &Identity::dkim_tokens)
          .member("tags", &Identity::tags)
          .member("configuration_set_name", &Identity::configuration_set_name)
          .member("bounce_topic", &Identity::bounce_topic)
          .member("complaint_topic", &Identity::complaint_topic)
          .member("delivery_topic", &Identity::delivery_topic)
          .member("forwards_feedback", &Identity::forwards_feedback)
          .member("headers_in_bounces", &Identity::headers_in_bounces)
          .member("headers_in_complaints", &Identity::headers_in_complaints)
          .member("headers_in_deliveries", &Identity::headers_in_deliveries);
  return shape;
}

}  // namespace proofbox::ses

#include "engines/ses/identity.hpp"

namespace proofbox::ses {

Shape const& Identity::shape() {
  static Shape const shape =
      Describe<Identity>("IdentityRow")
          .member("account", &Identity::account)
          .member("region", &Identity::region)
          .member("name", &Identity::name)
          .member("is_domain", &Identity::is_domain)
          .member("is_verified", &Identity::is_verified)
          .member("pending_until", &Identity::pending_until)
          .member("verified_at", &Identity::verified_at)
          .member("verification_token", &Identity::verification_token)
          .member("signs", &Identity::signs)
          .member("dkim_tokens", &Identity::dkim_tokens)
          .member("has_own_key", &Identity::has_own_key)
          .member("next_key_length", &Identity::next_key_length)
          .member("keys_made_at", &Identity::keys_made_at)
          .member("mail_from_domain", &Identity::mail_from_domain)
          .member("rejects_on_mx_failure", &Identity::rejects_on_mx_failure)
          .member("policies", &Identity::policies)
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

std::string_view Identity::status(Instant now) const {
  if (is_verified)
    return "Success";
  return pending_until && now < *pending_until ? "Pending" : "Failed";
}

std::string_view Identity::dkim_status() const {
  return dkim_tokens.empty() ? "NotStarted" : "Success";
}

bool is_address(std::string_view name) { return name.find('@') != std::string_view::npos; }

std::string in_capitals(std::string_view value) {
  std::string text;
  for (auto const c : value) {
    if (c >= 'A' && c <= 'Z' && !text.empty())
      text += '_';
    text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return text;
}

}  // namespace proofbox::ses

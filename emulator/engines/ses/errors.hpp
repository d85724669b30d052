// Every refusal of SES. Codes are those of the v1 API; the v2 API has other names for some of them,
// and in_v2 knows which. Texts are AWS's as recorded from it or as its documentation quotes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "shape/limits.hpp"

namespace proofbox::ses::errors {

// `identities` failed the check in `region`, which AWS writes in upper case.
Error not_verified(std::string_view region, std::vector<std::string> const& identities);

Error bad_parameter(std::string_view message);
Error no_recipients();
Error too_many_recipients();
Error message_too_long(std::size_t limit, std::size_t length);
Error control_characters_in(std::string_view what);

Error tag_name_missing();
Error tag_value_missing();
Error tag_name_too_long();
Error tag_value_too_long();
Error bad_tag_name(std::string_view name);
Error bad_tag_value(std::string_view value);

Error bad_email_address(std::string_view address);
Error bad_domain(std::string_view domain);
Error bad_next_token(std::string_view token);
// A value that is none of those the model lists, and a text of a length outside its limits.
Error bad_enum(std::string_view member, std::string_view value, std::string_view known);
Error bad_length(std::string_view member, std::string_view value, std::size_t least,
                 std::size_t most);
Error limit_exceeded(std::string_view message);

Error daily_quota_exceeded();
Error rate_exceeded();

// What is set of an identity.
Error no_identity(std::string_view identity);
Error no_subdomain(std::string_view domain, std::string_view identity);
Error not_verified_for_dkim(std::string_view domain);
Error bad_policy_name(std::string_view name);
Error invalid_policy();
Error too_many_policies();

// Receipt rules, which only v1 has. `what` is "rule", "rule set" or "filter".
Error rule_set_does_not_exist(std::string_view name);
Error rule_does_not_exist(std::string_view name);
Error receipt_name_taken(std::string_view what, std::string_view name);
Error bad_receipt_name(std::string_view what, std::string_view name);
Error bad_receipt_target(std::string_view code, std::string_view what, std::string_view name);
Error cannot_delete_active(std::string_view rule_set);

Error configuration_set_does_not_exist(std::string_view name);

// Of templates and of their rendering.
Error template_does_not_exist(std::string_view name);
Error template_exists(std::string_view name);
Error template_name_missing();
Error template_subject_missing();
Error template_too_large(std::size_t limit);
Error too_many_templates();
Error invalid_template(std::string_view reason);
Error unsupported_operations();
Error invalid_rendering_data();
Error attribute_missing(std::string_view name);
Error partial_missing(std::string_view name);
Error rendering_too_large(std::size_t limit);
Error rendering_too_long();
Error rendering_too_deep();
Error bad_destination_count(std::size_t limit);
Error data_too_long(std::string_view member, std::size_t limit);
Error configuration_set_exists(std::string_view name);
Error configuration_set_is_paused(std::string_view name);
Error bad_configuration_set_name(std::string_view name);
Error bad_delivery_options(std::string_view policy);
Error bad_tracking_domain(std::string_view domain);
Error tracking_options_exist(std::string_view set);
Error tracking_options_do_not_exist(std::string_view set);
Error bad_event_destination_name(std::string_view name);
Error event_destination_exists(std::string_view name);
Error event_destination_does_not_exist(std::string_view set);
Error too_many_event_destinations(std::string_view set);
Error topic_not_found(std::string_view topic_arn);
Error account_is_paused();
Error bad_notification_type(std::string_view type);
Error identity_not_verified(std::string_view identity);

// v2 only.
Error bad_suppression_reason(std::string_view reason);
Error address_is_not_suppressed(std::string_view address);
Error suppression_needs_production();
Error identity_exists(std::string_view identity);
Error identity_does_not_exist(std::string_view identity);
Error resource_does_not_exist(std::string_view arn);
Error policy_exists(std::string_view name);
Error policy_does_not_exist(std::string_view name);

// The same refusal as the v2 API names it.
Error in_v2(Error error);

// A misfit of the wire's or of the limits', in the words of each API.
Error of(Misfit const& misfit);
Error of_v2(Misfit const& misfit);

}  // namespace proofbox::ses::errors

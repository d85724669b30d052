// Every refusal of SNS, in AWS's words. Codes, texts and statuses are AWS's as recorded from it, or
// as its service model (sns 2010-03-31) gives them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "shape/limits.hpp"

namespace proofbox::sns::errors {

// "Invalid parameter: WHAT"
Error invalid_parameter(std::string_view what);
// "Invalid parameter: PARAMETER Reason: REASON"
Error invalid_parameter(std::string_view parameter, std::string_view reason);
Error arn_too_short(std::string_view parameter, std::size_t parts);
Error no_value(std::string_view parameter);

Error topic_does_not_exist();
// DeleteTopic, as long as the archive's policy stands.
Error topic_has_archive();
Error subscription_does_not_exist();
Error resource_does_not_exist();
Error invalid_token();
Error invalid_sms_endpoint(std::string_view endpoint);
Error no_device_to_subscribe(std::string_view endpoint);
Error unauthorized_to_unsubscribe();
Error too_many_subscriptions();
Error too_many_filter_policies();

// Of an attribute's name or value; CreateTopic and Subscribe put "Attributes Reason: " before what
// Set... says alone.
enum class During { creation, setting };
Error bad_attribute(During during, std::string_view what);

// Mobile push.
Error platform_credentials_invalid();
Error application_does_not_exist();
Error application_exists_with_other_properties();
Error endpoint_does_not_exist();
Error endpoint_exists_with_other_attributes(std::string_view arn);
Error no_endpoint_for_target();
Error endpoint_disabled();
Error application_disabled();

// Text messages.
Error number_not_publishable(std::string_view number);
Error number_badly_formatted();
Error number_opted_out(std::string_view number);
Error number_opted_in_lately();
Error sms_attribute_unknown(std::string_view name);
Error sms_type_invalid();
Error too_many_sandbox_numbers();
Error one_time_password_invalid();

Error duplicated_tag_keys();
Error too_many_tags();

Error fifo_queue_on_standard_topic();
Error message_group_id_required();
Error message_deduplication_id_required();
Error message_deduplication_id_on_standard_topic();

// The code ParameterValueInvalid: message attributes only.
Error bad_message_attribute(std::string message);

// "1 validation error detected: Value V at 'PATH' failed to satisfy constraint: Member CONSTRAINT";
// `value` comes with its quotes, or is null.
Error validation(std::string_view value, std::string_view path, std::string_view constraint);

Error empty_batch();
Error too_many_entries();
Error entry_ids_not_distinct();
Error entry_id_has_bad_character(std::string_view id);
Error entry_id_too_long(std::string_view id);
Error batch_too_long();

// A misfit of the wire's or of the limits', in SNS's words.
Error of(Misfit const& misfit);

}  // namespace proofbox::sns::errors

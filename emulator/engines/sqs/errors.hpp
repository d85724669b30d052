// Every refusal of SQS, in AWS's words. Codes, texts and statuses are AWS's as recorded from it, or
// as its query-era model (sqs 2012-11-05) gives them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "shape/limits.hpp"

namespace proofbox::sqs::errors {

Error queue_does_not_exist();
Error queue_name_exists(std::string_view attribute);
Error queue_deleted_recently();
Error purge_in_progress(std::string_view queue_name);
Error bad_queue_name();
Error bad_fifo_queue_name();

Error unknown_attribute(std::string_view name);
Error only_for_fifo(std::string_view name);
Error bad_attribute_value(std::string_view name, std::string_view reason = {});

Error missing_parameter(std::string_view name);
Error bad_parameter(std::string_view message);
// "Value X for parameter P is invalid. Reason: R"
Error bad_value(std::string_view value, std::string_view parameter, std::string_view reason);
Error bad_message_contents(char32_t character);  // the first that is not allowed

Error bad_receipt_handle(std::string_view handle);
Error receipt_handle_of_another_queue(std::string_view handle);
Error receipt_handle_expired(std::string_view handle);
Error receipt_handle_expired_in_batch(std::string_view);  // AWS has other words there
Error access_denied(std::string_view url);
Error over_limit(std::string_view message);
Error resource_not_found(std::string_view message);
Error unsupported_operation(std::string_view message);

Error empty_batch(std::string_view entry_type);
Error too_many_entries(std::size_t count);
Error bad_entry_id();
Error entry_ids_not_distinct(std::string_view id);
Error batch_too_long(std::size_t bytes);

// A misfit of the wire's or of the limits', in SQS's words.
Error of(Misfit const& misfit);

}  // namespace proofbox::sqs::errors

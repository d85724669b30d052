// Every refusal of Lambda, in AWS's words where they were recorded from it or reported by its
// users.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "shape/limits.hpp"

namespace proofbox::aws_lambda::errors {

Error bad_parameter(std::string_view message);
Error function_not_found(std::string_view arn);
Error no_such_resource();
Error no_policy();
Error no_statement(std::string_view statement_id);
Error statement_exists(std::string_view statement_id);
Error no_event_invoke_config(std::string_view arn);
Error bad_request_content(std::string_view reason);
Error request_too_large(std::size_t limit);
Error too_little_unreserved(std::int64_t least);
Error cannot_upload_code();
Error service_failed();
Error recursion(std::string_view arn);
Error role_may_not(std::string_view action);
Error cannot_receive(Error const& of_queue);
Error visibility_too_short(std::int64_t visibility, std::int64_t timeout);
Error mapping_exists(std::string_view queue_arn, std::string_view function, std::string_view uuid);
Error mapping_in_use(std::string_view uuid, std::string_view state);
Error not_authorized(std::string_view service, std::string_view arn);

// Throttles; clients and the event source mapping know them by their code.
inline constexpr std::string_view throttled_code = "TooManyRequestsException";
Error throttled_by_account();
Error throttled_by_reservation();

// A misfit of the wire's or of the limits'.
Error of(Misfit const& misfit);

}  // namespace proofbox::aws_lambda::errors

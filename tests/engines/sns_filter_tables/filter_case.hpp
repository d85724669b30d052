// Cases of filter policies as data: a policy, its scope, a message, what must become of it, and the
// source of that expectation. One file a subject has a table of them; all_cases() is every one.
#pragma once

#include <string>
#include <vector>

#include "ports/allowances.hpp"

namespace proofbox::test {

// The legend of sources. What follows upon "recorded" is the case in the recordings, upon
// "event-ruler" the part of https://github.com/aws/event-ruler, the open library behind SNS's
// filters, upon "inferred" the reason.
namespace source {

// https://docs.aws.amazon.com/sns/latest/dg/, pages on message filtering
inline constexpr char const* policies = "SNS guide: Subscription filter policies";
inline constexpr char const* constraints = "SNS guide: Filter policy constraints";
inline constexpr char const* strings = "SNS guide: String value matching";
inline constexpr char const* numbers = "SNS guide: Numeric value matching";
inline constexpr char const* keys = "SNS guide: Key matching";
inline constexpr char const* logic = "SNS guide: AND/OR logic";
inline constexpr char const* filtering = "SNS guide: Message filtering";
inline constexpr char const* attribute_types = "SNS guide: Message attributes";

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
inline constexpr char const* bridge = "EventBridge guide: Comparison operators";

inline constexpr char const* ruler_simple = "event-ruler: Simple matching";
inline constexpr char const* ruler_text_values = "event-ruler: JSON text matching";
inline constexpr char const* ruler_prefix = "event-ruler: Prefix matching";
inline constexpr char const* ruler_suffix = "event-ruler: Suffix matching";
inline constexpr char const* ruler_any_case = "event-ruler: Equals-ignore-case matching";
inline constexpr char const* ruler_wildcard = "event-ruler: Wildcard matching";
inline constexpr char const* ruler_anything_but = "event-ruler: Anything-but matching";
inline constexpr char const* ruler_numeric = "event-ruler: Numeric matching";
inline constexpr char const* ruler_address = "event-ruler: IP Address Matching";
inline constexpr char const* ruler_exists = "event-ruler: Exists matching";
inline constexpr char const* ruler_or = "event-ruler: The \"$or\" Primitive";
inline constexpr char const* ruler_arrays = "event-ruler: JSON Array Matching";
inline constexpr char const* ruler_dots = "event-ruler: Compiled rules and JSON keys with dots";
inline constexpr char const* ruler_compiler = "event-ruler: the checks of its rule compiler";
inline constexpr char const* ruler_values = "event-ruler: the values of its byte machine";

inline constexpr char const* recorded_policy = "recorded: test_filter_policy";
inline constexpr char const* recorded_arrays =
    "recorded: test_exists_filter_policy_attributes_array";
inline constexpr char const* recorded_dots =
    "recorded: test_filter_policy_on_message_body_dot_attribute";
inline constexpr char const* recorded_empty = "recorded: test_filter_policy_empty_array_payload";
inline constexpr char const* recorded_addresses =
    "recorded: test_filter_policy_ip_address_condition";
inline constexpr char const* recorded_complexity = "recorded: test_policy_complexity";
inline constexpr char const* recorded_nested_limits =
    "recorded: test_sub_filter_policy_nested_property_constraints";
inline constexpr char const* recorded_nested = "recorded: test_sub_filter_policy_nested_property";
inline constexpr char const* recorded_refusals = "recorded: test_validate_policy";
inline constexpr char const* recorded_text_refusals =
    "recorded: test_validate_policy_string_operators";
inline constexpr char const* recorded_anything_but =
    "recorded: test_validate_policy_nested_anything_but_operator";
inline constexpr char const* recorded_sentences =
    "recorded: the sentences of the numeric operators";
inline constexpr char const* recorded_no_json = "recorded: test_validate_set_sub_attributes";

}  // namespace source

struct FilterCase {
  enum class Scope { attributes, body };
  enum class Verdict { delivered, filtered_out, refused };

  Scope scope = Scope::body;
  std::string policy;
  // A body, or attributes: "flavour String plain | price Number 5".
  std::string message;
  Verdict verdict = Verdict::delivered;
  std::string refusal = {};  // behind "Invalid parameter: ", or "Attributes Reason: " when creating
  std::string source;
  Allowances allowed = {};
};
using FilterCases = std::vector<FilterCase>;

// The rows of the tables.
FilterCase body_fits(std::string policy, std::string body, std::string source);
FilterCase body_misses(std::string policy, std::string body, std::string source);
FilterCase attributes_fit(std::string policy, std::string attributes, std::string source);
FilterCase attributes_miss(std::string policy, std::string attributes, std::string source);

// Refused in the scope of bodies; the parser stands at this column of the first line, or nowhere.
constexpr int nowhere = 0;
FilterCase refused(std::string policy, std::string sentence, int column, std::string source);
// Refused as no JSON, at this place.
FilterCase no_json(std::string policy, std::string trouble, int line, int column,
                   std::string source);

// Holds where newer filters are allowed; a policy that is taken there is refused elsewhere.
FilterCase where_allowed(FilterCase one);

// Sets each policy at a subscription of its own, publishes the message, and looks what came of it.
void check_all(FilterCases const& cases);

FilterCases text_cases();
FilterCases number_cases();
FilterCases key_cases();
FilterCases choice_cases();
FilterCases nested_cases();
FilterCases attribute_cases();
FilterCases address_cases();
FilterCases refused_text_cases();
FilterCases refused_number_cases();
FilterCases limit_cases();
FilterCases hostile_cases();
FilterCases newer_cases();

}  // namespace proofbox::test

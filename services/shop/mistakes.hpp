// The famous mistakes of the shop's documents, as switches: "mistakes" of the shop's settings makes
// one, "cures" mends one of the few that the documents' shop makes by itself. The right code is
// what one reads in a function; a mistake is a branch there that asks here whether it is to be
// made.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambda/function.hpp"

namespace proofbox::shop {

// A switch's label in the documents. scenarios/lessons/README.md tells the story of each.
namespace mistake {
inline constexpr std::string_view subscribed_from_the_topic = "F1";
inline constexpr std::string_view tells_of_failures_only = "F2";
inline constexpr std::string_view counts_from_the_wrong_field = "F3";
inline constexpr std::string_view reads_a_clashing_variable = "F4";
inline constexpr std::string_view leaves_its_module_at_home = "F5";
inline constexpr std::string_view asks_for_another_runtimes_module = "F6";
inline constexpr std::string_view has_a_role_without_rights = "F7";
inline constexpr std::string_view works_longer_than_it_may = "F8";
inline constexpr std::string_view policy_names_another_topic = "F11";
inline constexpr std::string_view parses_the_event_itself = "L1";
inline constexpr std::string_view handles_the_first_record_only = "L2";
inline constexpr std::string_view answers_400_to_a_queue = "L3";
inline constexpr std::string_view does_not_wait_for_the_factory = "L4";
inline constexpr std::string_view only_logs_the_failure = "L5";
inline constexpr std::string_view strips_all_blanks = "L6";
inline constexpr std::string_view selects_without_alias = "L7";
inline constexpr std::string_view reads_then_writes_the_stock = "L8";
inline constexpr std::string_view leaves_connections_open = "L9";
inline constexpr std::string_view adds_a_text_to_a_number = "L12";
inline constexpr std::string_view logs_the_event_as_its_context = "L13";
inline constexpr std::string_view parses_json_bodies_only = "L14";
}  // namespace mistake

namespace cure {
inline constexpr std::string_view failed_purchase_is_no_success = "L10";
inline constexpr std::string_view orders_once_a_shortage = "L11";
}  // namespace cure

struct Switches {
  std::vector<std::string> mistakes;
  std::vector<std::string> cures;

  bool make(std::string_view mistake) const;

  // What a function's environment says of them; empty where the shop is as it should be.
  Map<std::string> environment() const;

  // What is wrong with a label, in one sentence.
  std::optional<std::string> complaint() const;
};

// Whether the function of this context is to make the mistake, or to be cured.
bool makes(lambda::Context const& context, std::string_view mistake);
bool is_cured(lambda::Context const& context, std::string_view cure);

}  // namespace proofbox::shop

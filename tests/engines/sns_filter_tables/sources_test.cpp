// The tables of filter policies as a whole: how much they hold, and that each case has a source.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases all_cases() {
  FilterCases all;
  for (auto const& table :
       {text_cases(), number_cases(), key_cases(), choice_cases(), nested_cases(),
        attribute_cases(), address_cases(), refused_text_cases(), refused_number_cases(),
        limit_cases(), hostile_cases(), newer_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

bool is_of_legend(std::string const& source) {
  auto const legend = {
      "SNS guide: ", "EventBridge guide: ", "event-ruler: ", "recorded: ", "inferred: "};
  return std::any_of(legend.begin(), legend.end(),
                     [&](std::string_view word) { return source.starts_with(word); });
}

}  // namespace

TEST_CASE("The tables hold more than 300 different cases, each with the source of its expectation",
          "[sns][filter]") {
  auto const all = all_cases();
  std::set<std::tuple<std::string, std::string, bool, bool>> different;
  for (auto const& one : all) {
    INFO(one.policy.substr(0, 300));
    CHECK(is_of_legend(one.source));
    CHECK(different
              .emplace(one.policy, one.message, one.scope == FilterCase::Scope::body,
                       one.allowed.newer_filters)
              .second);
  }
  CHECK(different.size() >= 300);
}

}  // namespace proofbox::test

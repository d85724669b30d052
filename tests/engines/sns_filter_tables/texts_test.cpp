// Filter policies on texts: as they are, by their ends, in any case, and by what they are not.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases exact_cases() {
  return {
      body_fits(R"({"flavour":["plain"]})", R"({"flavour":"plain"})", source::strings),
      body_fits(R"({"flavour":["plain","sugar"]})", R"({"flavour":"sugar"})", source::strings),
      body_misses(R"({"flavour":["plain","sugar"]})", R"({"flavour":"cream"})", source::strings),
      attributes_fit(R"({"flavour":["plain","sugar"]})", "flavour String plain", source::strings),
      attributes_fit(R"({"flavour":["plain","sugar"]})", "flavour String sugar", source::strings),
      attributes_miss(R"({"flavour":["plain","sugar"]})", "flavour String cream", source::strings),
      body_misses(R"({"flavour":["plain"]})", R"({"flavour":"Plain"})", source::constraints),
      attributes_miss(R"({"flavour":["plain"]})", "flavour String Plain", source::constraints),
      body_misses(R"({"flavour":["plain"]})", R"({"Flavour":"plain"})", source::policies),
      attributes_miss(R"({"flavour":["plain"]})", "Flavour String plain", source::policies),
      body_misses(R"({"flavour":["plain"]})", R"({"flavour":"plain sugar"})", source::strings),
      body_misses(R"({"flavour":["plain"]})", R"({"flavour":"plai"})", source::strings),
      body_misses(R"({"flavour":["plain"]})", R"({"flavour":" plain"})", source::strings),
      body_fits(R"({"flavour":["plain"]})", R"({"flavour":"plain","size":"big"})",
                source::policies),
      attributes_fit(R"({"flavour":["plain"]})", "flavour String plain | size String big",
                     source::policies),
      body_fits(R"({"eventVersion":[""]})", R"({"eventVersion":"","other":null})",
                source::recorded_empty),
      body_misses(R"({"eventVersion":[""]})", R"({"eventVersion":" "})", source::strings),
      body_misses(R"({"flavour":["5"]})", R"({"flavour":5})", source::ruler_text_values),
      body_misses(R"({"flavour":["true"]})", R"({"flavour":true})", source::ruler_text_values),
      body_misses(R"({"flavour":["null"]})", R"({"flavour":null})", source::ruler_text_values),
      body_fits(R"({"flavour":["도넛"]})", R"({"flavour":"도넛"})", source::constraints),
      body_fits(R"({"flavour":["\ub3c4\ub11b"]})", R"({"flavour":"도넛"})", source::constraints),
      body_fits(R"({"flavour":["도넛"]})", R"({"flavour":"\ub3c4\ub11b"})", source::constraints),
      body_fits(R"({"flavour":["a\"b"]})", R"({"flavour":"a\"b"})",
                "inferred: both texts are JSON, and read as such"),
      body_fits(R"({"flavour":["a\\b"]})", R"({"flavour":"a\\b"})",
                "inferred: both texts are JSON, and read as such"),
      body_fits(R"({"flavour":["a/b"]})", R"({"flavour":"a\/b"})",
                "inferred: both texts are JSON, and read as such"),
      body_fits(R"({"fl\u0061vour":["plain"]})", R"({"flavour":"plain"})",
                "inferred: names are JSON texts, too"),
  };
}

FilterCases end_cases() {
  return {
      body_fits(R"({"flavour":[{"prefix":"cho"}]})", R"({"flavour":"chocolate"})", source::strings),
      body_fits(R"({"flavour":[{"prefix":"cho"}]})", R"({"flavour":"cho"})", source::strings),
      body_misses(R"({"flavour":[{"prefix":"cho"}]})", R"({"flavour":"ch"})", source::strings),
      body_misses(R"({"flavour":[{"prefix":"cho"}]})", R"({"flavour":"a choice"})",
                  source::strings),
      attributes_fit(R"({"flavour":[{"prefix":"cho"}]})", "flavour String choux", source::strings),
      attributes_miss(R"({"flavour":[{"prefix":"cho"}]})", "flavour String plain", source::strings),
      body_misses(R"({"flavour":[{"prefix":"cho"}]})", R"({"flavour":"Chocolate"})",
                  source::constraints),
      body_misses(R"({"count":[{"prefix":"1"}]})", R"({"count":12})", source::numbers),
      attributes_miss(R"({"count":[{"prefix":"1"}]})", "count Number 12", source::numbers),
      body_misses(R"({"sold":[{"prefix":"t"}]})", R"({"sold":true})", source::ruler_prefix),
      body_misses(R"({"sold":[{"prefix":"n"}]})", R"({"sold":null})", source::ruler_prefix),
      body_fits(R"({"flavour":[{"prefix":""}]})", R"({"flavour":"plain"})", source::ruler_prefix),
      body_fits(R"({"flavour":[{"prefix":""}]})", R"({"flavour":""})", source::ruler_prefix),
      body_misses(R"({"flavour":[{"prefix":""}]})", R"({"flavour":1})", source::ruler_prefix),
      body_fits(R"({"flavour":[{"prefix":"도"}]})", R"({"flavour":"도넛"})", source::strings),
      body_fits(R"({"flavour":["plain",{"prefix":"cho"}]})", R"({"flavour":"plain"})",
                source::logic),
      body_fits(R"({"flavour":["plain",{"prefix":"cho"}]})", R"({"flavour":"chocolate"})",
                source::logic),
      body_fits(R"({"flavour":[{"prefix":"cho"},{"prefix":"va"}]})", R"({"flavour":"vanilla"})",
                source::logic),

      body_fits(R"({"file":[{"suffix":".png"}]})", R"({"file":"donut.png"})", source::strings),
      body_fits(R"({"file":[{"suffix":".png"}]})", R"({"file":".png"})", source::strings),
      body_misses(R"({"file":[{"suffix":".png"}]})", R"({"file":"donut.png.gz"})", source::strings),
      body_misses(R"({"file":[{"suffix":".png"}]})", R"({"file":"png"})", source::strings),
      attributes_fit(R"({"file":[{"suffix":".png"}]})", "file String donut.png", source::strings),
      attributes_miss(R"({"file":[{"suffix":".png"}]})", "file String donut.gif", source::strings),
      body_misses(R"({"file":[{"suffix":".png"}]})", R"({"file":"DONUT.PNG"})",
                  source::constraints),
      body_misses(R"({"count":[{"suffix":"2"}]})", R"({"count":12})", source::ruler_suffix),
      body_fits(R"({"file":[{"suffix":""}]})", R"({"file":""})", source::ruler_suffix),
      body_fits(R"({"flavour":[{"suffix":"넛"}]})", R"({"flavour":"도넛"})", source::strings),
      body_fits(R"({"file":[{"prefix":"donut"},{"suffix":".gif"}]})", R"({"file":"cake.gif"})",
                source::logic),
  };
}

FilterCases any_case_cases() {
  return {
      body_fits(R"({"flavour":[{"equals-ignore-case":"plain"}]})", R"({"flavour":"PLAIN"})",
                source::strings),
      body_fits(R"({"flavour":[{"equals-ignore-case":"PLAIN"}]})", R"({"flavour":"plain"})",
                source::strings),
      body_fits(R"({"flavour":[{"equals-ignore-case":"pLaIn"}]})", R"({"flavour":"PlAiN"})",
                source::strings),
      body_misses(R"({"flavour":[{"equals-ignore-case":"plain"}]})", R"({"flavour":"plains"})",
                  source::strings),
      body_misses(R"({"flavour":[{"equals-ignore-case":"plain"}]})", R"({"flavour":"plai"})",
                  source::strings),
      attributes_fit(R"({"flavour":[{"equals-ignore-case":"plain"}]})", "flavour String Plain",
                     source::strings),
      attributes_miss(R"({"flavour":[{"equals-ignore-case":"plain"}]})", "flavour String sugar",
                      source::strings),
      body_misses(R"({"flavour":[{"equals-ignore-case":"5"}]})", R"({"flavour":5})",
                  source::ruler_any_case),
      body_misses(R"({"flavour":[{"equals-ignore-case":"TRUE"}]})", R"({"flavour":true})",
                  source::ruler_any_case),
      body_fits(R"({"flavour":[{"equals-ignore-case":"ÉCLAIR"}]})", R"({"flavour":"éclair"})",
                source::ruler_any_case),
      body_fits(R"({"flavour":[{"equals-ignore-case":"пончик"}]})", R"({"flavour":"ПОНЧИК"})",
                source::ruler_any_case),
      body_fits(R"({"flavour":[{"equals-ignore-case":"ΛΟΥΚΟΥΜΑ"}]})", R"({"flavour":"λουκουμα"})",
                source::ruler_any_case),
      body_fits(R"({"flavour":[{"equals-ignore-case":"도넛 A"}]})", R"({"flavour":"도넛 a"})",
                source::ruler_any_case),
      body_fits(R"({"flavour":[{"equals-ignore-case":""}]})", R"({"flavour":""})",
                source::ruler_any_case),
  };
}

FilterCases anything_but_cases() {
  return {
      body_fits(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":"sugar"})",
                source::strings),
      body_misses(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":"plain"})",
                  source::strings),
      body_fits(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":"Plain"})",
                source::constraints),
      body_fits(R"({"flavour":[{"anything-but":["plain","sugar"]}]})", R"({"flavour":"cream"})",
                source::strings),
      body_misses(R"({"flavour":[{"anything-but":["plain","sugar"]}]})", R"({"flavour":"sugar"})",
                  source::strings),
      attributes_fit(R"({"flavour":[{"anything-but":["plain","sugar"]}]})", "flavour String cream",
                     source::strings),
      attributes_miss(R"({"flavour":[{"anything-but":["plain","sugar"]}]})", "flavour String plain",
                      source::strings),
      body_misses(R"({"flavour":[{"anything-but":"plain"}]})", R"({"size":"big"})",
                  source::policies),
      attributes_miss(R"({"flavour":[{"anything-but":"plain"}]})", "size String big",
                      source::policies),
      body_fits(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":5})",
                source::ruler_values),
      body_fits(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":true})",
                source::ruler_values),
      body_fits(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":null})",
                source::ruler_values),
      body_fits(R"({"flavour":[{"anything-but":"plain"}]})", R"({"flavour":""})",
                source::ruler_values),
      body_fits(R"({"flavour":[{"anything-but":"5"}]})", R"({"flavour":5})", source::ruler_values),
      body_fits(R"({"flavour":[{"anything-but":["plain","sugar"]}]})",
                R"({"flavour":["plain","cream"]})", source::strings),
      body_misses(R"({"flavour":[{"anything-but":["plain","sugar"]}]})",
                  R"({"flavour":["plain","sugar"]})", source::strings),
      body_misses(R"({"flavour":[{"anything-but":["plain"]}]})", R"({"flavour":["plain"]})",
                  source::strings),
      body_misses(R"({"flavour":[{"anything-but":["plain"]}]})", R"({"flavour":[]})",
                  source::ruler_arrays),

      body_fits(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", R"({"event":"refill"})",
                source::strings),
      body_misses(R"({"event":[{"anything-but":{"prefix":"order-"}}]})",
                  R"({"event":"order-placed"})", source::strings),
      body_misses(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", R"({"event":"order-"})",
                  source::strings),
      body_fits(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", R"({"event":"Order-1"})",
                source::constraints),
      body_fits(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", R"({"event":"reorder-1"})",
                source::strings),
      attributes_fit(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", "event String refill",
                     source::strings),
      attributes_miss(R"({"event":[{"anything-but":{"prefix":"order-"}}]})",
                      "event String order-placed", source::strings),
      body_fits(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", R"({"event":7})",
                source::ruler_values),
      body_misses(R"({"event":[{"anything-but":{"prefix":"order-"}}]})", R"({"other":"x"})",
                  source::policies),
      body_fits(R"({"event":[{"anything-but":{"prefix":"order-"}}]})",
                R"({"event":["order-placed","refill"]})", source::ruler_arrays),
      body_fits(R"({"flavour":[{"anything-but":"plain"},{"exists":false}]})", R"({"size":"big"})",
                source::strings),
      attributes_fit(R"({"flavour":[{"anything-but":"plain"},{"exists":false}]})",
                     "size String big", source::strings),
      attributes_miss(R"({"flavour":[{"anything-but":"plain"},{"exists":false}]})",
                      "flavour String plain", source::strings),
  };
}

}  // namespace

FilterCases text_cases() {
  FilterCases all;
  for (auto const& table : {exact_cases(), end_cases(), any_case_cases(), anything_but_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST_CASE("Texts are matched whole, by their ends, in any case, or by what they are not",
          "[sns][filter]") {
  check_all(text_cases());
}

}  // namespace proofbox::test

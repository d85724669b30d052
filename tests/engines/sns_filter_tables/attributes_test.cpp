// Filter policies on message attributes, whose types decide what a policy sees.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases list_cases() {
  return {
      attributes_fit(R"({"store":["value1"]})", "store String value1", source::recorded_arrays),
      attributes_fit(R"({"store":["value1"]})", R"(store String.Array ["value1","value2"])",
                     source::recorded_arrays),
      attributes_miss(R"({"store":["value1"]})", R"(store String.Array ["value2","value3"])",
                      source::recorded_arrays),
      attributes_fit(R"({"k":["plain","sugar"]})", R"(k String.Array ["sugar"])", source::strings),
      attributes_miss(R"({"k":["plain","sugar"]})", R"(k String.Array ["cream"])", source::strings),
      attributes_fit(R"({"k":[{"anything-but":["plain","sugar"]}]})",
                     R"(k String.Array ["plain","cream"])", source::strings),
      attributes_miss(R"({"k":[{"anything-but":["plain","sugar"]}]})",
                      R"(k String.Array ["plain","sugar"])", source::strings),
      attributes_miss(R"({"k":[{"anything-but":["plain","sugar"]}]})",
                      R"(k String.Array ["plain"])", source::strings),
      attributes_fit(R"({"k":[{"anything-but":{"prefix":"pl"}}]})",
                     R"(k String.Array ["plain","sugar"])", source::strings),
      attributes_miss(R"({"k":[{"anything-but":{"prefix":"pl"}}]})", R"(k String.Array ["plain"])",
                      source::strings),
      attributes_fit(R"({"k":[{"prefix":"su"}]})", R"(k String.Array ["plain","sugar"])",
                     source::strings),
      attributes_fit(R"({"k":[{"suffix":"ar"}]})", R"(k String.Array ["plain","sugar"])",
                     source::strings),
      attributes_fit(R"({"k":[{"equals-ignore-case":"SUGAR"}]})",
                     R"(k String.Array ["plain","sugar"])", source::strings),
      attributes_fit(R"({"k":[5]})", R"(k String.Array ["plain",5])", source::attribute_types),
      attributes_miss(R"({"k":["5"]})", R"(k String.Array ["plain",5])", source::attribute_types),
      attributes_fit(R"({"k":[{"numeric":[">",4]}]})", R"(k String.Array ["plain",5])",
                     source::attribute_types),
      attributes_fit(R"({"k":[true]})", R"(k String.Array [true,false])", source::attribute_types),
      attributes_miss(R"({"k":["true"]})", R"(k String.Array [true,false])",
                      source::attribute_types),
      attributes_fit(R"({"k":[null]})", R"(k String.Array ["plain",null])",
                     source::attribute_types),
      attributes_miss(R"({"k":[null]})", R"(k String.Array ["plain"])", source::attribute_types),
      attributes_fit(R"({"k":[{"anything-but":[100,500]}]})", R"(k String.Array [100,50])",
                     source::numbers),
      attributes_miss(R"({"k":[{"anything-but":[100,500]}]})", R"(k String.Array [100,500])",
                      source::numbers),
      attributes_miss(R"({"k":["plain"]})", R"(k String.Array [])", source::ruler_arrays),
      attributes_miss(R"({"k":[{"exists":true}]})", R"(k String.Array [])", source::keys),
      attributes_fit(R"({"k":["plain"]})", R"(k String.Array [["plain"]])",
                     "inferred: lists leave no trace, as in bodies"),
      attributes_miss(R"({"k":["plain"]})", R"(k String.Array [{"k":"plain"}])",
                      source::constraints),
      attributes_miss(R"({"k":["plain"]})", R"(k String.Array ["plain")",
                      "inferred: a list that cannot be read fits nothing"),
      attributes_miss(R"({"k":["plain"]})", R"(k String.Array plain)",
                      "inferred: a list that cannot be read fits nothing"),
      attributes_miss(R"({"k":["plain"]})", R"(k String.Array "plain")",
                      "inferred: a list that cannot be read fits nothing"),
      attributes_miss(R"({"k":["plain"]})", R"(k String.Array {"k":"plain"})",
                      "inferred: a list that cannot be read fits nothing"),
      attributes_miss(R"({"k":[{"anything-but":"x"}]})", R"(k String.Array ["plain")",
                      "inferred: a list that cannot be read fits nothing"),
      attributes_miss(R"({"k":[{"exists":false}]})", R"(k String.Array ["plain")",
                      "inferred: a list that cannot be read is there"),
      attributes_fit(R"({"k":["[\\\"plain\\\"]"]})", R"(k String ["plain"])",
                     "inferred: a String is no list, whatever it says"),
  };
}

FilterCases number_attribute_cases() {
  return {
      attributes_fit(R"({"price":[{"numeric":["=",0.5]}]})", "price Number .5",
                     source::attribute_types),
      attributes_fit(R"({"price":[{"numeric":["=",3.5]}]})", "price Number +3.5",
                     source::attribute_types),
      attributes_fit(R"({"price":[{"numeric":["<",0]}]})", "price Number -12",
                     source::attribute_types),
      attributes_fit(R"({"price":[{"numeric":["=",600]}]})", "price Number 6e2",
                     source::attribute_types),
      attributes_fit(R"({"price":[{"numeric":["=",7]}]})", "price Number.int 7",
                     source::attribute_types),
      attributes_fit(R"({"price":["plain"]})", "price String.flavour plain",
                     source::attribute_types),
      attributes_miss(R"({"price":[{"prefix":"7"}]})", "price Number 75", source::numbers),
      attributes_fit(R"({"price":[{"exists":true}]})", "price Number 0", source::keys),
      attributes_fit(R"({"price":[{"anything-but":"7"}]})", "price Number 7", source::ruler_values),
      attributes_miss(R"({"price":[{"numeric":[">",0]}]})", "price Number 6e23",
                      "inferred: a number beyond the guide's bounds is compared with none"),
  };
}

FilterCases other_cases() {
  return {
      attributes_miss(R"({"photo":["plain"]})", "photo Binary plain", source::constraints),
      attributes_miss(R"({"photo":[{"exists":true}]})", "photo Binary plain", source::constraints),
      attributes_fit(R"({"photo":[{"exists":false}]})", "photo Binary x | k String y",
                     source::constraints),
      attributes_miss(R"({"photo":[{"anything-but":"x"}]})", "photo Binary plain",
                      source::constraints),
      attributes_fit(R"({"k":["plain"]})", "photo Binary x | k String plain", source::constraints),
      attributes_miss(R"({"k":["plain"]})", "", source::policies),
      attributes_fit(R"({"k":["a\\\"b"]})", R"(k String a"b)", source::constraints),
      attributes_miss(R"({"k":["a\"b"]})", R"(k String a"b)", source::constraints),
      attributes_fit(R"({"k":["a\\\\b"]})", R"(k String a\b)", source::constraints),
      attributes_miss(R"({"k":["a\\b"]})", R"(k String a\b)", source::constraints),
      attributes_fit(R"({"k":["a\\\"b"]})", R"(k String.Array ["a\"b"])", source::constraints),
      attributes_fit(R"({"k":[{"prefix":"\\\""}]})", R"(k String "quoted")", source::constraints),
      attributes_fit(R"({"k":["도넛"]})", "k String 도넛", source::strings),
      attributes_fit(R"({"a-b_c.d":["x"]})", "a-b_c.d String x", source::attribute_types),
  };
}

}  // namespace

FilterCases attribute_cases() {
  FilterCases all;
  for (auto const& table : {list_cases(), number_attribute_cases(), other_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST_CASE("Attributes are matched by their types, lists by their elements, and bytes not at all",
          "[sns][filter]") {
  check_all(attribute_cases());
}

}  // namespace proofbox::test

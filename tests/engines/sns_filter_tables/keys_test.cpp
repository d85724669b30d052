// Filter policies on keys: those that are there, those that are not, and the values true, false and
// null.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases exists_cases() {
  return {
      body_fits(R"({"store":[{"exists":true}]})", R"({"store":"seoul"})", source::keys),
      body_fits(R"({"store":[{"exists":true}]})", R"({"store":0})", source::keys),
      body_fits(R"({"store":[{"exists":true}]})", R"({"store":false})", source::keys),
      body_fits(R"({"store":[{"exists":true}]})", R"({"store":["seoul"]})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({"other":["seoul"]})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":null})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":""})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":[]})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":[null,""]})", source::keys),
      body_fits(R"({"store":[{"exists":true}]})", R"({"store":[null,"seoul"]})", source::keys),
      attributes_fit(R"({"store":[{"exists":true}]})", "store String seoul", source::keys),
      attributes_fit(R"({"store":[{"exists":true}]})", "store Number 5", source::keys),
      attributes_fit(R"({"store":[{"exists":true}]})", R"(store String.Array ["seoul"])",
                     source::keys),
      attributes_miss(R"({"store":[{"exists":true}]})", "other String seoul", source::keys),
      attributes_miss(R"({"store":[{"exists":true}]})", "", source::keys),

      body_fits(R"({"store":[{"exists":false}]})", R"({"other":"seoul"})", source::keys),
      body_misses(R"({"store":[{"exists":false}]})", R"({"store":"seoul"})", source::keys),
      body_misses(R"({"store":[{"exists":false}]})", R"({"store":"seoul","other":1})",
                  source::keys),
      body_misses(R"({"store":[{"exists":false}]})", R"({"store":null})",
                  "inferred: the property is there, although it has no value"),
      body_misses(R"({"store":[{"exists":false}]})", R"({"store":""})",
                  "inferred: the property is there, although it has no value"),
      body_fits(R"({"store":[{"exists":false}]})", R"({"store":[]})", source::ruler_arrays),
      body_fits(R"({"store":[{"exists":false}]})", R"({})", source::ruler_exists),
      attributes_fit(R"({"store":[{"exists":false}]})", "other String seoul", source::keys),
      attributes_miss(R"({"store":[{"exists":false}]})", "store String seoul", source::keys),
      attributes_miss(R"({"store":[{"exists":false}]})", "store String seoul | other String x",
                      source::keys),
      attributes_miss(R"({"store":[{"exists":false}]})", "", source::keys),
      body_fits(R"({"store":["seoul",{"exists":false}]})", R"({"other":1})", source::logic),
      body_fits(R"({"store":["seoul",{"exists":false}]})", R"({"store":"seoul"})", source::logic),
      body_misses(R"({"store":["seoul",{"exists":false}]})", R"({"store":"busan"})", source::logic),
      body_fits(R"({"a":[{"exists":false}],"b":[{"exists":true}]})", R"({"b":1})", source::logic),
      body_misses(R"({"a":[{"exists":false}],"b":[{"exists":true}]})", R"({"a":1,"b":1})",
                  source::logic),
  };
}

// "exists" looks at leaves only: an object is none.
FilterCases leaf_cases() {
  return {
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":{"city":"seoul"}})", source::keys),
      body_fits(R"({"store":[{"exists":false}]})", R"({"store":{"city":"seoul"}})",
                source::ruler_exists),
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":{}})", source::keys),
      body_misses(R"({"store":[{"exists":true}]})", R"({"store":[{"city":"seoul"}]})",
                  source::ruler_exists),
      body_fits(R"({"store":{"city":[{"exists":true}]}})", R"({"store":{"city":"seoul"}})",
                source::keys),
      body_fits(R"({"store":{"city":[{"exists":false}]}})", R"({"store":{"street":"x"}})",
                source::ruler_exists),
      body_fits(R"({"store":{"city":[{"exists":false}]}})", R"({"store":"seoul"})",
                source::ruler_exists),
      body_fits(R"({"store":{"city":[{"exists":false}]}})", R"({"other":1})", source::ruler_exists),
      body_misses(R"({"store":{"city":[{"exists":false}]}})", R"({"store":{"city":"seoul"}})",
                  source::ruler_exists),
      body_fits(R"({"store":{"city":[{"exists":false}],"open":[true]}})",
                R"({"store":{"open":true}})", source::ruler_exists),
      body_misses(R"({"store":{"city":[{"exists":false}],"open":[true]}})",
                  R"({"store":{"open":true,"city":"seoul"}})", source::ruler_exists),
  };
}

FilterCases literal_cases() {
  return {
      body_fits(R"({"sold":[true]})", R"({"sold":true})", source::constraints),
      body_misses(R"({"sold":[true]})", R"({"sold":false})", source::constraints),
      body_misses(R"({"sold":[true]})", R"({"sold":"true"})", source::ruler_text_values),
      body_misses(R"({"sold":[true]})", R"({"sold":1})", source::ruler_text_values),
      body_fits(R"({"sold":[false]})", R"({"sold":false})", source::constraints),
      body_misses(R"({"sold":[false]})", R"({"sold":null})", source::constraints),
      body_misses(R"({"sold":[false]})", R"({"sold":0})", source::ruler_text_values),
      body_misses(R"({"sold":[false]})", R"({})", source::policies),
      body_fits(R"({"sold":[null]})", R"({"sold":null})", source::constraints),
      body_misses(R"({"sold":[null]})", R"({"sold":"null"})", source::ruler_text_values),
      body_misses(R"({"sold":[null]})", R"({"sold":0})", source::constraints),
      body_misses(R"({"sold":[null]})", R"({"sold":""})", source::constraints),
      body_misses(R"({"sold":[null]})", R"({"other":null})", source::policies),
      body_fits(R"({"sold":[true,null]})", R"({"sold":null})", source::logic),
      body_fits(R"({"sold":[null]})", R"({"sold":[1,null]})", source::ruler_arrays),
      attributes_fit(R"({"attr1":[null,{"anything-but":"whatever"}]})", "",
                     source::recorded_policy),
      attributes_fit(R"({"attr1":[null]})", "other String x", source::recorded_policy),
      attributes_miss(R"({"attr1":[null]})", "attr1 String null", source::ruler_text_values),
      attributes_miss(R"({"sold":[true]})", "sold String true", source::ruler_text_values),
      attributes_fit(R"({"attr1":[null,{"anything-but":"whatever"}]})", "attr1 String x",
                     source::logic),
      attributes_miss(R"({"attr1":[null,{"anything-but":"whatever"}]})", "attr1 String whatever",
                      source::logic),
  };
}

}  // namespace

FilterCases key_cases() {
  FilterCases all;
  for (auto const& table : {exists_cases(), leaf_cases(), literal_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST_CASE("Keys must be there, or not, and may have to be true, false or null", "[sns][filter]") {
  check_all(key_cases());
}

}  // namespace proofbox::test

// Filter policies that choose: "and" across keys, "or" within one, and "$or" across several.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases and_or_cases() {
  return {
      body_fits(R"({"a":["1"],"b":["2"]})", R"({"a":"1","b":"2"})", source::logic),
      body_misses(R"({"a":["1"],"b":["2"]})", R"({"a":"1","b":"3"})", source::logic),
      body_misses(R"({"a":["1"],"b":["2"]})", R"({"a":"1"})", source::logic),
      body_fits(R"({"a":["1","2"],"b":["3","4"]})", R"({"a":"2","b":"3"})", source::logic),
      attributes_fit(R"({"a":["1"],"b":["2"]})", "a String 1 | b String 2", source::logic),
      attributes_miss(R"({"a":["1"],"b":["2"]})", "a String 1 | b String 1", source::logic),
      body_fits(R"({"a":["1"],"a":["2"]})", R"({"a":"2"})",
                "inferred: of keys written twice the library keeps the last"),
      body_misses(R"({"a":["1"],"a":["2"]})", R"({"a":"1"})",
                  "inferred: of keys written twice the library keeps the last"),
  };
}

// "$or" across keys, with what stands beside and within.
FilterCases choice_by_word_cases() {
  std::string const standard = R"({"source":["shop"],"$or":[{"sold":["1"]},{"space":["2"]}]})";
  std::string const two =
      R"({"$or":[{"a":["1"]},{"b":["2"]}],"detail":{"$or":[{"c":["3"]},{"d":["4"]}]}})";
  std::string const with_and =
      R"({"source":["shop"],"$or":[{"a":["1"]},{"b":["2"],"c":["3","4"]},{"d":["5"]}]})";
  std::string const nested =
      R"({"source":["shop"],"$or":[{"a":["1"]},{"b":["2"],"$or":[{"c":[3]},{"d":[4]}]}]})";
  return {
      body_fits(standard, R"({"source":"shop","sold":"1"})", source::logic),
      body_fits(standard, R"({"source":"shop","space":"2"})", source::logic),
      body_fits(standard, R"({"source":"shop","sold":"1","space":"9"})", source::logic),
      body_misses(standard, R"({"source":"shop","sold":"2","space":"1"})", source::logic),
      body_misses(standard, R"({"source":"shop"})", source::logic),
      body_misses(standard, R"({"sold":"1","space":"2"})", source::logic),
      attributes_fit(standard, "source String shop | space String 2", source::logic),
      attributes_miss(standard, "source String shop | space String 1", source::logic),
      attributes_miss(standard, "sold String 1", source::logic),

      body_fits(two, R"({"a":"1","detail":{"c":"3"}})", source::ruler_or),
      body_fits(two, R"({"b":"2","detail":{"d":"4"}})", source::ruler_or),
      body_misses(two, R"({"a":"1","detail":{"c":"4"}})", source::ruler_or),
      body_misses(two, R"({"detail":{"c":"3"}})", source::ruler_or),

      body_fits(with_and, R"({"source":"shop","b":"2","c":"4"})", source::ruler_or),
      body_misses(with_and, R"({"source":"shop","b":"2"})", source::ruler_or),
      body_misses(with_and, R"({"source":"shop","c":"3"})", source::ruler_or),
      body_fits(with_and, R"({"source":"shop","d":"5"})", source::ruler_or),
      attributes_fit(with_and, "source String shop | b String 2 | c String 3", source::ruler_or),
      attributes_miss(with_and, "source String shop | b String 2 | c String 5", source::ruler_or),

      body_fits(nested, R"({"source":"shop","a":"1"})", source::ruler_or),
      body_fits(nested, R"({"source":"shop","b":"2","d":4})", source::ruler_or),
      body_misses(nested, R"({"source":"shop","b":"2","d":5})", source::ruler_or),
      body_misses(nested, R"({"source":"shop","d":4})", source::ruler_or),

      body_fits(R"({"$or":[{"a":["1"]},{"a":["2"]}]})", R"({"a":"2"})", source::ruler_or),
      body_fits(R"({"$or":[{"a":["1"]},{"b":[{"exists":false}]}]})", R"({"c":"2"})",
                source::ruler_or),
      body_fits(R"({"$or":[{"a":["1"]},{"b":["2"]},{"c":["3"]}]})", R"({"c":"3"})",
                source::ruler_or),
      body_fits(R"({"a":{"$or":[{"b":["1"]},{"c":["2"]}]}})", R"({"a":{"c":"2"}})",
                source::ruler_or),
      body_fits(R"({"a":{"$or":[{"b":["1"]},{"c":["2"]}]}})", R"({"a":[{"b":"9"},{"c":"2"}]})",
                source::ruler_arrays),
      body_fits(R"({"$or":[{"a":{"b":["1"]}},{"c":["2"]}]})", R"({"a":{"b":"1"}})",
                source::ruler_or),
      body_fits(
          R"({"detail":{"$or":[{"v4":[{"cidr":"10.0.0.0/24"}]},{"v6":[{"cidr":"2001:db8:1234:1a00::/64"}]}]}})",
          R"({"detail":{"v4":"10.0.0.255"}})", source::recorded_addresses),
      body_misses(
          R"({"detail":{"$or":[{"v4":[{"cidr":"10.0.0.0/24"}]},{"v6":[{"cidr":"2001:db8:1234:1a00::/64"}]}]}})",
          R"({"detail":{"v6":"2001:0db8:123f:1a01:0000:0000:0000:0000"}})",
          source::recorded_addresses),
  };
}

// Where "$or" is a key like any other.
FilterCases plain_key_cases() {
  return {
      body_fits(R"({"$or":["x"]})", R"({"$or":"x"})", source::logic),
      body_misses(R"({"$or":["x"]})", R"({"other":"x"})", source::logic),
      body_fits(R"({"$or":[{"prefix":"x"}]})", R"({"$or":"xyz"})", source::logic),
      body_fits(R"({"$or":[{"numeric":["=",123]},{"prefix":"abc"}]})", R"({"$or":"abcd"})",
                source::logic),
      body_fits(R"({"$or":[{"numeric":["=",123]},{"prefix":"abc"}]})", R"({"$or":123})",
                source::logic),
      body_misses(R"({"$or":[{"numeric":["=",123]},{"prefix":"abc"}]})", R"({"abc":"abcd"})",
                  source::logic),
      attributes_fit(R"({"a":["1"]})", "a String 1", source::logic),
      body_fits(R"({"source":["shop"],"$or":{"a":["1"],"b":["2"]}})",
                R"({"source":"shop","$or":{"a":"1","b":"2"}})", source::ruler_or),
      body_misses(R"({"source":["shop"],"$or":{"a":["1"],"b":["2"]}})",
                  R"({"source":"shop","$or":{"a":"1"}})", source::ruler_or),
      body_fits(R"({"detail":{"$or":[{"numeric":[">",0,"<=",5]},{"cidr":"10.0.0.0/8"}]}})",
                R"({"detail":{"$or":"10.1.2.3"}})", source::ruler_or),
      body_fits(R"({"detail":{"$or":[{"numeric":[">",0,"<=",5]},{"numeric":[">",10]}]}})",
                R"({"detail":{"$or":11}})", source::ruler_or),
  };
}

}  // namespace

FilterCases choice_cases() {
  FilterCases all;
  for (auto const& table : {and_or_cases(), choice_by_word_cases(), plain_key_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST_CASE("All keys must fit, of a key one value, and of the objects under $or one",
          "[sns][filter]") {
  check_all(choice_cases());
}

}  // namespace proofbox::test

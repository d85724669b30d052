// Filters that SNS does not have but EventBridge has: refused, unless the box allows them.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases wildcard_cases() {
  return {
      body_fits(R"({"k":[{"wildcard":"a*b"}]})", R"({"k":"ab"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"a*b"}]})", R"({"k":"a donut, b"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"a*b"}]})", R"({"k":"abc"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"a*b"}]})", R"({"k":"xab"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"a*b"}]})", R"({"k":"a"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"aba*aba"}]})", R"({"k":"aba"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"aba*aba"}]})", R"({"k":"ababa"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"aba*aba"}]})", R"({"k":"abaaba"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"*"}]})", R"({"k":""})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"*"}]})", R"({"k":"donut"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"*"}]})", R"({"k":5})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"*/lib/*"}]})", R"({"k":"/usr/lib/donut"})", source::bridge),
      body_misses(R"({"k":[{"wildcard":"*/lib/*"}]})", R"({"k":"/usr/bin/donut"})", source::bridge),
      body_fits(R"({"k":[{"wildcard":"a*b*c*d"}]})", R"({"k":"a1b2b3c4d"})",
                source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"a*b*c*d"}]})", R"({"k":"a1c2b3d"})",
                  source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"plain"}]})", R"({"k":"plain"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"plain"}]})", R"({"k":"plains"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"A*"}]})", R"({"k":"ab"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"a\\*b"}]})", R"({"k":"a*b"})", source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"a\\*b"}]})", R"({"k":"axb"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"a\\\\*"}]})", R"({"k":"a\\donut"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"*\\*"}]})", R"({"k":"donut*"})", source::ruler_wildcard),
      body_fits(R"({"k":[{"wildcard":"도*넛"}]})", R"({"k":"도 맛있는 넛"})",
                source::ruler_wildcard),
      attributes_fit(R"({"k":[{"wildcard":"a*b"}]})", "k String a-b", source::ruler_wildcard),
      attributes_fit(R"({"k":[{"wildcard":"a*b"}]})", R"(k String.Array ["x","a-b"])",
                     source::ruler_wildcard),
      body_misses(R"({"k":[{"wildcard":"*a*a*a*a*a*a*a*a*a*a*a*a*b"}]})",
                  "{\"k\":\"" + std::string(10'000, 'a') + "\"}", source::ruler_wildcard),
      refused(R"({"k":[{"wildcard":"a**b"}]})", "Consecutive wildcard characters at pos 2", 25,
              source::ruler_compiler),
      refused(R"({"k":[{"wildcard":"a\\b"}]})", "Invalid escape character at pos 2", 25,
              source::ruler_compiler),
      refused(R"({"k":[{"wildcard":"a\\"}]})", "Invalid escape character at pos 2", 24,
              source::ruler_compiler),
      refused(R"({"k":[{"wildcard":5}]})", "wildcard match pattern must be a string", 20,
              source::ruler_compiler),
  };
}

FilterCases anything_but_cases() {
  return {
      body_fits(R"({"k":[{"anything-but":{"suffix":".png"}}]})", R"({"k":"a.gif"})",
                source::bridge),
      body_misses(R"({"k":[{"anything-but":{"suffix":".png"}}]})", R"({"k":"a.png"})",
                  source::bridge),
      body_fits(R"({"k":[{"anything-but":{"suffix":[".png",".gif"]}}]})", R"({"k":"a.jpg"})",
                source::ruler_anything_but),
      body_misses(R"({"k":[{"anything-but":{"suffix":[".png",".gif"]}}]})", R"({"k":"a.gif"})",
                  source::ruler_anything_but),
      body_fits(R"({"k":[{"anything-but":{"prefix":["init","err"]}}]})", R"({"k":"running"})",
                source::ruler_anything_but),
      body_misses(R"({"k":[{"anything-but":{"prefix":["init","err"]}}]})", R"({"k":"error"})",
                  source::ruler_anything_but),
      body_fits(R"({"k":[{"anything-but":{"equals-ignore-case":"plain"}}]})", R"({"k":"sugar"})",
                source::bridge),
      body_misses(R"({"k":[{"anything-but":{"equals-ignore-case":"plain"}}]})", R"({"k":"PLAIN"})",
                  source::bridge),
      body_misses(R"({"k":[{"anything-but":{"equals-ignore-case":["plain","sugar"]}}]})",
                  R"({"k":"Sugar"})", source::ruler_anything_but),
      body_fits(R"({"k":[{"anything-but":{"wildcard":"*/lib/*"}}]})", R"({"k":"/usr/bin/x"})",
                source::bridge),
      body_misses(R"({"k":[{"anything-but":{"wildcard":"*/lib/*"}}]})", R"({"k":"/usr/lib/x"})",
                  source::bridge),
      body_misses(R"({"k":[{"anything-but":{"wildcard":["*.jar","*.class"]}}]})",
                  R"({"k":"a.class"})", source::ruler_anything_but),
      body_misses(R"({"k":[{"anything-but":{"suffix":".png"}}]})", R"({"other":"a.gif"})",
                  source::policies),
      attributes_fit(R"({"k":[{"anything-but":{"suffix":".png"}}]})", "k String a.gif",
                     source::bridge),
      refused(R"({"k":[{"anything-but":{"exists":false}}]})",
              "Unsupported anything-but pattern: exists", 38, source::ruler_compiler),
      refused(R"({"k":[{"anything-but":{"suffix":""}}]})", "Null suffix not allowed", 35,
              source::ruler_compiler),
      refused(R"({"k":[{"anything-but":{"wildcard":"a**"}}]})",
              "Consecutive wildcard characters at pos 2", 40, source::ruler_compiler),
  };
}

FilterCases any_case_cases() {
  return {
      body_fits(R"({"k":[{"prefix":{"equals-ignore-case":"eventb"}}]})", R"({"k":"EventBridge"})",
                source::bridge),
      body_misses(R"({"k":[{"prefix":{"equals-ignore-case":"eventb"}}]})", R"({"k":"event"})",
                  source::bridge),
      body_fits(R"({"k":[{"suffix":{"equals-ignore-case":"BRIDGE"}}]})", R"({"k":"EventBridge"})",
                source::bridge),
      body_misses(R"({"k":[{"suffix":{"equals-ignore-case":"BRIDGE"}}]})", R"({"k":"bridges"})",
                  source::bridge),
      refused(R"({"k":[{"prefix":{"suffix":"x"}}]})", "Unsupported prefix pattern: suffix", 28,
              source::ruler_compiler),
      refused(R"({"k":[{"prefix":{}}]})", "Prefix expression name not found", 19,
              source::ruler_compiler),
      refused(R"({"k":[{"suffix":7}]})", "suffix match pattern must be a string", 18,
              source::ruler_compiler),
  };
}

}  // namespace

FilterCases newer_cases() {
  FilterCases all;
  for (auto const& table : {wildcard_cases(), anything_but_cases(), any_case_cases()})
    for (auto const& one : table)
      all.push_back(where_allowed(one));
  return all;
}

TEST_CASE("What EventBridge matches and SNS does not is matched where it is allowed",
          "[sns][filter]") {
  check_all(newer_cases());
}

}  // namespace proofbox::test

// The limits of filter policies, and policies and bodies that are made to break a box.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

// ["0","1",...]
std::string values(int count) {
  std::string list = "[";
  for (int i = 0; i < count; ++i)
    list += fmt::format("{}\"{}\"", i == 0 ? "" : ",", i);
  return list + ']';
}

std::string many(std::size_t count, std::string_view what) {
  std::string text;
  text.reserve(count * what.size());
  for (std::size_t i = 0; i < count; ++i)
    text += what;
  return text;
}

// As deep as that, with a list of one value at the end.
std::string deep(std::size_t depth) {
  return many(depth, R"({"a":)") + R"(["x"])" + many(depth, "}");
}

FilterCase too_complex(std::string policy, std::string source) {
  return refused(std::move(policy), "Filter policy is too complex", nowhere, std::move(source));
}

FilterCase not_nested(FilterCase one) {
  one.scope = FilterCase::Scope::attributes;
  one.refusal = "Filter policy scope MessageAttributes does not support nested filter policy";
  return one;
}

}  // namespace

FilterCases limit_cases() {
  std::string const six = R"({"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]})";
  std::string const keys = "Filter policy can not have more than 5 keys";
  return {
      refused(six, keys, nowhere, source::recorded_nested_limits),
      body_fits(R"({"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"]})",
                R"({"a":"1","b":"1","c":"1","d":"1","e":"1"})", source::constraints),
      body_fits(R"({"a":["1"],"b":["1"],"c":["1"],"d":{"e":["1"],"f":["1"],"g":["1"]}})",
                R"({"a":"1","b":"1","c":"1","d":{"e":"1","f":"1","g":"1"}})", source::constraints),
      refused(
          R"({"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"$or":[{"f":["1"]},{"g":["1"]}]})",
          keys, nowhere, "inferred: \"$or\" is a key at the top, too"),

      body_fits("{\"a\":" + values(150) + '}', R"({"a":"149"})", source::constraints),
      too_complex("{\"a\":" + values(151) + '}', source::recorded_complexity),
      too_complex("{\"a\":" + values(16) + ",\"b\":" + values(10) + '}',
                  source::recorded_complexity),
      body_fits("{\"a\":" + values(15) + ",\"b\":" + values(10) + '}', R"({"a":"14","b":"9"})",
                source::constraints),
      body_fits("{\"a\":" + values(3) + ",\"b\":" + values(1) + ",\"c\":" + values(2) + '}',
                R"({"a":"2","b":"0","c":"1"})", source::constraints),
      // Values count as often as they are deep: 4 at the third level and 3 at the second are 72.
      body_fits("{\"a\":{\"b\":{\"c\":" + values(4) + "}},\"d\":{\"e\":" + values(3) +
                    "},\"f\":" + values(2) + '}',
                R"({"a":{"b":{"c":"3"}},"d":{"e":"2"},"f":"1"})", source::constraints),
      too_complex("{\"a\":{\"b\":{\"c\":" + values(4) + "}},\"d\":{\"e\":" + values(3) +
                      "},\"f\":" + values(3) + '}',
                  source::constraints),
      too_complex("{\"a\":{\"b\":{\"c\":" + values(8) + "}},\"d\":{\"e\":" + values(8) + "}}",
                  source::recorded_nested_limits),
      body_fits("{\"a\":{\"b\":" + values(75) + "}}", R"({"a":{"b":"74"}})", source::constraints),
      too_complex("{\"a\":{\"b\":" + values(76) + "}}", source::constraints),
      body_fits("{\"$or\":[{\"a\":" + values(75) + "},{\"b\":" + values(75) + "}]}",
                R"({"b":"74"})", "inferred: the branches of \"$or\" add"),
      too_complex("{\"$or\":[{\"a\":" + values(75) + "},{\"b\":" + values(76) + "}]}",
                  "inferred: the branches of \"$or\" add"),
      too_complex("{\"c\":" + values(2) + ",\"$or\":[{\"a\":" + values(75) +
                      "},{\"b\":" + values(1) + "}]}",
                  "inferred: the branches of \"$or\" add, and multiply with what stands beside"),
      body_fits("{\"a.b.c\":" + values(150) + '}', R"({"a":{"b":{"c":"149"}}})",
                "inferred: depth is that of the policy's own JSON"),

      not_nested(refused(R"({"object":{"key":[{"prefix":"auto-"}]}})", "", nowhere,
                         source::recorded_nested)),
      not_nested(refused(R"({"$or":[{"a":["1"]},{"b":{"c":["1"]}}]})", "", nowhere,
                         source::recorded_nested)),

      body_fits("{\"a\":[\"" + many(262'000, "x") + "\"]}",
                "{\"a\":\"" + many(262'000, "x") + "\"}", source::constraints),
      refused("{\"a\":[\"" + many(262'144, "x") + "\"]}", "Filter policy is too large", nowhere,
              "inferred: the guide's limit of 256 KB, in words of our own"),
      body_fits("{\"a\":[\"x\"]}" + many(262'100, " "), R"({"a":"x"})", source::constraints),
  };
}

FilterCases hostile_cases() {
  std::string const policy = R"({"k":["x"]})";
  std::string const robust = "inferred: whatever comes, a message is matched or is not";
  std::string const brackets = many(131'000, "[");
  std::string const too_deep_policy =
      "FilterPolicy: failed to parse JSON. Document nesting depth (1001) exceeds the maximum "
      "allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)";
  auto const refused_as_too_deep = [&](std::string text) {
    auto one = refused(std::move(text), "", nowhere,
                       "inferred: the limit of AWS's JSON parser, Jackson, and its sentence");
    one.refusal = too_deep_policy;
    return one;
  };
  std::string const nul(1, '\0');
  return {
      body_misses(policy, brackets, robust),
      body_misses(policy, "{\"k\":" + brackets + many(131'000, "]") + '}', robust),
      body_misses(policy, many(52'000, R"({"k":)"), robust),
      body_misses(policy, many(25'000, R"({"k":)") + "1" + many(25'000, "}"), robust),
      body_fits(policy, "{\"k\":" + many(900, "[") + "\"x\"" + many(900, "]") + '}',
                "inferred: AWS's JSON parser, Jackson, goes 1,000 levels deep"),
      body_fits(R"({"k.k.k":["x"]})", R"({"k":{"k":{"k":"x"}}})", robust),
      body_misses(R"({"k":{"k":["x"]}})", many(900, R"({"k":)") + "\"x\"" + many(900, "}"), robust),
      body_fits(policy, "{\"a\":" + many(100'000, "9") + ",\"k\":\"x\"}", robust),
      body_fits(policy, R"({"a":1e400,"b":-1e400,"c":1e-400,"k":"x"})", robust),
      body_misses(R"({"a":[{"numeric":[">",0]}]})", R"({"a":1e400})", robust),
      body_fits(R"({"a":[1e400]})", R"({"a":1e400})", source::ruler_compiler),
      body_fits(R"({"a":[{"numeric":["=",0]}]})", R"({"a":1e-400})", source::constraints),
      body_fits(policy, "{\"k\":[" + many(60'000, "1,") + "\"x\"]}", robust),
      body_fits(R"({"k":{"a":["1"],"b":["2"]}})",
                "{\"k\":[" + many(9'000, R"({"a":"1"},{"b":"2"},)") + R"({"a":"1","b":"2"}]})",
                robust),
      body_misses(R"({"k":{"a":["1"],"b":["2"]}})",
                  "{\"k\":[" + many(9'000, R"({"a":"1"},{"b":"2"},)") + R"({"a":"1"}]})", robust),
      body_fits(policy, "{" + many(20'000, R"("k":"y",)") + R"("k":"x"})", robust),
      body_fits(R"({"k.a":["x"]})", "{" + many(20'000, R"("k.b":"y",)") + R"("k.a":"x"})", robust),
      body_misses(policy, "{\"" + many(200'000, ".") + "\":1}", robust),
      body_fits("{\"" + many(200'000, ".") + "\":[1]}", "{\"" + many(200'000, ".") + "\":1}",
                robust),
      body_fits("{\"" + many(150, "a.") + "a\":[1]}", "{\"" + many(150, "a.") + "a\":1}", robust),
      body_fits("{\"" + many(150, "a.") + "a\":[1]}", many(151, R"({"a":)") + '1' + many(151, "}"),
                robust),
      body_fits(deep(150), deep(150), source::constraints),
      refused(deep(151), "Filter policy is too complex", nowhere, source::constraints),
      refused(deep(900), "Filter policy is too complex", nowhere, source::constraints),
      refused_as_too_deep(many(100'000, "[")),
      refused_as_too_deep(deep(20'000)),
      refused("{" + many(20, R"("$or":[{"a":["1"]},{"b":["2"]}],)") + R"("c":["1"]})",
              "Filter policy can not have more than 5 keys", nowhere, robust),
      refused("{\"z\":{" + many(20, R"("$or":[{"a":["1"]},{"b":["2"]}],)") + R"("c":["1"]}})",
              "Filter policy is too complex", nowhere, robust),
      body_misses(policy, "{\"k\":\"x" + nul + "\"}", robust),
      body_misses(policy, "{\"k\":\"x\"}" + nul, robust),
      body_misses(policy, nul, robust),
      body_misses(policy, R"({"k":"x\u0000"})", robust),
      body_fits(R"({"k":["x\u0000"]})", R"({"k":"x\u0000"})", robust),
      body_misses(policy, "{\"k\":\"x\xff\"}", robust),
      body_misses(policy, "{\"k\":\"x\",\"l\":\"\xc3\"}", robust),
      body_misses(policy, "{\"k\":\"\xed\xa0\x80\"}", robust),
      body_misses(policy, R"({"k":"\ud800"})", robust),
      no_json(
          "{\"k\":[" + nul + "]}",
          "Illegal character ((CTRL-CHAR, code 0)): only regular white space (\\r, \\n, \\t) is "
          "allowed between tokens",
          1, 7, "inferred: what AWS's JSON parser, Jackson, says of it"),
      no_json("{\"k\":[\"" + nul + "\"]}",
              "Illegal unquoted character ((CTRL-CHAR, code 0)): has to be escaped using backslash "
              "to be included in string value",
              1, 8, "inferred: what AWS's JSON parser, Jackson, says of it"),
      attributes_miss(policy, "k String.Array " + brackets, robust),
      attributes_miss(policy, "k String.Array " + brackets + many(131'000, "]"), robust),
      attributes_fit(R"({"k":[{"anything-but":1}]})", "k Number " + many(100'000, "9"), robust),
  };
}

TEST_CASE("A policy has at most 5 keys, 150 combinations and 256 KB", "[sns][filter]") {
  check_all(limit_cases());
}

TEST_CASE("A policy or a message that is made to break a box does not", "[sns][filter]") {
  check_all(hostile_cases());
}

}  // namespace proofbox::test

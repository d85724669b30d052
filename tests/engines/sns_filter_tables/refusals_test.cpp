// Filter policies that are refused: in which words, and where AWS's parser is said to stand.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases structure_cases() {
  return {
      refused(R"({"key_a":"value_one"})", "\"key_a\" must be an object or an array", 11,
              source::recorded_nested_limits),
      refused(R"({"k":5})", "\"k\" must be an object or an array", 7, source::ruler_compiler),
      refused(R"({"k":true})", "\"k\" must be an object or an array", 10, source::ruler_compiler),
      refused(R"({"k":null})", "\"k\" must be an object or an array", 10, source::ruler_compiler),
      refused(R"({"key":{"suffix":"value"}})", "\"suffix\" must be an object or an array", 19,
              source::recorded_text_refusals),
      refused(R"({"key":{"suffix":"value","prefix":"value"}})",
              "\"suffix\" must be an object or an array", 19, source::recorded_text_refusals),
      refused(R"({"key":{"not-an-operator":"value"}})",
              "\"not-an-operator\" must be an object or an array", 28,
              source::recorded_text_refusals),
      refused(R"({"key":[["value"]]})", "Match value must be String, number, true, false, or null",
              10, source::recorded_refusals),
      refused(R"({"key":["a",[]]})", "Match value must be String, number, true, false, or null", 14,
              source::ruler_compiler),
      refused(R"({"key":[]})", "Empty arrays are not allowed", 10, source::recorded_text_refusals),
      refused(R"({"a":["x"],"key":[ ]})", "Empty arrays are not allowed", 21,
              source::ruler_compiler),
      refused(R"({"key":{}})", "Empty objects are not allowed", 10, source::ruler_compiler),
      refused(R"({"key":[{}]})", "Match expression name not found", 11, source::ruler_compiler),
      refused(R"({"key":[{"wrong-operator":true}]})", "Unrecognized match type wrong-operator", 31,
              source::recorded_refusals),
      refused(R"({"key":[{"wrong-operator":"x"}]})", "Unrecognized match type wrong-operator", 28,
              source::ruler_compiler),
      refused(R"({"key":[{"Prefix":"x"}]})", "Unrecognized match type Prefix", 20,
              source::ruler_compiler),
      refused(R"({"key":[{"wildcard":"a*b"}]})", "Unrecognized match type wildcard", 22,
              "recorded: the sentence for operators that are not known"),
      refused(R"({"key":[{"suffix":"value","prefix":"value2"}]})",
              "Only one key allowed in match expression", 37, source::recorded_refusals),
      refused(R"({"key":[{"exists":true,"prefix":"x"}]})",
              "Only one key allowed in match expression", 34, source::ruler_compiler),
      refused(R"({"key":[{"cidr":"10.0.0.0/8","prefix":"x"}]})",
              "Only one key allowed in match expression", 40, source::ruler_compiler),
      refused(R"({"key":[{"numeric":["=",1],"prefix":"x"}]})",
              "Too many elements in numeric expression", 38, source::ruler_compiler),
      refused(R"({"key":[{"anything-but":"x","prefix":"x"}]})",
              "Too many elements in numeric expression", 39, source::ruler_compiler),
      refused(R"({"$or":[{"a":["1"]},{"b":"2"}]})", "\"b\" must be an object or an array", 27,
              source::ruler_compiler),
      refused(R"({"$or":[{"a":["1"]}]})", "Unrecognized match type a", 15, source::ruler_or),
      refused(R"({"$or":[{"a":["1"]},{"prefix":"x"}]})", "Unrecognized match type a", 15,
              source::ruler_or),
      refused(R"({"$or":[{"a":["1"]},["b"]]})", "Unrecognized match type a", 15, source::ruler_or),
      refused(R"({"$or":[{"a":["1"]},{"date-after":["x"]}]})", "Unrecognized match type a", 15,
              source::ruler_or),
      refused("[]", "Filter is not an object", 2, source::ruler_compiler),
      refused("5", "Filter is not an object", 2, source::ruler_compiler),
  };
}

FilterCases text_operator_cases() {
  return {
      refused(R"({"a":[{"prefix":7}]})", "prefix match pattern must be a string", 18,
              source::recorded_anything_but),
      refused(R"({"a":[{"prefix":{"equals-ignore-case":"x"}}]})",
              "prefix match pattern must be a string", 18, source::recorded_anything_but),
      refused(R"({"a":[{"prefix":["x"]}]})", "prefix match pattern must be a string", 18,
              source::recorded_anything_but),
      refused(R"({"key":[{"suffix":100}]})", "suffix match pattern must be a string", 22,
              source::recorded_text_refusals),
      refused(R"({"key":[{"suffix":null}]})", "suffix match pattern must be a string", 23,
              source::recorded_text_refusals),
      refused(R"({"key":[{"suffix":[]}]})", "suffix match pattern must be a string", 20,
              source::recorded_text_refusals),
      refused(R"({"key":[{"suffix":["test","test2"]}]})", "suffix match pattern must be a string",
              20, source::recorded_text_refusals),
      refused(R"({"a":[{"equals-ignore-case":[]}]})",
              "equals-ignore-case match pattern must be a string", 30, source::ruler_compiler),
      refused(R"({"a":[{"equals-ignore-case":5}]})",
              "equals-ignore-case match pattern must be a string", 30, source::ruler_compiler),
      refused(R"({"a":[{"exists":"no"}]})", "exists match pattern must be either true or false.",
              18, source::ruler_compiler),
      refused(R"({"a":[{"exists":null}]})", "exists match pattern must be either true or false.",
              21, source::ruler_compiler),
      refused(R"({"a":[{"exists":1}]})", "exists match pattern must be either true or false.", 18,
              source::ruler_compiler),
      refused(R"({"a":[{"exists":[true]}]})", "exists match pattern must be either true or false.",
              18, source::ruler_compiler),
  };
}

FilterCases anything_but_cases() {
  std::string const list = R"({"a":[{"anything-but":["x",true]}]})";
  auto const place = "\n at [Source: (String)\"" + list + "\"; line: 1, column: 32]";
  return {
      refused(R"({"key":[{"anything-but":{"wrong-operator":null}}]})",
              "Unsupported anything-but pattern: wrong-operator", 47,
              source::recorded_anything_but),
      refused(R"({"key":[{"anything-but":{"suffix":"test"}}]})",
              "Unsupported anything-but pattern: suffix", 36, source::recorded_anything_but),
      refused(R"({"key":[{"anything-but":{"exists":false}}]})",
              "Unsupported anything-but pattern: exists", 40, source::recorded_anything_but),
      refused(R"({"key":[{"anything-but":{"prefix":false}}]})",
              "prefix match pattern must be a string", 40, source::recorded_anything_but),
      refused(R"({"key":[{"anything-but":{"wildcard":"a*"}}]})",
              "Unsupported anything-but pattern: wildcard", 38, source::recorded_anything_but),
      refused(R"({"key":[{"anything-but":{"equals-ignore-case":"a"}}]})",
              "Unsupported anything-but pattern: equals-ignore-case", 48,
              source::recorded_anything_but),
      refused(R"({"key":[{"anything-but":{"numeric":["=",1]}}]})",
              "Unsupported anything-but pattern: numeric", 37, source::recorded_anything_but),
      refused(R"({"a":[{"anything-but":{"prefix":["x"]}}]})",
              "prefix match pattern must be a string", 34, source::ruler_compiler),
      refused(R"({"a":[{"anything-but":{"prefix":""}}]})", "Null prefix not allowed", 35,
              source::ruler_compiler),
      refused(R"({"a":[{"anything-but":{"prefix":"x","suffix":"y"}}]})",
              "Only one key allowed in match expression", 47, source::ruler_compiler),
      refused(R"({"a":[{"anything-but":{}}]})", "Anything-But expression name not found", 25,
              source::ruler_compiler),
      refused(R"({"a":[{"anything-but":true}]})",
              "Value of anything-but must be an array or single string/number value.", 27,
              source::ruler_compiler),
      refused(R"({"a":[{"anything-but":null}]})",
              "Value of anything-but must be an array or single string/number value.", 27,
              source::ruler_compiler),
      refused(R"({"a":[{"anything-but":[]}]})",
              "Inside anything but list, either all values are number or string, mixed type is not "
              "supported",
              25, source::ruler_compiler),
      refused(R"({"a":[{"anything-but":["x",5]}]})",
              "Inside anything but list, either all values are number or string, mixed type is not "
              "supported",
              30, source::ruler_compiler),
      refused(list,
              "Inside anything but list, start|null|boolean is not supported." + place + place,
              nowhere, source::ruler_compiler),
      refused(R"({"a":[{"anything-but":2000000000}]})",
              "Value must be between -1.0E9 and 1.0E9, inclusive", nowhere,
              "inferred: the library's sentence with the guide's bounds"),
      refused(R"({"a":[{"anything-but":[1,2000000000]}]})",
              "Value must be between -1.0E9 and 1.0E9, inclusive", 36,
              "inferred: the library's sentence with the guide's bounds"),
  };
}

FilterCases address_refusal_cases() {
  return {
      refused(R"({"key":[{"cidr":["bad-filter"]}]})", "prefix match pattern must be a string", 18,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":7}]})", "prefix match pattern must be a string", 18,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"bad-filter"}]})", "Malformed CIDR, one '/' required", nowhere,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"10.0.0.0"}]})", "Malformed CIDR, one '/' required", nowhere,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"10.0.0.0/8/8"}]})", "Malformed CIDR, one '/' required", nowhere,
              source::ruler_compiler),
      refused(R"({"key":[{"cidr":"10.0.0.0/"}]})", "Malformed CIDR, one '/' required", nowhere,
              source::ruler_compiler),
      refused(R"({"key":[{"cidr":""}]})", "Malformed CIDR, one '/' required", nowhere,
              source::ruler_compiler),
      refused(R"({"key":[{"cidr":"bad-filter/filter"}]})",
              "Malformed CIDR, mask bits must be an integer", nowhere,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"10.0.0.0/8.5"}]})",
              "Malformed CIDR, mask bits must be an integer", nowhere, source::ruler_compiler),
      refused(R"({"key":[{"cidr":"10.0.0.0/99999999999"}]})",
              "Malformed CIDR, mask bits must be an integer", nowhere, source::ruler_compiler),
      refused(R"({"key":[{"cidr":"10.0.0.0/-1"}]})",
              "Malformed CIDR, mask bits must not be negative", nowhere, source::ruler_compiler),
      refused(R"({"key":[{"cidr":"10.0.0.0/32"}]})", "IPv4 mask bits must be < 32", nowhere,
              source::ruler_compiler),
      refused(R"({"key":[{"cidr":"2001:db8::/128"}]})", "IPv6 mask bits must be < 128", nowhere,
              source::ruler_compiler),
      refused(R"({"key":[{"cidr":"bad-filter/64"}]})", "Nonstandard IP address: bad-filter",
              nowhere, source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"xx.11.xx/8"}]})", "Nonstandard IP address: xx.11.xx", nowhere,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"xxxx:db8:1234:1a00::/64"}]})",
              "Nonstandard IP address: xxxx:db8:1234:1a00::", nowhere,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"10.0.0/8"}]})", "Nonstandard IP address: 10.0.0", nowhere,
              source::recorded_text_refusals),
      refused(R"({"key":[{"cidr":"10.0.0.256/8"}]})", "Invalid IP address: 10.0.0.256", nowhere,
              source::ruler_compiler),
      refused(R"({"key":[{"cidr":":::/8"}]})", "Invalid IP address: :::", nowhere,
              source::ruler_compiler),
  };
}

FilterCases no_json_cases() {
  return {
      no_json("{invalid}",
              "Unexpected character ('i' (code 105)): was expecting double-quote to start field "
              "name",
              1, 2, source::recorded_no_json),
      no_json("{\n 부}",
              "Unexpected character ('부' (code 48512)): was expecting double-quote to start field "
              "name",
              2, 2, "inferred: the recorded sentence, for another character and line"),
      no_json(R"({"a" [1]})",
              "Unexpected character ('[' (code 91)): was expecting a colon to separate field name "
              "and value",
              1, 6, "inferred: what AWS's JSON parser, Jackson, says of it"),
      no_json(R"({"a":[1 2]})",
              "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
              1, 9, "inferred: what AWS's JSON parser, Jackson, says of it"),
      no_json(R"({"a":[1])",
              "Unexpected end-of-input: was expecting comma to separate Object entries", 1, 9,
              "inferred: what AWS's JSON parser, Jackson, says of it"),
      no_json(R"({"a":[red]})",
              "Unrecognized token 'red': was expecting (JSON String, Number, Array, Object or "
              "token 'null', 'true' or 'false')",
              1, 10, "inferred: what AWS's JSON parser, Jackson, says of it"),
      no_json("{\"a\":[\"b\\x\"]}", "Unrecognized character escape 'x' (code 120)", 1, 10,
              "inferred: what AWS's JSON parser, Jackson, says of it"),
      no_json("{\"a\":[\"b\n\"]}",
              "Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using "
              "backslash to be included in string value",
              1, 9, "inferred: what AWS's JSON parser, Jackson, says of it"),
  };
}

}  // namespace

FilterCases refused_text_cases() {
  FilterCases all;
  for (auto const& table : {structure_cases(), text_operator_cases(), anything_but_cases(),
                            address_refusal_cases(), no_json_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

// The sentences are recorded; the places are those of the library.
FilterCases refused_number_cases() {
  auto const& recorded = source::recorded_sentences;
  std::string const bounds = "Value must be between -1.0E9 and 1.0E9, inclusive";
  return {
      refused(R"({"a":[{"numeric":[]}]})", "Invalid member in numeric match: ]", 20, recorded),
      refused(R"({"a":[{"numeric":[5]}]})", "Invalid member in numeric match: 5", 20, recorded),
      refused(R"({"a":[{"numeric":[[]]}]})", "Invalid member in numeric match: [", 20, recorded),
      refused(R"({"a":[{"numeric":[null]}]})", "Invalid member in numeric match: null", 23,
              recorded),
      refused(R"({"a":[{"numeric":"="}]})", "Value of numeric must be an array.", 19,
              source::ruler_compiler),
      refused(R"({"a":[{"numeric":5}]})", "Value of numeric must be an array.", 19,
              source::ruler_compiler),
      refused(R"({"a":[{"numeric":["!",5]}]})", "Unrecognized numeric range operator: !", 24,
              recorded),
      refused(R"({"a":[{"numeric":["!"]}]})", "Unrecognized numeric range operator: !", 23,
              recorded),
      refused(R"({"a":[{"numeric":["==",5]}]})", "Unrecognized numeric range operator: ==", 25,
              recorded),
      refused(R"({"a":[{"numeric":["=","5"]}]})", "Value of equals must be numeric", 24, recorded),
      refused(R"({"a":[{"numeric":["="]}]})", "Value of equals must be numeric", 23, recorded),
      refused(R"({"a":[{"numeric":["=",true]}]})", "Value of equals must be numeric", 27, recorded),
      refused(R"({"a":[{"numeric":[">=","5"]}]})", "Value of >= must be numeric", 25, recorded),
      refused(R"({"a":[{"numeric":[">"]}]})", "Value of > must be numeric", 23, recorded),
      refused(R"({"a":[{"numeric":["<","5"]}]})", "Value of < must be numeric", 24, recorded),
      refused(R"({"a":[{"numeric":["<=",null]}]})", "Value of <= must be numeric", 28, recorded),
      refused(R"({"a":[{"numeric":["<",5,">",1]}]})", "Too many elements in numeric expression", 26,
              recorded),
      refused(R"({"a":[{"numeric":["=",5,6]}]})", "Too many elements in numeric expression", 26,
              recorded),
      refused(R"({"a":[{"numeric":["<=",5,6]}]})", "Too many elements in numeric expression", 27,
              recorded),
      refused(R"({"a":[{"numeric":[">",5,30]}]})", "Bad value in numeric range: 30", 27, recorded),
      refused(R"({"a":[{"numeric":[">=",5,{}]}]})", "Bad value in numeric range: {", 27, recorded),
      refused(R"({"a":[{"numeric":[">",5,">",9]}]})", "Bad numeric range operator: >", 28,
              recorded),
      refused(R"({"a":[{"numeric":[">",5,"="]}]})", "Bad numeric range operator: =", 28, recorded),
      refused(R"({"a":[{"numeric":[">",5,"<"]}]})", "Value of < must be numeric", 29, recorded),
      refused(R"({"a":[{"numeric":[">",5,"<=","9"]}]})", "Value of <= must be numeric", 31,
              recorded),
      refused(R"({"a":[{"numeric":[">",5,"<",5]}]})", "Bottom must be less than top", 31, recorded),
      refused(R"({"a":[{"numeric":[">=",5,"<=",5]}]})", "Bottom must be less than top", 33,
              recorded),
      refused(R"({"a":[{"numeric":[">",5,"<",4]}]})", "Bottom must be less than top", 31, recorded),
      refused(R"({"a":[{"numeric":[">",1,"<",5,"<",9]}]})",
              "Too many terms in numeric range expression", 32, recorded),
      refused(R"({"a":[{"numeric":[">",9,"<",5,"<",9]}]})",
              "Too many terms in numeric range expression", 32, recorded),
      refused(R"({"a":[{"numeric":["=",1000000001]}]})", bounds, 34,
              "inferred: the library's sentence with the guide's bounds"),
      refused(R"({"a":[{"numeric":["<",1000000001]}]})", bounds, 34,
              "inferred: the library's sentence with the guide's bounds"),
      refused(R"({"a":[{"numeric":[">",-1000000001]}]})", bounds, 35,
              "inferred: the library's sentence with the guide's bounds"),
      refused(R"({"a":[{"numeric":[">",0,"<",1e10]}]})", bounds, 34,
              "inferred: the library's sentence with the guide's bounds"),
      refused(R"({"a":[{"numeric":[">",1000000000]}]})", "Bottom must be less than top", 34,
              "inferred: the library ends an open range at the bound"),
      refused(R"({"a":[{"numeric":["<",-1000000000]}]})", "Bottom must be less than top", 35,
              "inferred: the library ends an open range at the bound"),
  };
}

TEST_CASE("A policy is refused in the words of AWS's parser, and at its place", "[sns][filter]") {
  check_all(refused_text_cases());
}

TEST_CASE("A numeric expression is refused in the words of AWS's parser, and at its place",
          "[sns][filter]") {
  check_all(refused_number_cases());
}

}  // namespace proofbox::test

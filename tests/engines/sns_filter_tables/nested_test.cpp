// Filter policies on bodies that are deep: objects in objects, lists, lists of objects, and names
// with dots in them.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases object_cases() {
  return {
      body_fits(R"({"order":{"id":["7"]}})", R"({"order":{"id":"7"}})", source::recorded_nested),
      body_misses(R"({"order":{"id":["7"]}})", R"({"order":{"id":"8"}})", source::recorded_nested),
      body_misses(R"({"order":{"id":["7"]}})", R"({"order":{"no":"7"}})", source::policies),
      body_misses(R"({"order":{"id":["7"]}})", R"({"id":"7"})", source::policies),
      body_misses(R"({"order":{"id":["7"]}})", R"({"order":"7"})", source::policies),
      body_misses(R"({"order":{"id":["7"]}})", R"({"order":null})", source::policies),
      body_misses(R"({"id":["7"]})", R"({"order":{"id":"7"}})", source::policies),
      body_misses(R"({"id":["7"]})", R"({"id":{"id":"7"}})", source::policies),
      body_fits(R"({"order":{"key":[{"prefix":"auto-"}]}})", R"({"order":{"key":"auto-7"}})",
                source::recorded_nested),
      body_fits(R"({"a":{"b":{"c":["x"]}}})", R"({"a":{"b":{"c":"x","d":1},"e":2},"f":3})",
                source::ruler_simple),
      body_misses(R"({"a":{"b":{"c":["x"]}}})", R"({"a":{"b":"x"}})", source::ruler_simple),
      body_fits(R"({"a":{"b":["1"],"c":["2"]}})", R"({"a":{"b":"1","c":"2"}})",
                source::ruler_simple),
      body_misses(R"({"a":{"b":["1"],"c":["2"]}})", R"({"a":{"b":"1"}})", source::ruler_simple),
      body_fits(R"({"a":{"b":["1"]},"c":["2"]})", R"({"c":"2","a":{"b":"1"}})",
                source::ruler_simple),
      body_misses(R"({"a":{"b":["1"]},"c":["2"]})", R"({"a":{"b":"1","c":"2"}})",
                  source::ruler_simple),
  };
}

FilterCases list_cases() {
  return {
      body_fits(R"({"k":["x"]})", R"({"k":["y","x"]})", source::ruler_simple),
      body_misses(R"({"k":["x"]})", R"({"k":["y","z"]})", source::ruler_simple),
      body_misses(R"({"k":["x"]})", R"({"k":[]})", source::ruler_arrays),
      body_fits(R"({"k":["x","y"]})", R"({"k":["z","y"]})", source::ruler_simple),
      body_fits(R"({"k":["x"]})", R"({"k":[["y"],["x"]]})", source::ruler_arrays),
      body_fits(R"({"k":["x"]})", R"({"k":[[[["x"]]]]})", source::ruler_arrays),
      body_fits(R"({"k":[5]})", R"({"k":["5",5,true]})", source::ruler_simple),
      body_fits(R"({"k":[true]})", R"({"k":["5",5,true]})", source::ruler_simple),
      body_misses(R"({"k":["true"]})", R"({"k":["5",5,true]})", source::ruler_text_values),
      body_fits(R"({"k":[{"prefix":"x"}]})", R"({"k":["y","xa"]})", source::ruler_arrays),
      body_fits(R"({"k":["x"]})", R"({"k":[{"l":"y"},"x"]})", source::ruler_arrays),
      body_fits(R"({"k":["x"],"l":["y"]})", R"({"k":["a","x"],"l":["y","b"]})",
                source::ruler_arrays),
      body_fits(R"({"detail":{"eventVersion":[""]}})",
                R"({"resources":[],"detail":{"eventVersion":"","responseElements":null}})",
                source::recorded_empty),
  };
}

// What is asked of one object must be in one: lists leave no trace but that.
FilterCases list_of_objects_cases() {
  std::string const staff =
      R"({"staff":[{"first":"Jung","last":"Kim"},{"first":"Min","last":"Lee"},{"first":"Ho","last":"Park"}]})";
  std::string const shifts =
      R"({"staff":[[{"first":"Jung","last":"Kim"},{"first":"Min","last":"Lee"}],[{"first":"Ho","last":"Park"}]]})";
  return {
      body_fits(R"({"staff":{"first":["Min"]}})", staff, source::ruler_arrays),
      body_misses(R"({"staff":{"first":["Lee"]}})", staff, source::ruler_arrays),
      body_fits(R"({"staff":{"first":["Min"],"last":["Lee"]}})", staff, source::ruler_arrays),
      body_misses(R"({"staff":{"first":["Min"],"last":["Park"]}})", staff, source::ruler_arrays),
      body_fits(R"({"staff":{"first":["Ho"]}})", shifts, source::ruler_arrays),
      body_fits(R"({"staff":{"first":["Min"],"last":["Lee"]}})", shifts, source::ruler_arrays),
      body_misses(R"({"staff":{"first":["Min"],"last":["Kim"]}})", shifts, source::ruler_arrays),
      body_misses(R"({"staff":{"first":["Min"],"last":["Park"]}})", shifts, source::ruler_arrays),
      body_fits(R"({"staff":{"last":["Kim","Park"],"first":[{"prefix":"H"}]}})", staff,
                source::ruler_arrays),
      body_misses(R"({"staff.first":["Min"],"staff.last":["Park"]})", staff, source::ruler_arrays),
      body_fits(R"({"staff.first":["Min"],"staff.last":["Lee"]})", staff, source::ruler_arrays),
      body_fits(R"({"a":{"b":{"c":["1"],"d":["2"]}}})",
                R"({"a":[{"b":[{"c":"1"},{"c":"1","d":"2"}]}]})", source::ruler_arrays),
      body_misses(R"({"a":{"b":{"c":["1"]},"d":["2"]}})",
                  R"({"a":[{"b":[{"c":"1"}]},{"b":[{"c":"3"}],"d":"2"}]})", source::ruler_arrays),
      body_fits(R"({"a":{"b":{"c":["1"]},"d":["2"]}})",
                R"({"a":[{"b":[{"c":"3"},{"c":"1"}],"d":"2"}]})", source::ruler_arrays),
      body_fits(R"({"a":{"b":["1"]},"c":{"d":["2"]}})",
                R"({"a":[{"b":"0"},{"b":"1"}],"c":[{"d":"2"},{"d":"3"}]})", source::ruler_arrays),
      body_fits(R"({"staff":{"first":["Min"],"left":[{"exists":false}]}})", staff,
                source::ruler_arrays),
      body_fits(R"({"a":{"b":["1"],"c":[{"exists":false}]}})", R"({"a":[{"b":"1"},{"c":"2"}]})",
                source::ruler_arrays),
      body_misses(R"({"a":{"b":["1"],"c":[{"exists":false}]}})", R"({"a":[{"b":"1","c":"2"}]})",
                  source::ruler_arrays),
      body_misses(R"({"a":{"c":[{"exists":false}]}})", R"({"a":[{"b":"1"},{"c":"2"}]})",
                  source::ruler_arrays),
      body_fits(R"({"a":{"c":[{"exists":false}]}})", R"({"a":[{"b":"1"},{"d":"2"}]})",
                source::ruler_arrays),
      body_fits(R"({"a":{"b":["1"]}})", R"({"a":["x",{"b":"1"},null]})", source::ruler_arrays),
      body_misses(R"({"a":{"b":["1"]}})", R"({"a":["b","1"]})", source::ruler_arrays),
      body_fits(R"({"a":["x"],"a.b":["1"]})", R"({"a":["x",{"b":"1"}]})", source::ruler_arrays),
      body_misses(R"({"a":{"b":["1"]}})", R"({"a":[]})", source::ruler_arrays),
  };
}

// A dot in a name is a way down, in policies as in bodies.
FilterCases dotted_cases() {
  return {
      body_fits(R"({"object.nested":["v"]})", R"({"object":{"nested":"v"}})",
                source::recorded_dots),
      body_fits(R"({"object.nested":["v"]})", R"({"object.nested":"v"})", source::recorded_dots),
      body_fits(R"({"object.nested.test":["v"]})", R"({"object":{"nested":{"test":"v"}}})",
                source::recorded_dots),
      body_fits(R"({"object.nested.test":["v"]})", R"({"object.nested.test":"v"})",
                source::recorded_dots),
      body_fits(R"({"object.nested.test":["v"]})", R"({"object.nested":{"test":"v"}})",
                source::recorded_dots),
      body_fits(R"({"object.nested.test":["v"]})", R"({"object":{"nested.test":"v"}})",
                source::recorded_dots),
      body_misses(R"({"object.nested":["v"]})", R"({"object":{"nested":"w"}})", source::ruler_dots),
      body_misses(R"({"object.nested":["v"]})", R"({"objectxnested":"v"})", source::ruler_dots),
      body_misses(R"({"object.nested":["v"]})", R"({"nested":"v"})", source::ruler_dots),
      body_fits(R"({"a":{"b":["x"]}})", R"({"a.b":"x"})", source::ruler_dots),
      body_fits(R"({"a":{"b.c":["x"]}})", R"({"a.b":{"c":"x"}})", source::ruler_dots),
      body_fits(R"({"a":{"b":["1"],"c":["2"]}})", R"({"a.b":"1","a":{"c":"2"}})",
                source::ruler_dots),
      body_fits(R"({"a.b":["1"],"a.c":["2"]})", R"({"a":{"b":"1","c":"2"}})", source::ruler_dots),
      body_fits(R"({"a.b":["1"]})", R"({"a":"x","a.b":"1"})", source::ruler_dots),
      body_fits(R"({"a":["x"]})", R"({"a":"x","a.b":"1"})", source::ruler_dots),
      body_misses(R"({"a.b":[{"exists":false}]})", R"({"a":{"b":"1"}})", source::ruler_dots),
      body_fits(R"({"a.b":[{"exists":false}]})", R"({"a":{"c":"1"}})", source::ruler_dots),
      body_fits(R"({"a.b":["x"]})", R"({"a":[{"b":"y"},{"b":"x"}]})", source::ruler_arrays),
      body_fits(R"({"a..b":["x"]})", R"({"a..b":"x"})", source::ruler_dots),
      body_fits(R"({".":["x"]})", R"({".":"x"})", source::ruler_dots),
      body_fits(R"({"":["x"]})", R"({"":"x"})", "inferred: an empty name is a name"),
      body_fits(R"({"a.b":["1"],"a":{"b":["2"]}})", R"({"a":{"b":"2"}})",
                "inferred: of keys written twice the library keeps the last"),
      attributes_fit(R"({"a.b":["x"]})", "a.b String x", source::attribute_types),
      attributes_miss(R"({"a.b":["x"]})", "a String x | b String x", source::attribute_types),
  };
}

FilterCases unreadable_cases() {
  return {
      body_misses(R"({"k":["x"]})", "x", source::filtering),
      body_misses(R"({"k":["x"]})", R"(["x"])", source::filtering),
      body_misses(R"({"k":["x"]})", R"([{"k":"x"}])", source::filtering),
      body_misses(R"({"k":["x"]})", R"("k")", source::filtering),
      body_misses(R"({"k":["x"]})", "5", source::filtering),
      body_misses(R"({"k":["x"]})", "null", source::filtering),
      body_misses(R"({"k":["x"]})", R"({"k":"x")", source::filtering),
      body_misses(R"({"k":["x"]})", R"({"k":"x"}})", source::filtering),
      body_misses(R"({"k":["x"]})", R"({"k":"x",})", source::filtering),
      body_misses(R"({"k":["x"]})", R"({'k':'x'})", source::filtering),
      body_misses(R"({"k":["x"]})", R"({k:"x"})", source::filtering),
      body_misses(R"({"k":[1]})", R"({"k":01})", source::filtering),
      body_misses(R"({"k":[{"exists":false}]})", "no JSON", source::filtering),
      body_misses(R"({"k":[{"exists":false}]})", "[]", source::filtering),
      body_fits(R"({"k":["x"]})", " \t\r\n{ \"k\" : \"x\" } \n", source::filtering),
      body_misses(R"({"k":["x"]})", "{\"k\":\"x\", \"l\":\"line\nbreak\"}", source::filtering),
      body_fits(R"({"k":["x"]})", R"({"k":"y","k":"x"})",
                "inferred: the library reads members one by one, and keeps each"),
      body_fits(R"({"k":["y"]})", R"({"k":"y","k":"x"})",
                "inferred: the library reads members one by one, and keeps each"),
  };
}

}  // namespace

FilterCases nested_cases() {
  FilterCases all;
  for (auto const& table :
       {object_cases(), list_cases(), list_of_objects_cases(), dotted_cases(), unreadable_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST_CASE("Policies follow a body into its objects and lists, and want JSON objects",
          "[sns][filter]") {
  check_all(nested_cases());
}

}  // namespace proofbox::test

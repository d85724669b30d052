// Filter policies on numbers: equal ones, others, and ranges of them.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

FilterCases equal_cases() {
  return {
      body_fits(R"({"price":[{"numeric":["=",301.5]}]})", R"({"price":301.5})", source::numbers),
      body_fits(R"({"price":[{"numeric":["=",301.5]}]})", R"({"price":3.015e2})", source::numbers),
      attributes_fit(R"({"price":[{"numeric":["=",301.5]}]})", "price Number 301.5",
                     source::numbers),
      attributes_fit(R"({"price":[{"numeric":["=",301.5]}]})", "price Number 3.015e2",
                     source::numbers),
      body_misses(R"({"price":[{"numeric":["=",301.5]}]})", R"({"price":301.4})", source::numbers),
      body_fits(R"({"price":[{"numeric":["=",5]}]})", R"({"price":5.0})", source::numbers),
      body_fits(R"({"price":[{"numeric":["=",5.0]}]})", R"({"price":5})", source::numbers),
      body_fits(R"({"price":[{"numeric":["=",0]}]})", R"({"price":-0})", source::numbers),
      body_misses(R"({"price":[{"numeric":["=",5]}]})", R"({"price":"5"})", source::ruler_numeric),
      attributes_miss(R"({"price":[{"numeric":["=",5]}]})", "price String 5",
                      source::attribute_types),
      body_misses(R"({"price":[{"numeric":["=",1]}]})", R"({"price":true})", source::ruler_numeric),
      body_misses(R"({"price":[{"numeric":["=",0]}]})", R"({"price":null})", source::ruler_numeric),
      body_misses(R"({"price":[{"numeric":["=",0]}]})", R"({"other":0})", source::policies),
      body_fits(R"({"price":[{"numeric":["=",5]},{"numeric":["=",7]}]})", R"({"price":7})",
                source::logic),

      body_fits(R"({"price":[5]})", R"({"price":5})", source::ruler_simple),
      body_fits(R"({"price":[5]})", R"({"price":5.00})", source::ruler_simple),
      body_fits(R"({"price":[500]})", R"({"price":5e2})", source::ruler_simple),
      body_fits(R"({"price":[5e2]})", R"({"price":500})", source::ruler_simple),
      body_fits(R"({"price":[-3]})", R"({"price":-3})", source::ruler_simple),
      body_misses(R"({"price":[5]})", R"({"price":6})", source::ruler_simple),
      body_misses(R"({"price":[5]})", R"({"price":"5"})", source::ruler_text_values),
      body_fits(R"({"price":[5,"free"]})", R"({"price":"free"})", source::logic),
      attributes_fit(R"({"price":[5]})", "price Number 5", source::ruler_simple),
      attributes_fit(R"({"price":[5]})", "price Number 5.0", source::ruler_simple),
      attributes_miss(R"({"price":[5]})", "price String 5", source::attribute_types),
      attributes_miss(R"({"price":["5"]})", "price Number 5", source::attribute_types),
      body_fits(R"({"account":[123456789012]})", R"({"account":123456789012})",
                source::ruler_compiler),
      body_misses(R"({"account":[123456789012]})", R"({"account":123456789013})",
                  source::ruler_compiler),
      body_misses(R"({"account":[9007199254740993]})", R"({"account":9007199254740992})",
                  source::ruler_compiler),
  };
}

FilterCases range_cases() {
  return {
      body_fits(R"({"price":[{"numeric":["<",0]}]})", R"({"price":-1})", source::numbers),
      body_fits(R"({"price":[{"numeric":["<",0]}]})", R"({"price":-0.00001})", source::numbers),
      body_misses(R"({"price":[{"numeric":["<",0]}]})", R"({"price":0})", source::numbers),
      body_fits(R"({"price":[{"numeric":["<=",0]}]})", R"({"price":0})", source::numbers),
      body_misses(R"({"price":[{"numeric":["<=",0]}]})", R"({"price":0.00001})", source::numbers),
      body_fits(R"({"price":[{"numeric":[">",100]}]})", R"({"price":100.5})", source::logic),
      body_misses(R"({"price":[{"numeric":[">",100]}]})", R"({"price":100})", source::logic),
      body_fits(R"({"price":[{"numeric":[">=",100]}]})", R"({"price":100})", source::numbers),
      body_misses(R"({"price":[{"numeric":[">=",100]}]})", R"({"price":99.99999})",
                  source::numbers),
      body_fits(R"({"price":[{"numeric":[">",0,"<=",150]}]})", R"({"price":150})", source::numbers),
      body_fits(R"({"price":[{"numeric":[">",0,"<=",150]}]})", R"({"price":0.1})", source::numbers),
      body_misses(R"({"price":[{"numeric":[">",0,"<=",150]}]})", R"({"price":0})", source::numbers),
      body_misses(R"({"price":[{"numeric":[">",0,"<=",150]}]})", R"({"price":150.1})",
                  source::numbers),
      body_misses(R"({"price":[{"numeric":[">",0,"<",150]}]})", R"({"price":150})",
                  source::numbers),
      body_fits(R"({"price":[{"numeric":[">=",0,"<",150]}]})", R"({"price":0})", source::numbers),
      body_fits(R"({"price":[{"numeric":[">=",0,"<=",150]}]})", R"({"price":150})",
                source::numbers),
      body_fits(R"({"price":[{"numeric":[">=",-2.5,"<",-1.5]}]})", R"({"price":-2.5})",
                source::numbers),
      body_misses(R"({"price":[{"numeric":[">=",-2.5,"<",-1.5]}]})", R"({"price":-1.5})",
                  source::numbers),
      body_misses(R"({"price":[{"numeric":[">",0]}]})", R"({"price":"5"})", source::ruler_numeric),
      body_misses(R"({"price":[{"numeric":[">",0]}]})", R"({"other":5})", source::policies),
      attributes_fit(R"({"attr1":[{"numeric":[">",0,"<=",100]}]})", "attr1 Number 99",
                     source::recorded_policy),
      attributes_miss(R"({"attr1":[{"numeric":[">",0,"<=",100]}]})", "attr1 Number 111",
                      source::recorded_policy),
      attributes_miss(R"({"attr1":[{"numeric":[">",0,"<=",100]}]})", "attr1 String 99",
                      source::attribute_types),
      body_fits(R"({"price":[{"numeric":["<",0]},{"numeric":[">",100]}]})", R"({"price":101})",
                source::logic),
      body_misses(R"({"price":[{"numeric":["<",0]},{"numeric":[">",100]}]})", R"({"price":50})",
                  source::logic),
      body_fits(R"({"price":[{"numeric":[">",100]}]})", R"({"price":[1,200]})",
                source::ruler_arrays),
      body_misses(R"({"price":[{"numeric":[">",0,"<",5]}]})", R"({"price":[-1,9]})",
                  source::ruler_arrays),
      body_fits(R"({"flavour":["plain"],"price":[{"numeric":[">",100]}]})",
                R"({"flavour":"plain","price":101})", source::logic),
      body_misses(R"({"flavour":["plain"],"price":[{"numeric":[">",100]}]})",
                  R"({"flavour":"plain","price":100})", source::logic),
      body_misses(R"({"flavour":["plain"],"price":[{"numeric":[">",100]}]})",
                  R"({"flavour":"sugar","price":101})", source::logic),
  };
}

FilterCases accuracy_cases() {
  return {
      body_fits(R"({"price":[{"numeric":["=",0.00001]}]})", R"({"price":0.00001})",
                source::constraints),
      body_misses(R"({"price":[{"numeric":["=",0.00001]}]})", R"({"price":0.00002})",
                  source::constraints),
      body_fits(R"({"price":[{"numeric":["=",1e-5]}]})", R"({"price":0.00001})",
                source::constraints),
      body_misses(R"({"price":[{"numeric":[">",0.12345]}]})", R"({"price":0.12345})",
                  source::constraints),
      body_fits(R"({"price":[{"numeric":[">",0.12345]}]})", R"({"price":0.12346})",
                source::constraints),
      body_fits(R"({"price":[{"numeric":["=",0.123451]}]})", R"({"price":0.123452})",
                source::constraints),
      body_fits(R"({"price":[{"numeric":["=",0.3]}]})", R"({"price":0.30000000000000004})",
                source::constraints),
      body_fits(R"({"price":[{"numeric":["=",999999999.99999]}]})", R"({"price":999999999.99999})",
                source::constraints),
      body_misses(R"({"price":[{"numeric":["=",999999999.99999]}]})",
                  R"({"price":999999999.99998})", source::constraints),
      body_fits(R"({"price":[{"numeric":["=",1000000000]}]})", R"({"price":1e9})",
                source::constraints),
      body_fits(R"({"price":[{"numeric":["=",-1000000000]}]})", R"({"price":-1e9})",
                source::constraints),
      body_fits(R"({"price":[{"numeric":["<=",1000000000]}]})", R"({"price":1000000000})",
                source::constraints),
      body_misses(R"({"price":[{"numeric":[">",0]}]})", R"({"price":1000000001})",
                  "inferred: a number beyond the guide's bounds is compared with none"),
      body_misses(R"({"price":[{"numeric":["<",0]}]})", R"({"price":-1000000001})",
                  "inferred: a number beyond the guide's bounds is compared with none"),
  };
}

FilterCases anything_but_cases() {
  return {
      body_fits(R"({"price":[{"anything-but":[100,500]}]})", R"({"price":101})", source::numbers),
      body_fits(R"({"price":[{"anything-but":[100,500]}]})", R"({"price":100.1})", source::numbers),
      body_misses(R"({"price":[{"anything-but":[100,500]}]})", R"({"price":100})", source::numbers),
      body_misses(R"({"price":[{"anything-but":[100,500]}]})", R"({"price":5e2})", source::numbers),
      body_fits(R"({"price":[{"anything-but":[100,500]}]})", R"({"price":[100,50]})",
                source::numbers),
      body_misses(R"({"price":[{"anything-but":[100,500]}]})", R"({"price":[100,500]})",
                  source::numbers),
      attributes_fit(R"({"price":[{"anything-but":[100,500]}]})", "price Number 101",
                     source::numbers),
      attributes_fit(R"({"price":[{"anything-but":[100,500]}]})", "price Number 100.1",
                     source::numbers),
      attributes_miss(R"({"price":[{"anything-but":[100,500]}]})", "price Number 100",
                      source::numbers),
      body_fits(R"({"price":[{"anything-but":100}]})", R"({"price":99})",
                source::ruler_anything_but),
      body_misses(R"({"price":[{"anything-but":100}]})", R"({"price":100.0})",
                  source::ruler_anything_but),
      body_fits(R"({"price":[{"anything-but":100}]})", R"({"price":"100"})", source::ruler_values),
      body_fits(R"({"price":[{"anything-but":100}]})", R"({"price":null})", source::ruler_values),
      body_fits(R"({"price":[{"anything-but":100}]})", R"({"price":123456789012})",
                source::ruler_values),
      body_misses(R"({"price":[{"anything-but":100}]})", R"({"other":5})", source::policies),
      body_fits(R"({"price":[{"anything-but":[100]},100]})", R"({"price":100})", source::logic),
  };
}

}  // namespace

FilterCases number_cases() {
  FilterCases all;
  for (auto const& table : {equal_cases(), range_cases(), accuracy_cases(), anything_but_cases()})
    all.insert(all.end(), table.begin(), table.end());
  return all;
}

TEST_CASE("Numbers are matched by what they are worth, not by how they are written",
          "[sns][filter]") {
  check_all(number_cases());
}

}  // namespace proofbox::test

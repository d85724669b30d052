// Filter policies on IP addresses, by network.
#include <catch2/catch.hpp>

#include "engines/sns_filter_tables/filter_case.hpp"

namespace proofbox::test {
namespace {

char const* const net_24 = R"({"ip":[{"cidr":"10.0.0.0/24"}]})";
char const* const net_6 = R"({"ip":[{"cidr":"2001:db8:1234:1a00::/64"}]})";

FilterCases version_4_cases() {
  return {
      body_fits(net_24, R"({"ip":"10.0.0.0"})", source::strings),
      body_fits(net_24, R"({"ip":"10.0.0.255"})", source::recorded_addresses),
      body_misses(net_24, R"({"ip":"10.0.0.256"})", source::recorded_addresses),
      body_misses(net_24, R"({"ip":"10.0.1.0"})", source::strings),
      body_misses(net_24, R"({"ip":"10.1.1.0"})", source::strings),
      body_misses(net_24, R"({"ip":"9.255.255.255"})", source::strings),
      attributes_fit(net_24, "ip String 10.0.0.7", source::strings),
      attributes_miss(net_24, "ip String 10.0.1.7", source::strings),
      attributes_fit(net_24, R"(ip String.Array ["8.8.8.8","10.0.0.7"])", source::strings),
      body_fits(net_24, R"({"ip":["8.8.8.8","10.0.0.7"]})", source::ruler_arrays),
      body_misses(net_24, R"({"ip":"no address"})", source::ruler_address),
      body_misses(net_24, R"({"ip":""})", source::ruler_address),
      body_misses(net_24, R"({"ip":"10.0.0"})", source::ruler_address),
      body_misses(net_24, R"({"ip":"10.0.0.7.1"})", source::ruler_address),
      body_misses(net_24, R"({"ip":"10.0.0.7/24"})", source::ruler_address),
      body_misses(net_24, R"({"ip":"10.0.0."})", source::ruler_address),
      body_misses(net_24, R"({"ip":"10.0.0.-1"})", source::ruler_address),
      body_misses(net_24, R"({"ip":10.0})", source::ruler_address),
      body_misses(net_24, R"({"ip":null})", source::ruler_address),
      body_misses(net_24, R"({"ip":"2001:db8::1"})", source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"0.0.0.0/0"}]})", R"({"ip":"255.255.255.255"})",
                source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"10.0.0.0/8"}]})", R"({"ip":"10.255.0.1"})",
                source::ruler_address),
      body_misses(R"({"ip":[{"cidr":"10.0.0.0/8"}]})", R"({"ip":"11.0.0.0"})",
                  source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"10.0.0.64/26"}]})", R"({"ip":"10.0.0.127"})",
                source::ruler_address),
      body_misses(R"({"ip":[{"cidr":"10.0.0.64/26"}]})", R"({"ip":"10.0.0.63"})",
                  source::ruler_address),
      body_misses(R"({"ip":[{"cidr":"10.0.0.64/26"}]})", R"({"ip":"10.0.0.128"})",
                  source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"10.0.0.4/31"}]})", R"({"ip":"10.0.0.5"})",
                source::ruler_address),
      body_misses(R"({"ip":[{"cidr":"10.0.0.4/31"}]})", R"({"ip":"10.0.0.6"})",
                  source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"10.0.0.77/24"}]})", R"({"ip":"10.0.0.1"})",
                source::ruler_address),
      body_fits(R"({"ip":["local",{"cidr":"10.0.0.0/24"}]})", R"({"ip":"local"})", source::logic),
      body_fits(R"({"ip":["10.0.0.1"]})", R"({"ip":"10.0.0.1"})", source::strings),
  };
}

FilterCases version_6_cases() {
  return {
      body_fits(net_6, R"({"ip":"2001:0db8:1234:1a00:0000:0000:0000:0000"})",
                source::recorded_addresses),
      body_misses(net_6, R"({"ip":"2001:0db8:123f:1a01:0000:0000:0000:0000"})",
                  source::recorded_addresses),
      body_fits(net_6, R"({"ip":"2001:db8:1234:1a00::1"})", source::ruler_address),
      body_fits(net_6, R"({"ip":"2001:DB8:1234:1A00:FFFF:FFFF:FFFF:FFFF"})", source::ruler_address),
      body_misses(net_6, R"({"ip":"2001:db8:1234:1a01::"})", source::ruler_address),
      body_misses(net_6, R"({"ip":"10.0.0.1"})", source::ruler_address),
      body_misses(net_6, R"({"ip":"2001:db8:1234:1a00:::"})", source::ruler_address),
      body_misses(net_6, R"({"ip":":"})", source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"::/0"}]})", R"({"ip":"::1"})", source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"2001:db8::/33"}]})", R"({"ip":"2001:db8:7fff::1"})",
                source::ruler_address),
      body_misses(R"({"ip":[{"cidr":"2001:db8::/33"}]})", R"({"ip":"2001:db8:8000::1"})",
                  source::ruler_address),
      body_fits(R"({"ip":[{"cidr":"::2/127"}]})", R"({"ip":"::3"})", source::ruler_address),
      attributes_fit(net_6, "ip String 2001:db8:1234:1a00::1", source::strings),
  };
}

}  // namespace

FilterCases address_cases() {
  auto all = version_4_cases();
  auto const six = version_6_cases();
  all.insert(all.end(), six.begin(), six.end());
  return all;
}

TEST_CASE("Addresses are matched by the first bits of their network", "[sns][filter]") {
  check_all(address_cases());
}

}  // namespace proofbox::test

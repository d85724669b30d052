// Filter policies of SNS: which messages go through, and what is refused in which words. Sources:
// the SNS developer guide on subscription filter policies, and answers recorded from AWS.
#include <catch2/catch.hpp>

#include "engines/sns_shop.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Filtered : SnsShop {
  std::string arn = subscribe(topic);

  Result<Nothing> set(std::string name, std::string value) {
    sns::SetSubscriptionAttributes op;
    op.subscription_arn = arn;
    op.attribute_name = std::move(name);
    op.attribute_value = std::move(value);
    return turn(sns, op);
  }
  Map<std::string> attributes() {
    return turn(sns, sns::GetSubscriptionAttributes{arn})->attributes;
  }
  bool delivers(sns::Publish const& op) {
    REQUIRE(publish(op).ok());
    return !turn.parcels.empty();
  }
};

// Whether a policy lets a body through.
bool body_fits(std::string const& policy, std::string const& body) {
  Filtered shop;
  REQUIRE(shop.set("FilterPolicyScope", "MessageBody").ok());
  REQUIRE(shop.set("FilterPolicy", policy).ok());
  return shop.delivers(shop.message(body));
}

// Whether a policy lets a message through that has one attribute.
bool attribute_fits(std::string const& policy, std::string const& name, std::string const& type,
                    std::string const& value) {
  Filtered shop;
  REQUIRE(shop.set("FilterPolicy", policy).ok());
  auto message = shop.message("hello");
  message.message_attributes[name].data_type = type;
  message.message_attributes[name].string_value = value;
  return shop.delivers(message);
}

struct Case {
  char const* policy;
  char const* body;
  bool fits;
};

struct Refused {
  char const* policy;
  char const* sentence;
};

}  // namespace

TEST_CASE("A body goes through where each key of the policy has one of its values",
          "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"k":["a"]})", R"({"k":"a"})", true},
           {R"({"k":["a"]})", R"({"k":"A"})", false},
           {R"({"k":["a","b"]})", R"({"k":"b"})", true},
           {R"({"k":["a"]})", R"({"l":"a"})", false},
           {R"({"k":["a"],"l":["b"]})", R"({"k":"a","l":"b"})", true},
           {R"({"k":["a"],"l":["b"]})", R"({"k":"a"})", false},
           {R"({"k":[1]})", R"({"k":1})", true},
           {R"({"k":[1]})", R"({"k":1.0})", true},
           {R"({"k":[1]})", R"({"k":"1"})", false},
           {R"({"k":["1"]})", R"({"k":1})", false},
           {R"({"k":[true]})", R"({"k":true})", true},
           {R"({"k":[true]})", R"({"k":"true"})", false},
           {R"({"k":[false]})", R"({"k":false})", true},
           {R"({"k":[null]})", R"({"k":null})", true},
           {R"({"k":[null]})", R"({})", false},
           {R"({"k":["a"]})", "no JSON", false},
           {R"({"k":["a"]})", R"(["a"])", false},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("Texts are matched by their ends, in any case, or by what they are not",
          "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"k":[{"prefix":"do"}]})", R"({"k":"donut"})", true},
           {R"({"k":[{"prefix":"do"}]})", R"({"k":"Donut"})", false},
           {R"({"k":[{"prefix":""}]})", R"({"k":""})", true},
           {R"({"k":[{"suffix":"ut"}]})", R"({"k":"donut"})", true},
           {R"({"k":[{"suffix":"ut"}]})", R"({"k":"donuts"})", false},
           {R"({"k":[{"equals-ignore-case":"DoNut"}]})", R"({"k":"dOnUT"})", true},
           {R"({"k":[{"equals-ignore-case":"donut"}]})", R"({"k":"donuts"})", false},
           {R"({"k":[{"anything-but":"a"}]})", R"({"k":"b"})", true},
           {R"({"k":[{"anything-but":"a"}]})", R"({"k":"a"})", false},
           {R"({"k":[{"anything-but":"a"}]})", R"({"l":"b"})", false},
           {R"({"k":[{"anything-but":["a","b"]}]})", R"({"k":"c"})", true},
           {R"({"k":[{"anything-but":["a","b"]}]})", R"({"k":"b"})", false},
           {R"({"k":[{"anything-but":[1,2]}]})", R"({"k":3})", true},
           {R"({"k":[{"anything-but":[1,2]}]})", R"({"k":2})", false},
           {R"({"k":[{"anything-but":{"prefix":"do"}}]})", R"({"k":"cake"})", true},
           {R"({"k":[{"anything-but":{"prefix":"do"}}]})", R"({"k":"donut"})", false},
           {R"({"k":["x",{"prefix":"do"}]})", R"({"k":"donut"})", true},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("Numbers are matched by ranges whose ends count or not", "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"k":[{"numeric":["=",5]}]})", R"({"k":5})", true},
           {R"({"k":[{"numeric":["=",5]}]})", R"({"k":5.1})", false},
           {R"({"k":[{"numeric":[">",0]}]})", R"({"k":0})", false},
           {R"({"k":[{"numeric":[">",0]}]})", R"({"k":0.5})", true},
           {R"({"k":[{"numeric":[">=",0]}]})", R"({"k":0})", true},
           {R"({"k":[{"numeric":["<",0]}]})", R"({"k":-1})", true},
           {R"({"k":[{"numeric":["<",0]}]})", R"({"k":0})", false},
           {R"({"k":[{"numeric":["<=",0]}]})", R"({"k":0})", true},
           {R"({"k":[{"numeric":[">",0,"<=",10]}]})", R"({"k":10})", true},
           {R"({"k":[{"numeric":[">",0,"<",10]}]})", R"({"k":10})", false},
           {R"({"k":[{"numeric":[">",0,"<",10]}]})", R"({"k":"5"})", false},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("A key may have to be there, or not to be", "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"k":[{"exists":true}]})", R"({"k":null})", false},
           {R"({"k":[{"exists":true}]})", R"({"l":1})", false},
           {R"({"k":[{"exists":true}]})", R"({"k":{"l":1}})", false},
           {R"({"k":[{"exists":false}]})", R"({"l":1})", true},
           {R"({"k":[{"exists":false}]})", R"({"k":1})", false},
           {R"({"a":{"b":[{"exists":false}]}})", R"({"a":{"c":1}})", true},
           {R"({"a":{"b":[{"exists":false}]}})", R"({"c":1})", true},
           {R"({"k":["x",{"exists":false}]})", R"({})", true},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("Addresses are matched by network", "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"ip":[{"cidr":"10.1.0.0/16"}]})", R"({"ip":"10.1.255.3"})", true},
           {R"({"ip":[{"cidr":"10.1.0.0/16"}]})", R"({"ip":"10.2.0.0"})", false},
           {R"({"ip":[{"cidr":"10.1.0.0/15"}]})", R"({"ip":"10.0.9.9"})", true},
           {R"({"ip":[{"cidr":"0.0.0.0/0"}]})", R"({"ip":"8.8.8.8"})", true},
           {R"({"ip":[{"cidr":"2001:db8::/32"}]})", R"({"ip":"2001:db8:ffff::1"})", true},
           {R"({"ip":[{"cidr":"2001:db8::/32"}]})", R"({"ip":"2001:db9::1"})", false},
           {R"({"ip":[{"cidr":"10.1.0.0/16"}]})", R"({"ip":"no address"})", false},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("Policies follow a body into its objects and lists", "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"a":{"b":["x"]}})", R"({"a":{"b":"x"}})", true},
           {R"({"a":{"b":["x"]}})", R"({"a":{"c":"x"}})", false},
           {R"({"a.b":["x"]})", R"({"a":{"b":"x"}})", true},
           {R"({"a.b":["x"]})", R"({"a.b":"x"})", true},
           {R"({"a":{"b":["x"]}})", R"({"a.b":"x"})", true},
           {R"({"a.b.c":["x"]})", R"({"a":{"b":{"c":"x"}}})", true},
           {R"({"k":["x"]})", R"({"k":["y","x"]})", true},
           {R"({"k":["x"]})", R"({"k":[["y"],["x"]]})", true},
           {R"({"k":["x"]})", R"({"k":[]})", false},
           {R"({"k":[{"anything-but":"x"}]})", R"({"k":["x","y"]})", true},
           {R"({"a":{"b":["x"]}})", R"({"a":[{"b":"y"},{"b":"x"}]})", true},
           {R"({"a":{"b":["1"],"c":["2"]}})", R"({"a":[{"b":"1","c":"2"}]})", true},
           {R"({"a":{"b":["1"],"c":["2"]}})", R"({"a":[{"b":"1"},{"c":"2"}]})", false},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("Of the objects under $or one is enough, beside what else must hold", "[sns][filter]") {
  for (auto const& [policy, body, fits] : std::initializer_list<Case>{
           {R"({"$or":[{"a":["1"]},{"b":["2"]}]})", R"({"b":"2"})", true},
           {R"({"$or":[{"a":["1"]},{"b":["2"]}]})", R"({"a":"2","b":"1"})", false},
           {R"({"c":["3"],"$or":[{"a":["1"]},{"b":["2"]}]})", R"({"a":"1"})", false},
           {R"({"c":["3"],"$or":[{"a":["1"]},{"b":["2"]}]})", R"({"a":"1","c":"3"})", true},
           {R"({"d":{"$or":[{"a":["1"]},{"b":["2"]}]}})", R"({"d":{"b":"2"}})", true},
           // One object alone, or an operator among them, is a key like any other.
           {R"({"$or":["x"]})", R"({"$or":"x"})", true},
           {R"({"$or":[{"prefix":"x"},{"prefix":"y"}]})", R"({"$or":"yes"})", true},
       }) {
    INFO(policy << ' ' << body);
    CHECK(body_fits(policy, body) == fits);
  }
}

TEST_CASE("Attributes are matched by their types", "[sns][filter]") {
  CHECK(attribute_fits(R"({"k":["a"]})", "k", "String", "a"));
  CHECK_FALSE(attribute_fits(R"({"k":["a"]})", "l", "String", "a"));
  CHECK(attribute_fits(R"({"k":[{"numeric":[">",0,"<=",100]}]})", "k", "Number", "99"));
  CHECK_FALSE(attribute_fits(R"({"k":[{"numeric":[">",0,"<=",100]}]})", "k", "Number", "111"));
  CHECK_FALSE(attribute_fits(R"({"k":[{"numeric":["=",5]}]})", "k", "String", "5"));
  CHECK(attribute_fits(R"({"k":["b"]})", "k", "String.Array", R"(["a","b"])"));
  CHECK(attribute_fits(R"({"k":[true]})", "k", "String.Array", R"([true])"));
  CHECK_FALSE(attribute_fits(R"({"k":["a"]})", "k", "String.Array", "[a"));
  CHECK(attribute_fits(R"({"k":[{"anything-but":"a"}]})", "k", "String.Array", R"(["a","b"])"));
  CHECK(attribute_fits(R"({"a.b":["x"]})", "a.b", "String", "x"));
  CHECK(attribute_fits(R"({"k":[{"exists":false}]})", "l", "String", "x"));
  CHECK(attribute_fits(R"({"k":[null]})", "l", "String", "x"));
  CHECK_FALSE(attribute_fits(R"({"k":[{"anything-but":"a"}]})", "l", "String", "x"));
}

TEST_CASE("A policy is refused in the words, and at the place, of AWS's parser", "[sns][filter]") {
  Filtered shop;
  REQUIRE(shop.set("FilterPolicyScope", "MessageBody").ok());
  for (auto const& [policy, sentence] : std::initializer_list<Refused>{
           {R"({"colour":"red"})", "\"colour\" must be an object or an array|12"},
           {R"({"colour":[["red"]]})",
            "Match value must be String, number, true, false, or null|13"},
           {R"({"colour":[]})", "Empty arrays are not allowed|13"},
           {R"({"colour":[{"like":true}]})", "Unrecognized match type like|24"},
           {R"({"colour":[{"wildcard":"r*"}]})", "Unrecognized match type wildcard|25"},
           {R"({"a":[{"suffix":"x","prefix":"y"}]})",
            "Only one key allowed in match expression|31"},
           {R"({"a":[{"prefix":7}]})", "prefix match pattern must be a string|18"},
           {R"({"a":[{"equals-ignore-case":[]}]})",
            "equals-ignore-case match pattern must be a string|30"},
           {R"({"a":[{"anything-but":{"suffix":"x"}}]})",
            "Unsupported anything-but pattern: suffix|34"},
           {R"({"a":[{"exists":"no"}]})", "exists match pattern must be either true or false.|18"},
           {R"({"a":[{"numeric":[]}]})", "Invalid member in numeric match: ]|20"},
           {R"({"a":[{"numeric":["!",5]}]})", "Unrecognized numeric range operator: !|24"},
           {R"({"a":[{"numeric":["=","5"]}]})", "Value of equals must be numeric|24"},
           {R"({"a":[{"numeric":[">=","5"]}]})", "Value of >= must be numeric|25"},
           {R"({"a":[{"numeric":["<",5,">",1]}]})", "Too many elements in numeric expression|26"},
           {R"({"a":[{"numeric":[">",5,30]}]})", "Bad value in numeric range: 30|27"},
           {R"({"a":[{"numeric":[">",5,">",9]}]})", "Bad numeric range operator: >|28"},
           {R"({"a":[{"numeric":[">",5,"<",5]}]})", "Bottom must be less than top|31"},
           {R"({"a":[{"numeric":[">",1,"<",5,"<",9]}]})",
            "Too many terms in numeric range expression|32"},
           {R"({"a":[{"cidr":7}]})", "prefix match pattern must be a string|16"},
       }) {
    std::string const text = sentence;
    auto const bar = text.find('|');
    CHECK(shop.set("FilterPolicy", policy).error() ==
          invalid("FilterPolicy: " + text.substr(0, bar) + "\n at [Source: (String)\"" + policy +
                  "\"; line: 1, column: " + text.substr(bar + 1) + "]"));
  }
  for (auto const& [policy, sentence] : std::initializer_list<Refused>{
           {R"({"a":[{"cidr":"10.0.0.0"}]})", "Malformed CIDR, one '/' required"},
           {R"({"a":[{"cidr":"10.0.0.0/x"}]})", "Malformed CIDR, mask bits must be an integer"},
           {R"({"a":[{"cidr":"10.0.0/8"}]})", "Nonstandard IP address: 10.0.0"},
       })
    CHECK(shop.set("FilterPolicy", policy).error() ==
          invalid(std::string{"FilterPolicy: "} + sentence));
  CHECK_FALSE(shop.attributes().contains("FilterPolicy"));
}

TEST_CASE("A body that is nested without end goes through no policy", "[sns][filter]") {
  std::string const deep(100'000, '[');
  CHECK_FALSE(body_fits(R"({"k":["x"]})", R"({"k":)" + deep + std::string(100'000, ']') + "}"));
  CHECK_FALSE(body_fits(R"({"k":["x"]})", R"({"k":)" + deep));
  std::string const fair(50, '[');
  CHECK(body_fits(R"({"k":["x"]})", R"({"k":)" + fair + "\"x\"" + std::string(50, ']') + "}"));
}

TEST_CASE("A policy has at most 5 keys and 150 combinations", "[sns][filter]") {
  Filtered shop;
  REQUIRE(shop.set("FilterPolicyScope", "MessageBody").ok());
  auto const values = [](int count) {
    std::string list = "[";
    for (int i = 0; i < count; ++i)
      list += (i == 0 ? "" : ",") + std::to_string(i);
    return list + ']';
  };
  CHECK(shop.set("FilterPolicy", R"({"a":[1],"b":[1],"c":[1],"d":[1],"e":[1]})").ok());
  CHECK(shop.set("FilterPolicy", R"({"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]})").error() ==
        invalid("FilterPolicy: Filter policy can not have more than 5 keys"));
  CHECK(shop.set("FilterPolicy", "{\"a\":" + values(150) + "}").ok());
  auto const too_complex = invalid("FilterPolicy: Filter policy is too complex");
  CHECK(shop.set("FilterPolicy", "{\"a\":" + values(151) + "}").error() == too_complex);
  // Values count as often as they are deep: 4 at the third level and 3 at the second are 72.
  CHECK(shop.set("FilterPolicy", "{\"a\":{\"b\":{\"c\":" + values(4) +
                                     "}},\"d\":{\"e\":" + values(3) + "},\"f\":" + values(2) + "}")
            .ok());
  CHECK(shop.set("FilterPolicy", "{\"a\":{\"b\":{\"c\":" + values(4) +
                                     "}},\"d\":{\"e\":" + values(3) + "},\"f\":" + values(3) + "}")
            .error() == too_complex);
}

TEST_CASE("A policy on attributes has no nested objects, one on bodies may", "[sns][filter]") {
  Filtered shop;
  auto const refusal =
      invalid("Filter policy scope MessageAttributes does not support nested filter policy");
  std::string const nested = R"({"a":{"b":["x"]}})";
  CHECK(shop.set("FilterPolicy", nested).error() == refusal);
  REQUIRE(shop.set("FilterPolicyScope", "MessageBody").ok());
  REQUIRE(shop.set("FilterPolicy", nested).ok());
  CHECK(shop.attributes()["FilterPolicy"] == nested);
  CHECK(shop.attributes()["FilterPolicyScope"] == "MessageBody");
  CHECK(shop.set("FilterPolicyScope", "MessageAttributes").error() == refusal);
  CHECK(shop.attributes()["FilterPolicyScope"] == "MessageBody");
}

TEST_CASE("The scope is told only of a policy, which an empty one takes away", "[sns][filter]") {
  Filtered shop;
  CHECK_FALSE(shop.attributes().contains("FilterPolicyScope"));
  REQUIRE(shop.set("FilterPolicy", R"({"a":["x"]})").ok());
  CHECK(shop.attributes()["FilterPolicyScope"] == "MessageAttributes");
  CHECK_FALSE(shop.delivers(shop.message("hello")));
  REQUIRE(shop.set("FilterPolicy", "{}").ok());
  CHECK_FALSE(shop.attributes().contains("FilterPolicy"));
  CHECK_FALSE(shop.attributes().contains("FilterPolicyScope"));
  CHECK(shop.delivers(shop.message("hello")));
}

TEST_CASE("A policy that is no JSON is refused with what stands where", "[sns][filter]") {
  Filtered shop;
  for (auto const& [policy, trouble] : std::initializer_list<Refused>{
           {"{colour}",
            "Unexpected character ('c' (code 99)): was expecting double-quote to start "
            "field name|1, column: 2"},
           {"{\n 부}",
            "Unexpected character ('부' (code 48512)): was expecting double-quote to start "
            "field name|2, column: 2"},
           {"{\"a\" [1]}",
            "Unexpected character ('[' (code 91)): was expecting a colon to separate "
            "field name and value|1, column: 6"},
           {"{\"a\":[1 2]}",
            "Unexpected character ('2' (code 50)): was expecting comma to separate "
            "Array entries|1, column: 9"},
           {"{\"a\":[1]",
            "Unexpected end-of-input: was expecting comma to separate Object "
            "entries|1, column: 9"},
           {"{\"a\":[red]}",
            "Unrecognized token 'red': was expecting (JSON String, Number, Array, "
            "Object or token 'null', 'true' or 'false')|1, column: 10"},
       }) {
    std::string const text = trouble;
    auto const bar = text.find('|');
    CHECK(shop.set("FilterPolicy", policy).error() ==
          invalid(
              "FilterPolicy: failed to parse JSON. " + text.substr(0, bar) +
              "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); "
              "line: " +
              text.substr(bar + 1) + "]"));
  }
}

TEST_CASE("A policy that is no JSON, or nested without end, is refused", "[sns][filter]") {
  Filtered shop;
  for (auto const& policy :
       {std::string{"x"}, std::string{"{\"a\":"}, std::string(100'000, '[')}) {
    auto const refused = shop.set("FilterPolicy", policy);
    CHECK(refused.error().message.starts_with(
        "Invalid parameter: FilterPolicy: failed to parse JSON."));
  }
}

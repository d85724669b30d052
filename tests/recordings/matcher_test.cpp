// What holds answers against recordings must itself tell right from wrong.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "recordings/matcher.hpp"

using namespace proofbox::test;

namespace {

using Json = nlohmann::json;
using Lines = std::vector<std::string>;

Lines differences(char const* recorded, char const* answered) {
  Matcher matcher{{{"<region>", "us-east-1"}, {"111111111111", "000000000000"}}};
  return matcher.differences(Json::parse(recorded), as_recorded(Json::parse(answered)));
}

char const* const id = R"("0a0a0a0a-0000-4000-8000-000000000001")";
char const* const other_id = R"("0a0a0a0a-0000-4000-8000-000000000002")";

}  // namespace

TEST_CASE("An answer must have each recorded field and no other", "[recordings]") {
  CHECK(differences(R"({"a":1,"b":["x"]})", R"({"a":1,"b":["x"]})").empty());
  CHECK(differences(R"({"a":1})", "{}") == Lines{"/a: recorded 1, answered nothing"});
  CHECK(differences("{}", R"({"a":null})") == Lines{"/a: recorded nothing, answered null"});
  CHECK(differences(R"({"b":["x"]})", R"({"b":["x","y"]})") ==
        Lines{R"(/b/1: recorded nothing, answered "y")"});
  CHECK(differences(R"({"a":"1"})", R"({"a":1})") == Lines{R"(/a: recorded "1", answered 1)"});
  CHECK(differences(R"({"a":{}})", R"({"a":[]})") == Lines{"/a: recorded {}, answered []"});
}

TEST_CASE("A placeholder with a number stands for one value, and another for another",
          "[recordings]") {
  auto const pair = [](auto const& left, auto const& right) {
    return std::string{"["} + left + ',' + right + ']';
  };
  auto const same = R"(["<uuid:1>","<uuid:1>"])";
  auto const different = R"(["<uuid:1>","<uuid:2>"])";
  CHECK(differences(same, pair(id, id).c_str()).empty());
  CHECK(differences(same, pair(id, other_id).c_str()).size() == 1);
  CHECK(differences(different, pair(id, other_id).c_str()).empty());
  CHECK(differences(different, pair(id, id).c_str()).size() == 1);
  CHECK(differences(R"(["<uuid:1>"])", R"(["no id at all"])").size() == 1);
}

TEST_CASE("A placeholder may be a part of a text", "[recordings]") {
  auto const* const recorded =
      R"({"arn":"arn:aws:sqs:<region>:111111111111:<resource:1>","say":"Is <resource:1> it?"})";
  CHECK(differences(recorded,
                    R"({"arn":"arn:aws:sqs:us-east-1:000000000000:stock","say":"Is stock it?"})")
            .empty());
  CHECK(differences(recorded,
                    R"({"arn":"arn:aws:sqs:us-east-1:000000000000:stock","say":"Is sale it?"})")
            .size() == 1);
  CHECK(differences(recorded,
                    R"({"arn":"arn:aws:sqs:eu-west-1:000000000000:stock","say":"Is stock it?"})")
            .size() == 1);
}

TEST_CASE("Timestamps are numbers or dates, and nothing else", "[recordings]") {
  CHECK(differences(R"({"at":"timestamp"})", R"({"at":"1493147359900"})").empty());
  CHECK(differences(R"({"at":"timestamp"})", R"({"at":1493147359.5})").empty());
  CHECK(differences(R"({"at":"timestamp"})", R"({"at":"2023-05-25T00:00:00.000Z"})").empty());
  CHECK(differences(R"({"at":"timestamp"})", R"({"at":"today"})").size() == 1);
}

TEST_CASE("A body of JSON is compared as JSON, and texts within it as texts", "[recordings]") {
  CHECK(
      differences(R"({"Body":{"a":1,"b":"{}"}})", R"({"Body":"{\"b\":\"{}\", \"a\":1}"})").empty());
  CHECK(differences(R"({"Body":"{a"})", R"({"Body":"{a"})").empty());
}

TEST_CASE("Of the headers of a connection it is told only that they are there", "[recordings]") {
  CHECK(differences(R"({"Connection":"connection"})", R"({"Connection":"Keep-Alive"})").empty());
  CHECK(
      differences(R"({"Content-Length":"content--length"})", R"({"Content-Length":"7"})").empty());
  CHECK(differences(R"({"Connection":"connection"})", R"({"Connection":""})").size() == 1);
  CHECK(differences(R"({"Accept":"connection"})", R"({"Accept":"Keep-Alive"})").size() == 1);
}

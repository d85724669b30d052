// Tags of SQS queues: set with the queue or later, overwritten, removed and listed.
#include <catch2/catch.hpp>

#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Tags = Map<std::string>;

struct Tagged : SqsDesk {
  Tagged() : url(create("stock")) {}
  std::string url;

  Result<Nothing> tag(Tags tags) { return turn(sqs, sqs::TagQueue{url, std::move(tags)}); }
  Result<Nothing> untag(std::vector<std::string> keys) {
    return turn(sqs, sqs::UntagQueue{url, std::move(keys)});
  }
  Tags tags() { return turn(sqs, sqs::ListQueueTags{url})->tags; }
};

Tags numbered(int count) {
  Tags tags;
  for (int i = 0; i < count; ++i)
    tags["tag-" + std::to_string(i)] = "value";
  return tags;
}

}  // namespace

TEST_CASE("A fresh queue has no tags", "[sqs][tags]") {
  Tagged desk;
  CHECK(desk.tags().empty());
}

TEST_CASE("Tags are set, also with an empty value, and removed by their keys", "[sqs][tags]") {
  Tagged desk;
  REQUIRE(desk.tag({{"team", "shop"}, {"stage", "test"}, {"plain", ""}}).ok());
  CHECK(desk.tags() == Tags{{"plain", ""}, {"stage", "test"}, {"team", "shop"}});
  REQUIRE(desk.untag({"team", "plain"}).ok());
  CHECK(desk.tags() == Tags{{"stage", "test"}});
  REQUIRE(desk.untag({"stage"}).ok());
  CHECK(desk.tags().empty());
}

TEST_CASE("A tag of a key that there is overwrites it, and leaves the others", "[sqs][tags]") {
  Tagged desk;
  REQUIRE(desk.tag({{"team", "shop"}, {"stage", "test"}}).ok());
  REQUIRE(desk.tag({{"team", "factory"}, {"Team", "other"}}).ok());
  CHECK(desk.tags() == Tags{{"Team", "other"}, {"stage", "test"}, {"team", "factory"}});
}

TEST_CASE("Removing a tag that there is not changes nothing", "[sqs][tags]") {
  Tagged desk;
  REQUIRE(desk.tag({{"team", "shop"}}).ok());
  CHECK(desk.untag({"stage", "TEAM"}).ok());
  CHECK(desk.tags() == Tags{{"team", "shop"}});
}

TEST_CASE("A queue is made with its tags", "[sqs][tags]") {
  Tagged desk;
  desk.url = desk.turn(desk.sqs, sqs::CreateQueue{"orders", {}, {{"team", "shop"}}})->queue_url;
  CHECK(desk.tags() == Tags{{"team", "shop"}});
}

TEST_CASE("Making a queue again leaves its tags as they are", "[sqs][tags]") {
  Tagged desk;
  REQUIRE(desk.tag({{"team", "shop"}}).ok());
  REQUIRE(desk.turn(desk.sqs, sqs::CreateQueue{"stock", {}, {{"team", "factory"}}}).ok());
  CHECK(desk.tags() == Tags{{"team", "shop"}});
}

TEST_CASE("A queue that is made anew has none of the old one's tags", "[sqs][tags]") {
  Tagged desk;
  REQUIRE(desk.tag({{"team", "shop"}}).ok());
  REQUIRE(desk.drop(desk.url).ok());
  desk.create("stock");
  CHECK(desk.tags().empty());
}

TEST_CASE("A queue has 50 tags at most", "[sqs][tags]") {
  Tagged desk;
  REQUIRE(desk.tag(numbered(49)).ok());
  auto const refused = desk.tag({{"one", ""}, {"two", ""}});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "InvalidParameterValue");
  CHECK(desk.tags() == numbered(49));
  CHECK(desk.tag({{"one", ""}, {"tag-0", "other"}}).ok());
  CHECK(desk.tags().size() == 50);
  CHECK(desk.turn(desk.sqs, sqs::CreateQueue{"orders", {}, numbered(51)}).error().code ==
        "InvalidParameterValue");
}

TEST_CASE("A tag's key has 1 to 128 characters, its value 256 at most", "[sqs][tags]") {
  Tagged desk;
  std::string accents;
  for (int i = 0; i < 128; ++i)
    accents += "\xc3\xa9";
  CHECK(desk.tag({{accents, std::string(256, 'v')}}).ok());
  for (auto const& bad : {Tags{{"", "value"}}, Tags{{std::string(129, 'k'), "value"}},
                          Tags{{"key", std::string(257, 'v')}}}) {
    auto const refused = desk.tag(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
  }
  CHECK(desk.tags().size() == 1);
}

TEST_CASE("Tags are no attributes, and do not change when the queue was modified", "[sqs][tags]") {
  Tagged desk;
  auto const before = desk.attributes(desk.url);
  desk.turn.now += 5s;
  REQUIRE(desk.tag({{"team", "shop"}}).ok());
  CHECK(desk.attributes(desk.url) == before);
}

TEST_CASE("Tags are asked for by name, and none is no answer", "[sqs][tags]") {
  Tagged desk;
  CHECK(desk.tag({}).error() == missing_error("Tags"));
  CHECK(desk.untag({}).error() == missing_error("TagKeys"));
}

TEST_CASE("Tags are of a queue that there is", "[sqs][tags]") {
  Tagged desk;
  desk.url = "nowhere";
  CHECK(desk.tag({{"team", "shop"}}).error() == no_queue_error());
  CHECK(desk.untag({"team"}).error() == no_queue_error());
  CHECK(desk.turn(desk.sqs, sqs::ListQueueTags{"nowhere"}).error() == no_queue_error());
}

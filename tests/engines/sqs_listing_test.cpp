// Listings of SQS: queues by prefix and page, and the queues whose dead letters go to one.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sqs_desk.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct Listing : SqsDesk {
  void create_all(std::vector<std::string> const& names) {
    for (auto const& name : names)
      create(name);
  }
  // A page: names, and "..." where there is a token.
  template <class Op>
  std::string page(Op const& op) {
    auto const output = turn(sqs, op);
    REQUIRE(output.ok());
    std::string text;
    for (auto const& url : output->queue_urls)
      text += url.substr(url.rfind('/') + 1) + ' ';
    token = output->next_token;
    return text + (token ? "..." : "");
  }
  std::optional<std::string> token;
};

struct Graveyard : Listing {
  Graveyard() : dead(create("dead")) {
    for (auto const* name : {"c", "a", "b"})
      create(name, {{"RedrivePolicy", redrive("dead", "1")}});
  }
  std::string dead;

  sqs::ListDeadLetterSourceQueues sources(std::optional<std::int64_t> most = {},
                                          std::optional<std::string> after = {}) {
    return {dead, std::move(after), most};
  }
};

Error bad_token(std::string const& token) {
  return value_error(token, "NextToken", "Invalid or expired token.");
}

}  // namespace

TEST_CASE("Queues are listed in the order of their names, with their URLs", "[sqs][listing]") {
  Listing desk;
  desk.create_all({"b", "a-1", "B", "a"});
  CHECK(desk.turn(desk.sqs, sqs::ListQueues{})->queue_urls ==
        std::vector<std::string>{"http://box/000000000000/B", "http://box/000000000000/a",
                                 "http://box/000000000000/a-1", "http://box/000000000000/b"});
}

TEST_CASE("A listing has the host that its caller wrote", "[sqs][listing]") {
  Listing desk;
  desk.create("a");
  desk.turn.caller.endpoint = "https://localhost:4566";
  CHECK(desk.turn(desk.sqs, sqs::ListQueues{})->queue_urls ==
        std::vector<std::string>{"https://localhost:4566/000000000000/a"});
}

TEST_CASE("A prefix is case-sensitive, and may be a whole name", "[sqs][listing]") {
  Listing desk;
  desk.create_all({"stock", "stock-new", "Stock", "sto"});
  CHECK(desk.page(sqs::ListQueues{"stock", {}, {}}) == "stock stock-new ");
  CHECK(desk.page(sqs::ListQueues{"Stock", {}, {}}) == "Stock ");
  CHECK(desk.page(sqs::ListQueues{"", {}, {}}) == "Stock sto stock stock-new ");
}

TEST_CASE("A listing without results is empty and has no token", "[sqs][listing]") {
  Listing desk;
  CHECK(desk.page(sqs::ListQueues{}) == "");
  desk.create("stock");
  CHECK(desk.page(sqs::ListQueues{"orders", 10, {}}) == "");
}

TEST_CASE("Queues of another region and account are not listed", "[sqs][listing]") {
  Listing desk;
  desk.create("here");
  desk.turn.caller.region = "eu-west-1";
  CHECK(desk.page(sqs::ListQueues{}) == "");
  desk.create("there");
  CHECK(desk.page(sqs::ListQueues{}) == "there ");
  desk.turn.caller = {};
  desk.turn.caller.account = "111111111111";
  CHECK(desk.page(sqs::ListQueues{}) == "");
}

TEST_CASE("Pages follow one another by their tokens until nothing is left", "[sqs][listing]") {
  Listing desk;
  desk.create_all({"a-1", "a-2", "a-3", "a-4", "b"});
  CHECK(desk.page(sqs::ListQueues{"a", 2, {}}) == "a-1 a-2 ...");
  CHECK(desk.page(sqs::ListQueues{"a", 1, desk.token}) == "a-3 ...");
  CHECK(desk.page(sqs::ListQueues{"a", 2, desk.token}) == "a-4 ");
}

TEST_CASE("A page that all fit into has no token", "[sqs][listing]") {
  Listing desk;
  desk.create_all({"a", "b"});
  CHECK(desk.page(sqs::ListQueues{{}, 2, {}}) == "a b ");
}

TEST_CASE("A page goes on behind a queue that was deleted since", "[sqs][listing]") {
  Listing desk;
  desk.create_all({"a", "b", "c"});
  REQUIRE(desk.page(sqs::ListQueues{{}, 2, {}}) == "a b ...");
  REQUIRE(desk.drop("b").ok());
  desk.create("aa");
  CHECK(desk.page(sqs::ListQueues{{}, 2, desk.token}) == "c ");
}

TEST_CASE("Without MaxResults 1,000 queues are listed, and never a token", "[sqs][listing]") {
  Listing desk;
  for (int i = 0; i < 1001; ++i)
    desk.create("q-" + std::to_string(10'000 + i));
  auto const all = desk.turn(desk.sqs, sqs::ListQueues{});
  CHECK(all->queue_urls.size() == 1000);
  CHECK_FALSE(all->next_token);
  auto const page = desk.turn(desk.sqs, sqs::ListQueues{{}, 1000, {}});
  CHECK(page->queue_urls.size() == 1000);
  REQUIRE(page->next_token);
  CHECK(desk.page(sqs::ListQueues{{}, 1000, page->next_token}) == "q-11000 ");
}

TEST_CASE("A token that no listing gave is refused", "[sqs][listing]") {
  Listing desk;
  desk.create_all({"a-1", "a-2", "b"});
  for (std::string const made_up : {"", "made-up", "AAAA"}) {
    sqs::ListQueues const op{{}, 1, made_up};
    CHECK(desk.turn(desk.sqs, op).error() == bad_token(made_up));
  }
  REQUIRE(desk.page(sqs::ListQueues{"a", 1, {}}) == "a-1 ...");
  sqs::ListQueues const elsewhere{"b", 1, desk.token};
  CHECK(desk.turn(desk.sqs, elsewhere).error() == bad_token(*desk.token));
  desk.turn.caller.region = "eu-west-1";
  sqs::ListQueues const abroad{"a", 1, desk.token};
  CHECK(desk.turn(desk.sqs, abroad).error() == bad_token(*desk.token));
}

TEST_CASE("The sources of a dead-letter queue are listed in the order of their names",
          "[sqs][listing]") {
  Graveyard desk;
  desk.create("other");
  CHECK(desk.page(desk.sources()) == "a b c ");
}

TEST_CASE("The sources of a dead-letter queue come in pages", "[sqs][listing]") {
  Graveyard desk;
  CHECK(desk.page(desk.sources(2)) == "a b ...");
  CHECK(desk.page(desk.sources(2, desk.token)) == "c ");
  CHECK(desk.page(desk.sources(3)) == "a b c ");
}

TEST_CASE("A queue that nobody points at has no sources", "[sqs][listing]") {
  Graveyard desk;
  desk.dead = desk.create("alone");
  CHECK(desk.page(desk.sources()) == "");
  CHECK(desk.page(desk.sources(10)) == "");
}

TEST_CASE("A source is one as long as its redrive policy says so", "[sqs][listing]") {
  Graveyard desk;
  desk.create("graves");
  REQUIRE(desk.set("a", {{"RedrivePolicy", ""}}).ok());
  REQUIRE(desk.set("b", {{"RedrivePolicy", SqsDesk::redrive("graves", "1")}}).ok());
  REQUIRE(desk.set("c", {{"RedrivePolicy", SqsDesk::redrive("dead", "9")}}).ok());
  CHECK(desk.page(desk.sources()) == "c ");
  REQUIRE(desk.drop("c").ok());
  CHECK(desk.page(desk.sources()) == "");
  desk.dead = "graves";
  CHECK(desk.page(desk.sources()) == "b ");
}

TEST_CASE("A dead-letter queue that is made anew has its sources again", "[sqs][listing]") {
  Graveyard desk;
  REQUIRE(desk.drop(desk.dead).ok());
  desk.create("dead");
  CHECK(desk.page(desk.sources()) == "a b c ");
}

TEST_CASE("Sources are listed of a queue that there is, by a token that there was",
          "[sqs][listing]") {
  Graveyard desk;
  for (std::string const made_up : {"", "made-up", "AAAA"})
    CHECK(desk.turn(desk.sqs, desk.sources(1, made_up)).error() == bad_token(made_up));
  desk.dead = "nowhere";
  CHECK(desk.turn(desk.sqs, desk.sources()).error() == no_queue_error());
}

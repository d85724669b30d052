// Requests that wait in boxes: each on its box's own clock, and told where the box goes.
#include <catch2/catch.hpp>

#include "support/sim_boxes.hpp"

using namespace proofbox;
using test::query_form;
using test::SimBoxes;
using test::sqs_json;

namespace {

std::string const local = "127.0.0.1:4566";

HttpRequest poll(std::string const& box, int seconds) {
  return sqs_json(local, "/_box/" + box + "/", "ReceiveMessage",
                  R"({"QueueUrl":"q","WaitTimeSeconds":)" + std::to_string(seconds) + "}");
}

HttpRequest advance(std::string const& box, std::string const& by) {
  return {"POST", local, "/_box/" + box + "/_proofbox/clock", {}, R"({"advance":")" + by + "\"}"};
}

void make(SimBoxes& all, std::string const& name, std::string plan = {}) {
  CHECK(all.put(name, std::move(plan)).status == 201);
  CHECK(all.http(sqs_json(local, "/_box/" + name + "/", "CreateQueue", R"({"QueueName":"q"})"))
            .status == 200);
}

std::string time_in(SimBoxes& all, std::string const& box) {
  return all.get("/_box/" + box + "/_proofbox/clock").substr(8, 24);
}

Task<void> follow(HttpStream& stream, std::vector<std::string>& pieces, bool& is_over) {
  while (auto piece = co_await stream.next())
    pieces.push_back(std::move(*piece));
  is_over = true;
}

}  // namespace

TEST_CASE("Each box has a clock of its own", "[boxes]") {
  SimBoxes all;
  make(all, "still");
  make(all, "skipping", R"({"clock":"skip"})");
  make(all, "fast", R"({"clock":"x60"})");
  auto const waiting = all.send(poll("still", 20));
  CHECK(all.http(poll("skipping", 20)).status == 200);
  CHECK(time_in(all, "skipping") == "2023-05-25T00:00:20.000Z");
  auto const accelerated = all.send(poll("fast", 20));
  all.loop.run_for(300ms);
  CHECK_FALSE(accelerated->answer);
  all.loop.run_for(34ms);
  CHECK(accelerated->answer);
  CHECK(time_in(all, "still") == "2023-05-25T00:00:00.000Z");
  CHECK_FALSE(waiting->answer);
  CHECK(all.http(advance("still", "20s")).status == 200);
  all.loop.run();
  CHECK(waiting->answer);
}

TEST_CASE("A request that waits in a box that is dropped is told so, in its protocol", "[boxes]") {
  SimBoxes all;
  make(all, "t42");
  make(all, "other");
  auto const by_json = all.send(poll("t42", 20));
  auto const by_form = all.send(
      query_form(local, "/_box/t42/", "Action=ReceiveMessage&QueueUrl=q&WaitTimeSeconds=20"));
  auto const elsewhere = all.send(poll("other", 20));
  CHECK(all.drop("t42").status == 200);
  all.loop.run();
  REQUIRE(by_json->answer);
  CHECK(by_json->answer->status == 410);
  CHECK(by_json->answer->body.find(R"("__type":"com.amazonaws.sqs#BoxDropped")") !=
        std::string::npos);
  CHECK(by_json->answer->body.find(
            R"(The box \"t42\" was dropped while this request waited in it.)") !=
        std::string::npos);
  REQUIRE(by_form->answer);
  CHECK(by_form->answer->body.find("<Code>BoxDropped</Code>") != std::string::npos);
  CHECK_FALSE(elsewhere->answer);
  CHECK(all.http(poll("t42", 0)).status == 404);
}

TEST_CASE("Who follows the events of a box that is dropped is told that there are no more",
          "[boxes]") {
  SimBoxes all;
  make(all, "t42");
  auto const answer =
      all.http({"GET", local, "/_box/t42/_proofbox/events", {{"Accept", "text/event-stream"}}});
  REQUIRE(answer.stream);
  std::vector<std::string> pieces;
  bool is_over = false;
  TaskGroup listener;
  auto listening = follow(*answer.stream, pieces, is_over);
  listener.spawn(std::move(listening));
  all.loop.run();
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[1].find("CreateQueue") != std::string::npos);
  CHECK_FALSE(is_over);
  CHECK(all.drop("t42").status == 200);
  all.loop.run();
  CHECK(is_over);
}

TEST_CASE("A box that is made again lets nobody wait in the old one", "[boxes]") {
  SimBoxes all;
  make(all, "t42");
  auto const waiting = all.send(poll("t42", 20));
  make(all, "t42");
  REQUIRE(waiting->answer);
  CHECK(waiting->answer->status == 410);
}

TEST_CASE("A client that hangs up leaves nothing behind in its box", "[boxes]") {
  SimBoxes all;
  make(all, "t42");
  auto waiting = all.send(poll("t42", 20));
  CHECK(all.get("/_box/t42/_proofbox/health").find("\"openRequests\":2") != std::string::npos);
  waiting.reset();
  CHECK(all.get("/_box/t42/_proofbox/health").find("\"openRequests\":1") != std::string::npos);
  auto const late = all.send(poll("t42", 20));
  CHECK(all.drop("t42").status == 200);
}

TEST_CASE("A function that is under way goes with its box, and its caller is told", "[boxes]") {
  SimBoxes all;
  CHECK(all.put("shop", R"({"shop":"donut"})").status == 201);
  auto const sale = all.send({"POST", local, "/_box/shop/checkout"});
  all.drop("shop");
  all.loop.run();
  REQUIRE(sale->answer);
  CHECK((sale->answer->status == 200 || sale->answer->status == 410));
}

TEST_CASE("A box with a time to live goes by the wall's time, whatever its own clock says",
          "[boxes]") {
  SimBoxes all;
  make(all, "brief", R"({"ttl":"10m"})");
  auto const waiting = all.send(poll("brief", 20));
  all.loop.run_for(10min - 1s);
  CHECK(time_in(all, "brief") == "2023-05-25T00:00:00.000Z");
  CHECK_FALSE(waiting->answer);
  all.loop.run_for(1s);
  REQUIRE(waiting->answer);
  CHECK(waiting->answer->status == 410);
  CHECK(all.http({"GET", local, "/_proofbox/boxes/brief"}).status == 404);
  // The time of one that was dropped is not the time of one that has its name.
  make(all, "brief", R"({"ttl":"10m"})");
  all.loop.run_for(9min);
  make(all, "brief", R"({"ttl":"10m"})");
  all.loop.run_for(9min);
  CHECK(all.http({"GET", local, "/_proofbox/boxes/brief"}).status == 200);
}

TEST_CASE("In a skipping box time stands still between two calls", "[boxes]") {
  SimBoxes all;
  make(all, "t42", R"({"clock":"skip"})");
  auto const sent = all.http(sqs_json(local, "/_box/t42/", "SendMessage",
                                      R"({"QueueUrl":"q","MessageBody":"x","DelaySeconds":900})"));
  CHECK(sent.status == 200);
  all.loop.run_for(24h);
  CHECK(time_in(all, "t42") == "2023-05-25T00:00:00.000Z");
  // Its own wait is over before the message is due.
  CHECK(all.http(poll("t42", 20)).body == "{}");
  CHECK(time_in(all, "t42") == "2023-05-25T00:00:20.000Z");
  CHECK(all.http(advance("t42", "870s")).status == 200);
  CHECK(all.http(poll("t42", 20)).body.find("\"Body\":\"x\"") != std::string::npos);
  CHECK(time_in(all, "t42") == "2023-05-25T00:15:00.000Z");
}

TEST_CASE("Two who poll a skipping box are answered each at its own time", "[boxes]") {
  SimBoxes all;
  make(all, "t42", R"({"clock":"skip"})");
  auto const longer = all.begin(poll("t42", 20));
  auto const shorter = all.begin(poll("t42", 5));
  while (!shorter->answer && all.loop.run_one()) {
  }
  CHECK(shorter->answer);
  CHECK_FALSE(longer->answer);
  CHECK(all.boxes.find("t42")->box.agenda().now() == *parse_instant("2023-05-25T00:00:05Z"));
  all.loop.run();
  CHECK(longer->answer);
}

TEST_CASE("Two who move a box's clock over HTTP add up", "[boxes]") {
  SimBoxes all;
  make(all, "t42");
  auto const first = all.begin(advance("t42", "10s"));
  auto const second = all.begin(advance("t42", "20s"));
  all.loop.run();
  CHECK(first->answer->body.find("2023-05-25T00:00:10.000Z") != std::string::npos);
  CHECK(second->answer->body.find("2023-05-25T00:00:30.000Z") != std::string::npos);
}

TEST_CASE("A server that ends answers the polls of all its boxes", "[boxes]") {
  SimBoxes all;
  make(all, "a");
  make(all, "b");
  auto const in_a = all.send(poll("a", 20));
  auto const in_b = all.send(poll("b", 20));
  all.boxes.close();
  all.loop.run();
  CHECK(in_a->answer->body == "{}");
  CHECK(in_b->answer->body == "{}");
}

TEST_CASE("A server that ends answers those who move time", "[boxes]") {
  SimBoxes all;
  make(all, "t42");
  auto const journey = all.begin(advance("t42", "36500d"));
  all.boxes.close();
  all.loop.run();
  REQUIRE(journey->answer);
  CHECK(journey->answer->status == 503);
}

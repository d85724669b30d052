// The mock Factory, turn by turn: orders, settings, and callbacks that are not heard.
#include <catch2/catch.hpp>

#include "engines/factory/engine.hpp"
#include "shape/json.hpp"
#include "shape/row.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;

namespace {

factory::Manufacture order() {
  factory::Manufacture op;
  op.callback_url = "http://shop.test/product/donut";
  op.message_attribute_product_id = "CP-502101";
  op.message_attribute_product_cnt = "3";
  return op;
}

factory::ListOrders::Listed only_order(test::EngineTurns& turns, factory::Engine& engine) {
  auto const listed = turns(engine, factory::ListOrders{});
  REQUIRE(listed->orders.size() == 1);
  return listed->orders.front();
}

// Lets the engine do what is due, and takes away the one callback that it asks for.
Parcel take_callback(test::EngineTurns& turns, factory::Engine& engine) {
  turns.now = engine.next_due().value();
  turns.advance(engine);
  REQUIRE(turns.parcels.size() == 1);
  return turns.parcels.front();
}

std::vector<Note> tell(test::EngineTurns& turns, factory::Engine& engine, Parcel const& parcel,
                       Outcome const& outcome) {
  Turn turn{turns.now, turns.random, turns.caller, turns.now};
  engine.carried(turn, parcel, outcome);
  return turn.notes;
}

}  // namespace

TEST_CASE("The Factory repeats an order in the order of the alphabet under a version-1 uuid",
          "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  auto op = order();
  op.message_attribute_requester = "manager@example.com";
  auto const output = turns(engine, op);
  REQUIRE(output.ok());
  auto const& id = output->data.id;
  CHECK(id.size() == 36);
  CHECK(id[14] == '1');
  CHECK(
      to_json(*output) ==
      R"({"data":{"data":{"CallbackUrl":"http://shop.test/product/donut","MessageAttributeProductCnt":"3",)"
      R"("MessageAttributeProductId":"CP-502101","MessageAttributeRequester":"manager@example.com"},"id":")" +
          id + R"(","reqestor":"manager@example.com"}})");
  // The instant of the order, in ticks of 100 ns since 1582-10-15.
  CHECK(id.substr(0, 18) == "1781c000-fa8f-11ed");
}

TEST_CASE("An order bakes for the lead time and is then called back with its whole payload",
          "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  REQUIRE(turns(engine, order()).ok());
  CHECK(only_order(turns, engine).state == "baking");
  CHECK(engine.next_due() == turns.now + 5s);

  auto const parcel = take_callback(turns, engine);
  auto const& request = std::get<ToUrl>(parcel.to).request;
  CHECK(request.method == "POST");
  CHECK(request.host == "shop.test");
  CHECK(request.target == "/product/donut");
  CHECK(header(request.headers, "content-type") == "application/json");
  CHECK(request.body ==
        R"({"CallbackUrl":"http://shop.test/product/donut","MessageAttributeProductCnt":"3",)"
        R"("MessageAttributeProductId":"CP-502101"})");
  CHECK(only_order(turns, engine).state == "delivering");

  auto const notes = tell(turns, engine, parcel, {{}, 200});
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].what.find(R"("state":"delivered","attempts":1)") != std::string::npos);
  CHECK(only_order(turns, engine).state == "delivered");
  CHECK_FALSE(engine.next_due());
}

TEST_CASE(
    "A callback that is not heard is repeated after 1, 2, 4 ... 256 seconds, ten times in all",
    "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  REQUIRE(turns(engine, order()).ok());
  auto const refused = Outcome{Error{"ConnectionRefused", "nobody is there", 0}, 0};
  for (int attempt = 1; attempt < factory::attempts_max; ++attempt) {
    auto const parcel = take_callback(turns, engine);
    CHECK(tell(turns, engine, parcel, attempt % 2 == 0 ? Outcome{{}, 302} : refused).empty());
    CHECK(engine.next_due() == turns.now + std::chrono::seconds{1 << (attempt - 1)});
    CHECK(only_order(turns, engine).state == "delivering");
  }
  auto const last = take_callback(turns, engine);
  auto const notes = tell(turns, engine, last, {{}, 500});
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].what.find(R"("state":"given up","attempts":10)") != std::string::npos);
  CHECK(only_order(turns, engine).state == "given up");
  CHECK_FALSE(engine.next_due());
}

TEST_CASE("News of a callback that the Factory does not know changes nothing", "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  REQUIRE(turns(engine, order()).ok());
  CHECK(tell(turns, engine, {1, "another order", ToUrl{}}, {{}, 200}).empty());
  CHECK(only_order(turns, engine).state == "baking");
}

TEST_CASE("The Factory says what is wrong with an order", "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  auto const refusal = [&](auto change) {
    auto op = order();
    change(op);
    auto const output = turns(engine, op);
    REQUIRE_FALSE(output.ok());
    CHECK(output.error().status == 400);
    return output.error().message;
  };
  CHECK(refusal([](auto& op) { op.message_attribute_product_id = ""; }) ==
        "MessageAttributeProductId is empty.");
  for (auto const* count : {"", "0", "-1", "2.5", "many", "1000000001"})
    CHECK(refusal([&](auto& op) { op.message_attribute_product_cnt = count; }) ==
          "MessageAttributeProductCnt must be a whole number from 1 to 1000000000, not \"" +
              std::string{count} + "\".");
  CHECK(refusal([](auto& op) { op.callback_url = "ftp://shop.test/"; }) ==
        "CallbackUrl must be a URL that begins with http:// or https://, not \"ftp://shop.test/\".");
  CHECK(refusal([](auto& op) { op.callback_url = "http://shop.test/a\r\nX: y"; }) ==
        "CallbackUrl contains a blank or a control character.");
  CHECK(turns(engine, factory::ListOrders{})->orders.empty());
}

TEST_CASE("While it is down the Factory takes no order, but calls back for those that it has",
          "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  REQUIRE(turns(engine, order()).ok());
  factory::Configure configure;
  configure.down = {{turns.now + 2s, turns.now + 10s}};
  REQUIRE(turns(engine, configure).ok());

  turns.now += 2s;
  auto const refused = turns(engine, order());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().status == 503);
  CHECK(refused.error().message == "Service Unavailable");
  take_callback(turns, engine);  // at 5 s
  turns.now += 5s;
  CHECK(turns(engine, order()).ok());
}

TEST_CASE("A setting that is not given stays, and a bad one changes nothing", "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  factory::Configure configure;
  configure.lead_time = "30s";
  CHECK(to_json(*turns(engine, configure)) ==
        R"({"lead_time":"30s","answers_after":"0s","down":[]})");
  configure = {};
  configure.answers_after = "1m30s";
  CHECK(to_json(*turns(engine, configure)) ==
        R"({"lead_time":"30s","answers_after":"1m30s","down":[]})");

  configure = {};
  configure.lead_time = "1s";
  configure.answers_after = "soon";
  CHECK(turns(engine, configure).error().message ==
        R"(answers_after must be a duration such as "5s" or "1m30s", not "soon".)");
  configure.answers_after.reset();
  configure.down = {{turns.now, turns.now}};
  CHECK_FALSE(turns(engine, configure).ok());
  CHECK(turns(engine, factory::Configure{})->lead_time == "30s");
}

TEST_CASE("A Factory that thinks takes the order only when it answers", "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  factory::Configure configure;
  configure.answers_after = "4s";
  REQUIRE(turns(engine, configure).ok());
  REQUIRE(turns(engine, order()).ok());
  REQUIRE(turns.wait.has_value());
  CHECK(turns.wait->until == turns.now + 4s);
  CHECK(turns(engine, factory::ListOrders{})->orders.empty());
}

TEST_CASE("A restarted Factory goes on where it stopped", "[factory]") {
  test::EngineTurns turns;
  factory::Engine engine;
  std::vector<Change> kept;
  auto const turn = [&](auto const& op) {
    Turn one{turns.now, turns.random, turns.caller, turns.now, true};
    REQUIRE(engine.handle(one, op).ok());
    std::move(one.changes.begin(), one.changes.end(), std::back_inserter(kept));
  };
  factory::Configure configure;
  configure.lead_time = "30s";
  turn(configure);
  turn(order());
  REQUIRE(kept.size() == 2);

  factory::Engine restarted;
  for (auto const& change : kept) {
    auto const row = change.table->make_row();
    REQUIRE(read_row(*change.row, change.table->row(), row.get()));
    restarted.restore(*change.table, row.get());
  }
  CHECK(restarted.next_due() == turns.now + 30s);
  CHECK(only_order(turns, restarted).id == only_order(turns, engine).id);
  CHECK(turns(restarted, factory::Configure{})->lead_time == "30s");
}

// The shop as data: its settings, its wiring, and its law.
#include <catch2/catch.hpp>

#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;

namespace {

std::string mistake(std::string const& settings) {
  auto const deployment = shop::deployable().with(settings);
  return deployment ? "none" : deployment.error().message;
}

class Eyes : public Inspector {
 public:
  explicit Eyes(Box& box) : box_(box) {}
  std::string look(std::string_view service, std::string_view operation,
                   std::string_view input) override {
    return box_.look(service, operation, input);
  }
  std::optional<Rows> rows(std::string_view database, std::string_view sql) override {
    Statement const select{std::string{sql}};
    auto const rows = box_.database(std::string{database}).look(select);
    return rows ? std::optional{*rows} : std::nullopt;
  }

 private:
  Box& box_;
};

// The law, held against a shop's own events.
struct Court {
  explicit Court(ShopFloor& of, std::string_view name = "never oversold") : shop(of), eyes(of.box) {
    for (auto& candidate : shop::deployable().invariants())
      if (candidate->name() == name)
        law = std::move(candidate);
    verdict();
  }

  std::string verdict() {
    for (auto const* event : shop.box.events().after(seen, 100'000)) {
      law->observe(*event);
      seen = event->n;
    }
    return law->broken(eyes).value_or("holds");
  }

  ShopFloor& shop;
  Eyes eyes;
  std::unique_ptr<Invariant> law;
  std::uint64_t seen = 0;
};

}  // namespace

TEST_CASE("The stock at first is a setting, and three where nothing is said", "[services]") {
  CHECK(ShopFloor{7}.stock() == 7);
  CHECK(ShopFloor{*shop::deployable().with("{}")}.stock() == 3);
  CHECK(ShopFloor{*shop::deployable().with("")}.stock() == 3);
  CHECK(ShopFloor{*shop::deployable().with(R"({"products":[]})")}.stock() == 3);
}

TEST_CASE("A mistake in the settings is one sentence, with the nearest word where there is one",
          "[services]") {
  CHECK(mistake(R"({"product":[]})") ==
        R"(The shop's settings have no "product". Did you mean "products"?)");
  CHECK(mistake(R"({"products":[{"sku":"CP-502101","stok":1}]})") ==
        R"(The shop's settings have no "products.1.stok". Did you mean "stock"?)");
  CHECK(mistake(R"({"colour":"pink"})") == R"(The shop's settings have no "colour".)");
  CHECK(mistake(R"({"products":[{"sku":"CP-502101"}]})") ==
        R"(The shop's settings need a "products.1.stock".)");
  CHECK(mistake(R"({"products":[{"sku":"CP-502101","stock":"1"}]})") ==
        R"("products.1.stock" of the shop's settings is of the wrong type: a JSON string.)");
  CHECK(mistake(R"({"products":[3]})") ==
        R"("products" of the shop's settings is of the wrong type: a JSON number.)");
  CHECK(mistake(R"({"products":[{"sku":"CP-502102","stock":1}]})") ==
        R"(The shop has no product "CP-502102". Did you mean "CP-502101"?)");
  CHECK(mistake(R"({"products":[{"sku":"CP-502101","stock":-1}]})") ==
        "The stock of CP-502101 goes from 0 to 1000000, and is not -1.");
  CHECK(
      mistake("{") ==
      R"(The shop's settings are a JSON object as {"products": [{"sku": "CP-502101", "stock": 3}]}.)");
}

TEST_CASE("A mistake about the shop's mistakes is told likewise", "[services]") {
  CHECK(mistake(R"({"mistakes":["L88"]})") ==
        R"(The shop knows no mistake "L88". Did you mean "L8"?)");
  CHECK(mistake(R"({"mistakes":["oversell"]})") == R"(The shop knows no mistake "oversell".)");
  CHECK(mistake(R"({"mistakes":["L10"]})") ==
        R"(The documents' shop does L10 by itself: it is mended by "cures": ["L10"].)");
  CHECK(mistake(R"({"cures":["L8"]})") ==
        R"(The shop does not make the mistake L8 unless "mistakes": ["L8"] says so: there is )"
        R"(nothing to cure.)");
  CHECK(mistake(R"({"cures":["L12x"]})") ==
        R"(The shop knows no cure "L12x". Did you mean "L10"?)");
  CHECK(mistake(R"({"mistake":["L8"]})") ==
        R"(The shop's settings have no "mistake". Did you mean "mistakes"?)");
  CHECK(mistake(R"({"mistakes":"L8"})") ==
        R"("mistakes" of the shop's settings is of the wrong type: a JSON string.)");
  CHECK(mistake(R"({"mistakes":[8]})") ==
        R"("mistakes" of the shop's settings is of the wrong type: a JSON number.)");
}

TEST_CASE("What is said of customers, messages and the tutorial is checked", "[services]") {
  CHECK(mistake(R"({"customers":[{"user_id":"kim","type":"VIP"}]})") ==
        R"(The type of a customer is "normal" or "Vip", not "VIP". Did you mean "Vip"?)");
  CHECK(mistake(R"({"customers":[{"user_id":""}]})") ==
        R"(A customer of the shop needs a "user_id" that is not empty.)");
  CHECK(mistake(R"({"customers":[{"user_id":"kim"},{"user_id":"kim"}]})") ==
        R"(The customer "kim" is given twice.)");
  CHECK(mistake(R"({"customers_down":[{"from":"09:00","until":"09:05"}]})") ==
        R"("customers_down" takes instants as "2023-05-25T09:00:00+09:00", not "09:00".)");
  CHECK(
      mistake(
          R"({"customers_down":[{"from":"2023-05-25T09:00:00Z","until":"2023-05-25T09:00:00Z"}]})") ==
      "The customers' database is down until 2023-05-25T09:00:00Z, which is not after "
      "2023-05-25T09:00:00Z.");
  CHECK(mistake(R"({"message_form":"C"})") == R"("message_form" is "A" or "B", not "C".)");
  CHECK(mistake(R"({"marketing":"marketing.test"})") ==
        R"("marketing" takes a URL, not "marketing.test".)");
  CHECK(mistake(R"({"tutorial":{"consumer_sleeps":"long"}})") ==
        R"("consumer_sleeps" takes a duration as "15s", not "long".)");
  CHECK(mistake(R"({"tutorial":{"consumer_timeout":"1500ms"}})") ==
        R"("consumer_timeout" takes whole seconds from "1s" to "900s", not "1500ms".)");
}

TEST_CASE("The functions of a shop without mistakes know of none", "[services]") {
  for (auto const& function : test::floor_with(3).functions) {
    CHECK_FALSE(function.environment.contains("MISTAKES"));
    CHECK_FALSE(function.environment.contains("CURES"));
    CHECK_FALSE(function.environment.contains("USERNAME"));
  }
  auto const spoilt = shop::deployable().with(R"({"mistakes":["L8","F4"],"cures":["L11"]})");
  auto const& environment = spoilt->function("sales_api")->environment;
  CHECK(environment.at("MISTAKES") == "L8,F4");
  CHECK(environment.at("CURES") == "L11");
  CHECK(environment.at("USERNAME") == "kim");
}

TEST_CASE("The shop is wired as its documents say", "[services]") {
  auto const deployment = test::floor_with(3);
  CHECK(deployment.region == "ap-northeast-2");
  auto const queue = [&](std::string_view name) {
    auto const found = std::find_if(deployment.queues.begin(), deployment.queues.end(),
                                    [&](auto const& candidate) { return candidate.name == name; });
    REQUIRE(found != deployment.queues.end());
    return *found;
  };
  for (auto const& [name, dead] : {std::pair{"stock_queue", "dead_letter_queue"},
                                   {"ad_queue", "ad_dead_letter_queue"},
                                   {"vip_queue", "vip_dead_letter_queue"},
                                   {"marketing_queue", "marketing_dead_letter_queue"}}) {
    CHECK(queue(name).attributes.at("VisibilityTimeout") == "30");
    CHECK(queue(name).dead_letter_queue == dead);
    CHECK(queue(name).receive_count_max == 3);
  }
  for (auto const& function : deployment.functions)
    CHECK(function.timeout == (function.name == "ops_alert_lambda" ? 30s : 6s));
  for (auto const& mapping : deployment.mappings)
    CHECK(mapping.batch_size == 1);
  auto const& sales = deployment.function("sales_api")->environment;
  CHECK(sales.at("TOPIC_ARN") == "arn:aws:sns:ap-northeast-2:000000000000:stock_empty");
  CHECK(sales.at("STOCK_INCREASE_API") == "http://api.box/product/donut");
  CHECK(deployment.function("stock_lambda")->environment.at("FACTORY_API") ==
        "http://factory.box/api/manufactures");
}

TEST_CASE("The products are in view under their sku", "[services]") {
  ShopFloor shop{2};
  auto const& views = shop.box.deployment()->views;
  REQUIRE(views.at(0).name == "shop/products");
  Statement const select{views[0].sql};
  auto const rows = shop.box.database(views[0].database).look(select);
  REQUIRE(rows.ok());
  CHECK(rows->columns.at(0) == "sku");
  CHECK(std::get<std::string>(rows->rows.at(0).at(0)) == "CP-502101");
}

TEST_CASE("A reset puts the warehouse back as it was", "[services]") {
  ShopFloor shop{2};
  shop.checkout();
  REQUIRE(shop.stock() == 1);
  shop.box.reset();
  shop.loop.run();
  CHECK(shop.stock() == 2);
  CHECK(shop.checkout() == test::sold(1));
}

TEST_CASE("A shop that sells what it has, and bakes more, is never oversold", "[services]") {
  ShopFloor shop{3};
  Court court{shop};
  CHECK(court.law->name() == "never oversold");
  for (int round = 0; round < 5; ++round) {
    shop.checkouts(4);
    CHECK(court.verdict() == "holds");
    shop.advance(10s);
    CHECK(court.verdict() == "holds");
  }
}

TEST_CASE("A donut that is sold twice breaks the law", "[services]") {
  ShopFloor shop{1};
  Court court{shop};
  shop.checkout();
  REQUIRE(court.verdict() == "holds");
  Event sale;
  sale.kind = "return";
  sale.who = "sales_api";
  sale.outcome = R"({"statusCode":200,"body":"{\"message\":\"구매 완료! 남은 재고: 0\"}"})";
  court.law->observe(sale);
  CHECK(court.verdict() == "2 donuts were sold; 1 were there at first, 0 came, and 0 are left.");
}

TEST_CASE("A stock below zero breaks the law", "[services]") {
  ShopFloor shop{1};
  Court court{shop};
  shop.sql("UPDATE product SET stock = -1");
  CHECK(court.verdict() == "The stock is -1.");
}

TEST_CASE("A donut that vanishes, or comes from nowhere, breaks the law of conservation",
          "[services]") {
  ShopFloor shop{3};
  Court court{shop, "stock is conserved"};
  shop.checkout();
  REQUIRE(court.verdict() == "holds");
  shop.sql("UPDATE product SET stock = 1");
  CHECK(court.verdict() ==
        "1 donuts are left; 3 were there at first, 0 came, and 1 were sold, so 2 should be.");
  shop.sql("UPDATE product SET stock = 4");
  CHECK(court.verdict() ==
        "4 donuts are left; 3 were there at first, 0 came, and 1 were sold, so 2 should be.");
  shop.sql("UPDATE product SET stock = 2");
  shop.call_shop("POST", "/product/donut", R"({"MessageAttributeProductCnt":2})");
  CHECK(court.verdict() == "holds");
}

TEST_CASE("A Vip who never bought breaks the law, one from the beginning does not", "[services]") {
  ShopFloor shop{*shop::deployable().with(
      R"({"customers":[{"user_id":"kim"},{"user_id":"park","type":"Vip"}]})")};
  Court court{shop, "a Vip bought 100 at once"};
  REQUIRE(court.verdict() == "holds");
  Statement const promote{"UPDATE customer SET type = 'Vip'"};
  REQUIRE(shop.run(shop.box.database("customers").query(promote)).ok());
  CHECK(court.verdict() == "kim is a Vip, and never bought 100 donuts at once.");
}

TEST_CASE("A second ad mail for one shortage breaks the law", "[services]") {
  ShopFloor shop{1};
  Court court{shop, "one ad mail for each shortage"};
  shop.checkouts(3);
  shop.settle();
  REQUIRE(court.verdict() == "holds");
  shop.sql("UPDATE advertisement SET status = 1");
  shop.invoke("ad_lambda", test::batch_of({test::shortage()}));
  CHECK(court.verdict() == "2 mails asked to stop the ad; the stock ended 1 times.");
}

TEST_CASE("What arrives may be sold as well", "[services]") {
  ShopFloor shop{0};
  Court court{shop};
  shop.call_shop("POST", "/product/donut", R"({"MessageAttributeProductCnt":2})");
  shop.checkouts(2);
  CHECK(shop.stock() == 0);
  CHECK(court.verdict() == "holds");
}

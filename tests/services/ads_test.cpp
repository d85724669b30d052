// ad_lambda: one mail for each time that the stock ends, whatever the number of buyers and
// deliveries.
#include <catch2/catch.hpp>

#include "engines/ses/v1_shapes.hpp"
#include "services/shop_box.hpp"

using namespace proofbox;
using test::batch_of;
using test::ShopFloor;
using test::shortage;

namespace {

constexpr auto sender = "donut-states@example.com";

void forbid_sending(ShopFloor& shop) {
  ses::v1::DeleteIdentity remove;
  remove.identity = sender;
  REQUIRE(shop.call(remove, test::shop_caller()).ok());
}

void allow_sending(ShopFloor& shop) {
  ses::v1::VerifyEmailIdentity verify;
  verify.email_address = sender;
  REQUIRE(shop.call(verify, test::shop_caller()).ok());
}

}  // namespace

TEST_CASE("The ad manager is asked by mail to stop the ad, with product and time", "[services]") {
  ShopFloor shop{0};
  shop.advance(61s);
  shop.checkout();
  shop.settle();
  auto const mails = shop.mails();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].from == sender);
  CHECK(mails[0].to == std::vector<std::string>{"ad-manager@example.com"});
  CHECK(mails[0].subject == "[도넛-스테이츠] 광고 중단 요청");
  CHECK(mails[0].text ==
        "부산도너츠(CP-502101)의 재고가 없습니다. 재고가 다시 들어올 때까지 광고를 중단해 주세요.\n"
        "요청 시각: Thu May 25 2023 00:01:01 GMT+0000 (Coordinated Universal Time)");
  CHECK_FALSE(shop.ad_runs());
}

TEST_CASE("24 buyers who fail at once make one mail, and the next empty stock one more",
          "[services]") {
  ShopFloor shop{0};
  shop.checkouts(24);
  shop.settle();
  CHECK(shop.invocations("ad_lambda") == 24);
  CHECK(shop.mails().size() == 1);
  CHECK(shop.messages("ad_queue").empty());

  shop.advance(10s);
  CHECK(shop.stock() == 24);
  CHECK(shop.ad_runs());
  CHECK(shop.mails().size() == 1);

  shop.checkouts(30);
  shop.settle();
  CHECK(shop.mails().size() == 2);
  CHECK_FALSE(shop.ad_runs());
}

TEST_CASE("A notification that comes again after the arrival stops nothing", "[services]") {
  ShopFloor shop{0};
  shop.checkout();
  shop.advance(10s);
  REQUIRE(shop.stock() == 1);
  CHECK(shop.invoke("ad_lambda", batch_of({shortage()})).answer);
  CHECK(shop.mails().size() == 1);
  CHECK(shop.ad_runs());
}

TEST_CASE("A mail that is refused leaves the ad as it was, and goes out with a later delivery",
          "[services]") {
  factory::Configure slow;
  slow.lead_time = "1h";
  ShopFloor shop{0};
  shop.configure(slow);
  forbid_sending(shop);
  shop.checkout();
  shop.settle();
  CHECK(shop.mails().empty());
  CHECK(shop.ad_runs());
  REQUIRE(shop.messages("ad_queue").size() == 1);

  allow_sending(shop);
  shop.advance(30s);
  CHECK(shop.mails().size() == 1);
  CHECK_FALSE(shop.ad_runs());
  CHECK(shop.messages("ad_queue").empty());
}

TEST_CASE("A mail that is always refused ends in the ads' own dead-letter queue", "[services]") {
  factory::Configure slow;
  slow.lead_time = "1h";
  ShopFloor shop{0};
  shop.configure(slow);
  forbid_sending(shop);
  shop.checkout();
  shop.advance(90s);
  CHECK(shop.invocations("ad_lambda") == 3);
  CHECK(shop.messages("ad_dead_letter_queue").size() == 1);
  CHECK(shop.messages("dead_letter_queue").empty());
  CHECK(shop.ad_runs());
}

TEST_CASE("An early notification stops the ad of the product with that id", "[services]") {
  ShopFloor shop{0};
  CHECK(shop.invoke("ad_lambda", batch_of({test::early_shortage()})).answer);
  CHECK(shop.mails().size() == 1);
  CHECK_FALSE(shop.ad_runs());
}

TEST_CASE("A notification without a product of the shop is an error", "[services]") {
  ShopFloor shop{0};
  auto const complaint = [&](std::string const& body) {
    auto const invocation = shop.invoke("ad_lambda", batch_of({body}));
    return invocation.answer ? "none" : invocation.error_message;
  };
  CHECK(complaint(test::notification({})) == "The notification m1 has no attribute productId.");
  CHECK(complaint(shortage("1", "CP-1")) == "There is no product CP-1.");
  CHECK(complaint("{}") == "The body of the message m1 is no notification.");
  CHECK(shop.mails().empty());
}

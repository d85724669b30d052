// The operations alert: each dead letter is reported once, and stays where it is.
#include <catch2/catch.hpp>

#include "engines/ses/v1_shapes.hpp"
#include "services/shop_box.hpp"

using namespace proofbox;
using test::ShopFloor;

namespace {

constexpr auto sender = "donut-states@example.com";

sqs::SendMessage message(std::string const& queue, std::string const& body) {
  sqs::SendMessage send;
  send.queue_url = queue;
  send.message_body = body;
  return send;
}

// Puts messages into a queue as if they had been moved there.
void put(ShopFloor& shop, std::string const& queue, int count) {
  for (int i = 0; i < count; ++i) {
    auto const send = message(queue, fmt::format("letter {}", i));
    REQUIRE(shop.call(send, test::shop_caller()).ok());
  }
}

}  // namespace

TEST_CASE("A dead letter is reported once, with its source, its receives and what it says",
          "[services]") {
  ShopFloor shop;
  auto const send = message("stock_queue", "도넛");
  REQUIRE(shop.call(send, test::shop_caller()).ok());
  shop.advance(90s);
  REQUIRE(shop.messages("dead_letter_queue").size() == 1);
  CHECK(shop.mails().empty());

  shop.advance(30s);
  auto const mails = shop.mails();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].from == sender);
  CHECK(mails[0].to == std::vector<std::string>{"operations@example.com"});
  CHECK(mails[0].subject == "[도넛-스테이츠] 처리되지 않은 메시지: dead_letter_queue");
  CHECK(mails[0].text ==
        fmt::format("stock_queue의 메시지가 3번 수신되었으나 처리되지 않아 dead_letter_queue에 "
                    "들어왔습니다.\n메시지 ID: {}\n본문: 도넛\n"
                    "보고 시각: Thu May 25 2023 00:02:00 GMT+0000 (Coordinated Universal Time)",
                    shop.messages("dead_letter_queue")[0].message_id));
  CHECK(shop.messages("dead_letter_queue")[0].state == "ready");

  shop.advance(24h);
  CHECK(shop.mails().size() == 1);
  CHECK(shop.messages("dead_letter_queue").size() == 1);
  CHECK(shop.invocations("ops_alert_lambda") == 1);
}

TEST_CASE("Every dead-letter queue of the shop is watched", "[services]") {
  ShopFloor shop;
  int expected = 0;
  for (auto const* queue : {"dead_letter_queue", "ad_dead_letter_queue", "vip_dead_letter_queue",
                            "marketing_dead_letter_queue"}) {
    put(shop, queue, 1);
    shop.advance(1min);
    CHECK(shop.mails().size() == static_cast<std::size_t>(++expected));
  }
}

TEST_CASE("Of many dead letters each is reported, and those that follow as well", "[services]") {
  ShopFloor shop;
  put(shop, "dead_letter_queue", 25);
  shop.advance(1min);
  CHECK(shop.mails().size() == 25);
  put(shop, "dead_letter_queue", 1);
  shop.advance(1min);
  CHECK(shop.mails().size() == 26);
  CHECK(shop.messages("dead_letter_queue").size() == 26);
  for (auto const& held : shop.messages("dead_letter_queue"))
    CHECK(held.state == "ready");
}

TEST_CASE("A report that could not be sent is sent a minute later", "[services]") {
  ShopFloor shop;
  ses::v1::DeleteIdentity remove;
  remove.identity = sender;
  REQUIRE(shop.call(remove, test::shop_caller()).ok());
  put(shop, "dead_letter_queue", 2);
  shop.advance(3min);
  CHECK(shop.mails().empty());
  ses::v1::VerifyEmailIdentity verify;
  verify.email_address = sender;
  REQUIRE(shop.call(verify, test::shop_caller()).ok());
  shop.advance(3min);
  CHECK(shop.mails().size() == 2);
}

TEST_CASE("A long letter is told in short", "[services]") {
  ShopFloor shop;
  std::string body;
  for (int i = 0; i < 2000; ++i)
    body += "도";
  auto const send = message("dead_letter_queue", body);
  REQUIRE(shop.call(send, test::shop_caller()).ok());
  shop.advance(1min);
  REQUIRE(shop.mails().size() == 1);
  auto const text = shop.mails()[0].text.value_or("");
  CHECK(text.size() < 700);
  CHECK(text.find("도도...") != std::string::npos);
  CHECK(is_utf8(text));
}

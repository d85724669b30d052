// A box may go at any moment, whatever is under way in it. Under AddressSanitizer these tests prove
// that nothing is touched afterwards.
#include <catch2/catch.hpp>

#include "support/shop_box.hpp"

using namespace proofbox;
using test::ShopBox;

TEST_CASE("The shop's story comes to its end", "[box][destroy]") {
  ShopBox shop;
  shop.begin_selling();
  shop.loop.run();
  CHECK(shop.answers == std::vector<std::string>{R"({"message":"구매 완료! 남은 재고: 0"})",
                                                 R"({"message":"구매 실패! 남은 재고: 0"})",
                                                 R"({"message":"구매 완료! 남은 재고: 0"})"});
}

TEST_CASE("A box is destroyed after any number of its steps, and leaves nothing behind",
          "[box][destroy]") {
  std::size_t steps = 0;
  for (bool ended = false; !ended; ++steps) {
    ShopBox shop;
    shop.begin_selling();
    for (std::size_t i = 0; i < steps && !ended; ++i)
      ended = !shop.step();
    REQUIRE(steps < 2000);
  }
  CHECK(steps > 15);
}

TEST_CASE("A box whose clients stay until after it closed answers each of their polls",
          "[box][destroy]") {
  ShopBox shop;
  shop.loop.run();
  constexpr auto target =
      "/?Action=ReceiveMessage&Version=2012-11-05&QueueUrl=dead_letter_queue&WaitTimeSeconds=20";
  HttpRequest const poll{
      "GET",
      "box",
      target,
      {{"Authorization",
        "AWS4-HMAC-SHA256 Credential=AKID/20230525/ap-northeast-2/sqs/aws4_request"}},
      {}};
  std::vector<std::string> answers;
  auto const ask = [](Box& box, HttpRequest const& request,
                      std::vector<std::string>& got) -> Task<void> {
    auto const response = co_await box.answer(request);
    got.push_back(response.body);
  };
  shop.box.clock().set_pace({Clock::Mode::frozen});
  for (int i = 0; i < 3; ++i)
    shop.callers.spawn(ask(shop.box, poll, answers));
  shop.loop.run();
  CHECK(answers.empty());
  auto const before = shop.box.agenda().now();
  shop.box.close();
  shop.loop.run();
  REQUIRE(answers.size() == 3);
  for (auto const& answer : answers)
    CHECK(answer.find("<ReceiveMessageResult></ReceiveMessageResult>") != std::string::npos);
  CHECK(shop.box.agenda().now() == before);
  // Whoever comes now does not wait at all.
  shop.callers.spawn(ask(shop.box, poll, answers));
  shop.loop.run();
  CHECK(answers.size() == 4);
}

// The donut shop in a simulated box: its callers, its factory, and eyes for what lies in it.
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engines/factory/shapes.hpp"
#include "engines/lambda/shapes.hpp"
#include "engines/ses/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "lambda/events.hpp"
#include "lambda/host.hpp"
#include "shop/shop.hpp"
#include "support/sim_box.hpp"

namespace proofbox::test {

inline Caller shop_caller() {
  Caller caller;
  caller.region = "ap-northeast-2";
  return caller;
}

inline lambda::Deployment floor_with(int stock) {
  auto const settings = fmt::format(R"({{"products":[{{"sku":"CP-502101","stock":{}}}]}})", stock);
  return *shop::deployable().with(settings);
}

struct ShopFloor : SimBox {
  explicit ShopFloor(int stock = 3) : ShopFloor(floor_with(stock)) {}
  explicit ShopFloor(lambda::Deployment deployment) {
    box.deploy(std::move(deployment));
    loop.run();
  }

  // ---- callers ----

  HttpResponse call_shop(std::string method, std::string target, std::string body = {}) {
    HttpRequest request{std::move(method), "api.box", std::move(target)};
    if (!body.empty())
      request.headers = {{"Content-Type", "application/json"}};
    request.body = std::move(body);
    return http(request);
  }

  // What the buyer reads.
  std::string checkout() { return call_shop("POST", "/checkout").body; }

  // So many buyers at the same instant, and what each reads, in the order of the answers.
  std::vector<std::string> checkouts(int buyers) {
    std::vector<std::string> answers;
    for (int i = 0; i < buyers; ++i)
      box.spawn(buy(box, answers));
    loop.run();
    return answers;
  }

  // Does all that is due at this instant.
  void settle() { advance(0s); }

  // What came of an invocation: the answer as JSON, or the error.
  struct Invocation {
    std::optional<std::string> answer;
    std::string error_type, error_message;
  };
  // Runs a function by itself.
  Invocation invoke(std::string const& function, std::string event) {
    aws_lambda::Invoke invoke;
    invoke.function_name = function;
    invoke.payload.bytes = std::move(event);
    auto const invoked = call(invoke, shop_caller());
    REQUIRE(invoked.ok());
    if (!invoked->function_error)
      return {invoked->payload.bytes, {}, {}};
    auto const error = nlohmann::json::parse(invoked->payload.bytes);
    return {{}, error.at("errorType"), error.at("errorMessage")};
  }

  void configure(factory::Configure const& configure) {
    check(call(configure).ok(), "the Factory takes its settings");
  }

  void sql(std::string text) {
    Statement const statement{std::move(text)};
    auto const rows = run(box.database("warehouse").query(statement));
    check(rows.ok(), "the statement of a test is well formed");
  }

  // ---- eyes ----

  std::int64_t number(std::string text) {
    Statement const select{std::move(text)};
    return std::get<std::int64_t>(box.database("warehouse").look(select)->rows.at(0).at(0));
  }
  std::int64_t stock() { return number("SELECT stock FROM product"); }
  bool ad_runs() { return number("SELECT status FROM advertisement") == 1; }

  std::vector<sqs::PeekMessages::Held> messages(std::string queue) {
    sqs::PeekMessages peek;
    peek.queue = std::move(queue);
    return call(peek, shop_caller())->messages;
  }
  std::vector<factory::ListOrders::Listed> orders() {
    factory::ListOrders const list;
    return call(list, shop_caller())->orders;
  }
  std::vector<ses::ListMessages::Mail> mails() {
    ses::ListMessages const list;
    return call(list, shop_caller())->messages;
  }

  // How often the function was invoked.
  int invocations(std::string_view function) {
    int count = 0;
    for (auto const* event : box.events().after(0, 100'000))
      count += event->kind == "invocation" && event->who == function ? 1 : 0;
    return count;
  }

 private:
  static Task<void> buy(Box& box, std::vector<std::string>& answers) {
    HttpRequest const request{"POST", "api.box", "/checkout"};
    auto const response = co_await box.answer(request);
    answers.push_back(response.body);
  }
};

inline std::string sold(int left) {
  return fmt::format(R"({{"message":"구매 완료! 남은 재고: {}"}})", left);
}
inline std::string const sold_out = R"({"message":"구매 실패! 남은 재고: 0"})";

// A batch of a queue with these bodies, as a function gets it.
inline std::string batch_of(std::vector<std::string> const& bodies) {
  lambda::QueueEvent event;
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    auto& record = event.records.emplace_back();
    record.message_id = fmt::format("m{}", i + 1);
    record.body = bodies[i];
  }
  return to_json(event);
}

// A notification as SNS puts it into a queue, with these attributes.
inline std::string notification(
    std::vector<std::pair<std::string, std::string>> const& attributes) {
  std::string text =
      R"({"Type":"Notification","MessageId":"n","Message":"도너츠","MessageAttributes":{)";
  for (auto const& [name, value] : attributes)
    text += fmt::format(R"({}"{}":{{"Type":"String","Value":"{}"}})", text.back() == '{' ? "" : ",",
                        name, value);
  return text + "}}";
}

inline std::string shortage(std::string const& count = "1", std::string const& sku = "CP-502101") {
  return notification({{"groupId", "stock-arrival-group"},
                       {"productId", sku},
                       {"productCnt", count},
                       {"factoryId", "FF-500293"},
                       {"requester", "factory-manager@example.com"},
                       {"callbackUrl", "http://api.box/product/donut"}});
}

// What the shop's first version published.
inline std::string early_shortage() {
  return notification({{"MessageAttributeProductId", "e7b5da50-fa94-11ed-8923-0aebfd403c0e"},
                       {"MessageAttributeFactoryId", "c5544aea-fa94-11ed-8923-0aebfd403c0e"}});
}

}  // namespace proofbox::test

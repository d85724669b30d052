// The drawing of a deployment: every part of it once, every connection with its direction.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "services/shop_box.hpp"
#include "shop/diagram.hpp"

using namespace proofbox;

TEST_CASE("A small deployment is drawn whole", "[services]") {
  lambda::Deployment deployment;
  deployment.queues = {{"dead"}, {"jobs", {}, "dead", 5}};
  deployment.topics = {{"news"}};
  deployment.subscriptions = {{"news", "jobs"}};
  deployment.databases = {{"ledger", {}}};
  deployment.functions = {{"worker", {}, 6s}, {"front", {}, 30s}};
  deployment.mappings = {{"jobs", "worker"}};
  deployment.routes = {{"POST", "/produce", "front"}, {"POST", "/done", "worker"}};
  deployment.uses = {
      {"front", "news"}, {"worker", "ledger"}, {"worker", "Factory API"}, {"front", "SES"}};
  deployment.callbacks = {{"Factory API", "POST /done"}};
  CHECK(shop::mermaid(deployment) == R"(flowchart LR
  client([client])
  POST__produce[/"POST /produce"/]
  POST__done[/"POST /done"/]
  worker[["worker, 6 s"]]
  front[["front, 30 s"]]
  news{{"SNS news"}}
  dead[("SQS dead")]
  jobs[("SQS jobs")]
  ledger[("SQL ledger")]
  Factory_API["Factory API"]
  SES["SES"]
  client --> POST__produce
  POST__produce --> front
  POST__done --> worker
  front --> news
  worker --> ledger
  worker --> Factory_API
  front --> SES
  news --> jobs
  jobs -. "after 5 receives" .-> dead
  jobs --> worker
  Factory_API -. "calls back" .-> POST__done
)");
}

TEST_CASE("A part of a deployment is its functions, what feeds them and what they use",
          "[services]") {
  auto const part = shop::part_of(test::floor_with(3), {"ad_lambda"});
  CHECK(shop::mermaid(part) == R"(flowchart LR
  client([client])
  ad_lambda[["ad_lambda, 6 s"]]
  stock_empty{{"SNS stock_empty"}}
  ad_dead_letter_queue[("SQS ad_dead_letter_queue")]
  ad_queue[("SQS ad_queue")]
  warehouse[("SQL warehouse")]
  SES["SES"]
  ad_lambda --> warehouse
  ad_lambda --> SES
  stock_empty --> ad_queue
  ad_queue -. "after 3 receives" .-> ad_dead_letter_queue
  ad_queue --> ad_lambda
)");
}

TEST_CASE("The drawings in docs/flows.md are those of what is deployed", "[services]") {
  std::ifstream file{PROOFBOX_SOURCE_DIR "/docs/flows.md"};
  std::ostringstream text;
  text << file.rdbuf();
  auto const page = text.str();
  auto const shop = test::floor_with(3);
  for (auto const& functions : {
           std::vector<std::string>{"sales_api", "stock_lambda", "stock_inc_lambda"},
           {"sales_api", "ad_lambda", "stock_inc_lambda"},
           {"sales_api", "vip_lambda", "marketing_lambda"},
           {"tutorial-step-1-dev-hello", "tutorial-step-2-dev-producer",
            "tutorial-step-2-dev-jobsWorker"},
       }) {
    auto const drawing = "```mermaid\n" + shop::mermaid(shop::part_of(shop, functions)) + "```\n";
    INFO("docs/flows.md should have this drawing:\n" << drawing);
    CHECK(page.find(drawing) != std::string::npos);
  }
  auto const whole = "```mermaid\n" + shop::mermaid(shop) + "```\n";
  INFO("docs/flows.md should have this drawing:\n" << whole);
  CHECK(page.find(whole) != std::string::npos);
}

TEST_CASE("The shop's drawing follows an empty stock from the buyer to the factory and back",
          "[services]") {
  auto const drawing = shop::mermaid(test::floor_with(3));
  for (auto const* line :
       {"  client --> POST__checkout\n", "  POST__checkout --> sales_api\n",
        "  sales_api --> stock_empty\n", "  stock_empty --> stock_queue\n",
        "  stock_queue --> stock_lambda\n",
        "  stock_queue -. \"after 3 receives\" .-> dead_letter_queue\n",
        "  stock_lambda --> Factory_API\n",
        "  Factory_API -. \"calls back\" .-> POST__product_donut\n",
        "  POST__product_donut --> stock_inc_lambda\n", "  stock_inc_lambda --> warehouse\n",
        "  stock_empty --> ad_queue\n", "  ad_queue --> ad_lambda\n", "  ad_lambda --> SES\n"}) {
    INFO(line);
    CHECK(drawing.find(line) != std::string::npos);
  }
  CHECK(drawing.find("client --> POST__product_donut") == std::string::npos);
}

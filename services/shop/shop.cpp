#include "shop/shop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ads/ads.hpp"
#include "marketing/marketing.hpp"
#include "ops_alert/ops_alert.hpp"
#include "sales/sales.hpp"
#include "shop/customers.hpp"
#include "shop/invariants.hpp"
#include "shop/settings.hpp"
#include "shop/warehouse.hpp"
#include "stock/stock.hpp"
#include "stock_http/stock_http.hpp"
#include "stock_increase/stock_increase.hpp"
#include "vip/vip.hpp"

namespace proofbox::shop {
namespace {

constexpr auto function_timeout = 6s;  // the Serverless Framework's default
constexpr auto alert_timeout = 30s;
constexpr auto factory_api = "http://factory.box/api/manufactures";
constexpr auto stock_increase_api = "http://api.box/product/donut";

std::string arn(std::string_view service, std::string_view name) {
  return fmt::format("arn:aws:{}:ap-northeast-2:000000000000:{}", service, name);
}

// A queue whose consumers fail three times, and the dead-letter queue that then has the message.
void add_queue(lambda::Deployment& made, std::string const& name, std::string const& dead_letters) {
  made.queues.push_back({dead_letters, {{"MessageRetentionPeriod", "1209600"}}});
  made.queues.push_back({name, {{"VisibilityTimeout", "30"}}, dead_letters, 3});
}

void add_database(lambda::Deployment& made, std::string const& name,
                  std::vector<Outage> const& outages, std::vector<Statement> const& tables) {
  auto statements = Connection::setup(outages);
  statements.insert(statements.end(), tables.begin(), tables.end());
  made.databases.push_back({name, std::move(statements)});
}

// Requirements 1 and 2: a sale, and what happens where nothing is left to sell.
void add_sales(lambda::Deployment& made, Settings const& settings) {
  auto tables = Warehouse::setup();
  for (auto const& item : settings.products)
    tables.push_back(Warehouse::stock_at_first(item.sku, item.stock));
  add_database(made, "warehouse", {}, tables);
  made.topics.push_back({"stock_empty"});
  made.functions.push_back({"sales_api",
                            lambda::handler(sales),
                            function_timeout,
                            {{"TOPIC_ARN", arn("sns", "stock_empty")},
                             {"VIP_TOPIC_ARN", arn("sns", "vip_purchase")},
                             {"STOCK_INCREASE_API", stock_increase_api},
                             {"MESSAGE_FORM", settings.message_form}}});
  made.routes.push_back({"GET", "/product/donut", "sales_api"});
  made.routes.push_back({"POST", "/checkout", "sales_api"});
  made.views.push_back(
      {"shop/products", "warehouse",
       "SELECT sku, name, price, stock, BIN_TO_UUID(product_id) AS product_id FROM "
       "product ORDER BY sku"});
  made.uses.push_back({"sales_api", "warehouse"});
  made.uses.push_back({"sales_api", "stock_empty"});
}

// Requirement 3: the Factory is asked, and calls back.
void add_restocking(lambda::Deployment& made, Settings const& settings) {
  Map<std::string> const environment{{"FACTORY_API", factory_api},
                                     {"STOCK_INCREASE_API", stock_increase_api}};
  add_queue(made, "stock_queue", "dead_letter_queue");
  if (settings.http_subscriber) {
    made.functions.push_back(
        {"stock_http", lambda::handler(stock_http), function_timeout, environment});
    made.routes.push_back({"POST", "/notifications", "stock_http"});
    made.uses.push_back({"stock_http", "Factory API"});
  } else {
    made.subscriptions.push_back({"stock_empty", "stock_queue"});
    made.functions.push_back(
        {"stock_lambda", lambda::handler(stock), function_timeout, environment});
    made.functions.back().role_actions = {"sqs:ReceiveMessage", "sqs:DeleteMessage",
                                          "sqs:GetQueueAttributes"};
    made.mappings.push_back({"stock_queue", "stock_lambda", 1});
    made.uses.push_back({"stock_lambda", "Factory API"});
  }
  made.functions.push_back({"stock_inc_lambda", lambda::handler(stock_increase), function_timeout});
  if (settings.arrival_notices) {
    made.queues.push_back({"arrival_queue"});
    made.functions.back().on_success = arn("sqs", "arrival_queue");
  }
  made.routes.push_back({"POST", "/product/donut", "stock_inc_lambda"});
  made.uses.push_back({"stock_inc_lambda", "warehouse"});
  made.callbacks.push_back({"Factory API", "POST /product/donut"});
}

// Scenario a.
void add_ad_stop(lambda::Deployment& made) {
  add_queue(made, "ad_queue", "ad_dead_letter_queue");
  made.subscriptions.push_back({"stock_empty", "ad_queue"});
  made.email_identities.push_back(std::string{ad_sender});
  made.functions.push_back({"ad_lambda", lambda::handler(ads), function_timeout});
  made.mappings.push_back({"ad_queue", "ad_lambda", 1});
  made.views.push_back(
      {"shop/advertisements", "warehouse",
       "SELECT BIN_TO_UUID(ad_id) AS ad_id, status, manager_email FROM advertisement "
       "ORDER BY ad_id"});
  made.uses.push_back({"ad_lambda", "warehouse"});
  made.uses.push_back({"ad_lambda", "SES"});
}

// Scenario b: the customers on their own server, and the marketing system beside them, each behind
// a queue of its own.
void add_vip(lambda::Deployment& made, Settings const& settings) {
  auto tables = Customers::setup();
  for (auto const& customer : settings.customers)
    tables.push_back(Customers::customer_at_first(customer.user_id, customer.type));
  add_database(made, "customers", settings.customer_outages(), tables);
  made.topics.push_back({"vip_purchase"});
  made.uses.push_back({"sales_api", "vip_purchase"});
  add_queue(made, "vip_queue", "vip_dead_letter_queue");
  add_queue(made, "marketing_queue", "marketing_dead_letter_queue");
  made.subscriptions.push_back({"vip_purchase", "vip_queue"});
  made.subscriptions.push_back({"vip_purchase", "marketing_queue"});
  made.functions.push_back({"vip_lambda", lambda::handler(vip), function_timeout});
  made.functions.push_back({"marketing_lambda",
                            lambda::handler(marketing),
                            function_timeout,
                            {{"MARKETING_API", settings.marketing}}});
  made.mappings.push_back({"vip_queue", "vip_lambda", 1});
  made.mappings.push_back({"marketing_queue", "marketing_lambda", 1});
  made.views.push_back(
      {"shop/customers", "customers", "SELECT user_id, type FROM customer ORDER BY user_id"});
  made.uses.push_back({"vip_lambda", "customers"});
  made.uses.push_back({"marketing_lambda", "marketing system"});
}

// What lands in a dead-letter queue of the shop is reported to the operations team.
void add_operations(lambda::Deployment& made) {
  for (auto const& queue : made.queues)
    if (!queue.dead_letter_queue.empty())
      made.alarms.push_back({queue.dead_letter_queue, "ops_alert_lambda"});
  add_database(made, "operations", {}, ops_alert_setup());
  made.functions.push_back({"ops_alert_lambda", lambda::handler(ops_alert), alert_timeout});
  made.uses.push_back({"ops_alert_lambda", "operations"});
  made.uses.push_back({"ops_alert_lambda", "SES"});
}

lambda::Queue& queue_named(lambda::Deployment& made, std::string_view name) {
  return *std::find_if(made.queues.begin(), made.queues.end(),
                       [&](auto const& queue) { return queue.name == name; });
}

std::string policy(std::string_view principal, std::string_view condition) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{},)"
                     R"("Action":"sqs:SendMessage","Resource":"{}"{}}}]}})",
                     principal, arn("sqs", "stock_queue"), condition);
}

lambda::Function* function_named(lambda::Deployment& made, std::string_view name) {
  auto const found = std::find_if(made.functions.begin(), made.functions.end(),
                                  [&](auto const& function) { return function.name == name; });
  return found == made.functions.end() ? nullptr : &*found;
}

// What Node.js says of a module that is not there.
Error missing_module(std::string_view module) {
  return {"Runtime.ImportModuleError",
          fmt::format("Error: Cannot find module '{}'\nRequire stack:\n- /var/task/handler.js\n- "
                      "/var/runtime/UserFunction.js\n- /var/runtime/index.js",
                      module),
          500};
}

// The mistakes that are made in what is deployed; the others are made in the functions.
void spoil(lambda::Deployment& made, Switches const& switches) {
  // The topic was subscribed to the queue on the topic's page. Only the queue's own page writes
  // into the queue's policy that the topic may send; so it is still the one that the console gives
  // each new queue: its owner may send, and nobody else.
  if (switches.make(mistake::subscribed_from_the_topic))
    queue_named(made, "stock_queue").attributes["Policy"] =
        policy(R"({"AWS":"arn:aws:iam::000000000000:root"})", "");
  // The policy was written with the first deployment, when the topic had another name.
  if (switches.make(mistake::policy_names_another_topic))
    queue_named(made, "stock_queue").attributes["Policy"] =
        policy(R"({"Service":"sns.amazonaws.com"})",
               fmt::format(R"(,"Condition":{{"ArnEquals":{{"aws:SourceArn":"{}"}}}})",
                           arn("sns", "stock_empty-dev")));
  auto* const stock = function_named(made, "stock_lambda");
  // The destination's condition is "on failure": what succeeds is told to nobody.
  if (auto* const increase = function_named(made, "stock_inc_lambda");
      switches.make(mistake::tells_of_failures_only))
    std::swap(increase->on_success, increase->on_failure);
  // The layer's zip has node_modules at its top, not below nodejs/.
  if (stock != nullptr && switches.make(mistake::leaves_its_module_at_home))
    stock->init_error = missing_module("axios");
  // The third version of the SDK comes with Node.js 18; 14 has the second.
  if (switches.make(mistake::asks_for_another_runtimes_module))
    function_named(made, "tutorial-step-2-dev-producer")->init_error =
        missing_module("@aws-sdk/client-sqs");
  // A role that may write logs, and nothing else: the trigger cannot be attached.
  if (stock != nullptr && switches.make(mistake::has_a_role_without_rights)) {
    stock->role_actions = {"logs:PutLogEvents"};
    std::erase_if(made.mappings,
                  [](auto const& mapping) { return mapping.function == "stock_lambda"; });
  }
  // `events: - sqs` without batchSize: ten at a time.
  if (switches.make(mistake::handles_the_first_record_only))
    for (auto& mapping : made.mappings)
      if (mapping.function == "stock_lambda")
        mapping.batch_size = 10;
}

// What all functions find in their environment.
void add_environment(lambda::Deployment& made, Switches const& switches) {
  for (auto& function : made.functions) {
    function.environment["DB_USERNAME"] = database_user;
    // The developer's own shell had it before anybody asked for it.
    if (switches.make(mistake::reads_a_clashing_variable))
      function.environment["USERNAME"] = "kim";
    function.environment.merge(switches.environment());
  }
}

// What a team makes with tools of its own, such as docs/terraform.
void take_resources_out(lambda::Deployment& made) {
  made.queues.clear();
  made.topics.clear();
  made.subscriptions.clear();
  made.email_identities.clear();
  made.mappings.clear();
  made.alarms.clear();
}

Result<lambda::Deployment> deployment(std::string const& text) {
  auto const settings = settings_of(text);
  if (!settings)
    return settings.error();
  auto const switches = settings->switches();
  lambda::Deployment made;
  made.deployable = "donut";
  made.settings = to_json(*settings);
  made.account_concurrency = settings->account_concurrency;
  add_sales(made, *settings);
  add_restocking(made, *settings);
  add_ad_stop(made);
  add_vip(made, *settings);
  add_operations(made);
  // delay(15000) under a time-out of six seconds.
  tutorial::Settings const tutorial{
      switches.make(mistake::works_longer_than_it_may) ? "15s" : settings->tutorial.consumer_sleeps,
      *parse_duration(settings->tutorial.consumer_timeout), settings->tutorial.growth_per_minute,
      settings->tutorial.maximum_concurrency};
  tutorial::add_to(made, tutorial);
  spoil(made, switches);
  add_environment(made, switches);
  if (settings->without_resources)
    take_resources_out(made);
  return made;
}

}  // namespace

lambda::Deployable deployable() { return {"donut", deployment, invariants}; }

}  // namespace proofbox::shop

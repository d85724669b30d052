#include "shop/shop.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ads/ads.hpp"
#include "base/text.hpp"
#include "sales/sales.hpp"
#include "shape/json.hpp"
#include "shop/invariants.hpp"
#include "shop/warehouse.hpp"
#include "stock/stock.hpp"
#include "stock_increase/stock_increase.hpp"

namespace proofbox::shop {
namespace {

constexpr std::int64_t stock_max = 1'000'000;
constexpr auto function_timeout = 6s;  // the Serverless Framework's default

struct Settings {
  struct Item {
    std::string sku;
    std::int64_t stock = 0;
    static Shape const& shape() {
      static Shape const shape = Describe<Item>("Product")
                                     .member("sku", &Item::sku, required)
                                     .member("stock", &Item::stock, required);
      return shape;
    }
  };
  std::vector<Item> products;
  static Shape const& shape() {
    static Shape const shape =
        Describe<Settings>("Settings").member("products", &Settings::products);
    return shape;
  }
};

Error mistake(std::string sentence) { return {"SettingsError", std::move(sentence), 400}; }

std::string sentence_of(Misfit const& misfit) {
  static std::vector<std::string_view> const words{"products", "sku", "stock"};
  auto const name = std::string_view{misfit.member}.substr(misfit.member.rfind('.') + 1);
  bool const is_known = std::find(words.begin(), words.end(), name) != words.end();
  switch (misfit.kind) {
    case Misfit::Kind::syntax:
      return fmt::format(
          "The shop's settings are a JSON object as {{\"products\": [{{\"sku\": \"{}\", \"stock\": "
          "3}}]}}.",
          donut_sku);
    case Misfit::Kind::missing:
      return fmt::format("The shop's settings need a \"{}\".", misfit.member);
    default:
      if (is_known)
        return fmt::format("\"{}\" of the shop's settings is of the wrong type: {}.", misfit.member,
                           misfit.value);
      return fmt::format("The shop's settings have no \"{}\".{}", misfit.member,
                         did_you_mean(name, words));
  }
}

Result<Settings> settings_of(std::string const& text) {
  Settings settings;
  if (auto const misfit = read_json(text, Settings::shape(), &settings, Unknown::refused))
    return mistake(sentence_of(*misfit));
  for (auto const& item : settings.products) {
    if (item.sku != donut_sku)
      return mistake(fmt::format("The shop has no product \"{}\".{}", item.sku,
                                 did_you_mean(item.sku, {donut_sku})));
    if (item.stock < 0 || item.stock > stock_max)
      return mistake(fmt::format("The stock of {} goes from 0 to {}, and is not {}.", item.sku,
                                 stock_max, item.stock));
  }
  return settings;
}

std::string arn(std::string_view service, std::string_view name) {
  return fmt::format("arn:aws:{}:ap-northeast-2:000000000000:{}", service, name);
}

Result<lambda::Deployment> deployment(std::string const& text) {
  auto const settings = settings_of(text);
  if (!settings)
    return settings.error();
  lambda::Deployment made;
  Map<std::string> const visibility{{"VisibilityTimeout", "30"}};
  Map<std::string> const fourteen_days{{"MessageRetentionPeriod", "1209600"}};
  made.queues = {
      {"dead_letter_queue", fourteen_days},
      {"stock_queue", visibility, "dead_letter_queue", 3},
      {"ad_dead_letter_queue", fourteen_days},
      {"ad_queue", visibility, "ad_dead_letter_queue", 3},
  };
  made.topics = {{"stock_empty"}};
  made.subscriptions = {{"stock_empty", "stock_queue"}, {"stock_empty", "ad_queue"}};
  made.email_identities = {std::string{ad_sender}};
  made.databases = {{"warehouse", Warehouse::setup()}};
  for (auto const& item : settings->products)
    made.databases.front().statements.push_back(Warehouse::stock_at_first(item.sku, item.stock));
  made.functions = {
      {"sales_api",
       lambda::handler(sales),
       function_timeout,
       {{"TOPIC_ARN", arn("sns", "stock_empty")},
        {"STOCK_INCREASE_API", "http://api.box/product/donut"}}},
      {"stock_lambda",
       lambda::handler(stock),
       function_timeout,
       {{"FACTORY_API", "http://factory.box/api/manufactures"}}},
      {"stock_inc_lambda", lambda::handler(stock_increase), function_timeout},
      {"ad_lambda", lambda::handler(ads), function_timeout},
  };
  made.mappings = {{"stock_queue", "stock_lambda", 1}, {"ad_queue", "ad_lambda", 1}};
  made.routes = {
      {"GET", "/product/donut", "sales_api"},
      {"POST", "/checkout", "sales_api"},
      {"POST", "/product/donut", "stock_inc_lambda"},
  };
  made.views = {{"shop/products", "warehouse",
                 "SELECT sku, name, price, stock, BIN_TO_UUID(product_id) AS product_id FROM "
                 "product ORDER BY sku"},
                {"shop/advertisements", "warehouse",
                 "SELECT BIN_TO_UUID(ad_id) AS ad_id, status, manager_email FROM advertisement "
                 "ORDER BY ad_id"}};
  made.uses = {{"sales_api", "warehouse"},      {"sales_api", "stock_empty"},
               {"stock_lambda", "Factory API"}, {"stock_inc_lambda", "warehouse"},
               {"ad_lambda", "warehouse"},      {"ad_lambda", "SES"}};
  made.callbacks = {{"Factory API", "POST /product/donut"}};
  return made;
}

}  // namespace

lambda::Deployable deployable() { return {"donut", deployment, invariants}; }

}  // namespace proofbox::shop

#include "shop/settings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "ports/http.hpp"
#include "shape/json.hpp"
#include "shop/warehouse.hpp"

namespace proofbox::shop {
namespace {

constexpr std::int64_t stock_max = 1'000'000;

Error refusal(std::string sentence) { return {"SettingsError", std::move(sentence), 400}; }

std::string sentence_of(Misfit const& misfit) {
  static std::vector<std::string_view> const words{"products",
                                                   "sku",
                                                   "stock",
                                                   "customers",
                                                   "user_id",
                                                   "type",
                                                   "from",
                                                   "until",
                                                   "customers_down",
                                                   "message_form",
                                                   "http_subscriber",
                                                   "marketing",
                                                   "tutorial",
                                                   "consumer_sleeps",
                                                   "consumer_timeout",
                                                   "growth_per_minute",
                                                   "maximum_concurrency",
                                                   "account_concurrency",
                                                   "arrival_notices",
                                                   "without_resources",
                                                   "mistakes",
                                                   "cures"};
  auto const name = std::string_view{misfit.member}.substr(misfit.member.rfind('.') + 1);
  bool const is_known = std::find(words.begin(), words.end(), name) != words.end();
  bool const is_listed = !name.empty() && name.find_first_not_of("0123456789") == name.npos;
  switch (misfit.kind) {
    case Misfit::Kind::syntax:
      return fmt::format(
          "The shop's settings are a JSON object as {{\"products\": [{{\"sku\": \"{}\", \"stock\": "
          "3}}]}}.",
          donut_sku);
    case Misfit::Kind::missing:
      return fmt::format("The shop's settings need a \"{}\".", misfit.member);
    default:
      if (is_known || is_listed)
        return fmt::format("\"{}\" of the shop's settings is of the wrong type: {}.", misfit.member,
                           misfit.value);
      return fmt::format("The shop's settings have no \"{}\".{}", misfit.member,
                         did_you_mean(name, words));
  }
}

std::optional<std::string> complaint_of(Settings::Item const& item) {
  if (item.sku != donut_sku)
    return fmt::format("The shop has no product \"{}\".{}", item.sku,
                       did_you_mean(item.sku, {donut_sku}));
  if (item.stock < 0 || item.stock > stock_max)
    return fmt::format("The stock of {} goes from 0 to {}, and is not {}.", item.sku, stock_max,
                       item.stock);
  return {};
}

std::optional<std::string> complaint_of(Settings::Customer const& customer) {
  if (customer.user_id.empty())
    return "A customer of the shop needs a \"user_id\" that is not empty.";
  if (customer.type != "normal" && customer.type != "Vip")
    return fmt::format("The type of a customer is \"normal\" or \"Vip\", not \"{}\".{}",
                       customer.type, did_you_mean(customer.type, {"normal", "Vip"}));
  return {};
}

std::optional<std::string> complaint_of(Settings::Downtime const& down) {
  auto const from = parse_instant(down.from);
  auto const until = parse_instant(down.until);
  if (!from || !until)
    return fmt::format(
        "\"customers_down\" takes instants as \"2023-05-25T09:00:00+09:00\", not \"{}\".",
        from ? down.until : down.from);
  if (*until <= *from)
    return fmt::format("The customers' database is down until {}, which is not after {}.",
                       down.until, down.from);
  return {};
}

std::optional<std::string> complaint_of(Settings::Tutorial const& tutorial) {
  if (!parse_duration(tutorial.consumer_sleeps))
    return fmt::format("\"consumer_sleeps\" takes a duration as \"15s\", not \"{}\".",
                       tutorial.consumer_sleeps);
  auto const timeout = parse_duration(tutorial.consumer_timeout);
  if (!timeout || *timeout % 1s != 0s || *timeout < 1s || *timeout > 900s)
    return fmt::format(
        "\"consumer_timeout\" takes whole seconds from \"1s\" to \"900s\", not \"{}\".",
        tutorial.consumer_timeout);
  if (tutorial.growth_per_minute < 1 || tutorial.growth_per_minute > 1'000'000)
    return fmt::format("\"growth_per_minute\" goes from 1 to 1000000, and is not {}.",
                       tutorial.growth_per_minute);
  auto const most = tutorial.maximum_concurrency.value_or(2);
  if (most < 2 || most > 1000)
    return fmt::format("\"maximum_concurrency\" goes from 2 to 1000, and is not {}.", most);
  return {};
}

template <class Item>
std::optional<std::string> first_complaint(std::vector<Item> const& items) {
  for (auto const& item : items)
    if (auto complaint = complaint_of(item))
      return complaint;
  return {};
}

std::optional<std::string> complaint_of(Settings const& settings) {
  if (auto complaint = first_complaint(settings.products))
    return complaint;
  if (auto complaint = first_complaint(settings.customers))
    return complaint;
  for (auto const& customer : settings.customers)
    if (std::count_if(settings.customers.begin(), settings.customers.end(),
                      [&](auto const& other) { return other.user_id == customer.user_id; }) > 1)
      return fmt::format("The customer \"{}\" is given twice.", customer.user_id);
  if (auto complaint = first_complaint(settings.customers_down))
    return complaint;
  if (settings.message_form != "A" && settings.message_form != "B")
    return fmt::format("\"message_form\" is \"A\" or \"B\", not \"{}\".", settings.message_form);
  if (!request_to("POST", settings.marketing))
    return fmt::format("\"marketing\" takes a URL, not \"{}\".", settings.marketing);
  if (auto complaint = complaint_of(settings.tutorial))
    return complaint;
  if (settings.account_concurrency < 1 || settings.account_concurrency > 1'000'000)
    return fmt::format("\"account_concurrency\" goes from 1 to 1000000, and is not {}.",
                       settings.account_concurrency);
  return settings.switches().complaint();
}

}  // namespace

Shape const& Settings::Item::shape() {
  static Shape const shape = Describe<Item>("Product")
                                 .member("sku", &Item::sku, required)
                                 .member("stock", &Item::stock, required);
  return shape;
}

Shape const& Settings::Customer::shape() {
  static Shape const shape = Describe<Customer>("Customer")
                                 .member("user_id", &Customer::user_id, required)
                                 .member("type", &Customer::type);
  return shape;
}

Shape const& Settings::Downtime::shape() {
  static Shape const shape = Describe<Downtime>("Downtime")
                                 .member("from", &Downtime::from, required)
                                 .member("until", &Downtime::until, required);
  return shape;
}

Shape const& Settings::Tutorial::shape() {
  static Shape const shape = Describe<Tutorial>("Tutorial")
                                 .member("consumer_sleeps", &Tutorial::consumer_sleeps)
                                 .member("consumer_timeout", &Tutorial::consumer_timeout)
                                 .member("growth_per_minute", &Tutorial::growth_per_minute)
                                 .member("maximum_concurrency", &Tutorial::maximum_concurrency);
  return shape;
}

Shape const& Settings::shape() {
  static Shape const shape = Describe<Settings>("Settings")
                                 .member("products", &Settings::products, optional.even_empty())
                                 .member("customers", &Settings::customers)
                                 .member("customers_down", &Settings::customers_down)
                                 .member("message_form", &Settings::message_form)
                                 .member("http_subscriber", &Settings::http_subscriber)
                                 .member("marketing", &Settings::marketing)
                                 .member("tutorial", &Settings::tutorial)
                                 .member("account_concurrency", &Settings::account_concurrency)
                                 .member("arrival_notices", &Settings::arrival_notices)
                                 .member("without_resources", &Settings::without_resources)
                                 .member("mistakes", &Settings::mistakes)
                                 .member("cures", &Settings::cures);
  return shape;
}

std::vector<Outage> Settings::customer_outages() const {
  std::vector<Outage> outages;
  for (auto const& down : customers_down)
    outages.push_back({*parse_instant(down.from), *parse_instant(down.until)});
  return outages;
}

Result<Settings> settings_of(std::string const& text) {
  Settings settings;
  if (auto const misfit = read_json(text, Settings::shape(), &settings, Unknown::refused))
    return refusal(sentence_of(*misfit));
  if (auto complaint = complaint_of(settings))
    return refusal(std::move(*complaint));
  return settings;
}

}  // namespace proofbox::shop

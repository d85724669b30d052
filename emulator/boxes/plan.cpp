#include "boxes/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace proofbox::boxes {
namespace {

using Json = nlohmann::json;

Error mistake(std::string sentence) { return {"InvalidBox", std::move(sentence), 400}; }

std::string as_written(Json const& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 80);
}

using Complaint = std::optional<std::string>;

Complaint read_seed(Json const& value, Plan& plan) {
  if (!value.is_number_unsigned())
    return fmt::format("\"seed\" takes a whole number that is not negative, not {}.",
                       as_written(value));
  plan.seed = value.get<std::uint64_t>();
  return {};
}

Complaint read_clock(Json const& value, Plan& plan) {
  auto const name = value.is_string() ? value.get<std::string>() : std::string{};
  auto const pace = clock_pace(name);
  if (!pace)
    return fmt::format("\"clock\" takes \"real\", \"frozen\", \"skip\" or \"xN\", not {}.{}",
                       as_written(value), did_you_mean(name, clock_names()));
  plan.clock = *pace;
  return {};
}

Complaint read_start(Json const& value, Plan& plan) {
  auto const start =
      value.is_string() ? parse_instant(value.get<std::string>()) : std::optional<Instant>{};
  if (!start)
    return fmt::format("\"start\" takes an instant as \"2023-05-25T09:00:00+09:00\", not {}.",
                       as_written(value));
  plan.start = start;
  return {};
}

Complaint read_shop(Json const& value, Plan& plan) {
  auto const name = value.is_string() ? value.get<std::string>() : std::string{};
  if (!value.is_object() && name != "donut" && name != "none")
    return fmt::format("\"shop\" takes \"donut\", \"none\" or an object of settings, not {}.{}",
                       as_written(value), did_you_mean(name, {"donut", "none"}));
  plan.shop = value.is_object() ? value.dump() : name;
  return {};
}

Complaint read_region(Json const& value, Plan& plan) {
  auto const region = value.is_string() ? value.get<std::string>() : std::string{};
  bool const is_plain = std::all_of(region.begin(), region.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (region.empty() || region.size() > 32 || !is_plain)
    return fmt::format("\"region\" takes a region as \"ap-northeast-2\", not {}.",
                       as_written(value));
  plan.region = region;
  return {};
}

Complaint read_ttl(Json const& value, Plan& plan) {
  auto const ttl =
      value.is_string() ? parse_duration(value.get<std::string>()) : std::optional<Duration>{};
  if (!ttl || *ttl <= Duration::zero())
    return fmt::format("\"ttl\" takes a duration of wall time as \"10m\", not {}.",
                       as_written(value));
  plan.ttl = ttl;
  return {};
}

// true for all, false for none, or a list of names. What is switched on is this and nothing more.
template <class Switches, class Table>
Complaint read_switches(Json const& value, std::string_view key, Table const& table,
                        std::vector<std::string_view> const& names, Switches& switches) {
  switches = {};
  if (value.is_boolean()) {
    for (auto const& [name, member] : table)
      switches.*member = value.get<bool>();
    return {};
  }
  if (!value.is_array())
    return fmt::format("\"{}\" takes a list of names, true or false, not {}.", key,
                       as_written(value));
  for (auto const& item : value) {
    auto const word = item.is_string() ? item.get<std::string>() : std::string{};
    auto const found = std::find_if(std::begin(table), std::end(table),
                                    [&](auto const& entry) { return entry.first == word; });
    if (found == std::end(table))
      return fmt::format("\"{}\" knows no {}.{}", key, as_written(item), did_you_mean(word, names));
    switches.*found->second = true;
  }
  return {};
}

Complaint read_strict(Json const& value, Plan& plan) {
  return read_switches(value, "strict", strictnesses, strictness_names(), plan.strict);
}

Complaint read_allow(Json const& value, Plan& plan) {
  return read_switches(value, "allow", allowances, allowance_names(), plan.allowed);
}

constexpr std::pair<std::string_view, Complaint (*)(Json const&, Plan&)> words[] = {
    {"seed", read_seed},     {"clock", read_clock}, {"start", read_start},   {"shop", read_shop},
    {"strict", read_strict}, {"allow", read_allow}, {"region", read_region}, {"ttl", read_ttl},
};

Complaint read_word(std::string const& key, Json const& value, Plan& plan) {
  std::vector<std::string_view> known;
  for (auto const& [word, read] : words) {
    if (word == key)
      return read(value, plan);
    known.push_back(word);
  }
  return fmt::format("A box has no {}.{}", as_written(key), did_you_mean(key, known));
}

template <class Switches, class Table>
std::string switches_json(Switches const& switches, Table const& table) {
  std::string text = "[";
  for (auto const& [name, member] : table)
    if (switches.*member)
      text += fmt::format("{}\"{}\"", text.size() > 1 ? "," : "", name);
  return text + ']';
}

}  // namespace

Result<Plan> read_plan(std::string_view text, Plan const& standing) {
  auto plan = standing;
  if (trim(text).empty())
    return plan;
  auto const json = Json::parse(text, nullptr, false, true);
  if (!json.is_object())
    return mistake("A box is described by a JSON object, as {\"clock\":\"skip\",\"seed\":7}.");
  for (auto const& [key, value] : json.items())
    if (auto complaint = read_word(key, value, plan))
      return mistake(std::move(*complaint));
  return plan;
}

std::string plan_json(Plan const& plan) {
  auto const shop = plan.shop.starts_with('{') ? plan.shop : '"' + plan.shop + '"';
  return fmt::format(
      "\"seed\":{},\"region\":\"{}\",\"shop\":{},\"strict\":{},\"allow\":{},\"ttl\":{}", plan.seed,
      plan.region, shop, switches_json(plan.strict, strictnesses),
      switches_json(plan.allowed, allowances),
      plan.ttl ? '"' + duration_text(*plan.ttl) + '"' : "null");
}

}  // namespace proofbox::boxes

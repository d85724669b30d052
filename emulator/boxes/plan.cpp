#include "boxes/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "match/reading.hpp"

namespace proofbox::boxes {
namespace {

using match::Node;
using match::stop;

std::string as_written(Node const& value) { return write_node(value, 80); }

std::string text_or_nothing(Node const& value) {
  return value.is(Node::Kind::text) ? value.text : std::string{};
}

void read_seed(Node const& value, Plan& plan) {
  auto const seed = value.is(Node::Kind::number) ? parse_integer(value.text) : std::nullopt;
  if (!seed || *seed < 0)
    stop(value.place, fmt::format("\"seed\" takes a whole number that is not negative, not {}.",
                                  as_written(value)));
  plan.seed = static_cast<std::uint64_t>(*seed);
}

void read_clock(Node const& value, Plan& plan) {
  auto const name = text_or_nothing(value);
  auto const pace = clock_pace(name);
  if (!pace)
    stop(value.place,
         fmt::format("\"clock\" takes \"real\", \"frozen\", \"skip\" or \"xN\", not {}.{}",
                     as_written(value), did_you_mean(name, clock_names())));
  plan.clock = *pace;
}

void read_start(Node const& value, Plan& plan) {
  plan.start = parse_instant(text_or_nothing(value));
  if (!plan.start)
    stop(value.place,
         fmt::format("\"start\" takes an instant as \"2023-05-25T09:00:00+09:00\", not {}.",
                     as_written(value)));
}

void read_shop(Node const& value, Plan& plan) {
  auto const name = text_or_nothing(value);
  bool const is_object = value.is(Node::Kind::object);
  if (!is_object && name != "donut" && name != "none")
    stop(value.place,
         fmt::format("\"shop\" takes \"donut\", \"none\" or an object of settings, not {}.{}",
                     as_written(value), did_you_mean(name, {"donut", "none"})));
  plan.shop = is_object ? match::whole(value) : name;
}

void read_region(Node const& value, Plan& plan) {
  plan.region = text_or_nothing(value);
  if (!config::is_region(plan.region))
    stop(value.place, fmt::format("\"region\" takes a region as \"ap-northeast-2\", not {}.",
                                  as_written(value)));
}

void read_ttl(Node const& value, Plan& plan) {
  plan.ttl = parse_duration(text_or_nothing(value));
  if (!plan.ttl || *plan.ttl <= Duration::zero())
    stop(value.place, fmt::format("\"ttl\" takes a duration of wall time as \"10m\", not {}.",
                                  as_written(value)));
}

// What stands in the box from the start: what is said here, or nothing at all.
void read_config(Node const& value, Plan& plan) {
  plan.contents.reset();
  if (value.is(Node::Kind::boolean) && !value.truth)
    return;
  if (!value.is(Node::Kind::object))
    stop(value.place,
         fmt::format("\"config\" takes false, or an object as {{\"queues\": [...]}}, not {}.",
                     as_written(value)));
  try {
    match::allow_only(value, config::content_words(), "The config of a box");
    plan.contents = std::make_shared<config::Contents const>(config::read_contents(value, {}));
  } catch (match::Stop const& mistake) {
    // Long enough that one wants to know where in it.
    stop(mistake.place, match::Mistake{{}, mistake.place, mistake.sentence}.text());
  }
}

// true for all, false for none, or a list of names. What is switched on is this and nothing more.
template <class Switches, class Table>
void read_switches(Node const& value, std::string_view key, Table const& table,
                   std::vector<std::string_view> const& names, Switches& switches) {
  switches = {};
  if (value.is(Node::Kind::boolean)) {
    for (auto const& [name, member] : table)
      switches.*member = value.truth;
    return;
  }
  if (!value.is(Node::Kind::list))
    stop(value.place, fmt::format("\"{}\" takes a list of names, true or false, not {}.", key,
                                  as_written(value)));
  for (auto const& item : value.items) {
    auto const word = text_or_nothing(item);
    auto const found = std::find_if(std::begin(table), std::end(table),
                                    [&](auto const& entry) { return entry.first == word; });
    if (found == std::end(table))
      stop(item.place,
           fmt::format("\"{}\" knows no {}.{}", key, as_written(item), did_you_mean(word, names)));
    switches.*found->second = true;
  }
}

void read_strict(Node const& value, Plan& plan) {
  read_switches(value, "strict", strictnesses, strictness_names(), plan.strict);
}

void read_allow(Node const& value, Plan& plan) {
  read_switches(value, "allow", allowances, allowance_names(), plan.allowed);
}

constexpr std::pair<std::string_view, void (*)(Node const&, Plan&)> words[] = {
    {"seed", read_seed},     {"clock", read_clock},   {"start", read_start},
    {"shop", read_shop},     {"strict", read_strict}, {"allow", read_allow},
    {"region", read_region}, {"ttl", read_ttl},       {"config", read_config},
};

template <class Switches, class Table>
std::string switches_json(Switches const& switches, Table const& table) {
  std::string text = "[";
  for (auto const& [name, member] : table)
    if (switches.*member)
      text += fmt::format("{}\"{}\"", text.size() > 1 ? "," : "", name);
  return text + ']';
}

}  // namespace

std::vector<std::string_view> const& plan_words() {
  static std::vector<std::string_view> const known = [] {
    std::vector<std::string_view> names;
    for (auto const& [word, read] : words)
      names.push_back(word);
    return names;
  }();
  return known;
}

void read_plan_word(std::string_view word, Node const& value, Plan& plan) {
  for (auto const& [known, read] : words)
    if (known == word)
      read(value, plan);
}

Result<Plan> read_plan(std::string_view text, Plan const& standing) {
  auto plan = standing;
  if (trim(text).empty())
    return plan;
  match::Place where;
  auto const root = match::read_document(text, where);
  try {
    if (!root || !root->is(Node::Kind::object))
      stop(where, "A box is described by a JSON object, as {\"clock\":\"skip\",\"seed\":7}.");
    match::allow_only(*root, plan_words(), "A box");
    for (auto const& [word, value] : root->members)
      read_plan_word(word, value, plan);
  } catch (match::Stop const& mistake) {
    return Error{"InvalidBox", mistake.sentence, 400};
  }
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

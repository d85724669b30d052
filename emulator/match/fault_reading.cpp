#include "match/fault_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "box/engines.hpp"
#include "match/fault_effect.hpp"

namespace proofbox::match {
namespace {

using faults::Rule;
using Words = std::vector<std::string_view>;
using Mistake = std::optional<BadFault>;

constexpr std::int64_t number_max = 1'000'000'000;
constexpr std::size_t name_max = 200;  // bytes
constexpr std::size_t faults_max = 1000;

// ---- which words stand together ----

struct Kind {
  std::string_view selector;  // the word that says what is struck
  Words effects;              // what may happen to it
  Words beside;               // what may be said besides
};

std::vector<Kind> const& kinds() {
  static std::vector<Kind> const all{
      {"call", {"error", "lost", "slow"}, {"of"}},
      {"host", {"status", "lost", "slow", "twice"}, {"path", "body"}},
      {"function", {"crash", "hang", "slow"}, {}}};
  return all;
}

Words const& common_words() {
  static Words const words{"name", "nth", "chance", "from", "until"};
  return words;
}

bool is_one_of(std::string_view word, Words const& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool belongs_to(std::string_view word, Kind const& kind) {
  return word == kind.selector || is_one_of(word, kind.effects) || is_one_of(word, kind.beside);
}

Words all_words() {
  auto words = common_words();
  for (auto const& kind : kinds()) {
    words.push_back(kind.selector);
    words.insert(words.end(), kind.effects.begin(), kind.effects.end());
    words.insert(words.end(), kind.beside.begin(), kind.beside.end());
  }
  return words;
}

// One rule, member by member. Each function stops at the first mistake.
class Reader {
 public:
  explicit Reader(Node const& node) : node_(node) {}

  FaultReading read() {
    if (auto bad = read_all())
      return {{}, std::move(bad)};
    if (rule_.name.empty())
      rule_.name = standing_name(rule_);
    rule_.json = write_node(node_, std::string::npos);
    return {std::move(rule_), {}};
  }

 private:
  Mistake read_all() {
    if (!node_.is(Node::Kind::object))
      return BadFault{node_.place, "A fault is an object, not " + describe(node_) + '.'};
    for (std::size_t i = 0; i < node_.members.size(); ++i)
      if (auto const& word = node_.members[i].first; !is_one_of(word, all_words()))
        return BadFault{node_.keys[i], fmt::format("A fault has no \"{}\".{}", word,
                                                   did_you_mean(word, all_words()))};
    if (auto bad = find_kind())
      return bad;
    if (auto bad = find_effect())
      return bad;
    for (auto const read : {&Reader::read_name, &Reader::read_selection, &Reader::read_nth,
                            &Reader::read_chance, &Reader::read_window})
      if (auto bad = (this->*read)())
        return bad;
    return read_effect(node_, effect_, rule_);
  }

  Place key_place(std::string_view key) const {
    for (std::size_t i = 0; i < node_.keys.size(); ++i)
      if (node_.members[i].first == key)
        return node_.keys[i];
    return node_.place;
  }

  Mistake find_kind() {
    for (auto const& kind : kinds()) {
      if (node_.find(kind.selector) == nullptr)
        continue;
      if (kind_ != nullptr)
        return BadFault{key_place(kind.selector),
                        fmt::format("A fault strikes one thing; this one has both \"{}\" and "
                                    "\"{}\".",
                                    kind_->selector, kind.selector)};
      kind_ = &kind;
    }
    if (kind_ == nullptr)
      return BadFault{node_.place,
                      "A fault says what it strikes: a \"call\", a \"host\" or a \"function\"."};
    for (std::size_t i = 0; i < node_.members.size(); ++i) {
      auto const& word = node_.members[i].first;
      if (!is_one_of(word, common_words()) && !belongs_to(word, *kind_))
        return BadFault{node_.keys[i],
                        fmt::format("A fault of a \"{}\" has no \"{}\"; it has {}.",
                                    kind_->selector, word, quoted(kind_->effects, "or"))};
    }
    return {};
  }

  Mistake find_effect() {
    for (auto const word : kind_->effects) {
      if (node_.find(word) == nullptr)
        continue;
      if (!effect_.empty())
        return BadFault{key_place(word),
                        fmt::format("A fault does one thing; this one has both \"{}\" and \"{}\".",
                                    effect_, word)};
      effect_ = word;
    }
    if (effect_.empty())
      return BadFault{node_.place, fmt::format("A fault of a \"{}\" says what goes wrong: {}.",
                                               kind_->selector, quoted(kind_->effects, "or"))};
    if (node_.find("body") != nullptr && effect_ != "status")
      return BadFault{key_place("body"), "A \"body\" needs the \"status\" that it comes with."};
    return {};
  }

  Mistake read_text(std::string_view word, std::string& to) {
    auto const* given = node_.find(word);
    if (given == nullptr)
      return {};
    if (!given->is(Node::Kind::text) || given->text.empty())
      return BadFault{given->place,
                      fmt::format("\"{}\" takes a text, not {}.", word, describe(*given))};
    to = given->text;
    return {};
  }

  Mistake read_name() {
    if (auto bad = read_text("name", rule_.name))
      return bad;
    if (rule_.name.size() > name_max)
      return BadFault{node_.find("name")->place,
                      fmt::format("A name has at most {} bytes.", name_max)};
    return {};
  }

  // ---- what is struck ----

  Mistake read_selection() {
    if (kind_->selector == "call")
      return read_calls();
    if (kind_->selector == "host")
      return read_requests();
    faults::Runs runs;
    if (auto bad = read_text("function", runs.function))
      return bad;
    rule_.of = std::move(runs);
    return {};
  }

  // "sqs.SendMessage", or "sqs" for each operation of the service's.
  Mistake read_calls() {
    std::string call;
    faults::Calls calls;
    if (auto bad = read_text("call", call))
      return bad;
    if (auto bad = read_text("of", calls.resource))
      return bad;
    auto const dot = call.find('.');
    calls.service = call.substr(0, dot);
    calls.operation = dot == std::string::npos ? std::string{} : call.substr(dot + 1);
    if (auto bad = check_operation(calls, call))
      return bad;
    rule_.of = std::move(calls);
    return {};
  }

  Mistake check_operation(faults::Calls const& calls, std::string const& call) const {
    std::set<std::string> known;
    bool has_resource = false;
    for (auto const& kit : engine_kits())
      for (auto const* api : kit.apis) {
        known.emplace(api->service);
        for (auto const& row : api->rows) {
          auto name = fmt::format("{}.{}", api->service, row.operation->name);
          if (api->service == calls.service && (calls.operation.empty() || call == name))
            has_resource = has_resource || faults::has_resource(*row.operation->input);
          known.insert(std::move(name));
        }
        for (auto const& row : api->sandbox)
          if (call == fmt::format("{}.{}", api->service, row.operation->name))
            return BadFault{node_.find("call")->place,
                            fmt::format("\"{}\" is the box's own, and cannot go wrong.", call)};
      }
    if (!known.contains(call))
      return BadFault{
          node_.find("call")->place,
          fmt::format("There is no operation \"{}\".{} A call is written as \"sqs.SendMessage\", "
                      "or \"sqs\" for all.",
                      call, did_you_mean(call, Words(known.begin(), known.end())))};
    if (!calls.resource.empty() && !has_resource)
      return BadFault{key_place("of"),
                      fmt::format("Calls of {} are about nothing that has a name.", call)};
    return {};
  }

  Mistake read_requests() {
    faults::Requests requests;
    if (auto bad = read_text("host", requests.host))
      return bad;
    if (auto bad = read_text("path", requests.path))
      return bad;
    for (std::string_view const scheme : {"http://", "https://"})
      if (requests.host.starts_with(scheme))
        requests.host.erase(0, scheme.size());
    if (requests.host.empty() || requests.host.find('/') != std::string::npos)
      return BadFault{node_.find("host")->place,
                      "A host is written as \"marketing.test\"; where a path begins is said by "
                      "\"path\"."};
    if (!requests.path.empty() && !requests.path.starts_with('/'))
      return BadFault{node_.find("path")->place, "A path begins with \"/\"."};
    rule_.of = std::move(requests);
    return {};
  }

  // ---- which of them, and when ----

  static std::optional<std::uint64_t> count_in(Node const& node) {
    auto const number = node.is(Node::Kind::number) ? parse_integer(node.text) : std::nullopt;
    if (!number || *number < 1 || *number > number_max)
      return {};
    return static_cast<std::uint64_t>(*number);
  }

  Mistake read_nth() {
    auto const* nth = node_.find("nth");
    if (nth == nullptr)
      return {};
    if (auto const number = count_in(*nth)) {
      rule_.first = rule_.last = *number;
      return {};
    }
    auto const first = nth->items.size() == 2 ? count_in(nth->items[0]) : std::nullopt;
    auto const last = nth->items.size() == 2 ? count_in(nth->items[1]) : std::nullopt;
    bool const is_open = nth->items.size() == 2 && nth->items[1].is(Node::Kind::null);
    if (!first || (!last && !is_open) || (last && *last < *first))
      return BadFault{nth->place,
                      fmt::format("\"nth\" takes a number from 1 on, as 3, or from which to which, "
                                  "as [3, 5] or [3, null], not {}.",
                                  write_node(*nth))};
    rule_.first = *first;
    if (last)
      rule_.last = *last;
    return {};
  }

  Mistake read_chance() {
    auto const* given = node_.find("chance");
    if (given == nullptr)
      return {};
    double chance = 0;
    auto const& digits = given->text;
    if (given->is(Node::Kind::number))
      std::from_chars(digits.data(), digits.data() + digits.size(), chance);
    if (!(chance > 0 && chance <= 1))
      return BadFault{given->place,
                      fmt::format("\"chance\" takes a number above 0 and up to 1, as 0.25, not {}.",
                                  describe(*given))};
    rule_.chance = chance;
    return {};
  }

  Mistake read_moment(std::string_view word, std::optional<faults::Moment>& to) const {
    auto const* given = node_.find(word);
    if (given == nullptr)
      return {};
    bool const is_text = given->is(Node::Kind::text);
    if (auto const instant = is_text ? parse_instant(given->text) : std::nullopt)
      to = faults::Moment{*instant, {}};
    else if (auto const after = is_text ? parse_duration(given->text) : std::nullopt)
      to = faults::Moment{{}, *after};
    else
      return BadFault{given->place,
                      fmt::format("\"{}\" takes how long from now, as \"10m\", or an instant, as "
                                  "\"2023-05-25T09:10:00+09:00\", not {}.",
                                  word, describe(*given))};
    return {};
  }

  Mistake read_window() {
    if (auto bad = read_moment("from", rule_.from))
      return bad;
    if (auto bad = read_moment("until", rule_.until))
      return bad;
    if (!rule_.until)
      return {};
    auto const from = rule_.from.value_or(faults::Moment{});
    bool const are_alike = from.at.has_value() == rule_.until->at.has_value();
    bool const is_past = rule_.until->at ? are_alike && *rule_.until->at <= *from.at
                                         : are_alike && rule_.until->after <= from.after;
    if (is_past)
      return BadFault{node_.find("until")->place, "A fault ends after it begins."};
    return {};
  }

  Node const& node_;
  Kind const* kind_ = nullptr;
  std::string_view effect_;
  Rule rule_;
};

}  // namespace

FaultReading read_fault(Node const& node) { return Reader{node}.read(); }

FaultsReading read_faults(Node const& list) {
  if (!list.is(Node::Kind::list))
    return {{}, BadFault{list.place, "Faults are a list, not " + describe(list) + '.'}};
  if (list.items.size() > faults_max)
    return {{}, BadFault{list.place, fmt::format("There are at most {} faults.", faults_max)}};
  FaultsReading all;
  std::set<std::string, std::less<>> names;
  for (auto const& item : list.items) {
    auto reading = read_fault(item);
    if (!reading.rule)
      return {{}, std::move(reading.mistake)};
    if (!names.insert(reading.rule->name).second)
      return {{},
              BadFault{item.place,
                       fmt::format("Two faults are called \"{}\": give this one a \"name\".",
                                   reading.rule->name)}};
    all.rules.push_back(std::move(*reading.rule));
  }
  return all;
}

std::optional<std::string> why_too_many(faults::Rule const& rule, Box& box) {
  if (rule.name.size() > name_max)
    return fmt::format("A name has at most {} bytes.", name_max);
  auto const& all = box.rules().all();
  if (all.size() >= faults_max && box.rules().find(rule.name) == nullptr)
    return fmt::format("There are {} faults already: end some first.", faults_max);
  std::size_t bytes = rule.json.size();
  for (auto const& laid : all)
    bytes += laid.rule.json.size();
  if (bytes > faults_bytes_max)
    return fmt::format("Faults have at most {} bytes together.", faults_bytes_max);
  return {};
}

std::optional<BadFault> why_in_vain(faults::Rule const& rule, Node const& node, Box& box) {
  auto const now = box.agenda().now();
  if (rule.until && rule.until->since(now) <= now)
    return BadFault{node.find("until")->place,
                    fmt::format("This fault is over before it begins: it is {}.", iso8601(now))};
  if (rule.from && rule.until && rule.until->since(now) <= rule.from->since(now))
    return BadFault{node.find("until")->place, "A fault ends after it begins."};
  auto const* runs = std::get_if<faults::Runs>(&rule.of);
  auto const* deployment = box.deployment();
  if (runs == nullptr || (deployment != nullptr && deployment->function(runs->function) != nullptr))
    return {};
  Words known;
  if (deployment != nullptr)
    for (auto const& function : deployment->functions)
      known.push_back(function.name);
  return BadFault{node.find("function")->place,
                  fmt::format("The box has no function \"{}\".{}", runs->function,
                              did_you_mean(runs->function, known))};
}

}  // namespace proofbox::match

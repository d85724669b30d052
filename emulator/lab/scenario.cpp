#include "lab/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "box/engines.hpp"
#include "lab/matcher.hpp"
#include "lab/state.hpp"
#include "shape/json.hpp"

namespace proofbox::lab {
namespace {

constexpr int repeat_max = 10'000;
constexpr std::string_view standing_start = "2023-05-25T09:00:00+09:00";

// Thrown only within this file: reading stops at the first mistake.
struct Stop {
  Place place;
  std::string sentence;
};

[[noreturn]] void stop(Place place, std::string sentence) {
  throw Stop{place, std::move(sentence)};
}

Place key_place(Node const& object, std::string_view key) {
  for (std::size_t i = 0; i < object.members.size(); ++i)
    if (object.members[i].first == key)
      return object.keys[i];
  return object.place;
}

Node const& want(Node const& node, Node::Kind kind, std::string_view name,
                 std::string_view wanted) {
  if (node.kind != kind)
    stop(node.place, fmt::format("\"{}\" takes {}, not {}.", name, wanted, describe(node)));
  return node;
}

std::string const& text(Node const& node, std::string_view name) {
  return want(node, Node::Kind::text, name, "a text").text;
}

Duration duration(Node const& node, std::string_view name) {
  auto const parsed = parse_duration(text(node, name));
  if (!parsed)
    stop(node.place,
         fmt::format("\"{}\" takes a duration as \"36s\", \"200ms\" or \"2m30s\", not {}.", name,
                     write_node(node)));
  return *parsed;
}

std::int64_t integer(Node const& node, std::string_view name, std::int64_t least,
                     std::int64_t most) {
  auto const number = node.kind == Node::Kind::number ? parse_integer(node.text) : std::nullopt;
  if (!number || *number < least || *number > most)
    stop(node.place, fmt::format("\"{}\" takes a whole number from {} to {}, not {}.", name, least,
                                 most, describe(node)));
  return *number;
}

void allow_only(Node const& object, std::vector<std::string_view> const& keys,
                std::string_view where) {
  for (std::size_t i = 0; i < object.members.size(); ++i) {
    auto const& key = object.members[i].first;
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      stop(object.keys[i], fmt::format("{} has no \"{}\".{}", where, key, did_you_mean(key, keys)));
  }
}

Node const& checked_expectation(Node const& expect) {
  if (auto const bad = bad_matcher(expect))
    stop(bad->place, bad->complaint);
  return expect;
}

Node const& checked_state(Node const& expect, std::string_view name) {
  want(expect, Node::Kind::object, name, "an object of state names, as {\"factory.orders\": 1}");
  for (std::size_t i = 0; i < expect.members.size(); ++i)
    if (auto const complaint = bad_state_name(expect.members[i].first))
      stop(expect.keys[i], *complaint);
  return checked_expectation(expect);
}

// ---- an AWS operation ----

Row const& row_named(Node const& call) {
  auto const dot = call.text.find('.');
  auto const service = call.text.substr(0, dot);
  auto const operation = dot == std::string::npos ? "" : call.text.substr(dot + 1);
  std::vector<std::string> names;
  for (auto const& kit : engine_kits())
    for (auto const* api : kit.apis)
      for (auto const* table : {&api->rows, &api->sandbox})
        for (auto const& row : *table) {
          if (api->service == service && row.operation->name == operation)
            return row;
          names.push_back(fmt::format("{}.{}", api->service, row.operation->name));
        }
  std::vector<std::string_view> const candidates(names.begin(), names.end());
  stop(call.place,
       fmt::format("There is no operation \"{}\".{} An HTTP call is written as \"POST /checkout\".",
                   call.text, did_you_mean(call.text, candidates)));
}

void check_input(Row const& row, Node const& with) {
  auto const& shape = *row.operation->input;
  std::vector<std::string_view> names;
  for (auto const& member : shape.members())
    names.push_back(member.name);
  allow_only(with, names, fmt::format("The input of {}", row.operation->name));
  auto const input = row.operation->make_input();
  auto const misfit = read_json(write_node(with, static_cast<std::size_t>(-1)), shape, input.get());
  if (misfit && misfit->kind != Misfit::Kind::missing)
    stop(with.place, fmt::format("\"{}\" of {} is of the wrong type: {}.", misfit->member,
                                 row.operation->name, misfit->value));
}

// ---- steps ----

class Steps {
 public:
  std::vector<Step> list(Node const& node, std::string_view name) const {
    want(node, Node::Kind::list, name, "a list of steps");
    std::vector<Step> steps;
    for (auto const& item : node.items)
      steps.push_back(step(item));
    return steps;
  }

 private:
  Step step(Node const& node) const {
    want(node, Node::Kind::object, "steps", "objects");
    Step made;
    made.place = node.place;
    static std::vector<std::string_view> const verbs{
        "do", "advance", "settle", "within", "at the same time", "load", "note"};
    std::string verb;
    for (auto const& [key, value] : node.members) {
      if (std::find(verbs.begin(), verbs.end(), key) == verbs.end())
        continue;
      if (!verb.empty())
        stop(key_place(node, key),
             fmt::format("A step does one thing; this one has both \"{}\" and \"{}\".", verb, key));
      verb = key;
    }
    if (verb.empty() && node.find("expect") == nullptr) {
      auto const first = node.members.empty() ? std::string{} : node.members.front().first;
      stop(node.keys.empty() ? node.place : node.keys.front(),
           fmt::format("A step is one of \"do\", \"advance\", \"settle\", \"within\", \"at the "
                       "same time\", \"load\", \"note\", or an "
                       "\"expect\" of the state.{}",
                       did_you_mean(first, verbs)));
    }
    fill(made, node, verb);
    return made;
  }

  void fill(Step& made, Node const& node, std::string const& verb) const {
    if (verb == "do")
      return fill_call(made, node);
    if (verb == "advance") {
      allow_only(node, {"advance"}, "An \"advance\" step");
      made.kind = Step::Kind::advance;
      made.duration = duration(*node.find("advance"), "advance");
      made.title = "advance " + node.find("advance")->text;
      return;
    }
    if (verb == "settle") {
      allow_only(node, {"settle"}, "A \"settle\" step");
      if (auto const& yes = *node.find("settle"); yes.kind != Node::Kind::boolean || !yes.truth)
        stop(yes.place, "\"settle\" takes true.");
      made.kind = Step::Kind::settle;
      made.title = "settle";
      return;
    }
    if (verb == "note") {
      allow_only(node, {"note"}, "A \"note\" step");
      made.kind = Step::Kind::note;
      made.title = text(*node.find("note"), "note");
      return;
    }
    if (verb == "at the same time") {
      allow_only(node, {"at the same time", "expect"}, "An \"at the same time\" step");
      made.kind = Step::Kind::together;
      made.steps = list(*node.find("at the same time"), verb);
      for (auto const& inner : made.steps)
        if (inner.kind != Step::Kind::http && inner.kind != Step::Kind::aws)
          stop(inner.place, "At the same time only calls (\"do\") can happen.");
      made.title = "at the same time";
      if (auto const* expect = node.find("expect"))
        made.expect = checked_expectation(*expect);
      return;
    }
    if (verb == "load")
      return fill_load(made, node);
    allow_only(node, {"within", "expect"},
               verb.empty() ? "A step that expects the state" : "A \"within\" step");
    auto const* expect = node.find("expect");
    if (expect == nullptr)
      stop(node.place, "\"within\" needs an \"expect\" of the state.");
    made.expect = checked_state(*expect, "expect");
    made.kind = verb.empty() ? Step::Kind::state : Step::Kind::within;
    made.title = "expect " + write_node(*expect, 100);
    if (!verb.empty()) {
      made.duration = duration(*node.find("within"), "within");
      made.title = "within " + node.find("within")->text + ' ' + made.title;
    }
  }

  void fill_load(Step& made, Node const& node) const {
    allow_only(node, {"load", "calls", "every", "expect"}, "A \"load\" step");
    for (auto const* name : {"calls", "every"})
      if (node.find(name) == nullptr)
        stop(node.place, fmt::format("A \"load\" step needs \"{}\".", name));
    made.kind = Step::Kind::load;
    made.steps.push_back(step(*node.find("load")));
    auto const& call = made.steps.front();
    if (call.kind != Step::Kind::http && call.kind != Step::Kind::aws)
      stop(call.place, "A load is of calls (\"do\").");
    made.repeat = static_cast<int>(integer(*node.find("calls"), "calls", 1, repeat_max));
    made.duration = duration(*node.find("every"), "every");
    made.title = fmt::format("{} times {}", made.repeat, call.title);
    if (auto const* expect = node.find("expect"))
      made.expect = checked_expectation(*expect);
  }

  void fill_call(Step& made, Node const& node) const {
    auto const& call = *node.find("do");
    auto const& what = text(call, "do");
    made.title = what;
    if (auto const* repeat = node.find("repeat"))
      made.repeat = static_cast<int>(integer(*repeat, "repeat", 1, repeat_max));
    if (auto const* expect = node.find("expect"))
      made.expect = checked_expectation(*expect);
    auto const blank = what.find(' ');
    if (blank != std::string::npos)
      return fill_http(made, node, what, blank);
    allow_only(node, {"do", "with", "expect", "repeat"}, "A step with an AWS operation");
    auto const& row = row_named(call);
    made.kind = Step::Kind::aws;
    made.service = what.substr(0, what.find('.'));
    made.operation = row.operation->name;
    if (auto const* with = node.find("with")) {
      check_input(row, want(*with, Node::Kind::object, "with", "an object, the operation's input"));
      made.body = write_node(*with, static_cast<std::size_t>(-1));
    }
  }

  void fill_http(Step& made, Node const& node, std::string const& what, std::size_t blank) const {
    allow_only(node, {"do", "body", "headers", "expect", "repeat"}, "A step with an HTTP call");
    static std::vector<std::string_view> const methods{"GET",   "POST", "PUT",    "DELETE",
                                                       "PATCH", "HEAD", "OPTIONS"};
    made.kind = Step::Kind::http;
    made.method = what.substr(0, blank);
    made.target = what.substr(blank + 1);
    if (std::find(methods.begin(), methods.end(), made.method) == methods.end() ||
        !made.target.starts_with('/'))
      stop(node.find("do")->place,
           fmt::format("An HTTP call is written as \"POST /checkout\", not \"{}\".{}", what,
                       did_you_mean(made.method, methods)));
    if (auto const* headers = node.find("headers"))
      for (auto const& [name, value] :
           want(*headers, Node::Kind::object, "headers", "an object of texts").members)
        made.headers.emplace_back(name, text(value, name));
    if (auto const* body = node.find("body")) {
      bool const is_text = body->kind == Node::Kind::text;
      made.body = is_text ? body->text : write_node(*body, static_cast<std::size_t>(-1));
      if (!is_text && header_missing(made, "content-type"))
        made.headers.emplace_back("Content-Type", "application/json");
    }
    if (made.expect)
      allow_only(want(*made.expect, Node::Kind::object, "expect",
                      "an object with \"status\", \"headers\" or \"body\""),
                 {"status", "headers", "body"}, "What an HTTP call answers");
  }

  static bool header_missing(Step const& step, std::string_view name) {
    return std::none_of(step.headers.begin(), step.headers.end(),
                        [&](auto const& held) { return equal_ignoring_case(held.first, name); });
  }
};

// ---- what surrounds the box ----

// "09:10" is that time of the day on which the story starts, in the zone that its start is written
// in.
Instant moment(Node const& node, Node const* start_node, Instant start) {
  auto const& written = text(node, "down");
  if (auto const instant = parse_instant(written))
    return *instant;
  auto const start_text =
      start_node == nullptr ? standing_start : std::string_view{start_node->text};
  auto const zone = start_text.find_first_of("+-Z", 11);
  auto const composed =
      std::string{start_text.substr(0, 11)} + written + (written.size() == 5 ? ":00" : "") +
      (zone == std::string_view::npos ? "" : std::string{start_text.substr(zone)});
  auto const instant = parse_instant(composed);
  if (!instant || *instant < start - 24h)
    stop(node.place, "A downtime is given as [\"09:10\", \"09:20\"] or by two instants, not by " +
                         write_node(node) + '.');
  return *instant;
}

FactorySettings factory(Node const& node, Node const* start_node, Instant start) {
  want(node, Node::Kind::object, "factory", "an object");
  allow_only(node, {"lead_time", "answers_after", "down"}, "\"factory\"");
  FactorySettings settings;
  if (auto const* lead = node.find("lead_time")) {
    static_cast<void>(duration(*lead, "lead_time"));
    settings.lead_time = lead->text;
  }
  if (auto const* after = node.find("answers_after")) {
    static_cast<void>(duration(*after, "answers_after"));
    settings.answers_after = after->text;
  }
  if (auto const* down = node.find("down"))
    for (auto const& item : want(*down, Node::Kind::list, "down", "a list of pairs").items) {
      if (item.kind != Node::Kind::list || item.items.size() != 2)
        stop(item.place, "A downtime is a pair, as [\"09:10\", \"09:20\"].");
      Downtime const time{moment(item.items[0], start_node, start),
                          moment(item.items[1], start_node, start)};
      if (time.until <= time.from)
        stop(item.place, "A downtime ends after it begins.");
      settings.down.push_back(time);
    }
  return settings;
}

// A list of names, each of which switches something on: `make` takes them one by one.
template <class Switches>
Switches switches(Node const& node, std::string_view key,
                  std::vector<std::string_view> const& known,
                  bool (*make)(Switches&, std::string_view)) {
  Switches made;
  for (auto const& item : want(node, Node::Kind::list, key, "a list of names").items) {
    auto const& name = text(item, key);
    if (!make(made, name))
      stop(item.place,
           fmt::format("\"{}\" knows no \"{}\".{}", key, name, did_you_mean(name, known)));
  }
  return made;
}

bool real_signatures(Node const& node) {
  auto const& name = text(node, "signatures");
  if (name != "real" && name != "filler")
    stop(node.place, fmt::format("\"signatures\" takes \"real\" or \"filler\", not \"{}\".{}", name,
                                 did_you_mean(name, {"real", "filler"})));
  return name == "real";
}

std::vector<std::pair<std::string, std::vector<HostAnswer>>> hosts(Node const& node) {
  std::vector<std::pair<std::string, std::vector<HostAnswer>>> made;
  want(node, Node::Kind::object, "hosts",
       "an object of hosts, as {\"http://marketing.test\": [{\"status\": 200}]}");
  for (auto const& [url, answers] : node.members) {
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme) || url.find('/', scheme.size()) != std::string::npos)
      stop(key_place(node, url), "A host is written as \"http://marketing.test\", without a path.");
    std::vector<HostAnswer> list;
    for (auto const& item : want(answers, Node::Kind::list, url, "a list of answers").items) {
      want(item, Node::Kind::object, url, "answers that are objects");
      allow_only(item, {"until", "status", "body", "delay", "confirms"}, "The answer of a host");
      HostAnswer answer;
      if (auto const* until = item.find("until"))
        answer.until = duration(*until, "until");
      if (auto const* status = item.find("status"))
        answer.status = static_cast<int>(integer(*status, "status", 100, 599));
      if (auto const* body = item.find("body"))
        answer.body = body->kind == Node::Kind::text
                          ? body->text
                          : write_node(*body, static_cast<std::size_t>(-1));
      if (auto const* delay = item.find("delay"))
        answer.delay = duration(*delay, "delay");
      if (auto const* confirms = item.find("confirms"))
        answer.confirms = want(*confirms, Node::Kind::boolean, "confirms", "true or false").truth;
      list.push_back(std::move(answer));
    }
    made.emplace_back(url.substr(scheme.size()), std::move(list));
  }
  return made;
}

void read_shop(Scenario& scenario, Node const& node, Node const* start_node) {
  if (node.kind == Node::Kind::text && node.text == "none") {
    scenario.with_shop = false;
    return;
  }
  want(node, Node::Kind::object, "shop", "the shop's settings, or \"none\"");
  Node settings{Node::Kind::object};
  for (auto const& member : node.members) {
    if (member.first == "factory")
      scenario.factory = factory(member.second, start_node, scenario.start);
    else
      settings.members.push_back(member);
  }
  scenario.shop = write_node(settings, static_cast<std::size_t>(-1));
}

Scenario scenario_of(Node const& root, Vocabulary const& vocabulary) {
  want(root, Node::Kind::object, "A scenario", "an object");
  static std::vector<std::string_view> const keys{
      "$schema", "title",   "seed",  "start", "strict", "allow",  "signatures",
      "shop",    "factory", "hosts", "steps", "always", "finally"};
  allow_only(root, keys, "A scenario");
  Scenario scenario;
  auto const* title = root.find("title");
  if (title == nullptr)
    stop(root.place, "A scenario needs a \"title\".");
  scenario.title = text(*title, "title");
  if (auto const* seed = root.find("seed"))
    scenario.seed = static_cast<std::uint64_t>(integer(*seed, "seed", 0, INT64_MAX));
  auto const* start = root.find("start");
  auto const parsed =
      parse_instant(start == nullptr ? standing_start : std::string_view{text(*start, "start")});
  if (!parsed)
    stop(start->place, "\"start\" takes an instant as \"2023-05-25T09:00:00+09:00\", not " +
                           write_node(*start) + '.');
  scenario.start = *parsed;
  if (auto const* strict = root.find("strict"))
    scenario.strict = switches(*strict, "strict", strictness_names(), make_strict);
  if (auto const* allow = root.find("allow"))
    scenario.allowed = switches(*allow, "allow", allowance_names(), make_allowed);
  if (auto const* signatures = root.find("signatures"))
    scenario.real_signatures = real_signatures(*signatures);
  if (auto const* shop = root.find("shop"))
    read_shop(scenario, *shop, start);
  if (auto const* around = root.find("factory")) {
    auto const* shop = root.find("shop");
    if (shop != nullptr && shop->find("factory") != nullptr)
      stop(key_place(root, "factory"),
           "\"factory\" is given twice, here and in \"shop\"; once is enough.");
    scenario.factory = factory(*around, start, scenario.start);
  }
  if (auto const* others = root.find("hosts"))
    scenario.hosts = hosts(*others);
  auto const* steps = root.find("steps");
  if (steps == nullptr)
    stop(root.place, "A scenario needs \"steps\".");
  scenario.steps = Steps{}.list(*steps, "steps");
  if (auto const* always = root.find("always"))
    for (auto const& item : want(*always, Node::Kind::list, "always", "a list of laws").items) {
      auto const& name = text(item, "always");
      auto const& known = vocabulary.invariants;
      if (std::find(known.begin(), known.end(), name) == known.end())
        stop(item.place, fmt::format("There is no law \"{}\".{}", name, did_you_mean(name, known)));
      scenario.always.emplace_back(name, item.place);
    }
  if (auto const* finally = root.find("finally"))
    scenario.finally = checked_state(*finally, "finally");
  return scenario;
}

}  // namespace

std::string Mistake::text() const {
  if (place.line == 0)
    return file.empty() ? sentence : fmt::format("{}: {}", file, sentence);
  return fmt::format("{}:{}:{}: {}", file, place.line, place.column, sentence);
}

Reading read_scenario(std::string file, std::string_view text, Vocabulary const& vocabulary) {
  Place where;
  auto const root = read_document(text, where);
  if (!root)
    return {{}, Mistake{std::move(file), where, "This is no JSON: " + root.error().message + '.'}};
  try {
    auto scenario = scenario_of(*root, vocabulary);
    scenario.file = std::move(file);
    return {std::move(scenario), {}};
  } catch (Stop const& mistake) {
    return {{}, Mistake{std::move(file), mistake.place, mistake.sentence}};
  }
}

}  // namespace proofbox::lab

#include "lab/step_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lab/capture_reading.hpp"
#include "lab/load_reading.hpp"
#include "lab/reading.hpp"
#include "lab/values.hpp"
#include "match/operation_reading.hpp"

namespace proofbox::lab {
namespace {

constexpr int repeat_max = 10'000;

// ---- values that are not there yet ----

bool is_only_a_name(Node const& node) {
  auto const found = uses(node);
  return node.kind == Node::Kind::text && found.size() == 1 &&
         node.text.size() == found.front().name.size() + 3;
}

// What can be checked of an input before the story runs: without the members and items that only
// get their values, and with them their kinds, by then.
Node without_names(Node const& node) {
  Node made = node;
  std::erase_if(made.items, is_only_a_name);
  std::erase_if(made.members, [](auto const& member) { return is_only_a_name(member.second); });
  for (auto& item : made.items)
    item = without_names(item);
  for (auto& member : made.members)
    member.second = without_names(member.second);
  return made;
}

// An expectation with something that is right in the place of each name: any end of a range, any
// letter of a pattern.
Node with_any_values(Node const& node, std::string_view key = {}) {
  Node made = node;
  if (key == "$range")
    for (auto& item : made.items)
      if (is_only_a_name(item))
        item.kind = Node::Kind::null;
  if (key == "$pattern" && node.kind == Node::Kind::text) {
    Values letters;
    for (auto const& use : uses(node))
      letters[use.name] = Node::of_text("x");
    made.text = filled_at_last(node.text, letters, Within::pattern);
  }
  for (auto& item : made.items)
    item = with_any_values(item);
  for (auto& member : made.members)
    member.second = with_any_values(member.second, member.first);
  return made;
}

// ---- an AWS operation ----

std::vector<std::string_view> answer_names(Operation const& operation) {
  auto names = match::member_names(*operation.output);
  names.push_back("error");
  return names;
}

void check_answer(Operation const& operation, Node const& expect) {
  bool const is_matcher =
      expect.members.size() == 1 && expect.members.front().first.starts_with('$');
  if (expect.kind == Node::Kind::object && !is_matcher)
    allow_only(expect, answer_names(operation), fmt::format("The answer of {}", operation.name));
}

bool header_missing(Step const& step, std::string_view name) {
  return std::none_of(step.headers.begin(), step.headers.end(),
                      [&](auto const& held) { return equal_ignoring_case(held.first, name); });
}

bool is_call(Step const& step) {
  return step.kind == Step::Kind::http || step.kind == Step::Kind::aws;
}

std::vector<std::string_view> const& verbs() {
  static std::vector<std::string_view> const words{
      "do",   "advance", "settle",  "within",  "never",   "fault", "steps", "at the same time",
      "load", "note",    "restart", "capture", "hang up", "answer"};
  return words;
}

// The word that says what a step does; empty for one that only expects.
std::string verb_of(Node const& node) {
  std::string verb;
  for (auto const& member : node.members) {
    auto const& key = member.first;
    if (std::find(verbs().begin(), verbs().end(), key) == verbs().end() || key == "capture")
      continue;
    if (!verb.empty())
      stop(key_place(node, key),
           fmt::format("A step does one thing; this one has both \"{}\" and \"{}\".", verb, key));
    verb = key;
  }
  if (!verb.empty() || node.find("expect") != nullptr)
    return verb;
  if (node.find("capture") != nullptr)
    return "capture";
  auto const first = node.members.empty() ? std::string{} : node.members.front().first;
  std::string list;
  for (auto const word : verbs())
    list += fmt::format("\"{}\", ", word == "steps" ? "repeat" : word);
  stop(node.keys.empty() ? node.place : node.keys.front(),
       fmt::format("A step is one of {}or an \"expect\" of the state.{}", list,
                   did_you_mean(first, verbs())));
}

}  // namespace

std::vector<Step> StepReader::list(Node const& node, std::string_view name) {
  want(node, Node::Kind::list, name, "a list of steps");
  std::vector<Step> steps;
  for (auto const& item : node.items) {
    steps.push_back(step(item));
    know(steps.back());
  }
  return steps;
}

Node const& StepReader::state(Node const& expect, std::string_view name) const {
  want(expect, Node::Kind::object, name, "an object of state names, as {\"factory.orders\": 1}");
  for (std::size_t i = 0; i < expect.members.size(); ++i)
    if (auto const complaint = bad_state_name(expect.members[i].first))
      stop(expect.keys[i], *complaint);
  return expectation(expect);
}

// What a step captures is known to those after it.
void StepReader::know(Step const& step) {
  for (auto const& capture : step.captures)
    known_.push_back(capture.name);
  for (auto const& inner : step.steps)
    know(inner);
}

void StepReader::check_uses(Node const& node) const {
  for (auto const& use : uses(node)) {
    if (std::find(known_.begin(), known_.end(), use.name) != known_.end())
      continue;
    std::vector<std::string_view> candidates(known_.begin(), known_.end());
    candidates.insert(candidates.end(), others_.begin(), others_.end());
    stop(use.place, fmt::format("No value has the name \"{}\" here.{}", use.name,
                                did_you_mean(use.name, candidates)));
  }
}

Node const& StepReader::expectation(Node const& expect) const {
  check_uses(expect);
  if (auto const bad = bad_matcher(with_any_values(expect)))
    stop(bad->place, bad->complaint);
  return expect;
}

Step StepReader::step(Node const& whole_node) {
  want(whole_node, Node::Kind::object, "steps", "objects");
  Step made;
  made.place = whole_node.place;
  ++depth_;
  std::optional<Node> rest;
  if (TimingReader::is_timed(whole_node))
    rest = timing_.read(whole_node, made, depth_ > 1);
  auto const& node = rest ? *rest : whole_node;
  auto const verb = verb_of(node);
  if (auto const* said = verb.empty() ? nullptr : node.find(verb);
      said != nullptr && said->kind == Node::Kind::text)
    check_uses(*said);
  fill(made, node, verb);
  timing_.check(made, verb, node);
  --depth_;
  return made;
}

void StepReader::fill(Step& made, Node const& node, std::string const& verb) {
  if (verb == "do")
    return fill_call(made, node);
  if (verb == "at the same time")
    return fill_together(made, node);
  if (verb == "load")
    return fill_load(made, node);
  if (verb == "steps")
    return fill_repeat(made, node);
  if (verb == "never")
    return fill_never(made, node);
  if (verb == "fault")
    return fill_fault(made, node);
  if (verb == "within" || verb.empty())
    return fill_state(made, node, !verb.empty());
  if (verb == "hang up")
    return timing_.fill_hang_up(made, node);
  if (verb == "answer")
    return fill_answer(made, node);
  allow_only(node, {verb}, fmt::format("A \"{}\" step", verb));
  auto const& said = *node.find(verb);
  if (verb == "advance") {
    made.kind = Step::Kind::advance;
    made.duration = duration(said, verb);
    made.title = "advance " + said.text;
  } else if (verb == "restart") {
    made.kind = Step::Kind::restart;
    made.duration = duration(said, verb);
    made.title = "restart " + said.text;
  } else if (verb == "settle") {
    if (said.kind != Node::Kind::boolean || !said.truth)
      stop(said.place, "\"settle\" takes true.");
    made.kind = Step::Kind::settle;
    made.title = "settle";
  } else if (verb == "note") {
    made.kind = Step::Kind::note;
    made.title = text(said, verb);
  } else {
    check_uses(said);
    made.kind = Step::Kind::capture;
    made.captures = state_captures(said);
    made.title = "capture " + write_node(said, 100);
  }
}

void StepReader::fill_state(Step& made, Node const& node, bool waits) const {
  allow_only(node, {"within", "expect", "capture"},
             waits ? "A \"within\" step" : "A step that expects the state");
  auto const* expect = node.find("expect");
  if (expect == nullptr)
    stop(node.place, "\"within\" needs an \"expect\" of the state.");
  made.expect = state(*expect, "expect");
  made.kind = waits ? Step::Kind::within : Step::Kind::state;
  made.title = "expect " + write_node(*expect, 100);
  if (waits) {
    made.duration = duration(*node.find("within"), "within");
    made.title = "within " + node.find("within")->text + ' ' + made.title;
  }
  if (auto const* capture = node.find("capture")) {
    check_uses(*capture);
    made.captures = state_captures(*capture);
  }
}

void StepReader::fill_together(Step& made, Node const& node) {
  allow_only(node, {"at the same time", "expect"}, "An \"at the same time\" step");
  made.kind = Step::Kind::together;
  // None of them knows what another captures.
  auto const known = known_;
  for (auto const& item :
       want(*node.find("at the same time"), Node::Kind::list, "at the same time", "a list of steps")
           .items) {
    made.steps.push_back(step(item));
    if (!is_call(made.steps.back()))
      stop(item.place, "At the same time only calls (\"do\") can happen.");
  }
  made.title = "at the same time";
  know(made);
  if (auto const* expect = node.find("expect"))
    made.expect = expectation(*expect);
  known_ = known;
}

void StepReader::fill_repeat(Step& made, Node const& node) {
  allow_only(node, {"repeat", "as", "steps"}, "A step of steps");
  auto const* times = node.find("repeat");
  if (times == nullptr)
    stop(node.place, "A step of steps needs \"repeat\", how often they are taken.");
  made.kind = Step::Kind::repeat;
  made.repeat = static_cast<int>(integer(*times, "repeat", 1, repeat_max));
  if (auto const* counter = node.find("as")) {
    made.counter = text(*counter, "as");
    check_value_name(made.counter, counter->place);
    known_.push_back(made.counter);
  }
  made.steps = list(*node.find("steps"), "steps");
  made.title = fmt::format("{} times {} steps", made.repeat, made.steps.size());
}

void StepReader::fill_never(Step& made, Node const& node) const {
  allow_only(node, {"never", "for"}, "A \"never\" step");
  auto const* time = node.find("for");
  if (time == nullptr)
    stop(node.place, "\"never\" needs \"for\", how long the state is not to be so.");
  auto const& never = *node.find("never");
  made.kind = Step::Kind::never;
  made.expect = state(never, "never");
  if (never.members.empty())
    stop(never.place, "\"never\" needs a state that is not to come.");
  made.duration = duration(*time, "for");
  made.title = fmt::format("never {} for {}", write_node(never, 100), time->text);
}

void StepReader::fill_load(Step& made, Node const& node) {
  allow_only(node, {"load", "calls", "every", "rates", "expect"}, "A \"load\" step");
  made.kind = Step::Kind::load;
  made.steps.push_back(step(*node.find("load")));
  auto const& call = made.steps.front();
  if (!is_call(call))
    stop(call.place, "A load is of calls (\"do\").");
  if (!call.captures.empty())
    stop(call.captures.front().place, "The calls of a load capture nothing.");
  auto const *rates = node.find("rates"), *calls = node.find("calls"), *every = node.find("every");
  if ((rates == nullptr) == (calls == nullptr) || (calls == nullptr) != (every == nullptr))
    stop(node.place, "A \"load\" step needs either \"calls\" and \"every\", or \"rates\".");
  if (rates != nullptr) {
    made.instants = instants_of(*rates, repeat_max);
    made.repeat = static_cast<int>(made.instants.size());
  } else {
    made.repeat = static_cast<int>(integer(*calls, "calls", 1, repeat_max));
    made.duration = duration(*every, "every");
  }
  made.title = fmt::format("{} times {}", made.repeat, call.title);
  if (auto const* expect = node.find("expect"))
    made.expect = expectation(*expect);
}

void StepReader::fill_call(Step& made, Node const& node) const {
  for (auto const* key : {"with", "body", "headers", "capture"})
    if (auto const* part = node.find(key))
      check_uses(*part);
  auto const& what = text(*node.find("do"), "do");
  made.title = what;

  if (auto const* repeat = node.find("repeat"))
    made.repeat = static_cast<int>(integer(*repeat, "repeat", 1, repeat_max));
  if (auto const* expect = node.find("expect"))
    made.expect = expectation(*expect);
  if (auto const* as = node.find("as"))
    made.as = caller_given(*as);
  auto const blank = what.find(' ');
  if (blank != std::string::npos)
    return fill_http(made, node, what, blank);
  fill_aws(made, node);
}

void StepReader::fill_aws(Step& made, Node const& node) const {
  allow_only(node, {"do", "with", "as", "expect", "repeat", "capture"},
             "A step with an AWS operation");
  auto const& operation =
      *match::operation_named(*node.find("do"), "An HTTP call is written as \"POST /checkout\".")
           .operation;
  made.kind = Step::Kind::aws;
  made.operation = &operation;
  if (made.expect)
    check_answer(operation, *made.expect);
  if (auto const* capture = node.find("capture"))
    made.captures = answer_captures(*capture, answer_names(operation), operation.name);
  if (auto const* with = node.find("with")) {
    want(*with, Node::Kind::object, "with", "an object, the operation's input");
    match::check_input(operation, *with, without_names(*with));
    made.input = *with;
  }
}

void StepReader::fill_http(Step& made, Node const& node, std::string const& what,
                           std::size_t blank) const {
  allow_only(node, {"do", "as", "body", "bytes", "headers", "expect", "repeat", "capture"},
             "A step with an HTTP call");
  static std::vector<std::string_view> const methods{"GET",   "POST", "PUT",    "DELETE",
                                                     "PATCH", "HEAD", "OPTIONS"};
  static std::vector<std::string_view> const parts{"status", "headers", "body"};
  made.kind = Step::Kind::http;
  made.method = what.substr(0, blank);
  made.target = what.substr(blank + 1);
  bool const is_target = made.target.starts_with('/') || made.target.starts_with("${");
  bool const is_method = std::find(methods.begin(), methods.end(), made.method) != methods.end();
  // What came once may come again, whatever it was.
  if ((!is_method && !made.timing) || !is_target)
    stop(node.find("do")->place,
         fmt::format("An HTTP call is written as \"POST /checkout\", not \"{}\".{}", what,
                     did_you_mean(made.method, methods)));
  if (auto const* headers = node.find("headers"))
    for (auto const& [name, value] :
         want(*headers, Node::Kind::object, "headers", "an object of texts").members)
      made.headers.emplace_back(name, text(value, name));
  if (auto const* bytes = node.find("bytes"))
    made.bytes = base64_bytes(*bytes, node);
  if (auto const* body = node.find("body")) {
    made.input = *body;
    if (body->kind != Node::Kind::text && header_missing(made, "content-type"))
      made.headers.emplace_back("Content-Type", "application/json");
  }
  if (auto const* capture = node.find("capture"))
    made.captures = answer_captures(*capture, parts, what);
  if (made.expect)
    allow_only(want(*made.expect, Node::Kind::object, "expect",
                    "an object with \"status\", \"headers\" or \"body\""),
               parts, "What an HTTP call answers");
}

}  // namespace proofbox::lab

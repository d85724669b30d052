#include "lab/timing_reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "lab/reading.hpp"
#include "lab/values.hpp"

namespace proofbox::lab {
namespace {

constexpr std::string_view timing_keys[] = {"at", "after", "number", "trace"};

void read_moment(Node const& node, Timing& timing) {
  auto const& written = text(node, "at");
  timing.place = node.place;
  timing.since_start = parse_duration(written);
  if (timing.since_start)
    return;
  auto const instant = parse_instant(written);
  if (!instant)
    stop(node.place,
         fmt::format("\"at\" takes a duration since the start, as \"12.5s\", or an instant as "
                     "\"2023-05-25T09:00:00+09:00\", not {}.",
                     write_node(node)));
  timing.instant = *instant;
}

Node without(Node const& node, std::span<std::string_view const> keys) {
  Node rest{node.kind};
  rest.place = node.place;
  for (std::size_t i = 0; i < node.members.size(); ++i) {
    auto const& member = node.members[i];
    if (std::find(keys.begin(), keys.end(), member.first) != keys.end())
      continue;
    rest.members.push_back(member);
    rest.keys.push_back(node.keys[i]);
  }
  return rest;
}

std::uint64_t count(Node const& node, std::string_view name, std::int64_t least) {
  return static_cast<std::uint64_t>(integer(node, name, least, INT64_MAX));
}

Error refusal(Node const& node) {
  allow_only(node, {"code", "message", "status"}, "An answer that did not come");
  auto const* code = node.find("code");
  auto const* message = node.find("message");
  auto const* status = node.find("status");
  if (code == nullptr || message == nullptr)
    stop(node.place, "An answer that did not come has a \"code\" and a \"message\".");
  return {text(*code, "code"), text(*message, "message"),
          status == nullptr ? 0 : static_cast<int>(integer(*status, "status", 0, 999))};
}

}  // namespace

Node TimingReader::read(Node const& step, Step& made, bool is_inner) {
  auto const at = key_place(step, "at");
  if (is_inner)
    stop(at, "Only the story's own steps begin at times of their own.");
  auto& timing = made.timing.emplace();
  read_moment(*step.find("at"), timing);
  if (timing.since_start && *timing.since_start < latest_)
    stop(timing.place, fmt::format("Steps stand in the order of their times: {} comes after {}.",
                                   duration_text(*timing.since_start), duration_text(latest_)));
  if (timing.since_start)
    latest_ = *timing.since_start;
  if (auto const* after = step.find("after"))
    timing.after = count(*after, "after", 0);
  if (auto const* trace = step.find("trace"))
    timing.trace = trace_hash(*trace);
  if (auto const* number = step.find("number")) {
    made.number = count(*number, "number", 1);
    if (!numbers_.insert(made.number).second)
      stop(number->place, fmt::format("Two calls have the number {}.", made.number));
  }
  return without(step, timing_keys);
}

void TimingReader::check(Step const& made, std::string const& verb, Node const& step) const {
  bool const is_call = verb == "do";
  bool const needs_time = verb == "hang up" || verb == "answer";
  if (!made.timing && needs_time)
    stop(step.place, fmt::format("\"{}\" needs \"at\", when that is.", verb));
  if (!made.timing)
    return;
  if (!is_call && !needs_time && verb != "note")
    stop(made.timing->place,
         "Calls (\"do\"), \"hang up\", \"answer\" and \"note\" have times of their own, no other "
         "step has.");
  if (made.repeat != 1)
    stop(key_place(step, "repeat"), "A step with a time of its own is taken once.");
  if (!made.captures.empty())
    stop(made.captures.front().place,
         "Nobody waits for what a step with a time of its own is answered: it captures nothing.");
}

void TimingReader::fill_hang_up(Step& made, Node const& step) const {
  allow_only(step, {"hang up"}, "A \"hang up\" step");
  auto const& node = *step.find("hang up");
  made.kind = Step::Kind::hang_up;
  auto const number = count(node, "hang up", 1);
  if (!numbers_.contains(number) || number == made.number)
    stop(node.place, fmt::format("No call before this step has the number {}.", number));
  made.number = number;
  made.title = fmt::format("the client of call {} goes away", number);
}

void fill_answer(Step& made, Node const& step) {
  allow_only(step, {"answer", "with"}, "An \"answer\" step");
  made.kind = Step::Kind::answer;
  made.event = count(*step.find("answer"), "answer", 1);
  made.title = fmt::format("what event {} asked for is answered", made.event);
  auto const* with = step.find("with");
  if (with == nullptr)
    stop(step.place, "An \"answer\" needs \"with\", what is answered.");
  want(*with, Node::Kind::object, "with", "an object with \"status\" and \"body\", or \"error\"");
  allow_only(*with, {"status", "body", "bytes", "error"}, "What a host answers");
  if (auto const* error = with->find("error")) {
    made.response.emplace(
        refusal(want(*error, Node::Kind::object, "error", "an object with \"code\"")));
    return;
  }
  HttpResponse response;
  if (auto const* status = with->find("status"))
    response.status = static_cast<int>(integer(*status, "status", 100, 999));
  if (auto const* body = with->find("body"))
    response.body = filled_at_last(text(*body, "body"), {}, Within::text);
  if (auto const* bytes = with->find("bytes"))
    response.body = base64_bytes(*bytes, *with);
  made.response.emplace(std::move(response));
}

CallerGiven caller_given(Node const& node) {
  want(node, Node::Kind::object, "as",
       "an object, as {\"account\": \"111122223333\", \"region\": \"eu-west-1\"}");
  allow_only(node, {"account", "region", "endpoint", "trace_header", "anonymous", "spared"},
             "A caller");
  CallerGiven given;
  if (auto const* account = node.find("account"))
    given.account = text(*account, "account");
  if (auto const* region = node.find("region"))
    given.region = text(*region, "region");
  if (auto const* endpoint = node.find("endpoint"))
    given.endpoint = endpoint_of(*endpoint);
  if (auto const* header = node.find("trace_header"))
    given.trace_header = text(*header, "trace_header");
  if (auto const* anonymous = node.find("anonymous"))
    given.is_anonymous = want(*anonymous, Node::Kind::boolean, "anonymous", "true or false").truth;
  if (auto const* spared = node.find("spared"))
    given.is_spared = want(*spared, Node::Kind::boolean, "spared", "true or false").truth;
  return given;
}

std::string endpoint_of(Node const& node) {
  auto const& written = text(node, "endpoint");
  constexpr std::string_view scheme = "http://";
  if (!written.starts_with(scheme) || !request_to("GET", written))
    stop(node.place, fmt::format("\"endpoint\" takes a URL as \"http://127.0.0.1:4566\", not {}.",
                                 write_node(node)));
  return written.ends_with('/') ? written.substr(0, written.size() - 1) : written;
}

std::string trace_hash(Node const& node) {
  auto const& written = text(node, "trace");
  bool const is_hash = written.size() >= 8 && written.size() <= 64 &&
                       written.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hash)
    stop(node.place,
         fmt::format("\"trace\" takes the hash that a replay prints, as \"0123456789abcdef\", not "
                     "{}.",
                     write_node(node)));
  return written;
}

std::string base64_bytes(Node const& node, Node const& around) {
  if (around.find("body") != nullptr)
    stop(node.place, "Either \"body\" or \"bytes\".");
  auto bytes = from_base64(text(node, "bytes"));
  if (!bytes)
    stop(node.place, "\"bytes\" takes base64.");
  return std::move(*bytes);
}

}  // namespace proofbox::lab

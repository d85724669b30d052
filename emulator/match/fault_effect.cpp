#include "match/fault_effect.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::match {
namespace {

using faults::Rule;
using Words = std::vector<std::string_view>;
using Mistake = std::optional<BadFault>;

bool is_one_of(std::string_view word, Words const& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Mistake read_number(Node const& given, std::string_view word, int least, int most, int& to) {
  auto const number = given.is(Node::Kind::number) ? parse_integer(given.text) : std::nullopt;
  if (!number || *number < least || *number > most)
    return BadFault{given.place, fmt::format("\"{}\" takes a whole number from {} to {}, not {}.",
                                             word, least, most, describe(given))};
  to = static_cast<int>(*number);
  return {};
}

// It goes into headers.
bool is_error_code(std::string_view text) {
  constexpr std::size_t code_max = 100;
  return text.size() <= code_max && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '_' || c == '-' || c == ':';
         });
}

Mistake read_own_error(Node const& given, Rule& rule) {
  static Words const words{"code", "message", "status"};
  for (std::size_t i = 0; i < given.members.size(); ++i)
    if (auto const& word = given.members[i].first; !is_one_of(word, words))
      return BadFault{given.keys[i],
                      fmt::format("An error has no \"{}\".{}", word, did_you_mean(word, words))};
  auto const* code = given.find("code");
  if (code == nullptr || !code->is(Node::Kind::text) || code->text.empty())
    return BadFault{given.place, "An error has a \"code\", as {\"code\": \"ServiceUnavailable\"}."};
  if (!is_error_code(code->text))
    return BadFault{code->place,
                    "A code has up to 100 letters, digits, \".\", \"_\", \":\" and \"-\"."};
  auto error = faults::known_refusal(code->text)
                   .value_or(Error{code->text, "The box was told to refuse this call.", 400});
  if (auto const* message = given.find("message")) {
    if (!message->is(Node::Kind::text))
      return BadFault{message->place, "\"message\" takes a text, not " + describe(*message) + '.'};
    error.message = message->text;
  }
  if (auto const* status = given.find("status"))
    if (auto bad = read_number(*status, "status", 400, 599, error.status))
      return bad;
  rule.effect = faults::Fails{faults::Refusal::unavailable, std::move(error)};
  return {};
}

// "unavailable", or {"code": ..., "message": ..., "status": ...}.
Mistake read_error(Node const& given, Rule& rule) {
  using faults::Refusal;
  static Words const names{"unavailable", "throttled", "internal"};
  faults::Fails fails;
  if (given.is(Node::Kind::object))
    return read_own_error(given, rule);
  bool const stands = given.is(Node::Kind::boolean) && given.truth;
  if (!stands && !is_one_of(given.text, names))
    return BadFault{
        given.place,
        fmt::format("\"error\" takes {}, or an object with a \"code\", not {}.{}",
                    quoted(names, "or"), describe(given), did_you_mean(given.text, names))};
  for (auto const refusal : {Refusal::unavailable, Refusal::throttled, Refusal::internal})
    if (given.text == faults::name_of(refusal))
      fails.as = refusal;
  rule.effect = fails;
  return {};
}

Mistake read_lost(Node const& given, Rule& rule) {
  static Words const words{"request", "answer"};
  if (!given.is(Node::Kind::text) || !is_one_of(given.text, words))
    return BadFault{given.place,
                    fmt::format("\"lost\" takes \"request\", before anything is done, or "
                                "\"answer\", when all is; not {}.{}",
                                describe(given), did_you_mean(given.text, words))};
  rule.effect = faults::Loses{given.text == "answer"};
  return {};
}

Mistake read_slow(Node const& given, Rule& rule) {
  auto const by = given.is(Node::Kind::text) ? parse_duration(given.text) : std::nullopt;
  if (!by || *by == Duration{})
    return BadFault{
        given.place,
        fmt::format("\"slow\" takes a duration as \"2s\" or \"1m30s\", not {}.", describe(given))};
  rule.effect = faults::Slows{*by};
  return {};
}

Mistake read_status(Node const& given, Node const* body, Rule& rule) {
  faults::Answers answers;
  if (auto bad = read_number(given, "status", 200, 599, answers.status))
    return bad;
  if (body != nullptr)
    answers.body = body->is(Node::Kind::text) ? body->text : write_node(*body, std::string::npos);
  rule.effect = std::move(answers);
  return {};
}

// "before", "after" or {"after_calls": 2}.
Mistake read_breakdown(Node const& given, std::string_view effect, Rule& rule) {
  static Words const words{"before", "after"};
  Breakdown breakdown;
  breakdown.hangs = effect == "hang";
  auto const* calls = given.members.size() == 1 ? given.find("after_calls") : nullptr;
  if (calls != nullptr) {
    breakdown.where = Breakdown::Where::between;
    if (auto bad = read_number(*calls, "after_calls", 1, 1'000'000, breakdown.calls))
      return bad;
  } else if (given.is(Node::Kind::text) && is_one_of(given.text, words)) {
    breakdown.where = given.text == "after" ? Breakdown::Where::after : Breakdown::Where::before;
  } else {
    return BadFault{given.place,
                    fmt::format("\"{}\" takes \"before\", \"after\" or {{\"after_calls\": 2}}, "
                                "not {}.{}",
                                effect, describe(given), did_you_mean(given.text, words))};
  }
  rule.effect = breakdown;
  return {};
}

}  // namespace

std::string quoted(Words const& words, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0)
      text += i + 1 == words.size() ? fmt::format(" {} ", last_joint) : ", ";
    text += fmt::format("\"{}\"", words[i]);
  }
  return text;
}

Mistake read_effect(Node const& rule, std::string_view effect, Rule& to) {
  auto const& given = *rule.find(effect);
  if (effect == "error")
    return read_error(given, to);
  if (effect == "lost")
    return read_lost(given, to);
  if (effect == "slow")
    return read_slow(given, to);
  if (effect == "status")
    return read_status(given, rule.find("body"), to);
  if (effect == "twice") {
    to.effect = faults::Repeats{};
    if (!given.is(Node::Kind::boolean) || !given.truth)
      return BadFault{given.place, "\"twice\" takes true."};
    return {};
  }
  return read_breakdown(given, effect, to);
}

}  // namespace proofbox::match

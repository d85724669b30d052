#include "faults/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "shape/json.hpp"

namespace proofbox::faults {
namespace {

// 53 bits, as many as a double has.
bool comes_true(double chance, Random& random) {
  return static_cast<double>(random.next() >> 11) < chance * 0x1p53;
}

// Whether the rule is to strike what it selects; counts and draws.
bool meets(Rules::Laid& laid, Instant now) {
  auto const& rule = laid.rule;
  if (rule.from && now < rule.from->since(laid.since))
    return false;
  if (rule.until && now >= rule.until->since(laid.since))
    return false;
  ++laid.met;
  if (laid.met < rule.first || laid.met > rule.last)
    return false;
  return !rule.chance || comes_true(*rule.chance, laid.chance);
}

bool has_end(Strike const& strike) {
  return strike.error || strike.response || strike.loses_answer || strike.breakdown;
}

// What can end only once: false where another rule has ended it already.
bool end(Strike& strike, Rule const& rule, Api const* api) {
  if (has_end(strike))
    return false;
  if (auto const* fails = std::get_if<Fails>(&rule.effect))
    strike.error = fails->own ? *fails->own : refusal_of(fails->as, *api);
  else if (auto const* loses = std::get_if<Loses>(&rule.effect); loses && loses->answer)
    strike.loses_answer = true;
  else if (loses)
    strike.error = connection_lost();
  else if (auto const* answers = std::get_if<Answers>(&rule.effect))
    strike.response = HttpResponse{answers->status, {}, answers->body};
  else if (auto const* breakdown = std::get_if<Breakdown>(&rule.effect))
    strike.breakdown = *breakdown;
  else
    return false;
  return true;
}

// What may come on top; nothing arrives twice that does not arrive.
bool add(Strike& strike, Rule const& rule) {
  if (auto const* slows = std::get_if<Slows>(&rule.effect)) {
    strike.slow =
        slows->by > Duration::max() - strike.slow ? Duration::max() : strike.slow + slows->by;
    return true;
  }
  if (!std::holds_alternative<Repeats>(rule.effect) || strike.error || strike.response)
    return false;
  strike.comes_twice = true;
  return true;
}

std::string told(Rules::Laid const& laid, std::string const& what) {
  std::string text = "{\"strikes\":";
  write_json_text(text, what);
  text += fmt::format(",\"number\":{},\"effect\":", laid.met);
  write_json_text(text, effect_text(laid.rule));
  return text + '}';
}

}  // namespace

void Rules::lay(Rule rule, Instant now) {
  auto chance = chance_of(rule);
  Laid laid{std::move(rule), now, 0, 0, chance};
  auto const place = std::find_if(laid_.begin(), laid_.end(), [&](Laid const& held) {
    return held.rule.name == laid.rule.name;
  });
  if (place == laid_.end())
    laid_.push_back(std::move(laid));
  else
    *place = std::move(laid);
}

bool Rules::lift(std::string_view name) {
  return std::erase_if(laid_, [&](Laid const& laid) { return laid.rule.name == name; }) > 0;
}

void Rules::begin_anew(Instant now) {
  for (auto& laid : laid_) {
    laid.since = now;
    laid.met = laid.struck = 0;
    laid.chance = chance_of(laid.rule);
  }
}

Rules::Laid const* Rules::find(std::string_view name) const {
  for (auto const& laid : laid_)
    if (laid.rule.name == name)
      return &laid;
  return nullptr;
}

// A stream for each name: no rule draws what another one would.
Random Rules::chance_of(Rule const& rule) const { return Random{seed_, "fault " + rule.name}; }

template <class Selects>
std::optional<Strike> Rules::strike(Instant now, Api const* api, std::string const& what,
                                    Selects const& selects) {
  std::vector<Laid*> met;
  for (auto& laid : laid_)
    if (selects(laid.rule) && meets(laid, now))
      met.push_back(&laid);
  if (met.empty())
    return {};
  Strike strike;
  std::vector<Laid*> striking;
  for (auto* const laid : met)
    if (end(strike, laid->rule, api))
      striking.push_back(laid);
  for (auto* const laid : met)
    if (add(strike, laid->rule))
      striking.push_back(laid);
  for (auto* const laid : striking) {
    ++laid->struck;
    strike.by.push_back({laid->rule.name, told(*laid, what)});
  }
  return strike;
}

std::optional<Strike> Rules::strikes(Instant now, Api const& api, Operation const& operation,
                                     void const* input) {
  auto const what = fmt::format("{}.{}", operation.service, operation.name);
  return strike(now, &api, what, [&](Rule const& rule) { return rule.selects(operation, input); });
}

std::optional<Strike> Rules::strikes(Instant now, HttpRequest const& request) {
  auto const what = fmt::format("{} {}{}", request.method, request.host, request.path());
  return strike(now, nullptr, what, [&](Rule const& rule) { return rule.selects(request); });
}

std::optional<Strike> Rules::strikes(Instant now, std::string_view function) {
  return strike(now, nullptr, std::string{function},
                [&](Rule const& rule) { return rule.selects(function); });
}

}  // namespace proofbox::faults

// Stories as texts: what reading one says, and what running it says.
#pragma once

#include <map>
#include <string>

#include "lab/run.hpp"
#include "shop/shop.hpp"

namespace proofbox::test {

inline std::string mistake_in(std::string_view text, std::string file = "s.json") {
  auto const reading =
      lab::read_scenario(std::move(file), text, lab::vocabulary(shop::deployable()));
  return reading.mistake ? reading.mistake->text() : "well formed";
}

// A story of these steps, written from the second line on; in an empty box.
inline std::string story_of(std::string const& steps) {
  return "{\"title\":\"t\",\"shop\":\"none\",\n\"steps\":[" + steps + "]}";
}

// "held", or the mistake, or the failure with its place, what was expected and what came.
inline std::string told(std::string_view text) {
  auto const reading = lab::read_scenario("s.json", text, lab::vocabulary(shop::deployable()));
  if (reading.mistake)
    return reading.mistake->text();
  auto const outcome = lab::run(*reading.scenario, shop::deployable());
  if (!outcome.failure)
    return "held";
  auto const& failure = *outcome.failure;
  auto said = lab::Mistake{"s.json", failure.place, failure.what}.text();
  if (!failure.expected.empty())
    said += " expected " + failure.expected + ", came " + failure.actual;
  return said;
}

inline std::string told_of(std::string const& steps) { return told(story_of(steps)); }

}  // namespace proofbox::test

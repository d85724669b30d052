// ad_lambda: hears of an empty stock and asks the ad manager to stop the ad, once for each time
// that stock ends.
#pragma once

#include "lambda/events.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

inline constexpr std::string_view ad_sender = "donut-states@example.com";

Task<Result<Done>> ads(lambda::Context& context, lambda::QueueEvent const& event);

}  // namespace proofbox::shop

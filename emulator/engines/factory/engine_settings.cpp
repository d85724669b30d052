// How the Factory behaves: its lead time, how long it thinks, when it is down.
#include <fmt/format.h>

#include <algorithm>

#include "engines/factory/engine.hpp"
#include "engines/factory/errors.hpp"

namespace proofbox::factory {
namespace {

Error no_duration(std::string_view member, std::string_view text) {
  return errors::bad_request(
      fmt::format("{} must be a duration such as \"5s\" or \"1m30s\", not \"{}\".", member, text));
}

}  // namespace

bool Engine::is_down(Instant when) const {
  return std::any_of(settings_.down.begin(), settings_.down.end(), [when](Downtime const& down) {
    return down.from <= when && when < down.until;
  });
}

Result<Configure::Output> Engine::handle(Turn& turn, Configure const& op) {
  auto settings = settings_;
  if (op.lead_time) {
    auto const lead_time = parse_duration(*op.lead_time);
    if (!lead_time)
      return no_duration("lead_time", *op.lead_time);
    settings.lead_time = *lead_time;
  }
  if (op.answers_after) {
    auto const answers_after = parse_duration(*op.answers_after);
    if (!answers_after)
      return no_duration("answers_after", *op.answers_after);
    settings.answers_after = *answers_after;
  }
  if (op.down) {
    for (auto const& down : *op.down)
      if (down.until <= down.from)
        return errors::bad_request(fmt::format("A downtime must end after it begins, not {} .. {}.",
                                               iso8601(down.from), iso8601(down.until)));
    settings.down = *op.down;
  }
  settings_ = std::move(settings);
  keep_settings(turn);
  return Configure::Output{duration_text(settings_.lead_time),
                           duration_text(settings_.answers_after), settings_.down};
}

}  // namespace proofbox::factory

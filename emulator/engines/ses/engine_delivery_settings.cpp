// How the world outside treats mails: how long they take, and who refuses them.
#include <fmt/format.h>

#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

Error no_duration(std::string_view member, std::string_view text) {
  return errors::bad_parameter(
      fmt::format("{} must be a duration such as \"5s\" or \"1m30s\", not \"{}\".", member, text));
}

}  // namespace

Result<ConfigureDelivery::Output> Engine::handle(Turn& turn, ConfigureDelivery const& op) {
  auto settings = delivery_settings_;
  if (op.delivers_after) {
    auto const delay = parse_duration(*op.delivers_after);
    if (!delay)
      return no_duration("delivers_after", *op.delivers_after);
    settings.delivers_after_nanoseconds = delay->count();
  }
  if (op.complains_after) {
    auto const delay = parse_duration(*op.complains_after);
    if (!delay)
      return no_duration("complains_after", *op.complains_after);
    settings.complains_after_nanoseconds = delay->count();
  }
  if (op.bounces)
    settings.bounces = *op.bounces;
  if (op.complains)
    settings.complains = *op.complains;
  delivery_settings_ = std::move(settings);
  keep(turn, delivery_settings_);
  return ConfigureDelivery::Output{
      duration_text(Duration{delivery_settings_.delivers_after_nanoseconds}),
      duration_text(Duration{delivery_settings_.complains_after_nanoseconds}),
      delivery_settings_.bounces, delivery_settings_.complains};
}

}  // namespace proofbox::ses

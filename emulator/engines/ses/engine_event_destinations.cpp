// Event destinations: who is told of a configuration set's mails. A topic is asked for before it
// becomes one: SES publishes a word to it, and takes it only if that was taken.
#include <fmt/format.h>

#include <algorithm>

#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t destinations_max = 10;
constexpr Duration question_lasts = 1min;
constexpr std::string_view validation_text =
    "Successfully validated SNS topic for Amazon SES event publishing.";

constexpr std::string_view event_types[] = {
    "SEND",           "REJECT",      "BOUNCE", "COMPLAINT",
    "DELIVERY",       "OPEN",        "CLICK",  "RENDERING_FAILURE",
    "DELIVERY_DELAY", "SUBSCRIPTION"};

std::optional<Error> refusal_of_destination(v2::EventDestination const& destination) {
  bool const named = !destination.name.empty() && destination.name.size() <= 64 &&
                     std::all_of(destination.name.begin(), destination.name.end(), [](char c) {
                       return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                              (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
                     });
  if (!named)
    return errors::bad_event_destination_name(destination.name);
  if (destination.matching_event_types.empty())
    return errors::bad_parameter("At least one event type must be specified.");
  for (auto const& type : destination.matching_event_types)
    if (std::find(std::begin(event_types), std::end(event_types), type) == std::end(event_types))
      return errors::bad_parameter(fmt::format("Invalid event type: {}.", in_v1_words(type)));
  int const kinds = int{destination.sns_destination.has_value()} +
                    int{destination.cloud_watch_destination.has_value()} +
                    int{destination.kinesis_firehose_destination.has_value()} +
                    int{destination.event_bridge_destination.has_value()} +
                    int{destination.pinpoint_destination.has_value()};
  if (kinds != 1)
    return errors::bad_parameter("An event destination has exactly one kind of destination.");
  return {};
}

v2::EventDestination named(std::string_view name, v2::EventDestinationDefinition const& from) {
  return {std::string{name},
          from.enabled,
          from.matching_event_types,
          from.kinesis_firehose_destination,
          from.cloud_watch_destination,
          from.sns_destination,
          from.event_bridge_destination,
          from.pinpoint_destination};
}

v2::EventDestination in_v2(v1::EventDestination const& from) {
  v2::EventDestination destination;
  destination.name = from.name;
  destination.enabled = from.enabled;
  for (auto const& type : from.matching_event_types)
    destination.matching_event_types.push_back(in_v2_words(type));
  if (from.sns_destination)
    destination.sns_destination = v2::SnsDestination{from.sns_destination->topic_arn};
  if (auto const& firehose = from.kinesis_firehose_destination)
    destination.kinesis_firehose_destination =
        v2::FirehoseDestination{firehose->iam_role_arn, firehose->delivery_stream_arn};
  if (from.cloud_watch_destination) {
    auto& dimensions = destination.cloud_watch_destination.emplace().dimension_configurations;
    for (auto const& dimension : from.cloud_watch_destination->dimension_configurations)
      dimensions.push_back({dimension.dimension_name, in_v2_words(dimension.dimension_value_source),
                            dimension.default_dimension_value});
  }
  return destination;
}

}  // namespace

std::optional<Error> Engine::put_destination(Turn& turn, std::string_view set_name,
                                             v2::EventDestination destination, bool is_new) {
  auto* const set = find_set(turn, set_name);
  if (set == nullptr)
    return errors::configuration_set_does_not_exist(set_name);
  if (auto error = refusal_of_destination(destination))
    return error;
  auto* const known = set->destination(destination.name);
  if (is_new && known != nullptr)
    return errors::event_destination_exists(destination.name);
  if (!is_new && known == nullptr)
    return errors::event_destination_does_not_exist(set_name);
  if (is_new && set->destinations.size() == destinations_max)
    return errors::too_many_event_destinations(set_name);
  if (destination.sns_destination) {
    auto const& topic = destination.sns_destination->topic_arn;
    switch (ask_topic(turn, arn_of(*set) + '/' + destination.name, topic, arn_of(*set),
                      validation_text)) {
      case Taken::unknown: return {};
      case Taken::no: return errors::topic_not_found(topic);
      case Taken::yes: break;
    }
  }
  if (known != nullptr)
    *known = std::move(destination);
  else
    set->destinations.push_back(std::move(destination));
  keep(turn, *set);
  return {};
}

std::optional<Error> Engine::remove_destination(Turn& turn, std::string_view set_name,
                                                std::string_view name) {
  auto* const set = find_set(turn, set_name);
  if (set == nullptr)
    return errors::configuration_set_does_not_exist(set_name);
  if (set->destination(name) == nullptr)
    return errors::event_destination_does_not_exist(set_name);
  std::erase_if(set->destinations,
                [&](v2::EventDestination const& one) { return one.name == name; });
  keep(turn, *set);
  return {};
}

// The first time it is asked, a word is on its way to the topic and the call waits; it asks again
// once the word was carried. The answer is given once. A call that ended meanwhile leaves one that
// nobody fetches; a later question takes it away.
Engine::Taken Engine::ask_topic(Turn& turn, std::string_view what, std::string_view topic_arn,
                                std::string_view source_arn, std::string_view message) {
  // The box is closing: nothing is carried any more.
  if (turn.asked_at == Instant::min())
    return Taken::no;
  std::erase_if(questions_,
                [&](auto const& one) { return one.second.asked_at + question_lasts < turn.now; });
  auto const key =
      fmt::format("{} {} {}", what, topic_arn, turn.asked_at.time_since_epoch().count());
  auto const [question, is_new] = questions_.try_emplace(key);
  if (is_new) {
    question->second = {++last_question_, turn.asked_at, Taken::unknown};
    turn.parcels.push_back(
        {question->second.number, std::string{what},
         ToTopic{std::string{topic_arn}, std::string{source_arn}, {}, std::string{message}}});
  }
  auto const taken = question->second.taken;
  if (taken == Taken::unknown)
    turn.wait = {{"ses", question->second.number}, turn.now + question_lasts};
  else
    questions_.erase(question);
  return taken;
}

void Engine::carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) {
  for (auto& [what, question] : questions_)
    if (question.number == parcel.id) {
      question.taken = outcome.error ? Taken::no : Taken::yes;
      turn.rings.push_back({"ses", question.number});
    }
}

// ---- v1 ----

Result<v1::CreateConfigurationSetEventDestination::Output> Engine::handle(
    Turn& turn, v1::CreateConfigurationSetEventDestination const& op) {
  if (auto error =
          put_destination(turn, op.configuration_set_name, in_v2(op.event_destination), true))
    return *error;
  return v1::CreateConfigurationSetEventDestination::Output{};
}

Result<v1::UpdateConfigurationSetEventDestination::Output> Engine::handle(
    Turn& turn, v1::UpdateConfigurationSetEventDestination const& op) {
  if (auto error =
          put_destination(turn, op.configuration_set_name, in_v2(op.event_destination), false))
    return *error;
  return v1::UpdateConfigurationSetEventDestination::Output{};
}

Result<v1::DeleteConfigurationSetEventDestination::Output> Engine::handle(
    Turn& turn, v1::DeleteConfigurationSetEventDestination const& op) {
  if (auto error = remove_destination(turn, op.configuration_set_name, op.event_destination_name))
    return *error;
  return v1::DeleteConfigurationSetEventDestination::Output{};
}

// ---- v2 ----

Result<v2::CreateConfigurationSetEventDestination::Output> Engine::handle(
    Turn& turn, v2::CreateConfigurationSetEventDestination const& op) {
  if (auto error = put_destination(turn, op.configuration_set_name,
                                   named(op.event_destination_name, op.event_destination), true))
    return errors::in_v2(*error);
  return v2::CreateConfigurationSetEventDestination::Output{};
}

Result<v2::GetConfigurationSetEventDestinations::Output> Engine::handle(
    Turn& turn, v2::GetConfigurationSetEventDestinations const& op) {
  auto const* const set = find_set(turn, op.configuration_set_name);
  if (set == nullptr)
    return errors::in_v2(errors::configuration_set_does_not_exist(op.configuration_set_name));
  return v2::GetConfigurationSetEventDestinations::Output{set->destinations};
}

Result<v2::UpdateConfigurationSetEventDestination::Output> Engine::handle(
    Turn& turn, v2::UpdateConfigurationSetEventDestination const& op) {
  if (auto error = put_destination(turn, op.configuration_set_name,
                                   named(op.event_destination_name, op.event_destination), false))
    return errors::in_v2(*error);
  return v2::UpdateConfigurationSetEventDestination::Output{};
}

Result<v2::DeleteConfigurationSetEventDestination::Output> Engine::handle(
    Turn& turn, v2::DeleteConfigurationSetEventDestination const& op) {
  if (auto error = remove_destination(turn, op.configuration_set_name, op.event_destination_name))
    return errors::in_v2(*error);
  return v2::DeleteConfigurationSetEventDestination::Output{};
}

}  // namespace proofbox::ses

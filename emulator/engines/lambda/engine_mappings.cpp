// Event source mappings: which queue's messages go to which function. The polling itself is done
// outside of the engine; here is what AWS lets an owner set, and what it refuses.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"
#include "shape/event_pattern.hpp"
#include "shape/json.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::int64_t page_max = 100;
constexpr std::int64_t batch_max_of_fifo = 10;
constexpr std::int64_t batch_max_at_once = 10;  // that one receive can bring
constexpr std::size_t filters_max = 5;
constexpr std::size_t pattern_length_max = 4096;
constexpr Duration patience = 1min;

struct QueueAttributes {
  std::string visibility_timeout = "30";
  static Shape const& shape() {
    static Shape const shape =
        Describe<QueueAttributes>("QueueAttributes")
            .member("VisibilityTimeout", &QueueAttributes::visibility_timeout);
    return shape;
  }
};

bool is_fifo(Mapping const& mapping) { return mapping.shown.event_source_arn.ends_with(".fifo"); }

std::optional<Error> refusal_of(std::optional<FilterCriteria> const& criteria) {
  if (!criteria)
    return {};
  if (criteria->filters.size() > filters_max)
    return errors::of({Misfit::Kind::range, "filterCriteria.filters",
                       std::to_string(criteria->filters.size()),
                       "Member must have length less than or equal to 5"});
  for (auto const& filter : criteria->filters) {
    auto const pattern = filter.pattern.value_or("");
    if (pattern.size() > pattern_length_max)
      return errors::of({Misfit::Kind::range, "filterCriteria.filters.pattern", pattern,
                         "Member must have length less than or equal to 4096"});
    if (auto const read = EventPattern::read(pattern); !read)
      return errors::bad_parameter(
          fmt::format("Invalid filter pattern definition. {}", read.error().message));
  }
  return {};
}

std::optional<Error> refusal_of(std::vector<std::string> const& response_types) {
  for (auto const& type : response_types)
    if (type != "ReportBatchItemFailures")
      return errors::of({Misfit::Kind::range, "functionResponseTypes", '[' + type + ']',
                         "Member must satisfy constraint: [Member must satisfy enum value set: "
                         "[ReportBatchItemFailures]]"});
  return {};
}

// What is wrong with a mapping by itself.
std::optional<Error> refusal_of(Mapping const& mapping) {
  auto const& shown = mapping.shown;
  auto const window = shown.maximum_batching_window_in_seconds;
  if (is_fifo(mapping) && shown.batch_size > batch_max_of_fifo)
    return errors::bad_parameter(
        fmt::format("Batch size for FIFO queues cannot be greater than {}.", batch_max_of_fifo));
  if (is_fifo(mapping) && window > 0)
    return errors::bad_parameter("Batching window is not supported for FIFO queues.");
  if (shown.batch_size > batch_max_at_once && window == 0)
    return errors::bad_parameter(
        "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater "
        "than 10");
  if (auto error = refusal_of(shown.filter_criteria))
    return error;
  return refusal_of(shown.function_response_types);
}

// What streams have, and queues have not; and pollers that are paid for, which no box has.
template <class Op>
std::optional<Error> refusal_of_stream_settings(Op const& op) {
  auto const unsupported = [](std::string_view name) {
    return errors::bad_parameter(
        fmt::format("Unsupported {} parameter for given event source mapping type.", name));
  };
  if (op.destination_config)
    return unsupported("DestinationConfig");
  if (op.bisect_batch_on_function_error)
    return unsupported("BisectBatchOnFunctionError");
  if (op.maximum_retry_attempts)
    return unsupported("MaximumRetryAttempts");
  if (op.maximum_record_age_in_seconds)
    return unsupported("MaximumRecordAgeInSeconds");
  if (op.parallelization_factor)
    return unsupported("ParallelizationFactor");
  if (op.tumbling_window_in_seconds)
    return unsupported("TumblingWindowInSeconds");
  if (op.provisioned_poller_config)
    return errors::bad_parameter("Provisioned pollers are not there in a box.");
  if constexpr (requires { op.starting_position; })
    if (op.starting_position)
      return errors::bad_parameter("StartingPosition is not valid for SQS event sources.");
  return {};
}

Polling polling_of(Mapping const& mapping) {
  auto const& shown = mapping.shown;
  Polling polling;
  polling.queue_arn = shown.event_source_arn;
  polling.function_arn = shown.function_arn;
  polling.batch_size = shown.batch_size;
  polling.window_seconds = shown.maximum_batching_window_in_seconds;
  polling.reports_failures = !shown.function_response_types.empty();
  if (shown.scaling_config)
    polling.concurrency_max =
        shown.scaling_config->maximum_concurrency.value_or(polling.concurrency_max);
  polling.growth_per_minute = mapping.growth_per_minute;
  if (shown.filter_criteria)
    for (auto const& filter : shown.filter_criteria->filters)
      polling.filters.push_back(filter.pattern.value_or(""));
  return polling;
}

}  // namespace

Mapping* Engine::find_mapping(Turn const& turn, std::string const& uuid) {
  auto const found = mappings_.find(uuid);
  bool const is_callers = found != mappings_.end() &&
                          found->second.account == turn.caller.account &&
                          found->second.region == turn.caller.region;
  return is_callers ? &found->second : nullptr;
}

// What a queue answered to who asked for it in this call; null while it has not.
Result<Outcome const*> Engine::ask_queue(Turn& turn, std::string const& queue_arn) {
  auto const until = turn.asked_at + patience;
  bool const is_late = turn.is_again && (turn.now >= until || !questions_.contains(turn.call));
  if (is_late) {
    questions_.erase(turn.call);
    return errors::service_failed();
  }
  auto& question = questions_[turn.call];
  if (question.outcome)
    return static_cast<Outcome const*>(&*question.outcome);
  if (question.number == 0) {
    question.number = ++last_number_;
    turn.parcels.push_back({question.number, queue_arn, AskQueue{queue_arn}});
  }
  turn.wait = {{"lambda", question.number}, until};
  return static_cast<Outcome const*>(nullptr);
}

void Engine::queue_answered(Turn& turn, std::uint64_t number, Outcome const& outcome) {
  for (auto& [call, question] : questions_)
    if (question.number == number) {
      question.outcome = outcome;
      turn.rings.push_back({"lambda", number});
    }
}

// AWS looks at the queue when a mapping is made or changed, and never again.
std::optional<Error> Engine::refusal_of_queue(Mapping const& mapping, Function const& function,
                                              Outcome const& answer) const {
  if (!function.may("sqs:ReceiveMessage"))
    return errors::role_may_not("ReceiveMessage");
  if (!function.may("sqs:DeleteMessage"))
    return errors::role_may_not("DeleteMessage");
  if (!function.may("sqs:GetQueueAttributes"))
    return errors::role_may_not("GetQueueAttributes");
  if (answer.error)
    return errors::cannot_receive(*answer.error);
  QueueAttributes attributes;
  static_cast<void>(from_json(answer.body, attributes));
  auto const visibility = parse_integer(attributes.visibility_timeout).value_or(0);
  if (visibility < function.configuration.timeout)
    return errors::visibility_too_short(visibility, function.configuration.timeout);
  for (auto const& [uuid, other] : mappings_)
    if (uuid != mapping.shown.uuid &&
        other.shown.event_source_arn == mapping.shown.event_source_arn &&
        other.shown.function_arn == mapping.shown.function_arn)
      return errors::mapping_exists(mapping.shown.event_source_arn, function.name(), uuid);
  return {};
}

// Tells the pollers, and calls the mapping by `until` until they have heard it.
void Engine::put_to_work(Turn& turn, Mapping& mapping, std::string_view until) {
  mapping.shown.state = until;
  mapping.shown.last_modified = turn.now;
  keep(turn, mapping);
  call_pollers(turn, mapping);
}

void Engine::call_pollers(Turn& turn, Mapping const& mapping) {
  std::optional<std::string> settings;
  if (mapping.is_enabled && mapping.shown.state != "Deleting")
    settings = to_json(polling_of(mapping));
  turn.parcels.push_back(
      {0, mapping.shown.uuid, ToPollers{mapping.shown.uuid, std::move(settings)}});
}

void Engine::pollers_heard(Turn& turn, std::string const& uuid) {
  auto const found = mappings_.find(uuid);
  if (found == mappings_.end())
    return;
  auto& mapping = found->second;
  if (mapping.shown.state == "Deleting") {
    forget(turn, mapping);
    mappings_.erase(found);
    return;
  }
  mapping.shown.state = mapping.is_enabled ? "Enabled" : "Disabled";
  keep(turn, mapping);
}

Result<EventSourceMapping> Engine::handle(Turn& turn, CreateEventSourceMapping const& op) {
  auto const arn = op.event_source_arn.value_or("");
  auto const parts = split(arn, ':');
  if (parts.size() != 6 || parts[2] != "sqs")
    return errors::bad_parameter("Unrecognized event source.");
  if (parts[3] != turn.caller.region || parts[4] != turn.caller.account)
    return errors::bad_parameter(
        "The event source must be in the same Region and account as the function.");
  auto const function = find(turn, op.function_name);
  if (!function)
    return errors::bad_parameter("Function does not exist");
  if (auto error = refusal_of_stream_settings(op))
    return *error;
  Mapping mapping;
  mapping.account = turn.caller.account;
  mapping.region = turn.caller.region;
  mapping.is_enabled = op.enabled.value_or(true);
  mapping.tags = op.tags;
  auto& shown = mapping.shown;
  shown.event_source_arn = arn;
  shown.function_arn = (*function)->arn();
  shown.batch_size = op.batch_size.value_or(shown.batch_size);
  shown.maximum_batching_window_in_seconds = op.maximum_batching_window_in_seconds.value_or(0);
  shown.function_response_types = op.function_response_types;
  shown.filter_criteria = op.filter_criteria;
  shown.scaling_config = op.scaling_config;
  if (auto error = refusal_of(mapping))
    return *error;
  auto const answer = ask_queue(turn, arn);
  if (!answer)
    return answer.error();
  if (*answer == nullptr)
    return shown;
  auto const error = refusal_of_queue(mapping, **function, **answer);
  questions_.erase(turn.call);
  if (error)
    return *error;
  shown.uuid = turn.random.uuid();
  shown.event_source_mapping_arn = fmt::format("arn:aws:lambda:{}:{}:event-source-mapping:{}",
                                               mapping.region, mapping.account, shown.uuid);
  put_to_work(turn, mapping, "Creating");
  return mappings_.emplace(shown.uuid, std::move(mapping)).first->second.shown;
}

Result<EventSourceMapping> Engine::handle(Turn& turn, UpdateEventSourceMapping const& op) {
  auto* const known = find_mapping(turn, op.uuid);
  if (known == nullptr)
    return errors::no_such_resource();
  if (known->shown.state != "Enabled" && known->shown.state != "Disabled")
    return errors::mapping_in_use(op.uuid, known->shown.state);
  if (auto error = refusal_of_stream_settings(op))
    return *error;
  auto changed = *known;
  auto& shown = changed.shown;
  auto const function = find(turn, op.function_name.value_or(shown.function_arn));
  if (!function)
    return errors::bad_parameter("Function does not exist");
  shown.function_arn = (*function)->arn();
  changed.is_enabled = op.enabled.value_or(changed.is_enabled);
  shown.batch_size = op.batch_size.value_or(shown.batch_size);
  shown.maximum_batching_window_in_seconds =
      op.maximum_batching_window_in_seconds.value_or(shown.maximum_batching_window_in_seconds);
  shown.function_response_types =
      op.function_response_types.value_or(shown.function_response_types);
  if (op.filter_criteria)
    shown.filter_criteria = op.filter_criteria->filters.empty() ? std::nullopt : op.filter_criteria;
  if (op.scaling_config)
    shown.scaling_config =
        op.scaling_config->maximum_concurrency ? op.scaling_config : std::nullopt;
  if (auto error = refusal_of(changed))
    return *error;
  auto const answer = ask_queue(turn, shown.event_source_arn);
  if (!answer)
    return answer.error();
  if (*answer == nullptr)
    return shown;
  auto const error = refusal_of_queue(changed, **function, **answer);
  questions_.erase(turn.call);
  if (error)
    return *error;
  bool const was_enabled = known->is_enabled;
  *known = std::move(changed);
  put_to_work(turn, *known,
              known->is_enabled == was_enabled ? "Updating"
              : known->is_enabled              ? "Enabling"
                                               : "Disabling");
  return known->shown;
}

Result<EventSourceMapping> Engine::handle(Turn& turn, GetEventSourceMapping const& op) {
  auto const* const mapping = find_mapping(turn, op.uuid);
  if (mapping == nullptr)
    return errors::no_such_resource();
  return mapping->shown;
}

Result<EventSourceMapping> Engine::handle(Turn& turn, DeleteEventSourceMapping const& op) {
  auto* const mapping = find_mapping(turn, op.uuid);
  if (mapping == nullptr)
    return errors::no_such_resource();
  if (mapping->shown.state == "Deleting")
    return errors::mapping_in_use(op.uuid, mapping->shown.state);
  put_to_work(turn, *mapping, "Deleting");
  return mapping->shown;
}

Result<ListEventSourceMappings::Output> Engine::handle(Turn& turn,
                                                       ListEventSourceMappings const& op) {
  std::string function_arn;
  if (op.function_name) {
    auto const function = find(turn, *op.function_name);
    if (!function)
      return function.error();
    function_arn = (*function)->arn();
  }
  auto const most = static_cast<std::size_t>(
      std::clamp<std::int64_t>(op.max_items.value_or(page_max), 1, page_max));
  ListEventSourceMappings::Output output;
  auto& listed = output.event_source_mappings;
  for (auto at = op.marker ? mappings_.upper_bound(*op.marker) : mappings_.begin();
       at != mappings_.end(); ++at) {
    auto const& mapping = at->second;
    bool const wanted =
        mapping.account == turn.caller.account && mapping.region == turn.caller.region &&
        (!op.event_source_arn || mapping.shown.event_source_arn == *op.event_source_arn) &&
        (function_arn.empty() || mapping.shown.function_arn == function_arn);
    if (!wanted)
      continue;
    if (listed.size() == most) {
      output.next_marker = listed.back().uuid;
      break;
    }
    listed.push_back(mapping.shown);
  }
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, ConfigurePollers const& op) {
  auto* const mapping = find_mapping(turn, op.uuid);
  if (mapping == nullptr || mapping->shown.state == "Deleting")
    return errors::no_such_resource();
  mapping->growth_per_minute = op.growth_per_minute;
  put_to_work(turn, *mapping, "Updating");
  return Nothing{};
}

}  // namespace proofbox::aws_lambda

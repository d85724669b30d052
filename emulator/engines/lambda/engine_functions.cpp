// Which functions there are, and how they are configured.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::int64_t page_max = 50;
constexpr std::size_t variables_length_max = 4096;

std::string arn_of(Turn const& turn, std::string_view name) {
  return fmt::format("arn:aws:lambda:{}:{}:function:{}", turn.caller.region, turn.caller.account,
                     name);
}

// "2023-05-25T00:00:00.000+0000"
std::string last_modified(Instant now) { return iso8601(now).substr(0, 23) + "+0000"; }

// Names that Lambda itself gives values to.
bool is_reserved(std::string_view variable) {
  for (std::string_view const name :
       {"_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_LAMBDA_RUNTIME_API",
        "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR"})
    if (variable == name)
      return true;
  return false;
}

std::optional<Error> refusal_of(Environment const& environment) {
  std::string reserved;
  std::size_t length = 0;
  for (auto const& [name, value] : environment.variables) {
    length += name.size() + value.size();
    if (is_reserved(name))
      reserved += (reserved.empty() ? "" : ", ") + name;
  }
  if (!reserved.empty())
    return errors::bad_parameter(fmt::format(
        "Lambda was unable to configure your environment variables because the environment "
        "variables you have provided contains reserved keys that are currently not supported for "
        "modification. Reserved keys used in this request: {}",
        reserved));
  if (length > variables_length_max)
    return errors::bad_parameter(
        "Lambda was unable to configure your environment variables because the environment "
        "variables you have provided exceeded the 4KB limit.");
  return {};
}

std::optional<Error> refusal_of(DeadLetterConfig const& config) {
  auto const target = config.target_arn.value_or("");
  auto const parts = split(target, ':');
  bool const is_there = parts.size() == 6 && (parts[2] == "sqs" || parts[2] == "sns");
  if (target.empty() || is_there)
    return {};
  return errors::bad_parameter(fmt::format(
      "The provided target {} is not supported: it is the ARN of no queue and no topic.", target));
}

}  // namespace

std::string world_of(std::string_view region, std::string_view account) {
  return fmt::format("{}/{}/", region, account);
}

std::string key_of(Function const& function) {
  return world_of(function.region, function.account) + function.name();
}

// The one version that there is, by any of its names.
Result<Function*> Engine::find(Turn const& turn, std::string_view text,
                               std::optional<std::string> const& qualifier) {
  auto const name = read_function_name(text);
  if (!name)
    return errors::function_not_found(arn_of(turn, text));
  auto const region = name->region.value_or(turn.caller.region);
  if (region != turn.caller.region)
    return errors::function_not_found(text);
  auto const account = name->account.value_or(turn.caller.account);
  auto const version = qualifier ? qualifier : name->qualifier;
  auto const found = functions_.find(world_of(region, account) + name->name);
  if (found != functions_.end() && version.value_or("$LATEST") == "$LATEST")
    return &found->second;
  auto arn = fmt::format("arn:aws:lambda:{}:{}:function:{}", region, account, name->name);
  if (version)
    arn += ':' + *version;
  return errors::function_not_found(arn);
}

Result<ListFunctions::Output> Engine::handle(Turn& turn, ListFunctions const& op) {
  auto const world = world_of(turn.caller.region, turn.caller.account);
  auto at = functions_.lower_bound(world);
  if (op.marker) {
    auto const name = from_base64(*op.marker);
    if (!name)
      return errors::bad_parameter("The marker is invalid.");
    at = functions_.upper_bound(world + *name);
  }
  auto const most = static_cast<std::size_t>(
      std::clamp<std::int64_t>(op.max_items.value_or(page_max), 1, page_max));
  ListFunctions::Output output;
  for (; at != functions_.end() && at->first.starts_with(world); ++at) {
    if (output.functions.size() == most) {
      output.next_marker = base64(output.functions.back().function_name);
      break;
    }
    output.functions.push_back(at->second.configuration);
  }
  return output;
}

Result<GetFunction::Output> Engine::handle(Turn& turn, GetFunction const& op) {
  auto const function = find(turn, op.function_name, op.qualifier);
  if (!function)
    return function.error();
  GetFunction::Output output{(*function)->configuration, {}};
  if ((*function)->reserved_concurrency)
    output.concurrency = GetFunction::Concurrency{*(*function)->reserved_concurrency};
  return output;
}

Result<FunctionConfiguration> Engine::handle(Turn& turn, GetFunctionConfiguration const& op) {
  auto const function = find(turn, op.function_name, op.qualifier);
  if (!function)
    return function.error();
  return (*function)->configuration;
}

Result<FunctionConfiguration> Engine::handle(Turn& turn, UpdateFunctionConfiguration const& op) {
  auto const found = find(turn, op.function_name);
  if (!found)
    return found.error();
  if (op.environment)
    if (auto error = refusal_of(*op.environment))
      return *error;
  if (op.dead_letter_config)
    if (auto error = refusal_of(*op.dead_letter_config))
      return *error;
  auto& function = **found;
  auto& configuration = function.configuration;
  if (op.description)
    configuration.description = *op.description;
  if (op.timeout)
    configuration.timeout = *op.timeout;
  if (op.memory_size)
    configuration.memory_size = *op.memory_size;
  if (op.environment)
    configuration.environment = op.environment;
  if (op.dead_letter_config) {
    bool const has_target = !op.dead_letter_config->target_arn.value_or("").empty();
    configuration.dead_letter_config = has_target ? op.dead_letter_config : std::nullopt;
  }
  configuration.last_modified = last_modified(turn.now);
  configuration.revision_id = turn.random.uuid();
  // What was made of the former configuration is not used any more.
  idle_.erase(key_of(function));
  keep(turn, function);
  return configuration;
}

Result<Nothing> Engine::handle(Turn& turn, RegisterFunction const& op) {
  if (op.configuration.environment)
    if (auto error = refusal_of(*op.configuration.environment))
      return *error;
  Function function;
  function.account = turn.caller.account;
  function.region = turn.caller.region;
  function.configuration = op.configuration;
  auto& configuration = function.configuration;
  configuration.function_arn = arn_of(turn, configuration.function_name);
  configuration.last_modified = last_modified(turn.now);
  configuration.revision_id = turn.random.uuid();
  if (configuration.role.empty())
    configuration.role =
        fmt::format("arn:aws:iam::{}:role/{}", turn.caller.account, configuration.function_name);
  configuration.architectures = {"x86_64"};
  function.reserved_concurrency = op.reserved_concurrency;
  function.role_actions = op.role_actions;
  if (op.destination_config)
    function.event_invoke =
        EventInvokeConfig{turn.now, function.arn(), {}, {}, op.destination_config};
  auto const key = key_of(function);
  if (auto const known = functions_.find(key); known != functions_.end()) {
    function.permissions = known->second.permissions;
    function.tags = known->second.tags;
    if (!function.event_invoke)
      function.event_invoke = known->second.event_invoke;
    if (!function.reserved_concurrency)
      function.reserved_concurrency = known->second.reserved_concurrency;
  }
  keep(turn, function);
  functions_.insert_or_assign(key, std::move(function));
  return Nothing{};
}

}  // namespace proofbox::aws_lambda

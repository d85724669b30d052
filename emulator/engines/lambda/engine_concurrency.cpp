// How many functions run at once: one pool for the account, out of which a function may have a part
// reserved, which is then its limit, too.
#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::int64_t limit_at_first = 1000;
constexpr std::int64_t unreserved_min = 100;  // that a pool of 1,000 must keep

}  // namespace

std::int64_t Engine::running(std::string const& key) const {
  auto const found = running_.find(key);
  return found == running_.end() ? 0 : found->second;
}

std::int64_t Engine::limit_of(std::string const& world) const {
  auto const found = account_limits_.find(world);
  return found == account_limits_.end() ? limit_at_first : found->second;
}

std::int64_t Engine::reserved(std::string const& world) const {
  std::int64_t sum = 0;
  for (auto at = functions_.lower_bound(world);
       at != functions_.end() && at->first.starts_with(world); ++at)
    sum += at->second.reserved_concurrency.value_or(0);
  return sum;
}

std::optional<Error> Engine::throttle(Function const& function) const {
  if (function.reserved_concurrency)
    return running(key_of(function)) < *function.reserved_concurrency
               ? std::nullopt
               : std::optional{errors::throttled_by_reservation()};
  auto const world = world_of(function.region, function.account);
  std::int64_t unreserved = 0;
  for (auto at = functions_.lower_bound(world);
       at != functions_.end() && at->first.starts_with(world); ++at)
    if (!at->second.reserved_concurrency)
      unreserved += running(at->first);
  return unreserved < limit_of(world) - reserved(world)
             ? std::nullopt
             : std::optional{errors::throttled_by_account()};
}

Result<GetFunction::Concurrency> Engine::handle(Turn& turn, PutFunctionConcurrency const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  auto const world = world_of((*function)->region, (*function)->account);
  auto const others = reserved(world) - (*function)->reserved_concurrency.value_or(0);
  auto const least = std::min(unreserved_min, limit_of(world));
  if (op.reserved_concurrent_executions > 0 &&
      limit_of(world) - others - op.reserved_concurrent_executions < least)
    return errors::too_little_unreserved(least);
  (*function)->reserved_concurrency = op.reserved_concurrent_executions;
  keep(turn, **function);
  return GetFunction::Concurrency{op.reserved_concurrent_executions};
}

Result<GetFunctionConcurrency::Output> Engine::handle(Turn& turn,
                                                      GetFunctionConcurrency const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  return GetFunctionConcurrency::Output{(*function)->reserved_concurrency};
}

Result<Nothing> Engine::handle(Turn& turn, DeleteFunctionConcurrency const& op) {
  auto const function = find(turn, op.function_name);
  if (!function)
    return function.error();
  (*function)->reserved_concurrency.reset();
  keep(turn, **function);
  return Nothing{};
}

Result<GetAccountSettings::Output> Engine::handle(Turn& turn, GetAccountSettings const&) {
  auto const world = world_of(turn.caller.region, turn.caller.account);
  GetAccountSettings::Output output;
  output.account_limit.concurrent_executions = limit_of(world);
  output.account_limit.unreserved_concurrent_executions = limit_of(world) - reserved(world);
  for (auto at = functions_.lower_bound(world);
       at != functions_.end() && at->first.starts_with(world); ++at)
    ++output.account_usage.function_count;
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, ConfigureAccount const& op) {
  auto const world = world_of(turn.caller.region, turn.caller.account);
  account_limits_[world] = op.concurrent_executions;
  keep_limit(turn, world, op.concurrent_executions);
  return Nothing{};
}

}  // namespace proofbox::aws_lambda

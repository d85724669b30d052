// What Lambda keeps: a row for each function, each mapping, each account's limit and each event
// that waits for its turn. An event that ran when a box ended runs again.
#include <fmt/format.h>

#include <algorithm>

#include "engines/lambda/engine.hpp"
#include "engines/lambda/history_rows.hpp"
#include "shape/limits.hpp"
#include "shape/row.hpp"

namespace proofbox::aws_lambda {
namespace {

struct LimitRow {
  std::string world;  // "REGION/ACCOUNT/"
  std::int64_t limit = 0;
  static Shape const& shape() {
    static Shape const shape = Describe<LimitRow>("LimitRow")
                                   .member("world", &LimitRow::world)
                                   .member("limit", &LimitRow::limit);
    return shape;
  }
};
Table const limit_table = table<LimitRow>("lambda_limit");

template <class Row>
Table const table_of;
template <>
Table const table_of<Function> = table<Function>("lambda_function");
template <>
Table const table_of<Mapping> = table<Mapping>("lambda_mapping");
template <>
Table const table_of<QueuedEvent> = table<QueuedEvent>("lambda_event");

// What CreateEventSourceMapping would not have taken.
std::optional<std::string> outlandish(Mapping const& mapping) {
  CreateEventSourceMapping create;
  create.event_source_arn = mapping.shown.event_source_arn;
  create.function_name = "any";
  create.batch_size = mapping.shown.batch_size;
  create.maximum_batching_window_in_seconds = mapping.shown.maximum_batching_window_in_seconds;
  create.scaling_config = mapping.shown.scaling_config;
  if (outside_limits(CreateEventSourceMapping::shape(), &create) || mapping.growth_per_minute < 1)
    return "No mapping can be like that.";
  return {};
}

// Keys sort as their numbers do.
std::string key_of(Mapping const& mapping) { return mapping.shown.uuid; }
std::string key_of(QueuedEvent const& event) { return fmt::format("{:020}", event.number); }

}  // namespace

Shape const& Mapping::shape() {
  static Shape const shape = Describe<Mapping>("MappingRow")
                                 .member("account", &Mapping::account)
                                 .member("region", &Mapping::region)
                                 .member("shown", &Mapping::shown)
                                 .member("is_enabled", &Mapping::is_enabled)
                                 .member("growth_per_minute", &Mapping::growth_per_minute)
                                 .member("tags", &Mapping::tags);
  return shape;
}

Shape const& QueuedEvent::shape() {
  static Shape const shape = Describe<QueuedEvent>("EventRow")
                                 .member("number", &QueuedEvent::number)
                                 .member("account", &QueuedEvent::account)
                                 .member("region", &QueuedEvent::region)
                                 .member("function", &QueuedEvent::function)
                                 .member("request_id", &QueuedEvent::request_id)
                                 .member("payload", &QueuedEvent::payload)
                                 .member("failures", &QueuedEvent::failures)
                                 .member("throttles", &QueuedEvent::throttles)
                                 .member("accepted_at", &QueuedEvent::accepted_at)
                                 .member("next_at", &QueuedEvent::next_at)
                                 .member("hops", &QueuedEvent::hops);
  return shape;
}

template <class Row>
void Engine::keep(Turn& turn, Row const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table_of<Row>, key_of(row), write_row(Row::shape(), &row)});
}

template <class Row>
void Engine::forget(Turn& turn, Row const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table_of<Row>, key_of(row), {}});
}

template void Engine::keep(Turn&, Function const&);
template void Engine::keep(Turn&, Mapping const&);
template void Engine::keep(Turn&, QueuedEvent const&);
template void Engine::forget(Turn&, Mapping const&);
template void Engine::forget(Turn&, QueuedEvent const&);

void Engine::keep_limit(Turn& turn, std::string const& world, std::int64_t limit) {
  if (!turn.keeps)
    return;
  LimitRow const row{world, limit};
  turn.changes.push_back({&limit_table, world, write_row(LimitRow::shape(), &row)});
}

std::vector<Table const*> Engine::tables() const {
  std::vector<Table const*> tables{&limit_table, &table_of<Function>, &table_of<Mapping>,
                                   &table_of<QueuedEvent>};
  tables.insert(tables.end(), history_tables.begin(), history_tables.end());
  return tables;
}

void Engine::save(Turn& turn) const {
  for (auto const& [world, limit] : account_limits_)
    keep_limit(turn, world, limit);
  for (auto const& [key, function] : functions_)
    keep(turn, function);
  for (auto const& [uuid, mapping] : mappings_)
    keep(turn, mapping);
  for (auto const& [number, event] : events_)
    keep(turn, event);
  save_history(turn);
}

std::optional<std::string> Engine::restore(Table const& table, void const* kept) {
  if (&table == &limit_table) {
    auto const& row = *static_cast<LimitRow const*>(kept);
    if (row.limit < 0)
      return "No account has such a limit.";
    account_limits_[row.world] = row.limit;
  } else if (&table == &table_of<Function>) {
    auto const& function = *static_cast<Function const*>(kept);
    functions_.emplace(key_of(function), function);
  } else if (&table == &table_of<Mapping>) {
    auto const& mapping = *static_cast<Mapping const*>(kept);
    if (auto complaint = outlandish(mapping))
      return complaint;
    mappings_.emplace(mapping.shown.uuid, mapping);
  } else if (&table == &table_of<QueuedEvent>) {
    auto const& event = *static_cast<QueuedEvent const*>(kept);
    if (event.failures < 0 || event.throttles < 0 || events_.contains(event.number))
      return "There is another event of that number, or none can be like that.";
    last_event_ = std::max(last_event_, event.number);
    due_.emplace(event.next_at, event.number);
    events_.emplace(event.number, event);
  } else {
    return restore_history(table, kept);
  }
  return {};
}

// Pollers go with the box that they were in.
void Engine::resume(Turn& turn) {
  for (auto const& [uuid, mapping] : mappings_)
    call_pollers(turn, mapping);
}

}  // namespace proofbox::aws_lambda

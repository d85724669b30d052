// What a document of the whole box has of Lambda beside the rows that are kept: environments that
// are warm, invocations, what they logged, and the numbers that were given.
#include <fmt/format.h>

#include "engines/lambda/engine.hpp"
#include "engines/lambda/history_rows.hpp"
#include "shape/row.hpp"

namespace proofbox::aws_lambda {
namespace {

struct EnvironmentRow {
  std::string function;  // its key; of the same one the latest last
  std::int64_t number = 0;
  std::string log_stream;
  Instant idle_since{};
  static Shape const& shape() {
    static Shape const shape = Describe<EnvironmentRow>("EnvironmentRow")
                                   .member("function", &EnvironmentRow::function)
                                   .member("number", &EnvironmentRow::number)
                                   .member("log_stream", &EnvironmentRow::log_stream)
                                   .member("idle_since", &EnvironmentRow::idle_since);
    return shape;
  }
};

struct InvocationRow {
  std::int64_t number = 0;
  std::string function, name, request_id;
  std::int64_t event = 0, attempt = 1, memory_size = 0;
  std::int64_t environment = 0;
  std::string log_stream;
  bool is_cold = false;
  Instant started_at{};
  std::int64_t state = 0;
  std::optional<std::int64_t> took_nanoseconds;
  std::string error_type, error_message;
  static Shape const& shape() {
    static Shape const shape = Describe<InvocationRow>("InvocationRow")
                                   .member("number", &InvocationRow::number)
                                   .member("function", &InvocationRow::function)
                                   .member("name", &InvocationRow::name)
                                   .member("request_id", &InvocationRow::request_id)
                                   .member("event", &InvocationRow::event)
                                   .member("attempt", &InvocationRow::attempt)
                                   .member("memory_size", &InvocationRow::memory_size)
                                   .member("environment", &InvocationRow::environment)
                                   .member("log_stream", &InvocationRow::log_stream)
                                   .member("is_cold", &InvocationRow::is_cold)
                                   .member("started_at", &InvocationRow::started_at)
                                   .member("state", &InvocationRow::state)
                                   .member("took_nanoseconds", &InvocationRow::took_nanoseconds)
                                   .member("error_type", &InvocationRow::error_type)
                                   .member("error_message", &InvocationRow::error_message);
    return shape;
  }
};

struct NumbersRow {
  std::int64_t invocation = 0, environment = 0, event = 0;
  static Shape const& shape() {
    static Shape const shape = Describe<NumbersRow>("LambdaNumbersRow")
                                   .member("invocation", &NumbersRow::invocation)
                                   .member("environment", &NumbersRow::environment)
                                   .member("event", &NumbersRow::event);
    return shape;
  }
};

Table const environment_table = table<EnvironmentRow>("lambda_environment");
Table const invocation_table = table<InvocationRow>("lambda_invocation");
Table const line_table = table<LogLine>("lambda_log_line");
Table const numbers_table = table<NumbersRow>("lambda_numbers");

template <class Row>
void put(Turn& turn, Table const& table, std::string key, Row const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table, std::move(key), write_row(Row::shape(), &row)});
}

std::string key_of(std::uint64_t number) { return fmt::format("{:020}", number); }

InvocationRow row_of(Invocation const& invocation) {
  InvocationRow row{static_cast<std::int64_t>(invocation.number),
                    invocation.function,
                    invocation.name,
                    invocation.request_id,
                    static_cast<std::int64_t>(invocation.event),
                    invocation.attempt,
                    invocation.memory_size,
                    static_cast<std::int64_t>(invocation.environment.number),
                    invocation.environment.log_stream,
                    invocation.is_cold,
                    invocation.started_at,
                    static_cast<std::int64_t>(invocation.state),
                    {},
                    invocation.error_type,
                    invocation.error_message};
  if (invocation.took)
    row.took_nanoseconds = invocation.took->count();
  return row;
}

// What a document finds running has crashed with the box that it is of.
InvocationRow crashed(Invocation const& invocation) {
  auto row = row_of(invocation);
  row.state = static_cast<std::int64_t>(Invocation::State::failed);
  row.error_type = "Runtime.ExitError";
  row.error_message =
      fmt::format("RequestId: {} Error: Runtime exited without providing a reason", row.request_id);
  return row;
}

Invocation invocation_of(InvocationRow const& row) {
  Invocation invocation;
  invocation.number = static_cast<std::uint64_t>(row.number);
  invocation.function = row.function;
  invocation.name = row.name;
  invocation.request_id = row.request_id;
  invocation.event = static_cast<std::uint64_t>(row.event);
  invocation.attempt = row.attempt;
  invocation.memory_size = row.memory_size;
  invocation.environment = {static_cast<std::uint64_t>(row.environment), row.log_stream, {}};
  invocation.is_cold = row.is_cold;
  invocation.started_at = row.started_at;
  invocation.state = static_cast<Invocation::State>(row.state);
  if (row.took_nanoseconds)
    invocation.took = Duration{*row.took_nanoseconds};
  invocation.error_type = row.error_type;
  invocation.error_message = row.error_message;
  return invocation;
}

}  // namespace

std::vector<Table const*> const history_tables{&environment_table, &invocation_table, &line_table,
                                               &numbers_table};

Shape const& LogLine::shape() {
  static Shape const shape = Describe<LogLine>("LogLineRow")
                                 .member("at", &LogLine::at)
                                 .member("name", &LogLine::name)
                                 .member("log_stream", &LogLine::log_stream)
                                 .member("request_id", &LogLine::request_id)
                                 .member("text", &LogLine::text);
  return shape;
}

void Engine::save_history(Turn& turn) const {
  for (auto const& [function, environments] : idle_) {
    std::uint64_t place = 0;
    for (auto const& one : environments)
      put(turn, environment_table, function + '/' + key_of(place++),
          EnvironmentRow{function, static_cast<std::int64_t>(one.number), one.log_stream,
                         one.idle_since});
  }
  std::uint64_t place = 0;
  for (auto const& invocation : invocations_)
    put(turn, invocation_table, key_of(place++), row_of(invocation));
  for (auto const& [number, invocation] : under_way_)
    put(turn, invocation_table, key_of(place++), crashed(invocation));
  place = 0;
  for (auto const& line : lines_)
    put(turn, line_table, key_of(place++), line);
  put(turn, numbers_table, key_of(0),
      NumbersRow{static_cast<std::int64_t>(last_number_),
                 static_cast<std::int64_t>(last_environment_), last_event_});
}

std::optional<std::string> Engine::restore_history(Table const& table, void const* kept) {
  if (&table == &environment_table) {
    auto const& row = *static_cast<EnvironmentRow const*>(kept);
    idle_[row.function].push_back(
        {static_cast<std::uint64_t>(row.number), row.log_stream, row.idle_since});
  } else if (&table == &invocation_table) {
    auto const& row = *static_cast<InvocationRow const*>(kept);
    if (row.state <= static_cast<int>(Invocation::State::running) ||
        row.state > static_cast<int>(Invocation::State::timed_out))
      return "No invocation can be in that state.";
    invocations_.push_back(invocation_of(row));
  } else if (&table == &line_table) {
    auto const& line = *static_cast<LogLine const*>(kept);
    logged_bytes_ += line.text.size();
    lines_.push_back(line);
  } else {
    auto const& row = *static_cast<NumbersRow const*>(kept);
    if (row.invocation < 0 || row.environment < 0 || row.event < 0)
      return "No such number was ever given.";
    last_number_ = static_cast<std::uint64_t>(row.invocation);
    last_environment_ = static_cast<std::uint64_t>(row.environment);
    last_event_ = std::max(last_event_, row.event);
  }
  return {};
}

}  // namespace proofbox::aws_lambda

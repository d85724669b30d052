// What runs and what ran: invocations, the environments that they run in, and asynchronous events
// that wait for their turn.
#pragma once

#include "engines/lambda/shapes.hpp"

namespace proofbox::aws_lambda {

// Where a function's code runs, one invocation at a time. It stays warm for a while.
struct RuntimeEnvironment {
  std::uint64_t number = 0;
  std::string log_stream;  // "2023/05/25/[$LATEST]0123456789abcdef0123456789abcdef"
  Instant idle_since{};
};

struct Invocation {
  enum class State { running, succeeded, failed, timed_out };
  std::uint64_t number = 0;
  std::string function;  // its key
  std::string name;
  std::string request_id;
  std::uint64_t event = 0;  // of an asynchronous one; 0: somebody waits for the answer
  std::int64_t attempt = 1;
  std::uint64_t call = 0;  // whose answer it is
  bool wants_log = false;
  std::int64_t memory_size = 0;
  RuntimeEnvironment environment;
  bool is_cold = false;
  Instant started_at{};
  State state = State::running;
  std::optional<Duration> took = {};
  std::string error_type = {}, error_message = {};
};

// A line of a function's log.
struct LogLine {
  Instant at{};
  std::string name;  // the function's
  std::string log_stream;
  std::string request_id;
  std::string text;
  static Shape const& shape();
};

// What came of an invocation, until whoever waits for it has fetched it.
struct Answer {
  std::uint64_t call = 0;
  std::string payload;
  bool failed = false;
  std::string log;  // the last 4 KB
};

// Lambda's queue in front of a function that is invoked asynchronously. It is its own stored row.
struct QueuedEvent {
  std::int64_t number = 0;
  std::string account;
  std::string region;
  std::string function;  // its name
  std::string request_id;
  std::string payload;
  std::int64_t failures = 0;
  std::int64_t throttles = 0;  // since the last failure
  Instant accepted_at{};
  Instant next_at{};
  std::int64_t hops = 0;    // how many functions led to it, one invoking the next
  std::uint64_t cause = 0;  // in the trace; not kept
  static Shape const& shape();
};

}  // namespace proofbox::aws_lambda

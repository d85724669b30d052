// AWS Lambda as a state machine: functions, who may run how many of them at once, asynchronous
// events with their retries and destinations, mappings of queues, and what everything logged. The
// code itself runs outside of it: an invocation leaves as a parcel and comes back with its answer.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "engines/lambda/function.hpp"
#include "engines/lambda/invocation.hpp"
#include "engines/lambda/mapping.hpp"
#include "engines/lambda/shapes.hpp"
#include "ports/engine.hpp"

namespace proofbox::aws_lambda {

class Engine : public proofbox::Engine {
 public:
  // engine_functions.cpp
  Result<ListFunctions::Output> handle(Turn& turn, ListFunctions const& op);
  Result<GetFunction::Output> handle(Turn& turn, GetFunction const& op);
  Result<FunctionConfiguration> handle(Turn& turn, GetFunctionConfiguration const& op);
  Result<FunctionConfiguration> handle(Turn& turn, UpdateFunctionConfiguration const& op);
  Result<Nothing> handle(Turn& turn, RegisterFunction const& op);

  // engine_invoke.cpp
  Result<Invoke::Output> handle(Turn& turn, Invoke const& op);
  void carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) override;

  // engine_events.cpp
  std::optional<Instant> next_due() const override;
  void advance(Turn& turn) override;
  Result<EventInvokeConfig> handle(Turn& turn, PutFunctionEventInvokeConfig const& op);
  Result<EventInvokeConfig> handle(Turn& turn, UpdateFunctionEventInvokeConfig const& op);
  Result<EventInvokeConfig> handle(Turn& turn, GetFunctionEventInvokeConfig const& op);
  Result<Nothing> handle(Turn& turn, DeleteFunctionEventInvokeConfig const& op);

  // engine_mappings.cpp
  Result<EventSourceMapping> handle(Turn& turn, CreateEventSourceMapping const& op);
  Result<EventSourceMapping> handle(Turn& turn, UpdateEventSourceMapping const& op);
  Result<EventSourceMapping> handle(Turn& turn, GetEventSourceMapping const& op);
  Result<EventSourceMapping> handle(Turn& turn, DeleteEventSourceMapping const& op);
  Result<ListEventSourceMappings::Output> handle(Turn& turn, ListEventSourceMappings const& op);
  Result<Nothing> handle(Turn& turn, ConfigurePollers const& op);

  // engine_tags.cpp
  Result<ListTags::Output> handle(Turn& turn, ListTags const& op);
  Result<Nothing> handle(Turn& turn, TagResource const& op);
  Result<Nothing> handle(Turn& turn, UntagResource const& op);

  // engine_permissions.cpp
  Result<AddPermission::Output> handle(Turn& turn, AddPermission const& op);
  Result<Nothing> handle(Turn& turn, RemovePermission const& op);
  Result<GetPolicy::Output> handle(Turn& turn, GetPolicy const& op);

  // engine_concurrency.cpp
  Result<GetFunction::Concurrency> handle(Turn& turn, PutFunctionConcurrency const& op);
  Result<GetFunctionConcurrency::Output> handle(Turn& turn, GetFunctionConcurrency const& op);
  Result<Nothing> handle(Turn& turn, DeleteFunctionConcurrency const& op);
  Result<GetAccountSettings::Output> handle(Turn& turn, GetAccountSettings const& op);
  Result<Nothing> handle(Turn& turn, ConfigureAccount const& op);

  // engine_logs.cpp
  Result<ListInvocations::Output> handle(Turn& turn, ListInvocations const& op);
  Result<ListLogLines::Output> handle(Turn& turn, ListLogLines const& op);

  // engine_rows.cpp
  std::optional<std::string> restore(Table const& table, void const* row) override;
  void resume(Turn& turn) override;
  void save(Turn& turn) const override;
  std::vector<Table const*> tables() const override;

 private:
  // engine_functions.cpp
  Result<Function*> find(Turn const& turn, std::string_view name,
                         std::optional<std::string> const& qualifier = {});

  // engine_invoke.cpp
  std::optional<Error> refusal_of_caller(Turn const& turn, Function const& function) const;
  Invocation& start(Turn& turn, Function const& function, std::string payload,
                    std::string request_id);
  void finish(Turn& turn, Invocation& invocation, Outcome const& outcome);
  void answer(Turn& turn, Invocation const& invocation, Outcome const& outcome);
  Result<Invoke::Output> answer_to(Turn& turn);

  // engine_events.cpp
  void accept(Turn& turn, Function const& function, std::string payload);
  void try_event(Turn& turn, QueuedEvent& event);
  void schedule(Turn& turn, QueuedEvent& event, Instant when);
  void end_event(Turn& turn, Invocation const& invocation, Outcome const& outcome,
                 std::uint64_t cause);
  void give_up(Turn& turn, Function const& function, QueuedEvent const& event,
               std::string_view condition, Outcome const* outcome);
  void drop(Turn& turn, QueuedEvent const& event);

  // engine_tags.cpp
  template <class Change>
  std::optional<Error> change_tags(Turn& turn, std::string const& arn, Change change);

  // engine_mappings.cpp
  Mapping* find_mapping(Turn const& turn, std::string const& uuid);
  Result<Outcome const*> ask_queue(Turn& turn, std::string const& queue_arn);
  void queue_answered(Turn& turn, std::uint64_t number, Outcome const& outcome);
  std::optional<Error> refusal_of_queue(Mapping const& mapping, Function const& function,
                                        Outcome const& answer) const;
  void put_to_work(Turn& turn, Mapping& mapping, std::string_view until);
  void call_pollers(Turn& turn, Mapping const& mapping);
  void pollers_heard(Turn& turn, std::string const& uuid);

  // engine_concurrency.cpp
  std::int64_t running(std::string const& key) const;
  std::int64_t reserved(std::string const& world) const;
  std::int64_t limit_of(std::string const& world) const;
  std::optional<Error> throttle(Function const& function) const;

  // engine_logs.cpp
  void log(Instant at, Invocation const& invocation, std::string text);
  void log_end(Instant now, Invocation const& invocation, Outcome const& outcome);
  std::string tail(std::string const& request_id) const;

  // engine_rows.cpp
  template <class Row>
  static void keep(Turn& turn, Row const& row);
  template <class Row>
  static void forget(Turn& turn, Row const& row);
  static void keep_limit(Turn& turn, std::string const& world, std::int64_t limit);

  // engine_history.cpp
  void save_history(Turn& turn) const;
  std::optional<std::string> restore_history(Table const& table, void const* row);

  // A function's key is "REGION/ACCOUNT/NAME".
  std::map<std::string, Function, std::less<>> functions_;
  std::map<std::string, std::int64_t, std::less<>> account_limits_;  // "REGION/ACCOUNT/"

  std::map<std::string, std::int64_t, std::less<>> running_;                  // by function
  std::map<std::string, std::vector<RuntimeEnvironment>, std::less<>> idle_;  // the latest last
  std::deque<Invocation> invocations_;             // the latest, in the order of their numbers
  std::map<std::uint64_t, Invocation> under_way_;  // by their numbers
  std::map<std::uint64_t, std::uint64_t> asked_;   // invocations by the calls that wait for them
  std::map<std::uint64_t, Answer> answers_;        // by invocation
  std::uint64_t last_number_ = 0;                  // of invocations and of questions to queues
  std::uint64_t last_environment_ = 0;

  std::map<std::int64_t, QueuedEvent> events_;
  std::set<std::pair<Instant, std::int64_t>> due_;  // events whose next attempt is then
  std::int64_t last_event_ = 0;

  std::map<std::string, Mapping, std::less<>> mappings_;  // by their UUIDs
  struct Question {
    std::uint64_t number = 0;  // of its parcel and of the bell that the call waits for
    std::optional<Outcome> outcome;
  };
  std::map<std::uint64_t, Question> questions_;  // to queues, by the calls that ask

  std::deque<LogLine> lines_;
  std::size_t logged_bytes_ = 0;
};

// "REGION/ACCOUNT/": what the keys of everything begin with that an account has there.
std::string world_of(std::string_view region, std::string_view account);
std::string key_of(Function const& function);

}  // namespace proofbox::aws_lambda

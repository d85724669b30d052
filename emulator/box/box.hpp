// A box: one isolated world with its engines, clock, seed, databases, functions and trace. A call
// is a turn of an engine, committed, its parcels carried, then answered. There is no global state,
// so boxes never meet.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "box/agenda.hpp"
#include "box/clock.hpp"
#include "box/engines.hpp"
#include "box/event_log.hpp"
#include "box/state.hpp"
#include "box/witness.hpp"
#include "faults/rules.hpp"
#include "lambda/alarm.hpp"
#include "lambda/event_source.hpp"
#include "lambda/host.hpp"
#include "lambda/http_api.hpp"
#include "ports/access_key.hpp"
#include "ports/allowances.hpp"
#include "ports/signer.hpp"
#include "ports/store.hpp"
#include "ports/strictness.hpp"

namespace proofbox {

// The world that a box stands in; all of it outlives the box.
struct World {
  Scheduler& wall;
  Store& store;
  HttpClient& outside;
  Signer& signer;
  std::function<std::unique_ptr<Database>(Scheduler&)> open_database;
  bool outside_takes_wall_time = false;      // box time may not jump while a request is out there
  lambda::Deployable const* shop = nullptr;  // what a state of a box may want deployed
};

struct BoxSettings {
  std::string name = "main";
  std::uint64_t seed = 1;
  Instant start{};
  Clock::Mode clock = Clock::Mode::frozen;
  std::string region = "us-east-1";  // of a caller who names none
  std::size_t events_max = 10'000;
  Strictness strict = {};
  Allowances allowed = {};
  std::vector<AccessKey> keys = {{"test", "test"}};  // who is known where signatures are checked
};

class Box : public lambda::Host {
 public:
  Box(BoxSettings settings, World world);
  ~Box() override;
  Box(Box const&) = delete;
  Box& operator=(Box const&) = delete;

  BoxSettings const& settings() const { return settings_; }
  Agenda& agenda() { return agenda_; }
  Clock& clock() { return clock_; }
  EventLog& events() { return events_; }
  // What is made to go wrong. A reset of the box lays every rule anew.
  proofbox::faults::Rules& rules() { return rules_; }
  // What outlives the box; a real one has wall time.
  Scheduler& wall() { return world_.wall; }

  // An operation of an engine of this box.
  struct Installed;
  struct Target {
    Installed* engine = nullptr;
    Api const* api = nullptr;
    Row const* row = nullptr;
    explicit operator bool() const { return row != nullptr; }
  };
  std::vector<Api const*> const& apis() const { return apis_; }
  Target find(std::string_view service, std::string_view operation) const;
  // The row of this very operation: two apis of a service may each have one of the same name (SES
  // v1 and v2 SendEmail).
  Target find(Operation const& operation) const;
  Target target(Api const& api, Row const& row) const;

  // One call: as many turns as it takes, commits before the answer. `input` and `output` are
  // structs of the operation's shapes and outlive the task, as does the caller. `cause` is the
  // event that the call follows from, or 0. `event`, if given, gets the number of the call's own
  // event.
  Task<std::optional<Error>> call(Target target, Caller const& caller, std::uint64_t cause,
                                  void const* input, void* output, std::uint64_t* event = nullptr);

  // One sandbox operation at once, leaving no trace. `input` and `output` are structs of its
  // shapes.
  std::optional<Error> look(Target target, Caller const& caller, void const* input, void* output);
  // Likewise, with input and answer as JSON; "null" where that cannot be answered.
  std::string look(std::string_view service, std::string_view operation,
                   std::string_view input = {}) override;

  // AWS for whoever runs inside the box.
  std::unique_ptr<Client> client(Caller caller, std::uint64_t cause);

  // Who answers HTTP requests that reach this box, in the order of asking.
  void add_door(HttpHandler& door) { doors_.push_back(&door); }
  // A client's request: time may skip while it waits.
  Task<HttpResponse> answer(HttpRequest const& request);
  // A request that began inside the box.
  Task<HttpResponse> answer_inside(HttpRequest const& request);

  // Puts a deployment in: its resources exist at once, its pollers run. A reset deploys it again.
  void deploy(std::shared_ptr<lambda::Deployment const> deployment);
  void deploy(lambda::Deployment deployment) {
    deploy(std::make_shared<lambda::Deployment const>(std::move(deployment)));
  }
  lambda::Deployment const* deployment() const { return deployment_.get(); }

  // Empties the box: everything, ids and chance rewound, the deployment put back as it was. Time
  // does not move. A client whose function is still under way gets 503. Not to be called from a
  // task of the box's own, which would end itself.
  void reset();
  // Empties one engine and rewinds its chance; false where there is no such service.
  bool reset(std::string_view service);

  // All of it as it is now. Nothing may be due at this moment; functions at work count as crashed.
  State state() const;
  // Back to a state, of this box or another: all of it, or an Error that says where it is none.
  // Time is the state's, the event log goes on; whoever waits is told 503. Not to be called from a
  // task of the box's own.
  std::optional<Error> put_back(State const& state);
  // As if its process were killed at this moment and begun again so much later, on the rows that
  // were kept. Chance goes on, databases and alarms are elsewhere and stay. Likewise.
  void restart(Duration down);

  // Ends what the box does by itself, and every wait at once, as if its time were up: each open
  // long poll is answered.
  void close();
  bool is_closing() const { return closing_; }

  // Runs a task that nobody awaits; it ends with the box.
  void spawn(Task<void> task) { tasks_.spawn(std::move(task)); }

  // Sees what comes from outside; null where nobody does. It leaves before it goes.
  Witness* witness = nullptr;

  // Called after every turn and every other event.
  std::function<void()> after_turn;

  // lambda::Host
  Scheduler& scheduler() override { return agenda_; }
  Random& random(std::string_view purpose) override;
  Trace& trace() override { return events_; }
  Faults& faults() override { return rules_; }
  HttpClient& http() override;
  Database& database(std::string const& name) override;
  std::unique_ptr<Client> client(lambda::Deployment const& deployment,
                                 std::uint64_t cause) override;
  std::unique_ptr<Client> machinery(lambda::Deployment const& deployment,
                                    std::uint64_t cause) override;
  std::vector<Task<void>> left_behind(std::uint64_t environment) override;
  void leave_behind(std::uint64_t environment, std::vector<Task<void>> work) override;
  // One of the deployment's is there from the start, but is opened and filled at its first use.
  bool has_database(std::string_view name) const;

 private:
  class Waiting;  // what a call awaits until its bell rings or its time is up
  class Visit;    // a client's request while a function works on it
  class Inside;   // the HTTP client of everything inside
  class Errand;   // a parcel on its way
  struct Prepared;

  struct Taken;  // what a turn of a call came to
  // When the call came in, its number, and whether it has waited.
  struct Asking {
    Instant since;
    std::uint64_t call;
    bool again;
  };

  std::span<lambda::DatabaseSetup const> setups() const;
  Task<std::optional<Error>> call_untouched(Target target, Caller const& caller,
                                            std::uint64_t cause, void const* input, void* output,
                                            std::uint64_t* event);
  // struck.cpp
  std::optional<Strike> strike_on(Target const& target, Caller const& caller, void const* input);
  Task<std::optional<Error>> call_struck(Target target, Caller const& caller, std::uint64_t cause,
                                         void const* input, void* output, std::uint64_t* event,
                                         Strike strike);
  Taken take_turn(Target const& target, Caller const& caller, std::uint64_t cause,
                  void const* input, void* output, Asking const& asking);
  Turn turn_of(Installed& engine, Caller const& caller, Instant asked_at, std::uint64_t call = 0);
  void catch_up(Installed& engine);
  void arm(Installed& engine);
  void ring(Bell const& bell);
  // Notes, rings, parcels and the engine's next deadline; what follows from the turn has `cause`.
  void settle(Installed& engine, Turn& turn, std::uint64_t cause);
  // What the engine does by itself.
  Task<void> take_own_turn(Installed& engine, void (Engine::*work)(Turn&));
  Task<void> carry(Installed& from, Parcel parcel, std::uint64_t cause);
  Task<Outcome> deliver(ToQueue const& parcel, std::uint64_t cause);
  Task<Outcome> deliver(ToUrl const& parcel, std::uint64_t cause);
  Task<Outcome> deliver(ToMailbox const& parcel, std::uint64_t cause);
  Task<Outcome> deliver(ToTopic const& parcel, std::uint64_t cause);
  Task<Outcome> deliver(ToFunction const& parcel, std::uint64_t cause);
  Task<Outcome> deliver(ToRuntime const& parcel, std::uint64_t cause);
  Task<Outcome> deliver(AskQueue const& parcel);
  Outcome deliver(ToPollers const& parcel);
  std::uint64_t trace_call(Target const& target, Caller const& caller, std::uint64_t cause,
                           void const* input, void const* output, Error const* error);
  bool reset_engine(std::string_view service);
  void interrupt(Error const& why);
  void watch_alarms();

  // state.cpp
  void count_start();
  Random chance(std::string_view purpose) const;
  void add_own_rows(State& state) const;
  std::optional<Error> prepare_engines(State const& state, Prepared& prepared);
  std::optional<Error> prepare_own_rows(State const& state, Prepared& prepared);
  std::optional<Error> prepare_world(State const& state, Prepared& prepared);
  void take_over(std::unique_ptr<lambda::Deployment> deployment, bool has_one);
  void stop_work(std::string const& why, Instant then);
  void replace(Installed& installed, std::unique_ptr<Engine> engine);
  // What follows from parcels that are on their way again has its old cause; none where `cause` is
  // 0.
  void load_rows(std::uint64_t cause);
  void carry_again(Installed& from, Parcel parcel, std::uint64_t cause);
  void begin_again();
  Installed* find_installed(std::string_view engine);
  void number_parcels(Installed const& from, Turn& turn, std::uint64_t cause);
  static void forget_parcel(Turn& turn, Parcel const& parcel);
  void forget_rows(Installed const& installed);
  void forget_all_rows();
  void keep_all_rows();
  void keep(std::vector<Change> changes);

  // Makes what is deployed; no fault strikes it.
  std::unique_ptr<Client> builder(lambda::Deployment const& deployment);
  Task<void> create_resources();
  Task<void> create_functions();
  Task<void> create_mappings(bool must_fit);
  Task<void> create_functions_again();
  void deploy_functions_again();
  void tell() {
    if (after_turn)
      after_turn();
    events_.watchers.each([](Watcher& watcher) { watcher.turned(); });
  }

  BoxSettings settings_;
  World world_;
  Agenda agenda_;
  EventLog events_;
  proofbox::faults::Rules rules_;
  std::map<Bell, std::list<Waiting*>> waiting_;
  std::list<Visit*> visits_;
  std::vector<std::unique_ptr<Installed>> engines_;
  std::vector<Api const*> apis_;
  std::map<std::string, Random, std::less<>> streams_;
  std::map<std::string, std::unique_ptr<Database>, std::less<>> databases_;
  std::shared_ptr<lambda::Deployment const> deployment_;          // boxes alike may share one
  std::unique_ptr<lambda::HttpApi> api_;                          // of the deployment
  std::map<std::uint64_t, std::vector<Task<void>>> left_behind_;  // by functions' environments
  std::map<std::string, lambda::EventSource> event_sources_;      // by their mappings' UUIDs
  // What alarms saw last, by their queues and functions.
  std::map<std::pair<std::string, std::string>, lambda::AlarmMemory> alarms_;
  std::list<Errand*> errands_;  // in the order in which they left
  std::uint64_t last_call_ = 0, last_errand_ = 0;
  std::int64_t starts_ = 0;     // before this one, on the same store
  std::string what_, outcome_;  // of the call that is being written into the trace
  std::unique_ptr<Inside> inside_;
  std::vector<HttpHandler*> doors_;
  Clock clock_;
  bool closing_ = false;
  // Last: what runs is ended before anything that it uses.
  TaskGroup tasks_;
  TaskGroup runs_;          // functions at work
  TaskGroup redeployment_;  // of the functions, after a reset of Lambda alone
};

}  // namespace proofbox

#include "box/box.hpp"

#include "box/inside.hpp"
#include "box/installed.hpp"
#include "box/waiting.hpp"
#include "shape/json.hpp"
#include "shape/limits.hpp"

namespace proofbox {
namespace {

constexpr std::size_t scratch_max = 1 << 14;  // of a text that is kept to be written into again

}  // namespace

Box::Box(BoxSettings settings, World world)
    : settings_(std::move(settings)),
      world_(std::move(world)),
      agenda_(settings_.start),
      events_(settings_.events_max),
      rules_(settings_.seed),
      inside_(std::make_unique<Inside>(*this)),
      clock_(agenda_, world_.wall, settings_.clock) {
  count_start();
  for (auto const& kit : engine_kits()) {
    engines_.push_back(
        std::make_unique<Installed>(Installed{&kit, kit.make(), chance(kit.name), {}}));
    apis_.insert(apis_.end(), kit.apis.begin(), kit.apis.end());
  }
  if (!world_.store.keeps())
    return;
  load_rows(0);
  for (auto const& installed : engines_) {
    auto task = take_own_turn(*installed, &Engine::resume);
    tasks_.spawn(std::move(task));
  }
}

Box::~Box() {
  closing_ = true;
  events_.watchers.close();
  event_sources_.clear();
  runs_.clear();
  tasks_.clear();
}

Box::Target Box::target(Api const& api, Row const& row) const {
  for (auto const& installed : engines_)
    for (auto const* candidate : installed->kit->apis)
      if (candidate == &api)
        return {installed.get(), &api, &row};
  return {};
}

Box::Target Box::find(std::string_view service, std::string_view operation) const {
  for (auto const& installed : engines_)
    for (auto const* api : installed->kit->apis)
      if (api->service == service)
        if (auto const* row = api->find(operation))
          return {installed.get(), api, row};
  return {};
}

Box::Target Box::find(Operation const& operation) const {
  for (auto const& installed : engines_)
    for (auto const* api : installed->kit->apis)
      for (auto const* table : {&api->rows, &api->sandbox})
        for (auto const& row : *table)
          if (row.operation == &operation)
            return {installed.get(), api, &row};
  return {};
}

// ---- a call ----

// What a turn of a call came to.
struct Box::Taken {
  std::optional<Error> error = {};
  std::optional<Turn::Wait> wait = {};
  std::uint64_t number = 0;                // of the event that the rest follows from
  std::unique_ptr<Turn> uncommitted = {};  // where its changes have to be committed first
};

// Kept small: each long poll holds one of these for as long as it waits.
Task<std::optional<Error>> Box::call_untouched(Target target, Caller const& caller,
                                               std::uint64_t cause, void const* input, void* output,
                                               std::uint64_t* event) {
  if (auto const misfit = outside_limits(*target.row->operation->input, input)) {
    auto refused = target.api->word(*misfit);
    trace_call(target, caller, cause, input, nullptr, &refused);
    co_return refused;
  }
  auto const asked_at = agenda_.now();
  auto const own_number = ++last_call_;
  for (bool again = false;; again = true) {
    bool const ends_at_once = closing_ && !caller.poller;
    auto taken = take_turn(target, caller, cause, input, output,
                           {ends_at_once ? Instant::min() : asked_at, own_number, again});
    if (event != nullptr)
      *event = taken.number;
    if (taken.uncommitted) {
      co_await world_.store.commit(std::move(taken.uncommitted->changes));
      settle(*target.engine, *taken.uncommitted, taken.number);
    }
    if (taken.error || !taken.wait)
      co_return std::move(taken.error);
    Waiting waiting{*this, *taken.wait, caller.poller};
    co_await waiting;
    if (waiting.interruption())
      co_return *waiting.interruption();
  }
}

Box::Taken Box::take_turn(Target const& target, Caller const& caller, std::uint64_t cause,
                          void const* input, void* output, Asking const& asking) {
  auto& installed = *target.engine;
  catch_up(installed);
  auto turn = turn_of(installed, caller, asking.since, asking.call);
  turn.is_again = asking.again;
  Taken taken{target.row->handle(*installed.engine, turn, input, output), {}, cause};
  auto const* const error = taken.error ? &*taken.error : nullptr;
  check(error == nullptr || (turn.changes.empty() && turn.parcels.empty() && turn.rings.empty()),
        "a refused call changes nothing");
  bool const answered = error != nullptr || !turn.wait;
  if (answered && !(turn.idle && caller.poller))
    taken.number =
        trace_call(target, caller, cause, input, error != nullptr ? nullptr : output, error);
  taken.wait = turn.wait;
  number_parcels(installed, turn, taken.number);
  if (turn.changes.empty())
    settle(installed, turn, taken.number);
  else
    taken.uncommitted = std::make_unique<Turn>(std::move(turn));
  return taken;
}

std::uint64_t Box::trace_call(Target const& target, Caller const& caller, std::uint64_t cause,
                              void const* input, void const* output, Error const* error) {
  auto const& operation = *target.row->operation;
  auto& what = what_;
  what = "{\"operation\":\"";
  what += operation.name;
  what += "\",\"account\":";
  write_json_text(what, caller.account);
  what += ",\"region\":";
  write_json_text(what, caller.region);
  what += ",\"input\":";
  write_json(what, *operation.input, input);
  what += '}';
  auto& outcome = outcome_;
  if (error != nullptr) {
    outcome = "{\"error\":{\"code\":";
    write_json_text(outcome, error->code);
    outcome += ",\"message\":";
    write_json_text(outcome, error->message);
    outcome += "}}";
  } else {
    outcome = "{\"output\":";
    write_json(outcome, *operation.output, output);
    outcome += '}';
  }
  put_at_box(what, caller.endpoint);
  put_at_box(outcome, caller.endpoint);
  auto const number =
      events_.add({0, agenda_.now(), cause, "call", std::string{operation.service}, what, outcome});
  for (auto* const text : {&what, &outcome})
    if (text->capacity() > scratch_max)
      *text = {};
  return number;
}

Turn Box::turn_of(Installed& installed, Caller const& caller, Instant asked_at,
                  std::uint64_t call) {
  return {agenda_.now(),    installed.random,  caller,         asked_at, world_.store.keeps(),
          settings_.strict, settings_.allowed, &world_.signer, call};
}

void Box::catch_up(Installed& installed) {
  auto const due = installed.engine->next_due();
  if (!due || *due > agenda_.now())
    return;
  auto task = take_own_turn(installed, &Engine::advance);
  tasks_.spawn(std::move(task));
}

Task<void> Box::take_own_turn(Installed& installed, void (Engine::*work)(Turn&)) {
  Caller const nobody{};
  auto turn = turn_of(installed, nobody, agenda_.now());
  (*installed.engine.*work)(turn);
  number_parcels(installed, turn, 0);
  if (!turn.changes.empty())
    co_await world_.store.commit(std::move(turn.changes));
  settle(installed, turn, 0);
}

void Box::settle(Installed& installed, Turn& turn, std::uint64_t cause) {
  for (auto& note : turn.notes)
    events_.add({0, turn.now, cause, note.kind, std::move(note.who), std::move(note.what), {}});
  for (auto const& bell : turn.rings)
    ring(bell);
  for (auto& parcel : turn.parcels) {
    auto const follows_from = parcel.cause == 0 ? cause : parcel.cause;
    bool const is_run = std::holds_alternative<ToRuntime>(parcel.to);
    auto task = carry(installed, std::move(parcel), follows_from);
    (is_run ? runs_ : tasks_).spawn(std::move(task));
  }
  arm(installed);
  tell();
}

void Box::arm(Installed& installed) {
  auto const due = installed.engine->next_due();
  if (due == installed.due_at)
    return;
  installed.due_at = due;
  if (!due) {
    installed.due.cancel();
    return;
  }
  installed.due = agenda_.at(*due, [this, &installed] {
    installed.due_at.reset();
    catch_up(installed);
    arm(installed);
  });
}

// A box that closes hands out no more messages; whoever waits for an answer gets it.
void Box::ring(Bell const& bell) {
  if (closing_ && bell.service == "sqs")
    return;
  auto const line = waiting_.find(bell);
  if (line != waiting_.end())
    line->second.front()->wake();
}

// All who wait end, and are told why.
void Box::interrupt(Error const& why) {
  std::vector<Waiting*> all;
  for (auto const& [bell, line] : waiting_)
    all.insert(all.end(), line.begin(), line.end());
  for (auto* const waiting : all)
    waiting->interrupt(why);
}

void Box::close() {
  closing_ = true;
  std::vector<Waiting*> clients;
  for (auto const& [bell, line] : waiting_)
    for (auto* const waiting : line)
      if (!waiting->of_a_poller())
        clients.push_back(waiting);
  for (auto* const client : clients)
    client->wake();
  while (!visits_.empty())
    visits_.front()->cut();
  events_.watchers.close();
  clock_.close();
}

// ---- for whoever runs inside ----

namespace {

// AWS as a program inside the box calls it.
class LocalClient : public Client {
 public:
  LocalClient(Box& box, Caller caller, std::uint64_t cause)
      : box_(box), caller_(std::move(caller)), cause_(cause) {}

  Task<std::optional<Error>> call(Operation const& operation, void const* input,
                                  void* output) override {
    auto const target = box_.find(operation);
    check(bool{target}, "an operation that has a type has a row in its service's api");
    return box_.call(target, caller_, cause_, input, output, &latest_event);
  }

 private:
  Box& box_;
  Caller caller_;
  std::uint64_t cause_;
};

}  // namespace

std::unique_ptr<Client> Box::client(Caller caller, std::uint64_t cause) {
  return std::make_unique<LocalClient>(*this, std::move(caller), cause);
}

namespace {

Caller role_of(lambda::Deployment const& deployment) {
  Caller caller;
  caller.account = deployment.account;
  caller.region = deployment.region;
  return caller;
}

}  // namespace

std::unique_ptr<Client> Box::client(lambda::Deployment const& deployment, std::uint64_t cause) {
  return client(role_of(deployment), cause);
}

std::unique_ptr<Client> Box::machinery(lambda::Deployment const& deployment, std::uint64_t cause) {
  auto caller = role_of(deployment);
  caller.poller = true;
  return client(std::move(caller), cause);
}

std::unique_ptr<Client> Box::builder(lambda::Deployment const& deployment) {
  auto caller = role_of(deployment);
  caller.is_spared = true;
  return client(std::move(caller), 0);
}

std::vector<Task<void>> Box::left_behind(std::uint64_t environment) {
  auto node = left_behind_.extract(environment);
  return node ? std::move(node.mapped()) : std::vector<Task<void>>{};
}

void Box::leave_behind(std::uint64_t environment, std::vector<Task<void>> work) {
  if (!work.empty())
    left_behind_.emplace(environment, std::move(work));
}

std::optional<Error> Box::look(Target target, Caller const& caller, void const* input,
                               void* output) {
  // A stream of its own: looking draws nothing from what the engine will see.
  Random random{settings_.seed, "look"};
  Turn turn{agenda_.now(), random, caller, agenda_.now()};
  return target.row->handle(*target.engine->engine, turn, input, output);
}

std::string Box::look(std::string_view service, std::string_view operation,
                      std::string_view input) {
  auto const found = find(service, operation);
  check(bool{found}, "what is looked at exists");
  auto const in = found.row->operation->make_input();
  auto const out = found.row->operation->make_output();
  if (read_json(input, *found.row->operation->input, in.get()))
    return "null";
  Caller caller;
  caller.region = settings_.region;
  if (look(found, caller, in.get(), out.get()))
    return "null";
  std::string text;
  write_json(text, *found.row->operation->output, out.get());
  return text;
}

Random& Box::random(std::string_view purpose) {
  auto const stream = streams_.find(purpose);
  if (stream != streams_.end())
    return stream->second;
  return streams_.emplace(std::string{purpose}, chance(purpose)).first->second;
}

std::span<lambda::DatabaseSetup const> Box::setups() const {
  if (!deployment_)
    return {};
  return deployment_->databases;
}

bool Box::has_database(std::string_view name) const {
  auto const all = setups();
  return databases_.contains(name) ||
         std::any_of(all.begin(), all.end(), [&](auto const& setup) { return setup.name == name; });
}

Database& Box::database(std::string const& name) {
  auto& database = databases_[name];
  if (database)
    return *database;
  database = world_.open_database(agenda_);
  for (auto const& setup : setups())
    if (setup.name == name) {
      auto const prepared = database->prepare(setup.statements);
      check(prepared.ok(), prepared ? "" : prepared.error().message.c_str());
    }
  return *database;
}

}  // namespace proofbox

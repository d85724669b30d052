#include "lab/run.hpp"

#include <fmt/format.h>

#include <deque>
#include <span>

#include "box/rsa_signer.hpp"
#include "control/control.hpp"
#include "lab/call.hpp"
#include "lab/chain.hpp"
#include "lab/laws.hpp"
#include "lab/load.hpp"
#include "lab/timetable.hpp"
#include "lab/values.hpp"
#include "shape/json.hpp"
#include "sim/filler_signer.hpp"
#include "sim/loop.hpp"
#include "sim/memory_store.hpp"
#include "sim/network.hpp"
#include "sqlite/database.hpp"
#include "wire/wire.hpp"

namespace proofbox::lab {
namespace {

constexpr Duration step_limit = 24h * 30;  // of box time: a step that takes longer never ends
constexpr int instant_limit = 5'000;       // rounds of work while box time stands still
constexpr int steps_max = 100'000;         // of a story, each round of a step counted
constexpr std::size_t events_shown = 8;    // in a failure

// Reads a box for the laws.
class Eyes : public Inspector {
 public:
  explicit Eyes(Box& box) : box_(box) {}

  std::string look(std::string_view service, std::string_view operation,
                   std::string_view input) override {
    return box_.look(service, operation, input);
  }
  std::optional<Rows> rows(std::string_view database, std::string_view sql) override {
    if (!box_.has_database(database))
      return {};
    Statement const select{std::string{sql}, {}};
    auto rows = box_.database(std::string{database}).look(select);
    return rows ? std::optional{std::move(*rows)} : std::nullopt;
  }

 private:
  Box& box_;
};

BoxSettings settings_of(Scenario const& scenario, RunSettings const& settings) {
  BoxSettings box;
  box.name = "replay";
  box.seed = settings.seed.value_or(scenario.seed);
  box.start = scenario.start;
  box.strict = scenario.strict;
  box.allowed = scenario.allowed;
  box.clock = Clock::Mode::skip;
  box.region = scenario.region;
  return box;
}

std::unique_ptr<Signer> signer_of(Scenario const& scenario) {
  if (scenario.real_signatures)
    return std::make_unique<RsaSigner>();
  return std::make_unique<sim::FillerSigner>();
}

// Only who is started again need keep anything.
std::unique_ptr<Store> store_of(Scenario const& scenario) {
  if (has_restart(scenario.steps))
    return std::make_unique<sim::MemoryStore>();
  return std::make_unique<sim::NoStore>();
}

class Run {
 public:
  Run(Scenario const& scenario, lambda::Deployable const& shop, RunSettings const& settings)
      : scenario_(scenario),
        shop_(shop),
        settings_(settings),
        store_(store_of(scenario)),
        signer_(signer_of(scenario)),
        box_(settings_of(scenario, settings),
             {loop_, *store_, network_, *signer_,
              [](Scheduler& scheduler) { return std::make_unique<sqlite::Database>(scheduler); },
              nullptr, scenario.hosts_by_steps, &shop}),
        wire_(box_),
        control_(box_),
        state_(box_, &network_.received()),
        eyes_(box_),
        chronicler_(box_, outcome_.chronicle),
        order_(settings.seed.value_or(scenario.seed), "order of callers"),
        timetable_(box_, scenario.start) {
    outcome_.title = scenario.title;
    network_.begin(box_.scheduler());
    if (scenario.hosts_by_steps)
      network_.wait_for_answers();
    // What is due at the start may come after the first step.
    if (!scenario.steps.empty() && scenario.steps.front().timing)
      box_.clock().lead();
    for (auto const& [host, answers] : scenario.hosts) {
      std::vector<sim::Network::Answer> list;
      for (auto const& answer : answers)
        list.push_back({answer.until, answer.status, answer.body, answer.delay, answer.confirms});
      network_.add_host(host, std::move(list));
    }
    network_.follow = [this](HttpRequest link) {
      auto task = follow(std::move(link));
      box_.spawn(std::move(task));
    };
    box_.add_door(control_);
    box_.add_door(wire_);
    box_.events().start_hash();
    box_.events().on_event = [this](Event const& event) { observe(event); };
    box_.after_turn = [this] { judge(); };
  }

  Outcome play() {
    summon_laws();
    bool const stands = set_up();
    outcome_.set_up = box_.events().count();
    judge();
    watch_the_time();
    if (stands)
      for (auto const& step : scenario_.steps) {
        begin(step);
        take_all({&step, 1});
        end_step();
        if (is_over())
          break;
      }
    await_answers();
    if (!is_over() && scenario_.finally)
      if (auto const found = state_mismatch(wanted(*scenario_.finally)))
        fail(scenario_.finally->place,
             fmt::format("At the end {} is not as expected.", found->path), &*found);
    hold_trace(scenario_.trace, scenario_.trace_place, "At the end the trace");
    outcome_.trace_hash = box_.events().hash();
    outcome_.events = box_.events().count();
    outcome_.simulated = now() - scenario_.start;
    if (settings_.keep_chronicle)
      chronicler_.close();
    return std::move(outcome_);
  }

 private:
  // A host outside follows a link of the box's.
  Task<void> follow(HttpRequest link) {
    co_await box_.scheduler().sleep_until(box_.scheduler().now());
    co_await box_.http().send(link);
  }

  // ---- setting up ----

  void summon_laws() {
    auto all = general_laws();
    if (shop_.invariants)
      for (auto& law : shop_.invariants())
        all.push_back(std::move(law));
    for (auto& law : all)
      for (auto const& [name, place] : scenario_.always)
        if (law->name() == name) {
          laws_.push_back({std::move(law), place});
          break;
        }
  }

  bool set_up() {
    if (scenario_.with_shop) {
      auto deployment = shop_.with(scenario_.shop);
      if (!deployment) {
        fail({}, deployment.error().message);
        return false;
      }
      box_.deploy(std::move(*deployment));
      loop_.run();
    }
    auto const& factory = scenario_.factory;
    if (!factory.lead_time && !factory.answers_after && factory.down.empty())
      return true;
    std::string input = "{";
    auto const add = [&](std::string_view name, std::string const& value) {
      input += input.size() > 1 ? "," : "";
      input += fmt::format("\"{}\":{}", name, value);
    };
    if (factory.lead_time)
      add("lead_time", '"' + *factory.lead_time + '"');
    if (factory.answers_after)
      add("answers_after", '"' + *factory.answers_after + '"');
    std::string down;
    for (auto const& time : factory.down)
      down += fmt::format("{}{{\"from\":\"{}\",\"until\":\"{}\"}}", down.empty() ? "" : ",",
                          iso8601(time.from), iso8601(time.until));
    if (!down.empty())
      add("down", '[' + down + ']');
    auto const configured = call("factory", "Configure", input + '}');
    return configured.find("error") == nullptr ||
           (fail({}, "The Factory refused its settings: " + write_node(configured)), false);
  }

  // ---- steps ----

  bool is_over() const { return outcome_.failure || outcome_.is_cut_short; }

  Instant now() {
    auto const now = box_.agenda().now();
    return outcome_.is_cut_short ? std::min(now, *settings_.until) : now;
  }

  void begin(Step const& step) {
    outcome_.taken.push_back(
        {step.title, step.place, now(), now(), box_.events().count(), box_.events().count()});
  }

  void end_step() {
    outcome_.taken.back().to = now();
    outcome_.taken.back().events_after = box_.events().count();
  }

  // Rings when all is done that was due at the end of `until`: a nanosecond later.
  void watch_the_time() {
    if (!settings_.until)
      return;
    auto watching = ring_at(*settings_.until + Duration{1});
    callers_.spawn(std::move(watching));
  }

  // A journey through time ends with the run.
  Duration at_most(Duration by) {
    if (!settings_.until)
      return by;
    return std::clamp(*settings_.until + Duration{1} - box_.agenda().now(), Duration{0}, by);
  }

  Task<void> ring_at(Instant when) {
    co_await box_.scheduler().sleep_until(when);
    outcome_.is_cut_short = true;
  }

  void take_all(std::span<Step const> steps) {
    for (auto const& step : steps) {
      if (is_over())
        return;
      if (++outcome_.steps > steps_max && !step.timing)
        return fail(step.place, fmt::format("A story takes at most {} steps, and this one goes on.",
                                            steps_max));
      place_ = step.place;
      take(step);
    }
  }

  void take(Step const& step) {
    if (step.timing)
      return take_at_its_time(step);
    box_.clock().let_go();
    switch (step.kind) {
      case Step::Kind::note: return;
      case Step::Kind::advance: return pass(step, step.duration);
      case Step::Kind::settle: return pass(step, Duration{0});
      case Step::Kind::restart: return restart(step);
      case Step::Kind::http:
      case Step::Kind::aws:
        for (int i = 0; i < step.repeat && !is_over(); ++i) {
          auto const call = called(step);
          hold(call, answer(call));
          if (outcome_.failure && step.repeat > 1)
            round(i + 1, step.repeat);
        }
        return;
      case Step::Kind::together: return take_together(step);
      case Step::Kind::load: return take_load(step);
      case Step::Kind::repeat: return take_again(step);
      case Step::Kind::never: return watch(step);
      case Step::Kind::state:
        if (auto const found = state_mismatch(wanted(*step.expect)))
          fail(step.place, fmt::format("{} is not as expected.", found->path), &*found);
        return capture_state(step);
      case Step::Kind::within: wait_for(step); return capture_state(step);
      case Step::Kind::capture: return capture_state(step);
      case Step::Kind::hang_up:
      case Step::Kind::answer: return;  // never without a time
    }
  }

  // ---- steps with times of their own ----

  void take_at_its_time(Step const& step) {
    auto const wrong = timetable_.come_to(*step.timing, [this] { return is_over(); });
    if (is_over())
      return;
    if (wrong)
      return fail(step.place, *wrong);
    hold_trace(step.timing->trace, step.place, "Before this step the trace");
    if (is_over())
      return;
    if (step.kind == Step::Kind::hang_up)
      return timetable_.hang_up(step.number);
    if (step.kind == Step::Kind::answer) {
      if (!network_.answer(step.event, *step.response))
        fail(step.place,
             fmt::format("Nothing was asked in event {}, or it is answered.", step.event));
      return;
    }
    if (step.kind == Step::Kind::note)
      return;
    auto asking = ask_alone(called(step));
    timetable_.begin(step.number, step.expect.has_value(), std::move(asking));
  }

  Task<void> ask_alone(Call call) {
    std::optional<Node> came;
    auto asking = ask(call, came);
    co_await std::move(asking);
    if (call.step->expect)
      hold(call, *came);
  }

  // Answers that the story expects come before its end.
  void await_answers() {
    if (is_over() || !timetable_.awaits_answers())
      return;
    box_.clock().let_go();
    drive([&] { return !timetable_.awaits_answers(); });
    if (timetable_.awaits_answers() && !is_over())
      fail(place_, "At the end a call has no answer that has one to expect.");
  }

  // Under another seed it is another story.
  void hold_trace(std::string const& wanted, Place place, std::string_view what) {
    if (wanted.empty() || is_over() || box_.settings().seed != scenario_.seed)
      return;
    auto const came = box_.events().hash().substr(0, wanted.size());
    if (came == wanted)
      return;
    Mismatch const found{{}, wanted, came};
    fail(place, fmt::format("{} is another one than it was.", what), &found);
  }

  Call called(Step const& step) const { return call_of(step, values_, scenario_.endpoint); }

  Caller caller_of(CallerGiven const& given) const {
    Caller caller;
    caller.account = given.account.value_or(caller.account);
    caller.region = given.region.value_or(scenario_.region);
    caller.endpoint = given.endpoint.value_or(scenario_.endpoint);
    caller.trace_header = given.trace_header.value_or("");
    caller.is_anonymous = given.is_anonymous;
    return caller;
  }

  void pass(Step const& step, Duration by) {
    bool arrived = false;
    auto journey = travel(by, arrived);
    callers_.spawn(std::move(journey));
    drive([&] { return arrived; });
    if (!arrived && !is_over())
      fail(step.place, "Time did not pass to its end.");
  }

  // Nothing is done before the box stops, and what is due afterwards waits for the next step.
  void restart(Step const& step) {
    auto const down = at_most(step.duration);
    outcome_.is_cut_short = down < step.duration;
    box_.restart(down);
  }

  Task<void> travel(Duration by, bool& arrived) {
    co_await box_.clock().advance(at_most(by));
    arrived = true;
  }

  Node answer(Call const& call) {
    std::optional<Node> came;
    auto asking = ask(call, came);
    callers_.spawn(std::move(asking));
    drive([&] { return came.has_value(); });
    return came.value_or(Node{});
  }

  void take_together(Step const& step) {
    std::vector<Call> callers;
    for (auto const& inner : step.steps)
      callers.insert(callers.end(), static_cast<std::size_t>(inner.repeat), called(inner));
    std::vector<std::size_t> order(callers.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      order[i] = i;
    order_.shuffle(std::span{order});
    std::deque<std::optional<Node>> came(callers.size());
    for (auto const caller : order) {
      auto asking = ask(callers[caller], came[caller]);
      callers_.spawn(std::move(asking));
    }
    drive([&] {
      return std::all_of(came.begin(), came.end(),
                         [](auto const& node) { return node.has_value(); });
    });
    Node all{Node::Kind::list};
    for (std::size_t i = 0; i < callers.size() && !outcome_.failure; ++i) {
      hold(callers[i], came[i].value_or(Node{}));
      all.items.push_back(came[i].value_or(Node{}));
    }
    if (step.expect && !outcome_.failure)
      if (auto const found = mismatch(wanted(*step.expect), &all))
        fail(step.place, "What the callers got together is not as expected.", &*found);
  }

  void take_again(Step const& step) {
    for (int i = 1; i <= step.repeat && !outcome_.failure; ++i) {
      if (!step.counter.empty())
        values_[step.counter] = Node::of_number(i);
      take_all(step.steps);
      if (outcome_.failure)
        round(i, step.repeat);
    }
  }

  // Says in which round a step broke that is taken again and again.
  void round(int number, int of) {
    auto& what = outcome_.failure->what;
    if (!what.empty() && what.back() == '.')
      what.pop_back();
    what += fmt::format(", in round {} of {}.", number, of);
  }

  // Callers whose calls begin at their instants; or one caller, each of whose calls begins so long
  // after the former one began, or when that has ended.
  void take_load(Step const& step) {
    auto const call = called(step.steps.front());
    LoadTally tally;
    int open = step.repeat;
    auto calling = step.instants.empty() ? call_on(step, call, tally, open)
                                         : call_at_instants(step, call, tally, open);
    callers_.spawn(std::move(calling));
    drive([&] { return open == 0; });
    auto const came = tally.node();
    if (outcome_.failure || !step.expect)
      return;
    if (auto const found = mismatch(wanted(*step.expect), &came))
      fail(step.place, fmt::format("{} did not answer as expected at {}.", step.title, found->path),
           &*found);
  }

  Task<void> call_on(Step const& step, Call const& call, LoadTally& tally, int& open) {
    auto const began = box_.agenda().now();
    for (int i = 0; i < step.repeat && !outcome_.is_cut_short; ++i) {
      co_await come_to(began + i * step.duration);
      co_await call_once(call, i + 1, tally, open);
    }
  }

  Task<void> call_at_instants(Step const& step, Call const& call, LoadTally& tally, int& open) {
    auto const began = box_.agenda().now();
    for (int i = 0; i < step.repeat && !outcome_.is_cut_short; ++i) {
      co_await come_to(began + step.instants[static_cast<std::size_t>(i)]);
      auto one = call_once(call, i + 1, tally, open);
      callers_.spawn(std::move(one));
    }
  }

  // An instant that is past is there already.
  Task<void> come_to(Instant when) {
    auto const wait = when - box_.agenda().now();
    if (wait > Duration{})
      co_await box_.clock().advance(at_most(wait));
  }

  Task<void> call_once(Call const& call, int number, LoadTally& tally, int& open) {
    if (outcome_.is_cut_short)
      co_return;
    std::optional<Node> came;
    auto asking = ask(call, came);
    co_await std::move(asking);
    tally.add(number, status_of(*came));
    --open;
  }

  Task<void> ask(Call const& call, std::optional<Node>& came) {
    if (call.step->kind == Step::Kind::http) {
      auto const response = co_await box_.answer(call.request);
      came = answer_node(response);
      co_return;
    }
    auto const& operation = *call.step->operation;
    auto const target = box_.find(operation);
    auto const input = operation.make_input();
    auto const output = operation.make_output();
    if (auto const misfit = read_json(call.input, *operation.input, input.get())) {
      came = answer_node(target.api->word(*misfit));
      co_return;
    }
    box_.clock().client_came();
    auto const caller = caller_of(call.step->as);
    auto const error = co_await box_.call(target, caller, 0, input.get(), output.get());
    box_.clock().client_left();
    std::string text;
    write_json(text, *operation.output, output.get());
    came = error ? answer_node(*error) : read_answer(text);
  }

  Node call(std::string_view service, std::string_view operation, std::string input) {
    Step step;
    step.kind = Step::Kind::aws;
    step.operation = box_.find(service, operation).row->operation;
    Call call{&step, {}, {}, std::move(input)};
    return answer(call);
  }

  // An operation that is refused fails its step, unless the refusal was expected.
  void hold(Call const& call, Node const& came) {
    auto const& step = *call.step;
    if (is_over())
      return;
    if (step.expect) {
      if (auto const found = mismatch(wanted(*step.expect), &came))
        fail(step.place,
             fmt::format("{} did not answer as expected{}.", call.title,
                         found->path.empty() ? "" : " at " + found->path),
             &*found);
    } else if (step.kind == Step::Kind::aws && came.find("error") != nullptr) {
      fail(step.place, fmt::format("{} was refused: {}", call.title,
                                   came.find("error")->find("message")->text));
    }
    for (auto const& capture : step.captures)
      keep(capture, came);
  }

  // ---- captures ----

  void keep(Capture const& capture, Node const& root) {
    if (outcome_.failure)
      return;
    auto value = captured(capture, root, values_);
    if (!value) {
      Mismatch const found{{}, "something to capture", write_node(root)};
      fail(capture.place, value.error().message, &found);
      return;
    }
    values_[capture.name] = std::move(*value);
  }

  void capture_state(Step const& step) {
    for (auto const& capture : step.captures) {
      auto const name = filled_at_last(capture.state, values_, Within::text);
      keep(capture, state_.of(name).value_or(Node{}));
    }
  }

  // The runner is one waiting client: it looks again after each instant at which something
  // happened.
  void wait_for(Step const& step) {
    auto const deadline = box_.agenda().now() + step.duration;
    auto const expect = wanted(*step.expect);
    for (;;) {
      auto const found = state_mismatch(expect);
      if (!found || is_over())
        return;
      auto const now = box_.agenda().now();
      auto const due = box_.agenda().next_due();
      if (now >= deadline) {
        fail(step.place,
             fmt::format("{} was not as expected within {}.", found->path,
                         duration_text(step.duration)),
             &*found);
        return;
      }
      pass(step, std::clamp(due.value_or(deadline), now, deadline) - now);
    }
  }

  // The state is looked at after every turn, so that nothing between two instants goes unseen.
  void watch(Step const& step) {
    auto const never = wanted(*step.expect);
    auto const begun = box_.agenda().now();
    never_ = [&, this] {
      if (state_mismatch(never))
        return;
      auto const after = box_.agenda().now() - begun;
      Mismatch found{{}, "never " + write_node(never) + " for " + duration_text(step.duration), {}};
      Node came{Node::Kind::object};
      for (auto const& [name, value] : never.members)
        came.members.emplace_back(name, state_.of(name).value_or(Node{}));
      found.actual = write_node(came);
      fail(step.place, fmt::format("What was never to be came after {}.", duration_text(after)),
           &found);
    };
    judge();
    pass(step, step.duration);
    never_ = {};
  }

  // Runs the box until something holds, a law breaks, or nothing is left to do.
  template <class Holds>
  void drive(Holds const& holds) {
    auto const& agenda = box_.agenda();
    auto const limit = agenda.now() + step_limit;
    auto now = agenda.now();
    int rounds = 0;
    while (!holds() && !is_over()) {
      if (!loop_.run_one())
        return;
      // Functions and databases change things without a turn of any engine.
      judge();
      if (agenda.now() > limit)
        fail(place_,
             fmt::format("A step took longer than {} of box time.", duration_text(step_limit)));
      rounds = now == agenda.now() ? rounds + 1 : 0;
      now = agenda.now();
      if (rounds > instant_limit)
        fail(place_,
             fmt::format("More than {} rounds of work were done at one instant of box time, {}.",
                         instant_limit, iso8601(now)));
    }
  }

  // ---- judging ----

  // An expectation with the values that its names have by now. What is no matcher with them ends
  // the run.
  Node wanted(Node const& expect) {
    auto made = filled_at_last(expect, values_);
    auto const bad = bad_matcher(made);
    if (!bad)
      return made;
    fail(bad->place, bad->complaint);
    return {};
  }

  std::optional<Mismatch> state_mismatch(Node const& expected) {
    for (auto const& [name, value] : expected.members) {
      auto const actual = state_.of(name);
      if (auto found = mismatch(value, actual ? &*actual : nullptr)) {
        found->path = found->path.empty() ? name : name + '.' + found->path;
        return found;
      }
    }
    return {};
  }

  void observe(Event const& event) {
    state_.observe(event);
    for (auto& law : laws_)
      law.invariant->observe(event);
    if (settings_.keep_trace)
      outcome_.trace.push_back(trace_line(event));
  }

  void judge() {
    if (settings_.keep_chronicle)
      chronicler_.look();
    if (outcome_.failure)
      return;
    for (auto& law : laws_)
      if (auto const complaint = law.invariant->broken(eyes_)) {
        fail(law.place, fmt::format("\"{}\" does not hold: {}", law.invariant->name(), *complaint));
        return;
      }
    if (never_)
      never_();
  }

  void fail(Place place, std::string what, Mismatch const* found = nullptr) {
    if (is_over())
      return;
    Failure failure{place, std::move(what), {}, {}, {}};
    if (found != nullptr) {
      failure.expected = found->expected;
      failure.actual = found->actual;
    }
    auto const count = box_.events().count();
    for (auto const* event :
         box_.events().after(count > events_shown ? count - events_shown : 0, events_shown))
      failure.events.push_back(trace_line(*event));
    std::vector<std::string> lines;
    for (auto const* event : box_.events().after(0, box_.events().count()))
      lines.push_back(trace_line(*event));
    auto const before = outcome_.taken.empty() ? 0 : outcome_.taken.back().events_before;
    failure.chain = chain_of(lines, scenario_.start, outcome_.set_up, before);
    outcome_.failure = std::move(failure);
  }

  struct Held {
    std::unique_ptr<Invariant> invariant;
    Place place;
  };

  Scenario const& scenario_;
  lambda::Deployable const& shop_;
  RunSettings settings_;
  Outcome outcome_;
  std::vector<Held> laws_;
  sim::Loop loop_;
  std::unique_ptr<Store> store_;
  sim::Network network_;
  std::unique_ptr<Signer> signer_;
  Box box_;
  wire::Wire wire_;
  control::Control control_;
  State state_;
  Eyes eyes_;
  Chronicler chronicler_;  // writes into the outcome
  Random order_;
  Values values_;
  Place place_ = {};             // of the step that is being taken
  std::function<void()> never_;  // breaks the run where it sees what is not to be
  TaskGroup callers_;    // the scenario's own: they outlive a reset of the box, and end before it
  Timetable timetable_;  // the same, of those with times of their own
};

}  // namespace

Outcome run(Scenario const& scenario, lambda::Deployable const& shop, RunSettings const& settings) {
  return Run{scenario, shop, settings}.play();
}

Vocabulary vocabulary(lambda::Deployable const& shop) {
  Vocabulary known;
  for (auto const& law : general_laws())
    known.invariants.push_back(law->name());
  if (shop.invariants)
    for (auto const& law : shop.invariants())
      known.invariants.push_back(law->name());
  return known;
}

}  // namespace proofbox::lab

#include "lab/runner.hpp"

#include <fmt/format.h>

#include "box/rsa_signer.hpp"
#include "lab/laws.hpp"
#include "sim/filler_signer.hpp"
#include "sim/memory_store.hpp"
#include "sqlite/database.hpp"

namespace proofbox::lab {
namespace {

constexpr Duration step_limit = 24h * 30;  // of box time: a step that takes longer never ends
constexpr int instant_limit = 5'000;       // rounds of work while box time stands still

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

}  // namespace

Runner::Runner(Scenario const& scenario, lambda::Deployable const& shop,
               RunSettings const& settings)
    : scenario_(scenario),
      shop_(shop),
      settings_(settings),
      store_(store_of(scenario)),
      signer_(signer_of(scenario)),
      box_(settings_of(scenario, settings),
           {loop_, *store_, network_, *signer_,
            [](Scheduler& scheduler) { return std::make_unique<sqlite::Database>(scheduler); },
            scenario.hosts_by_steps, &shop}),
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

Outcome Runner::play() {
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
      fail(scenario_.finally->place, fmt::format("At the end {} is not as expected.", found->path),
           &*found);
  hold_trace(scenario_.trace, scenario_.trace_place, "At the end the trace");
  outcome_.trace_hash = box_.events().hash();
  outcome_.events = box_.events().count();
  outcome_.simulated = now() - scenario_.start;
  if (settings_.keep_chronicle)
    chronicler_.close();
  return std::move(outcome_);
}

// A host outside follows a link of the box's.
Task<void> Runner::follow(HttpRequest link) {
  co_await box_.scheduler().sleep_until(box_.scheduler().now());
  co_await box_.http().send(link);
}

void Runner::summon_laws() {
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

bool Runner::set_up() {
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

bool Runner::is_over() const { return outcome_.failure || outcome_.is_cut_short; }

Instant Runner::now() {
  auto const now = box_.agenda().now();
  return outcome_.is_cut_short ? std::min(now, *settings_.until) : now;
}

void Runner::begin(Step const& step) {
  outcome_.taken.push_back(
      {step.title, step.place, now(), now(), box_.events().count(), box_.events().count()});
}

void Runner::end_step() {
  outcome_.taken.back().to = now();
  outcome_.taken.back().events_after = box_.events().count();
}

// Rings when all is done that was due at the end of `until`: a nanosecond later.
void Runner::watch_the_time() {
  if (!settings_.until)
    return;
  auto watching = ring_at(*settings_.until + Duration{1});
  callers_.spawn(std::move(watching));
}

// A journey through time ends with the run.
Duration Runner::at_most(Duration by) {
  if (!settings_.until)
    return by;
  return std::clamp(*settings_.until + Duration{1} - box_.agenda().now(), Duration{0}, by);
}

Task<void> Runner::ring_at(Instant when) {
  co_await box_.scheduler().sleep_until(when);
  outcome_.is_cut_short = true;
}

void Runner::drive(std::function<bool()> const& holds) {
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

Outcome run(Scenario const& scenario, lambda::Deployable const& shop, RunSettings const& settings) {
  return Runner{scenario, shop, settings}.play();
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

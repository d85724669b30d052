// The agenda, the clock's ways of driving it, and what becomes of work that is cancelled.
#include <catch2/catch.hpp>

#include "box/clock.hpp"
#include "engines/sqs/shapes.hpp"
#include "sim/loop.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

struct Clocked {
  explicit Clocked(Clock::Mode mode) : clock(agenda, wall, mode) {}
  sim::Loop wall;
  Agenda agenda{test::story_start};
  Clock clock;
  TaskGroup tasks;

  Duration elapsed() const { return agenda.now() - test::story_start; }
};

Task<void> advance(Clock& clock, Duration by, std::vector<std::string>& log, std::string name) {
  co_await clock.advance(by);
  log.push_back(std::move(name));
}

Task<void> set(Clock& clock, Instant when, std::vector<std::string>& log, std::string name) {
  co_await clock.move_to(when);
  log.push_back(std::move(name));
}

Task<void> sleep(Scheduler& scheduler, Duration how_long, bool& woke) {
  co_await scheduler.sleep_until(scheduler.now() + how_long);
  woke = true;
}

Task<int> answer_after(Scheduler& scheduler, Duration how_long, bool& ended) {
  struct Guard {
    bool& flag;
    ~Guard() { flag = true; }
  };
  Guard const guard{ended};
  co_await scheduler.sleep_until(scheduler.now() + how_long);
  co_return 42;
}

Task<void> limited(Scheduler& scheduler, Duration limit, Duration work, std::optional<int>& result,
                   bool& ended, bool& done) {
  auto task = answer_after(scheduler, work, ended);
  auto waiting = within(scheduler, limit, std::move(task));
  result = co_await waiting;
  done = true;
}

}  // namespace

TEST_CASE("Jobs run in order of their instant, then of being asked for") {
  Agenda agenda{test::story_start};
  std::string order;
  auto const second = agenda.at(test::story_start + 2s, [&] { order += "c"; });
  auto const first = agenda.at(test::story_start + 1s, [&] { order += "a"; });
  auto const also_first = agenda.at(test::story_start + 1s, [&] { order += "b"; });
  while (agenda.run_next(test::story_start + 5s)) {
  }
  CHECK(order == "abc");
  CHECK(agenda.now() == test::story_start + 2s);
}

TEST_CASE("A timer that is destroyed leaves nothing behind") {
  Agenda agenda{test::story_start};
  for (int i = 0; i < 1000; ++i)
    static_cast<void>(agenda.at(test::story_start + 1h, [] { FAIL("a cancelled job ran"); }));
  CHECK(agenda.size() == 0);
}

TEST_CASE("A frozen clock moves only when it is moved, and does all that falls due on the way") {
  Clocked box{Clock::Mode::frozen};
  bool woke = false;
  box.tasks.spawn(sleep(box.agenda, 10s, woke));
  box.wall.run_for(1h);
  CHECK(box.elapsed() == 0s);
  CHECK_FALSE(woke);
  std::vector<std::string> log;
  box.tasks.spawn(advance(box.clock, 36s, log, "moved"));
  box.wall.run();
  CHECK(woke);
  CHECK(box.elapsed() == 36s);
}

TEST_CASE("Two who move a frozen clock are served in turn and add up") {
  Clocked box{Clock::Mode::frozen};
  std::vector<std::string> log;
  box.tasks.spawn(advance(box.clock, 10s, log, "first"));
  box.tasks.spawn(advance(box.clock, 20s, log, "second"));
  box.wall.run();
  CHECK(log == std::vector<std::string>{"first", "second"});
  CHECK(box.elapsed() == 30s);
}

TEST_CASE("A real clock goes with the wall, and a faster one faster") {
  Clocked box{Clock::Mode::real};
  bool woke = false;
  box.tasks.spawn(sleep(box.agenda, 10s, woke));
  box.wall.run_for(9s);
  CHECK_FALSE(woke);
  box.wall.run_for(1s);
  CHECK(woke);
  box.clock.set_pace({Clock::Mode::real, 60});
  bool woke_again = false;
  box.tasks.spawn(sleep(box.agenda, 1min, woke_again));
  box.wall.run_for(1s);
  CHECK(woke_again);
}

TEST_CASE("A skipping clock jumps while a client waits, and stands still while none does") {
  Clocked box{Clock::Mode::skip};
  bool woke = false;
  box.tasks.spawn(sleep(box.agenda, 10s, woke));
  box.wall.run_for(1h);
  CHECK_FALSE(woke);
  box.clock.client_came();
  box.wall.run();
  CHECK(woke);
  CHECK(box.elapsed() == 10s);
  box.clock.client_left();
}

TEST_CASE("A skipping clock does not pass the instant at which a request left the box") {
  Clocked box{Clock::Mode::skip};
  bool woke = false;
  box.tasks.spawn(sleep(box.agenda, 10s, woke));
  box.clock.outside_began();
  box.clock.client_came();
  box.wall.run_for(1h);
  CHECK_FALSE(woke);
  box.clock.outside_ended();
  box.wall.run();
  CHECK(woke);
}

TEST_CASE("A journey of fixed length adds to the one before it, one to an instant does not") {
  Clocked box{Clock::Mode::frozen};
  std::vector<std::string> log;
  box.tasks.spawn(advance(box.clock, 100s, log, "far"));
  box.tasks.spawn(set(box.clock, test::story_start + 50s, log, "to what is past by then"));
  box.tasks.spawn(advance(box.clock, 10s, log, "on"));
  box.tasks.spawn(set(box.clock, test::story_start + 200s, log, "to what is not"));
  box.wall.run();
  CHECK(log == std::vector<std::string>{"far", "to what is past by then", "on", "to what is not"});
  CHECK(box.elapsed() == 200s);
}

TEST_CASE("A mover who goes away takes the rest of the journey along") {
  Clocked box{Clock::Mode::frozen};
  std::vector<std::string> log;
  auto first = std::make_unique<TaskGroup>();
  first->spawn(advance(box.clock, 100s, log, "first"));
  box.tasks.spawn(advance(box.clock, 20s, log, "second"));
  // The first one's client hangs up when ten seconds have passed.
  auto const hanging_up = box.agenda.at(test::story_start + 10s, [&] { first.reset(); });
  box.wall.run();
  CHECK(log == std::vector<std::string>{"second"});
  CHECK(box.elapsed() == 30s);
}

TEST_CASE("A real clock that was set goes on from there") {
  Clocked box{Clock::Mode::real};
  std::vector<std::string> log;
  box.wall.run_for(5s);
  box.tasks.spawn(set(box.clock, test::story_start + 1h, log, "set"));
  box.wall.run();
  CHECK(box.elapsed() == 1h);
  box.wall.run_for(7s);
  box.clock.catch_up();
  CHECK(box.elapsed() == 1h + 7s);
  box.tasks.spawn(advance(box.clock, 10s, log, "moved"));
  box.wall.run();
  CHECK(box.elapsed() == 1h + 17s);
  box.wall.run_for(3s);
  box.clock.catch_up();
  CHECK(box.elapsed() == 1h + 20s);
}

TEST_CASE("The fastest clock comes to the end of box time and stays there") {
  Clocked box{Clock::Mode::real};
  box.clock.set_pace({Clock::Mode::real, 1'000'000});
  box.wall.run_for(1s);
  box.clock.catch_up();
  CHECK(box.elapsed() == 1'000'000s);
  box.wall.run_for(24h);
  box.clock.catch_up();
  CHECK(box.agenda.now() == Instant::max());
}

TEST_CASE("Whoever moves time waits for a request that has left the box") {
  for (auto const mode : {Clock::Mode::frozen, Clock::Mode::skip, Clock::Mode::real}) {
    Clocked box{mode};
    std::vector<std::string> log;
    box.clock.outside_began();
    box.tasks.spawn(advance(box.clock, 10s, log, "moved"));
    box.wall.run();
    CHECK(log.empty());
    CHECK(box.elapsed() == 0s);
    box.clock.outside_ended();
    box.wall.run();
    CHECK(log == std::vector<std::string>{"moved"});
    CHECK(box.elapsed() == 10s);
  }
}

TEST_CASE("A skipping clock jumps to the end of the shortest wait, and no further") {
  Clocked box{Clock::Mode::skip};
  bool short_over = false, long_over = false;
  auto const wait = [](Clocked& in, Duration how_long, bool& over) -> Task<void> {
    in.clock.client_came();
    co_await in.agenda.sleep_until(in.agenda.now() + how_long);
    over = true;
    in.clock.client_left();
  };
  box.tasks.spawn(wait(box, 5s, short_over));
  box.wall.run();
  CHECK(short_over);
  CHECK(box.elapsed() == 5s);
  box.tasks.spawn(wait(box, 20s, long_over));
  short_over = false;
  box.tasks.spawn(wait(box, 1s, short_over));
  while (!short_over && box.wall.run_one()) {
  }
  CHECK(short_over);
  CHECK(box.elapsed() == 6s);
  box.wall.run();
  CHECK(long_over);
  CHECK(box.elapsed() == 25s);
  bool nobody = false;
  box.tasks.spawn(sleep(box.agenda, 1h, nobody));
  box.wall.run_for(24h);
  CHECK_FALSE(nobody);
}

TEST_CASE("A pace has a name, and few words are one") {
  for (auto const* name : {"real", "frozen", "skip", "x2", "x1000000"})
    CHECK(name_of(clock_pace(name).value_or(Clock::Pace{Clock::Mode::real, -1})) == name);
  CHECK(name_of(*clock_pace("x1")) == "real");
  for (auto const* wrong : {"", "x", "x0", "x-1", "x1000001", "x1.5", "fast", "Real", "10x"})
    CHECK_FALSE(clock_pace(wrong));
}

TEST_CASE("What is late is destroyed, and what is in time comes back") {
  Clocked box{Clock::Mode::frozen};
  std::optional<int> late, in_time;
  bool late_ended = false, in_time_ended = false, late_done = false, in_time_done = false;
  box.tasks.spawn(limited(box.agenda, 6s, 15s, late, late_ended, late_done));
  box.tasks.spawn(limited(box.agenda, 6s, 5s, in_time, in_time_ended, in_time_done));
  std::vector<std::string> log;
  box.tasks.spawn(advance(box.clock, 6s, log, ""));
  box.wall.run();
  CHECK(late_done);
  CHECK(late_ended);
  CHECK_FALSE(late);
  CHECK(in_time_done);
  CHECK(in_time == 42);
  CHECK(box.agenda.size() == 0);
}

TEST_CASE("A group that is destroyed cancels what is under way") {
  Clocked box{Clock::Mode::frozen};
  bool ended = false, done = false;
  std::optional<int> result;
  {
    TaskGroup group;
    group.spawn(limited(box.agenda, 1h, 1h, result, ended, done));
    CHECK_FALSE(ended);
  }
  CHECK(ended);
  CHECK_FALSE(done);
  CHECK(box.agenda.size() == 0);
}

TEST_CASE("A box can be destroyed with polls under way") {
  auto sim = std::make_unique<test::SimBox>();
  sqs::CreateQueue create;
  create.queue_name = "q";
  REQUIRE(sim->call(create).ok());
  static sqs::ReceiveMessage const receive = [] {
    sqs::ReceiveMessage poll;
    poll.queue_url = "q";
    poll.wait_time_seconds = 20;
    return poll;
  }();
  auto const poll = [](Box& box) -> Task<void> {
    auto const client = box.client(Caller{}, 0);
    auto const received = co_await (*client)(receive);
    FAIL("a poll of a box that is gone was answered: " << received.ok());
  };
  for (int i = 0; i < 10; ++i)
    sim->box.spawn(poll(sim->box));
  sim.reset();
}

TEST_CASE("A poller that goes away hands its wake-up to the next one in line") {
  test::SimBox sim;
  sqs::CreateQueue create;
  create.queue_name = "q";
  REQUIRE(sim.call(create).ok());
  sqs::ReceiveMessage receive;
  receive.queue_url = "q";
  receive.wait_time_seconds = 20;
  int answered = 0;
  auto const poll = [](Box& box, sqs::ReceiveMessage const& op, int& count) -> Task<void> {
    auto const client = box.client(Caller{}, 0);
    auto const received = co_await (*client)(op);
    count += static_cast<int>(received->messages.size());
  };
  auto first = std::make_unique<TaskGroup>();
  TaskGroup second;
  first->spawn(poll(sim.box, receive, answered));
  second.spawn(poll(sim.box, receive, answered));
  sqs::SendMessage send;
  send.queue_url = "q";
  send.message_body = "one";
  // The message wakes the first poller; before its turn comes, it is gone.
  auto const client = sim.box.client(Caller{}, 0);
  auto const sending = [](Client& cloud, sqs::SendMessage const& op) -> Task<void> {
    auto const sent = co_await cloud(op);
    check(sent.ok(), "the message is sent");
  };
  sim.box.spawn(sending(*client, send));
  first.reset();
  sim.loop.run();
  CHECK(answered == 1);
}

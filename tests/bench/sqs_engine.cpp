// What a message costs the SQS engine by itself, without wire, box or socket: send, receive and
// delete are three turns, on queues that hold nothing, a few and many messages. Beside it the
// digests, since SQS owes an MD5 of each body and no queue can make that cheaper.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>
#include <new>

#include "base/check.hpp"
#include "engines/sqs/engine.hpp"
#include "support/engine_turn.hpp"

namespace {
std::int64_t allocations = 0;
}

// Counts, and otherwise does what the library's own do.
void* operator new(std::size_t size) {
  ++allocations;
  if (auto* const memory = std::malloc(size))
    return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace proofbox;

enum Kind : std::int64_t { standard, fifo };

struct Depth {
  std::int64_t kind;
  std::int64_t held;        // ready before the first cycle, and after each
  std::int64_t in_flight;   // all the time
  std::int64_t body_bytes;  // a digest of 256 bytes takes its own share
  bool operator==(Depth const&) const = default;
};

constexpr std::int64_t groups = 10'000;
constexpr std::int64_t invisible_seconds = 43'000;  // longer than any measurement's box time

// A queue of some depth, and one who sends, receives and deletes at a message a millisecond of
// box time: deadlines of deleted messages and deduplication ids pile up and are forgotten as they
// are in a busy box.
class Desk {
 public:
  explicit Desk(Depth const& depth) : depth_(depth) {
    sqs::CreateQueue create;
    create.queue_name = depth.kind == fifo ? "bench.fifo" : "bench";
    if (depth.kind == fifo)
      create.attributes["FifoQueue"] = "true";
    auto const url = turn_(sqs_, create)->queue_url;
    send_.queue_url = receive_.queue_url = delete_.queue_url = url;
    send_.message_body = std::string(static_cast<std::size_t>(depth.body_bytes), 'd');
    fill();
  }

  Depth const& depth() const { return depth_; }

  void cycle() {
    turn_.now += std::chrono::milliseconds{1};
    send("group");
    auto received = turn_(sqs_, receive_);
    check(received->messages.size() == 1, "a message that was sent can be received");
    delete_.receipt_handle = std::move(received->messages.front().receipt_handle);
    check(static_cast<bool>(turn_(sqs_, delete_)), "a message that was received can be deleted");
  }

 private:
  void send(std::string_view group) {
    if (depth_.kind == fifo) {
      send_.message_group_id = fmt::format("{}-{}", group, sent_ % groups);
      send_.message_deduplication_id = fmt::format("{:020}", sent_);
    }
    ++sent_;
    check(static_cast<bool>(turn_(sqs_, send_)), "a message can be sent");
  }

  // What is in flight locks its groups, so that these are others.
  void fill() {
    for (std::int64_t i = 0; i < depth_.in_flight; ++i)
      send("locked");
    auto hold = receive_;
    hold.visibility_timeout = invisible_seconds;
    hold.max_number_of_messages = 10;
    for (std::int64_t taken = 0; taken < depth_.in_flight;)
      taken += static_cast<std::int64_t>(turn_(sqs_, hold)->messages.size());
    for (std::int64_t i = 0; i < depth_.held; ++i)
      send("group");
    // The first cycle forgets what was sent lately, a million deduplication ids at once, and the
    // allocator tidies up after it.
    turn_.now += std::chrono::minutes{6};
    for (int i = 0; i < 10'000; ++i)
      cycle();
  }

  Depth depth_;
  test::EngineTurns turn_;
  sqs::Engine sqs_;
  sqs::SendMessage send_;
  sqs::ReceiveMessage receive_;
  sqs::DeleteMessage delete_;
  std::int64_t sent_ = 0;
};

// One desk at a time is kept, for a million messages are most of a gigabyte; the library calls a
// benchmark several times over.
Desk& desk_of(Depth const& depth) {
  static std::unique_ptr<Desk> desk;
  if (!desk || desk->depth() != depth) {
    desk.reset();
    desk = std::make_unique<Desk>(depth);
  }
  return *desk;
}

void send_receive_delete(benchmark::State& state) {
  auto& desk = desk_of({state.range(0), state.range(1), state.range(2), state.range(3)});
  auto const before = allocations;
  for (auto _ : state)
    desk.cycle();
  state.counters["allocations"] = benchmark::Counter(static_cast<double>(allocations - before),
                                                     benchmark::Counter::kAvgIterations);
}

void depths(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"fifo", "held", "in_flight", "body"});
  for (std::int64_t kind : {standard, fifo})
    for (std::int64_t body : {1, 256}) {
      for (std::int64_t held : {0, 1'000, 100'000, 1'000'000})
        benchmark->Args({kind, held, 0, body});
      benchmark->Args({kind, 0, 100'000, body});
      benchmark->Args({kind, 1'000'000, 100'000, body});
    }
}
BENCHMARK(send_receive_delete)->Apply(depths);

void md5_of_a_body(benchmark::State& state) {
  auto digest = Digest::md5();
  std::string const body(static_cast<std::size_t>(state.range(0)), 'd');
  for (auto _ : state)
    benchmark::DoNotOptimize(digest.hex_of(body));
}
BENCHMARK(md5_of_a_body)->ArgName("body")->Arg(1)->Arg(256);

}  // namespace

BENCHMARK_MAIN();

// Random histories of SQS, compared step by step with a slow, obvious queue.
#include <catch2/catch.hpp>

#include "engines/sqs_history.hpp"

using namespace proofbox::test;

namespace {

// Of each sort of queue, of 500 steps each.
#ifdef __SANITIZE_ADDRESS__
constexpr std::uint64_t histories = 60;
#else
constexpr std::uint64_t histories = 700;
#endif

// Every history of a kind; the first that differs is told once more.
void expect_agreement(QueueSort sort) {
  for (std::uint64_t seed = 1; seed <= histories; ++seed) {
    SqsHistory history{sort, seed};
    if (history.run().empty())
      continue;
    SqsHistory again{sort, seed, true};
    again.run();
    FAIL(again.story());
  }
  SUCCEED("engine and model agree");
}

}  // namespace

TEST_CASE("A standard queue does what a slow, obvious queue does, whatever happens",
          "[sqs][model]") {
  expect_agreement(QueueSort::standard);
}

TEST_CASE("A FIFO queue does what a slow, obvious queue does, whatever happens",
          "[sqs][model][fifo]") {
  expect_agreement(QueueSort::fifo);
}

TEST_CASE("A FIFO queue that deduplicates by group does what a slow, obvious queue does",
          "[sqs][model][fifo]") {
  expect_agreement(QueueSort::fifo_by_group);
}

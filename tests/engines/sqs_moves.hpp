// A desk with queues whose dead letters gather in one, and the words of move tasks' errors.
#pragma once

#include "engines/sqs_desk.hpp"

namespace proofbox::test {

inline Error not_found_error(std::string message) {
  return {"ResourceNotFoundException", std::move(message), 404,
          "com.amazonaws.sqs#ResourceNotFoundException"};
}
inline Error const no_source_error =
    not_found_error("The resource that you specified for the SourceArn parameter doesn't exist.");
inline Error const no_destination_error = not_found_error(
    "The resource that you specified for the DestinationArn parameter doesn't exist.");

// Two queues whose dead letters gather in one.
struct Moves : SqsDesk {
  Moves()
      : dead(create("dead")),
        stock(create("stock", {{"RedrivePolicy", redrive("dead", "1")}})),
        orders(create("orders", {{"RedrivePolicy", redrive("dead", "1")}})) {}
  std::string dead, stock, orders;

  // Sends what then fails once and moves to the dead-letter queue.
  void bury(std::string const& url, std::vector<std::string> const& all) {
    for (auto const& body : all) {
      REQUIRE(send(url, body).ok());
      REQUIRE(receive_for(url, 0).size() == 1);
      REQUIRE(receive(url).empty());
    }
  }
  // As many dead letters, of no source.
  void fill(int count) {
    for (int i = 1; i <= count; ++i)
      REQUIRE(send(dead, std::to_string(i)).ok());
  }

  // Lets time go by, with each thing at the instant at which it is due.
  void pass(Duration by) {
    auto const until = turn.now + by;
    for (auto due = sqs.next_due(); due && *due <= until; due = sqs.next_due()) {
      turn.now = std::max(turn.now, *due);
      turn.advance(sqs);
    }
    turn.now = until;
  }

  Result<sqs::StartMessageMoveTask::Output> try_start(std::optional<std::string> to = {},
                                                      std::optional<std::int64_t> rate = {},
                                                      std::string const& from = "dead") {
    return turn(sqs, sqs::StartMessageMoveTask{arn(from), std::move(to), rate});
  }
  std::string start(std::optional<std::string> to = {}, std::optional<std::int64_t> rate = {}) {
    return try_start(std::move(to), rate)->task_handle;
  }
  std::string start_to_spare(std::optional<std::int64_t> rate = {}) {
    create("spare");
    return start(arn("spare"), rate);
  }
  Result<sqs::CancelMessageMoveTask::Output> cancel(std::string handle) {
    return turn(sqs, sqs::CancelMessageMoveTask{std::move(handle)});
  }
  std::vector<sqs::ListMessageMoveTasks::Entry> tasks(std::int64_t most = 10) {
    return turn(sqs, sqs::ListMessageMoveTasks{arn("dead"), most})->results;
  }
  sqs::ListMessageMoveTasks::Entry latest() { return tasks(1).at(0); }
  // "RUNNING 2/10": of the latest task.
  std::string progress() {
    auto const task = latest();
    return task.status + ' ' + std::to_string(task.approximate_number_of_messages_moved) + '/' +
           std::to_string(task.approximate_number_of_messages_to_move);
  }
};

}  // namespace proofbox::test

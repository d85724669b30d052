// The pollers of an event source mapping: they receive from a queue, gather batches, have the
// function invoked, and delete what it did. AWS: "Using Lambda with Amazon SQS" of its guide.
#pragma once

#include <vector>

#include "base/task.hpp"
#include "engines/lambda/mapping_shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "lambda/host.hpp"
#include "shape/event_pattern.hpp"

namespace proofbox::lambda {

// Five batches are under way at once at first, and more while there is a backlog. On success a
// batch is deleted, whatever the function answered; on failure nothing is, and the messages come
// back when their visibility ends. Whoever is throttled tries again with the same batch for as long
// as its messages are invisible.
class EventSource {
 public:
  // Host and deployment outlive the source.
  EventSource(Host& host, Deployment const& deployment, aws_lambda::Polling polling);
  EventSource(EventSource const&) = delete;

  // From the next batch on.
  void change(aws_lambda::Polling polling);
  // Receives no more; batches under way come to their ends.
  void stop();

 private:
  struct Batch {
    std::vector<sqs::Message> messages;
    Instant first_received_at{};
    std::uint64_t cause = 0;  // the receive that brought the latest of them
  };

  void compile_filters();
  int slots_at_first() const;
  void add_poller();
  Task<void> poll();
  Task<Batch> gather();
  Task<void> work(Batch batch);
  Task<Result<aws_lambda::Invoke::Output>> invoke(Batch const& batch, std::string const& event);
  Task<void> remove(std::vector<sqs::Message> const& messages);
  Task<std::vector<sqs::Message>> filtered(std::vector<sqs::Message> received);
  void keep_growing();
  void grow();

  Host& host_;
  Deployment const& deployment_;
  aws_lambda::Polling polling_;
  std::vector<EventPattern> filters_;
  bool stopped_ = false;
  int slots_ = 0;  // batches that may be under way, gathered or worked on
  int polling_now_ = 0;
  int working_ = 0;
  Timer growth_;
  bool is_growing_ = false;
  std::vector<sqs::Message> too_much_;  // what did not fit into the former batch
  TaskGroup polls_, works_;
};

}  // namespace proofbox::lambda

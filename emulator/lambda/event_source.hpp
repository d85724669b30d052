// The pollers of an event source mapping: they receive from a queue, gather batches, have the
// function invoked, and delete what it did. AWS: "Using Lambda with Amazon SQS" of its guide.
#pragma once

#include <list>
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
// as its messages are invisible. After a failure a poller pauses, longer each time.
class EventSource {
 public:
  // Host and deployment outlive the source.
  EventSource(Host& host, Deployment const& deployment, aws_lambda::Polling polling);
  EventSource(EventSource const&) = delete;

  // From the next batch on. What is being gathered is worked on as it is.
  void change(aws_lambda::Polling polling);
  // Receives no more; batches under way, and those being gathered, come to their ends.
  void stop();

  // Stopped, and nothing is under way.
  bool is_over() const { return stopped_ && working_ == 0; }

 private:
  // Messages that were received together or within one window.
  struct Batch {
    std::vector<sqs::Message> messages;
    std::size_t size = 0;  // of the event that they make, in bytes
    Instant first_received_at{};
    std::uint64_t cause = 0;  // the receive that brought the latest of them
  };
  class Gathering;  // a batch while its poller waits for more

  enum class Ending { done, failed, throttled };

  void compile_filters();
  int slots_at_first() const;
  void add_pollers();
  Task<void> poll();
  Task<void> gather(Batch& batch);
  Task<bool> receive(Client& cloud, Batch& batch, Duration wait);
  Task<std::vector<sqs::Message>> filtered(std::vector<sqs::Message> received);
  void begin_work(Batch batch);
  Task<void> work(Batch batch);
  Task<Ending> work_on(Batch const& batch);
  Task<Result<aws_lambda::Invoke::Output>> invoke(Batch const& batch, std::string const& event);
  Task<void> remove(std::vector<sqs::Message> const& messages);
  Task<Duration> visibility();
  void end_gathering();
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
  int failures_ = 0;  // one after the other
  Timer growth_;
  bool is_growing_ = false;
  std::list<Gathering*> gatherings_;
  TaskGroup polls_, works_;
};

}  // namespace proofbox::lambda

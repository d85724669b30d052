// A random history of SQS: an engine and the naive queues are given the same operations, and must
// agree after each. It is not random itself: a seed has one history.
#pragma once

#include <array>
#include <map>
#include <memory>

#include "engines/naive_queue.hpp"
#include "engines/sqs/engine.hpp"
#include "shape/json.hpp"
#include "shape/row.hpp"

namespace proofbox::test {

enum class QueueSort { standard, fifo, fifo_by_group };

// What the engine wants kept, as a store would hold it.
class KeptRows {
 public:
  void keep(std::vector<Change> const& changes) {
    for (auto const& change : changes) {
      auto& table = tables_[std::string{change.table->name}];
      if (change.row)
        table[change.key] = *change.row;
      else
        table.erase(change.key);
    }
  }
  void restore(sqs::Engine& engine) {
    for (auto const* table : engine.tables())
      for (auto const& [key, bytes] : tables_[std::string{table->name}]) {
        auto const row = table->make_row();
        check(read_row(bytes, table->row(), row.get()), "a kept row can be read");
        engine.restore(*table, row.get());
      }
  }

 private:
  std::map<std::string, std::map<std::string, std::string>> tables_;
};

// One history: an engine and the model, given the same operations.
class SqsHistory {
 public:
  SqsHistory(QueueSort sort, std::uint64_t seed, bool telling = false)
      : sort_(sort), seed_(seed), telling_(telling), random_(seed, "history"), ids_(seed, "sqs") {}

  // The first difference; empty where engine and model agree to the end.
  std::string run();

  // How the history went on until the difference; for one that tells.
  std::string story() const;

 private:
  static constexpr std::size_t told_max = 60;
  using Entry = sqs::SendMessageBatch::Entry;

  // chance

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool percent(std::uint64_t share) { return below(100) < share; }
  template <class T, std::size_t size>
  T one_of(T const (&choices)[size]) {
    return choices[below(size)];
  }

  // the engine

  template <class Op>
  auto call(Op const& op) {
    Turn turn{now_, ids_, caller_, now_, keeps_, strict_};
    auto result = engine_->handle(turn, op);
    bool const empty = turn.changes.empty() && turn.parcels.empty() && turn.rings.empty();
    expect(result.ok() || (empty && !turn.wait), "a refused call leaves something in its turn");
    expect(keeps_ || turn.changes.empty(), "changes are told that nobody keeps");
    rows_.keep(turn.changes);
    waits_ = turn.wait.has_value();
    tell(op, result);
    return result;
  }

  template <class Op, class Output>
  void tell(Op const& op, Result<Output> const& result) {
    if (!telling_)
      return;
    auto const since = std::chrono::duration_cast<std::chrono::milliseconds>(now_ - story_begin);
    told_.push_back(
        std::to_string(step_) + " +" + std::to_string(since.count()) + "ms " +
        std::string{Op::shape().name()} + " " + to_json(op) + "\n    -> " +
        (result.ok() ? to_json(*result) : result.error().code + ": " + result.error().message));
  }

  void expect(bool holds, std::string_view what);
  void expect_same(std::string_view what, std::string const& is, std::string const& should_be);

  template <class Output>
  bool expect_verdict(Verdict const& verdict, Result<Output> const& result) {
    auto const error = result.ok() ? std::optional<Error>{} : result.error();
    expect_allowed(verdict, error);
    return result.ok();
  }
  void expect_allowed(Verdict const& verdict, std::optional<Error> const& error);
  // An entry's failure says less than an error does.
  void expect_allowed(Verdict verdict, sqs::BatchResultErrorEntry const& failed);

  // the beginning

  bool fifo() const { return sort_ != QueueSort::standard; }
  std::string url(std::size_t queue) const { return queues_[queue].name; }

  void begin();

  bool create(NaiveQueue& queue, Verdict const& verdict);

  // time

  Instant some_later_time();

  // To an instant at which something ends, or just before or after it.
  Instant some_deadline();

  // Goes on to that time. What is due before is done on the way, at its time, as a box does it.
  void arrive(Instant then);
  void advance();

  // When one who waits since the latest operation must be woken, if before then.
  std::optional<Instant> waking_time(Instant then) const;

  // operations

  std::size_t some_queue();

  void operate();
  void operate_rarely(std::size_t target);

  Entry some_message(NaiveQueue const& queue);

  void send(std::size_t target);

  void sent_one(std::size_t target, Entry const& entry, std::string const& id,
                std::optional<std::string> const& sequence_number, std::string const& digest);

  void send_batch(std::size_t target);

  // Now and then a batch has too few or too many entries, or one id twice.
  template <class Entry>
  Verdict misshape(std::vector<Entry>& entries, Verdict verdict, std::string const& type) {
    auto const die = below(60);
    if (die == 0) {
      entries.clear();
      return Verdict::refused(service_error(
          "EmptyBatchRequest", "There should be at least one " + type + " in the request."));
    }
    if (die == 1) {
      while (entries.size() < 11)
        entries.push_back(entries.front());
      return Verdict::refused(too_many_error(11));
    }
    if (die == 2 && entries.size() > 1) {
      entries.back().id = entries.front().id;
      return Verdict::refused(
          service_error("BatchEntryIdsNotDistinct", "Id " + entries.front().id + " repeated."));
    }
    return verdict;
  }

  // Goes through a batch in its order: each entry must be found among the successful or the failed
  // ones, which stand in that order, too.
  template <class Entry, class Output, class Judge, class Carry>
  void each_entry(std::vector<Entry> const& entries, Output const& output, Judge const& judge,
                  Carry const& carry_out) {
    std::size_t done = 0;
    std::size_t failed = 0;
    for (auto const& entry : entries) {
      if (!difference_.empty())
        return;
      auto const verdict = judge(entry);
      if (done < output.successful.size() && output.successful[done].id == entry.id) {
        expect_allowed(verdict, std::optional<Error>{});
        carry_out(entry, output.successful[done++]);
      } else if (failed < output.failed.size() && output.failed[failed].id == entry.id) {
        expect_allowed(verdict, output.failed[failed++]);
      } else {
        expect(false, "a batch has no answer for entry " + entry.id);
      }
    }
    expect(done == output.successful.size() && failed == output.failed.size(),
           "a batch answers more than it was asked");
  }

  // receiving

  void receive(std::size_t target);

  void expect_right_ones(NaiveQueue& queue, std::vector<sqs::Message> const& messages,
                         std::size_t most);

  // Those over their maxReceiveCount are moved as far as the receive came to them: all where it was
  // not filled up; else the engine is asked.
  void move_the_spent(NaiveQueue& queue, std::vector<sqs::Message> const& messages,
                      std::size_t most);

  // Whether a later one of the message's group was received.
  static bool passed_over(NaiveQueue& queue, std::string const& id,
                          std::vector<sqs::Message> const& messages);

  void received_one(std::size_t target, sqs::Message const& received, Duration hidden_for);

  void remember_attempt(NaiveQueue& queue, std::string const& id,
                        std::vector<sqs::Message> const& messages, Duration hidden_for);

  // The same messages with the same handles, hidden anew, and not counted again.
  void received_again(NaiveQueue& queue, NaiveAttempt& attempt,
                      std::vector<sqs::Message> const& messages, Duration hidden_for);

  void expect_attributes(Map<std::string> const& attributes, NaiveMessage& message);

  // receipt handles

  struct Handle {
    std::size_t queue;
    std::string text;
    std::optional<NaiveReceipt> receipt;  // where a queue gave it
  };

  Handle some_handle();
  std::string bent(std::string handle);

  // What the queue knows of a handle.
  NaiveReceipt const* known(Handle const& handle, std::size_t queue) const;

  // The verdict where the queue is there.
  Verdict there_or(NaiveQueue const& queue, Verdict verdict) const;

  void remove();

  std::int64_t some_timeout();

  void change();

  // Handles of which many are of one queue.
  std::vector<Handle> some_handles(std::size_t& queue);

  void remove_batch();

  void change_batch();

  // the queue as a whole

  void purge(std::size_t target);

  void drop(std::size_t target);

  // Makes the queue anew, or asks it for something in vain.
  void miss(std::size_t target);

  void set_allowed_sources(std::size_t target);

  void set(std::size_t target, Map<std::string> attributes);

  void set_redrive(std::size_t target);

  void set_attributes(std::size_t target);

  void set_scope_or_content(std::size_t target);

  void set_wrongly(std::size_t target);

  void read_attributes(std::size_t target);

  void address_nobody();

  // An engine made anew of the rows goes on as if nothing had been.
  void restart();

  // move tasks

  struct MoveTask {
    std::string handle;
    std::size_t source;
    std::optional<std::size_t> destination;
    std::int64_t rate;  // messages a second
    Instant started_at;
    std::int64_t to_move;
    std::string status = "RUNNING";
    std::int64_t moved = 0;
    std::optional<Instant> cancelled_at = {};

    bool active() const { return status == "RUNNING" || status == "CANCELLING"; }
    Instant next_move() const { return started_at + Duration{1s} * (moved + 1) / rate; }
    Instant due() const {
      return cancelled_at ? std::min(*cancelled_at, next_move()) : next_move();
    }
  };

  void start_move();
  Verdict judge_move(std::size_t source, std::optional<std::size_t> destination) const;
  void cancel_move();
  void list_moves();
  MoveTask* latest_move(std::size_t source);

  // The move tasks' part of an advance, of which the engine told in its notes.
  void follow_moves(std::vector<Note> const& notes);
  MoveTask* first_due_move();
  void step(MoveTask& task, std::vector<Note> const& notes, std::size_t& told);
  void moved_one(MoveTask& task, std::string const& what);
  NaiveQueue* destination_of(MoveTask const& task, NaiveMessage const& message);

  // looking inside

  void look();

  void look_at_counts();

  void expect_held(NaiveQueue const& queue, sqs::PeekMessages::Held const& held);

  static inline Instant const story_begin = *parse_instant("2023-05-25T09:00:00+09:00");

  QueueSort sort_;
  std::uint64_t seed_;
  bool telling_;
  Random random_;  // of the history
  Random ids_;     // of the engine
  Caller caller_{};
  Instant now_ = story_begin;
  std::unique_ptr<sqs::Engine> engine_;
  std::array<NaiveQueue, 4> queues_{};
  std::vector<NaiveReceipt> receipts_;
  std::vector<MoveTask> moves_;
  int receipts_given_ = 0;
  KeptRows rows_;
  bool keeps_ = false;
  Strictness strict_{};
  bool waits_ = false;
  std::optional<std::size_t> waited_at_ = {};  // the queue of the latest operation that waits
  bool rings_ = false;                         // whether the latest advance rang a bell
  std::uint64_t pace_ = 0;
  std::uint64_t look_share_ = 100;
  int step_ = 0;
  std::string difference_;
  std::vector<std::string> told_;
};

}  // namespace proofbox::test

#include "engines/sqs_history.hpp"

namespace proofbox::test {

void SqsHistory::purge(std::size_t target) {
  auto& queue = queues_[target];
  auto const verdict = strict_.cooldowns ? queue.judge_purge(now_) : Verdict{};
  if (!expect_verdict(verdict, call(sqs::PurgeQueue{queue.name})))
    return;
  queue.messages.clear();
  queue.purged_at = now_;
}

void SqsHistory::drop(std::size_t target) {
  auto& queue = queues_[target];
  for (auto const& task : moves_)
    if (task.active() && task.source == target)
      return;  // AWS does not say what becomes of the task when the queue is made anew
  expect(call(sqs::DeleteQueue{queue.name}).ok(), "a queue cannot be deleted");
  NaiveQueue nothing;
  nothing.name = queue.name;
  nothing.fifo = queue.fifo;
  nothing.there = false;
  nothing.life = queue.life + 1;
  nothing.deleted_at = now_;
  queue = std::move(nothing);
}

void SqsHistory::miss(std::size_t target) {
  auto& queue = queues_[target];
  if (percent(30)) {
    expect_verdict(Verdict::refused(no_queue_error()), call(sqs::PurgeQueue{queue.name}));
    return;
  }
  if (create(queue, strict_.cooldowns ? queue.judge_creation(now_) : Verdict{}))
    queue.there = true;
}

void SqsHistory::set_allowed_sources(std::size_t target) {
  auto& queue = queues_[target];
  std::string const name = "RedriveAllowPolicy";
  switch (below(4)) {
    case 0:
      queue.sources_allowed.emplace();
      return set(target, {{name, R"({"redrivePermission":"denyAll"})"}});
    case 1:
      queue.sources_allowed = {&queues_[0]};
      return set(target, {{name, R"({"redrivePermission":"byQueue","sourceQueueArns":[")" +
                                     SqsDesk::arn(queues_[0].name) + "\"]}"}});
    case 2:
      queue.sources_allowed.reset();
      return set(target, {{name, R"({"redrivePermission":"allowAll"})"}});
    default: queue.sources_allowed.reset(); return set(target, {{name, ""}});
  }
}

void SqsHistory::set(std::size_t target, Map<std::string> attributes) {
  sqs::SetQueueAttributes const op{url(target), std::move(attributes)};
  expect(call(op).ok(), "attributes cannot be set");
}

void SqsHistory::set_redrive(std::size_t target) {
  auto& queue = queues_[target];
  auto& dead = queues_[target + 1];
  auto const count = 1 + static_cast<int>(below(5));
  sqs::SetQueueAttributes const op{
      url(target), {{"RedrivePolicy", SqsDesk::redrive(dead.name, std::to_string(count))}}};
  if (!expect_verdict(queue.judge_redrive(dead), call(op)))
    return;
  queue.dead_letter_queue = &dead;
  queue.receive_count_max = count;
}

void SqsHistory::set_attributes(std::size_t target) {
  auto& queue = queues_[target];
  auto const seconds = [](Duration duration) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(duration).count());
  };
  switch (below(8)) {
    case 0:
      queue.set_delay(one_of<Duration>({0s, 0s, 0s, 1s, 7s, 900s}), now_);
      return set(target, {{"DelaySeconds", seconds(queue.delay)}});
    case 1:
      queue.visibility = one_of<Duration>({0s, 1s, 30s, 30s, 600s, 43'200s});
      return set(target, {{"VisibilityTimeout", seconds(queue.visibility)}});
    case 2:
      queue.retention = one_of<Duration>({60s, 600s, 7'200s, 345'600s, 345'600s, 1'209'600s});
      set(target, {{"MessageRetentionPeriod", seconds(queue.retention)}});
      return queue.forget_outlived(now_);
    case 3:
      if (target < 2)
        set_redrive(target);
      return;
    case 4: queue.dead_letter_queue = nullptr; return set(target, {{"RedrivePolicy", ""}});
    case 5: return set_scope_or_content(target);
    case 6: return set_allowed_sources(target);
    default: return set_wrongly(target);
  }
}

void SqsHistory::set_scope_or_content(std::size_t target) {
  if (!fifo())
    return;
  if (percent(30))  // what counts as a duplicate stays as it was at the creation
    return set(target, {{"DeduplicationScope", percent(50) ? "queue" : "messageGroup"}});
  queues_[target].content_based = percent(50);
  set(target, {{"ContentBasedDeduplication", queues_[target].content_based ? "true" : "false"}});
}

void SqsHistory::set_wrongly(std::size_t target) {
  std::string const name = one_of<char const*>(
      {"DelaySeconds", "VisibilityTimeout", "MessageRetentionPeriod", "MaximumMessageSize"});
  sqs::SetQueueAttributes const op{url(target),
                                   {{"ContentBasedDeduplication", "false"},
                                    {name, one_of<char const*>({"-1", "x", "1209601"})}}};
  auto const verdict =
      fifo() ? Verdict::refused(attribute_value_error(name))
             : Verdict{false,
                       {attribute_value_error(name),
                        attribute_name_error("Unknown Attribute ContentBasedDeduplication.")}};
  expect_verdict(verdict, call(op));
}

void SqsHistory::read_attributes(std::size_t target) {
  auto const& queue = queues_[target];
  auto const output = call(sqs::GetQueueAttributes{queue.name, {"All"}});
  expect(output.ok(), "attributes cannot be read");
  auto all = output->attributes;
  auto const expect_one = [&](char const* name, std::int64_t value) {
    expect_same(name, all[name], std::to_string(value));
  };
  expect_one("ApproximateNumberOfMessages", queue.count("ready", now_));
  expect_one("ApproximateNumberOfMessagesNotVisible", queue.count("in flight", now_));
  expect_one("ApproximateNumberOfMessagesDelayed", queue.count("delayed", now_));
  expect_one("DelaySeconds", queue.delay / 1s);
  expect_one("VisibilityTimeout", queue.visibility / 1s);
  expect_one("MessageRetentionPeriod", queue.retention / 1s);
  expect(all.contains("RedrivePolicy") == (queue.dead_letter_queue != nullptr),
         "the redrive policy is there, and should not, or is not");
}

void SqsHistory::address_nobody() {
  auto const verdict = Verdict::refused(no_queue_error());
  auto const handle = some_handle();
  if (percent(50))
    expect_verdict(verdict, call(sqs::DeleteMessage{"nowhere", handle.text}));
  else
    expect_verdict(verdict, call(SqsDesk::message("nowhere", "lost")));
}

// On what was kept along the way, or on what the engine says of itself.
void SqsHistory::restart() {
  if (!keeps_)
    return;
  if (percent(50)) {
    Turn turn{now_, ids_, caller_, now_, true};
    engine_->save(turn);
    rows_ = {};
    rows_.keep(turn.changes);
  }
  engine_ = std::make_unique<sqs::Engine>();
  rows_.restore(*engine_);
  arrive(now_);
  if (telling_)
    told_.push_back(std::to_string(step_) + " restart");
}

}  // namespace proofbox::test

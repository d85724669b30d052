#include "lab/laws.hpp"

#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "match/document.hpp"

namespace proofbox::lab {

using match::Node;
using match::read_answer;

namespace {

// Keeps a ledger of its own from what clients saw, and holds the queues against it.
class NoMessageIsLost : public Invariant {
 public:
  std::string_view name() const override { return "no message is lost"; }

  void observe(Event const& event) override {
    if (event.kind == "parcel")
      failed(event);
    if (event.kind == "delivery" && !undelivered_.empty())
      told_of(event.who, read_answer(event.what), "outcome", "lost");
    if (event.kind == "order" && !undelivered_.empty())
      told_of_order(read_answer(event.what));
    if (event.kind == "redrive")
      moved(read_answer(event.what));
    if (event.kind == "move")
      moved_anew(read_answer(event.what));
    if (event.kind == "expiry" || event.kind == "restart")
      changed_ = suspicious_ = true;
    if (event.kind == "state" || event.kind == "reset")
      changed_ = begins_anew_ = true;
    if (event.kind != "call" || event.who != "sqs" || event.outcome.starts_with("{\"error\""))
      return;
    auto const what = read_answer(event.what);
    auto const outcome = read_answer(event.outcome);
    auto const& operation = text(what, "operation");
    auto const& input = *what.find("input");
    auto const& output = *outcome.find("output");
    changed_ = true;
    if (operation == "SendMessage")
      held_[text(output, "MessageId")] = queue_of(what, input);
    else if (operation == "SendMessageBatch")
      each(output, "Successful",
           [&](Node const& sent) { held_[text(sent, "MessageId")] = queue_of(what, input); });
    else if (operation == "ReceiveMessage")
      each(output, "Messages", [&](Node const& message) {
        handles_[text(message, "ReceiptHandle")] = text(message, "MessageId");
      });
    else if (operation == "DeleteMessage")
      consumed(text(input, "ReceiptHandle"));
    else if (operation == "DeleteMessageBatch")
      each(output, "Successful",
           [&](Node const& deleted) { consumed_entry(input, text(deleted, "Id")); });
    else if (operation == "PurgeQueue" || operation == "DeleteQueue")
      suspicious_ = true, std::erase_if(held_, [&](auto const& entry) {
        return entry.second == queue_of(what, input);
      });
    else
      changed_ = false;
  }

  std::optional<std::string> broken(Inspector& inspector) override {
    if (!failed_.empty())
      return failed_;
    if (!std::exchange(changed_, false))
      return {};
    bool const begins_anew = std::exchange(begins_anew_, false);
    if (!std::exchange(suspicious_, false) && !begins_anew && count(inspector) == held_.size())
      return {};
    auto const answer = read_answer(inspector.look("sqs", "PeekMessages"));
    if (begins_anew) {
      held_.clear();
      for (auto const& message : answer.find("messages")->items)
        held_[text(message, "messageId")] = text(message, "queue");
      return {};
    }
    std::map<std::string_view, bool> there;
    for (auto const& message : answer.find("messages")->items)
      there[message.find("messageId")->text] = true;
    for (auto const& [id, queue] : held_)
      if (!there.contains(id))
        return fmt::format(
            "The message {} was sent to {} and acknowledged; nobody deleted it, and no queue holds "
            "it any more.",
            id, queue);
    return {};
  }

 private:
  template <class Each>
  static void each(Node const& output, std::string_view list, Each const& visit) {
    if (auto const* found = output.find(list))
      for (auto const& item : found->items)
        visit(item);
  }

  static std::string const& text(Node const& node, std::string_view name) {
    static std::string const none;
    auto const* found = node.find(name);
    return found == nullptr ? none : found->text;
  }

  // "ap-northeast-2/stock_queue": a queue's name is the last segment of its URL.
  static std::string queue_of(Node const& what, Node const& input) {
    auto const& url = text(input, "QueueUrl");
    return text(what, "region") + '/' + url.substr(url.rfind('/') + 1);
  }

  // How many messages all queues hold: cheaper than looking at each.
  static std::size_t count(Inspector& inspector) {
    std::size_t all = 0;
    auto const answer = read_answer(inspector.look("sqs", "CountMessages"));
    for (auto const& queue : answer.find("queues")->items)
      all += static_cast<std::size_t>(parse_integer(queue.find("messages")->text).value_or(0));
    return all;
  }

  void moved(Node const& what, std::string_view id = "messageId") {
    changed_ = true;
    auto const to = text(what, "to");  // arn:aws:sqs:REGION:ACCOUNT:NAME
    auto const region = to.substr(12, to.find(':', 12) - 12);
    if (auto const found = held_.find(text(what, id)); found != held_.end())
      found->second = region + '/' + to.substr(to.rfind(':') + 1);
  }

  // A move task sends each message anew, under an id of its own.
  void moved_anew(Node const& what) {
    held_.erase(text(what, "messageId"));
    held_[text(what, "newMessageId")] = {};
    moved(what, "newMessageId");
  }

  void consumed(std::string const& handle) {
    auto const found = handles_.find(handle);
    if (found == handles_.end())
      return;
    held_.erase(found->second);
    handles_.erase(found);
  }

  void consumed_entry(Node const& input, std::string const& id) {
    each(input, "Entries", [&](Node const& entry) {
      if (text(entry, "Id") == id)
        consumed(text(entry, "ReceiptHandle"));
    });
  }

  // Topics and the Factory try again by themselves; they say in the end what became of it.
  void failed(Event const& event) {
    auto const what = read_answer(event.outcome);
    auto const& about = text(what, "about");
    bool const may_come_yet = event.who == "sns" || event.who == "factory";
    auto& complaint = may_come_yet ? undelivered_[about] : failed_;
    complaint = fmt::format("What {} sent to {} was not delivered: {}", event.who, about,
                            text(what, "error"));
  }

  void told_of_order(Node const& what) { told_of(text(what, "id"), what, "state", "given up"); }

  void told_of(std::string const& about, Node const& what, std::string_view member,
               std::string_view lost) {
    auto const found = undelivered_.find(about);
    if (found == undelivered_.end())
      return;
    auto const& outcome = text(what, member);
    if (outcome == lost)
      failed_ = found->second;
    if (outcome == lost || outcome == "delivered")
      undelivered_.erase(found);
  }

  std::map<std::string, std::string> held_;         // message id to queue
  std::map<std::string, std::string> handles_;      // receipt handle to message id
  std::map<std::string, std::string> undelivered_;  // what is said of it, by what it is about
  std::string failed_;
  bool changed_ = false;
  bool suspicious_ = false;   // messages may have gone: counting them is not enough
  bool begins_anew_ = false;  // the box was put back: what it holds now is what counts
};

}  // namespace

std::vector<std::unique_ptr<Invariant>> general_laws() {
  std::vector<std::unique_ptr<Invariant>> laws;
  laws.push_back(std::make_unique<NoMessageIsLost>());
  return laws;
}

}  // namespace proofbox::lab

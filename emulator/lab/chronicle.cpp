#include "lab/chronicle.hpp"

#include <fmt/format.h>

#include "box/box.hpp"
#include "lab/happening.hpp"
#include "ports/rows_json.hpp"
#include "shape/json.hpp"

namespace proofbox::lab {

namespace {

constexpr int messages_max = 50;  // of one queue at one moment

void add_text(std::string& json, std::string_view name, std::string const& text) {
  json += fmt::format("{}\"{}\":", json.back() == '{' ? "" : ",", name);
  write_json_text(json, text);
}

std::string peek(Node const& queue) {
  std::string input = "{";
  add_text(input, "queue", text_of(queue, "name"));
  return input + fmt::format(",\"limit\":{}}}", messages_max);
}

// A queue's counts, and what is in it without the bodies, which stand in the events. `peeked` is
// empty where the queue is.
std::string queue_document(Node const& counts, std::string const& peeked) {
  auto const count = [&](std::string_view name) { return number_of(counts, name).value_or(0); };
  auto document = fmt::format("{{\"ready\":{},\"delayed\":{},\"inFlight\":{},\"messages\":[",
                              count("ready"), count("delayed"), count("inFlight"));
  if (peeked.empty())
    return document + "]}";
  auto const held = read_answer(peeked);
  bool first = true;
  for (auto const& message : list_of(held, "messages")) {
    document += first ? "{" : ",{";
    first = false;
    add_text(document, "id", text_of(message, "messageId"));
    add_text(document, "state", text_of(message, "state"));
    document += fmt::format(",\"receives\":{}}}", number_of(message, "receiveCount").value_or(0));
  }
  return document + "]}";
}

// Mails without their contents: to whom, about what, and how each recipient fares.
std::string mails_document(std::string const& listed) {
  auto const answer = read_answer(listed);
  std::string document = "[";
  for (auto const& mail : list_of(answer, "messages")) {
    document += document.size() > 1 ? ",{" : "{";
    add_text(document, "id", text_of(mail, "id"));
    add_text(document, "subject", text_of(mail, "subject"));
    document += ",\"recipients\":{";
    for (auto const& recipient : list_of(mail, "recipients")) {
      document += document.back() == '{' ? "" : ",";
      write_json_text(document, text_of(recipient, "address"));
      document += ':';
      write_json_text(document, text_of(recipient, "state"));
    }
    document += "}}";
  }
  return document + ']';
}

// What is being made, and how far it is.
std::string orders_document(std::string const& listed) {
  auto const answer = read_answer(listed);
  std::string document = "[";
  for (auto const& order : list_of(answer, "orders")) {
    document += document.size() > 1 ? ",{" : "{";
    for (auto const* name : {"id", "productId", "count", "state"})
      add_text(document, name, text_of(order, name));
    document += '}';
  }
  return document + ']';
}

}  // namespace

void Chronicler::look() {
  auto const now = box_.agenda().now();
  auto const events = box_.events().count();
  if (!chronicle_.moments.empty() && now == at_ && events == events_)
    return;
  Moment moment{now, events_ + 1, events, {}};
  look_at_queues(moment);
  if (auto const said = box_.look("factory", "ListOrders"); !is_as_before("orders", said))
    compare(moment, "orders", orders_document(said));
  if (auto const said = box_.look("ses", "ListMessages"); !is_as_before("mails", said))
    compare(moment, "mails", mails_document(said));
  look_at_views(moment);
  at_ = now;
  events_ = events;
  if (!moment.changes.empty())
    chronicle_.moments.push_back(std::move(moment));
}

void Chronicler::close() {
  look();
  chronicle_.mails = box_.look("ses", "ListMessages");
}

void Chronicler::look_at_queues(Moment& moment) {
  auto const counts = read_answer(box_.look("sqs", "CountMessages"));
  std::map<std::string, std::string> gone;
  for (auto const& [name, document] : latest_)
    if (name.starts_with("queue "))
      gone.emplace(name, "null");
  for (auto const& queue : list_of(counts, "queues")) {
    auto const name = "queue " + text_of(queue, "name");
    gone.erase(name);
    auto const messages = number_of(queue, "messages").value_or(0);
    auto const said = messages == 0 ? std::string{} : box_.look("sqs", "PeekMessages", peek(queue));
    if (!is_as_before(name, write_node(queue) + said))
      compare(moment, name, queue_document(queue, said));
  }
  for (auto& [name, nothing] : gone)
    compare(moment, name, std::move(nothing));
}

void Chronicler::look_at_views(Moment& moment) {
  auto const* const deployment = box_.deployment();
  if (deployment == nullptr)
    return;
  for (auto const& view : deployment->views) {
    Statement const select{view.sql, {}};
    if (!box_.has_database(view.database))
      continue;
    if (auto const rows = box_.database(view.database).look(select))
      compare(moment, view.name, rows_json(*rows));
  }
}

bool Chronicler::is_as_before(std::string const& what, std::string const& said) {
  auto& before = said_[what];
  if (before == said)
    return true;
  before = said;
  return false;
}

void Chronicler::compare(Moment& moment, std::string const& name, std::string document) {
  auto& latest = latest_[name];
  if (latest == document)
    return;
  latest = document;
  moment.changes.emplace(name, std::move(document));
}

}  // namespace proofbox::lab

#include "lab/sequence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "lab/happening.hpp"
#include "lab/message_trails.hpp"

namespace proofbox::lab {
namespace {

using Kind = Participant::Kind;

constexpr std::size_t words_max = 72;  // characters of one arrow's words

class Reader {
 public:
  Reader(std::vector<std::string> const& trace, std::uint64_t set_up) : set_up_(set_up) {
    events_.reserve(trace.size());
    for (auto const& line : trace) {
      events_.push_back(happening_of(line));
      look_through_faults(events_.back());
    }
  }

  Sequence read() {
    look_ahead();
    for (auto const& event : events_) {
      arrow_ = Arrow{};
      arrow_.n = event.n;
      arrow_.at = event.at;
      auto const struck = struck_.find(event.n);
      arrow_.follows = struck == struck_.end() ? event.cause : struck->second;
      arrow_.is_folded = event.n <= set_up_;
      draw(event);
      remember_trouble(event);
      sequence_.arrows.push_back(std::move(arrow_));
    }
    in_order_of_appearance();
    return std::move(sequence_);
  }

 private:
  // A fault stands between an event and its cause: who acted is known by the cause.
  void look_through_faults(Happening& event) {
    if (auto const fault = faults_.find(event.cause); fault != faults_.end()) {
      struck_[event.n] = event.cause;
      event.cause = fault->second;
    }
    if (event.kind == "fault")
      faults_[event.n] = event.cause;
  }

  // What an event is known by only from one that comes later: who received, whose call back.
  void look_ahead() {
    for (auto const& event : events_) {
      if (event.kind != "invocation")
        continue;
      invocations_.emplace(event.cause, &event);
      auto const order = text_of(member(event.what, "headers"), "x-factory-order");
      if (!order.empty())
        order_calls_.emplace(event.cause, order);
    }
  }

  std::size_t participant(Kind kind, std::string const& name) {
    auto& all = sequence_.participants;
    auto const [found, is_new] = known_.try_emplace({kind, name}, all.size());
    if (is_new)
      all.push_back({kind, name});
    return found->second;
  }

  std::size_t client() { return participant(Kind::client, "client"); }
  std::size_t queue_at(std::string const& address) {
    return participant(Kind::queue, behind_last(behind_last(address, '/'), ':'));
  }
  // A topic by its ARN, or by that of a subscription, which has one part more.
  std::size_t topic_at(std::string const& arn) {
    auto const parts = split(arn, ':');
    return participant(Kind::topic, std::string{parts.size() > 5 ? parts[5] : arn});
  }

  // Who acts in what follows from an event; the client where nobody is known to.
  std::size_t actor_of(std::uint64_t cause) {
    auto const found = actors_.find(cause);
    return found == actors_.end() ? client() : found->second;
  }

  void between(std::size_t from, std::size_t to, std::string what) {
    arrow_.from = from;
    arrow_.to = to;
    arrow_.what = shortened(what, words_max);
  }

  void draw(Happening const& event) {
    if (event.kind == "http")
      return draw_http(event);
    if (event.kind == "answer" || event.kind == "return")
      return draw_answer(event);
    if (event.kind == "invocation")
      return draw_invocation(event);
    if (event.kind == "call")
      return draw_call(event);
    draw_note(event);
  }

  // What fails within an invocation is why the invocation fails, if it does.
  void remember_trouble(Happening const& event) {
    if (event.kind == "http")
      askers_[event.n] = event.cause;
    if (!arrow_.failed || event.kind == "return")
      return;
    auto const asker = askers_.find(event.cause);
    troubles_[asker == askers_.end() ? event.cause : asker->second] = event.n;
  }

  void draw_http(Happening const& event) {
    bool const is_api = event.who == "api" || event.who == "box" || event.who == "api.box";
    bool const is_factory = event.who == "factory.box";
    auto const to = is_factory ? participant(Kind::factory, "factory")
                    : is_api   ? participant(Kind::api, "API")
                               : participant(Kind::host, event.who);
    auto from = actor_of(event.cause);
    auto const order = order_calls_.find(event.n);
    if (event.cause == 0 && event.who == "api.box") {
      from = participant(Kind::factory, "factory");
      if (order != order_calls_.end())
        arrow_.follows = orders_[order->second];
    }
    between(from, to, text_of(event.what, "method") + ' ' + text_of(event.what, "target"));
    asked(event.n, from, to);
  }

  // Answers go back the way that the question came.
  void draw_answer(Happening const& event) {
    auto const way = ways_.find(event.cause);
    auto const [from, to] = way == ways_.end() ? std::pair{client(), client()} : way->second;
    arrow_.is_answer = true;
    auto const invocation = received_by_.find(event.cause);
    if (invocation != received_by_.end()) {
      arrow_.messages = trails_.carried(invocation->second);
      trails_.befell(arrow_.messages, event.n);
      returns_[invocation->second] = event.n;
    }
    auto const error = text_of(event.outcome, "errorType");
    auto const failures = list_of(event.outcome, "batchItemFailures").size();
    auto const status =
        number_of(event.outcome, event.kind == "answer" ? "status" : "statusCode").value_or(0);
    if (!error.empty()) {
      arrow_.failed = true;
      if (auto const trouble = troubles_.find(event.cause); trouble != troubles_.end())
        arrow_.follows = trouble->second;
      return between(to, from, error + ": " + text_of(event.outcome, "errorMessage"));
    }
    if (failures > 0) {
      arrow_.failed = true;
      return between(to, from, fmt::format("{} failed", counted(failures, "message")));
    }
    if (status == 0)
      return between(to, from, "done");
    arrow_.failed = status >= 400;
    between(to, from, fmt::format("{} {}", status, gist(text_of(event.outcome, "body"))));
  }

  void draw_invocation(Happening const& event) {
    auto const to = participant(Kind::function, event.who);
    auto from = actor_of(event.cause);
    std::string what = "invoke";
    auto const& records = list_of(event.what, "Records");
    if (!trails_.carried(event.cause).empty()) {
      what = counted(records.size(), "message");
      auto const receives =
          records.empty() ? std::string{}
                          : text_of(member(records[0], "attributes"), "ApproximateReceiveCount");
      if (!receives.empty() && receives != "1")
        what += ", receive " + receives;
      arrow_.messages = trails_.carried(event.cause);
      received_by_[event.n] = event.cause;
    } else if (auto const alarm = text_of(event.what, "alarmArn"); !alarm.empty()) {
      from = participant(Kind::alarm, behind_last(alarm, ':'));
      what = "alarm";
    } else if (auto const route = text_of(event.what, "routeKey"); !route.empty()) {
      what = route;
    }
    between(from, to, std::move(what));
    asked(event.n, from, to);
  }

  void draw_call(Happening const& event) {
    auto const& input = member(event.what, "input");
    auto const& output = member(event.outcome, "output");
    auto const operation = text_of(event.what, "operation");
    auto const to = called(event.who, input);
    auto from = actor_of(event.cause);
    auto const code = text_of(member(event.outcome, "error"), "code");
    auto what = operation + detail(event.who, input);
    if (operation == "Publish" || operation == "SendMessage" || operation == "SendMessageBatch")
      arrow_.messages = ids_sent(output);
    if (event.who == "sqs")
      trails_.befell(arrow_.messages, event.n);
    if (event.who == "sqs" && operation == "ReceiveMessage") {
      arrow_.messages = trails_.received(event.n, output);
      auto const count = arrow_.messages.size();
      what += ": " + (count == 0 ? "nothing" : counted(count, "message"));
      // The function that is invoked next is who asked; its arrow says it all.
      bool const is_pollers = invocations_.contains(event.n);
      arrow_.is_folded = arrow_.is_folded || is_pollers;
      if (is_pollers && event.cause == 0 && count > 0)
        arrow_.follows = trails_.latest(arrow_.messages.front());
    }
    if (auto const receive = trails_.receive_of(input); event.cause == 0 && receive != 0) {
      auto const invocation = invocations_.find(receive);
      if (invocation != invocations_.end()) {
        from = participant(Kind::function, invocation->second->who);
        arrow_.follows = returns_.contains(receive) ? returns_[receive] : receive;
      }
      arrow_.messages = trails_.carried(receive);
    }
    if (event.who == "factory" && operation == "Manufacture") {
      orders_[text_of(member(output, "data"), "id")] = event.n;
      arrow_.is_folded = arrow_.is_folded || actor_of(event.cause) == to;
    }
    if (!code.empty()) {
      arrow_.failed = true;
      what = operation + ": " + code;
    }
    between(from, to, std::move(what));
    actors_[event.n] = to;
  }

  // Whom an operation addresses: a queue, a topic, a function, or the service itself.
  std::size_t called(std::string const& service, Node const& input) {
    auto const first_of = [&](std::initializer_list<char const*> names) {
      for (auto const* name : names)
        if (auto text = text_of(input, name); !text.empty())
          return text;
      return std::string{};
    };
    if (service == "sqs")
      if (auto const queue = first_of({"QueueUrl", "QueueName", "SourceArn"}); !queue.empty())
        return queue_at(queue);
    if (service == "sns") {
      auto const arn = first_of({"TopicArn", "TargetArn", "SubscriptionArn", "ResourceArn"});
      if (!arn.empty())
        return topic_at(arn);
      if (auto const name = first_of({"Name"}); !name.empty())
        return participant(Kind::topic, name);
    }
    if (service == "lambda")
      if (auto const name = first_of({"FunctionName"}); !name.empty())
        return participant(Kind::function, behind_last(name, ':'));
    if (service == "factory")
      return participant(Kind::factory, "factory");
    if (service == "ses")
      return participant(Kind::mail, "SES");
    std::string name = service;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    return participant(Kind::service, name);
  }

  static std::string detail(std::string const& service, Node const& input) {
    std::string text;
    if (service == "sns") {
      text = text_of(input, "Subject");
      if (text.empty())
        text = text_of(input, "Message");
    }
    if (service == "sqs")
      text = gist(text_of(input, "MessageBody"));
    if (service == "ses")
      for (auto const* mail :
           {&member(input, "Message"), &member(member(input, "Content"), "Simple")})
        text += text_of(member(*mail, "Subject"), "Data");
    if (auto const& entries = list_of(input, "Entries"); !entries.empty())
      text = fmt::format("({})", entries.size());
    return text.empty() ? text : ' ' + text;
  }

  void draw_note(Happening const& event) {
    auto const message = text_of(event.what, "messageId");
    if (!message.empty())
      arrow_.messages.push_back(message);
    if (event.kind == "redrive" || event.kind == "move")
      return draw_move(event, message);
    if (event.kind == "delivery")
      return draw_delivery(event);
    if (event.kind == "mail") {
      std::string to;
      for (auto const& address : list_of(event.what, "to"))
        to += (to.empty() ? "" : ", ") + address.text;
      return between(participant(Kind::mail, "SES"), participant(Kind::mail, "mailboxes"),
                     to + ": " + text_of(event.what, "subject"));
    }
    if (event.kind == "feedback") {
      arrow_.failed = true;
      return between(participant(Kind::mail, "mailboxes"), participant(Kind::mail, "SES"),
                     text_of(event.what, "state"));
    }
    if (event.kind == "order") {
      auto const factory = participant(Kind::factory, "factory");
      arrow_.follows = orders_[text_of(event.what, "id")];
      auto const state = text_of(event.what, "state");
      arrow_.failed = state != "delivered";
      arrow_.is_folded = arrow_.is_folded || !arrow_.failed;
      return between(factory, factory, "order " + state);
    }
    draw_at_home(event);
  }

  void draw_move(Happening const& event, std::string const& message) {
    bool const is_redrive = event.kind == "redrive";
    auto what = is_redrive ? fmt::format("dead letter after {} receives",
                                         number_of(event.what, "receiveCount").value_or(0))
                           : std::string{"moved"};
    if (auto const latest = trails_.latest(message); latest != 0)
      arrow_.follows = latest;
    arrow_.failed = is_redrive;
    auto const moved = text_of(event.what, "newMessageId");
    trails_.befell({moved.empty() ? message : moved}, event.n);
    if (!moved.empty())
      arrow_.messages.push_back(moved);
    between(participant(Kind::queue, event.who), queue_at(text_of(event.what, "to")),
            std::move(what));
  }

  // What reached a queue or a host has its own arrow already, and so has what a host answered; what
  // failed otherwise or went elsewhere has not.
  void draw_delivery(Happening const& event) {
    auto const outcome = text_of(event.what, "outcome");
    auto const target = text_of(event.what, "to");
    auto const error = text_of(event.what, "error");
    bool const has_arrow = target.find(":sqs:") != std::string::npos || target.starts_with("http");
    arrow_.failed = outcome != "delivered";
    bool const was_answered = outcome == "failed" && error.starts_with("HTTP status");
    arrow_.is_folded = arrow_.is_folded || was_answered || (has_arrow && !arrow_.failed);
    auto const topic = topic_at(event.who);
    between(topic, topic,
            fmt::format("{} {}{}{}", outcome, outcome == "delivered" ? "to " : "for ",
                        target.starts_with("arn:") ? behind_last(target, ':') : target,
                        error.empty() ? "" : ": " + error));
  }

  // Notes of one participant, known by the words that the engines use.
  void draw_at_home(Happening const& event) {
    auto home = actor_of(event.cause);
    auto what = event.kind;
    if (event.kind == "throttle") {
      home = participant(Kind::function, event.who);
      arrow_.failed = true;
      what += ' ' + text_of(event.what, "reason");
    } else if (event.kind == "expiry") {
      home = participant(Kind::queue, event.who);
      arrow_.failed = true;
      what = "expired";
    } else if (event.kind == "move task") {
      home = queue_at(event.who);
      what += ' ' + lower_case(text_of(event.what, "Status"));
    } else if (event.kind == "policy") {
      what = "on AWS " + text_of(event.what, "onAws");
    } else if (event.kind == "fault") {
      arrow_.failed = true;
      what = fmt::format("fault: {} {}", text_of(event.what, "strikes"),
                         text_of(event.what, "effect"));
    } else if (event.kind == "parcel") {
      arrow_.failed = true;
      what = text_of(event.outcome, "error");
    } else if (event.kind == "rendering failure") {
      home = participant(Kind::mail, "SES");
      arrow_.failed = true;
    } else if (event.cause == 0) {
      home = participant(Kind::service, event.who.empty() ? "box" : event.who);
    }
    between(home, home, std::move(what));
  }

  void asked(std::uint64_t n, std::size_t from, std::size_t to) {
    ways_[n] = {from, to};
    actors_[n] = to;
  }

  static std::string counted(std::size_t number, std::string_view thing) {
    return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
  }

  void in_order_of_appearance() {
    auto const none = sequence_.participants.size();
    std::vector<std::size_t> places(none, none);
    std::vector<Participant> ordered;
    auto const place = [&](std::size_t which) {
      if (places[which] != none)
        return;
      places[which] = ordered.size();
      ordered.push_back(sequence_.participants[which]);
    };
    for (bool const folded : {false, true})
      for (auto const& arrow : sequence_.arrows)
        if (arrow.is_folded == folded && none > 0) {
          place(arrow.from);
          place(arrow.to);
        }
    for (auto& arrow : sequence_.arrows) {
      arrow.from = places[arrow.from];
      arrow.to = places[arrow.to];
    }
    sequence_.participants = std::move(ordered);
  }

  std::map<std::uint64_t, std::uint64_t> faults_;  // what each was about to follow from
  std::map<std::uint64_t, std::uint64_t> struck_;  // events that follow from a fault: which
  std::uint64_t set_up_;
  std::vector<Happening> events_;
  Sequence sequence_;
  Arrow arrow_;  // the one being drawn
  std::map<std::pair<Kind, std::string>, std::size_t> known_;
  std::map<std::uint64_t, Happening const*> invocations_;  // by their causes
  std::map<std::uint64_t, std::string> order_calls_;       // HTTP events: the Factory's orders
  std::map<std::uint64_t, std::size_t> actors_;            // by what they were told
  std::map<std::uint64_t, std::pair<std::size_t, std::size_t>> ways_;  // from whom to whom
  std::map<std::uint64_t, std::uint64_t> askers_;    // HTTP events: what they were sent in
  std::map<std::uint64_t, std::uint64_t> troubles_;  // what failed last in an invocation
  std::map<std::string, std::uint64_t> orders_;      // by their ids
  MessageTrails trails_;
  std::map<std::uint64_t, std::uint64_t> received_by_;  // invocations: their receives
  std::map<std::uint64_t, std::uint64_t> returns_;      // by receives
};

}  // namespace

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::client: return "client";
    case Kind::api: return "api";
    case Kind::function: return "function";
    case Kind::topic: return "topic";
    case Kind::queue: return "queue";
    case Kind::factory: return "factory";
    case Kind::mail: return "mail";
    case Kind::host: return "host";
    case Kind::alarm: return "alarm";
    case Kind::service: return "service";
  }
  return "service";
}

std::vector<Arrow const*> Sequence::chain(std::uint64_t n) const {
  std::vector<Arrow const*> links;
  auto const find = [&](std::uint64_t wanted) -> Arrow const* {
    auto const found =
        std::lower_bound(arrows.begin(), arrows.end(), wanted,
                         [](Arrow const& arrow, std::uint64_t number) { return arrow.n < number; });
    return found != arrows.end() && found->n == wanted ? &*found : nullptr;
  };
  for (auto const* arrow = find(n); arrow != nullptr;
       arrow = arrow->follows < arrow->n ? find(arrow->follows) : nullptr)
    if (!arrow->is_folded || arrow->n == n)
      links.push_back(arrow);
  std::reverse(links.begin(), links.end());
  return links;
}

std::string Sequence::words(Arrow const& arrow) const {
  auto const& from = participants[arrow.from].name;
  auto const& to = participants[arrow.to].name;
  return arrow.from == arrow.to ? fmt::format("{}  {}", from, arrow.what)
                                : fmt::format("{} -> {}  {}", from, to, arrow.what);
}

Sequence sequence_of(std::vector<std::string> const& trace, std::uint64_t set_up) {
  return Reader{trace, set_up}.read();
}

}  // namespace proofbox::lab

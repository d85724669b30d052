// A turn: all that an operation may know of the world, and all that it may ask of it. An engine
// sees no clock, lock, socket, callback or coroutine; it fills in a Turn, and the box does the
// rest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/random.hpp"
#include "base/time.hpp"
#include "ports/allowances.hpp"
#include "ports/http.hpp"
#include "ports/signer.hpp"
#include "ports/strictness.hpp"
#include "ports/table.hpp"
#include "shape/shape.hpp"

namespace proofbox {

// Who calls, and where from.
struct Caller {
  std::string account = "000000000000";
  std::string region = "us-east-1";
  std::string endpoint =
      "http://box";  // scheme and host as the client wrote them: links lead back the same way
  std::string trace_header = {};  // X-Amzn-Trace-Id of the HTTP request
  bool is_anonymous = false;      // the request bears no signature, as a link that somebody follows
  // Where another of AWS's services calls: its name, as "sns.amazonaws.com", and for which
  // resource.
  std::string service = {};
  std::string source_arn = {};
  int hops = 0;  // of a function that another one's end invokes: how many led to it
  bool poller =
      false;  // one of the box's own, that asks for ever: its empty answers are not traced
  bool is_spared = false;  // no fault strikes: the box itself, while it is put up
};

// Wakes whoever waits for the same thing, the longest-waiting first. `number` is the engine's own.
struct Bell {
  std::string_view service;
  std::uint64_t number = 0;
  auto operator<=>(Bell const&) const = default;
};

// An attribute of a message that a parcel carries; `text` for String and Number, `bytes` for
// Binary.
struct ParcelAttribute {
  std::string data_type;
  std::string text;
  std::string bytes;
};

// Something to be carried out of an engine after the turn is committed.
struct ToQueue {
  std::string queue_arn;
  std::string source_arn;  // on whose behalf it is sent: a topic
  std::string body;
  std::vector<std::pair<std::string, ParcelAttribute>> attributes = {};
  std::optional<std::string> group_id = {};
  std::optional<std::string> deduplication_id = {};
  std::string trace_header = {};
};
struct ToUrl {
  HttpRequest request;
  std::optional<Duration> patience = {};  // of box time; no answer within it counts as none
};
// An asynchronous invocation: it has arrived as soon as it is accepted.
struct ToFunction {
  std::string function_arn;
  std::string event;            // JSON
  std::string source_arn = {};  // on whose behalf: a topic
  int hops = 0;                 // how many functions have led to it, one invoking the next
};
// A mail that AWS itself sends, from no identity of the account's.
struct ToMailbox {
  std::string account;
  std::string region;
  std::string sender_name;
  std::string sender;
  std::string to;
  std::string subject;
  std::string text;
};
// A message to everybody who subscribes to a topic.
struct ToTopic {
  std::string topic_arn;
  std::string source_arn;  // on whose behalf it is published: a configuration set, an identity
  std::string subject;     // may be empty
  std::string message;
  std::vector<std::pair<std::string, ParcelAttribute>> attributes = {};
};
// A function's code to be run in one of its environments. The outcome's body is what it answered;
// its failure what it ended with: Sandbox.Timedout where it took too long.
struct ToRuntime {
  std::string function;
  std::uint64_t environment = 0;
  bool is_cold = false;  // the environment is new: it begins with the function's own beginning
  std::string request_id;
  std::string event;  // JSON
  Duration timeout{};
  Map<std::string> variables = {};
};
// What a queue is set to: the outcome's body has its attributes as JSON.
struct AskQueue {
  std::string queue_arn;
};
// A mapping of a queue to a function, whose pollers are to work in this way from now on.
struct ToPollers {
  std::string mapping;                  // its UUID
  std::optional<std::string> settings;  // as JSON; nothing: they are to end
};
struct Parcel {
  std::uint64_t id = 0;  // the engine's own
  std::string about;     // whose it is: a subscription's ARN, an order's id
  std::variant<ToQueue, ToUrl, ToFunction, ToMailbox, ToTopic, ToRuntime, AskQueue, ToPollers> to;
  std::uint64_t cause =
      0;  // set by whoever carries it: sent again, it still follows from this event
  std::uint64_t number = 0;  // among all that a box carries; set by whoever does
};

// A line that a function logged.
struct Logged {
  Instant at;
  std::string text;
};

// How a parcel fared. For HTTP any answer is an outcome without error; the engine reads its status.
// An error of status 0: nobody answered.
struct Outcome {
  std::optional<Error> error = {};
  int status = 0;
  std::string body = {};              // of a function: JSON
  std::optional<Error> failure = {};  // that a function ended with
  std::vector<Logged> lines = {};     // of a function
  Duration took = {};                 // a function's own time, without its beginning
};

// Something that happened beside the operation itself and that the trace is to tell: `what` is a
// JSON object.
struct Note {
  std::string_view kind;
  std::string who;
  std::string what;
};

struct Turn {
  Instant now;     // the only time there is
  Random& random;  // the only chance there is
  Caller const& caller;
  Instant asked_at;    // when the caller's request came in
  bool keeps = false;  // false: nothing is stored, so no row need be encoded
  Strictness strict = {};
  Allowances allowed = {};
  Signer* signer = nullptr;  // of what is sent; engines that sign nothing do without
  std::uint64_t call = 0;    // the call's own number: the same when it is asked again
  bool is_again = false;     // the call has waited, and is asked again

  std::vector<Change> changes = {};  // durable before the answer leaves
  std::vector<Parcel> parcels = {};  // carried by the courier, after that
  std::vector<Bell> rings = {};
  std::vector<Note> notes = {};
  struct Wait {
    Bell bell;
    Instant until;
  };
  std::optional<Wait> wait = {};  // "nothing yet: ask me again"
  bool idle = false;              // nothing was there: of no interest where a poller asked
};

}  // namespace proofbox

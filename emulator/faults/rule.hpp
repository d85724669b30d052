// A rule by which something goes wrong: what it selects, and what happens to that. It is data; who
// counts and strikes is `rules`.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/time.hpp"
#include "faults/refusal.hpp"
#include "ports/faults.hpp"

namespace proofbox::faults {

// An instant, or so long after the rule was laid.
struct Moment {
  std::optional<Instant> at = {};
  Duration after{};

  Instant since(Instant laid) const;
};

// Calls of a service, of one operation, of a resource: a queue, a topic, a function, an address. Of
// two apis of one service (SES v1 and v2) the operations of that name are both meant.
struct Calls {
  std::string service;
  std::string operation = {};  // each of them where empty
  std::string resource = {};   // any where empty
};

// Requests of somebody inside the box to a host, of the box's or outside, below a path.
struct Requests {
  std::string host;
  std::string path = {};
};

// Runs of a function.
struct Runs {
  std::string function;
};

// ---- what happens ----

// Refused before anything is done: in the words of the service, or with an error of one's own.
struct Fails {
  Refusal as = Refusal::unavailable;
  std::optional<Error> own = {};
};
// The connection breaks, before anything is done or when all is.
struct Loses {
  bool answer = false;  // otherwise the request
};
struct Slows {
  Duration by{};
};
// A request is answered by this, and does not arrive.
struct Answers {
  int status = 503;
  std::string body = {};
};
// A request arrives, is answered, and arrives again.
struct Repeats {};

struct Rule {
  std::string name;
  std::variant<Calls, Requests, Runs> of;
  // Which of those that it selects, counted from 1, within the window only.
  std::uint64_t first = 1;
  std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
  std::optional<double> chance = {};            // of each of these: above 0, and at most 1
  std::optional<Moment> from = {}, until = {};  // the window: it has its beginning, not its end
  std::variant<Fails, Loses, Slows, Answers, Repeats, Breakdown> effect;
  std::string json = {};  // as it was written

  bool selects(Operation const& operation, void const* input) const;
  bool selects(HttpRequest const& request) const;
  bool selects(std::string_view function) const;
};

// "sqs.SendMessage of jobs", "requests to marketing.test/api", "stock_lambda".
std::string selection_text(Rule const& rule);
// "fails with ServiceUnavailable", "loses its answer", "takes 2s longer".
std::string effect_text(Rule const& rule);
// Both, and which of them: what a rule is called that has no name.
std::string standing_name(Rule const& rule);

// Whether calls of this operation are about something that has a name.
bool has_resource(Shape const& input);

}  // namespace proofbox::faults

// A scenario: a story as a file. Reading one checks all of it; a mistake is one sentence with its
// place and the remedy. docs/scenarios.md explains the format, docs/scenario.schema.json lets
// editors check it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "lab/words.hpp"
#include "ports/allowances.hpp"
#include "ports/http.hpp"
#include "ports/strictness.hpp"
#include "shape/operation.hpp"

namespace proofbox::lab {

// A value that a step finds, and that later ones may use by its name.
struct Capture {
  std::string name;
  Place place;          // of the path
  std::string state;    // whose value it is; empty: of the step's answer
  std::string path;     // to it, as "Messages[0].Body"; empty: the whole state
  std::string pattern;  // whose one group is the value; empty: the whole text
};

// When a step begins that has a time of its own: whatever is under way then goes on, and nobody
// waits for what the step is answered.
struct Timing {
  Place place;
  std::optional<Duration> since_start;  // or else
  Instant instant{};
  // So many pieces of work are done at this instant before it begins, counted since time came
  // there or since the step before began there; where absent, all that are due.
  std::optional<std::uint64_t> after;
  std::string trace;  // the first digits of the hash of the trace so far; empty: any
};

// Who makes a call, as far as that is not as usual.
struct CallerGiven {
  std::optional<std::string> account, region, endpoint, trace_header;
  bool is_anonymous = false;
  bool is_spared = false;
};

struct Step {
  enum class Kind {
    http,      // a request to the box
    aws,       // an operation of one of its services
    advance,   // let time pass
    settle,    // do all that is due at this moment
    within,    // wait until the state is as expected, at most so long
    state,     // the state now
    together,  // steps that callers take at the same time
    never,     // a state that is not to come for so long
    repeat,    // steps again and again
    load,      // one call again and again, at a rate
    fault,     // something goes wrong from now on, or no longer
    capture,   // take values from the state
    restart,   // the box stops where it is, and starts again so much later
    note,      // words for the reader
    hang_up,   // the client of an open call goes away
    answer,    // a host outside answers
  };
  Kind kind = Kind::note;
  Place place;
  std::string title;                     // what the report calls it
  std::string method, target;            // http
  Operation const* operation = nullptr;  // aws
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<Node> input;  // aws: what the operation takes; http: the body, JSON or a text;
                              // fault: the rule, or which one ends
  Duration duration{};        // advance, within, restart; load: from one call to the next
  std::optional<Node> expect;
  std::vector<Step> steps;         // together, repeat; load: the call
  int repeat = 1;                  // times, one after the other; side by side within `together`
  std::vector<Duration> instants;  // load: when each call begins, instead of `duration`
  std::string counter;             // repeat: the name of how often it has begun; none where empty
  std::vector<Capture> captures;
  std::optional<Timing> timing;      // http, aws, note, hang_up, answer
  CallerGiven as;                    // http: the endpoint only; aws
  std::optional<std::string> bytes;  // http: the body, where it is no text
  std::uint64_t number = 0;          // by which the call is known, 0: by none; hang_up: whose
  std::uint64_t event = 0;           // answer: in which event of the trace it was asked for
  std::optional<Result<HttpResponse>> response;  // answer
};

// A time of day or an instant at which the Factory goes down or comes back.
struct Downtime {
  Instant from, until;
};

struct FactorySettings {
  std::optional<std::string> lead_time;  // duration texts
  std::optional<std::string> answers_after;
  std::vector<Downtime> down;
};

struct HostAnswer {
  std::optional<Duration> until;
  int status = 200;
  std::string body;
  Duration delay{};
  bool confirms = false;  // what SNS asks it to confirm
};

struct Scenario {
  std::string file;
  std::vector<std::string> files;  // its own and those it was given, as places number them
  int example = 0;                 // which row of its table, from 1; 0: it has none
  std::string title;
  std::uint64_t seed = 1;
  Instant start;
  Strictness strict;
  Allowances allowed;
  bool real_signatures = false;  // of what SNS sends; otherwise a filler stands there
  bool with_shop = true;
  std::string shop = "{}";  // settings as JSON, without the Factory's
  FactorySettings factory;
  std::string region = "ap-northeast-2";  // of calls that name none
  std::string endpoint = "http://box";    // where calls reach the box
  std::vector<std::pair<std::string, std::vector<HostAnswer>>> hosts;
  bool hosts_by_steps = false;  // hosts that are not known answer by steps of the story
  std::vector<Step> steps;
  std::vector<std::pair<std::string, Place>> always;  // names of invariants
  std::optional<Node> finally;                        // an expectation of the state
  std::string trace;  // the first digits of its hash at the end, under its own seed; empty: any
  Place trace_place;

  std::string const& file_of(Place place) const {
    return place.file < files.size() ? files[place.file] : file;
  }
};

// What a scenario may name, beyond what every box has: known to whoever puts the box together.
struct Vocabulary {
  std::vector<std::string_view> invariants;
};

std::optional<std::string> read_file(std::string const& path);
using OpenFile = std::function<std::optional<std::string>(std::string const& path)>;

// What a file tells: a story, or one for each row of its examples.
struct Stories {
  std::vector<Scenario> scenarios;
  std::optional<Mistake> mistake;  // where there are no scenarios
};

// `open` reads what the story is given.
Stories read_stories(std::string file, std::string_view text, Vocabulary const& vocabulary,
                     OpenFile const& open = read_file);

// Whether the box stops and starts again in any of the steps.
bool has_restart(std::vector<Step> const& steps);

struct Reading {
  std::optional<Scenario> scenario;
  std::optional<Mistake> mistake;  // where there is no scenario
};

// The same for who wants one story: of a table the first row's.
Reading read_scenario(std::string file, std::string_view text, Vocabulary const& vocabulary);

// The stories that these paths stand for: a file is itself, a directory every .json below it whose
// top key is "title", in order of the names. A path that is neither is a mistake.
struct Found {
  std::vector<std::string> files;
  std::optional<Mistake> mistake;
};
Found find_scenarios(std::vector<std::string> const& paths);

}  // namespace proofbox::lab

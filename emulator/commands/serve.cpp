#include "commands/serve.hpp"

#include <fmt/core.h>
#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <cstdio>

#include "box/localhost_certificate.hpp"
#include "box/rsa_signer.hpp"
#include "box/signing_key.hpp"
#include "boxes/front_door.hpp"
#include "boxes/naming.hpp"
#include "commands/commands.hpp"
#include "commands/recordings.hpp"
#include "live/child_process.hpp"
#include "live/http_client.hpp"
#include "live/http_server.hpp"
#include "live/loop.hpp"
#include "live/smtp_server.hpp"
#include "sim/memory_store.hpp"
#include "sqlite/database.hpp"
#include "wire/smtp_session.hpp"

namespace proofbox::commands {
namespace {

constexpr std::size_t lines_shown = 100;  // of the log, where a command failed

using Latest = spdlog::sinks::ringbuffer_sink_st;

// Where lines of the log go: to standard error, or nowhere yet.
struct Log {
  std::shared_ptr<Latest> latest;
  std::shared_ptr<spdlog::logger> lines;
};

Log make_log(bool json, bool waits) {
  Log log;
  if (waits)
    log.latest = std::make_shared<Latest>(lines_shown);
  spdlog::sink_ptr sink = log.latest;
  if (!sink)
    sink = std::make_shared<spdlog::sinks::stderr_sink_st>();
  log.lines = std::make_shared<spdlog::logger>("proofbox", std::move(sink));
  log.lines->set_pattern(json ? "%v" : "%H:%M:%S.%e %v");
  return log;
}

void show(Latest& latest) {
  auto const lines = latest.last_formatted();
  if (!lines.empty())
    fmt::print(stderr, "proofbox: the command failed; what the box did last:\n");
  for (auto const& line : lines)
    fmt::print(stderr, "{}", line);
}

// What a person wants to see pass by; single calls stand in the event log.
bool is_worth_a_line(Event const& event) {
  return event.kind != "call" && event.kind != "answer" && event.kind != "delivery";
}

// {"box":"t42","n":1,...}
std::string with_box(std::string const& name, std::string const& line) {
  return "{\"box\":\"" + name + "\"," + line.substr(1);
}

void say(spdlog::logger& log, bool json, Box const& box, Event const& event) {
  if (!is_worth_a_line(event))
    return;
  auto const& name = box.settings().name;
  if (json)
    log.info("{}", name == boxes::main_box ? trace_line(event) : with_box(name, trace_line(event)));
  else
    log.info("{}{} {} {} {}{}", name == boxes::main_box ? "" : name + ": ", iso8601(event.at),
             event.kind, event.who, event.what.substr(0, 160), event.outcome.substr(0, 160));
}

boxes::Plan plan_of(ServeOptions const& options) {
  boxes::Plan plan;
  plan.seed = options.seed;
  plan.clock = options.clock;
  plan.start = options.start;
  plan.shop = options.shop;
  plan.strict = options.strict;
  plan.allowed = options.allowed;
  plan.region = options.region;
  plan.events_max = options.events_max;
  if (!options.keys.empty())
    plan.keys = options.keys;
  plan.contents = options.contents;
  return plan;
}

live::HttpServerSettings http_settings_of(ServeOptions const& options) {
  live::HttpServerSettings settings;
  settings.host = options.host;
  settings.port = options.port;
  settings.allow_hosts = options.allow_hosts;
  settings.allow_origins = options.allow_origins;
  return settings;
}

// The ports of the process.
class Doors {
 public:
  Doors(live::Loop& loop, ServeOptions const& options, live::HttpAnswerer answerer,
        live::Converse const& converse)
      : http_(loop, http_settings_of(options), std::move(answerer)) {
    live::SmtpServerSettings settings;
    settings.host = options.host;
    settings.certificate = localhost_certificate;
    settings.key = signing_key;
    if (options.smtp_port) {
      settings.port = *options.smtp_port;
      smtp_.emplace(loop, settings, converse);
    }
    if (options.smtp_tls_port) {
      settings.port = *options.smtp_tls_port;
      settings.tls_at_once = true;
      smtp_tls_.emplace(loop, settings, converse);
    }
  }

  void say_where(std::string const& host) const {
    fmt::print("proofbox is ready on http://{}:{}\n", host, http_.port());
    if (smtp_)
      fmt::print("proofbox takes mail on smtp://{}:{}\n", host, smtp_->port());
    if (smtp_tls_)
      fmt::print("proofbox takes mail on smtps://{}:{}\n", host, smtp_tls_->port());
    std::fflush(stdout);
  }

  std::string url(ServeOptions const& options) const {
    return fmt::format("http://{}:{}", options.host, http_.port());
  }

  // How a program finds the box, and all that AWS's clients want to know besides.
  live::ChildProcess::Variables variables(ServeOptions const& options) const {
    auto const address = url(options);
    live::ChildProcess::Variables all{{"AWS_ENDPOINT_URL", address},
                                      {"AWS_ACCESS_KEY_ID", "test"},
                                      {"AWS_SECRET_ACCESS_KEY", "test"},
                                      {"AWS_REGION", options.region},
                                      {"AWS_SESSION_TOKEN", {}},
                                      {"AWS_DEFAULT_REGION", options.region},
                                      {"AWS_PROFILE", {}},
                                      {"AWS_EC2_METADATA_DISABLED", "true"},
                                      {"PROOFBOX_URL", address}};
    if (smtp_)
      all.emplace_back("PROOFBOX_SMTP_PORT", std::to_string(smtp_->port()));
    return all;
  }

  // All at once; `closed` runs when nobody is left at any of them.
  void close(Job const& closed) {
    open_ = 1 + (smtp_ ? 1 : 0) + (smtp_tls_ ? 1 : 0);
    Job const one_closed = [this, closed] {
      if (--open_ == 0)
        closed();
    };
    if (smtp_)
      smtp_->close(one_closed);
    if (smtp_tls_)
      smtp_tls_->close(one_closed);
    http_.close(one_closed);
  }

 private:
  live::HttpServer http_;
  std::optional<live::SmtpServer> smtp_, smtp_tls_;
  int open_ = 0;
};

// Puts into the main box what stands in it from the start, before anybody is let in.
class Opening {
 public:
  Opening(live::Loop& loop, boxes::Boxes& boxes) : loop_(loop), boxes_(boxes) {}

  std::optional<Error> wait() {
    task_.spawn(furnish());
    if (!is_done_)
      loop_.run();
    return std::move(refusal_);
  }

 private:
  Task<void> furnish() {
    refusal_ = co_await boxes_.furnish(*boxes_.find(boxes::main_box));
    is_done_ = true;
    loop_.stop();
  }

  live::Loop& loop_;
  boxes::Boxes& boxes_;
  bool is_done_ = false;
  std::optional<Error> refusal_;
  TaskGroup task_;
};

// The main box, with all that stands in it from the start.
std::optional<Error> make_main(live::Loop& loop, boxes::Boxes& boxes, boxes::Plan const& plan) {
  if (auto error = boxes.make(std::string{boxes::main_box}, plan))
    return error;
  return plan.contents ? Opening{loop, boxes}.wait() : std::nullopt;
}

}  // namespace

int serve(ServeOptions const& options, lambda::Deployable const& shop) {
  bool const json = options.log == "json";
  bool const has_command = !options.command.empty();
  auto const [latest, log] = make_log(json, has_command);
  live::Loop loop;
  sim::NoStore store;
  live::HttpClient outside{loop};
  RsaSigner signer;
  World const world{
      loop,
      store,
      outside,
      signer,
      [](Scheduler& scheduler) { return std::make_unique<sqlite::Database>(scheduler); },
      true};
  boxes::Boxes boxes{world, shop};
  boxes.on_event = [&](Box const& box, Event const& event) { say(*log, json, box, event); };
  std::optional<Recordings> recordings;
  if (!options.record.empty()) {
    recordings.emplace(options.record, [&](std::string const& sentence) { log->error(sentence); });
    boxes.accompany = [&](boxes::Room& room) { return recordings->begin(room); };
  }
  auto const plan = plan_of(options);
  if (auto const error = make_main(loop, boxes, plan)) {
    bool const is_of_the_file = error->code == boxes::invalid_config;
    fmt::print(stderr, "proofbox: {}{}\n", is_of_the_file ? "" : "--shop: ", error->message);
    return misused;
  }
  boxes::FrontDoor front_door{boxes, plan};

  live::HttpAnswerer const answerer{
      [&](HttpRequest const& head) { return front_door.body_limit(head); },
      [&](HttpRequest const& request) { return front_door.answer(request); }};
  auto& main = boxes.find(boxes::main_box)->box;
  auto const converse = [&main] { return std::make_unique<wire::SmtpSession>(main); };
  std::optional<Doors> doors;
  try {
    doors.emplace(loop, options, answerer, converse);
    if (recordings)
      recordings->open(doors->url(options));
  } catch (std::runtime_error const& error) {
    fmt::print(stderr, "proofbox: {}\n", error.what());
    return misused;
  }
  auto const stop = [&] {
    if (recordings)
      recordings->end();
    boxes.close();
    doors->close([&] { loop.stop(); });
  };
  if (!has_command) {
    doors->say_where(options.host);
    loop.on_signal([&] {
      if (!json)
        log->info("stopping");
      stop();
    });
    loop.run();
    return held;
  }
  // A terminal sends its signals to the command as well; to whoever signals us only, it is passed
  // on: from before the command can ask for it. The box stays until the command has ended.
  std::optional<live::ChildProcess> child;
  loop.on_signal([&] { child->signal(SIGTERM); });
  try {
    child.emplace(loop, options.command, doors->variables(options), stop);
  } catch (std::runtime_error const& error) {
    fmt::print(stderr, "proofbox: {}\n", error.what());
    return misused;
  }
  loop.run();
  if (child->exit_code() != 0)
    show(*latest);
  return child->exit_code();
}

}  // namespace proofbox::commands

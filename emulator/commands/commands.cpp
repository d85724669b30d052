#include "commands/commands.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"
#include "base/version.hpp"
#include "boxes/config_file.hpp"
#include "commands/check.hpp"
#include "commands/replay.hpp"
#include "commands/serve.hpp"
#include "lab/scenario.hpp"

namespace proofbox::commands {
namespace {

// The words that a command line may contain, for "did you mean".
std::vector<std::string> words_of(CLI::App const& app) {
  std::vector<std::string> words;
  for (auto const* command : app.get_subcommands([](CLI::App const*) { return true; }))
    words.push_back(command->get_name());
  for (auto const* option : app.get_options())
    for (auto const& name : option->get_lnames())
      words.push_back("--" + name);
  return words;
}

// The command whose flags were being read when the mistake was made.
CLI::App const& deepest(CLI::App const& app) {
  auto const used = app.get_subcommands();
  return used.empty() ? app : *used.front();
}

int complain(CLI::App const& app, int argc, char** argv, CLI::ParseError const& error) {
  auto const words = words_of(deepest(app));
  std::vector<std::string_view> const known(words.begin(), words.end());
  std::string sentence = error.what();
  if (dynamic_cast<CLI::ExtrasError const*>(&error) != nullptr ||
      dynamic_cast<CLI::RequiredError const*>(&error) != nullptr)
    for (int i = 1; i < argc; ++i) {
      auto const word = std::string{argv[i]}.substr(0, std::string{argv[i]}.find('='));
      bool const unknown = std::find(words.begin(), words.end(), word) == words.end() &&
                           word != deepest(app).get_name();
      if (unknown && (word.starts_with("-") || deepest(app).get_name() == app.get_name())) {
        sentence =
            fmt::format("There is no {} \"{}\".{}", word.starts_with("-") ? "flag" : "command",
                        word, did_you_mean(word, known));
        break;
      }
    }
  fmt::print(stderr, "proofbox: {}\n", sentence);
  return misused;
}

int mistaken(std::string const& sentence) {
  fmt::print(stderr, "proofbox: {}\n", sentence);
  return misused;
}

struct ServeFlags {
  ServeOptions options;
  std::string clock = "real";
  std::string start;
  CLI::Option *strict = nullptr, *allow = nullptr;  // without a value each asks for all
  std::string strict_names, allow_names;
  std::vector<std::string> keys;
  std::string config;           // a file; none where empty
  CLI::App* command = nullptr;  // whose flags they are
};

// What a box is like; of `serve` and of `exec`.
// CLI11 would take -1 for the greatest number.
std::string not_negative(std::string const& text) {
  return text.starts_with('-') ? "takes a whole number that is not negative, not " + text : "";
}

void add_box(CLI::App& command, ServeFlags& flags) {
  auto& options = flags.options;
  flags.command = &command;
  command.add_option("--config", flags.config,
                     "A file that says what stands in the box from the start: queues, topics, "
                     "identities and so on");
  command.add_option("--host", options.host, "The address to listen on")->capture_default_str();
  command.add_option("--port", options.port, "The port; 0 takes a free one")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  command
      .add_option("--smtp-port", options.smtp_port,
                  "Take mail over SMTP on this port; 0 takes a free one")
      ->check(CLI::Range(0, 65535));
  command
      .add_option("--smtp-tls-port", options.smtp_tls_port,
                  "The same where each connection begins with TLS")
      ->check(CLI::Range(0, 65535));
  command
      .add_option("--key", flags.keys,
                  "An access key as ID:SECRET that --strict=signatures knows; test:test if not "
                  "given")
      ->allow_extra_args(false);
  command
      .add_option("--shop", options.shop,
                  "What is deployed: donut, none, or the donut shop's settings as a JSON object")
      ->check([](std::string const& text) {
        bool const is_known = text == "donut" || text == "none" || text.starts_with('{');
        return is_known ? std::string{} : text + " not in {donut,none}, and no JSON object";
      })
      ->capture_default_str();
  command.add_option("--clock", flags.clock, "How time passes: real, frozen, skip or xN")
      ->capture_default_str();
  command.add_option("--region", options.region, "The region of callers who name none")
      ->capture_default_str();
  command.add_option("--seed", options.seed, "What decides ids and order")
      ->check(not_negative)
      ->capture_default_str();
  command.add_option("--start", flags.start,
                     "The box's time at the start, as 2023-05-25T09:00:00+09:00; now if not given");
  command.add_option("--log", options.log, "The log on standard error: text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command.add_option("--events", options.events_max, "How many events are kept")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  flags.strict = command
                     .add_option("--strict", flags.strict_names,
                                 fmt::format("As severe as AWS in all, or in what is listed: {}",
                                             fmt::join(strictness_names(), ", ")))
                     ->expected(0, 1)
                     ->type_name("[=LIST]");
  flags.allow = command
                    .add_option("--allow", flags.allow_names,
                                fmt::format("Take what AWS refuses, all or what is listed: {}",
                                            fmt::join(allowance_names(), ", ")))
                    ->expected(0, 1)
                    ->type_name("[=LIST]");
  command.add_option(
      "--record", options.record,
      "Write all that is asked of main into this file, as a scenario that replays to "
      "the same trace; of other boxes into files beside it");
  command
      .add_option("--allow-host", options.allow_hosts,
                  "A Host header that is answered besides local ones")
      ->allow_extra_args(false);
  command.add_option("--allow-origin", options.allow_origins, "A web page's origin that may call")
      ->allow_extra_args(false);
}

void add_serve(CLI::App& app, ServeFlags& flags) {
  add_box(*app.add_subcommand("serve",
                              "Serve a box over HTTP: AWS's APIs, the shop and the mock Factory"),
          flags);
}

void add_exec(CLI::App& app, ServeFlags& flags) {
  auto& command = *app.add_subcommand(
      "exec",
      "Serve a box on a free port for as long as a command runs, which finds it in its "
      "environment (AWS_ENDPOINT_URL), and exit as the command does");
  flags.options.port = 0;
  add_box(command, flags);
  command.add_option("COMMAND", flags.options.command, "Behind --: the command and its arguments")
      ->required();
}

// Switches on what a flag lists, or all where it lists nothing; the answer is the first name that
// is not known.
template <class Switches, class Table>
std::optional<std::string_view> switch_on(Switches& switches, Table const& table,
                                          bool (*make)(Switches&, std::string_view),
                                          CLI::Option const& flag, std::string const& names) {
  if (flag.count() == 0)
    return {};
  if (names.empty())
    for (auto const& [name, member] : table)
      switches.*member = true;
  else
    for (auto const name : split(names, ','))
      if (!make(switches, name))
        return name;
  return {};
}

// What the file says holds where no flag says anything.
std::optional<match::Mistake> take_config(ServeFlags& flags, lambda::Deployable const& shop) {
  auto& options = flags.options;
  auto const text = lab::read_file(flags.config);
  if (!text)
    return match::Mistake{flags.config, {}, "The file cannot be read."};
  auto const read = boxes::read_config(flags.config, *text, {}, shop);
  if (read.mistake)
    return read.mistake;
  auto const& said = read.plan;
  auto const take = [&](char const* flag, auto& option, auto const& value) {
    if (flags.command->count(flag) == 0)
      option = value;
  };
  take("--seed", options.seed, said.seed);
  take("--clock", options.clock, said.clock);
  take("--start", options.start, said.start);
  take("--region", options.region, said.region);
  take("--shop", options.shop, said.shop);
  take("--strict", options.strict, said.strict);
  take("--allow", options.allowed, said.allowed);
  options.contents = said.contents;
  return {};
}

int run_serve(ServeFlags& flags, lambda::Deployable const& shop) {
  auto& options = flags.options;
  auto const pace = clock_pace(flags.clock);
  if (!pace)
    return mistaken(fmt::format("--clock takes real, frozen, skip or xN, not \"{}\".{}",
                                flags.clock, did_you_mean(flags.clock, clock_names())));
  options.clock = *pace;
  if (!flags.start.empty()) {
    options.start = parse_instant(flags.start);
    if (!options.start)
      return mistaken(fmt::format(
          "--start takes an instant as 2023-05-25T09:00:00+09:00, not \"{}\".", flags.start));
  }
  for (auto const& key : flags.keys) {
    auto const colon = key.find(':');
    if (colon == 0 || colon == std::string::npos || colon + 1 == key.size())
      return mistaken("--key takes ID:SECRET.");
    options.keys.push_back({key.substr(0, colon), key.substr(colon + 1)});
  }
  if (auto const name =
          switch_on(options.strict, strictnesses, make_strict, *flags.strict, flags.strict_names))
    return mistaken(
        fmt::format("--strict knows no \"{}\".{}", *name, did_you_mean(*name, strictness_names())));
  if (auto const name =
          switch_on(options.allowed, allowances, make_allowed, *flags.allow, flags.allow_names))
    return mistaken(
        fmt::format("--allow knows no \"{}\".{}", *name, did_you_mean(*name, allowance_names())));
  if (!flags.config.empty())
    if (auto const mistake = take_config(flags, shop))
      return mistaken(mistake->text());
  return serve(options, shop);
}

void add_replay(CLI::App& app, ReplayOptions& options) {
  auto& command = *app.add_subcommand("replay", "Play scenarios and say what happened");
  command.add_option("SCENARIO", options.paths, "Files, or directories of them")->required();
  command.add_option("--seed", options.seed, "Instead of each scenario's own seed")
      ->check(not_negative);
  command.add_option("--trace", options.trace, "A file for the trace of the one scenario");
  command.add_option("--junit", options.junit, "A file for a report that CI systems read");
  command.add_option("--json", options.json, "A file for a report that programs read");
  command.add_option("--html", options.html,
                     "A file for a page that shows every story as a diagram over box time");
  command.add_option("--until", options.until,
                     "Stop at this box time: a duration from the start, or an instant");
  command.add_flag("--update", options.update,
                   "Write the golden trace beside each scenario: NAME.trace, which a replay is "
                   "held against where it is there");
  command.add_flag("--twice", options.twice,
                   "Run each twice, and show the first line in which the traces differ");
}

void add_check(CLI::App& app, std::vector<std::string>& paths) {
  auto& command = *app.add_subcommand("check", "Say whether scenario files are well formed");
  command.add_option("SCENARIO", paths, "Files, or directories of them")->required();
}

}  // namespace

int run(int argc, char** argv, lambda::Deployable const& shop) {
  // A broken assumption aborts, after it was named: to whoever started the process that is an exit
  // code like the others.
  std::signal(SIGABRT, [](int) { std::_Exit(box_failed); });
  CLI::App app{
      "proofbox: a local AWS for message-driven systems, with one clock that you hold and one seed "
      "that decides the rest",
      "proofbox"};
  app.require_subcommand(1);
  ServeFlags serve_flags, exec_flags;
  ReplayOptions replay_options;
  std::vector<std::string> check_paths;
  add_serve(app, serve_flags);
  add_exec(app, exec_flags);
  add_replay(app, replay_options);
  add_check(app, check_paths);
  app.add_subcommand("version", "Say which version this is");
  try {
    app.parse(argc, argv);
  } catch (CLI::CallForHelp const&) {
    fmt::print("{}", deepest(app).help());
    return held;
  } catch (CLI::ParseError const& error) {
    return complain(app, argc, argv, error);
  }
  if (app.got_subcommand("serve"))
    return run_serve(serve_flags, shop);
  if (app.got_subcommand("exec"))
    return run_serve(exec_flags, shop);
  if (app.got_subcommand("replay"))
    return replay(replay_options, shop);
  if (app.got_subcommand("check"))
    return check(check_paths, shop);
  fmt::print("proofbox {}\n", version);
  return held;
}

}  // namespace proofbox::commands

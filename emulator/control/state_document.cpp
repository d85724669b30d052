#include "control/state_document.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/version.hpp"
#include "control/row_document.hpp"
#include "shape/row.hpp"

namespace proofbox::control {
namespace {

// Members stand in the order in which they are written.
using Json = nlohmann::ordered_json;

constexpr std::string_view format_name = "proofbox state";
constexpr int format_version = 1;

std::string dump(Json const& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// ---- writing ----

// 64 hexadecimal digits.
std::string chance_text(Random::State const& chance) {
  return fmt::format("{:016x}{:016x}{:016x}{:016x}", chance[0], chance[1], chance[2], chance[3]);
}

Json chance_json(State::Chance const& chance) {
  auto json = Json::object();
  for (auto const& [purpose, state] : chance)
    json[purpose] = chance_text(state);
  return json;
}

template <class Switches, class Table>
Json switches_json(Switches const& switches, Table const& table) {
  auto json = Json::array();
  for (auto const& [name, member] : table)
    if (switches.*member)
      json.push_back(name);
  return json;
}

void write_rows(std::string& out, State::Rows const& rows) {
  write_json_text(out, rows.table->name);
  out += ":[";
  for (auto const& bytes : rows.rows) {
    auto const row = rows.table->make_row();
    check(read_row(bytes, rows.table->row(), row.get()), "a row of a state can be read");
    out += out.ends_with('[') ? "\n" : ",\n";
    write_row_document(out, rows.table->row(), row.get());
  }
  out += ']';
}

// ---- reading ----

constexpr int depth_max = 100;

struct Bad {
  std::string sentence;
};

[[noreturn]] void stop(std::string sentence) { throw Bad{std::move(sentence)}; }

Json const& member(Json const& json, std::string const& name, std::string const& path = {}) {
  auto const found = json.find(name);
  if (found == json.end())
    stop(fmt::format("The document has no \"{}{}\".", path, name));
  return *found;
}

void allow_only(Json const& json, std::vector<std::string_view> const& known) {
  for (auto const& [name, value] : json.items())
    if (std::find(known.begin(), known.end(), name) == known.end())
      stop(fmt::format("{}: a state has no such member.{}", name, did_you_mean(name, known)));
}

template <class T>
T value(Json const& json, std::string const& name) {
  auto const& found = member(json, name);
  try {
    return found.get<T>();
  } catch (Json::exception const&) {
    stop(fmt::format("{}: {} is no value for it.", name, dump(found).substr(0, 80)));
  }
}

std::uint64_t number(Json const& json, std::string const& name) {
  if (!member(json, name).is_number_unsigned())
    stop(fmt::format("{}: a whole number that is not negative stands here.", name));
  return value<std::uint64_t>(json, name);
}

Instant instant(Json const& json, std::string const& name) {
  auto const text = value<std::string>(json, name);
  auto const when = parse_instant(text);
  if (!when)
    stop(fmt::format("{}: \"{}\" is no instant as \"2023-05-25T09:00:00Z\".", name,
                     text.substr(0, 80)));
  return *when;
}

template <class Switches, class Table>
Switches switches(Json const& json, std::string const& name, Table const& table) {
  Switches made;
  for (auto const& word : value<std::vector<std::string>>(json, name)) {
    auto const found = std::find_if(std::begin(table), std::end(table),
                                    [&](auto const& entry) { return entry.first == word; });
    if (found == std::end(table))
      stop(fmt::format("{}: there is no \"{}\".", name, word.substr(0, 80)));
    made.*found->second = true;
  }
  return made;
}

std::optional<std::uint64_t> hex_number(std::string_view digits) {
  std::uint64_t made = 0;
  for (char const c : digits) {
    auto const place = std::string_view{"0123456789abcdef"}.find(c);
    if (place == std::string_view::npos)
      return {};
    made = made << 4 | place;
  }
  return made;
}

// A stream whose state is nothing but zeros would never draw anything else.
State::Chance chance(Json const& json, std::string const& name) {
  State::Chance made;
  for (auto const& [purpose, text] : value<Map<std::string>>(json, name)) {
    Random::State state{};
    bool good = text.size() == 64 && text.find_first_not_of('0') != std::string::npos;
    for (std::size_t i = 0; good && i < state.size(); ++i) {
      auto const word = hex_number(std::string_view{text}.substr(16 * i, 16));
      good = word.has_value();
      state[i] = word.value_or(0);
    }
    if (!good)
      stop(fmt::format("{}.{}: 64 hexadecimal digits stand here, and not all are 0.", name,
                       purpose));
    made.emplace(purpose, state);
  }
  return made;
}

State::Rows rows_of(std::string const& name, Json const& list) {
  State::Rows rows{state_table(name), {}};
  if (rows.table == nullptr)
    stop(fmt::format("rows.{}: there is no such table.", name));
  if (!list.is_array())
    stop(fmt::format("rows.{}: a list of rows stands here.", name));
  for (auto const& item : list) {
    auto const row = rows.table->make_row();
    auto const at = fmt::format("rows.{}[{}]", name, rows.rows.size());
    if (!item.is_object())
      stop(at + ": an object stands here.");
    if (auto const complaint = read_row_document(dump(item), rows.table->row(), row.get()))
      stop(fmt::format("{}{}", at, *complaint));
    rows.rows.push_back(write_row(rows.table->row(), row.get()));
  }
  return rows;
}

std::optional<State::Deployed> deployed(Json const& json) {
  auto const& found = member(json, "deployment");
  if (found.is_null())
    return {};
  if (!found.is_object() || found.size() != 1 || !found.begin()->is_object())
    stop("deployment: null or an object as {\"donut\": {...settings}} stands here.");
  return State::Deployed{found.begin().key(), dump(*found.begin())};
}

Clock::Pace pace(Json const& json) {
  auto const name = value<std::string>(json, "clock");
  auto const found = clock_pace(name);
  if (!found)
    stop(fmt::format("clock: there is no mode \"{}\".{}", name.substr(0, 80),
                     did_you_mean(name, clock_names())));
  return *found;
}

void check_format(Json const& json) {
  if (!json.is_object() || json.value("format", Json{}) != format_name)
    stop("This is no state of a box: it does not begin with \"format\": \"proofbox state\".");
  auto const version_there = json.value("formatVersion", Json{});
  if (version_there != format_version)
    stop(fmt::format("The state has the format {}, and this box reads {}.",
                     dump(version_there).substr(0, 20), format_version));
}

State state_of(Json const& json) {
  check_format(json);
  allow_only(json, {"format", "formatVersion", "proofbox", "now", "clock", "seed", "region",
                    "strict", "allow", "deployment", "calls", "engineChance", "boxChance",
                    "apiFullAt", "databases", "rows"});
  State state;
  state.now = instant(json, "now");
  state.pace = pace(json);
  state.seed = number(json, "seed");
  state.region = value<std::string>(json, "region");
  state.strict = switches<Strictness>(json, "strict", strictnesses);
  state.allowed = switches<Allowances>(json, "allow", allowances);
  state.deployed = deployed(json);
  state.calls = number(json, "calls");
  state.engines = chance(json, "engineChance");
  state.streams = chance(json, "boxChance");
  state.api_full_at = instant(json, "apiFullAt");
  for (auto& [name, statements] : value<Map<std::vector<std::string>>>(json, "databases"))
    state.databases.push_back({name, statements});
  auto const& tables = member(json, "rows");
  if (!tables.is_object())
    stop("rows: an object of tables stands here.");
  for (auto const& [name, list] : tables.items())
    state.tables.push_back(rows_of(name, list));
  return state;
}

// "line 3, column 7": of the byte of that number, counted from 1.
std::string place_in(std::string_view text, std::size_t number) {
  auto const before = text.substr(0, std::min(number - 1, text.size()));
  auto const line = std::count(before.begin(), before.end(), '\n') + 1;
  auto const column = before.size() - (before.rfind('\n') + 1) + 1;
  return fmt::format("line {}, column {}", line, column);
}

Result<Json> parsed(std::string_view text) {
  auto const is_shallow = [](int depth, Json::parse_event_t, Json&) {
    if (depth > depth_max)
      stop(fmt::format("The document is nested more than {} deep.", depth_max));
    return true;
  };
  try {
    return Json::parse(text, is_shallow);
  } catch (Bad const& bad) {
    return Error{"InvalidState", bad.sentence, 400};
  } catch (Json::parse_error const& error) {
    return Error{"InvalidState",
                 fmt::format("The document is no JSON: {}.",
                             place_in(text, std::max<std::size_t>(error.byte, 1))),
                 400};
  }
}

}  // namespace

std::string state_document(State const& state) {
  Json head;
  head["format"] = format_name;
  head["formatVersion"] = format_version;
  head["proofbox"] = version;
  head["now"] = precise(state.now);
  head["clock"] = name_of(state.pace);
  head["seed"] = state.seed;
  head["region"] = state.region;
  head["strict"] = switches_json(state.strict, strictnesses);
  head["allow"] = switches_json(state.allowed, allowances);
  head["deployment"] = nullptr;
  if (state.deployed)
    head["deployment"] = {{state.deployed->name, Json::parse(state.deployed->settings)}};
  head["calls"] = state.calls;
  head["engineChance"] = chance_json(state.engines);
  head["boxChance"] = chance_json(state.streams);
  head["apiFullAt"] = precise(state.api_full_at);
  auto& databases = head["databases"] = Json::object();
  for (auto const& database : state.databases)
    databases[database.name] = database.statements;
  auto text = head.dump(1, ' ', false, Json::error_handler_t::replace);
  text.erase(text.rfind('\n'));
  text += ",\n \"rows\": {";
  for (auto const& rows : state.tables) {
    text += text.ends_with('{') ? "\n" : ",\n";
    write_rows(text, rows);
  }
  return text + "}\n}\n";
}

Result<State> read_state_document(std::string_view text) {
  auto const json = parsed(text);
  if (!json)
    return json.error();
  try {
    return state_of(*json);
  } catch (Bad const& bad) {
    return Error{"InvalidState", bad.sentence, 400};
  }
}

}  // namespace proofbox::control

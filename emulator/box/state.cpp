// A box told whole, and put back whole.
#include "box/state.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "box/box_rows.hpp"
#include "box/inside.hpp"
#include "box/installed.hpp"
#include "shape/json.hpp"
#include "shape/row.hpp"

namespace proofbox {
namespace {

Error refusal(std::string sentence) { return {"InvalidState", std::move(sentence), 400}; }

// "rows.sqs_message[3]"
std::string place_of(State::Rows const& rows, std::size_t at) {
  return fmt::format("rows.{}[{}]", rows.table->name, at);
}

State::Rows const* rows_of(State const& state, Table const& table) {
  for (auto const& rows : state.tables)
    if (rows.table == &table)
      return &rows;
  return nullptr;
}

// The row of that number; nothing where the bytes are none.
template <class Row>
std::optional<Row> read(State::Rows const& rows, std::size_t at) {
  Row row;
  if (!read_row(rows.rows[at], Row::shape(), &row))
    return {};
  return row;
}

// Where a row differs from what the engine says of itself with all of them.
std::optional<Error> difference(State const& state, Engine const& engine) {
  std::map<Table const*, std::vector<std::string_view>> saved;
  auto const changes = rows_of(engine, state.now);
  for (auto const& change : changes)
    saved[change.table].push_back(*change.row);
  for (auto const* table : engine.tables()) {
    auto& known = saved[table];
    std::sort(known.begin(), known.end());
    auto const* const given = rows_of(state, *table);
    auto const count = given == nullptr ? 0 : given->rows.size();
    for (std::size_t i = 0; i < count; ++i)
      if (!std::binary_search(known.begin(), known.end(), std::string_view{given->rows[i]}))
        return refusal(place_of(*given, i) + " goes with no other row, or not so.");
    if (count != known.size())
      return refusal(fmt::format("rows.{} has {} rows where {} go with the others.", table->name,
                                 count, known.size()));
  }
  return {};
}

}  // namespace

std::size_t State::size() const {
  auto size = sizeof *this;
  for (auto const& rows : tables)
    for (auto const& row : rows.rows)
      size += sizeof row + row.size();
  for (auto const& database : databases)
    for (auto const& statement : database.statements)
      size += sizeof statement + statement.size();
  return size;
}

Table const* state_table(std::string_view name) {
  static std::map<std::string_view, Table const*> const tables = [] {
    std::map<std::string_view, Table const*> all{{errand_table.name, &errand_table},
                                                 {alarm_table.name, &alarm_table}};
    for (auto const& kit : engine_kits())
      for (auto const* table : kit.make()->tables())
        all.emplace(table->name, table);
    return all;
  }();
  auto const found = tables.find(name);
  return found == tables.end() ? nullptr : found->second;
}

// ---- telling ----

State Box::state() const {
  State state;
  state.now = agenda_.now();
  state.pace = clock_.pace();
  state.seed = settings_.seed;
  state.region = settings_.region;
  state.strict = settings_.strict;
  state.allowed = settings_.allowed;
  if (deployment_)
    state.deployed = {deployment_->deployable, deployment_->settings};
  state.calls = last_call_;
  for (auto const& installed : engines_) {
    state.engines.emplace(installed->kit->name, installed->random.state());
    for (auto& change : rows_of(*installed->engine, state.now)) {
      if (state.tables.empty() || state.tables.back().table != change.table)
        state.tables.push_back({change.table, {}});
      state.tables.back().rows.push_back(std::move(*change.row));
    }
  }
  for (auto const& [purpose, random] : streams_)
    state.streams.emplace(purpose, random.state());
  for (auto const& [name, database] : databases_)
    state.databases.push_back({name, database->dump()});
  if (api_)
    state.api_full_at = api_->full_at();
  add_own_rows(state);
  return state;
}

void Box::add_own_rows(State& state) const {
  State::Rows errands{&errand_table, {}}, alarms{&alarm_table, {}};
  for (auto const* const errand : errands_)
    if (auto const row = errand->row())
      errands.rows.push_back(write_row(ErrandRow::shape(), &*row));
  for (auto const& [key, memory] : alarms_)
    if (memory.next) {
      AlarmRow const row{
          key.first, key.second, *memory.next, {memory.before.begin(), memory.before.end()}};
      alarms.rows.push_back(write_row(AlarmRow::shape(), &row));
    }
  for (auto* const rows : {&errands, &alarms})
    if (!rows->rows.empty())
      state.tables.push_back(std::move(*rows));
}

// ---- putting back ----

// All that a state needs, made beside what there is.
struct Box::Prepared {
  std::vector<std::unique_ptr<Engine>> engines;  // as they are installed
  std::map<std::string, std::unique_ptr<Database>, std::less<>> databases;
  std::unique_ptr<lambda::Deployment> deployment;  // null where the present one, or none, is meant
  std::vector<std::pair<Installed*, Parcel>> parcels;
  std::map<std::pair<std::string, std::string>, lambda::AlarmMemory> alarms;
};

std::optional<Error> Box::prepare_engines(State const& state, Prepared& prepared) {
  for (auto const& installed : engines_) {
    auto engine = installed->kit->make();
    for (auto const* table : engine->tables()) {
      auto const* const rows = rows_of(state, *table);
      for (std::size_t i = 0; rows != nullptr && i < rows->rows.size(); ++i) {
        auto const row = table->make_row();
        if (!read_row(rows->rows[i], table->row(), row.get()))
          return refusal(place_of(*rows, i) + " cannot be read.");
        if (auto const complaint = engine->restore(*table, row.get()))
          return refusal(fmt::format("{}: {}", place_of(*rows, i), *complaint));
      }
    }
    if (auto error = difference(state, *engine))
      return error;
    prepared.engines.push_back(std::move(engine));
  }
  return {};
}

std::optional<Error> Box::prepare_own_rows(State const& state, Prepared& prepared) {
  if (auto const* const rows = rows_of(state, errand_table))
    for (std::size_t i = 0; i < rows->rows.size(); ++i) {
      auto const row = read<ErrandRow>(*rows, i);
      auto parcel = row ? row->parcel.parcel() : std::nullopt;
      auto* const installed = row ? find_installed(row->engine) : nullptr;
      if (!parcel || installed == nullptr)
        return refusal(place_of(*rows, i) + " is no parcel of an engine's.");
      prepared.parcels.emplace_back(installed, std::move(*parcel));
    }
  if (auto const* const rows = rows_of(state, alarm_table))
    for (std::size_t i = 0; i < rows->rows.size(); ++i) {
      auto const row = read<AlarmRow>(*rows, i);
      if (!row)
        return refusal(place_of(*rows, i) + " cannot be read.");
      prepared.alarms[{row->queue, row->function}] = {row->next,
                                                      {row->before.begin(), row->before.end()}};
    }
  return {};
}

std::optional<Error> Box::prepare_world(State const& state, Prepared& prepared) {
  for (auto const& [name, statements] : state.databases) {
    auto database = world_.open_database(agenda_);
    auto const loaded = database->load(statements);
    if (!loaded)
      return refusal(fmt::format("databases.{}: {}", name, loaded.error().message));
    prepared.databases.insert_or_assign(name, std::move(database));
  }
  if (!state.deployed || (deployment_ && State::Deployed{deployment_->deployable,
                                                         deployment_->settings} == state.deployed))
    return {};
  if (world_.shop == nullptr || world_.shop->name != state.deployed->name)
    return refusal(fmt::format("deployment: The box has nothing called \"{}\" to deploy.",
                               state.deployed->name));
  auto deployment = world_.shop->with(state.deployed->settings);
  if (!deployment)
    return refusal("deployment: " + deployment.error().message);
  prepared.deployment = std::make_unique<lambda::Deployment>(std::move(*deployment));
  return {};
}

std::optional<Error> Box::put_back(State const& state) {
  Prepared prepared;
  if (auto error = prepare_engines(state, prepared))
    return error;
  if (auto error = prepare_own_rows(state, prepared))
    return error;
  if (auto error = prepare_world(state, prepared))
    return error;
  stop_work("The box was put back into another state while this waited.", state.now);
  forget_all_rows();
  settings_.seed = state.seed;
  settings_.region = state.region;
  settings_.strict = state.strict;
  settings_.allowed = state.allowed;
  last_call_ = std::max(last_call_, state.calls);
  starts_ = 0;
  streams_.clear();
  for (auto const& [purpose, chance] : state.streams)
    streams_.emplace(purpose, Random{chance});
  databases_ = std::move(prepared.databases);
  alarms_ = std::move(prepared.alarms);
  take_over(std::move(prepared.deployment), state.deployed.has_value());
  if (api_)
    api_->fill_at(state.api_full_at);
  for (std::size_t i = 0; i < engines_.size(); ++i) {
    auto const chance = state.engines.find(std::string{engines_[i]->kit->name});
    if (chance != state.engines.end())
      engines_[i]->random = Random{chance->second};
    replace(*engines_[i], std::move(prepared.engines[i]));
  }
  rules_.begin_anew(state.now);
  events_.begin_anew();
  auto const number = events_.add({0, state.now, 0, "state", "box", "{}", {}});
  clock_.set_pace(state.pace);
  keep_all_rows();
  for (auto& [installed, parcel] : prepared.parcels)
    carry_again(*installed, std::move(parcel), number);
  begin_again();
  return {};
}

void Box::take_over(std::unique_ptr<lambda::Deployment> deployment, bool has_one) {
  if (!deployment && has_one)
    return;
  api_.reset();
  deployment_ = std::move(deployment);
  if (deployment_)
    api_ = std::make_unique<lambda::HttpApi>(*this, *deployment_);
}

}  // namespace proofbox

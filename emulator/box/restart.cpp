// What a box keeps of itself, and how it starts again on that.
#include <fmt/format.h>

#include <algorithm>

#include "box/inside.hpp"
#include "box/installed.hpp"
#include "shape/row.hpp"

namespace proofbox {

std::vector<Change> rows_of(Engine const& engine, Instant now) {
  Random random{0, "save"};
  Caller const nobody{};
  Turn turn{now, random, nobody, now, true};
  engine.save(turn);
  std::sort(turn.changes.begin(), turn.changes.end(), [](Change const& left, Change const& right) {
    return std::pair{left.table->name, std::string_view{left.key}} <
           std::pair{right.table->name, std::string_view{right.key}};
  });
  return std::move(turn.changes);
}

void Box::restart(Duration down) {
  check(world_.store.keeps(), "a box that is started again has kept what it needs");
  auto const number = events_.add(
      {0, agenda_.now(), 0, "restart", "box", "{\"down\":\"" + duration_text(down) + "\"}", {}});
  stop_work("The box was started again while this waited.", agenda_.now() + down);
  for (auto const& installed : engines_)
    replace(*installed, installed->kit->make());
  load_rows(number);
  begin_again();
}

// Ends all that runs. Who waits from outside is told, at the new time.
void Box::stop_work(std::string const& why, Instant then) {
  event_sources_.clear();
  runs_.clear();
  redeployment_.clear();
  tasks_.clear();
  left_behind_.clear();
  clock_.begin_at(then);
  while (!visits_.empty())
    visits_.front()->cut();
  interrupt({"ServiceUnavailable", why, 503});
}

void Box::replace(Installed& installed, std::unique_ptr<Engine> engine) {
  installed.due.cancel();
  installed.due_at.reset();
  installed.engine = std::move(engine);
  ++installed.resets;
}

void Box::load_rows(std::uint64_t cause) {
  for (auto const& installed : engines_)
    for (auto const* table : installed->engine->tables())
      world_.store.load(*table, [&](void const* row) {
        auto const complaint = installed->engine->restore(*table, row);
        check(!complaint, complaint ? complaint->c_str() : "");
      });
  world_.store.load(errand_table, [&](void const* kept) {
    auto const& row = *static_cast<ErrandRow const*>(kept);
    auto parcel = row.parcel.parcel();
    auto* const installed = find_installed(row.engine);
    check(parcel && installed != nullptr, "a parcel that was kept can leave again");
    parcel->number = static_cast<std::uint64_t>(row.number);
    last_errand_ = std::max(last_errand_, parcel->number);
    auto const follows_from = static_cast<std::uint64_t>(row.cause);
    carry_again(*installed, std::move(*parcel), cause == 0 ? 0 : follows_from);
  });
}

// A parcel that has a number has a row already.
void Box::carry_again(Installed& from, Parcel parcel, std::uint64_t cause) {
  if (parcel.number == 0) {
    parcel.number = ++last_errand_;
    if (auto const row = Errand::row_of(from, parcel, cause); row && world_.store.keeps())
      keep({{&errand_table, errand_key(parcel.number), write_row(ErrandRow::shape(), &*row)}});
  }
  auto task = carry(from, std::move(parcel), cause);
  tasks_.spawn(std::move(task));
}

void Box::begin_again() {
  watch_alarms();
  for (auto const& installed : engines_) {
    auto task = take_own_turn(*installed, &Engine::resume);
    tasks_.spawn(std::move(task));
    catch_up(*installed);
    arm(*installed);
  }
  tell();
}

Box::Installed* Box::find_installed(std::string_view engine) {
  for (auto const& installed : engines_)
    if (installed->kit->name == engine)
      return installed.get();
  return nullptr;
}

// ---- rows ----

void Box::count_start() {
  if (!world_.store.keeps())
    return;
  world_.store.load(start_table, [this](void const* kept) {
    starts_ = static_cast<StartRow const*>(kept)->count;
  });
  StartRow const row{starts_ + 1};
  keep({{&start_table, "start", write_row(StartRow::shape(), &row)}});
}

// Who begins once more draws nothing a second time: ids that were given stay what they are.
Random Box::chance(std::string_view purpose) const {
  return starts_ == 0 ? Random{settings_.seed, purpose}
                      : Random{settings_.seed, fmt::format("{} {}", purpose, starts_)};
}

// In the turn that asks for them, so that nothing that was promised is lost between two commits.
void Box::number_parcels(Installed const& from, Turn& turn, std::uint64_t cause) {
  for (auto& parcel : turn.parcels) {
    parcel.number = ++last_errand_;
    if (!turn.keeps)
      continue;
    auto const row = Errand::row_of(from, parcel, parcel.cause == 0 ? cause : parcel.cause);
    if (row)
      turn.changes.push_back(
          {&errand_table, errand_key(parcel.number), write_row(ErrandRow::shape(), &*row)});
  }
}

void Box::forget_parcel(Turn& turn, Parcel const& parcel) {
  if (turn.keeps && ParcelRow::of(parcel))
    turn.changes.push_back({&errand_table, errand_key(parcel.number), {}});
}

void Box::forget_rows(Installed const& installed) {
  if (!world_.store.keeps())
    return;
  auto changes = rows_of(*installed.engine, agenda_.now());
  for (auto& change : changes)
    change.row.reset();
  world_.store.load(errand_table, [&](void const* kept) {
    auto const& row = *static_cast<ErrandRow const*>(kept);
    if (row.engine == installed.kit->name)
      changes.push_back({&errand_table, errand_key(static_cast<std::uint64_t>(row.number)), {}});
  });
  keep(std::move(changes));
}

void Box::forget_all_rows() {
  for (auto const& installed : engines_)
    forget_rows(*installed);
}

void Box::keep_all_rows() {
  if (!world_.store.keeps())
    return;
  for (auto const& installed : engines_)
    keep(rows_of(*installed->engine, agenda_.now()));
}

void Box::keep(std::vector<Change> changes) {
  auto task = world_.store.commit(std::move(changes));
  tasks_.spawn(std::move(task));
}

}  // namespace proofbox

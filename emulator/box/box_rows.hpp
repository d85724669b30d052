// What a box itself keeps: a row for each parcel under way, one for how often it began and, in a
// document only, for what each alarm saw last. Only for the files of this folder.
#pragma once

#include "ports/engine.hpp"
#include "ports/parcel_row.hpp"
#include "ports/table.hpp"

namespace proofbox {

struct ErrandRow {
  std::int64_t number = 0;
  std::string engine;  // whose parcel it is
  std::int64_t cause = 0;
  ParcelRow parcel;
  static Shape const& shape();
};

struct AlarmRow {
  std::string queue, function;
  Instant next{};
  std::vector<std::string> before;  // the messages that it saw
  static Shape const& shape();
};

// How often a box has begun on a store.
struct StartRow {
  std::int64_t count = 0;
  static Shape const& shape();
};

extern Table const errand_table;
extern Table const start_table;
extern Table const alarm_table;

// Keys sort as their numbers do.
std::string errand_key(std::uint64_t number);

// All rows of an engine, table by table in order of the tables' names, then of their keys:
// restart.cpp.
std::vector<Change> rows_of(Engine const& engine, Instant now);

}  // namespace proofbox

// The SQL functions that a connection has instead of, or besides, SQLite's own: MySQL's for UUIDs,
// and date functions that know no clock and no time zone of the machine; and the refusal of those
// that only ask for time or chance.
#pragma once

struct sqlite3;

namespace proofbox::sqlite {

// BIN_TO_UUID(16 bytes) and UUID_TO_BIN(text), without MySQL's swap flag: NULL stays NULL, anything
// else that does not fit is an error in MySQL's words.
//
// date(), time(), datetime(), julianday(), unixepoch(), strftime() and timediff() compute what
// SQLite computes, but 'now' (also as a bound value, or as an argument left out), 'localtime' and
// 'utc' are errors: the same statement would give another answer at another hour, or on another
// machine.
//
// random(), randomblob(), CURRENT_TIME, CURRENT_DATE and CURRENT_TIMESTAMP are errors, also as a
// column's DEFAULT.
void add_functions(sqlite3* database);

}  // namespace proofbox::sqlite

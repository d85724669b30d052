// The rows of what stands around mails: configuration sets, journeys, suppressed addresses, counts,
// and the settings of accounts and of the sandbox.
#include <fmt/format.h>

#include "engines/ses/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::ses {
namespace {

Table const set_table = table<ConfigurationSet>("ses_configuration_set");
Table const journey_table = table<Journey>("ses_journey");
Table const suppressed_table = table<Suppressed>("ses_suppressed");
Table const rules_table = table<SendingRules>("ses_sending_rules");
Table const count_table = table<SendCount>("ses_send_count");
Table const postal_table = table<PostalSettings>("ses_postal_settings");

std::string key_of(ConfigurationSet const& set) {
  return set.region + '/' + set.account + '/' + set.name;
}
// Keys sort as their numbers do.
std::string key_of(Journey const& journey) { return fmt::format("{:020}", journey.number); }
std::string key_of(Suppressed const& suppressed) {
  return suppressed.region + '/' + suppressed.account + '/' + suppressed.destination.email_address;
}
std::string key_of(SendingRules const& rules) { return rules.region + '/' + rules.account; }
std::string key_of(SendCount const& count) {
  return fmt::format("{}/{}/{:020}", count.region, count.account, epoch_seconds(count.from));
}
std::string key_of(PostalSettings const&) { return "settings"; }

template <class RowOf>
void put_row(Turn& turn, Table const& table, RowOf const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table, key_of(row), write_row(RowOf::shape(), &row)});
}

template <class RowOf>
void remove_row(Turn& turn, Table const& table, RowOf const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table, key_of(row), {}});
}

}  // namespace

void Engine::keep(Turn& turn, ConfigurationSet const& set) { put_row(turn, set_table, set); }
void Engine::keep(Turn& turn, Journey const& journey) { put_row(turn, journey_table, journey); }
void Engine::keep(Turn& turn, Suppressed const& one) { put_row(turn, suppressed_table, one); }
void Engine::keep(Turn& turn, SendingRules const& rules) { put_row(turn, rules_table, rules); }
void Engine::keep(Turn& turn, SendCount const& count) { put_row(turn, count_table, count); }
void Engine::keep(Turn& turn, PostalSettings const& settings) {
  put_row(turn, postal_table, settings);
}
void Engine::forget(Turn& turn, ConfigurationSet const& set) { remove_row(turn, set_table, set); }
void Engine::forget(Turn& turn, Suppressed const& one) { remove_row(turn, suppressed_table, one); }
void Engine::forget(Turn& turn, SendCount const& count) { remove_row(turn, count_table, count); }

std::vector<Table const*> Engine::postal_tables() {
  return {&set_table, &journey_table, &suppressed_table, &rules_table, &count_table, &postal_table};
}

bool Engine::restore_postal(Table const& table, void const* kept) {
  if (&table == &set_table) {
    auto const& set = *static_cast<ConfigurationSet const*>(kept);
    sets_.emplace(key_of(set), set);
  } else if (&table == &journey_table) {
    auto const& journey = *static_cast<Journey const*>(kept);
    if (auto const due_at = journey.due_at())
      due_.emplace(*due_at, journey.number);
    journeys_.emplace(journey.number, journey);
  } else if (&table == &suppressed_table) {
    auto const& suppressed = *static_cast<Suppressed const*>(kept);
    suppressed_.emplace(key_of(suppressed), suppressed);
  } else if (&table == &rules_table) {
    auto const& rules = *static_cast<SendingRules const*>(kept);
    rules_.emplace(key_of(rules), rules);
  } else if (&table == &count_table) {
    auto const& count = *static_cast<SendCount const*>(kept);
    counts_[count.region + '/' + count.account].emplace(count.from, count);
  } else if (&table == &postal_table) {
    postal_ = *static_cast<PostalSettings const*>(kept);
  } else {
    return false;
  }
  return true;
}

}  // namespace proofbox::ses

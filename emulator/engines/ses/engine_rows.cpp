// What SES keeps: a row for each identity, template, configuration set, rule set, filter, account,
// mail and journey, for each suppressed address, for each sending that a quota still counts and
// each count that statistics still show, and one for the sandbox's own settings.
#include <fmt/format.h>

#include <algorithm>

#include "engines/ses/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::ses {
namespace {

// The table of the rows of each sort.
template <class Row>
Table const table_of;
template <>
Table const table_of<Identity> = table<Identity>("ses_identity");
template <>
Table const table_of<StoredTemplate> = table<StoredTemplate>("ses_template");
template <>
Table const table_of<ConfigurationSet> = table<ConfigurationSet>("ses_configuration_set");
template <>
Table const table_of<Suppressed> = table<Suppressed>("ses_suppressed");
template <>
Table const table_of<RuleSet> = table<RuleSet>("ses_rule_set");
template <>
Table const table_of<AddressFilter> = table<AddressFilter>("ses_address_filter");
template <>
Table const table_of<Account> = table<Account>("ses_account");
template <>
Table const table_of<Mail> = table<Mail>("ses_mail");
template <>
Table const table_of<Journey> = table<Journey>("ses_journey");
template <>
Table const table_of<Sending> = table<Sending>("ses_sending");
template <>
Table const table_of<SendCount> = table<SendCount>("ses_send_count");
template <>
Table const table_of<DeliverySettings> = table<DeliverySettings>("ses_delivery_settings");

// Keys sort as their numbers do, so that rows come back in the order of sending.
std::string key_of(std::int64_t number) { return fmt::format("{:020}", number); }

// What belongs to an account and has a name.
template <class Row>
std::string key_of(Row const& row, std::string_view name) {
  return world_of(row.region, row.account) += name;
}
std::string key_of(Identity const& row) { return key_of(row, row.name); }
std::string key_of(ConfigurationSet const& row) { return key_of(row, row.name); }
std::string key_of(Suppressed const& row) { return key_of(row, row.destination.email_address); }
std::string key_of(RuleSet const& row) { return key_of(row, row.metadata.name); }
std::string key_of(AddressFilter const& row) { return key_of(row, row.filter.name); }
std::string key_of(Account const& row) { return world_of(row.region, row.account); }
std::string key_of(SendCount const& row) { return key_of(row, key_of(epoch_seconds(row.from))); }
std::string key_of(Mail const& row) { return key_of(row.number); }
std::string key_of(Journey const& row) { return key_of(row.number); }
std::string key_of(Sending const& row) { return key_of(row.number); }
std::string key_of(DeliverySettings const&) { return "settings"; }

}  // namespace

template <class Row>
void Engine::keep(Turn& turn, Row const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table_of<Row>, key_of(row), write_row(Row::shape(), &row)});
}

template <class Row>
void Engine::forget(Turn& turn, Row const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table_of<Row>, key_of(row), {}});
}

template void Engine::keep(Turn&, Identity const&);
template void Engine::keep(Turn&, StoredTemplate const&);
template void Engine::keep(Turn&, ConfigurationSet const&);
template void Engine::keep(Turn&, Suppressed const&);
template void Engine::keep(Turn&, RuleSet const&);
template void Engine::keep(Turn&, AddressFilter const&);
template void Engine::keep(Turn&, Account const&);
template void Engine::keep(Turn&, Mail const&);
template void Engine::keep(Turn&, Journey const&);
template void Engine::keep(Turn&, Sending const&);
template void Engine::keep(Turn&, SendCount const&);
template void Engine::keep(Turn&, DeliverySettings const&);

template void Engine::forget(Turn&, Identity const&);
template void Engine::forget(Turn&, StoredTemplate const&);
template void Engine::forget(Turn&, ConfigurationSet const&);
template void Engine::forget(Turn&, Suppressed const&);
template void Engine::forget(Turn&, RuleSet const&);
template void Engine::forget(Turn&, AddressFilter const&);
template void Engine::forget(Turn&, Mail const&);
template void Engine::forget(Turn&, Journey const&);
template void Engine::forget(Turn&, Sending const&);
template void Engine::forget(Turn&, SendCount const&);

std::vector<Table const*> Engine::tables() const {
  return {&table_of<Identity>,   &table_of<StoredTemplate>, &table_of<ConfigurationSet>,
          &table_of<Suppressed>, &table_of<RuleSet>,        &table_of<AddressFilter>,
          &table_of<Account>,    &table_of<Mail>,           &table_of<Journey>,
          &table_of<Sending>,    &table_of<SendCount>,      &table_of<DeliverySettings>};
}

void Engine::save(Turn& turn) const {
  auto const keep_all = [&turn](auto const& rows) {
    for (auto const& [key, row] : rows)
      keep(turn, row);
  };
  keep_all(identities_);
  keep_all(sets_);
  keep_all(suppressed_);
  keep_all(rule_sets_);
  keep_all(filters_);
  keep_all(accounts_);
  keep_all(mails_);
  keep_all(journeys_);
  for (auto const& [key, compiled] : templates_)
    keep(turn, compiled.row);
  for (auto const& [world, counts] : counts_)
    keep_all(counts);
  for (auto const& sending : sendings_)
    keep(turn, sending);
  keep(turn, delivery_settings_);
}

// Mails and sendings come back in the order of their numbers, as their keys sort.
std::optional<std::string> Engine::restore(Table const& table, void const* kept) {
  auto const is = [&]<class Row>(Row const*& row) {
    row = &table == &table_of<Row> ? static_cast<Row const*>(kept) : nullptr;
    return row != nullptr;
  };
  auto const restore_into = [&]<class Row>(std::map<std::string, Row, std::less<>>& rows) {
    Row const* row = nullptr;
    if (is(row))
      rows.emplace(key_of(*row), *row);
  };
  restore_into(identities_);
  restore_into(sets_);
  restore_into(suppressed_);
  restore_into(rule_sets_);
  restore_into(filters_);
  restore_into(accounts_);
  if (StoredTemplate const* row; is(row)) {
    auto compiled = compile(*row);
    if (!compiled)
      return compiled.error().message;
    templates_.emplace(key_of(*row), std::move(*compiled));
  }
  if (Mail const* row; is(row)) {
    last_mail_ = std::max(last_mail_, row->number);
    by_id_.emplace(row->id, row->number);
    mails_.emplace(row->number, *row);
  }
  if (Journey const* row; is(row)) {
    if (auto const due_at = row->due_at())
      due_.emplace(*due_at, row->number);
    journeys_.emplace(row->number, *row);
  }
  if (Sending const* row; is(row)) {
    last_mail_ = std::max(last_mail_, row->number);
    sendings_.push_back(*row);
  }
  if (SendCount const* row; is(row))
    counts_[world_of(row->region, row->account)].emplace(row->from, *row);
  if (DeliverySettings const* row; is(row))
    delivery_settings_ = *row;
  return {};
}

}  // namespace proofbox::ses

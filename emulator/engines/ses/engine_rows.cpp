// What SES keeps: a row for each identity, each template and each mail.
#include <algorithm>

#include "engines/ses/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::ses {
namespace {

Table const identity_table = table<Identity>("ses_identity");
Table const mail_table = table<Mail>("ses_mail");
Table const template_table = table<StoredTemplate>("ses_template");

// Keys sort as their numbers do, so that rows come back in the order of sending.
std::string key_of(std::int64_t number) {
  auto text = std::to_string(number);
  return std::string(20 - text.size(), '0') + text;
}

std::string key_of(Identity const& identity) {
  return identity.region + '/' + identity.account + '/' + identity.name;
}

}  // namespace

std::vector<Table const*> Engine::tables() const {
  auto tables = postal_tables();
  tables.insert(tables.begin(), {&identity_table, &mail_table, &template_table});
  return tables;
}

void Engine::keep(Turn& turn, Identity const& identity) {
  if (turn.keeps)
    turn.changes.push_back(
        {&identity_table, key_of(identity), write_row(Identity::shape(), &identity)});
}

void Engine::keep(Turn& turn, Mail const& mail) {
  if (turn.keeps)
    turn.changes.push_back({&mail_table, key_of(mail.number), write_row(Mail::shape(), &mail)});
}

void Engine::forget(Turn& turn, Identity const& identity) {
  if (turn.keeps)
    turn.changes.push_back({&identity_table, key_of(identity), {}});
}

void Engine::keep(Turn& turn, StoredTemplate const& row) {
  if (turn.keeps)
    turn.changes.push_back(
        {&template_table, key_of(row), write_row(StoredTemplate::shape(), &row)});
}

void Engine::forget(Turn& turn, StoredTemplate const& row) {
  if (turn.keeps)
    turn.changes.push_back({&template_table, key_of(row), {}});
}

void Engine::restore(Table const& table, void const* kept) {
  if (&table == &identity_table) {
    auto const& identity = *static_cast<Identity const*>(kept);
    identities_.emplace(key_of(identity), identity);
    return;
  }
  if (&table == &template_table) {
    auto compiled = compile(*static_cast<StoredTemplate const*>(kept));
    check(compiled.ok(), "a template that was kept can be compiled");
    templates_.emplace(key_of(compiled->row), std::move(*compiled));
    return;
  }
  if (restore_postal(table, kept))
    return;
  auto const& mail = *static_cast<Mail const*>(kept);
  last_mail_ = std::max(last_mail_, mail.number);
  by_id_.emplace(mail.id, mail.number);
  mails_.emplace(mail.number, mail);
}

}  // namespace proofbox::ses

// What SES keeps: a row for each identity and each mail.
#include <algorithm>

#include "engines/ses/engine.hpp"
#include "shape/row.hpp"

namespace proofbox::ses {
namespace {

Table const identity_table = table<Identity>("ses_identity");
Table const mail_table = table<Mail>("ses_mail");

// Keys sort as their numbers do, so that rows come back in the order of sending.
std::string key_of(std::int64_t number) {
  auto text = std::to_string(number);
  return std::string(20 - text.size(), '0') + text;
}

std::string key_of(Identity const& identity) {
  return identity.region + '/' + identity.account + '/' + identity.name;
}

}  // namespace

std::vector<Table const*> Engine::tables() const { return {&identity_table, &mail_table}; }

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

void Engine::restore(Table const& table, void const* kept) {
  if (&table == &identity_table) {
    auto const& identity = *static_cast<Identity const*>(kept);
    identities_.emplace(key_of(identity), identity);
    return;
  }
  auto const& mail = *static_cast<Mail const*>(kept);
  last_mail_ = std::max(last_mail_, mail.number);
  by_id_.emplace(mail.id, mail.number);
  mails_.emplace(mail.number, mail);
}

}  // namespace proofbox::ses

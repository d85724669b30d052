// What became of an account's mails, counted by quarters of an hour; and whether it may send.
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr Duration quarter = 15min;
constexpr Duration statistics_last = 14 * 24h;

}  // namespace

SendingRules Engine::rules_of(std::string_view region, std::string_view account) const {
  auto const found = rules_.find(std::string{region} + '/' + std::string{account});
  if (found != rules_.end())
    return found->second;
  return {std::string{account}, std::string{region}, true, {"BOUNCE", "COMPLAINT"}};
}

void Engine::put(Turn& turn, SendingRules rules) {
  keep(turn, rules);
  auto key = rules.region + '/' + rules.account;
  rules_.insert_or_assign(std::move(key), std::move(rules));
}

void Engine::allow_sending(Turn& turn, bool enabled) {
  auto rules = rules_of(turn.caller.region, turn.caller.account);
  rules.sending_enabled = enabled;
  put(turn, std::move(rules));
}

void Engine::count(Turn& turn, Mail const& mail, std::int64_t SendCount::*what, std::int64_t by) {
  if (by == 0)
    return;
  auto const world = mail.region + '/' + mail.account;
  auto const from = turn.now - turn.now.time_since_epoch() % quarter;
  auto& counts = counts_[world];
  while (!counts.empty() && counts.begin()->first + statistics_last < turn.now) {
    forget(turn, counts.begin()->second);
    counts.erase(counts.begin());
  }
  auto& one = counts[from];
  one.account = mail.account;
  one.region = mail.region;
  one.from = from;
  one.*what += by;
  keep(turn, one);
}

Result<v1::GetSendStatistics::Output> Engine::handle(Turn& turn, v1::GetSendStatistics const&) {
  v1::GetSendStatistics::Output output;
  auto const counts = counts_.find(turn.caller.region + '/' + turn.caller.account);
  if (counts == counts_.end())
    return output;
  for (auto const& [from, one] : counts->second)
    if (from + statistics_last >= turn.now)
      output.send_data_points.push_back(
          {from, one.delivery_attempts, one.bounces, one.complaints, one.rejects});
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, v1::UpdateAccountSendingEnabled const& op) {
  allow_sending(turn, op.enabled);
  return Nothing{};
}

Result<v1::GetAccountSendingEnabled::Output> Engine::handle(Turn& turn,
                                                            v1::GetAccountSendingEnabled const&) {
  return v1::GetAccountSendingEnabled::Output{
      rules_of(turn.caller.region, turn.caller.account).sending_enabled};
}

Result<v2::PutAccountSendingAttributes::Output> Engine::handle(
    Turn& turn, v2::PutAccountSendingAttributes const& op) {
  allow_sending(turn, op.sending_enabled);
  return v2::PutAccountSendingAttributes::Output{};
}

}  // namespace proofbox::ses

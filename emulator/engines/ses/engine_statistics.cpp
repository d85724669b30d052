// What became of an account's mails, counted by quarters of an hour; and whether it may send.
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr Duration quarter = 15min;
constexpr Duration statistics_last = 14 * 24h;

}  // namespace

void Engine::allow_sending(Turn& turn, bool enabled) {
  auto account = account_of(turn.caller.region, turn.caller.account);
  account.sending_enabled = enabled;
  put(turn, std::move(account));
}

void Engine::count(Turn& turn, Mail const& mail, std::int64_t SendCount::*what, std::int64_t by) {
  if (by == 0)
    return;
  auto const from = turn.now - turn.now.time_since_epoch() % quarter;
  auto& counts = counts_[world_of(mail.region, mail.account)];
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
  auto const counts = counts_.find(world_of(turn));
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
      account_of(turn.caller.region, turn.caller.account).sending_enabled};
}

Result<v2::PutAccountSendingAttributes::Output> Engine::handle(
    Turn& turn, v2::PutAccountSendingAttributes const& op) {
  allow_sending(turn, op.sending_enabled);
  return v2::PutAccountSendingAttributes::Output{};
}

}  // namespace proofbox::ses

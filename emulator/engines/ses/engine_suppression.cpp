// The suppression list of an account: who is not written to any more.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::int64_t page_max = 1000;

std::string key_of(std::string_view region, std::string_view account, std::string_view address) {
  return world_of(region, account) + lower_case(address);
}

std::string key_of(Turn const& turn, std::string_view address) {
  return key_of(turn.caller.region, turn.caller.account, address);
}

bool has(std::vector<std::string> const& reasons, std::string_view reason) {
  return std::find(reasons.begin(), reasons.end(), reason) != reasons.end();
}

}  // namespace

// A configuration set may see to it that fewer, or more, addresses are left out.
std::vector<std::string> Engine::suppressed_reasons(Mail const& mail) const {
  auto const* const set = mail.configuration_set
                              ? find_set(mail.region, mail.account, *mail.configuration_set)
                              : nullptr;
  if (set != nullptr && set->suppression_options && set->suppression_options->suppressed_reasons)
    return *set->suppression_options->suppressed_reasons;
  return account_of(mail.region, mail.account).suppressed_reasons;
}

std::optional<std::string> Engine::suppression_of(Mail const& mail,
                                                  std::string_view address) const {
  auto const found = suppressed_.find(key_of(mail.region, mail.account, address));
  if (found == suppressed_.end() ||
      !has(suppressed_reasons(mail), found->second.destination.reason))
    return {};
  return found->second.destination.reason;
}

// The simulator's addresses are spared, or one try would be the last.
void Engine::suppress(Turn& turn, Mail const& mail, std::string const& address,
                      std::string_view reason, std::string const& feedback_id) {
  if (is_simulator(address) || !has(suppressed_reasons(mail), reason))
    return;
  Suppressed suppressed{mail.account,
                        mail.region,
                        {lower_case(address), std::string{reason}, turn.now,
                         v2::SuppressedDestinationAttributes{mail.id, feedback_id}}};
  keep(turn, suppressed);
  suppressed_.insert_or_assign(key_of(mail.region, mail.account, address), std::move(suppressed));
}

Result<v2::PutSuppressedDestination::Output> Engine::handle(
    Turn& turn, v2::PutSuppressedDestination const& op) {
  if (turn.strict.sandbox && is_in_sandbox(turn))
    return errors::in_v2(errors::suppression_needs_production());
  auto const mailbox = read_mailbox(op.email_address);
  if (!mailbox || mailbox->address != op.email_address)
    return errors::in_v2(errors::bad_email_address(op.email_address));
  if (auto error = refusal_of_reasons({op.reason}))
    return errors::in_v2(*error);
  Suppressed suppressed{turn.caller.account,
                        turn.caller.region,
                        {lower_case(op.email_address), op.reason, turn.now, {}}};
  keep(turn, suppressed);
  suppressed_.insert_or_assign(key_of(turn, op.email_address), std::move(suppressed));
  return v2::PutSuppressedDestination::Output{};
}

Result<v2::GetSuppressedDestination::Output> Engine::handle(
    Turn& turn, v2::GetSuppressedDestination const& op) {
  auto const found = suppressed_.find(key_of(turn, op.email_address));
  if (found == suppressed_.end())
    return errors::address_is_not_suppressed(op.email_address);
  return v2::GetSuppressedDestination::Output{found->second.destination};
}

Result<v2::DeleteSuppressedDestination::Output> Engine::handle(
    Turn& turn, v2::DeleteSuppressedDestination const& op) {
  auto const found = suppressed_.find(key_of(turn, op.email_address));
  if (found == suppressed_.end())
    return errors::address_is_not_suppressed(op.email_address);
  forget(turn, found->second);
  suppressed_.erase(found);
  return v2::DeleteSuppressedDestination::Output{};
}

Result<v2::ListSuppressedDestinations::Output> Engine::handle(
    Turn& turn, v2::ListSuppressedDestinations const& op) {
  if (auto error = refusal_of_reasons(op.reason))
    return errors::in_v2(*error);
  auto const world = key_of(turn, "");
  auto at = suppressed_.lower_bound(world);
  if (op.next_token && !op.next_token->empty()) {
    auto const address = from_base64(*op.next_token);
    if (!address)
      return errors::in_v2(errors::bad_next_token(*op.next_token));
    at = suppressed_.upper_bound(world + *address);
  }
  auto const most = static_cast<std::size_t>(
      std::clamp<std::int64_t>(op.page_size.value_or(page_max), 1, page_max));
  v2::ListSuppressedDestinations::Output output;
  auto& listed = output.suppressed_destination_summaries;
  for (; at != suppressed_.end() && at->first.starts_with(world); ++at) {
    auto const& one = at->second.destination;
    bool const wanted = (op.reason.empty() || has(op.reason, one.reason)) &&
                        (!op.start_date || *op.start_date <= one.last_update_time) &&
                        (!op.end_date || one.last_update_time <= *op.end_date);
    if (!wanted)
      continue;
    if (listed.size() == most) {
      output.next_token = base64(listed.back().email_address);
      break;
    }
    listed.push_back({one.email_address, one.reason, one.last_update_time});
  }
  return output;
}

Result<v2::PutAccountSuppressionAttributes::Output> Engine::handle(
    Turn& turn, v2::PutAccountSuppressionAttributes const& op) {
  if (auto error = refusal_of_reasons(op.suppressed_reasons))
    return errors::in_v2(*error);
  auto account = account_of(turn.caller.region, turn.caller.account);
  account.suppressed_reasons = op.suppressed_reasons;
  put(turn, std::move(account));
  return v2::PutAccountSuppressionAttributes::Output{};
}

}  // namespace proofbox::ses

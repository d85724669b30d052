// What an account may send and has sent: the sandbox that AWS keeps new accounts in, and the quotas
// of a day and of a second.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

// Those of an account that AWS has not let out of its own sandbox, and what it first grants to one
// that it has.
constexpr double sandbox_a_day = 200;
constexpr double sandbox_a_second = 1;
constexpr double production_a_day = 50'000;
constexpr double production_a_second = 14;

// Those of the mailbox simulator are free.
template <class Addresses>
std::int64_t counted_of(Addresses const& addresses) {
  return std::count_if(addresses.begin(), addresses.end(),
                       [](auto const& address) { return !is_simulator(address); });
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<Error> refusal_of_details(v2::PutAccountDetails const& op) {
  if (!is_one_of(op.mail_type, {"MARKETING", "TRANSACTIONAL"}))
    return errors::bad_enum("MailType", op.mail_type, "[MARKETING, TRANSACTIONAL]");
  if (op.contact_language && !is_one_of(*op.contact_language, {"EN", "JA"}))
    return errors::bad_enum("ContactLanguage", *op.contact_language, "[EN, JA]");
  if (op.website_url.empty() || op.website_url.size() > 1000)
    return errors::bad_length("WebsiteURL", op.website_url, 1, 1000);
  if (op.use_case_description && op.use_case_description->size() > 5000)
    return errors::bad_length("UseCaseDescription", *op.use_case_description, 0, 5000);
  for (auto const& address : op.additional_contact_email_addresses)
    if (auto const mailbox = read_mailbox(address); !mailbox)
      return mailbox.error();
  return {};
}

}  // namespace

// An account that nothing was decided about is as AWS makes it.
Account Engine::account_of(std::string_view region, std::string_view account) const {
  auto const found = accounts_.find(world_of(region, account));
  if (found != accounts_.end())
    return found->second;
  Account fresh;
  fresh.account = account;
  fresh.region = region;
  fresh.suppressed_reasons = {"BOUNCE", "COMPLAINT"};
  return fresh;
}

void Engine::put(Turn& turn, Account account) {
  keep(turn, account);
  auto key = world_of(account.region, account.account);
  accounts_.insert_or_assign(std::move(key), std::move(account));
}

bool Engine::is_in_sandbox(Turn const& turn) const {
  return !account_of(turn.caller.region, turn.caller.account).has_production_access;
}

// How many of the recipients of the caller's mails in the time up to now.
std::int64_t Engine::sent_within(Turn const& turn, Duration span,
                                 std::int64_t Sending::*counted) const {
  std::int64_t sent = 0;
  for (auto at = sendings_.rbegin(); at != sendings_.rend() && at->at > turn.now - span; ++at)
    if (at->account == turn.caller.account && at->region == turn.caller.region)
      sent += (*at).*counted;
  return sent;
}

SendQuota Engine::quota(Turn const& turn) const {
  auto const sent = static_cast<double>(sent_within(turn, 24h, &Sending::counted));
  return is_in_sandbox(turn) ? SendQuota{sandbox_a_day, sandbox_a_second, sent}
                             : SendQuota{production_a_day, production_a_second, sent};
}

// The quota counts recipients, not messages, and no mail that AWS itself sends.
void Engine::count_for_quota(Turn& turn, Mail const& mail) {
  while (!sendings_.empty() && sendings_.front().at <= turn.now - 24h) {
    forget(turn, sendings_.front());
    sendings_.pop_front();
  }
  if (mail.is_of_aws)
    return;
  auto const addresses = recipients_of(mail);
  Sending const sending{mail.number,
                        mail.account,
                        mail.region,
                        mail.sent_at,
                        static_cast<std::int64_t>(addresses.size()),
                        counted_of(addresses)};
  keep(turn, sending);
  sendings_.push_back(sending);
}

// A sender that was written with a display name is named twice, as AWS does.
std::optional<Error> Engine::refusal_of_parties(Turn const& turn,
                                                std::vector<std::string> const& senders,
                                                std::vector<std::string> const& recipients) const {
  std::vector<std::string> failed;
  auto const add = [&failed](std::string_view identity) {
    if (std::find(failed.begin(), failed.end(), identity) == failed.end())
      failed.emplace_back(identity);
  };
  for (auto const& sender : senders) {
    auto const mailbox = read_mailbox(sender);
    if (!mailbox)
      return mailbox.error();
    if (is_verified(turn, mailbox->address))
      continue;
    add(trim(sender));
    add(mailbox->address);
  }
  if (turn.strict.sandbox && is_in_sandbox(turn))
    for (auto const& recipient : recipients)
      if (!is_simulator(recipient) && !is_verified(turn, recipient))
        add(recipient);
  if (!failed.empty())
    return errors::not_verified(turn.caller.region, failed);
  return turn.strict.sandbox ? refusal_of_quota(turn, recipients) : std::nullopt;
}

// Mail to the simulator is free of the quota of a day, but not of the rate. One mail to several
// passes a rate of one: AWS lets short bursts pass.
std::optional<Error> Engine::refusal_of_quota(Turn const& turn,
                                              std::vector<std::string> const& recipients) const {
  auto const allowed = quota(turn);
  if (allowed.sent_last_24_hours + static_cast<double>(counted_of(recipients)) >
      allowed.max_24_hour_send)
    return errors::daily_quota_exceeded();
  auto const lately = static_cast<double>(sent_within(turn, 1s, &Sending::recipients));
  return lately >= allowed.max_send_rate ? std::optional{errors::rate_exceeded()} : std::nullopt;
}

Result<SendQuota> Engine::handle(Turn& turn, v1::GetSendQuota const&) { return quota(turn); }

Result<v2::GetAccount::Output> Engine::handle(Turn& turn, v2::GetAccount const&) {
  auto const account = account_of(turn.caller.region, turn.caller.account);
  v2::GetAccount::Output output;
  output.enforcement_status = "HEALTHY";
  output.production_access_enabled = account.has_production_access;
  output.send_quota = quota(turn);
  output.sending_enabled = account.sending_enabled;
  output.suppression_attributes.suppressed_reasons = account.suppressed_reasons;
  output.details = account.details;
  return output;
}

// AWS reviews what is asked for; the box grants it.
Result<Nothing> Engine::handle(Turn& turn, v2::PutAccountDetails const& op) {
  if (auto error = refusal_of_details(op))
    return errors::in_v2(*error);
  auto account = account_of(turn.caller.region, turn.caller.account);
  account.has_production_access =
      op.production_access_enabled.value_or(account.has_production_access);
  account.details = v2::AccountDetails{op.mail_type,
                                       op.website_url,
                                       op.contact_language.value_or("EN"),
                                       op.use_case_description,
                                       op.additional_contact_email_addresses,
                                       {}};
  if (account.has_production_access)
    account.details->review_details = v2::AccountDetails::Review{"GRANTED", turn.random.hex(16)};
  put(turn, std::move(account));
  return Nothing{};
}

}  // namespace proofbox::ses

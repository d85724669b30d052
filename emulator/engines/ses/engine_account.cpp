// What an account may send and has sent, and the box's look into the outbox.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

// Those of an account that AWS has not let out of its own sandbox.
constexpr double sandbox_a_day = 200;
constexpr double sandbox_a_second = 1;

bool is_to(Mail const& mail, std::string_view address) {
  for (auto const* const recipients : {&mail.to, &mail.cc, &mail.bcc})
    for (auto const& recipient : *recipients)
      if (equal_ignoring_case(address_of(recipient), address))
        return true;
  return false;
}

// The quota counts recipients, not messages; those of the mailbox simulator are free.
std::int64_t counted(Mail const& mail) {
  std::int64_t count = 0;
  for (auto const* const recipients : {&mail.to, &mail.cc, &mail.bcc})
    count += std::count_if(
        recipients->begin(), recipients->end(),
        [](std::string const& recipient) { return !is_simulator(address_of(recipient)); });
  return count;
}

}  // namespace

SendQuota Engine::quota(Turn const& turn) const {
  std::int64_t sent = 0;
  for (auto at = mails_.rbegin(); at != mails_.rend() && at->second.sent_at > turn.now - 24h; ++at)
    if (at->second.account == turn.caller.account && at->second.region == turn.caller.region &&
        !at->second.is_of_aws)
      sent += counted(at->second);
  return {sandbox_a_day, sandbox_a_second, static_cast<double>(sent)};
}

Result<SendQuota> Engine::handle(Turn& turn, v1::GetSendQuota const&) { return quota(turn); }

Result<v2::GetAccount::Output> Engine::handle(Turn& turn, v2::GetAccount const&) {
  v2::GetAccount::Output output;
  output.enforcement_status = "HEALTHY";
  output.send_quota = quota(turn);
  auto const rules = rules_of(turn.caller.region, turn.caller.account);
  output.sending_enabled = rules.sending_enabled;
  output.suppression_attributes.suppressed_reasons = rules.suppressed_reasons;
  return output;
}

Result<ListMessages::Output> Engine::handle(Turn&, ListMessages const& op) {
  ListMessages::Output output;
  for (auto const& [number, mail] : mails_) {
    if (op.to && !is_to(mail, *op.to))
      continue;
    if (op.subject && mail.subject.find(*op.subject) == std::string::npos)
      continue;
    output.messages.push_back({mail.id,
                               mail.from,
                               mail.to,
                               mail.cc,
                               mail.bcc,
                               mail.subject,
                               mail.text,
                               mail.html,
                               mail.region,
                               mail.sent_at,
                               mail.template_name,
                               mail.template_data,
                               {}});
    if (auto const journey = journeys_.find(number); journey != journeys_.end())
      for (auto const& leg : journey->second.legs)
        output.messages.back().recipients.push_back({leg.address, leg.state, leg.since});
  }
  return output;
}

Result<ReadMessage::Output> Engine::handle(Turn&, ReadMessage const& op) {
  auto const found = by_id_.find(op.id);
  if (found == by_id_.end())
    return Error{"NotFoundException", "No mail has the id " + op.id + ".", 404};
  auto const& mail = mails_.at(found->second);
  return ReadMessage::Output{mail.raw, mail.reply_to, mail.return_path, mail.tags};
}

}  // namespace proofbox::ses

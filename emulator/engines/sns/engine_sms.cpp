// Text messages: their settings, and the numbers that want none.
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"

namespace proofbox::sns {
namespace {

// In US dollars: what AWS lets an account spend that has not asked for more.
constexpr auto monthly_spend_limit = "1";
constexpr auto opt_in_interval = std::chrono::hours{30 * 24};

}  // namespace

Result<SetSMSAttributes::Output> Engine::handle(Turn& turn, SetSMSAttributes const& op) {
  if (op.attributes.empty())
    return errors::validation("null", "attributes", "must not be null");
  if (auto error = bad_sms_attributes(op.attributes))
    return *error;
  auto const& caller = turn.caller;
  SmsSettings settings{caller.account, caller.region,
                       mobile_.phones.settings(caller.region, caller.account)};
  for (auto const& [name, value] : op.attributes)
    if (value.empty())
      settings.attributes.erase(name);
    else
      settings.attributes[name] = value;
  sns::keep(turn, settings);
  mobile_.phones.put(std::move(settings));
  return SetSMSAttributes::Output{};
}

Result<GetSMSAttributes::Output> Engine::handle(Turn& turn, GetSMSAttributes const& op) {
  auto all = mobile_.phones.settings(turn.caller.region, turn.caller.account);
  all.try_emplace("MonthlySpendLimit", monthly_spend_limit);
  if (op.attributes.empty())
    return GetSMSAttributes::Output{std::move(all)};
  GetSMSAttributes::Output output;
  for (auto const& name : op.attributes)
    if (auto const found = all.find(name); found != all.end())
      output.attributes.insert(*found);
  return output;
}

Result<CheckIfPhoneNumberIsOptedOut::Output> Engine::handle(
    Turn& turn, CheckIfPhoneNumberIsOptedOut const& op) {
  auto const number = phone_number_of(op.phone_number);
  if (!number)
    return errors::number_badly_formatted();
  auto const* phone = mobile_.phones.find(turn.caller.region, turn.caller.account, *number);
  return CheckIfPhoneNumberIsOptedOut::Output{phone != nullptr && phone->is_opted_out};
}

Result<ListPhoneNumbersOptedOut::Output> Engine::handle(Turn& turn,
                                                        ListPhoneNumbersOptedOut const& op) {
  auto const prefix = turn.caller.region + '/' + turn.caller.account + '/';
  auto const page = page_of(mobile_.phones.numbers(), prefix, op.next_token, page_max,
                            [](Phone const& phone) { return phone.is_opted_out; });
  if (!page)
    return page.error();
  ListPhoneNumbersOptedOut::Output output;
  for (auto const* phone : page->items)
    output.phone_numbers.push_back(phone->number);
  output.next_token = page->next_token;
  return output;
}

// Nothing happens to a number that wants messages already.
Result<OptInPhoneNumber::Output> Engine::handle(Turn& turn, OptInPhoneNumber const& op) {
  auto const number = phone_number_of(op.phone_number);
  if (!number)
    return errors::number_badly_formatted();
  auto* phone = mobile_.phones.find(turn.caller.region, turn.caller.account, *number);
  if (phone == nullptr || !phone->is_opted_out)
    return OptInPhoneNumber::Output{};
  if (phone->opted_in_at && turn.now < *phone->opted_in_at + opt_in_interval)
    return errors::number_opted_in_lately();
  phone->is_opted_out = false;
  phone->opted_in_at = turn.now;
  sns::keep(turn, *phone);
  return OptInPhoneNumber::Output{};
}

Result<Nothing> Engine::handle(Turn& turn, OptOutPhoneNumber const& op) {
  auto const number = phone_number_of(op.phone_number);
  if (!number)
    return errors::number_badly_formatted();
  auto& phone = mobile_.phones.of(turn.caller.region, turn.caller.account, *number);
  phone.is_opted_out = true;
  sns::keep(turn, phone);
  return Nothing{};
}

}  // namespace proofbox::sns

// AWS's sandbox for text messages. A box's accounts are out of it and send to any number; its
// numbers can be verified all the same, with the one-time password that is in the outbox.
#include <fmt/format.h>

#include <algorithm>

#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t sandbox_numbers_max = 10;
constexpr std::size_t number_length_max = 20;
constexpr std::string_view number_pattern = R"(^(\+[0-9]{8,}|[0-9]{0,9})$)";
constexpr std::size_t password_length_min = 5;
constexpr std::size_t password_length_max = 8;
constexpr std::int64_t origination_numbers_max = 30;

constexpr std::array languages{"en-US", "en-GB", "es-419", "es-ES", "de-DE", "fr-CA", "fr-FR",
                               "it-IT", "ja-JP", "pt-BR",  "kr-KR", "zh-CN", "zh-TW"};

bool is_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string quoted(std::string_view text) { return fmt::format("'{}'", text); }

std::optional<Error> bad_sandbox_number(std::string_view number) {
  if (number.size() > number_length_max)
    return errors::validation(
        quoted(number), "phoneNumber",
        fmt::format("must have length less than or equal to {}", number_length_max));
  bool const international =
      number.starts_with('+') && number.size() >= 9 && is_digits(number.substr(1));
  if (!international && !(number.size() <= 9 && is_digits(number)))
    return errors::validation(
        quoted(number), "phoneNumber",
        fmt::format("must satisfy regular expression pattern: {}", number_pattern));
  if (!phone_number_of(number))
    return errors::number_badly_formatted();
  return {};
}

std::optional<Error> bad_language(std::string_view language) {
  if (std::find(languages.begin(), languages.end(), language) != languages.end())
    return {};
  std::string all;
  for (auto const* one : languages)
    all.append(all.empty() ? "" : ", ").append(one);
  return errors::validation(quoted(language), "languageCode",
                            fmt::format("must satisfy enum value set: [{}]", all));
}

std::optional<Error> bad_password(std::string_view password) {
  constexpr std::string_view path = "oneTimePassword";
  if (password.size() < password_length_min)
    return errors::validation(
        quoted(password), path,
        fmt::format("must have length greater than or equal to {}", password_length_min));
  if (password.size() > password_length_max)
    return errors::validation(
        quoted(password), path,
        fmt::format("must have length less than or equal to {}", password_length_max));
  if (!is_digits(password))
    return errors::validation(quoted(password), path,
                              "must satisfy regular expression pattern: ^[0-9]+$");
  return {};
}

std::optional<Error> bad_page_size(std::optional<std::int64_t> size, std::int64_t most) {
  auto const text = quoted(std::to_string(size.value_or(1)));
  if (size && *size < 1)
    return errors::validation(text, "maxResults", "must have value greater than or equal to 1");
  if (size && *size > most)
    return errors::validation(text, "maxResults",
                              fmt::format("must have value less than or equal to {}", most));
  return {};
}

}  // namespace

Phone* Engine::sandbox_phone(Turn const& turn, std::string_view number) {
  auto* phone = mobile_.phones.find(turn.caller.region, turn.caller.account,
                                    phone_number_of(number).value_or(""));
  return phone == nullptr || phone->sandbox_status.empty() ? nullptr : phone;
}

// Whoever is there already gets another password.
Result<CreateSMSSandboxPhoneNumber::Output> Engine::handle(Turn& turn,
                                                           CreateSMSSandboxPhoneNumber const& op) {
  if (auto error = bad_sandbox_number(op.phone_number))
    return *error;
  if (auto error = op.language_code ? bad_language(*op.language_code) : std::nullopt)
    return *error;
  auto const& caller = turn.caller;
  auto const number = *phone_number_of(op.phone_number);
  if (auto const* known = mobile_.phones.find(caller.region, caller.account, number);
      known != nullptr && known->is_opted_out)
    return errors::number_opted_out(number);
  auto const prefix = caller.region + '/' + caller.account + '/';
  auto const others = page_of(mobile_.phones.numbers(), prefix, {}, sandbox_numbers_max,
                              [](Phone const& phone) { return !phone.sandbox_status.empty(); });
  if (sandbox_phone(turn, number) == nullptr && others->items.size() == sandbox_numbers_max)
    return errors::too_many_sandbox_numbers();
  auto& phone = mobile_.phones.of(caller.region, caller.account, number);
  if (phone.sandbox_status.empty())
    phone.sandbox_status = "Pending";
  phone.one_time_password = fmt::format("{:06}", turn.random.below(1'000'000));
  sns::keep(turn, phone);
  Notification password;
  password.message_id = turn.random.uuid();
  password.message = "Your verification code is " + phone.one_time_password;
  password.published_at = turn.now;
  auto const error = mobile_.send_sms(turn, password, {number, caller.account, caller.region});
  check(!error, "a number that was looked at takes a message");
  return CreateSMSSandboxPhoneNumber::Output{};
}

Result<VerifySMSSandboxPhoneNumber::Output> Engine::handle(Turn& turn,
                                                           VerifySMSSandboxPhoneNumber const& op) {
  if (auto error = bad_sandbox_number(op.phone_number))
    return *error;
  if (auto error = bad_password(op.one_time_password))
    return *error;
  auto* phone = sandbox_phone(turn, op.phone_number);
  if (phone == nullptr)
    return errors::resource_does_not_exist();
  if (phone->one_time_password != op.one_time_password)
    return errors::one_time_password_invalid();
  phone->sandbox_status = "Verified";
  phone->one_time_password.clear();
  sns::keep(turn, *phone);
  return VerifySMSSandboxPhoneNumber::Output{};
}

Result<DeleteSMSSandboxPhoneNumber::Output> Engine::handle(Turn& turn,
                                                           DeleteSMSSandboxPhoneNumber const& op) {
  if (auto error = bad_sandbox_number(op.phone_number))
    return *error;
  auto* phone = sandbox_phone(turn, op.phone_number);
  if (phone == nullptr)
    return errors::resource_does_not_exist();
  phone->sandbox_status.clear();
  phone->one_time_password.clear();
  sns::keep(turn, *phone);
  return DeleteSMSSandboxPhoneNumber::Output{};
}

Result<ListSMSSandboxPhoneNumbers::Output> Engine::handle(Turn& turn,
                                                          ListSMSSandboxPhoneNumbers const& op) {
  if (auto error = bad_page_size(op.max_results, page_max))
    return *error;
  auto const prefix = turn.caller.region + '/' + turn.caller.account + '/';
  auto const size = static_cast<std::size_t>(op.max_results.value_or(page_max));
  auto const page = page_of(mobile_.phones.numbers(), prefix, op.next_token, size,
                            [](Phone const& phone) { return !phone.sandbox_status.empty(); });
  if (!page)
    return page.error();
  ListSMSSandboxPhoneNumbers::Output output;
  for (auto const* phone : page->items)
    output.phone_numbers.push_back({phone->number, phone->sandbox_status});
  output.next_token = page->next_token;
  return output;
}

Result<GetSMSSandboxAccountStatus::Output> Engine::handle(Turn&,
                                                          GetSMSSandboxAccountStatus const&) {
  return GetSMSSandboxAccountStatus::Output{false};
}

// Numbers to send from are bought outside SNS, so that no account of a box has any.
Result<ListOriginationNumbers::Output> Engine::handle(Turn&, ListOriginationNumbers const& op) {
  if (auto error = bad_page_size(op.max_results, origination_numbers_max))
    return *error;
  if (!op.next_token.value_or("").empty())
    return errors::invalid_parameter("NextToken");
  return ListOriginationNumbers::Output{};
}

}  // namespace proofbox::sns

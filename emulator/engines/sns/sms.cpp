#include "engines/sns/sms.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "engines/sns/arn.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/percentage.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t digits_max = 15;  // of E.164
constexpr std::size_t sender_id_max = 11;
constexpr std::array setting_names{"DefaultSMSType",        "DefaultSenderID",
                                   "DeliveryStatusIAMRole", "DeliveryStatusSuccessSamplingRate",
                                   "MonthlySpendLimit",     "UsageReportS3Bucket"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// 1 to 11 letters and digits, of which one at least is a letter.
bool is_sender_id(std::string_view text) {
  return text.size() <= sender_id_max && std::any_of(text.begin(), text.end(), is_letter) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
}

// 50, 1.5
bool is_amount(std::string_view text) {
  auto const point = text.find('.');
  auto const fraction = point == std::string_view::npos ? "0" : text.substr(point + 1);
  auto const all_digits = [](std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), is_digit);
  };
  return all_digits(text.substr(0, point)) && all_digits(fraction);
}

}  // namespace

Shape const& Phone::shape() {
  static Shape const shape = Describe<Phone>("PhoneRow")
                                 .member("account", &Phone::account)
                                 .member("region", &Phone::region)
                                 .member("number", &Phone::number)
                                 .member("is_opted_out", &Phone::is_opted_out)
                                 .member("opted_in_at", &Phone::opted_in_at)
                                 .member("sandbox_status", &Phone::sandbox_status)
                                 .member("one_time_password", &Phone::one_time_password);
  return shape;
}

std::string Phone::key() const { return topic_key(region, account, number); }

Shape const& SmsSettings::shape() {
  static Shape const shape = Describe<SmsSettings>("SmsSettingsRow")
                                 .member("account", &SmsSettings::account)
                                 .member("region", &SmsSettings::region)
                                 .member("attributes", &SmsSettings::attributes);
  return shape;
}

std::string SmsSettings::key() const { return region + '/' + account; }

Phone* Phones::find(std::string_view region, std::string_view account,
                    std::string_view number) const {
  auto const found = numbers_.find(topic_key(region, account, number));
  return found == numbers_.end() ? nullptr : found->second.get();
}

Phone& Phones::of(std::string const& region, std::string const& account,
                  std::string const& number) {
  auto& phone = numbers_[topic_key(region, account, number)];
  if (phone == nullptr)
    phone = std::make_unique<Phone>(Phone{account, region, number});
  return *phone;
}

void Phones::put(Phone phone) {
  auto key = phone.key();
  numbers_[std::move(key)] = std::make_unique<Phone>(std::move(phone));
}

Map<std::string> Phones::settings(std::string_view region, std::string_view account) const {
  auto const found = settings_.find(std::string{region} + '/' + std::string{account});
  return found == settings_.end() ? Map<std::string>{} : found->second.attributes;
}

std::string Phones::setting(std::string_view region, std::string_view account,
                            std::string_view name) const {
  auto const all = settings(region, account);
  auto const value = all.find(name);
  return value == all.end() ? std::string{} : value->second;
}

void Phones::put(SmsSettings settings) {
  auto key = settings.key();
  settings_[std::move(key)] = std::move(settings);
}

std::optional<std::string> phone_number_of(std::string_view text) {
  if (text.starts_with('+'))
    text.remove_prefix(1);
  std::string number{'+'};
  bool after_digit = false;
  for (char const c : text) {
    if (is_digit(c)) {
      number += c;
    } else if (!after_digit || (c != '-' && c != '.' && c != '/')) {
      return {};
    }
    after_digit = is_digit(c);
  }
  auto const digits = number.size() - 1;
  if (!after_digit || digits < 2 || digits > digits_max || number[1] == '0')
    return {};
  return number;
}

std::optional<Error> bad_sms_attributes(Map<std::string> const& attributes) {
  for (auto const& [name, value] : attributes) {
    if (std::find(setting_names.begin(), setting_names.end(), name) == setting_names.end())
      return errors::sms_attribute_unknown(name);
    if (value.empty())
      continue;
    if (name == "DefaultSMSType" && value != "Promotional" && value != "Transactional")
      return errors::sms_type_invalid();
    // AWS says no more than this of such values.
    bool const wrong = (name == "DefaultSenderID" && !is_sender_id(value)) ||
                       (name == "DeliveryStatusSuccessSamplingRate" && !is_percentage(value)) ||
                       (name == "MonthlySpendLimit" && !is_amount(value));
    if (wrong)
      return errors::invalid_parameter("");
  }
  return {};
}

}  // namespace proofbox::sns

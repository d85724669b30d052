// Phone numbers and the settings for text messages as the engine holds them, of each account and
// region. They know nothing of requests.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "shape/shape.hpp"

namespace proofbox::sns {

// What is known of a number in one account and region.
struct Phone {
  std::string account;
  std::string region;
  std::string number;                       // with its plus
  bool is_opted_out = false;                // wants no messages
  std::optional<Instant> opted_in_at = {};  // the latest time by OptInPhoneNumber
  std::string sandbox_status = {};          // Pending, Verified; empty: not in AWS's sandbox
  std::string one_time_password = {};       // that would verify it
  static Shape const& shape();              // of its row

  std::string key() const;  // REGION/ACCOUNT/NUMBER
};

// Defaults of one account in one region.
struct SmsSettings {
  std::string account;
  std::string region;
  Map<std::string> attributes = {};
  static Shape const& shape();  // of its row

  std::string key() const;  // REGION/ACCOUNT
};

// All of a box.
class Phones {
 public:
  using Numbers = std::map<std::string, std::unique_ptr<Phone>, std::less<>>;

  Numbers const& numbers() const { return numbers_; }  // by key; lists go in this order
  // Null where nothing is known of the number.
  Phone* find(std::string_view region, std::string_view account, std::string_view number) const;
  // Likewise, made where it is new.
  Phone& of(std::string const& region, std::string const& account, std::string const& number);
  void put(Phone phone);

  Map<std::string> settings(std::string_view region, std::string_view account) const;
  // An empty text where it was not set.
  std::string setting(std::string_view region, std::string_view account,
                      std::string_view name) const;
  void put(SmsSettings settings);
  std::map<std::string, SmsSettings, std::less<>> const& all_settings() const { return settings_; }

 private:
  Numbers numbers_;
  std::map<std::string, SmsSettings, std::less<>> settings_;
};

// "+15550100" of "+15550100", "15550100" and "+1/555-01.00": E.164, where single separators may
// stand between digits. Nothing where it is no phone number.
std::optional<std::string> phone_number_of(std::string_view text);

// Why SetSMSAttributes refuses them. An empty value takes a setting away.
std::optional<Error> bad_sms_attributes(Map<std::string> const& attributes);

}  // namespace proofbox::sns

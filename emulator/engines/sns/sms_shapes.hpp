// The operations of Amazon SNS on text messages, their settings and the phone numbers that want
// none. As its service model (2010-03-31) describes them; what is there to set up a box is marked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/sns/shapes.hpp"

namespace proofbox::sns {

// ---- settings ----

struct SetSMSAttributes {
  Map<std::string> attributes;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct GetSMSAttributes {
  std::vector<std::string> attributes;  // their names; all where there is none
  static Shape const& shape();
  struct Output {
    Map<std::string> attributes;
    static Shape const& shape();
  };
};

// ---- who wants no messages ----

struct CheckIfPhoneNumberIsOptedOut {
  std::string phone_number;
  static Shape const& shape();
  struct Output {
    bool is_opted_out = false;
    static Shape const& shape();
  };
};

struct ListPhoneNumbersOptedOut {
  std::optional<std::string> next_token;
  static Shape const& shape();
  struct Output {
    std::vector<std::string> phone_numbers;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct OptInPhoneNumber {
  std::string phone_number;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

// Of the sandbox: the owner of the phone answers STOP, as on AWS nobody else can do for them.
struct OptOutPhoneNumber {
  std::string phone_number;
  static Shape const& shape();
  using Output = Nothing;
};

// ---- AWS's own sandbox for text messages ----

struct CreateSMSSandboxPhoneNumber {
  std::string phone_number;
  std::optional<std::string> language_code;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct VerifySMSSandboxPhoneNumber {
  std::string phone_number;
  std::string one_time_password;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct DeleteSMSSandboxPhoneNumber {
  std::string phone_number;
  static Shape const& shape();
  struct Output {
    static Shape const& shape();
  };
};

struct ListSMSSandboxPhoneNumbers {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_results;
  static Shape const& shape();
  struct Number {
    std::string phone_number;
    std::string status;  // Pending, Verified
    static Shape const& shape();
  };
  struct Output {
    std::vector<Number> phone_numbers;
    std::optional<std::string> next_token;
    static Shape const& shape();
  };
};

struct GetSMSSandboxAccountStatus {
  static Shape const& shape();
  struct Output {
    bool is_in_sandbox = false;
    static Shape const& shape();
  };
};

struct ListOriginationNumbers {
  std::optional<std::string> next_token;
  std::optional<std::int64_t> max_results;
  static Shape const& shape();
  struct Number {
    std::optional<Instant> created_at;
    std::optional<std::string> phone_number;
    std::optional<std::string> status;
    std::optional<std::string> iso2_country_code;
    std::optional<std::string> route_type;
    std::vector<std::string> number_capabilities;
    static Shape const& shape();
  };
  struct Output {
    std::optional<std::string> next_token;
    std::vector<Number> phone_numbers;
    static Shape const& shape();
  };
};

}  // namespace proofbox::sns

// What becomes of a mail after SES accepted it: one leg for each recipient, from acceptance to an
// end that its address decides. A journey is its own stored row, apart from the mail's bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/ses/shapes.hpp"

namespace proofbox::ses {

// How far a mail has come with one recipient.
namespace leg_states {
inline constexpr std::string_view accepted = "accepted";
inline constexpr std::string_view delivered = "delivered";
inline constexpr std::string_view bounced = "bounced";
inline constexpr std::string_view complained = "complained";
inline constexpr std::string_view rejected = "rejected";
}  // namespace leg_states

// Where it will end.
namespace fates {
inline constexpr std::string_view delivery = "delivery";
inline constexpr std::string_view out_of_office = "out of office";  // delivered, and answered
inline constexpr std::string_view complaint = "complaint";          // delivered, and complained of
inline constexpr std::string_view bounce = "bounce";
inline constexpr std::string_view rejection = "rejection";
inline constexpr std::string_view suppression_by_ses = "suppression by SES";
inline constexpr std::string_view suppressed_bounce = "suppressed bounce";        // the account's
inline constexpr std::string_view suppressed_complaint = "suppressed complaint";  // own list
}  // namespace fates

struct Leg {
  std::string address;
  std::string fate;
  std::string state;
  Instant since{};                // when the state began
  std::optional<Instant> due_at;  // when the next one begins
  static Shape const& shape();
};

struct Journey {
  std::int64_t number = 0;  // the mail's
  std::vector<Leg> legs;
  static Shape const& shape();

  std::optional<Instant> due_at() const;
};

// What a sandbox sets: how long mails take, and which addresses, or whole domains, refuse them or
// complain of them as the simulator's do.
struct DeliverySettings {
  std::int64_t delivers_after_nanoseconds = 1'000'000'000;
  std::int64_t complains_after_nanoseconds = 1'000'000'000;
  std::vector<std::string> bounces;
  std::vector<std::string> complains;
  static Shape const& shape();
};

// The fate of a mail to that address on its way through the world; suppression is the account's.
std::string_view fate_of(std::string_view address, DeliverySettings const& settings);

// The file by which everybody tests virus scanners, as it is or in base64.
bool has_virus(std::string_view bytes);

}  // namespace proofbox::ses

#include "engines/ses/journey.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/addresses.hpp"

namespace proofbox::ses {
namespace {

bool names(std::vector<std::string> const& addresses_or_domains, std::string_view address) {
  return std::any_of(
      addresses_or_domains.begin(), addresses_or_domains.end(), [&](std::string const& one) {
        return equal_ignoring_case(one, address) || equal_ignoring_case(one, domain_of(address));
      });
}

std::string_view fate_at_simulator(std::string_view address) {
  struct Known {
    std::string_view name, fate;
  };
  constexpr Known known[] = {{"bounce", fates::bounce},
                             {"ooto", fates::out_of_office},
                             {"complaint", fates::complaint},
                             {"suppressionlist", fates::suppression_by_ses}};
  auto const plain = without_label(address);
  auto const local = std::string_view{plain}.substr(0, plain.find('@'));
  for (auto const& one : known)
    if (equal_ignoring_case(local, one.name))
      return one.fate;
  return fates::delivery;
}

}  // namespace

Shape const& Leg::shape() {
  static Shape const shape = Describe<Leg>("Leg")
                                 .member("address", &Leg::address)
                                 .member("fate", &Leg::fate)
                                 .member("state", &Leg::state)
                                 .member("since", &Leg::since)
                                 .member("due_at", &Leg::due_at);
  return shape;
}

Shape const& Journey::shape() {
  static Shape const shape = Describe<Journey>("JourneyRow")
                                 .member("number", &Journey::number)
                                 .member("legs", &Journey::legs);
  return shape;
}

std::optional<Instant> Journey::due_at() const {
  std::optional<Instant> first;
  for (auto const& leg : legs)
    if (leg.due_at && (!first || *leg.due_at < *first))
      first = leg.due_at;
  return first;
}

Shape const& DeliverySettings::shape() {
  static Shape const shape =
      Describe<DeliverySettings>("DeliverySettingsRow")
          .member("delivers_after_nanoseconds", &DeliverySettings::delivers_after_nanoseconds)
          .member("complains_after_nanoseconds", &DeliverySettings::complains_after_nanoseconds)
          .member("bounces", &DeliverySettings::bounces)
          .member("complains", &DeliverySettings::complains);
  return shape;
}

std::string_view fate_of(std::string_view address, DeliverySettings const& settings) {
  if (is_simulator(address))
    return fate_at_simulator(address);
  if (names(settings.bounces, address))
    return fates::bounce;
  return names(settings.complains, address) ? fates::complaint : fates::delivery;
}

bool has_virus(std::string_view bytes) {
  constexpr std::string_view test_file =
      // In two pieces, so that no scanner takes this file for one.
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$"
      "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
  static auto const in_base64 = base64(test_file).substr(0, 60);
  return bytes.find(test_file) != std::string_view::npos ||
         bytes.find(in_base64) != std::string_view::npos;
}

}  // namespace proofbox::ses

// What SNS keeps of phones and devices: a row for each application, endpoint, phone number and
// settings, and for each message in the outbox.
#include <fmt/format.h>

#include "engines/sns/mobile.hpp"
#include "shape/row.hpp"

namespace proofbox::sns {
namespace {

Table const application_table = table<PlatformApplication>("sns_platform_application");
Table const endpoint_table = table<PlatformEndpoint>("sns_platform_endpoint");
Table const phone_table = table<Phone>("sns_phone");
Table const settings_table = table<SmsSettings>("sns_sms_settings");
Table const sms_table = table<SentSms>("sns_sent_sms");
Table const push_table = table<SentPush>("sns_sent_push");

// Keys sort as their numbers do, so that rows come back in the order of sending.
template <class T>
std::string number_of(T const& message) {
  return fmt::format("{:020}", message.number);
}

template <class T>
void put(Turn& turn, Table const& table, std::string key, T const& row) {
  if (turn.keeps)
    turn.changes.push_back({&table, std::move(key), write_row(T::shape(), &row)});
}

void take(Turn& turn, Table const& table, std::string key) {
  if (turn.keeps)
    turn.changes.push_back({&table, std::move(key), {}});
}

}  // namespace

std::vector<Table const*> mobile_tables() {
  return {&application_table, &endpoint_table, &phone_table,
          &settings_table,    &sms_table,      &push_table};
}

std::optional<std::string> restore(Mobile& mobile, Table const& table, void const* row) {
  if (&table == &application_table) {
    auto const& application = *static_cast<PlatformApplication const*>(row);
    if (!application.attributes.contains("Enabled"))
      return "The application is neither enabled nor disabled.";
    mobile.platforms.add(application);
  } else if (&table == &endpoint_table) {
    auto const& endpoint = *static_cast<PlatformEndpoint const*>(row);
    if (!endpoint.attributes.contains("Enabled") || !endpoint.attributes.contains("Token") ||
        endpoint.number <= 0)
      return "The endpoint has no number or no token, or is neither enabled nor disabled.";
    mobile.platforms.add(endpoint);
  } else if (&table == &phone_table) {
    mobile.phones.put(*static_cast<Phone const*>(row));
  } else if (&table == &settings_table) {
    mobile.phones.put(*static_cast<SmsSettings const*>(row));
  } else if (&table == &sms_table) {
    mobile.texts.put_back(*static_cast<SentSms const*>(row));
  } else {
    mobile.pushes.put_back(*static_cast<SentPush const*>(row));
  }
  return {};
}

void save(Turn& turn, Mobile const& mobile) {
  for (auto const& [key, application] : mobile.platforms.applications())
    keep(turn, *application);
  for (auto const& [key, endpoint] : mobile.platforms.endpoints())
    keep(turn, *endpoint);
  for (auto const& [key, phone] : mobile.phones.numbers())
    keep(turn, *phone);
  for (auto const& [key, settings] : mobile.phones.all_settings())
    keep(turn, settings);
  for (auto const& [number, text] : mobile.texts.messages())
    keep(turn, text);
  for (auto const& [number, push] : mobile.pushes.messages())
    keep(turn, push);
}

void keep(Turn& turn, PlatformApplication const& application) {
  put(turn, application_table, application.key(), application);
}
void keep(Turn& turn, PlatformEndpoint const& endpoint) {
  put(turn, endpoint_table, endpoint.key(), endpoint);
}
void keep(Turn& turn, Phone const& phone) { put(turn, phone_table, phone.key(), phone); }
void keep(Turn& turn, SmsSettings const& settings) {
  put(turn, settings_table, settings.key(), settings);
}
void keep(Turn& turn, SentSms const& text) { put(turn, sms_table, number_of(text), text); }
void keep(Turn& turn, SentPush const& push) { put(turn, push_table, number_of(push), push); }

void forget(Turn& turn, PlatformApplication const& application) {
  take(turn, application_table, application.key());
}
void forget(Turn& turn, PlatformEndpoint const& endpoint) {
  take(turn, endpoint_table, endpoint.key());
}
void forget(Turn& turn, SentSms const& text) { take(turn, sms_table, number_of(text)); }
void forget(Turn& turn, SentPush const& push) { take(turn, push_table, number_of(push)); }

}  // namespace proofbox::sns

// Phones and devices: who they are, what was sent to them, and how a message gets there. It is the
// end of the road, as nobody is beyond it: a text message or a push notification that is taken has
// arrived.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/sns/notification.hpp"
#include "engines/sns/outbox.hpp"
#include "engines/sns/outbox_shapes.hpp"
#include "engines/sns/platform.hpp"
#include "engines/sns/sms.hpp"
#include "ports/turn.hpp"

namespace proofbox::sns {

// Where a message goes: to a phone number or an endpoint's ARN. By a subscription it comes from a
// topic, in whose account and region a text message is sent.
struct MobileRoute {
  std::string to;
  std::string account;
  std::string region;
  std::optional<std::string> topic_arn = {};
  std::optional<std::string> subscription_arn = {};
};

struct Mobile {
  Platforms platforms;
  Phones phones;
  Outbox<SentSms> texts;
  Outbox<SentPush> pushes;

  // Both put the message into the outbox, or say why it does not arrive; it is always the sender's
  // side that is at fault, so that no retry helps. Nothing changes then. A phone shows the
  // notification's text for "sms", a device the one for its platform.
  std::optional<Error> send_sms(Turn& turn, Notification const& notification,
                                MobileRoute const& route);
  std::optional<Error> push(Turn& turn, Notification const& notification, MobileRoute const& route);
};

// The rows of it all: mobile_rows.cpp.
std::vector<Table const*> mobile_tables();
// Why there can be no such row; nothing where all is well.
std::optional<std::string> restore(Mobile& mobile, Table const& table, void const* row);
void save(Turn& turn, Mobile const& mobile);
void keep(Turn& turn, PlatformApplication const& application);
void keep(Turn& turn, PlatformEndpoint const& endpoint);
void keep(Turn& turn, Phone const& phone);
void keep(Turn& turn, SmsSettings const& settings);
void keep(Turn& turn, SentSms const& text);
void keep(Turn& turn, SentPush const& push);
void forget(Turn& turn, PlatformApplication const& application);
void forget(Turn& turn, PlatformEndpoint const& endpoint);
void forget(Turn& turn, SentSms const& text);
void forget(Turn& turn, SentPush const& push);

}  // namespace proofbox::sns

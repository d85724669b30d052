// The JSON documents in which SNS speaks to its subscribers: the notification as it reaches a
// queue, an HTTP endpoint or a mailbox unless it is wanted raw, what it is to a function, and the
// request to confirm. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html;
// the order of the members is as recorded from AWS.
#pragma once

#include <string>
#include <string_view>

#include "engines/sns/notification.hpp"
#include "engines/sns/signature.hpp"
#include "engines/sns/topic.hpp"
#include "ports/turn.hpp"

namespace proofbox::sns {

std::string envelope_of(Signatures& signatures, Notification const& notification,
                        Subscription const& subscription);

// The event of Lambda: one record.
std::string function_event_of(Signatures& signatures, Notification const& notification,
                              Subscription const& subscription);

// Asks the owner of an endpoint to confirm that it subscribed, or tells that it does so no longer;
// following the link does the one, and undoes the other.
struct Confirmation {
  bool of_unsubscription = false;
  std::string message_id;
  std::string links;
  Instant at{};

  std::string_view type() const {
    return of_unsubscription ? "UnsubscribeConfirmation" : "SubscriptionConfirmation";
  }
};

std::string envelope_of(Turn const& turn, Confirmation const& confirmation,
                        Subscription const& subscription);

// Where a click leads.
std::string subscribe_url(std::string_view links, Subscription const& subscription);
std::string unsubscribe_url(std::string_view links, Subscription const& subscription);

}  // namespace proofbox::sns

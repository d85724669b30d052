// A topic and its subscriptions as the engine holds them; they know nothing of requests.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/lately.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "engines/sns/archive.hpp"
#include "engines/sns/subscription_attributes.hpp"
#include "engines/sns/topic_attributes.hpp"

namespace proofbox::sns {

struct Topic;

struct Subscription {
  // Whoever receives mail or HTTP has to confirm before anything is delivered. A deactivated one is
  // listed nowhere and waits for being restored.
  enum class State { pending, confirmed, deactivated };

  std::int64_t number = 0;  // unique in the box, rising in the order in which they were made
  std::string arn;
  std::string owner;  // an account
  std::string protocol;
  std::string endpoint;
  std::string principal;  // who subscribed
  SubscriptionAttributes attributes;
  Topic* topic = nullptr;

  State state = State::confirmed;
  std::string token = {};                     // confirms or restores it; empty: none
  Instant token_until{};                      // what is pending or deactivated by then goes
  bool is_authenticated = true;               // the confirmation was signed
  bool authenticates_unsubscription = false;  // a mere link does not end it
  Instant free_at{};  // throttled: not before then may the next delivery leave

  bool is_confirmed() const { return state == State::confirmed; }
};

// How many subscriptions there are of which AWS allows only so many, of a topic or of an account.
struct SubscriptionCounts {
  std::int64_t pending = 0;
  std::int64_t filtered = 0;  // with a filter policy
};

// What a deduplicated publication is answered with.
struct Published {
  std::string message_id;
  std::string sequence_number;
};

struct Topic {
  std::string account;
  std::string region;
  std::string name;
  std::string arn;
  TopicAttributes attributes;
  Map<std::string> tags;
  std::string data_protection_policy;  // empty: none
  std::int64_t subscriptions_deleted = 0;

  std::map<std::int64_t, Subscription*> subscriptions = {};  // deliveries go out in this order
  std::map<std::pair<std::string, std::string>, Subscription*> by_endpoint =
      {};  // of protocol and endpoint
  SubscriptionCounts counts = {};
  // Those that a link can restore, by number.
  std::map<std::int64_t, std::unique_ptr<Subscription>> deactivated = {};
  std::int64_t last_sequence = 0;           // FIFO: of the latest message
  Lately<Published> published_lately = {};  // FIFO: by deduplication key
  std::unique_ptr<Archive> archive = {};    // FIFO: while there is an archive policy

  bool fifo() const { return attributes.fifo(); }
};

// What a sequence number has behind its one; nothing where it is no such number.
inline std::optional<std::int64_t> sequence_of(std::string_view number) {
  return number.starts_with('1') ? parse_integer(number.substr(1)) : std::nullopt;
}

// From when on messages of the topic can be replayed; nothing where it keeps none.
std::optional<Instant> beginning_of_archive(Topic const& topic, Instant now);

}  // namespace proofbox::sns

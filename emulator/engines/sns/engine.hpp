// Amazon SNS as a state machine: topics and subscriptions of every account and region of a box.
// What it publishes leaves as parcels. Facts: the SNS developer guide and API reference, and
// answers recorded from AWS.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "engines/sns/delivery.hpp"
#include "engines/sns/mobile.hpp"
#include "engines/sns/payload.hpp"
#include "engines/sns/platform_shapes.hpp"
#include "engines/sns/sandbox_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sns/signature.hpp"
#include "engines/sns/sms_shapes.hpp"
#include "engines/sns/topic.hpp"
#include "ports/engine.hpp"

namespace proofbox::sns {

class Engine : public proofbox::Engine {
 public:
  // engine_topics.cpp
  Result<CreateTopic::Output> handle(Turn& turn, CreateTopic const& op);
  Result<Nothing> handle(Turn& turn, DeleteTopic const& op);
  Result<GetTopicAttributes::Output> handle(Turn& turn, GetTopicAttributes const& op);
  Result<Nothing> handle(Turn& turn, SetTopicAttributes const& op);
  Result<ListTopics::Output> handle(Turn& turn, ListTopics const& op);

  // engine_policies.cpp
  Result<Nothing> handle(Turn& turn, AddPermission const& op);
  Result<Nothing> handle(Turn& turn, RemovePermission const& op);
  Result<Nothing> handle(Turn& turn, PutDataProtectionPolicy const& op);
  Result<GetDataProtectionPolicy::Output> handle(Turn& turn, GetDataProtectionPolicy const& op);

  // engine_tags.cpp
  Result<TagResource::Output> handle(Turn& turn, TagResource const& op);
  Result<UntagResource::Output> handle(Turn& turn, UntagResource const& op);
  Result<ListTagsForResource::Output> handle(Turn& turn, ListTagsForResource const& op);

  // engine_subscribing.cpp
  Result<Subscribe::Output> handle(Turn& turn, Subscribe const& op);

  // engine_subscriptions.cpp
  Result<Nothing> handle(Turn& turn, Unsubscribe const& op);
  Result<GetSubscriptionAttributes::Output> handle(Turn& turn, GetSubscriptionAttributes const& op);
  Result<Nothing> handle(Turn& turn, SetSubscriptionAttributes const& op);
  Result<ListSubscriptions::Output> handle(Turn& turn, ListSubscriptions const& op);
  Result<ListSubscriptionsByTopic::Output> handle(Turn& turn, ListSubscriptionsByTopic const& op);

  // engine_confirmation.cpp
  Result<ConfirmSubscription::Output> handle(Turn& turn, ConfirmSubscription const& op);
  Result<ListSubscriptionTokens::Output> handle(Turn& turn, ListSubscriptionTokens const& op);

  // engine_publish.cpp
  Result<Publish::Output> handle(Turn& turn, Publish const& op);
  Result<PublishBatch::Output> handle(Turn& turn, PublishBatch const& op);

  // engine_platform.cpp
  Result<CreatePlatformApplication::Output> handle(Turn& turn, CreatePlatformApplication const& op);
  Result<Nothing> handle(Turn& turn, DeletePlatformApplication const& op);
  Result<GetPlatformApplicationAttributes::Output> handle(
      Turn& turn, GetPlatformApplicationAttributes const& op);
  Result<Nothing> handle(Turn& turn, SetPlatformApplicationAttributes const& op);
  Result<ListPlatformApplications::Output> handle(Turn& turn, ListPlatformApplications const& op);

  // engine_endpoints.cpp
  Result<CreatePlatformEndpoint::Output> handle(Turn& turn, CreatePlatformEndpoint const& op);
  Result<Nothing> handle(Turn& turn, DeleteEndpoint const& op);
  Result<GetEndpointAttributes::Output> handle(Turn& turn, GetEndpointAttributes const& op);
  Result<Nothing> handle(Turn& turn, SetEndpointAttributes const& op);
  Result<ListEndpointsByPlatformApplication::Output> handle(
      Turn& turn, ListEndpointsByPlatformApplication const& op);

  // engine_sms.cpp
  Result<SetSMSAttributes::Output> handle(Turn& turn, SetSMSAttributes const& op);
  Result<GetSMSAttributes::Output> handle(Turn& turn, GetSMSAttributes const& op);
  Result<CheckIfPhoneNumberIsOptedOut::Output> handle(Turn& turn,
                                                      CheckIfPhoneNumberIsOptedOut const& op);
  Result<ListPhoneNumbersOptedOut::Output> handle(Turn& turn, ListPhoneNumbersOptedOut const& op);
  Result<OptInPhoneNumber::Output> handle(Turn& turn, OptInPhoneNumber const& op);
  Result<Nothing> handle(Turn& turn, OptOutPhoneNumber const& op);

  // engine_sms_sandbox.cpp
  Result<CreateSMSSandboxPhoneNumber::Output> handle(Turn& turn,
                                                     CreateSMSSandboxPhoneNumber const& op);
  Result<VerifySMSSandboxPhoneNumber::Output> handle(Turn& turn,
                                                     VerifySMSSandboxPhoneNumber const& op);
  Result<DeleteSMSSandboxPhoneNumber::Output> handle(Turn& turn,
                                                     DeleteSMSSandboxPhoneNumber const& op);
  Result<ListSMSSandboxPhoneNumbers::Output> handle(Turn& turn,
                                                    ListSMSSandboxPhoneNumbers const& op);
  Result<GetSMSSandboxAccountStatus::Output> handle(Turn& turn,
                                                    GetSMSSandboxAccountStatus const& op);
  Result<ListOriginationNumbers::Output> handle(Turn& turn, ListOriginationNumbers const& op);

  // engine_outbox.cpp
  Result<ListSmsMessages::Output> handle(Turn& turn, ListSmsMessages const& op);
  Result<ListPushMessages::Output> handle(Turn& turn, ListPushMessages const& op);
  Result<ViewSmsMessages::Output> handle(Turn& turn, ViewSmsMessages const& op);
  Result<ViewPushMessages::Output> handle(Turn& turn, ViewPushMessages const& op);
  Result<Nothing> handle(Turn& turn, DeleteSmsMessages const& op);
  Result<Nothing> handle(Turn& turn, DeletePushMessages const& op);

  // engine_delivery.cpp
  void carried(Turn& turn, Parcel const& parcel, Outcome const& outcome) override;

  // engine_sandbox.cpp
  Result<ListDeliveries::Output> handle(Turn& turn, ListDeliveries const& op);

  // engine_due.cpp
  std::optional<Instant> next_due() const override;
  void advance(Turn& turn) override;

  // engine_rows.cpp
  std::optional<std::string> restore(Table const& table, void const* row) override;
  void save(Turn& turn) const override;
  std::vector<Table const*> tables() const override;

 private:
  // engine_topics.cpp
  Result<Topic*> find_topic(Turn const& turn, std::string_view arn,
                            std::string_view parameter = "TopicArn");
  Topic& add(std::unique_ptr<Topic> topic);

  // engine_tags.cpp
  Topic* tagged_topic(Turn const& turn, std::string_view arn);

  // engine_subscribing.cpp
  // Takes it into the counts (1) or out of them (-1), as it is: who changes it does both.
  void count(Subscription const& subscription, int by);
  std::optional<Error> no_room(Subscription const& subscription);
  std::optional<Error> no_room_for_filter(Topic const& topic, std::string_view owner);
  Result<Subscribe::Output> subscribe_again(Turn& turn, Subscription& subscription,
                                            SubscriptionAttributes const& attributes,
                                            Subscribe const& op);

  // engine_subscriptions.cpp
  Result<Subscription*> find_subscription(Turn const& turn, std::string_view arn);
  Subscription& add(std::unique_ptr<Subscription> subscription);
  std::unique_ptr<Subscription> remove(Turn& turn, Subscription& subscription);

  // engine_confirmation.cpp
  void await_confirmation(Turn& turn, Subscription& subscription);
  void deactivate(Turn& turn, std::unique_ptr<Subscription> subscription);
  void add_deactivated(std::unique_ptr<Subscription> subscription);
  void set_token(Turn& turn, Subscription& subscription);
  void know_token(Subscription& subscription);
  void drop_token(Subscription& subscription);
  void drop_deactivated(Turn& turn, Subscription& subscription);
  void drop_old_tokens(Turn& turn);

  // engine_publish.cpp
  std::optional<Error> check_fifo_parameters(Topic const& topic,
                                             PublishBatch::Entry const& entry) const;
  PublishBatch::Published publish(Turn& turn, Topic& topic, PublishBatch::Entry const& entry);

  // engine_archive.cpp
  // Begins or ends the topic's archive, or shortens it, as its policy now says.
  void settle_archive(Turn& turn, Topic& topic);
  void archive(Turn& turn, Topic& topic, std::shared_ptr<Notification const> const& notification);
  void forget_archived(Turn& turn, Topic const& topic, std::vector<std::string> const& numbers);
  static void keep_archived(Turn& turn, Topic const& topic, Notification const& notification);
  std::optional<std::string> restore_archived(void const* row);

  // engine_replay.cpp
  std::optional<Error> bad_replay(Turn const& turn, Topic const& topic,
                                  SubscriptionAttributes const& attributes,
                                  errors::During during) const;
  // Delivers what the subscription's replay policy asks for, as soon as it is confirmed.
  void replay(Turn& turn, Subscription& subscription);
  std::string_view replay_status(Subscription const& subscription) const;

  // engine_direct_publish.cpp
  Result<Publish::Output> publish_directly(Turn& turn, Publish const& op);
  Result<Publish::Output> publish_to_phone(Turn& turn, Publish const& op,
                                           Notification notification);
  Result<Publish::Output> publish_to_endpoint(Turn& turn, Publish const& op,
                                              Notification notification);

  // engine_platform.cpp
  Result<PlatformApplication*> find_application(Turn const& turn, std::string_view arn);

  // engine_endpoints.cpp
  Result<PlatformEndpoint*> find_endpoint(Turn const& turn, std::string_view arn);

  // engine_sms_sandbox.cpp
  Phone* sandbox_phone(Turn const& turn, std::string_view number);

  // engine_delivery.cpp
  void deliver(Turn& turn, Topic const& topic,
               std::shared_ptr<Notification const> const& notification);
  void deliver(Turn& turn, Subscription& subscription,
               std::shared_ptr<Notification const> const& notification, Signatures& signatures);
  void hand_over(Turn& turn, Subscription& subscription,
                 Delivery delivery);  // engine_mobile_delivery.cpp
  void ask_to_confirm(Turn& turn, Subscription& subscription, bool of_unsubscription);
  void post(Turn& turn, Subscription const& subscription, Delivery delivery, Payload payload);
  void send(Turn& turn, Delivery& delivery, Parcel parcel, Instant at);
  Instant next_turn(Turn& turn, Delivery const& delivery);
  void send_next(Turn& turn, Delivery& delivery);
  void send_what_is_due(Turn& turn);
  void send_to_dead_letters(Turn& turn, Delivery& delivery, Subscription const* subscription);
  void finish(Turn& turn, Delivery& delivery, Delivery::Status status);
  Delivery* end(Turn& turn, Delivery& delivery, Delivery::Status status);
  void tell(Turn& turn, Delivery const& delivery, std::string_view outcome);
  Subscription* subscription_of(Delivery const& delivery);

  // engine_rows.cpp
  static void keep(Turn& turn, Topic const& topic);
  static void keep(Turn& turn, Subscription const& subscription);
  static void forget(Turn& turn, Topic const& topic);
  static void forget(Turn& turn, Subscription const& subscription);
  std::optional<std::string> restore_topic(void const* row);
  std::optional<std::string> restore_subscription(void const* row);

  // engine_lately.cpp
  static void keep_published(Turn& turn, Topic const& topic, std::string const& key,
                             Published const& published, Instant until);
  static void forget_published(Turn& turn, Topic const& topic, std::string const& key,
                               Instant until);
  std::optional<std::string> restore_published(void const* row);
  static Published const* published_lately(Turn& turn, Topic& topic, std::string const& key);
  static void remember_published(Turn& turn, Topic& topic, std::string key, Published published);

  // A topic's key is "REGION/ACCOUNT/NAME", a subscription's "REGION/ACCOUNT/NUMBER"; listing goes
  // in the order of the keys.
  std::map<std::string, std::unique_ptr<Topic>, std::less<>> topics_;
  std::map<std::string, std::unique_ptr<Subscription>, std::less<>> subscriptions_;
  std::map<std::string, Subscription*, std::less<>> by_arn_;
  std::int64_t last_subscription_ = 0;
  std::map<std::string, SubscriptionCounts, std::less<>> counts_;  // by "REGION/ACCOUNT/"

  // Whose token it is, of all subscriptions, and when which is worth no more.
  std::map<std::string, Subscription*, std::less<>> by_token_;
  std::set<std::pair<Instant, std::string>> token_ends_;

  Deliveries deliveries_;
  Mobile mobile_;

  Digest sha256_ = Digest::sha256();
};

// Whether subscriptions of the protocol are phones or devices: engine_mobile_delivery.cpp.
bool is_mobile(std::string_view protocol);

// Whether a message is for one phone or one device: engine_direct_publish.cpp.
bool is_direct(Publish const& op);

// REGION/ACCOUNT/NUMBER, with the number so wide that the keys sort as the numbers do.
std::string subscription_key(Subscription const& subscription);

}  // namespace proofbox::sns

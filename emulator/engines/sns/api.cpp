#include "engines/sns/api.hpp"

#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {

Api const& api() {
  static Api const api = [] {
    Api sns;
    sns.service = "sns";
    sns.version = "2010-03-31";
    sns.xml_namespace = "http://sns.amazonaws.com/doc/2010-03-31/";
    sns.query_style = QueryStyle::nested;
    sns.error_has_detail = false;
    sns.body_limit = 2 << 20;
    sns.rows = {
        operation<CreateTopic, Engine>(),
        operation<DeleteTopic, Engine>(),
        operation<GetTopicAttributes, Engine>(),
        operation<SetTopicAttributes, Engine>(),
        operation<ListTopics, Engine>(),
        operation<AddPermission, Engine>(),
        operation<RemovePermission, Engine>(),
        operation<PutDataProtectionPolicy, Engine>(),
        operation<GetDataProtectionPolicy, Engine>(),
        operation<TagResource, Engine>(),
        operation<UntagResource, Engine>(),
        operation<ListTagsForResource, Engine>(),
        operation<Subscribe, Engine>(),
        operation<ConfirmSubscription, Engine>(),
        operation<Unsubscribe, Engine>(),
        operation<GetSubscriptionAttributes, Engine>(),
        operation<SetSubscriptionAttributes, Engine>(),
        operation<ListSubscriptions, Engine>(),
        operation<ListSubscriptionsByTopic, Engine>(),
        operation<Publish, Engine>(),
        operation<PublishBatch, Engine>(),
        operation<CreatePlatformApplication, Engine>(),
        operation<DeletePlatformApplication, Engine>(),
        operation<GetPlatformApplicationAttributes, Engine>(),
        operation<SetPlatformApplicationAttributes, Engine>(),
        operation<ListPlatformApplications, Engine>(),
        operation<CreatePlatformEndpoint, Engine>(),
        operation<DeleteEndpoint, Engine>(),
        operation<GetEndpointAttributes, Engine>(),
        operation<SetEndpointAttributes, Engine>(),
        operation<ListEndpointsByPlatformApplication, Engine>(),
        operation<SetSMSAttributes, Engine>(),
        operation<GetSMSAttributes, Engine>(),
        operation<CheckIfPhoneNumberIsOptedOut, Engine>(),
        operation<ListPhoneNumbersOptedOut, Engine>(),
        operation<OptInPhoneNumber, Engine>(),
        operation<CreateSMSSandboxPhoneNumber, Engine>(),
        operation<VerifySMSSandboxPhoneNumber, Engine>(),
        operation<DeleteSMSSandboxPhoneNumber, Engine>(),
        operation<ListSMSSandboxPhoneNumbers, Engine>(),
        operation<GetSMSSandboxAccountStatus, Engine>(),
        operation<ListOriginationNumbers, Engine>(),
    };
    sns.sandbox = {
        operation<OptOutPhoneNumber, Engine>(),      operation<ListSmsMessages, Engine>(),
        operation<ListPushMessages, Engine>(),       operation<ViewSmsMessages, Engine>(),
        operation<ViewPushMessages, Engine>(),       operation<DeleteSmsMessages, Engine>(),
        operation<DeletePushMessages, Engine>(),     operation<ListDeliveries, Engine>(),
        operation<ListSubscriptionTokens, Engine>(),
    };
    sns.word = errors::of;
    return sns;
  }();
  return api;
}

std::unique_ptr<proofbox::Engine> make_engine() { return std::make_unique<Engine>(); }

}  // namespace proofbox::sns

// What SNS keeps of phones and devices: a box that is made anew on the same store goes on where the
// old one stopped.
#include <catch2/catch.hpp>

#include "engines/sns/outbox_shapes.hpp"
#include "engines/sns/platform_shapes.hpp"
#include "engines/sns/sms_shapes.hpp"
#include "support/restarts.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

struct MobileRestarts : Restarts {
  template <class Op>
  typename Op::Output operator()(Op const& op) {
    auto result = box->call(op);
    REQUIRE(result.ok());
    return std::move(*result);
  }

  std::string create_application(std::string name) {
    return (*this)(sns::CreatePlatformApplication{
                       std::move(name), "GCM", {{"PlatformCredential", "key"}}})
        .platform_application_arn;
  }
  std::string create_endpoint(std::string app, std::string token) {
    return (*this)(sns::CreatePlatformEndpoint{std::move(app), std::move(token), {}, {}})
        .endpoint_arn;
  }
  void publish(std::string to, std::string message) {
    sns::Publish op;
    (to.starts_with('+') ? op.phone_number : op.target_arn) = std::move(to);
    op.message = std::move(message);
    (*this)(op);
  }
  std::vector<std::string> endpoints(std::string const& app) {
    std::vector<std::string> arns;
    auto const listed = (*this)(sns::ListEndpointsByPlatformApplication{app, {}});
    for (auto const& endpoint : listed.endpoints)
      arns.push_back(endpoint.endpoint_arn);
    return arns;
  }
};

}  // namespace

TEST_CASE("Applications and endpoints outlive the box", "[sns][platform][rows]") {
  MobileRestarts boxes;
  auto const app = boxes.create_application("donuts");
  auto const gone = boxes.create_application("gone");
  boxes.create_endpoint(gone, "1");
  auto const first = boxes.create_endpoint(app, "1");
  auto const second = boxes.create_endpoint(app, "2");
  auto const deleted = boxes.create_endpoint(app, "3");
  boxes(sns::SetEndpointAttributes{first, {{"Token", "4"}, {"Enabled", "false"}}});
  boxes(sns::SetPlatformApplicationAttributes{app, {{"SuccessFeedbackSampleRate", "7"}}});
  boxes(sns::DeleteEndpoint{deleted});
  boxes(sns::DeletePlatformApplication{gone});
  boxes.restart();
  auto const listed = boxes(sns::ListPlatformApplications{});
  REQUIRE(listed.platform_applications.size() == 1);
  CHECK(listed.platform_applications[0].platform_application_arn == app);
  CHECK(listed.platform_applications[0].attributes ==
        Map<std::string>{{"AuthenticationMethod", "key"},
                         {"Enabled", "true"},
                         {"SuccessFeedbackSampleRate", "7"}});
  CHECK(boxes(sns::GetEndpointAttributes{first}).attributes ==
        Map<std::string>{{"Enabled", "false"}, {"Token", "4"}});
  CHECK(boxes.create_endpoint(app, "2") == second);
  auto const third = boxes.create_endpoint(app, "1");
  CHECK(boxes.endpoints(app) == std::vector<std::string>{first, second, third});
}

TEST_CASE("Who wants no messages, settings and sandbox numbers outlive the box",
          "[sns][sms][rows]") {
  MobileRestarts boxes;
  boxes(sns::SetSMSAttributes{{{"DefaultSenderID", "Shop"}, {"DefaultSMSType", "Promotional"}}});
  boxes(sns::SetSMSAttributes{{{"DefaultSMSType", ""}}});
  boxes(sns::OptOutPhoneNumber{"+15555550100"});
  boxes(sns::OptOutPhoneNumber{"+15555550101"});
  boxes(sns::OptInPhoneNumber{"+15555550101"});
  boxes(sns::CreateSMSSandboxPhoneNumber{"+15555550102", {}});
  boxes(sns::CreateSMSSandboxPhoneNumber{"+15555550103", {}});
  boxes(sns::DeleteSMSSandboxPhoneNumber{"+15555550103"});
  boxes.restart();
  CHECK(boxes(sns::GetSMSAttributes{}).attributes ==
        Map<std::string>{{"DefaultSenderID", "Shop"}, {"MonthlySpendLimit", "1"}});
  CHECK(boxes(sns::ListPhoneNumbersOptedOut{}).phone_numbers ==
        std::vector<std::string>{"+15555550100"});
  boxes(sns::OptOutPhoneNumber{"+15555550101"});
  CHECK_FALSE(boxes.box->call(sns::OptInPhoneNumber{"+15555550101"}).ok());
  auto const numbers = boxes(sns::ListSMSSandboxPhoneNumbers{}).phone_numbers;
  REQUIRE(numbers.size() == 1);
  CHECK(numbers[0].status == "Pending");
  auto const sent = boxes(sns::ListSmsMessages{"+15555550102"}).messages;
  REQUIRE(sent.size() == 1);
  auto const password = sent[0].message.substr(sent[0].message.size() - 6);
  boxes(sns::VerifySMSSandboxPhoneNumber{"+15555550102", password});
}

TEST_CASE("The outbox outlives the box, as far as it was not emptied", "[sns][sms][rows]") {
  MobileRestarts boxes;
  auto const arn = boxes.create_endpoint(boxes.create_application("donuts"), "1");
  boxes.publish("+15555550100", "first");
  boxes.publish("+15555550101", "second");
  boxes.publish("+15555550100", "third");
  boxes.publish(arn, "pushed");
  boxes(sns::DeleteSmsMessages{"+15555550101"});
  auto const texts = boxes(sns::ListSmsMessages{}).messages;
  auto const pushes = boxes(sns::ListPushMessages{}).messages;
  boxes.restart();
  boxes.publish("+15555550102", "fourth");
  auto const after = boxes(sns::ListSmsMessages{}).messages;
  REQUIRE(after.size() == 3);
  REQUIRE(texts.size() == 2);
  CHECK(after[0].message_id == texts[0].message_id);
  CHECK(after[0].sent_at == texts[0].sent_at);
  CHECK(after[1].message == "third");
  CHECK(after[2].message == "fourth");
  CHECK(after[2].number > after[1].number);
  auto const pushed = boxes(sns::ListPushMessages{}).messages;
  REQUIRE(pushed.size() == 1);
  CHECK(pushed[0].message_id == pushes[0].message_id);
  CHECK(pushed[0].token == "1");
}

TEST_CASE("A box that is made anew gives no endpoint's ARN a second time",
          "[sns][platform][rows]") {
  MobileRestarts boxes;
  auto const app = boxes.create_application("donuts");
  auto const first = boxes.create_endpoint(app, "1");
  boxes.restart();
  auto const second = boxes.create_endpoint(app, "2");
  CHECK(first != second);
  CHECK(boxes(sns::GetEndpointAttributes{second}).attributes.at("Token") == "2");
}

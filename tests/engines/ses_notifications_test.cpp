// What an identity is told of its mails: on its topics, and in the sender's own mailbox.
#include "engines/ses_post.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using Json = nlohmann::json;
using Post = test::SesPost;
using Words = std::vector<std::string>;

namespace {

v1::SetIdentityNotificationTopic topic_for(std::string type) {
  return {"shop@example.com", std::move(type), Post::topic("feedback")};
}

v1::SendEmail plain_mail(std::vector<std::string> to) {
  auto send = Post::mail(std::move(to));
  send.configuration_set_name.reset();
  return send;
}

v1::NotificationAttributes attributes(Post& post) {
  v1::GetIdentityNotificationAttributes const op{{"shop@example.com", "nobody@example.com"}};
  auto const all = post(op)->notification_attributes;
  REQUIRE(all.size() == 1);
  return all.at("shop@example.com");
}

constexpr char bouncing[] = "bounce@simulator.amazonses.com";

}  // namespace

TEST_CASE("An identity's topic is told of a bounce, without tags and headers",
          "[ses][notifications]") {
  Post post;
  REQUIRE(post(topic_for("Bounce")).ok());
  auto const first = post.told();
  REQUIRE(first.size() == 1);
  CHECK(first[0].at("notificationType") == "AmazonSnsSubscriptionSucceeded");
  CHECK(attributes(post).bounce_topic == Post::topic("feedback"));
  CHECK_FALSE(attributes(post).complaint_topic);

  auto send = plain_mail({bouncing});
  send.tags = {{"campaign", "donuts"}};
  auto const id = post.send(send);
  post.pass(1min);
  auto const published = post.take_published();
  REQUIRE(published.size() == 1);
  CHECK(published[0].source_arn == "arn:aws:ses:us-east-1:000000000000:identity/shop@example.com");
  auto told = Json::parse(published[0].message);
  CHECK(told.at("bounce").at("feedbackId").get<std::string>().size() == 60);
  told.at("bounce").erase("feedbackId");
  CHECK(told == Json::parse(R"({
    "notificationType": "Bounce",
    "mail": {
      "timestamp": "2023-05-25T00:00:00.000Z",
      "source": "shop@example.com",
      "sourceArn": "arn:aws:ses:us-east-1:000000000000:identity/shop@example.com",
      "sourceIp": "127.0.0.1",
      "callerIdentity": "proofbox",
      "sendingAccountId": "000000000000",
      "messageId": ")" + id +
                            R"(",
      "destination": ["bounce@simulator.amazonses.com"]
    },
    "bounce": {
      "bounceType": "Permanent",
      "bounceSubType": "General",
      "bouncedRecipients": [{"emailAddress": "bounce@simulator.amazonses.com", "action": "failed",
        "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}],
      "timestamp": "2023-05-25T00:00:01.000Z",
      "remoteMtaIp": "127.0.0.1",
      "reportingMTA": "dsn; a8-77.smtp-out.amazonses.com"
    }
  })"));
}

TEST_CASE("Headers are in the notifications of a type that asks for them", "[ses][notifications]") {
  Post post;
  REQUIRE(post(topic_for("Delivery")).ok());
  REQUIRE(post(topic_for("Complaint")).ok());
  v1::SetIdentityHeadersInNotificationsEnabled const headers{"shop@example.com", "Complaint", true};
  REQUIRE(post(headers).ok());
  CHECK(attributes(post).headers_in_complaint_notifications_enabled);
  post.told();
  post.send(plain_mail({"complaint@simulator.amazonses.com"}));
  post.pass(1min);
  auto const told = post.told();
  REQUIRE(told.size() == 2);
  CHECK(told[0].at("notificationType") == "Delivery");
  CHECK(told[0].at("delivery").at("remoteMtaIp") == "127.0.0.1");
  CHECK_FALSE(told[0].at("mail").contains("headers"));
  CHECK(told[1].at("notificationType") == "Complaint");
  CHECK(told[1].at("mail").at("commonHeaders").at("subject") == "subject");
}

TEST_CASE("A topic that is not there is refused, and no topic ends the notifications",
          "[ses][notifications]") {
  Post post;
  auto op = topic_for("Bounce");
  op.sns_topic = Post::topic("missing");
  CHECK(post(op).error().code == "InvalidParameterValue");
  CHECK_FALSE(attributes(post).bounce_topic);
  REQUIRE(post(topic_for("Bounce")).ok());
  op.sns_topic.reset();
  REQUIRE(post(op).ok());
  CHECK_FALSE(attributes(post).bounce_topic);
}

TEST_CASE("A notification has one of three types, and an identity that exists",
          "[ses][notifications]") {
  Post post;
  CHECK(post(topic_for("Sneeze")).error().message ==
        "Invalid notification type: Sneeze. Valid values are: Bounce, Complaint, Delivery.");
  v1::SetIdentityHeadersInNotificationsEnabled headers{"shop@example.com", "Sneeze", true};
  CHECK(post(headers).error().code == "InvalidParameterValue");
  headers = {"nobody@example.com", "Bounce", true};
  CHECK(post(headers).error().message ==
        "Identity <nobody@example.com> is not verified or does not exist.");
  auto op = topic_for("Bounce");
  op.identity = "nobody@example.com";
  CHECK(post(op).error().code == "MessageRejected");
  v1::SetIdentityFeedbackForwardingEnabled const forwarding{"nobody@example.com", true};
  CHECK(post(forwarding).error().code == "MessageRejected");
  v2::PutEmailIdentityFeedbackAttributes const in_v2{"nobody@example.com", true};
  CHECK(post(in_v2).error().status == 404);
}

TEST_CASE("A bounce comes into the sender's mailbox, unless topics take its place",
          "[ses][notifications]") {
  Post post;
  auto send = plain_mail({bouncing});
  send.source = "shop+orders@example.com";
  send.return_path = "shop@example.com";
  auto const id = post.send(send);
  post.pass(1min);
  auto const mails = post.box();
  REQUIRE(mails.size() == 2);
  CHECK(mails[1].from == "MAILER-DAEMON@amazonses.com");
  CHECK(mails[1].to == Words{"shop@example.com"});
  CHECK(mails[1].subject == "Delivery Status Notification (Failure)");
  CHECK(mails[1].text->find(bouncing) != std::string::npos);
  CHECK(mails[1].text->find(id) != std::string::npos);

  v1::SetIdentityFeedbackForwardingEnabled const stop{"shop@example.com", false};
  REQUIRE(post(topic_for("Bounce")).ok());
  CHECK(post(stop).error().code == "InvalidParameterValue");
  REQUIRE(post(topic_for("Complaint")).ok());
  REQUIRE(post(stop).ok());
  CHECK_FALSE(attributes(post).forwarding_enabled);
  CHECK_FALSE(post(v2::GetEmailIdentity{"shop@example.com"})->feedback_forwarding_status);
  post.send(send);
  post.pass(1min);
  CHECK(post.box().size() == 3);  // the mail itself, and no bounce

  v2::PutEmailIdentityFeedbackAttributes const again{"shop@example.com", true};
  REQUIRE(post(again).ok());
  post.send(plain_mail({"complaint@simulator.amazonses.com"}));
  post.pass(1min);
  CHECK(post.box().back().subject == "Complaint: subject");
}

// The life of a mail on the box's clock, and what its configuration set is told of it.
#include "engines/ses_post.hpp"
#include "sim/memory_store.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using Json = nlohmann::json;
using Post = test::SesPost;

namespace {

std::vector<std::string> all_types() {
  return {"SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "RENDERING_FAILURE"};
}

std::vector<std::string> types_of(std::vector<Json> const& events) {
  std::vector<std::string> types;
  for (auto const& event : events)
    types.push_back(event.at("eventType"));
  return types;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("A mail is told of as sent at once, member for member", "[ses][events]") {
  Post post;
  post.make_set(all_types());
  auto send = Post::mail({"Kim <kim@example.com>"});
  send.destination.bcc_addresses = {"boss@example.com"};
  send.message.body.html = Content{"<p>text</p>", {}};
  send.tags = {{"campaign", "donuts"}};
  auto const id = post.send(send);
  auto const published = post.take_published();
  REQUIRE(published.size() == 1);
  CHECK(published[0].topic_arn == Post::topic("feedback"));
  CHECK(published[0].subject == "Amazon SES Email Event Notification");
  CHECK(published[0].source_arn == "arn:aws:ses:us-east-1:000000000000:configuration-set/shop");
  auto event = Json::parse(published[0].message);
  auto& type = event.at("mail").at("headers").at(4).at("value");
  CHECK(type.get<std::string>().starts_with("multipart/alternative;  boundary=\"----=_Part_"));
  type = "multipart/alternative";
  CHECK(event == Json::parse(R"({
    "eventType": "Send",
    "mail": {
      "timestamp": "2023-05-25T00:00:00.000Z",
      "source": "shop@example.com",
      "sourceArn": "arn:aws:ses:us-east-1:000000000000:identity/shop@example.com",
      "sendingAccountId": "000000000000",
      "messageId": ")" + id + R"(",
      "destination": ["kim@example.com", "boss@example.com"],
      "headersTruncated": false,
      "headers": [
        {"name": "From", "value": "shop@example.com"},
        {"name": "To", "value": "Kim <kim@example.com>"},
        {"name": "Subject", "value": "subject"},
        {"name": "MIME-Version", "value": "1.0"},
        {"name": "Content-Type", "value": "multipart/alternative"}
      ],
      "commonHeaders": {
        "from": ["shop@example.com"],
        "to": ["Kim <kim@example.com>"],
        "messageId": ")" + id +
                             R"(",
        "subject": "subject"
      },
      "tags": {
        "ses:operation": ["SendEmail"],
        "ses:configuration-set": ["shop"],
        "ses:source-ip": ["127.0.0.1"],
        "ses:from-domain": ["example.com"],
        "ses:caller-identity": ["proofbox"],
        "campaign": ["donuts"]
      }
    },
    "send": {}
  })"));
}

TEST_CASE("A mail is delivered a second later, and not before", "[ses][events]") {
  Post post;
  post.make_set(all_types());
  post.send(Post::mail({"kim@example.com", "lee@example.com"}));
  CHECK(types_of(post.told()) == Words{"Send"});
  CHECK(post.box().at(0).recipients.at(0).state == "accepted");
  post.pass(999ms);
  CHECK(post.told().empty());
  post.pass(1ms);
  auto const events = post.told();
  REQUIRE(types_of(events) == Words{"Delivery"});
  CHECK(events[0].at("delivery") == Json::parse(R"({
    "timestamp": "2023-05-25T00:00:01.000Z",
    "processingTimeMillis": 1000,
    "recipients": ["kim@example.com", "lee@example.com"],
    "smtpResponse": "250 2.6.0 Message received",
    "reportingMTA": "a8-77.smtp-out.amazonses.com"
  })"));
  CHECK(events[0].at("mail").at("tags").at("ses:outgoing-ip") == Json::array({"54.240.8.77"}));
  auto const mails = post.box();
  for (auto const& recipient : mails.at(0).recipients) {
    CHECK(recipient.state == "delivered");
    CHECK(recipient.since == post.turns.now);
  }
  CHECK_FALSE(post.engine.next_due());
}

TEST_CASE("The simulator's addresses end as their names say, with or without a label",
          "[ses][events]") {
  Post post;
  post.make_set(all_types());
  auto const label = GENERATE("", "+label");
  auto const address = [&](std::string const& name) {
    return name + label + "@simulator.amazonses.com";
  };
  auto const run = [&](std::string const& name) {
    post.send(Post::mail({address(name)}));
    post.pass(1min);
    return post.told();
  };
  CHECK(types_of(run("success")) == Words{"Send", "Delivery"});

  auto const bounced = run("bounce");
  REQUIRE(types_of(bounced) == Words{"Send", "Bounce"});
  auto const& bounce = bounced[1].at("bounce");
  CHECK(bounce.at("bounceType") == "Permanent");
  CHECK(bounce.at("bounceSubType") == "General");
  CHECK(bounce.at("bouncedRecipients") ==
        Json::parse(R"([{"emailAddress": ")" + address("bounce") + R"(", "action": "failed",
        "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}])"));
  CHECK(bounce.at("reportingMTA") == "dsn; a8-77.smtp-out.amazonses.com");
  CHECK(bounce.at("feedbackId").get<std::string>().size() == 60);

  auto const complained = run("complaint");
  REQUIRE(types_of(complained) == Words{"Send", "Delivery", "Complaint"});
  auto const& complaint = complained[2].at("complaint");
  CHECK(complaint.at("complainedRecipients").at(0).at("emailAddress") == address("complaint"));
  CHECK(complaint.at("complaintFeedbackType") == "abuse");
  CHECK(complaint.at("complaintSubType").is_null());

  auto const suppressed = run("suppressionlist");
  REQUIRE(types_of(suppressed) == Words{"Send", "Bounce"});
  CHECK(suppressed[1].at("bounce").at("bounceSubType") == "Suppressed");

  CHECK(types_of(run("ooto")) == Words{"Send", "Delivery"});
  auto const reply = post.box().back();
  CHECK(reply.from == address("ooto"));
  CHECK(reply.to == Words{"shop@example.com"});
  CHECK(reply.recipients.empty());
}

TEST_CASE("Recipients of one mail come to ends of their own", "[ses][events]") {
  Post post;
  post.make_set(all_types());
  post.send(Post::mail(
      {"kim@example.com", "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"}));
  post.pass(1min);
  CHECK(types_of(post.told()) == Words{"Send", "Delivery", "Bounce", "Complaint"});
  auto const states = post.box().at(0).recipients;
  REQUIRE(states.size() == 3);
  CHECK(states[0].state == "delivered");
  CHECK(states[1].state == "bounced");
  CHECK(states[2].state == "complained");
}

TEST_CASE("A mail with a virus is rejected", "[ses][events]") {
  Post post;
  post.make_set(all_types());
  auto send = Post::mail({"kim@example.com"});
  send.message.body.text->data =
      std::string{"X5O!P%@AP[4\\PZX54(P^)7CC)7}$"} + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
  post.send(send);
  post.pass(1min);
  auto const events = post.told();
  REQUIRE(types_of(events) == Words{"Send", "Reject"});
  CHECK(events[1].at("reject") == Json{{"reason", "Bad content"}});
  CHECK(post.box().at(0).recipients.at(0).state == "rejected");
}

TEST_CASE("A set is told of nothing that it did not ask for", "[ses][events]") {
  Post post;
  post.make_set({"BOUNCE"});
  post.send(Post::mail({"kim@example.com"}));
  post.pass(1min);
  CHECK(post.told().empty());
  v2::UpdateConfigurationSetEventDestination change;
  change.configuration_set_name = "shop";
  change.event_destination_name = "to-feedback";
  change.event_destination.matching_event_types = all_types();
  change.event_destination.sns_destination = v2::SnsDestination{Post::topic("feedback")};
  REQUIRE(post(change).ok());  // and disabled, since nothing says that it is enabled
  post.take_published();
  post.send(Post::mail({"kim@example.com"}));
  auto without_set = Post::mail({"kim@example.com"});
  without_set.configuration_set_name.reset();
  post.send(without_set);
  post.pass(1min);
  CHECK(post.told().empty());
}

TEST_CASE("A raw mail without headers is told of without them", "[ses][events]") {
  Post post;
  post.make_set({"SEND"});
  v1::SendRawEmail send;
  send.source = "shop@example.com";
  send.destinations = {"kim@example.com"};
  send.raw_message.data.bytes = "only text";
  send.configuration_set_name = "shop";
  REQUIRE(post(send).ok());
  auto const events = post.told();
  REQUIRE(events.size() == 1);
  auto const& mail = events[0].at("mail");
  CHECK(mail.at("headers") == Json::array());
  CHECK_FALSE(mail.at("tags").contains("ses:from-domain"));
  CHECK(mail.at("tags").at("ses:operation") == Json::array({"SendRawEmail"}));
  CHECK(mail.at("source") == "shop@example.com");
}

TEST_CASE("Headers beyond 10 KB are cut off, and said to be", "[ses][events]") {
  Post post;
  post.make_set({"SEND"});
  v1::SendRawEmail send;
  send.raw_message.data.bytes =
      "From: shop@example.com\r\nTo: kim@example.com\r\nX-Long: " + std::string(10 << 10, 'a') +
      "\r\nX-Last: 1\r\n\r\nbody\r\n";
  send.configuration_set_name = "shop";
  REQUIRE(post(send).ok());
  auto const events = post.told();
  CHECK(events.at(0).at("mail").at("headersTruncated") == true);
  CHECK(events.at(0).at("mail").at("headers").size() == 2);
}

TEST_CASE("A set that an identity has by default serves mails that name none", "[ses][events]") {
  Post post;
  post.make_set({"SEND"});
  v2::CreateEmailIdentity create;
  create.email_identity = "donut.test";
  create.configuration_set_name = "none";
  CHECK(post(create).error().code == "NotFoundException");
  create.configuration_set_name = "shop";
  REQUIRE(post(create).ok());
  auto send = Post::mail({"kim@example.com"});
  send.source = "anybody@donut.test";
  send.configuration_set_name.reset();
  REQUIRE(post(send).ok());
  auto const events = post.told();
  REQUIRE(events.size() == 1);
  CHECK(events[0].at("mail").at("tags").at("ses:configuration-set") == Json::array({"shop"}));
  CHECK(events[0].at("mail").at("sourceArn") ==
        "arn:aws:ses:us-east-1:000000000000:identity/donut.test");

  REQUIRE(post(v2::DeleteConfigurationSet{"shop"}).ok());
  CHECK(post(send).error().code == "ConfigurationSetDoesNotExist");
}

TEST_CASE("A sandbox says how long mails take, and who refuses them", "[ses][events]") {
  Post post;
  post.make_set(all_types());
  ConfigureDelivery settings;
  settings.delivers_after = "10m";
  settings.complains_after = "1h";
  settings.bounces = {{"gone.test"}};
  settings.complains = {{"Angry@example.com"}};
  auto const holds = post(settings);
  CHECK(holds->delivers_after == "10m");
  CHECK(holds->bounces == Words{"gone.test"});
  post.send(Post::mail({"kim@example.com", "anybody@gone.test", "angry@example.com"}));
  post.told();
  post.pass(10min - 1ns);
  CHECK(post.told().empty());
  post.pass(1ns);
  CHECK(types_of(post.told()) == Words{"Delivery", "Bounce"});
  post.pass(1h);
  CHECK(types_of(post.told()) == Words{"Complaint"});

  settings = {};
  settings.delivers_after = "soon";
  CHECK(post(settings).error().message ==
        "delivers_after must be a duration such as \"5s\" or \"1m30s\", not \"soon\".");
  settings.delivers_after = "0s";
  CHECK(post(settings)->complains_after == "1h");
  post.send(Post::mail({"kim@example.com"}));
  post.pass(0s);
  CHECK(types_of(post.told()) == Words{"Send", "Delivery"});
}

TEST_CASE("A mail under way comes to its end in a box that is made anew", "[ses][events][rows]") {
  sim::MemoryStore store;
  std::optional<test::SimBox> sim;
  BoxSettings settings;
  sim.emplace(settings, store);
  v1::VerifyEmailIdentity const verify{"shop@example.com"};
  REQUIRE(sim->call(verify).ok());
  v1::CreateConfigurationSet const create{{"shop"}};
  REQUIRE(sim->call(create).ok());
  ConfigureDelivery slow;
  slow.delivers_after = "1h";
  REQUIRE(sim->call(slow).ok());
  auto const send = Post::mail({"kim@example.com", "bounce@simulator.amazonses.com"});
  REQUIRE(sim->call(send).ok());
  settings.start = sim->box.agenda().now();
  sim.reset();
  sim.emplace(settings, store);
  ListMessages const list;
  CHECK(sim->call(list)->messages.at(0).recipients.at(0).state == "accepted");
  sim->advance(2h);
  auto const mails = sim->call(list)->messages;
  REQUIRE(mails.size() == 2);  // and the bounce in the sender's mailbox
  CHECK(mails[0].recipients.at(0).state == "delivered");
  CHECK(mails[0].recipients.at(1).state == "bounced");
  CHECK(mails[1].to == Words{"shop@example.com"});
  v1::ListConfigurationSets const list_sets;
  CHECK(sim->call(list_sets)->configuration_sets.at(0).name == "shop");
  v1::GetSendStatistics const statistics;
  auto const points = sim->call(statistics)->send_data_points;
  REQUIRE(points.size() == 2);
  CHECK(points[0].delivery_attempts == 2);
  CHECK(points[1].bounces == 1);
}

TEST_CASE("Nothing more is told of a mail that was taken out of the inbox", "[ses][events]") {
  Post post;
  post.make_set({"SEND", "BOUNCE", "DELIVERY"});
  auto const id = post.send(Post::mail({"bounce@simulator.amazonses.com"}));
  CHECK(post.told().size() == 1);
  REQUIRE(post(DeleteMessages{id}).ok());
  CHECK(post.box().empty());
  CHECK_FALSE(post.engine.next_due());
  post.pass(1h);
  CHECK(post.told().empty());
}

// The suppression list: who gets onto it, and what becomes of mails to them.
#include "engines/ses_post.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using Post = test::SesPost;
using Words = std::vector<std::string>;

namespace {

// Everybody at gone.test bounces, everybody at angry.test complains.
struct Town : Post {
  Town() {
    make_set({"BOUNCE", "COMPLAINT", "DELIVERY"});
    ConfigureDelivery settings;
    settings.bounces = {{"gone.test"}};
    settings.complains = {{"angry.test"}};
    REQUIRE((*this)(settings).ok());
  }

  // What was told of a mail to that address.
  std::vector<nlohmann::json> send(std::string to) {
    Post::send(mail({std::move(to)}));
    pass(1min);
    return told();
  }
};

v2::PutSuppressedDestination suppress(std::string address, std::string reason = "BOUNCE") {
  return {std::move(address), std::move(reason)};
}

}  // namespace

TEST_CASE("A hard bounce puts an address on the list, and the next mail to it never leaves",
          "[ses][suppression]") {
  Town town;
  auto const first = town.send("Kim@gone.test");
  REQUIRE(first.size() == 1);
  CHECK(first[0].at("bounce").at("bounceSubType") == "General");

  auto const listed = town(v2::GetSuppressedDestination{"kim@gone.test"});
  REQUIRE(listed.ok());
  CHECK(listed->suppressed_destination.email_address == "kim@gone.test");
  CHECK(listed->suppressed_destination.reason == "BOUNCE");
  CHECK(listed->suppressed_destination.last_update_time == town.turns.now - 1min + 1s);
  CHECK(listed->suppressed_destination.attributes->message_id == town.box().at(0).id);
  CHECK(listed->suppressed_destination.attributes->feedback_id ==
        first[0].at("bounce").at("feedbackId").get<std::string>());

  auto const second = town.send("kim@gone.test");
  REQUIRE(second.size() == 1);
  CHECK(second[0].at("bounce").at("bounceType") == "Permanent");
  CHECK(second[0].at("bounce").at("bounceSubType") == "OnAccountSuppressionList");
}

TEST_CASE("A complaint puts an address on the list, too", "[ses][suppression]") {
  Town town;
  CHECK(town.send("kim@angry.test").size() == 2);
  CHECK(town(v2::GetSuppressedDestination{"kim@angry.test"})->suppressed_destination.reason ==
        "COMPLAINT");
  auto const second = town.send("kim@angry.test");
  REQUIRE(second.size() == 1);
  CHECK(second[0].at("complaint").at("complaintSubType") == "OnAccountSuppressionList");
}

TEST_CASE("The simulator's addresses stay off the list", "[ses][suppression]") {
  Town town;
  town.send("bounce@simulator.amazonses.com");
  town.send("complaint@simulator.amazonses.com");
  CHECK(town(v2::ListSuppressedDestinations{})->suppressed_destination_summaries.empty());
}

TEST_CASE("A suppressed mail is accepted and counts for the quota, but is no bounce of the account",
          "[ses][suppression]") {
  Town town;
  REQUIRE(town(suppress("kim@example.com")).ok());
  CHECK(town(Post::mail({"kim@example.com", "lee@example.com"})).ok());
  town.pass(1min);
  CHECK(town.told().size() == 2);
  CHECK(town(v1::GetSendQuota{})->sent_last_24_hours == 2);
  auto const points = town(v1::GetSendStatistics{})->send_data_points;
  REQUIRE(points.size() == 1);
  CHECK(points[0].delivery_attempts == 1);
  CHECK(points[0].bounces == 0);
}

TEST_CASE("Account and configuration set say for which reasons nothing is sent",
          "[ses][suppression]") {
  Town town;
  REQUIRE(town(suppress("kim@example.com")).ok());
  v2::PutAccountSuppressionAttributes attributes{{"COMPLAINT"}};
  REQUIRE(town(attributes).ok());
  CHECK(town(v2::GetAccount{})->suppression_attributes.suppressed_reasons == Words{"COMPLAINT"});
  CHECK(town.send("kim@example.com").at(0).at("eventType") == "Delivery");
  town.send("new@gone.test");
  CHECK_FALSE(town(v2::GetSuppressedDestination{"new@gone.test"}).ok());

  v2::PutConfigurationSetSuppressionOptions options{"shop", Words{"BOUNCE"}};
  REQUIRE(town(options).ok());
  CHECK(town.send("kim@example.com").at(0).at("eventType") == "Bounce");
  options.suppressed_reasons->clear();
  REQUIRE(town(options).ok());
  attributes.suppressed_reasons = {"BOUNCE", "COMPLAINT"};
  REQUIRE(town(attributes).ok());
  CHECK(town.send("kim@example.com").at(0).at("eventType") == "Delivery");

  attributes.suppressed_reasons = {"SNEEZE"};
  CHECK(town(attributes).error().code == "BadRequestException");
  options.suppressed_reasons = Words{"SNEEZE"};
  CHECK(town(options).error().code == "BadRequestException");
}

TEST_CASE("The list is kept by hand, and read page by page", "[ses][suppression]") {
  Town town;
  REQUIRE(town(suppress("c@example.com")).ok());
  town.turns.now += 1h;
  auto const later = town.turns.now;
  REQUIRE(town(suppress("A@example.com", "COMPLAINT")).ok());
  REQUIRE(town(suppress("b@example.com")).ok());
  auto const addresses = [&](v2::ListSuppressedDestinations const& op) {
    Words found;
    auto const page = town(op);
    for (auto const& one : page->suppressed_destination_summaries)
      found.push_back(one.email_address);
    return found;
  };
  v2::ListSuppressedDestinations op;
  CHECK(addresses(op) == Words{"a@example.com", "b@example.com", "c@example.com"});
  op.reason = {"COMPLAINT"};
  CHECK(addresses(op) == Words{"a@example.com"});
  op.reason.clear();
  op.start_date = later;
  CHECK(addresses(op) == Words{"a@example.com", "b@example.com"});
  op.start_date.reset();
  op.end_date = later - 1s;
  CHECK(addresses(op) == Words{"c@example.com"});
  op.end_date.reset();
  op.page_size = 2;
  op.next_token = town(op)->next_token;
  REQUIRE(op.next_token);
  CHECK(addresses(op) == Words{"c@example.com"});
  op.next_token = "?";
  CHECK(town(op).error().code == "BadRequestException");

  REQUIRE(town(v2::DeleteSuppressedDestination{"a@EXAMPLE.com"}).ok());
  CHECK(town(v2::DeleteSuppressedDestination{"a@example.com"}).error().status == 404);
  CHECK(town(v2::GetSuppressedDestination{"a@example.com"}).error().code == "NotFoundException");
  CHECK(town(suppress("nobody")).error().code == "BadRequestException");
  CHECK(town(suppress("a@example.com", "SNEEZE")).error().code == "BadRequestException");
}

TEST_CASE("An account in a strict sandbox adds nobody to its list by hand", "[ses][suppression]") {
  Town town;
  town.turns.strict.sandbox = true;
  auto const refused = town(suppress("kim@example.com"));
  CHECK(refused.error().code == "BadRequestException");
  CHECK(town(v2::GetSuppressedDestination{"kim@example.com"}).error().status == 404);

  v2::PutAccountDetails details;
  details.mail_type = "TRANSACTIONAL";
  details.website_url = "https://example.com";
  details.production_access_enabled = true;
  REQUIRE(town(details).ok());
  CHECK(town(suppress("kim@example.com")).ok());
}

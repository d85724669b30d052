// Configuration sets and their event destinations, in both APIs.
#include "engines/ses_post.hpp"
#include "shape/json.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using Post = test::SesPost;
using Words = std::vector<std::string>;

namespace {

v1::CreateConfigurationSet named(std::string name) {
  v1::CreateConfigurationSet create;
  create.configuration_set.name = std::move(name);
  return create;
}

v1::CreateConfigurationSetEventDestination destination(std::string topic) {
  v1::CreateConfigurationSetEventDestination create;
  create.configuration_set_name = "shop";
  create.event_destination.name = "to-topic";
  create.event_destination.enabled = true;
  create.event_destination.matching_event_types = {"send", "bounce", "renderingFailure"};
  create.event_destination.sns_destination = v1::SNSDestination{std::move(topic)};
  return create;
}

std::vector<v1::EventDestination> destinations(Post& post) {
  v1::DescribeConfigurationSet describe;
  describe.configuration_set_name = "shop";
  describe.configuration_set_attribute_names = {"eventDestinations"};
  return post(describe)->event_destinations;
}

}  // namespace

TEST_CASE("A configuration set is made once, listed and deleted", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  CHECK(post(named("shop")).error().code == "ConfigurationSetAlreadyExists");
  v2::CreateConfigurationSet in_v2;
  in_v2.configuration_set_name = "shop";
  CHECK(post(in_v2).error().code == "AlreadyExistsException");
  in_v2.configuration_set_name = "ads";
  REQUIRE(post(in_v2).ok());
  CHECK(post(v2::ListConfigurationSets{})->configuration_sets == Words{"ads", "shop"});

  v1::ListConfigurationSets page;
  page.max_items = 1;
  auto const first = post(page);
  REQUIRE(first->configuration_sets.size() == 1);
  CHECK(first->configuration_sets[0].name == "ads");
  page.next_token = first->next_token;
  auto const second = post(page);
  CHECK(second->configuration_sets.at(0).name == "shop");
  CHECK_FALSE(second->next_token);
  page.next_token = "?";
  CHECK(post(page).error().code == "InvalidParameterValue");

  REQUIRE(post(v1::DeleteConfigurationSet{"shop"}).ok());
  CHECK(post(v1::DeleteConfigurationSet{"shop"}).error().message ==
        "Configuration set <shop> does not exist.");
  CHECK(post(v2::DeleteConfigurationSet{"shop"}).error().status == 404);
}

TEST_CASE("Sets of another region or account are others", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  post.turns.caller.region = "eu-west-1";
  CHECK(post(v1::ListConfigurationSets{})->configuration_sets.empty());
  CHECK(post(named("shop")).ok());
}

TEST_CASE("A set's name has up to 64 letters, digits, '_' and '-'", "[ses][configuration-sets]") {
  Post post;
  CHECK(post(named(std::string(64, 'a'))).ok());
  for (auto const& bad : {std::string(65, 'a'), std::string{}, std::string{"a b"}}) {
    CHECK(post(named(bad)).error().code == "InvalidConfigurationSet");
    v2::CreateConfigurationSet create;
    create.configuration_set_name = bad;
    CHECK(post(create).error().code == "BadRequestException");
  }
}

TEST_CASE("A topic becomes a destination once it took a word of SES", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  auto const create = destination(Post::topic("feedback"));
  CHECK(post.turns(post.engine, create).ok());
  REQUIRE(post.turns.wait);
  REQUIRE(post.turns.parcels.size() == 1);
  post.carry();
  CHECK(destinations(post).empty());

  REQUIRE(post(create).ok());
  auto const published = post.take_published();
  REQUIRE(published.size() == 1);
  CHECK(published[0].message ==
        "Successfully validated SNS topic for Amazon SES event publishing.");
  CHECK(published[0].subject.empty());
  auto const made = destinations(post);
  REQUIRE(made.size() == 1);
  CHECK(made[0].name == "to-topic");
  CHECK(made[0].matching_event_types == Words{"bounce", "renderingFailure", "send"});
  CHECK(made[0].sns_destination->topic_arn == Post::topic("feedback"));
  CHECK(post(create).error().code == "EventDestinationAlreadyExists");
}

TEST_CASE("A topic that is not there becomes no destination", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  auto const refused = post(destination(Post::topic("missing")));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "InvalidSNSDestination");
  CHECK(refused.error().message == "SNS topic <" + Post::topic("missing") + "> not found.");
  CHECK(destinations(post).empty());
  post.topics.insert(Post::topic("missing"));
  CHECK(post(destination(Post::topic("missing"))).ok());
}

TEST_CASE("Two calls that wait for one topic each get an answer", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  auto const create = destination(Post::topic("feedback"));
  CHECK(post.turns(post.engine, create).ok());
  auto const earlier = post.turns.now;
  auto const waits_for = post.turns.wait->bell;
  post.turns.now += 1ms;
  CHECK(post(create).ok());
  // The first call is asked again as of the instant at which it came in: its word is still out.
  post.turns.now = earlier;
  Turn turn{earlier + 1ms, post.turns.random, post.turns.caller, earlier};
  auto const answer = post.engine.handle(turn, create);
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().code == "EventDestinationAlreadyExists");
  CHECK(waits_for.service == "ses");
}

TEST_CASE("A caller who goes away while a topic is asked leaves nothing for the next one",
          "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  auto const create = destination(Post::topic("feedback"));
  CHECK(post.turns(post.engine, create).ok());
  REQUIRE(post.turns.wait);
  post.carry();
  CHECK(post.take_published().size() == 1);
  post.turns.now += 2min;
  CHECK(post(create).ok());
  CHECK(post.take_published().size() == 1);
}

TEST_CASE("An event destination is checked before any topic is asked",
          "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  auto create = destination(Post::topic("feedback"));
  create.configuration_set_name = "none";
  CHECK(post(create).error().code == "ConfigurationSetDoesNotExist");
  create = destination(Post::topic("feedback"));
  create.event_destination.name = "a b";
  CHECK(post(create).error().code == "InvalidParameterValue");
  create = destination(Post::topic("feedback"));
  create.event_destination.matching_event_types = {"sneeze"};
  CHECK(post(create).error().message == "Invalid event type: sneeze.");
  create.event_destination.matching_event_types.clear();
  CHECK_FALSE(post(create).ok());
  create = destination(Post::topic("feedback"));
  create.event_destination.sns_destination.reset();
  CHECK_FALSE(post(create).ok());
  CHECK(post.take_published().empty());
}

TEST_CASE("A set has ten event destinations, of all kinds", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  auto create = destination(Post::topic("feedback"));
  create.event_destination.sns_destination.reset();
  create.event_destination.cloud_watch_destination =
      v1::CloudWatchDestination{{{"campaign", "messageTag", "none"}}};
  for (int i = 0; i < 10; ++i) {
    create.event_destination.name = "watch-" + std::to_string(i);
    REQUIRE(post(create).ok());
  }
  create.event_destination.name = "watch-10";
  CHECK(post(create).error().code == "LimitExceeded");
  auto const made = destinations(post);
  CHECK(made.at(9).cloud_watch_destination->dimension_configurations.at(0).dimension_value_source ==
        "messageTag");
  auto const in_v2 = post(v2::GetConfigurationSetEventDestinations{"shop"})->event_destinations;
  CHECK(
      in_v2.at(0).cloud_watch_destination->dimension_configurations.at(0).dimension_value_source ==
      "MESSAGE_TAG");
  CHECK(post.take_published().empty());
}

TEST_CASE("An event destination is changed and deleted by its name", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  v1::UpdateConfigurationSetEventDestination change{"shop", destination("").event_destination};
  change.event_destination.sns_destination = v1::SNSDestination{Post::topic("other")};
  CHECK(post(change).error().code == "EventDestinationDoesNotExist");
  REQUIRE(post(destination(Post::topic("feedback"))).ok());
  change.event_destination.matching_event_types = {"delivery"};
  REQUIRE(post(change).ok());
  auto const changed = destinations(post);
  REQUIRE(changed.size() == 1);
  CHECK(changed[0].matching_event_types == Words{"delivery"});
  CHECK(changed[0].sns_destination->topic_arn == Post::topic("other"));

  v1::DeleteConfigurationSetEventDestination const remove{"shop", "to-topic"};
  REQUIRE(post(remove).ok());
  CHECK(destinations(post).empty());
  CHECK(post(remove).error().message == "No EventDestination found for shop");
  v2::DeleteConfigurationSetEventDestination const remove_in_v2{"shop", "to-topic"};
  CHECK(post(remove_in_v2).error().code == "NotFoundException");
  v1::DeleteConfigurationSetEventDestination const nowhere{"none", "to-topic"};
  CHECK(post(nowhere).error().message == "Configuration set <none> does not exist.");
}

TEST_CASE("Nothing is sent with a set that is paused", "[ses][configuration-sets]") {
  Post post;
  post.make_set({"SEND"});
  v1::UpdateConfigurationSetSendingEnabled const pause{"shop", false};
  REQUIRE(post(pause).ok());
  CHECK(post(Post::mail({"kim@example.com"})).error().code ==
        "ConfigurationSetSendingPausedException");
  v2::SendEmail send;
  send.from_email_address = "shop@example.com";
  send.destination = Destination{{"kim@example.com"}, {}, {}};
  send.content.simple = v2::Message{{"s", {}}, {Content{"t", {}}, {}}, {}, {}};
  send.configuration_set_name = "shop";
  CHECK(post(send).error().code == "SendingPausedException");
  post.turns.now += 1h;
  v2::PutConfigurationSetSendingOptions const go_on{"shop", true};
  REQUIRE(post(go_on).ok());
  CHECK(post(send).ok());
  auto const set = post(v2::GetConfigurationSet{"shop"});
  CHECK(set->sending_options->sending_enabled == true);
  CHECK(set->reputation_options->last_fresh_start == post.turns.now);
}

TEST_CASE("What is put into a set in one API is read in the other", "[ses][configuration-sets]") {
  Post post;
  REQUIRE(post(named("shop")).ok());
  v1::PutConfigurationSetDeliveryOptions delivery{"shop", v1::DeliveryOptions{"Require"}};
  REQUIRE(post(delivery).ok());
  delivery.delivery_options->tls_policy = "Always";
  CHECK(post(delivery).error().code == "InvalidDeliveryOptions");
  v1::CreateConfigurationSetTrackingOptions tracking{"shop", {"click.example.com"}};
  v1::UpdateConfigurationSetTrackingOptions tracking_again{"shop", {"go.example.com"}};
  CHECK(post(tracking_again).error().code == "TrackingOptionsDoesNotExistException");
  REQUIRE(post(tracking).ok());
  CHECK(post(tracking).error().code == "TrackingOptionsAlreadyExistsException");
  REQUIRE(post(tracking_again).ok());
  REQUIRE(post(v1::UpdateConfigurationSetReputationMetricsEnabled{"shop", true}).ok());
  v2::PutConfigurationSetSuppressionOptions const suppression{"shop", Words{}};
  REQUIRE(post(suppression).ok());
  CHECK(
      to_json(*post(v2::GetConfigurationSet{"shop"})) ==
      R"({"ConfigurationSetName":"shop","TrackingOptions":{"CustomRedirectDomain":"go.example.com"},)"
      R"("DeliveryOptions":{"TlsPolicy":"REQUIRE"},"ReputationOptions":{"ReputationMetricsEnabled":true},)"
      R"("SendingOptions":{"SendingEnabled":true},"Tags":[],"SuppressionOptions":{"SuppressedReasons":[]}})");
  v1::DescribeConfigurationSet describe;
  describe.configuration_set_name = "shop";
  describe.configuration_set_attribute_names = {"trackingOptions", "deliveryOptions",
                                                "reputationOptions"};
  auto const described = post(describe);
  CHECK(described->tracking_options->custom_redirect_domain == "go.example.com");
  CHECK(described->delivery_options->tls_policy == "Require");
  CHECK(described->reputation_options->reputation_metrics_enabled);
  describe.configuration_set_attribute_names = {"colours"};
  CHECK(post(describe).error().code == "ValidationError");

  REQUIRE(post(v1::DeleteConfigurationSetTrackingOptions{"shop"}).ok());
  CHECK(post(v1::DeleteConfigurationSetTrackingOptions{"shop"}).error().code ==
        "TrackingOptionsDoesNotExistException");
  v2::PutConfigurationSetTrackingOptions bad;
  bad.configuration_set_name = "shop";
  bad.custom_redirect_domain = "no domain";
  CHECK(post(bad).error().code == "BadRequestException");
  v2::PutConfigurationSetDeliveryOptions in_v2;
  in_v2.configuration_set_name = "shop";
  in_v2.tls_policy = "OPTIONAL";
  in_v2.max_delivery_seconds = 300;
  REQUIRE(post(in_v2).ok());
  CHECK(post(v2::GetConfigurationSet{"shop"})->delivery_options->max_delivery_seconds == 300);
  v2::PutConfigurationSetReputationOptions const metrics{"none", true};
  CHECK(post(metrics).error().status == 404);
}

// What an account sent, counted by quarters of an hour, and an account that may not send.
#include "engines/ses_post.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using Post = test::SesPost;

TEST_CASE("Mails are counted by the quarter of an hour", "[ses][statistics]") {
  Post post;
  post.make_set({"SEND"});
  CHECK(post(v1::GetSendStatistics{})->send_data_points.empty());
  post.turns.now += 14min + 59s + 500ms;
  post.send(Post::mail(
      {"kim@example.com", "bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"}));
  post.pass(1h);
  auto const points = post(v1::GetSendStatistics{})->send_data_points;
  REQUIRE(points.size() == 2);
  CHECK(iso8601(points[0].timestamp) == "2023-05-25T00:00:00.000Z");
  CHECK(points[0].delivery_attempts == 3);
  CHECK(points[0].bounces == 0);
  CHECK(iso8601(points[1].timestamp) == "2023-05-25T00:15:00.000Z");
  CHECK(points[1].delivery_attempts == 0);
  CHECK(points[1].bounces == 1);
  CHECK(points[1].complaints == 1);
  CHECK(points[1].rejects == 0);
  post.turns.caller.region = "eu-west-1";
  CHECK(post(v1::GetSendStatistics{})->send_data_points.empty());
}

TEST_CASE("Statistics go back fourteen days", "[ses][statistics]") {
  Post post;
  post.make_set({"SEND"});
  post.send(Post::mail({"kim@example.com"}));
  post.pass(14 * 24h);
  CHECK(post(v1::GetSendStatistics{})->send_data_points.size() == 1);
  post.pass(15min);
  CHECK(post(v1::GetSendStatistics{})->send_data_points.empty());
  post.send(Post::mail({"kim@example.com"}));
  CHECK(post(v1::GetSendStatistics{})->send_data_points.size() == 1);
}

TEST_CASE("An account that is paused sends nothing, in either API", "[ses][statistics]") {
  Post post;
  post.make_set({"SEND"});
  CHECK(post(v1::GetAccountSendingEnabled{})->enabled);
  REQUIRE(post(v1::UpdateAccountSendingEnabled{false}).ok());
  CHECK_FALSE(post(v1::GetAccountSendingEnabled{})->enabled);
  CHECK_FALSE(post(v2::GetAccount{})->sending_enabled);
  auto send = Post::mail({"kim@example.com"});
  send.configuration_set_name = "none";  // looked at later than the account
  CHECK(post(send).error().code == "AccountSendingPausedException");
  v2::SendEmail in_v2;
  in_v2.from_email_address = "shop@example.com";
  in_v2.destination = Destination{{"kim@example.com"}, {}, {}};
  in_v2.content.simple = v2::Message{{"s", {}}, {Content{"t", {}}, {}}, {}, {}};
  CHECK(post(in_v2).error().code == "SendingPausedException");
  CHECK(post.box().empty());

  post.turns.caller.region = "eu-west-1";
  CHECK(post(v1::GetAccountSendingEnabled{})->enabled);
  post.turns.caller.region = "us-east-1";
  REQUIRE(post(v2::PutAccountSendingAttributes{true}).ok());
  CHECK(post(in_v2).ok());
}

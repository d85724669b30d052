// Who a caller of the box is, to the engine and over the wire.
#include <catch2/catch.hpp>

#include "engines/sts/engine.hpp"
#include "support/engine_turn.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

TEST_CASE("A caller is the user proofbox of its account", "[sts]") {
  test::EngineTurns turn;
  turn.caller.account = "123456789012";
  sts::Engine sts;
  auto const me = turn(sts, sts::GetCallerIdentity{});
  REQUIRE(me.ok());
  CHECK(me->user_id == "AIDAPROOFBOXUSER23456");
  CHECK(me->account == "123456789012");
  CHECK(me->arn == "arn:aws:iam::123456789012:user/proofbox");
}

TEST_CASE("GetCallerIdentity answers in the XML of STS", "[sts]") {
  test::SimBox sim;
  HttpRequest request{"POST", "box", "/"};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "Action=GetCallerIdentity&Version=2011-06-15";
  auto const answer = sim.http(request);
  CHECK(answer.status == 200);
  auto const id = std::string{header(answer.headers, "x-amzn-RequestId")};
  CHECK(answer.body ==
        "<?xml version=\"1.0\"?><GetCallerIdentityResponse "
        "xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
        "<GetCallerIdentityResult><UserId>AIDAPROOFBOXUSER23456</UserId><Account>000000000000</"
        "Account>"
        "<Arn>arn:aws:iam::000000000000:user/proofbox</Arn></GetCallerIdentityResult>"
        "<ResponseMetadata><RequestId>" +
            id + "</RequestId></ResponseMetadata></GetCallerIdentityResponse>");
}

TEST_CASE("An action of STS that the box does not have is AWS's error for an unknown action",
          "[sts]") {
  test::SimBox sim;
  HttpRequest request{"POST", "box", "/"};
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "Action=AssumeRole&Version=2011-06-15";
  auto const answer = sim.http(request);
  CHECK(answer.status == 400);
  CHECK(answer.body.find("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">") !=
        std::string::npos);
  CHECK(answer.body.find("<Code>InvalidAction</Code>") != std::string::npos);
}

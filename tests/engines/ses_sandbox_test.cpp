// The sandbox that AWS keeps new accounts in, where the box is strict about it.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

struct Sandbox {
  test::EngineTurns turns;
  ses::Engine engine;
  Sandbox() {
    turns.strict.sandbox = true;
    REQUIRE(turns(engine, v1::VerifyDomainIdentity{"example.com"}).ok());
  }
  template <class Op>
  auto operator()(Op const& op) {
    return turns(engine, op);
  }
  auto send(std::vector<std::string> to) {
    v1::SendEmail send;
    send.source = "shop@example.com";
    send.destination.to_addresses = std::move(to);
    send.message.body.text.emplace();
    return (*this)(send);
  }
  auto send_v2(std::string to) {
    v2::SendEmail send;
    send.from_email_address = "shop@example.com";
    send.destination.emplace();
    send.destination->to_addresses = {std::move(to)};
    send.content.simple.emplace();
    send.content.simple->body.text.emplace();
    return (*this)(send);
  }
  std::string status(std::string const& identity) {
    auto const told = (*this)(v1::GetIdentityVerificationAttributes{{identity}});
    return told->verification_attributes.at(identity).verification_status;
  }
  double counted() { return (*this)(v1::GetSendQuota{})->sent_last_24_hours; }
};

// The token at the end of the link in a mail.
std::string token_in(std::string const& text) {
  auto const from = text.find("&token=") + 7;
  return percent_decode(text.substr(from, text.find('\n', from) - from), false);
}

std::vector<std::string> fifty() {
  std::vector<std::string> all;
  for (int i = 0; i < 50; ++i)
    all.push_back("b" + std::to_string(i) + "@example.com");
  return all;
}

}  // namespace

TEST_CASE("An address is pending until its owner follows the link in the mail", "[ses][sandbox]") {
  Sandbox sandbox;
  REQUIRE(sandbox(v1::VerifyEmailIdentity{"kim@other.com"}).ok());
  CHECK(sandbox.status("kim@other.com") == "Pending");
  CHECK(sandbox(v2::GetEmailIdentity{"kim@other.com"})->verification_status == "PENDING");
  CHECK_FALSE(sandbox(v2::GetEmailIdentity{"kim@other.com"})->verified_for_sending_status);
  auto const refused = sandbox.send({"kim@other.com"});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().message ==
        "Email address is not verified. The following identities failed the check in region "
        "US-EAST-1: kim@other.com");

  auto const inbox = sandbox(ListMessages{"kim@other.com"});
  REQUIRE(inbox->messages.size() == 1);
  auto const token = token_in(*inbox->messages[0].text);
  CHECK_FALSE(sandbox(FollowVerificationLink{"kim@other.com", "guessed"}).ok());
  REQUIRE(sandbox(FollowVerificationLink{"kim@other.com", token}).ok());
  CHECK(sandbox.status("kim@other.com") == "Success");
  CHECK(sandbox.send({"kim@other.com"}).ok());
  CHECK(sandbox(v1::VerifyEmailIdentity{"kim@other.com"}).ok());
  CHECK(sandbox.status("kim@other.com") == "Success");
}

TEST_CASE("A link is good for a day; then another must be asked for", "[ses][sandbox]") {
  Sandbox sandbox;
  REQUIRE(sandbox(v1::VerifyEmailIdentity{"kim@other.com"}).ok());
  auto const token = token_in(*sandbox(ListMessages{"kim@other.com"})->messages[0].text);
  sandbox.turns.now += 24h;
  CHECK(sandbox.status("kim@other.com") == "Failed");
  CHECK_FALSE(sandbox(FollowVerificationLink{"kim@other.com", token}).ok());
  REQUIRE(sandbox(v1::VerifyEmailIdentity{"kim@other.com"}).ok());
  CHECK(sandbox.status("kim@other.com") == "Pending");
  CHECK(sandbox(FollowVerificationLink{"kim@other.com", token}).ok());
}

TEST_CASE("An identity is whatever a test says it is", "[ses][sandbox]") {
  Sandbox sandbox;
  REQUIRE(sandbox(SetVerificationStatus{"kim@other.com", "Success"}).ok());
  CHECK(sandbox.send({"kim@other.com"}).ok());
  REQUIRE(sandbox(SetVerificationStatus{"example.com", "Failed"}).ok());
  CHECK_FALSE(sandbox.send({"kim@other.com"}).ok());
  CHECK_FALSE(sandbox(SetVerificationStatus{"kim@other.com", "Perhaps"}).ok());
  CHECK_FALSE(sandbox(SetVerificationStatus{"no identity", "Success"}).ok());
}

TEST_CASE("The quota of a day is 200 recipients, and comes back a day later", "[ses][sandbox]") {
  Sandbox sandbox;
  for (int i = 0; i < 4; ++i) {
    CHECK(sandbox.send(fifty()).ok());
    sandbox.turns.now += 1s;
  }
  CHECK(sandbox.counted() == 200);
  auto const refused = sandbox.send({"a@example.com"});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "Throttling");
  CHECK(refused.error().message == "Daily message quota exceeded");
  auto const refused_in_v2 = sandbox.send_v2("a@example.com");
  CHECK(refused_in_v2.error().code == "TooManyRequestsException");
  CHECK(refused_in_v2.error().status == 429);
  CHECK(sandbox.send({"success@simulator.amazonses.com"}).ok());

  REQUIRE(sandbox(DeleteMessages{}).ok());
  CHECK(sandbox.counted() == 200);
  sandbox.turns.now += 24h;
  CHECK(sandbox.counted() == 0);
  CHECK(sandbox.send({"a@example.com"}).ok());
}

TEST_CASE("The rate is one a second, the simulator's included", "[ses][sandbox]") {
  Sandbox sandbox;
  REQUIRE(sandbox.send({"success@simulator.amazonses.com"}).ok());
  CHECK(sandbox.send({"a@example.com"}).error().message == "Maximum sending rate exceeded");
  sandbox.turns.now += 999ms;
  CHECK_FALSE(sandbox.send({"a@example.com"}).ok());
  sandbox.turns.now += 1ms;
  CHECK(sandbox.send({"a@example.com"}).ok());
}

TEST_CASE("An account that is let out of the sandbox writes to anybody", "[ses][sandbox]") {
  Sandbox sandbox;
  v2::PutAccountDetails put;
  put.mail_type = "TRANSACTIONAL";
  put.website_url = "https://example.com";
  put.production_access_enabled = true;
  REQUIRE(sandbox(put).ok());
  auto const account = sandbox(v2::GetAccount{});
  CHECK(account->production_access_enabled);
  CHECK(account->send_quota.max_24_hour_send == 50'000);
  CHECK(account->details->website_url == "https://example.com");
  CHECK(account->details->review_details->status == "GRANTED");
  for (int i = 0; i < 14; ++i)
    CHECK(sandbox.send({"anybody@other.com"}).ok());
  CHECK(sandbox.send({"anybody@other.com"}).error().message == "Maximum sending rate exceeded");
  put.production_access_enabled = false;
  REQUIRE(sandbox(put).ok());
  CHECK(sandbox.send({"anybody@other.com"}).error().code == "MessageRejected");
  put.mail_type = "SPAM";
  CHECK(sandbox(put).error().code == "BadRequestException");
}

TEST_CASE("A box that is not strict tells the quota and does not hold it", "[ses][sandbox]") {
  Sandbox sandbox;
  sandbox.turns.strict.sandbox = false;
  for (int i = 0; i < 5; ++i)
    CHECK(sandbox.send(fifty()).ok());
  CHECK(sandbox.counted() == 250);
  CHECK_FALSE(sandbox(v2::GetAccount{})->production_access_enabled);
  CHECK_FALSE(sandbox(v2::GetAccount{})->details);
}

// Identities, turn by turn, through both of SES's APIs.
#include <catch2/catch.hpp>

#include "engines/ses/engine.hpp"
#include "shape/json.hpp"
#include "shape/row.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

void verify(test::EngineTurns& turns, ses::Engine& engine, std::string address) {
  REQUIRE(turns(engine, v1::VerifyEmailIdentity{std::move(address)}).ok());
}

std::vector<std::string> names(test::EngineTurns& turns, ses::Engine& engine) {
  return turns(engine, v1::ListIdentities{})->identities;
}

}  // namespace

TEST_CASE("An identity is verified as soon as it is asked for, in its own account and region",
          "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  verify(turns, engine, "shop@example.com");
  auto const attributes = turns(
      engine, v1::GetIdentityVerificationAttributes{{"shop@example.com", "other@example.com"}});
  REQUIRE(attributes->verification_attributes.size() == 1);
  auto const& known = attributes->verification_attributes.at("shop@example.com");
  CHECK(known.verification_status == "Success");
  CHECK_FALSE(known.verification_token);

  turns.caller.region = "eu-west-1";
  CHECK(names(turns, engine).empty());
  turns.caller = {};
  turns.caller.account = "111111111111";
  CHECK(names(turns, engine).empty());
}

TEST_CASE("A domain keeps its verification token, however its name is written", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  auto const first = turns(engine, v1::VerifyDomainIdentity{"Example.com"});
  auto const second = turns(engine, v1::VerifyDomainIdentity{"EXAMPLE.COM"});
  CHECK(first->verification_token.size() == 44);
  CHECK(first->verification_token == second->verification_token);
  CHECK(names(turns, engine) == std::vector<std::string>{"example.com"});
  auto const attributes = turns(engine, v1::GetIdentityVerificationAttributes{{"example.com"}});
  CHECK(attributes->verification_attributes.at("example.com").verification_token ==
        first->verification_token);
}

TEST_CASE("What is no address and no domain becomes no identity", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  for (auto const* text : {"", "nobody", "a@", "@b.com", "a b@c.com", "Name <a@b.com>", "a@b@c.com",
                           "가@b.com", "a@-b,c"}) {
    auto const refused = turns(engine, v1::VerifyEmailIdentity{text});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == "InvalidParameterValue");
    CHECK(refused.error().message == "Invalid email address<" + std::string{text} + ">.");
  }
  for (auto const* text : {"", "com", "a..b", ".a.b", "a b.com", "a@b.com"})
    CHECK(turns(engine, v1::VerifyDomainIdentity{text}).error().message ==
          "Invalid domain name " + std::string{text} + ".");
  v2::CreateEmailIdentity create;
  create.email_identity = "nobody";
  CHECK(turns(engine, create).error().code == "BadRequestException");
  CHECK(names(turns, engine).empty());
}

TEST_CASE("The older VerifyEmailAddress verifies, too", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  REQUIRE(turns(engine, v1::VerifyEmailAddress{"shop@example.com"}).ok());
  CHECK(names(turns, engine) == std::vector<std::string>{"shop@example.com"});
}

TEST_CASE("Identities are listed by kind and page by page", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  for (auto const* address : {"c@example.com", "a@example.com", "b@example.com"})
    verify(turns, engine, address);
  REQUIRE(turns(engine, v1::VerifyDomainIdentity{"example.com"}).ok());

  v1::ListIdentities list;
  list.identity_type = "EmailAddress";
  list.max_items = 2;
  auto const first = turns(engine, list);
  CHECK(first->identities == std::vector<std::string>{"a@example.com", "b@example.com"});
  REQUIRE(first->next_token);
  list.next_token = first->next_token;
  auto const second = turns(engine, list);
  CHECK(second->identities == std::vector<std::string>{"c@example.com"});
  CHECK_FALSE(second->next_token);

  list = {};
  list.identity_type = "Domain";
  CHECK(turns(engine, list)->identities == std::vector<std::string>{"example.com"});
  list.identity_type = "Planet";
  CHECK(turns(engine, list).error().code == "ValidationError");
  list = {};
  list.next_token = "%%%";
  CHECK(turns(engine, list).error().message == "Invalid NextToken: %%%.");
}

TEST_CASE("Deleting an unknown identity succeeds in v1 and is not found in v2", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  verify(turns, engine, "shop@example.com");
  CHECK(turns(engine, v1::DeleteIdentity{"shop@example.com"}).ok());
  CHECK(turns(engine, v1::DeleteIdentity{"shop@example.com"}).ok());
  CHECK(names(turns, engine).empty());
  auto const refused = turns(engine, v2::DeleteEmailIdentity{"shop@example.com"});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == "NotFoundException");
  CHECK(refused.error().status == 404);
  CHECK(refused.error().message == "Email identity shop@example.com does not exist.");
}

TEST_CASE("An identity of v2 is shown with its kind, its tags and its DKIM", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  v2::CreateEmailIdentity create;
  create.email_identity = "example.com";
  create.tags = {{"team", "ads"}};
  auto const created = turns(engine, create);
  REQUIRE(created.ok());
  CHECK(created->identity_type == "DOMAIN");
  CHECK(created->verified_for_sending_status);
  CHECK(created->dkim_attributes.tokens.size() == 3);
  CHECK(created->dkim_attributes.tokens[0].size() == 32);
  CHECK(turns(engine, create).error().code == "AlreadyExistsException");

  auto const shown = turns(engine, v2::GetEmailIdentity{"example.com"});
  CHECK(shown->verification_status == "SUCCESS");
  CHECK(shown->dkim_attributes.tokens == created->dkim_attributes.tokens);
  CHECK(shown->tags.at(0).value == "ads");
  CHECK(turns(engine, v2::GetEmailIdentity{"other.com"}).error().status == 404);

  create.email_identity = "shop@example.com";
  create.configuration_set_name = "none";
  auto const refused = turns(engine, create);
  CHECK(refused.error().code == "NotFoundException");
  CHECK(refused.error().message == "Configuration set <none> does not exist.");

  v2::ListEmailIdentities list;
  list.page_size = 1;
  auto const listed = turns(engine, list);
  REQUIRE(listed->email_identities.size() == 1);
  CHECK(
      to_json(listed->email_identities[0]) ==
      R"({"IdentityType":"DOMAIN","IdentityName":"example.com","SendingEnabled":true,"VerificationStatus":"SUCCESS"})");
}

TEST_CASE("All that SES keeps comes back after a restart", "[ses]") {
  test::EngineTurns turns;
  ses::Engine engine;
  std::vector<Change> kept;
  auto const turn = [&](auto const& op) {
    Turn one{turns.now, turns.random, turns.caller, turns.now, true};
    REQUIRE(engine.handle(one, op).ok());
    std::move(one.changes.begin(), one.changes.end(), std::back_inserter(kept));
  };
  turn(v1::VerifyEmailIdentity{"shop@example.com"});
  v1::SendEmail send;
  send.source = "shop@example.com";
  send.destination.to_addresses = {"ads@example.com"};
  send.message.subject.data = "안녕";
  send.message.body.text = Content{"text", {}};
  turn(send);
  // The identity; the mail, its journey, and what counts against the quota and in the statistics.
  REQUIRE(kept.size() == 5);
  turn(v1::CreateReceiptRuleSet{"set"});
  turn(v1::SetActiveReceiptRuleSet{"set"});
  turn(v1::CreateReceiptFilter{{"spam", {"Block", "10.0.0.1"}}});
  v2::PutAccountDetails details;
  details.mail_type = "MARKETING";
  details.website_url = "https://example.com";
  details.production_access_enabled = true;
  turn(details);

  ses::Engine restarted;
  std::map<std::pair<std::string_view, std::string>, Change> rows;
  for (auto const& change : kept)
    rows.insert_or_assign({change.table->name, change.key}, change);
  for (auto const& [key, change] : rows) {
    auto const row = change.table->make_row();
    REQUIRE(read_row(*change.row, change.table->row(), row.get()));
    restarted.restore(*change.table, row.get());
  }
  CHECK(names(turns, restarted) == names(turns, engine));
  CHECK(turns(restarted, v1::DescribeActiveReceiptRuleSet{})->metadata->name == "set");
  CHECK(turns(restarted, v1::ListReceiptFilters{})->filters.size() == 1);
  CHECK(to_json(*turns(restarted, v2::GetAccount{})) == to_json(*turns(engine, v2::GetAccount{})));
  CHECK(turns(restarted, v1::GetSendQuota{})->sent_last_24_hours == 1);
  CHECK(to_json(*turns(restarted, ListMessages{})) == to_json(*turns(engine, ListMessages{})));
  REQUIRE(turns(restarted, send).ok());
  CHECK(turns(restarted, ListMessages{})->messages.size() == 2);
}

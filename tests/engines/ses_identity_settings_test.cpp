// What may be set of an identity: DKIM, MAIL FROM, policies, tags.
#include <catch2/catch.hpp>

#include "engines/ses/engine.hpp"
#include "support/engine_turn.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

struct Desk {
  test::EngineTurns turns;
  ses::Engine engine;
  template <class Op>
  auto operator()(Op const& op) {
    return turns(engine, op);
  }
  void create(std::string name) {
    v2::CreateEmailIdentity create;
    create.email_identity = std::move(name);
    REQUIRE((*this)(create).ok());
  }
};

template <class T>
std::string code_of(Result<T> const& result) {
  return result.ok() ? "" : result.error().code;
}

}  // namespace

TEST_CASE("A domain signs once DKIM is asked for, and an address need not", "[ses]") {
  Desk desk;
  REQUIRE(desk(v1::VerifyDomainIdentity{"example.com"}).ok());
  REQUIRE(desk(v1::VerifyEmailIdentity{"a@other.com"}).ok());
  CHECK(code_of(desk(v1::SetIdentityDkimEnabled{"example.com", true})) == "InvalidParameterValue");
  auto attributes =
      desk(v1::GetIdentityDkimAttributes{{"example.com", "a@other.com", "unknown.com"}});
  REQUIRE(attributes->dkim_attributes.size() == 2);
  CHECK(attributes->dkim_attributes.at("example.com").dkim_verification_status == "NotStarted");

  auto const tokens = desk(v1::VerifyDomainDkim{"example.com"})->dkim_tokens;
  CHECK(tokens.size() == 3);
  CHECK(tokens.at(0).size() == 32);
  CHECK(desk(v1::VerifyDomainDkim{"example.com"})->dkim_tokens == tokens);
  attributes = desk(v1::GetIdentityDkimAttributes{{"example.com"}});
  CHECK(attributes->dkim_attributes.at("example.com").dkim_enabled);
  CHECK(attributes->dkim_attributes.at("example.com").dkim_verification_status == "Success");
  REQUIRE(desk(v1::SetIdentityDkimEnabled{"example.com", false}).ok());
  CHECK_FALSE(desk(v2::GetEmailIdentity{"example.com"})->dkim_attributes.signing_enabled);
  CHECK(code_of(desk(v1::SetIdentityDkimEnabled{"unknown.com", false})) == "InvalidParameterValue");
  CHECK(code_of(desk(v2::PutEmailIdentityDkimAttributes{"unknown.com", true})) ==
        "NotFoundException");
}

TEST_CASE("A domain's owner may bring a key, and give it up for one of SES's", "[ses]") {
  Desk desk;
  desk.create("example.com");
  v2::PutEmailIdentityDkimSigningAttributes put{"example.com", "EXTERNAL", {}};
  CHECK(code_of(desk(put)) == "BadRequestException");
  put.signing_attributes.emplace();
  put.signing_attributes->domain_signing_selector = "mine";
  CHECK(code_of(desk(put)) == "BadRequestException");
  put.signing_attributes->domain_signing_private_key = "c2VjcmV0";
  auto const own = desk(put);
  REQUIRE(own.ok());
  CHECK(own->dkim_tokens == std::vector<std::string>{"mine"});
  CHECK(desk(v2::GetEmailIdentity{"example.com"})->dkim_attributes.signing_attributes_origin ==
        "EXTERNAL");
  v2::PutEmailIdentityDkimSigningAttributes const back{"example.com", "AWS_SES", {}};
  CHECK(desk(back)->dkim_tokens.size() == 3);
}

TEST_CASE("Bounces may go to a domain below the identity's own", "[ses]") {
  Desk desk;
  desk.create("example.com");
  v1::SetIdentityMailFromDomain set{"example.com", "mail.example.org", {}};
  auto const refused = desk(set);
  CHECK(refused.error().message ==
        "Provided MAIL-FROM domain <mail.example.org> is not subdomain of the domain of the "
        "identity <example.com>.");
  CHECK(code_of(desk(v1::SetIdentityMailFromDomain{"example.com", "example.com", {}})) ==
        "InvalidParameterValue");
  REQUIRE(
      desk(v1::SetIdentityMailFromDomain{"example.com", "mail.example.com", "RejectMessage"}).ok());
  auto const told = desk(v1::GetIdentityMailFromDomainAttributes{{"example.com", "x.com"}});
  REQUIRE(told->mail_from_domain_attributes.size() == 1);
  auto const& mail_from = told->mail_from_domain_attributes.at("example.com");
  CHECK(mail_from.mail_from_domain == "mail.example.com");
  CHECK(mail_from.mail_from_domain_status == "Success");
  CHECK(mail_from.behavior_on_mx_failure == "RejectMessage");
  CHECK(desk(v2::GetEmailIdentity{"example.com"})->mail_from_attributes.mail_from_domain_status ==
        "SUCCESS");
  REQUIRE(desk(v2::PutEmailIdentityMailFromAttributes{"example.com", "", {}}).ok());
  CHECK_FALSE(desk(v2::GetEmailIdentity{"example.com"})->mail_from_attributes.mail_from_domain);
}

TEST_CASE("Policies are kept by both APIs alike", "[ses]") {
  Desk desk;
  desk.create("example.com");
  std::string const policy = R"({"Version":"2012-10-17","Statement":[]})";
  REQUIRE(desk(v1::PutIdentityPolicy{"example.com", "one", policy}).ok());
  CHECK(code_of(desk(v1::PutIdentityPolicy{"example.com", "two", "[]"})) == "InvalidPolicy");
  CHECK(code_of(desk(v1::PutIdentityPolicy{"example.com", "a b", policy})) ==
        "InvalidParameterValue");
  CHECK(code_of(desk(v2::CreateEmailIdentityPolicy{"example.com", "one", policy})) ==
        "AlreadyExistsException");
  REQUIRE(desk(v2::CreateEmailIdentityPolicy{"example.com", "two", policy}).ok());
  CHECK(code_of(desk(v2::UpdateEmailIdentityPolicy{"example.com", "three", policy})) ==
        "NotFoundException");
  CHECK(desk(v1::ListIdentityPolicies{"example.com"})->policy_names ==
        std::vector<std::string>{"one", "two"});
  CHECK(desk(v1::GetIdentityPolicies{"example.com", {"two", "none"}})->policies.size() == 1);
  REQUIRE(desk(v2::DeleteEmailIdentityPolicy{"example.com", "one"}).ok());
  CHECK(desk(v2::GetEmailIdentity{"example.com"})->policies.size() == 1);
}

TEST_CASE("Identities have tags, named by their ARN", "[ses]") {
  Desk desk;
  desk.create("example.com");
  std::string const arn = "arn:aws:ses:us-east-1:000000000000:identity/example.com";
  REQUIRE(desk(v2::TagResource{arn, {{"team", "shop"}, {"stage", "test"}}}).ok());
  REQUIRE(desk(v2::TagResource{arn, {{"team", "ads"}}}).ok());
  REQUIRE(desk(v2::UntagResource{arn, {"stage", "none"}}).ok());
  auto const tags = desk(v2::ListTagsForResource{arn})->tags;
  REQUIRE(tags.size() == 1);
  CHECK(tags[0].value == "ads");
  CHECK(code_of(desk(v2::ListTagsForResource{
            "arn:aws:ses:us-east-1:000000000000:identity/x.com"})) == "NotFoundException");
  CHECK(code_of(desk(v2::ListTagsForResource{"example.com"})) == "BadRequestException");
}

TEST_CASE(
    "Verified addresses are listed without domains, and addresses without labels cover those "
    "with",
    "[ses]") {
  Desk desk;
  REQUIRE(desk(v1::VerifyEmailAddress{"a@example.com"}).ok());
  REQUIRE(desk(v1::VerifyDomainIdentity{"other.com"}).ok());
  CHECK(desk(v1::ListVerifiedEmailAddresses{})->verified_email_addresses ==
        std::vector<std::string>{"a@example.com"});
  v1::SendEmail send;
  send.destination.to_addresses = {"b@example.com"};
  send.message.body.text.emplace();
  for (auto const* source : {"a@example.com", "a+x@example.com", "who@sub.OTHER.com"}) {
    send.source = source;
    CHECK(desk(send).ok());
  }
  for (auto const* source : {"A@example.com", "a@EXAMPLE.com", "b@example.com"}) {
    send.source = source;
    CHECK(code_of(desk(send)) == "MessageRejected");
  }
  REQUIRE(desk(v1::DeleteVerifiedEmailAddress{"a@example.com"}).ok());
  CHECK(desk(v1::ListVerifiedEmailAddresses{})->verified_email_addresses.empty());
}

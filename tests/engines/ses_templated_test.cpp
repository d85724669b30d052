// Mails that are made of templates: one, or many in one call, and those that cannot be rendered.
#include <catch2/catch.hpp>

#include "engines/ses_shop.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using test::refusal;

namespace {

struct Shop : test::TemplateShop {
  Shop() {
    create("welcome", "Hello, {{name}}!", "Dear {{name}}, your order is {{order}}.",
           "<p>Dear {{name}}</p>");
  }
};

v1::SendTemplatedEmail mail(std::string data) {
  v1::SendTemplatedEmail send;
  send.source = "Shop <shop@example.com>";
  send.destination.to_addresses = {"ann@example.com"};
  send.template_name = "welcome";
  send.template_data = std::move(data);
  return send;
}

v2::SendEmail mail_in_v2(v2::Template content) {
  v2::SendEmail send;
  send.from_email_address = "shop@example.com";
  send.destination = Destination{{"ann@example.com"}, {}, {}};
  send.content.from_template = std::move(content);
  return send;
}

v1::SendBulkTemplatedEmail bulk(std::vector<std::optional<std::string>> const& data) {
  v1::SendBulkTemplatedEmail send;
  send.source = "shop@example.com";
  send.template_name = "welcome";
  send.default_template_data = R"({"name":"friend","order":"0"})";
  for (std::size_t i = 0; i < data.size(); ++i)
    send.destinations.push_back(
        {{{"to" + std::to_string(i) + "@example.com"}, {}, {}}, {}, data[i]});
  return send;
}

v2::SendBulkEmail bulk_in_v2(v2::Template content, std::vector<std::optional<std::string>> data) {
  v2::SendBulkEmail send;
  send.from_email_address = "shop@example.com";
  send.default_content.from_template = std::move(content);
  for (auto& one : data) {
    auto& entry = send.bulk_email_entries.emplace_back();
    entry.destination.to_addresses = {"ann@example.com"};
    if (one)
      entry.replacement_email_content =
          v2::ReplacementEmailContent{v2::ReplacementTemplate{std::move(one)}};
  }
  return send;
}

std::string const ann = R"({"name":"Ann","order":7})";

}  // namespace

TEST_CASE("A templated mail is rendered, and tells what it was made of", "[ses][templated]") {
  Shop shop;
  auto send = mail(ann);
  send.tags = {{"kind", "welcome"}};
  send.reply_to_addresses = {"help@example.com"};
  auto const sent = shop(send);
  REQUIRE(sent);
  auto const outbox = shop.outbox();
  REQUIRE(outbox.size() == 1);
  CHECK(outbox[0].id == sent->message_id);
  CHECK(outbox[0].from == "Shop <shop@example.com>");
  CHECK(outbox[0].subject == "Hello, Ann!");
  CHECK(outbox[0].text == "Dear Ann, your order is 7.");
  CHECK(outbox[0].html == "<p>Dear Ann</p>");
  CHECK(outbox[0].template_name == "welcome");
  CHECK(outbox[0].template_data == ann);
  CHECK(shop(ReadMessage{sent->message_id})->tags.at(0).value == "welcome");
}

TEST_CASE("An ordinary mail was made of no template", "[ses][templated]") {
  Shop shop;
  v1::SendEmail send;
  send.source = "shop@example.com";
  send.destination.to_addresses = {"ann@example.com"};
  send.message.body.text = Content{"text", {}};
  REQUIRE(shop(send).ok());
  CHECK_FALSE(shop.outbox().at(0).template_name);
  CHECK_FALSE(shop.outbox().at(0).template_data);
}

TEST_CASE("A mail that cannot be rendered is accepted, noted and never sent", "[ses][templated]") {
  Shop shop;
  auto const sent = shop(mail(R"({"name":"Ann"})"));
  REQUIRE(sent);
  CHECK(sent->message_id.size() == 60);
  REQUIRE(shop.turns.notes.size() == 1);
  CHECK(shop.turns.notes[0].kind == "rendering failure");
  CHECK(shop.turns.notes[0].who == "shop@example.com");
  CHECK(shop.turns.notes[0].what ==
        R"({"id":")" + sent->message_id +
            R"(","template":"welcome","reason":"Attribute 'order' is not present in the rendering )"
            R"(data.","to":["ann@example.com"]})");
  for (std::string const data :
       {"", "no json", "[]", R"({"name":1,"order":)", R"({"name":"a\r\nBcc: x@y.z","order":1})"}) {
    INFO(data);
    CHECK(shop(mail(data)).ok());
    REQUIRE(shop.turns.notes.size() == 1);
    CHECK(shop.turns.notes[0].kind == "rendering failure");
  }
  CHECK(shop.outbox().empty());
  CHECK(shop(v1::GetSendQuota{})->sent_last_24_hours == 0);
}

TEST_CASE("What else is wrong with a templated mail is refused though it could not be rendered",
          "[ses][templated]") {
  Shop shop;
  auto send = mail("{}");
  send.source = "a@x.com";
  CHECK_THAT(refusal(shop(send)), Catch::StartsWith("MessageRejected: "));
  send = mail("{}");
  send.destination = {};
  CHECK(refusal(shop(send)) == "InvalidParameterValue: There are no recipients specified.");
  send = mail("{}");
  send.tags = {{"a b", "c"}};
  CHECK_THAT(refusal(shop(send)), Catch::Contains("Invalid tag name"));
  send = mail("{}");
  send.template_name = "none";
  CHECK(refusal(shop(send)) == "TemplateDoesNotExist: Template none does not exist");
  send = mail(std::string(262'145, ' '));
  CHECK_THAT(refusal(shop(send)), Catch::StartsWith("ValidationError: "));
  CHECK(shop.turns.notes.empty());
}

TEST_CASE("A v2 mail names its template, or its ARN, or brings it along", "[ses][templated]") {
  Shop shop;
  CHECK(shop(mail_in_v2({"welcome", {}, ann})).ok());
  CHECK(shop(mail_in_v2({{}, "arn:aws:ses:us-east-1:000000000000:template/welcome", ann})).ok());
  v2::Template brought;
  brought.template_content = v2::EmailTemplateContent{"To {{name}}", "text {{a.b}}", {}};
  brought.template_data = R"({"name":"Ann","a":{"b":1}})";
  brought.headers = {{"X-Kind", "brought"}};
  CHECK(shop(mail_in_v2(brought)).ok());
  auto const outbox = shop.outbox();
  REQUIRE(outbox.size() == 3);
  CHECK(outbox[0].subject == "Hello, Ann!");
  CHECK(outbox[1].subject == "Hello, Ann!");
  CHECK(outbox[2].subject == "To Ann");
  CHECK(outbox[2].text == "text 1");
  CHECK(outbox[2].template_name == "");
  CHECK_THAT(shop(ReadMessage{outbox[2].id})->raw, Catch::Contains("X-Kind: brought\r\n"));
}

TEST_CASE("A template that a v2 mail brings along may only substitute", "[ses][templated]") {
  Shop shop;
  for (std::string const text : {"{{#if var}}{{var}}{{/if}}", "{{#each l}}x{{/each}}"}) {
    v2::Template brought;
    brought.template_content = v2::EmailTemplateContent{"subject", text, {}};
    CHECK(refusal(shop(mail_in_v2(brought))) ==
          "BadRequestException: Template contains unsupported operations.");
    CHECK(refusal(shop(bulk_in_v2(brought, {std::nullopt}))) ==
          "BadRequestException: Template contains unsupported operations.");
  }
  v2::Template without_subject;
  without_subject.template_content = v2::EmailTemplateContent{{}, "text", {}};
  CHECK(refusal(shop(mail_in_v2(without_subject))) ==
        "BadRequestException: The subject must be specified.");
  CHECK(refusal(shop(mail_in_v2({}))) ==
        "BadRequestException: The template name must be specified.");
  auto const missing = shop(mail_in_v2({"none", {}, {}}));
  CHECK(refusal(missing) == "NotFoundException: Template none does not exist");
  CHECK(missing.error().status == 404);
}

TEST_CASE("A v2 mail that cannot be rendered is accepted, too", "[ses][templated]") {
  Shop shop;
  CHECK(shop(mail_in_v2({"welcome", {}, {}})).ok());
  REQUIRE(shop.turns.notes.size() == 1);
  CHECK(shop.turns.notes[0].kind == "rendering failure");
  CHECK(shop.outbox().empty());
}

TEST_CASE("The default data of a bulk send counts as a whole, for who has none of his own",
          "[ses][templated]") {
  Shop shop;
  auto const sent = shop(bulk({ann, "{}", std::nullopt, " { } ", "", R"({"name":"Bo"})"}));
  REQUIRE(sent);
  REQUIRE(sent->status.size() == 6);
  for (auto const& one : sent->status) {
    CHECK(one.status == "Success");
    CHECK(one.message_id);
    CHECK_FALSE(one.error);
  }
  auto const outbox = shop.outbox();
  REQUIRE(outbox.size() == 5);  // Bo's own data has no order, and nothing is merged
  CHECK(outbox[0].text == "Dear Ann, your order is 7.");
  for (std::size_t i = 1; i < 5; ++i) {
    CHECK(outbox[i].text == "Dear friend, your order is 0.");
    CHECK(outbox[i].to == std::vector<std::string>{"to" + std::to_string(i) + "@example.com"});
  }
  CHECK(shop.turns.notes.empty());
}

TEST_CASE("One destination of a bulk send fails without the others", "[ses][templated]") {
  Shop shop;
  auto send = bulk({ann, ann, ann, ann});
  send.destinations[0].destination.to_addresses = {"nobody"};
  send.destinations[1].destination = {};
  send.destinations[2].replacement_tags = {{"a b", "c"}};
  auto const sent = shop(send);
  REQUIRE(sent);
  CHECK(sent->status[0].status == "InvalidParameterValue");
  CHECK(sent->status[0].error == "Missing final '@domain'");
  CHECK_FALSE(sent->status[0].message_id);
  CHECK(sent->status[1].error == "There are no recipients specified.");
  CHECK(sent->status[2].status == "InvalidParameterValue");
  CHECK(sent->status[3].status == "Success");
  CHECK(shop.outbox().size() == 1);
  auto in_v2 = bulk_in_v2({"welcome", {}, ann}, {std::nullopt, std::nullopt});
  in_v2.bulk_email_entries[0].destination.to_addresses = {"nobody"};
  auto const results = shop(in_v2)->bulk_email_entry_results;
  CHECK(results[0].status == "INVALID_PARAMETER");
  CHECK(results[1].status == "SUCCESS");
}

TEST_CASE("What is wrong with a bulk send as a whole is refused before anything is sent",
          "[ses][templated]") {
  Shop shop;
  CHECK(refusal(shop(bulk({}))) ==
        "InvalidParameterValue: The number of destinations must be between 1 and 50.");
  CHECK(refusal(shop(bulk(std::vector<std::optional<std::string>>(51)))) ==
        "InvalidParameterValue: The number of destinations must be between 1 and 50.");
  CHECK(shop(bulk(std::vector<std::optional<std::string>>(50)))->status.size() == 50);
  auto send = bulk({ann});
  send.template_name = "none";
  CHECK(refusal(shop(send)) == "TemplateDoesNotExist: Template none does not exist");
  send = bulk({ann});
  send.source = "a@x.com";
  CHECK_THAT(refusal(shop(send)), Catch::StartsWith("MessageRejected: Email address is not"));
  send = bulk({ann});
  send.configuration_set_name = "none";
  CHECK(refusal(shop(send)) ==
        "ConfigurationSetDoesNotExist: Configuration set <none> does not exist.");
  send = bulk({std::string(262'145, ' ')});
  CHECK_THAT(refusal(shop(send)), Catch::StartsWith("ValidationError: "));
  auto in_v2 = bulk_in_v2({"none", {}, {}}, {std::nullopt});
  CHECK(shop(in_v2).error().status == 404);
  in_v2.default_content = {};
  CHECK(shop(in_v2).error().code == "BadRequestException");
  in_v2 = bulk_in_v2({"welcome", {}, ann}, {std::nullopt});
  in_v2.from_email_address.reset();
  CHECK(refusal(shop(in_v2)) ==
        "BadRequestException: The sender of the message must be specified.");
  CHECK(shop.outbox().size() == 50);
}

TEST_CASE("Tags and headers of one destination go before those of all", "[ses][templated]") {
  Shop shop;
  auto send = bulk_in_v2({"welcome", {}, ann}, {std::nullopt, R"({"name":"Bo","order":1})"});
  send.default_email_tags = {{"kind", "all"}, {"shop", "donut"}};
  send.default_content.from_template->headers = {{"X-Kind", "all"}, {"X-Shop", "donut"}};
  send.bulk_email_entries[1].replacement_tags = {{"kind", "own"}};
  send.bulk_email_entries[1].replacement_headers = {{"x-kind", "own"}};
  auto const sent = shop(send);
  REQUIRE(sent);
  auto const read = [&](std::size_t i) {
    return *shop(ReadMessage{*sent->bulk_email_entry_results.at(i).message_id});
  };
  CHECK(read(0).tags.at(0).value == "all");
  CHECK_THAT(read(0).raw, Catch::Contains("X-Kind: all\r\n"));
  CHECK(read(1).tags.size() == 2);
  CHECK(read(1).tags.at(0).value == "own");
  CHECK(read(1).tags.at(1).value == "donut");
  CHECK_THAT(read(1).raw, Catch::Contains("x-kind: own\r\n") && Catch::Contains("X-Shop: donut") &&
                              !Catch::Contains("X-Kind: all"));
  CHECK(shop.outbox().at(1).subject == "Hello, Bo!");
}

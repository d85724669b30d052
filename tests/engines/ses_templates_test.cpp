// Templates in both APIs: creating, changing, listing, trying, deleting, and what is refused.
#include <catch2/catch.hpp>

#include "engines/ses_shop.hpp"

using namespace proofbox;
using namespace proofbox::ses;
using test::refusal;

namespace {

using Shop = test::TemplateShop;

v1::CreateTemplate welcome() {
  return {{"welcome", "Hello, {{name}}!", "Dear {{name}}", "<p>Dear {{name}}</p>"}};
}

std::vector<std::string> names_of(v1::ListTemplates::Output const& page) {
  std::vector<std::string> names;
  for (auto const& one : page.templates_metadata)
    names.push_back(one.name);
  return names;
}

}  // namespace

TEST_CASE("A template that one API keeps is there in the other", "[ses][templates]") {
  Shop shop;
  REQUIRE(shop(welcome()).ok());
  auto const in_v2 = shop(v2::GetEmailTemplate{"welcome"});
  REQUIRE(in_v2);
  CHECK(in_v2->template_name == "welcome");
  CHECK(in_v2->template_content.subject == "Hello, {{name}}!");
  CHECK(in_v2->template_content.text == "Dear {{name}}");
  CHECK(in_v2->template_content.html == "<p>Dear {{name}}</p>");
  CHECK(in_v2->tags.empty());

  REQUIRE(shop(v2::CreateEmailTemplate{"bye", {"Bye", {}, "<p>Bye</p>"}, {{"kind", "sad"}}}).ok());
  auto const in_v1 = shop(v1::GetTemplate{"bye"});
  REQUIRE(in_v1);
  CHECK(in_v1->content.subject_part == "Bye");
  CHECK_FALSE(in_v1->content.text_part);
  CHECK(in_v1->content.html_part == "<p>Bye</p>");
  CHECK(shop(v2::GetEmailTemplate{"bye"})->tags.at(0).value == "sad");
}

TEST_CASE("A template belongs to one account in one region", "[ses][templates]") {
  Shop shop;
  REQUIRE(shop(welcome()).ok());
  auto const here = shop.turns.caller;
  shop.turns.caller.region = "eu-west-1";
  CHECK(refusal(shop(v1::GetTemplate{"welcome"})) ==
        "TemplateDoesNotExist: Template welcome does not exist");
  CHECK(shop(v1::ListTemplates{})->templates_metadata.empty());
  REQUIRE(shop(welcome()).ok());
  shop.turns.caller = here;
  shop.turns.caller.account = "111122223333";
  CHECK(shop(v2::ListEmailTemplates{})->templates_metadata.empty());
}

TEST_CASE("A change replaces all parts and keeps the time of creation and the tags",
          "[ses][templates]") {
  Shop shop;
  auto const created_at = shop.turns.now;
  REQUIRE(shop(v2::CreateEmailTemplate{"bye", {"Bye", "text", "html"}, {{"k", "v"}}}).ok());
  shop.turns.now += 1h;
  REQUIRE(shop(v1::UpdateTemplate{{"bye", "See you", {}, "<p>{{x}}</p>"}}).ok());
  auto const changed = shop(v2::GetEmailTemplate{"bye"});
  CHECK(changed->template_content.subject == "See you");
  CHECK_FALSE(changed->template_content.text);
  CHECK(changed->template_content.html == "<p>{{x}}</p>");
  CHECK(changed->tags.size() == 1);
  CHECK(shop(v2::ListEmailTemplates{})->templates_metadata.at(0).created_timestamp == created_at);
  REQUIRE(shop(v2::UpdateEmailTemplate{"bye", {"Again", "t", {}}}).ok());
  CHECK(shop(v1::GetTemplate{"bye"})->content.subject_part == "Again");
}

TEST_CASE("What v1 refuses of templates has v1's codes", "[ses][templates]") {
  Shop shop;
  REQUIRE(shop(welcome()).ok());
  CHECK(refusal(shop(welcome())) == "AlreadyExists: Template welcome already exists");
  CHECK(refusal(shop(v1::CreateTemplate{{"", "s", {}, {}}})) ==
        "InvalidParameterValue: The template name must be specified.");
  CHECK(refusal(shop(v1::CreateTemplate{{"a", {}, "t", {}}})) ==
        "InvalidParameterValue: The subject must be specified.");
  CHECK(refusal(shop(v1::CreateTemplate{{"a", "", "t", {}}})) ==
        "InvalidParameterValue: The subject must be specified.");
  CHECK(refusal(shop(v1::CreateTemplate{{"a", "s", "{{#if x}}", {}}})) ==
        "InvalidTemplate: 1:1: 'if' is not closed");
  CHECK(refusal(shop(v1::CreateTemplate{{"a", "s", {}, "\n{{> nowhere}}"}})) ==
        "InvalidTemplate: The partial 'nowhere' could not be found");
  CHECK(refusal(shop(v1::UpdateTemplate{{"none", "s", {}, {}}})) ==
        "TemplateDoesNotExist: Template none does not exist");
  CHECK(refusal(shop(v1::UpdateTemplate{{"welcome", "{{x", {}, {}}})) ==
        "InvalidTemplate: 1:1: The tag is not closed");
  CHECK(shop(v1::GetTemplate{"welcome"})->content.subject_part == "Hello, {{name}}!");
}

TEST_CASE("What v2 refuses of templates has v2's types and statuses", "[ses][templates]") {
  Shop shop;
  v2::CreateEmailTemplate const create{"welcome", {"Hello", {}, {}}, {}};
  REQUIRE(shop(create).ok());
  CHECK(refusal(shop(create)) == "AlreadyExistsException: Template welcome already exists");
  CHECK(refusal(shop(v2::CreateEmailTemplate{"a", {}, {}})) ==
        "BadRequestException: The subject must be specified.");
  CHECK(refusal(shop(v2::CreateEmailTemplate{"a", {"{{/if}}", {}, {}}, {}})) ==
        "BadRequestException: 1:1: 'if' closes no block");
  for (auto const& missing : {shop(v2::UpdateEmailTemplate{"none", {"s", {}, {}}}),
                              shop(v2::DeleteEmailTemplate{"none"})}) {
    CHECK(refusal(missing) == "NotFoundException: Template none does not exist");
    CHECK(missing.error().status == 404);
  }
  CHECK(shop(v2::GetEmailTemplate{"none"}).error().status == 404);
  CHECK(shop(v2::TestRenderEmailTemplate{"none", "{}"}).error().status == 404);
}

TEST_CASE("Deleting a template that is not there is fine in v1", "[ses][templates]") {
  Shop shop;
  REQUIRE(shop(welcome()).ok());
  CHECK(shop(v1::DeleteTemplate{"welcome"}).ok());
  CHECK(shop(v1::DeleteTemplate{"welcome"}).ok());
  CHECK(shop(v1::ListTemplates{})->templates_metadata.empty());
}

TEST_CASE("A template has up to 500 KB in all its parts", "[ses][templates]") {
  Shop shop;
  std::string const half(250 * 1024, 'x');
  CHECK(shop(v1::CreateTemplate{{"large", "s", half.substr(1), half}}).ok());
  CHECK(refusal(shop(v1::CreateTemplate{{"larger", "s", half, half}})) ==
        "InvalidParameterValue: The template is larger than 512000 bytes.");
}

TEST_CASE("Templates are listed ten a page, or as many as are asked for up to a hundred",
          "[ses][templates]") {
  Shop shop;
  for (int i = 100; i < 225; ++i)
    shop.create("t" + std::to_string(i), "s", "t");
  auto const first = shop(v1::ListTemplates{});
  CHECK(names_of(*first).size() == 10);
  CHECK(names_of(*first).front() == "t100");
  REQUIRE(first->next_token);
  auto const second = shop(v1::ListTemplates{first->next_token, 1'000});
  CHECK(names_of(*second).size() == 100);
  CHECK(names_of(*second).front() == "t110");
  auto const last = shop(v2::ListEmailTemplates{second->next_token, 100});
  CHECK(last->templates_metadata.size() == 15);
  CHECK_FALSE(last->next_token);
  CHECK(shop(v1::ListTemplates{{}, 0})->templates_metadata.size() == 1);
  CHECK(refusal(shop(v1::ListTemplates{"%%", {}})) ==
        "InvalidParameterValue: Invalid NextToken: %%.");
  CHECK(shop(v2::ListEmailTemplates{"%%", {}}).error().code == "BadRequestException");
}

TEST_CASE("A template is tried as a whole message", "[ses][templates]") {
  Shop shop;
  REQUIRE(shop(welcome()).ok());
  auto const tried = shop(v1::TestRenderTemplate{"welcome", R"({"name":"Ann"})"});
  REQUIRE(tried);
  auto const& message = tried->rendered_template;
  CHECK(message.starts_with("Date: Thu, 25 May 2023 00:00:00 +0000\r\nMessage-ID: <0100"));
  CHECK_THAT(message, Catch::Contains("@email.amazonses.com>\r\nSubject: Hello, Ann!\r\n"
                                      "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;"));
  CHECK_THAT(message, Catch::Contains("Content-Type: text/plain; charset=UTF-8\r\n"
                                      "Content-Transfer-Encoding: 7bit\r\n\r\nDear Ann\r\n"));
  CHECK_THAT(message, Catch::Contains("\r\n\r\n<p>Dear Ann</p>\r\n"));
  auto const read = read_message(message);
  CHECK(contents_of(message).text == "Dear Ann");
  CHECK(contents_of(message).html == "<p>Dear Ann</p>");
  CHECK(read.count("From") == 0);

  auto const in_korean = shop(v2::TestRenderEmailTemplate{"welcome", R"({"name":"도넛"})"});
  REQUIRE(in_korean);
  auto const& korean = in_korean->rendered_template;
  CHECK(decode_words(read_message(korean).find("Subject")) == "Hello, 도넛!");
  CHECK(contents_of(korean).text == "Dear 도넛");
  CHECK(shop.outbox().empty());
}

TEST_CASE("Trying a template tells at once what sending would tell by an event",
          "[ses][templates]") {
  Shop shop;
  REQUIRE(shop(welcome()).ok());
  auto const in_v1 = [&](std::string data) {
    return refusal(shop(v1::TestRenderTemplate{"welcome", std::move(data)}));
  };
  auto const in_v2 = [&](std::string data) {
    return refusal(shop(v2::TestRenderEmailTemplate{"welcome", std::move(data)}));
  };
  std::string const missing = "Attribute 'name' is not present in the rendering data.";
  CHECK(in_v1("{}") == "MissingRenderingAttribute: " + missing);
  CHECK(in_v2("{}") == "BadRequestException: " + missing);
  CHECK(in_v1(R"({"Name":"Ann"})") == "MissingRenderingAttribute: " + missing);
  CHECK_THAT(in_v1("{name:1}"), Catch::StartsWith("InvalidRenderingParameter: "));
  CHECK_THAT(in_v1("[]"), Catch::StartsWith("InvalidRenderingParameter: "));
  CHECK_THAT(in_v2(""), Catch::StartsWith("BadRequestException: "));
  CHECK(refusal(shop(v1::TestRenderTemplate{"none", "{}"})) ==
        "TemplateDoesNotExist: Template none does not exist");
  auto const long_data = R"({"name":")" + std::string(262'144, 'x') + "\"}";
  CHECK_THAT(in_v1(long_data), Catch::StartsWith("ValidationError: "));
  CHECK_THAT(in_v2(long_data), Catch::EndsWith("length less than or equal to 262144"));
}

TEST_CASE("Partials of one part are not there in another", "[ses][templates]") {
  Shop shop;
  CHECK(shop(v1::CreateTemplate{{"p", "s", "{{#* inline \"p\"}}x{{/inline}}{{> p}}", "{{> p}}"}})
            .error()
            .code == "InvalidTemplate");
}

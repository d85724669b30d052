// Templates of SES as its clients see them: forms and XML, paths and JSON, and one outbox.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/ses/template_shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

std::string const scope =
    "AWS4-HMAC-SHA256 Credential=test/20230525/ap-northeast-2/ses/aws4_request, Signature=0";

struct Wired {
  test::SimBox sim;

  Wired() {
    REQUIRE(form("VerifyEmailIdentity", {{"EmailAddress", "shop@example.com"}}).status == 200);
  }

  HttpResponse form(std::string const& action,
                    std::vector<std::pair<std::string, std::string>> const& members) {
    HttpRequest request{"POST", "box", "/"};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
                       {"Authorization", scope}};
    request.body = "Action=" + action + "&Version=2010-12-01";
    for (auto const& [name, value] : members)
      request.body += '&' + percent_encode(name) + '=' + percent_encode(value);
    return sim.http(request);
  }

  HttpResponse json(std::string method, std::string path, std::string body = {}) {
    HttpRequest request{std::move(method), "box", "/v2/email/" + std::move(path)};
    request.headers = {{"Content-Type", "application/json"}, {"Authorization", scope}};
    request.body = std::move(body);
    return sim.http(request);
  }

  HttpResponse create() {
    return form("CreateTemplate", {{"Template.TemplateName", "광고 중단"},
                                   {"Template.SubjectPart", "{{product}} 광고 중단"},
                                   {"Template.HtmlPart", "<p>{{product}}</p>"},
                                   {"Template.TextPart", "{{product}}"}});
  }

  std::vector<ses::ListMessages::Mail> outbox() { return sim.call(ses::ListMessages{})->messages; }
};

// What stands between the tags of that name.
std::string within(HttpResponse const& response, std::string const& name) {
  auto const open = response.body.find('<' + name + '>');
  auto const close = response.body.find("</" + name + '>');
  REQUIRE(open != std::string::npos);
  return response.body.substr(open + name.size() + 2, close - open - name.size() - 2);
}

}  // namespace

TEST_CASE("A template goes through v1's forms and back as XML", "[ses][wire][templates]") {
  Wired box;
  auto const empty = box.form("ListTemplates", {});
  CHECK(within(empty, "ListTemplatesResult") == "<TemplatesMetadata></TemplatesMetadata>");
  auto const created = box.create();
  CHECK(created.status == 200);
  CHECK(within(created, "CreateTemplateResult") == "");
  CHECK(within(box.form("GetTemplate", {{"TemplateName", "광고 중단"}}), "Template") ==
        "<TemplateName>광고 중단</TemplateName><SubjectPart>{{product}} 광고 중단</SubjectPart>"
        "<TextPart>{{product}}</TextPart><HtmlPart>&lt;p&gt;{{product}}&lt;/p&gt;</HtmlPart>");
  CHECK(within(box.form("ListTemplates", {{"MaxItems", "1"}}), "member") ==
        "<Name>광고 중단</Name><CreatedTimestamp>2023-05-25T00:00:00.000Z</CreatedTimestamp>");
  auto const again = box.create();
  CHECK(again.status == 400);
  CHECK(within(again, "Error") ==
        "<Type>Sender</Type><Code>AlreadyExists</Code><Message>Template 광고 중단 already "
        "exists</Message>");
  auto const tried =
      box.form("TestRenderTemplate", {{"TemplateName", "광고 중단"}, {"TemplateData", "{}"}});
  CHECK(within(tried, "Error") ==
        "<Type>Sender</Type><Code>MissingRenderingAttribute</Code><Message>Attribute "
        "'product' is not present in the rendering data.</Message>");
}

TEST_CASE("A template goes through v2's paths and back as JSON", "[ses][wire][templates]") {
  Wired box;
  CHECK(box.json("GET", "templates").body == R"({"TemplatesMetadata":[]})");
  auto const created = box.json(
      "POST", "templates",
      R"({"TemplateName":"ad stop","TemplateContent":{"Subject":"{{x}}","Text":"t {{x}}"}})");
  CHECK(created.status == 200);
  CHECK(created.body == "{}");
  CHECK(box.json("GET", "templates/ad%20stop").body ==
        R"({"TemplateName":"ad stop","TemplateContent":{"Subject":"{{x}}","Text":"t {{x}}"}})");
  CHECK(box.json("GET", "templates?PageSize=5").body ==
        R"({"TemplatesMetadata":[{"TemplateName":"ad stop","CreatedTimestamp":1684972800}]})");
  CHECK(box.json("PUT", "templates/ad%20stop",
                 R"({"TemplateContent":{"Subject":"s","Text":"{{#if x}}{{x}}{{/if}}"}})")
            .status == 200);
  auto const tried =
      box.json("POST", "templates/ad%20stop/render", R"({"TemplateData":"{\"x\":1.50}"})");
  CHECK(tried.status == 200);
  CHECK_THAT(tried.body, Catch::Contains(R"(\r\n\r\n1.50\r\n)"));
  CHECK(box.json("DELETE", "templates/ad%20stop").status == 200);
  auto const gone = box.json("DELETE", "templates/ad%20stop");
  CHECK(gone.status == 404);
  CHECK(header(gone.headers, "x-amzn-ErrorType") == "NotFoundException");
  CHECK_THAT(gone.body, Catch::Contains("Template ad stop does not exist"));
  auto const invalid = box.json("POST", "templates",
                                R"({"TemplateName":"a","TemplateContent":{"Subject":"{{/if}}"}})");
  CHECK(invalid.status == 400);
  CHECK(header(invalid.headers, "x-amzn-ErrorType") == "BadRequestException");
}

TEST_CASE("Templated mails of both APIs lie in one outbox", "[ses][wire][templates]") {
  Wired box;
  REQUIRE(box.create().status == 200);
  auto const sent =
      box.form("SendTemplatedEmail", {{"Source", "shop@example.com"},
                                      {"Destination.ToAddresses.member.1", "ads@example.com"},
                                      {"Template", "광고 중단"},
                                      {"TemplateData", R"({"product":"글레이즈드"})"}});
  REQUIRE(sent.status == 200);
  auto const id = within(sent, "MessageId");
  CHECK(id.size() == 60);

  auto const bulk =
      box.form("SendBulkTemplatedEmail",
               {{"Source", "shop@example.com"},
                {"Template", "광고 중단"},
                {"DefaultTemplateData", R"({"product":"all"})"},
                {"Destinations.member.1.Destination.ToAddresses.member.1", "a@example.com"},
                {"Destinations.member.2.Destination.ToAddresses.member.1", "nobody"},
                {"Destinations.member.2.ReplacementTemplateData", R"({"product":"own"})"}});
  REQUIRE(bulk.status == 200);
  CHECK_THAT(within(bulk, "Status"), Catch::StartsWith("<member><Status>Success"));
  CHECK_THAT(bulk.body, Catch::Contains("<member><Status>InvalidParameterValue</Status><Error>"
                                        "Missing final '@domain'</Error></member>"));

  auto const in_v2 = box.json("POST", "outbound-bulk-emails",
                              R"({"FromEmailAddress":"shop@example.com",
          "DefaultContent":{"Template":{"TemplateContent":{"Subject":"{{x}}","Html":"{{x}}"},
                                        "TemplateData":"{\"x\":1}"}},
          "BulkEmailEntries":[
            {"Destination":{"ToAddresses":["a@example.com"]},
             "ReplacementEmailContent":{"ReplacementTemplate":{"ReplacementTemplateData":"{\"x\":2}"}}},
            {"Destination":{"ToAddresses":["b@example.com"]}}]})");
  REQUIRE(in_v2.status == 200);
  CHECK_THAT(in_v2.body,
             Catch::StartsWith(R"({"BulkEmailEntryResults":[{"Status":"SUCCESS","MessageId":")"));

  auto const outbox = box.outbox();
  REQUIRE(outbox.size() == 4);
  CHECK(outbox[0].id == id);
  CHECK(outbox[0].subject == "글레이즈드 광고 중단");
  CHECK(outbox[0].template_name == "광고 중단");
  CHECK(outbox[1].subject == "all 광고 중단");
  CHECK(outbox[2].html == "2");
  CHECK(outbox[3].html == "1");
}

TEST_CASE(
    "A box that is made anew on the same store has its templates and knows of what its mails "
    "were made",
    "[ses][rows][templates]") {
  sim::MemoryStore store;
  ses::v1::SendTemplatedEmail send;
  send.source = "shop@example.com";
  send.destination.to_addresses = {"a@example.com"};
  send.template_name = "kept";
  send.template_data = R"({"x":1})";
  {
    test::SimBox box{{}, store};
    ses::v1::VerifyEmailIdentity const verify{"shop@example.com"};
    REQUIRE(box.call(verify).ok());
    ses::v2::CreateEmailTemplate const kept{
        "kept", {"{{x}}", {}, "{{#if x}}yes{{/if}}"}, {{"k", "v"}}};
    REQUIRE(box.call(kept).ok());
    ses::v2::CreateEmailTemplate const gone{"gone", {"s", "t", {}}, {}};
    REQUIRE(box.call(gone).ok());
    ses::v1::DeleteTemplate const remove{"gone"};
    REQUIRE(box.call(remove).ok());
    REQUIRE(box.call(send).ok());
  }
  test::SimBox box{{}, store};
  ses::v2::GetEmailTemplate const read{"kept"};
  auto const kept = box.call(read);
  REQUIRE(kept);
  CHECK(kept->template_content.html == "{{#if x}}yes{{/if}}");
  CHECK_FALSE(kept->template_content.text);
  CHECK(kept->tags.at(0).key == "k");
  ses::v1::ListTemplates const list{};
  CHECK(box.call(list)->templates_metadata.size() == 1);
  REQUIRE(box.call(send).ok());
  ses::ListMessages const look{};
  auto const outbox = box.call(look)->messages;
  REQUIRE(outbox.size() == 2);
  for (auto const& mail : outbox) {
    CHECK(mail.html == "yes");
    CHECK(mail.template_name == "kept");
    CHECK(mail.template_data == R"({"x":1})");
  }
}

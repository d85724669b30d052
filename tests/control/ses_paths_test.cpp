// The inbox over HTTP: the box's own paths, and those that LocalStack made known.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engines/ses/v1_shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

using Json = nlohmann::json;

struct Inbox {
  test::SimBox sim;
  explicit Inbox(BoxSettings settings = {}) : sim(std::move(settings)) {
    REQUIRE(sim.call(ses::v1::VerifyDomainIdentity{"example.com"}).ok());
  }
  HttpResponse ask(std::string method, std::string path, std::string body = {}) {
    HttpRequest const request{std::move(method), "box", std::move(path), {}, std::move(body)};
    return sim.http(request);
  }
  Json get(std::string path) { return Json::parse(ask("GET", std::move(path)).body); }
  std::string send(std::string subject) {
    ses::v1::SendEmail send;
    send.source = "도넛 <shop@example.com>";
    send.destination.to_addresses = {"a@other.com"};
    send.destination.cc_addresses = {"c@other.com"};
    send.message.subject.data = std::move(subject);
    send.message.body.text.emplace();
    send.message.body.text->data = "본문";
    send.tags = {{"kind", "test"}};
    return sim.call(send)->message_id;
  }
  std::string send_raw() {
    ses::v1::SendRawEmail send;
    send.raw_message.data.bytes =
        "From: shop@example.com\r\nTo: a@other.com\r\nSubject: =?UTF-8?B?6rCA?=\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\n\r\ntext\r\n"
        "--b\r\nContent-Type: text/csv\r\n"
        "Content-Disposition: attachment; filename*=UTF-8''%EC%9E%AC%EA%B3%A0.csv\r\n\r\n"
        "a,b\r\n--b--\r\n";
    return sim.call(send)->message_id;
  }
};

}  // namespace

TEST_CASE("The inbox shows mails with their headers, attachments and tags", "[ses][control]") {
  Inbox inbox;
  auto const id = inbox.send("재고");
  auto const raw = inbox.send_raw();
  auto const all = inbox.get("/_proofbox/ses/messages").at("messages");
  REQUIRE(all.size() == 2);
  CHECK(all[0].at("id") == id);
  CHECK(all[0].at("headers").at(0) == Json{{"name", "From"}, {"value", "도넛 <shop@example.com>"}});
  CHECK(all[0].at("tags").at(0).at("Value") == "test");
  CHECK(all[0].at("text") == "본문");
  CHECK(all[1].at("subject") == "가");
  CHECK(all[1].at("attachments") == Json::parse(R"([{"fileName":"재고.csv",
      "contentType":"text/csv","contentId":"","inline":false,"size":3}])"));
  auto const count = [&](std::string const& query) {
    return inbox.get("/_proofbox/ses/messages?" + query).at("messages").size();
  };
  CHECK(count("to=c@other.com") == 1);
  CHECK(count("from=shop@example.com") == 2);
  CHECK(count("subject=%EA%B0%80") == 1);
  CHECK(count("template=none") == 0);
  CHECK(inbox.get("/_proofbox/ses/messages/" + raw) == all[1]);
  CHECK(inbox.ask("GET", "/_proofbox/ses/messages/none").status == 404);
}

TEST_CASE("A mail is read as it would leave, and its attachments one by one", "[ses][control]") {
  Inbox inbox;
  auto const id = inbox.send_raw();
  auto const eml = inbox.ask("GET", "/_proofbox/ses/messages/" + id + ".eml");
  CHECK(eml.status == 200);
  CHECK(header(eml.headers, "Content-Type") == "message/rfc822");
  CHECK(eml.body.find("Message-ID: <" + id) == 0);
  auto const file = inbox.ask("GET", "/_proofbox/ses/messages/" + id + "/attachments/1");
  CHECK(file.status == 200);
  CHECK(file.body == "a,b");
  CHECK(header(file.headers, "Content-Type") == "text/csv");
  CHECK(header(file.headers, "Content-Disposition") ==
        "attachment; filename*=UTF-8''%EC%9E%AC%EA%B3%A0.csv");
  for (auto const* const number : {"0", "2", "x", "1/2"})
    CHECK(inbox.ask("GET", "/_proofbox/ses/messages/" + id + "/attachments/" + number).status >=
          400);
  CHECK(inbox.ask("GET", "/_proofbox/ses/messages/none.eml").status == 404);
}

TEST_CASE("Mails are deleted one by one or all at once", "[ses][control]") {
  Inbox inbox;
  auto const first = inbox.send("first");
  inbox.send("second");
  CHECK(inbox.ask("DELETE", "/_proofbox/ses/messages/" + first).body == R"({"deleted":1})");
  CHECK(inbox.ask("DELETE", "/_proofbox/ses/messages/" + first).status == 404);
  CHECK(inbox.get("/_proofbox/ses/messages").at("messages").size() == 1);
  CHECK(inbox.ask("DELETE", "/_proofbox/ses/messages").body == R"({"deleted":1})");
  CHECK(inbox.get("/_proofbox/ses/messages").at("messages").empty());
  CHECK(inbox.ask("POST", "/_proofbox/ses/messages").status == 405);
}

TEST_CASE("Tests written for LocalStack find mails where they look for them", "[ses][control]") {
  Inbox inbox;
  auto const id = inbox.send("subject");
  auto const raw = inbox.send_raw();
  auto const one = inbox.get("/_aws/ses?id=" + id).at("messages");
  REQUIRE(one.size() == 1);
  CHECK(one[0] ==
        Json{{"Id", id},
             {"Region", "us-east-1"},
             {"Destination", {{"ToAddresses", {"a@other.com"}}, {"CcAddresses", {"c@other.com"}}}},
             {"Source", "도넛 <shop@example.com>"},
             {"Subject", "subject"},
             {"Body", {{"text_part", "본문"}, {"html_part", nullptr}}},
             {"Timestamp", "2023-05-25T00:00:00"}});
  auto const both = inbox.get("/_aws/ses?email=shop@example.com").at("messages");
  REQUIRE(both.size() == 2);
  CHECK(both[1].at("RawData").get<std::string>().find("--b--") != std::string::npos);
  CHECK(inbox.get("/_aws/ses?email=nobody@example.com").at("messages").empty());
  CHECK(inbox.ask("DELETE", "/_aws/ses?id=" + raw).status == 204);
  CHECK(inbox.get("/_aws/ses").at("messages").size() == 1);
  CHECK(inbox.ask("DELETE", "/_aws/ses").status == 204);
  CHECK(inbox.get("/_aws/ses").at("messages").empty());
  CHECK(inbox.ask("POST", "/_aws/ses").status == 405);
}

TEST_CASE("The link in a verification mail leads back to the box", "[ses][control]") {
  BoxSettings settings;
  settings.strict.sandbox = true;
  Inbox inbox{std::move(settings)};
  REQUIRE(inbox.sim.call(ses::v1::VerifyEmailIdentity{"kim@other.com"}).ok());
  auto const text = inbox.get("/_proofbox/ses/messages").at("messages").at(0).at("text");
  auto const mail = text.get<std::string>();
  auto const from = mail.find("/_proofbox/");
  auto const link = mail.substr(from, mail.find('\n', from) - from);
  CHECK(inbox.ask("GET", link.substr(0, link.size() - 6)).status == 404);
  CHECK(inbox.ask("GET", link).status == 200);
  auto const identities =
      inbox.sim.call(ses::v1::GetIdentityVerificationAttributes{{"kim@other.com"}});
  CHECK(identities->verification_attributes.at("kim@other.com").verification_status == "Success");
  CHECK(inbox
            .ask("POST", "/_proofbox/ses/identities",
                 R"({"identity":"kim@other.com","status":"Failed"})")
            .status == 200);
  CHECK(inbox.ask("POST", "/_proofbox/ses/identities", R"({"identity":"kim@other.com"})").status ==
        400);
}

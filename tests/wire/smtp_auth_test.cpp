// Who one is at the SMTP door: the two mechanisms, SES's derived passwords, and what STARTTLS
// forgets.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "support/smtp_dialogue.hpp"
#include "wire/smtp_password.hpp"

using namespace proofbox;
using test::SmtpDialogue;

namespace {

std::string plain(std::string_view user, std::string_view password) {
  return base64(fmt::format("{0}{1}{0}{2}", '\0', user, password));
}

BoxSettings strict_settings() {
  BoxSettings settings;
  settings.region = "ap-northeast-2";
  settings.strict.signatures = true;
  settings.keys = {{"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"},
                   {"123456789012", "another"}};
  return settings;
}

constexpr std::string_view good_password = "BFrwSu3BsGr8nvY2bDCyObUpnNCGFtmAY0j+5nSYn0ZQ";

}  // namespace

TEST_CASE("SES derives an SMTP password for each region from an access key's secret", "[smtp]") {
  constexpr auto secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  CHECK(wire::smtp_password(secret, "ap-northeast-2") == good_password);
  CHECK(wire::smtp_password(secret, "us-east-1") == "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9");
}

TEST_CASE("A client says who it is by PLAIN or LOGIN, at once or asked", "[smtp]") {
  constexpr std::string_view welcome = "235 Authentication successful.\r\n";
  struct Row {
    std::vector<std::string> said;
    std::string answered;
  };
  std::string const empty = "=";
  Row const rows[] = {
      {{"AUTH PLAIN " + plain("u", "p")}, std::string{welcome}},
      {{"auth plain " + plain("u", "p")}, std::string{welcome}},
      {{"AUTH PLAIN", plain("u", "p")}, "334 \r\n" + std::string{welcome}},
      {{"AUTH LOGIN", base64("u"), base64("p")},
       "334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n" + std::string{welcome}},
      {{"AUTH LOGIN " + base64("u"), base64("p")}, "334 UGFzc3dvcmQ6\r\n" + std::string{welcome}},
      {{"AUTH PLAIN", "*"}, "334 \r\n501 Authentication cancelled\r\n"},
      {{"AUTH LOGIN", base64("u"), "*"},
       "334 VXNlcm5hbWU6\r\n334 UGFzc3dvcmQ6\r\n501 Authentication cancelled\r\n"},
      {{"AUTH PLAIN !!!"}, "501 Syntax error: the response is not base64\r\n"},
      {{"AUTH LOGIN", "not base64"},
       "334 VXNlcm5hbWU6\r\n501 Syntax error: the response is not base64\r\n"},
      {{"AUTH PLAIN " + empty}, "501 Syntax error: the response is not that of PLAIN\r\n"},
      {{"AUTH PLAIN " + base64("u p")}, "501 Syntax error: the response is not that of PLAIN\r\n"},
      {{"AUTH PLAIN " + plain("", "p")}, "501 Syntax error: the response is not that of PLAIN\r\n"},
      {{"AUTH LOGIN " + empty, base64("p")},
       "334 UGFzc3dvcmQ6\r\n535 Authentication Credentials Invalid\r\n"},
  };
  for (auto const& row : rows) {
    INFO(row.said.front());
    SmtpDialogue dialogue;
    dialogue.begin();
    std::string answered;
    for (auto const& line : row.said)
      answered += dialogue.say(line + "\r\n");
    CHECK(answered == row.answered);
    CHECK(dialogue.say("NOOP\r\n") == "250 Ok\r\n");
  }
}

TEST_CASE("A user of twelve digits sends from that account", "[smtp]") {
  SmtpDialogue dialogue;
  Caller owner;
  owner.account = "123456789012";
  dialogue.begin(owner);
  std::string const mail =
      "MAIL FROM:<shop@example.com>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nSubject: a\r\n\r\n.\r\n";
  CHECK(dialogue.say(mail).ends_with("US-EAST-1: shop@example.com\r\n"));  // of another
  CHECK(dialogue.say("AUTH PLAIN " + plain("123456789012", "x") + "\r\n") ==
        "235 Authentication successful.\r\n");
  CHECK(dialogue.say("AUTH PLAIN " + plain("123456789012", "x") + "\r\n") ==
        "503 Error: already authenticated\r\n");
  CHECK(dialogue.say(mail).ends_with("250 Ok ID\r\n"));
}

TEST_CASE("Strict about signatures, the door knows its keys by SES's derived passwords", "[smtp]") {
  struct Row {
    std::string_view user, password;
    bool good;
  };
  auto const of_account = wire::smtp_password("another", "ap-northeast-2");
  Row const rows[] = {
      {"AKIDEXAMPLE", good_password, true},
      {"123456789012", of_account, true},
      {"AKIDEXAMPLE", of_account, false},
      {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", false},
      {"AKIDEXAMPLE", "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", false},  // of us-east-1
      {"AKIDEXAMPLE", "", false},
      {"stranger", good_password, false},
  };
  for (auto const& row : rows) {
    INFO(row.user << ' ' << row.password);
    SmtpDialogue dialogue{strict_settings()};
    dialogue.begin();
    CHECK(dialogue.say("MAIL FROM:<shop@example.com>\r\n") == "530 Authentication required\r\n");
    CHECK(dialogue.say("AUTH PLAIN " + plain(row.user, row.password) + "\r\n") ==
          (row.good ? "235 Authentication successful.\r\n"
                    : "535 Authentication Credentials Invalid\r\n"));
    CHECK(dialogue.say("MAIL FROM:<shop@example.com>\r\n") ==
          (row.good ? "250 Ok\r\n" : "530 Authentication required\r\n"));
  }
}

TEST_CASE("Guessing passwords comes to an end", "[smtp]") {
  SmtpDialogue dialogue{strict_settings()};
  dialogue.begin();
  for (int i = 0; i < 9; ++i)
    CHECK(dialogue.say("AUTH PLAIN " + plain("u", "p") + "\r\n") ==
          "535 Authentication Credentials Invalid\r\n");
  CHECK(dialogue.say("AUTH PLAIN " + plain("u", "p") + "\r\n") ==
        "535 Authentication Credentials Invalid\r\n421 Too many errors\r\n[close]");
}

TEST_CASE("TLS begins with nothing of what was said before it", "[smtp]") {
  SmtpDialogue dialogue{strict_settings()};
  dialogue.begin();
  CHECK(dialogue.say("AUTH PLAIN " + plain("AKIDEXAMPLE", good_password) + "\r\n") ==
        "235 Authentication successful.\r\n");
  // Commands that somebody put behind STARTTLS in the open must not be heard as if encrypted.
  CHECK(dialogue.say("STARTTLS\r\nEHLO evil\r\nMAIL FROM:<shop@example.com>\r\n") ==
        "220 Ready to start TLS\r\n[tls]");
  dialogue.session.tls_began();
  CHECK(dialogue.say("MAIL FROM:<shop@example.com>\r\n") == "503 Error: send HELO/EHLO first\r\n");
  CHECK(dialogue.say("EHLO client\r\n").find("STARTTLS") == std::string::npos);
  CHECK(dialogue.say("STARTTLS\r\n") == "503 TLS is already active\r\n");
  CHECK(dialogue.say("MAIL FROM:<shop@example.com>\r\n") == "530 Authentication required\r\n");
}

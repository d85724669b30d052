// The SMTP door's conversations as tables: what is said, what is answered, what arrives in SES.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "support/smtp_dialogue.hpp"

using namespace proofbox;
using test::SmtpDialogue;

namespace {

constexpr std::string_view envelope =
    "MAIL FROM:<shop@example.com>\r\nRCPT TO:<ads@other.test>\r\nDATA\r\n";
constexpr std::string_view envelope_taken =
    "250 Ok\r\n250 Ok\r\n354 End data with <CR><LF>.<CR><LF>\r\n";
constexpr std::string_view headers =
    "From: shop@example.com\r\nTo: ads@other.test\r\nSubject: hello\r\n\r\n";

std::string mail_with(std::string_view body) {
  return fmt::format("{}{}{}", envelope, headers, body);
}

struct Exchange {
  std::string said, answered;
};

// The exchanges one after the other, in one conversation.
void hold(SmtpDialogue& dialogue, std::vector<Exchange> const& exchanges) {
  for (auto const& [said, answered] : exchanges) {
    INFO(said);
    CHECK(dialogue.say(said) == answered);
  }
}

}  // namespace

TEST_CASE("The SMTP door greets and says what it can do", "[smtp]") {
  SmtpDialogue dialogue;
  CHECK(dialogue.session.greet().text ==
        "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-proofbox\r\n");
  hold(dialogue, {{"HELO client\r\n", "250 email-smtp.amazonaws.com\r\n"},
                  {"ehlo [127.0.0.1]\r\n",
                   "250-email-smtp.amazonaws.com\r\n250-8BITMIME\r\n250-SIZE 41943040\r\n"
                   "250-STARTTLS\r\n250-AUTH PLAIN LOGIN\r\n250-PIPELINING\r\n250 Ok\r\n"},
                  {"EHLO\r\n", "501 Syntax: EHLO hostname\r\n"},
                  {"HELO a b\r\n", "501 Syntax: HELO hostname\r\n"}});
}

TEST_CASE("A mail that comes over SMTP arrives in SES", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  hold(dialogue,
       {{"MAIL FROM:<shop@example.com>\r\n", "250 Ok\r\n"},
        {"RCPT TO:<ads@other.test>\r\n", "250 Ok\r\n"},
        {"RCPT TO:<secret@other.test>\r\n", "250 Ok\r\n"},
        {"DATA\r\n", "354 End data with <CR><LF>.<CR><LF>\r\n"},
        {"From: =?UTF-8?B?6rCA6rKM?= <shop@example.com>\r\n", ""},
        {"To: ads@other.test\r\nSubject: =?UTF-8?B?7ZKI7KCI?=\r\n\r\n..\r\n.a\r\nb.\r\n", ""},
        {".\r\n", "250 Ok ID\r\n"},
        {"QUIT\r\n", "221 Bye\r\n[close]"}});
  auto const mails = dialogue.mails();
  REQUIRE(mails.size() == 1);
  CHECK(mails[0].from == "가게 <shop@example.com>");
  CHECK(mails[0].to == std::vector<std::string>{"ads@other.test"});
  CHECK(mails[0].bcc == std::vector<std::string>{"secret@other.test"});
  CHECK(mails[0].subject == "품절");
  CHECK(mails[0].text == ".\r\na\r\nb.\r\n");
  CHECK(dialogue.mail(mails[0].id).return_path == "shop@example.com");
}

TEST_CASE("It makes no difference how the network cuts a conversation", "[smtp]") {
  auto const said = mail_with("..dot\r\n.\r\nNOOP\r\n") + mail_with("second\r\n.\r\nQUIT\r\n");
  auto const answered =
      fmt::format("{0}250 Ok ID\r\n250 Ok\r\n{0}250 Ok ID\r\n221 Bye\r\n[close]", envelope_taken);
  SmtpDialogue at_once, slow;
  at_once.begin();
  slow.begin();
  CHECK(at_once.say(said) == answered);
  CHECK(slow.say_slowly(said) == answered);
  REQUIRE(slow.mails().size() == 2);
  CHECK(slow.mails()[0].text == ".dot\r\n");
  CHECK(slow.mails()[1].text == "second\r\n");
}

TEST_CASE("Commands that are out of order are 503 and change nothing", "[smtp]") {
  SmtpDialogue dialogue;
  hold(dialogue, {{"MAIL FROM:<shop@example.com>\r\n", "503 Error: send HELO/EHLO first\r\n"},
                  {"AUTH PLAIN\r\n", "503 Error: send HELO/EHLO first\r\n"}});
  dialogue.begin();
  hold(dialogue, {{"RCPT TO:<a@b.test>\r\n", "503 Error: need MAIL command\r\n"},
                  {"DATA\r\n", "503 Error: need MAIL command\r\n"},
                  {"MAIL FROM:<shop@example.com>\r\n", "250 Ok\r\n"},
                  {"MAIL FROM:<other@example.com>\r\n", "503 Error: nested MAIL command\r\n"},
                  {"DATA\r\n", "503 Error: need RCPT command\r\n"},
                  {"AUTH LOGIN\r\n", "503 Error: MAIL transaction in progress\r\n"},
                  {"RCPT TO:<ads@other.test>\r\n", "250 Ok\r\n"},
                  {"DATA\r\n", "354 End data with <CR><LF>.<CR><LF>\r\n"},
                  {std::string{headers} + ".\r\n", "250 Ok ID\r\n"},
                  {"DATA\r\n", "503 Error: need MAIL command\r\n"}});
  CHECK(dialogue.mails().size() == 1);
}

TEST_CASE("RSET, EHLO and TLS forget the mail that was begun", "[smtp]") {
  for (std::string const forget : {"RSET\r\n", "EHLO again\r\n", "STARTTLS\r\n"}) {
    INFO(forget);
    SmtpDialogue dialogue;
    dialogue.begin();
    dialogue.say("MAIL FROM:<shop@example.com>\r\nRCPT TO:<ads@other.test>\r\n");
    if (dialogue.say(forget).ends_with("[tls]"))
      dialogue.session.tls_began();
    CHECK(dialogue.say("DATA\r\n") == "503 Error: need MAIL command\r\n");
  }
}

TEST_CASE("What is no command is 500, what is not taken 502, what is misspelled 501", "[smtp]") {
  struct Row {
    std::string_view said, answered;
  };
  Row const rows[] = {
      {"FROB\r\n", "500 Syntax error, command unrecognized\r\n"},
      {"\r\n", "500 Syntax error, command unrecognized\r\n"},
      {"MAILFROM:<a@b.test>\r\n", "500 Syntax error, command unrecognized\r\n"},
      {"EXPN list\r\n", "502 Command not implemented\r\n"},
      {"TURN\r\n", "502 Command not implemented\r\n"},
      {"BDAT 5 LAST\r\n", "502 Command not implemented\r\n"},
      {"VRFY\r\n", "501 Syntax: VRFY address\r\n"},
      {"RSET now\r\n", "501 Syntax: RSET\r\n"},
      {"QUIT now\r\n", "501 Syntax: QUIT\r\n"},
      {"STARTTLS now\r\n", "501 Syntax: STARTTLS\r\n"},
      {"AUTH\r\n", "501 Syntax: AUTH mechanism\r\n"},
      {"AUTH CRAM-MD5\r\n", "504 Unrecognized authentication type\r\n"},
      {"NO\xEA\xB5\xAC\r\n", "500 Syntax error: commands are printable ASCII\r\n"},
      {"NOOP\t\r\n", "500 Syntax error: commands are printable ASCII\r\n"},
      {"NOOP\n", "500 Syntax error: a line ends with CR and LF\r\n"},
      {"NOOP\rQUIT\r\n", "500 Syntax error: commands are printable ASCII\r\n"},
  };
  for (auto const& row : rows) {
    INFO(row.said);
    SmtpDialogue dialogue;
    dialogue.begin();
    CHECK(dialogue.say(row.said) == row.answered);
    CHECK(dialogue.say("NOOP\r\n") == "250 Ok\r\n");
  }
  SmtpDialogue dialogue;
  hold(dialogue,
       {{"noop with words\r\n", "250 Ok\r\n"},
        {"VRFY ads@other.test\r\n", "252 Cannot verify the address; send to it to find out\r\n"},
        {"HELP\r\n", "214 EHLO HELO STARTTLS AUTH MAIL RCPT DATA RSET NOOP VRFY HELP QUIT\r\n"}});
}

TEST_CASE("MAIL and RCPT take paths and parameters as RFC 5321 has them", "[smtp]") {
  constexpr auto syntax = "501 Syntax: MAIL FROM:<address> [SIZE=bytes] [BODY=7BIT|8BITMIME]\r\n";
  struct Row {
    std::string_view argument, answered;
  };
  Row const senders[] = {
      {"FROM:<shop@example.com>", "250 Ok\r\n"},
      {"from: <shop@example.com>", "250 Ok\r\n"},
      {"FROM:<shop@example.com> SIZE=1000 BODY=8BITMIME", "250 Ok\r\n"},
      {"FROM:<shop@example.com> body=7bit AUTH=<>", "250 Ok\r\n"},
      {"FROM:<@relay.test,@next.test:shop@example.com>", "250 Ok\r\n"},
      {"FROM:<\"a > b\"@example.com>", "553 <\"a > b\"@example.com> Invalid email address\r\n"},
      {"FROM:<>", "553 <> Invalid email address\r\n"},
      {"FROM:<shop>", "553 <shop> Invalid email address\r\n"},
      {"FROM:<shop@exa_mple.com>", "553 <shop@exa_mple.com> Invalid email address\r\n"},
      {"FROM:<Name <shop@example.com>>", syntax},
      {"FROM:shop@example.com", syntax},
      {"FROM:<shop@example.com", syntax},
      {"FROM:<shop@example.com>SIZE=1", syntax},
      {"FROM:<shop@example.com> SIZE=1 SIZE=2", syntax},
      {"FROM:<shop@example.com> =1", syntax},
      {"TO:<shop@example.com>", syntax},
      {"", syntax},
      {"FROM:<shop@example.com> SIZE=many", "501 Syntax: SIZE=bytes\r\n"},
      {"FROM:<shop@example.com> SIZE=-1", "501 Syntax: SIZE=bytes\r\n"},
      {"FROM:<shop@example.com> SIZE", "501 Syntax: SIZE=bytes\r\n"},
      {"FROM:<shop@example.com> SIZE=41943040", "250 Ok\r\n"},
      {"FROM:<shop@example.com> SIZE=41943041", "552 Message is too long.\r\n"},
      {"FROM:<shop@example.com> SIZE=99999999999999999999", "501 Syntax: SIZE=bytes\r\n"},
      {"FROM:<shop@example.com> BODY=BINARYMIME", "501 Syntax: BODY=7BIT or BODY=8BITMIME\r\n"},
      {"FROM:<shop@example.com> SMTPUTF8", "555 Unsupported parameter: SMTPUTF8\r\n"},
      {"FROM:<shop@example.com> RET=FULL", "555 Unsupported parameter: RET\r\n"},
  };
  for (auto const& row : senders) {
    INFO(row.argument);
    SmtpDialogue dialogue;
    dialogue.begin();
    CHECK(dialogue.say(fmt::format("MAIL {}\r\n", row.argument)) == row.answered);
  }
  Row const recipients[] = {
      {"TO:<ads@other.test>", "250 Ok\r\n"},
      {"to: <ads@other.test>", "250 Ok\r\n"},
      {"TO:<>", "553 <> address unknown\r\n"},
      {"TO:<Postmaster>", "553 <Postmaster> address unknown\r\n"},
      {"TO:<a..b@other.test>", "553 <a..b@other.test> address unknown\r\n"},
      {"TO:<ads@other.test> NOTIFY=NEVER", "555 Unsupported parameter: NOTIFY\r\n"},
      {"TO:ads@other.test", "501 Syntax: RCPT TO:<address>\r\n"},
      {"FROM:<ads@other.test>", "501 Syntax: RCPT TO:<address>\r\n"},
  };
  for (auto const& row : recipients) {
    INFO(row.argument);
    SmtpDialogue dialogue;
    dialogue.begin();
    dialogue.say("MAIL FROM:<shop@example.com>\r\n");
    CHECK(dialogue.say(fmt::format("RCPT {}\r\n", row.argument)) == row.answered);
  }
}

TEST_CASE("A refused recipient does not spoil the others", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  hold(dialogue, {{"MAIL FROM:<shop@example.com>\r\nRCPT TO:<nobody>\r\nRCPT TO:<a@b.test>\r\n",
                   "250 Ok\r\n553 <nobody> address unknown\r\n250 Ok\r\n"},
                  {"DATA\r\n", "354 End data with <CR><LF>.<CR><LF>\r\n"},
                  {std::string{headers} + ".\r\n", "250 Ok ID\r\n"}});
  REQUIRE(dialogue.mails().size() == 1);
  CHECK(dialogue.mails()[0].bcc == std::vector<std::string>{"a@b.test"});
}

TEST_CASE("A mail goes to 50 recipients, or, with one more, to nobody", "[smtp]") {
  for (bool const one_more : {false, true}) {
    INFO(one_more);
    SmtpDialogue dialogue;
    dialogue.begin();
    dialogue.say("MAIL FROM:<shop@example.com>\r\n");
    for (int i = 0; i < 50; ++i)
      CHECK(dialogue.say(fmt::format("RCPT TO:<r{}@other.test>\r\n", i)) == "250 Ok\r\n");
    if (one_more) {
      CHECK(dialogue.say("RCPT TO:<r50@other.test>\r\n") == "452 Too many recipients\r\n");
      CHECK(dialogue.say("DATA\r\n") == "554 Transaction failed: Recipient count exceeds 50.\r\n");
    } else {
      dialogue.say("DATA\r\n");
      CHECK(dialogue.say(std::string{headers} + ".\r\n") == "250 Ok ID\r\n");
    }
    CHECK(dialogue.mails().size() == (one_more ? 0 : 1));
  }
}

TEST_CASE("SES's refusals become SMTP's, and nothing is sent", "[smtp]") {
  struct Row {
    std::string_view sender, message, answered;
  };
  Row const rows[] = {
      {"a@strange.test", "From: a@strange.test\r\n\r\n",
       "554 Message rejected: Email address is not verified. The following identities failed the "
       "check in region AP-NORTHEAST-2: a@strange.test\r\n"},
      {"shop@example.com", "From: b@strange.test\r\n\r\n",
       "554 Message rejected: Email address is not verified. The following identities failed the "
       "check in region AP-NORTHEAST-2: b@strange.test\r\n"},
      {"shop@example.com", "Subject: a\r\nSubject: b\r\n\r\n",
       "554 Transaction failed: Duplicate header 'Subject'.\r\n"},
      {"shop@example.com", "From: nobody\r\n\r\n",
       "554 Transaction failed: Missing final '@domain'\r\n"},
      {"shop@example.com", "X-SES-MESSAGE-TAGS: bad name=1\r\n\r\n",
       "554 Transaction failed: Invalid tag name <bad name>: only alphanumeric ASCII characters, "
       "'_',  '-' are allowed.\r\n"},
      {"shop@example.com", "X-SES-CONFIGURATION-SET: none\r\n\r\n",
       "554 Message rejected: Configuration set <none> does not exist.\r\n"},
  };
  BoxSettings settings;
  settings.region = "ap-northeast-2";
  Caller there;
  there.region = settings.region;
  for (auto const& row : rows) {
    INFO(row.message);
    SmtpDialogue dialogue{settings};
    dialogue.begin(there);
    dialogue.say(fmt::format("MAIL FROM:<{}>\r\nRCPT TO:<a@b.test>\r\nDATA\r\n", row.sender));
    CHECK(dialogue.say(fmt::format("{}.\r\n", row.message)) == row.answered);
    CHECK(dialogue.say("NOOP\r\n") == "250 Ok\r\n");
    CHECK(dialogue.mails().empty());
  }
}

TEST_CASE("A refusal that is too long for a reply is cut, and cannot break its line", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  std::string from = "From: ";
  for (int i = 0; i < 40; ++i)
    from += fmt::format("a{}@strange-and-long.test, ", i);
  dialogue.say(envelope);
  auto const answer = dialogue.say(from + "\xEA\xB5\xAC@x.test\r\n\r\n.\r\n");
  CHECK(answer.size() <= 512);
  CHECK(answer.starts_with("554 "));
  CHECK(answer.find('\r') == answer.size() - 2);
}

// ---- the text of a mail ----

TEST_CASE("Only a line with nothing but a dot ends a mail, and only CR and LF end a line",
          "[smtp]") {
  // Between servers that read these differently, one mail becomes two.
  for (std::string_view const smuggled : {"\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n",
                                          "\r\n.\r", "\r\n.\r\r\n", "\r\n\r.\r\n"}) {
    SmtpDialogue dialogue;
    dialogue.begin();
    auto const said = fmt::format(
        "{}first{}MAIL FROM:<shop@example.com>\r\nRCPT TO:<victim@other.test>\r\nDATA\r\nevil\r\n",
        headers, smuggled);
    dialogue.say(envelope);
    CHECK(dialogue.say(said) == "");
    CHECK(dialogue.say(".\r\n") ==
          "554 Transaction failed: Lines of the message must end with CR and LF.\r\n");
    CHECK(dialogue.mails().empty());
    CHECK(dialogue.say(mail_with("next\r\n.\r\n")) ==
          fmt::format("{}250 Ok ID\r\n", envelope_taken));
  }
}

TEST_CASE("Dots at the front of a line are doubled on the way, and only there", "[smtp]") {
  struct Row {
    std::string_view sent, arrives;
  };
  Row const rows[] = {
      {"", ""},
      {"..\r\n", ".\r\n"},
      {"...\r\n", "..\r\n"},
      {".a\r\n", "a\r\n"},
      {"a.\r\n", "a.\r\n"},
      {"a\r\n..\r\n..\r\nb\r\n", "a\r\n.\r\n.\r\nb\r\n"},
  };
  for (auto const& row : rows) {
    INFO(row.sent);
    SmtpDialogue dialogue;
    dialogue.begin();
    CHECK(dialogue.say_slowly(mail_with(row.sent) + ".\r\n") ==
          fmt::format("{}250 Ok ID\r\n", envelope_taken));
    CHECK(dialogue.mails().at(0).text == row.arrives);
  }
}

TEST_CASE("Long lines and 8-bit text arrive as they are", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  auto const body = std::string(5000, 'x') + "\r\n\xEA\xB5\xAC\r\n";
  CHECK(dialogue.say(mail_with(body + ".\r\n")).ends_with("250 Ok ID\r\n"));
  auto const raw = dialogue.mail(dialogue.mails().at(0).id).raw;
  CHECK(raw.ends_with("\r\n\r\n" + body));
}

TEST_CASE("A mail of more than 40 MB is 552 and is not kept", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  std::string const line = std::string(998, 'x') + "\r\n";
  std::string megabyte;
  for (int i = 0; i < 1000; ++i)
    megabyte += line;
  dialogue.say(envelope);
  dialogue.say(headers);
  for (int i = 0; i < 42; ++i)
    CHECK(dialogue.say(megabyte) == "");
  CHECK(dialogue.say(".\r\n") == "552 Message is too long.\r\n");
  CHECK(dialogue.mails().empty());
  CHECK(dialogue.say(mail_with(".\r\n")) == fmt::format("{}250 Ok ID\r\n", envelope_taken));

  dialogue.say(envelope);
  std::string answer;
  for (int i = 0; i < 90 && answer.empty(); ++i)
    answer = dialogue.say(megabyte);
  CHECK(answer == "552 Message is too long.\r\n[close]");
}

TEST_CASE("A mail of just under 40 MB is taken", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  std::string text{headers};
  std::string const line = std::string(1022, 'x') + "\r\n";
  while (text.size() + line.size() <= (40 << 20))
    text += line;
  dialogue.say(envelope);
  CHECK(dialogue.say(text) == "");
  CHECK(dialogue.say(".\r\n") == "250 Ok ID\r\n");
}

// ---- clients that misbehave ----

TEST_CASE("A command line has 512 bytes, with more for MAIL and AUTH", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  CHECK(dialogue.say("NOOP " + std::string(505, 'x') + "\r\n") == "250 Ok\r\n");
  CHECK(dialogue.say("NOOP " + std::string(506, 'x') + "\r\n") == "500 Line too long\r\n");
  CHECK(dialogue.say("NOOP " + std::string(60'000, 'x') + "\r\n") == "500 Line too long\r\n");
  CHECK(dialogue.say("MAIL FROM:<shop@example.com> AUTH=" + std::string(900, 'x') + "\r\n") ==
        "250 Ok\r\n");
  CHECK(dialogue.say("RSET\r\n") == "250 Ok\r\n");
  CHECK(dialogue.say("AUTH PLAIN\r\n") == "334 \r\n");
  CHECK(dialogue.say(base64(std::string{"\0u\0", 3} + std::string(9000, 'p')) + "\r\n") ==
        "235 Authentication successful.\r\n");
}

TEST_CASE("A line without an end ends the conversation", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  std::string answer;
  for (int i = 0; i < 100 && answer.empty(); ++i)
    answer = dialogue.say(std::string(1000, 'x'));
  CHECK(answer == "500 Line too long\r\n[close]");
}

TEST_CASE("Too many mistakes end the conversation, a mail makes up for them", "[smtp]") {
  SmtpDialogue dialogue;
  dialogue.begin();
  for (int i = 0; i < 9; ++i)
    CHECK(dialogue.say("FROB\r\n") == "500 Syntax error, command unrecognized\r\n");
  dialogue.say(mail_with(".\r\n"));
  for (int i = 0; i < 9; ++i)
    CHECK(dialogue.say("FROB\r\n") == "500 Syntax error, command unrecognized\r\n");
  CHECK(dialogue.say("FROB\r\nNOOP\r\n") ==
        "500 Syntax error, command unrecognized\r\n421 Too many errors\r\n[close]");
}

TEST_CASE("A browser that was sent here is sent away", "[smtp]") {
  SmtpDialogue dialogue;
  CHECK(dialogue.say("POST / HTTP/1.1\r\nHost: localhost:1025\r\n\r\nEHLO a\r\n") ==
        "421 This is SMTP, not HTTP\r\n[close]");
}

TEST_CASE("Whatever bytes come, the door answers in SMTP and keeps the box whole", "[smtp]") {
  Random random{7, "bad clients"};
  std::string_view const words[] = {"EHLO ",
                                    "MAIL FROM:",
                                    "RCPT TO:",
                                    "DATA",
                                    "\r\n",
                                    "\r\n.\r\n",
                                    "\n",
                                    "\r",
                                    ".",
                                    "<a@b.c>",
                                    "<",
                                    ">",
                                    "\"",
                                    "AUTH PLAIN ",
                                    "AUTH LOGIN",
                                    "=",
                                    "*",
                                    "STARTTLS",
                                    "SIZE=",
                                    "\xff",
                                    "\xEA\xB5",
                                    " ",
                                    "shop@example.com",
                                    "From: ",
                                    "Subject: ",
                                    "RSET",
                                    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                    "BODY=8BITMIME",
                                    "@",
                                    ":",
                                    "AHUAcA==",
                                    "Content-Type: multipart/mixed; boundary=",
                                    "--",
                                    "=?UTF-8?B?",
                                    "?=",
                                    std::string_view{"\0", 1}};
  for (int conversation = 0; conversation < 400; ++conversation) {
    SmtpDialogue dialogue;
    dialogue.begin();
    bool over = false;
    for (int step = 0; step < 40 && !over; ++step) {
      std::string said;
      for (auto count = random.below(6); count > 0; --count)
        said += words[random.below(std::size(words))];
      if (random.below(3) == 0)
        said += "\r\n";
      auto const answer = dialogue.say(said);
      INFO(said << " -> " << answer);
      for (auto const line : split(answer, '\n')) {
        if (line.empty() || line.starts_with('['))
          continue;
        REQUIRE(line.size() >= 5);
        REQUIRE(line.ends_with('\r'));
        REQUIRE((line[0] >= '2' && line[0] <= '5'));
        REQUIRE((line[3] == ' ' || line[3] == '-'));
      }
      over = answer.ends_with("[close]");
      if (answer.ends_with("[tls]"))
        dialogue.session.tls_began();
    }
    for (auto const& mail : dialogue.mails())
      REQUIRE(is_utf8(mail.subject));
  }
}

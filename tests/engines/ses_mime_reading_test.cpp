// Mail as others write it: charsets, names of files, parts within parts, and what is meant to break
// whoever reads it.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/ses/mime.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

std::string with_charset(std::string const& charset, std::string const& body) {
  return "Content-Type: text/plain; charset=" + charset + "\r\n\r\n" + body;
}

Attachment attached(std::string const& parameters) {
  auto const contents =
      contents_of("Content-Type: application/pdf\r\nContent-Disposition: attachment; " +
                  parameters + "\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n");
  REQUIRE(contents.attachments.size() == 1);
  return contents.attachments[0];
}

std::string times(int count, std::string const& text) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all += text;
  return all;
}

}  // namespace

TEST_CASE("Bodies of the charsets that mail comes in are read as UTF-8", "[ses][mime]") {
  CHECK(contents_of(with_charset("UTF-8", "가")).text == "가");
  CHECK(contents_of(with_charset("ISO-8859-1", "caf\xe9")).text == "café");
  CHECK(contents_of(with_charset("EUC-KR", "\xb0\xa1")).text == "가");
  CHECK(contents_of(with_charset("\"ks_c_5601-1987\"", "\xb0\xa1")).text == "가");
  CHECK(contents_of(with_charset("ISO-2022-JP", "\x1b$B$3$s\x1b(B")).text == "こん");
  CHECK(contents_of(with_charset("klingon", "caf\xe9")).text == "caf\xef\xbf\xbd");
  CHECK(decode_words("=?EUC-KR?B?sKE=?= =?ISO-2022-JP?B?GyRCJDMkcxsoQg==?=") == "가こん");
}

TEST_CASE("Words are put together by their bytes, whether they are padded or cut in a letter",
          "[ses][mime]") {
  CHECK(decode_words("=?UTF-8?B?YQ==?= =?UTF-8?B?Yg==?=\r\n =?utf-8?Q?c?=") == "abc");
  CHECK(decode_words("=?UTF-8?B?6rA=?= =?UTF-8?B?gA==?=") == "가");
}

TEST_CASE("A file's name is read in each of the ways in which mailers write it", "[ses][mime]") {
  CHECK(attached("filename=a.pdf").file_name == "a.pdf");
  CHECK(attached("filename=\"a b.pdf\"").file_name == "a b.pdf");
  CHECK(attached("filename*=UTF-8''%EC%9E%AC%EA%B3%A0.pdf").file_name == "재고.pdf");
  CHECK(attached("filename*0*=UTF-8''%EC%9E%AC;\r\n filename*1*=%EA%B3%A0.pdf").file_name ==
        "재고.pdf");
  CHECK(attached("filename=\"=?UTF-8?B?7J6s6rOgLnBkZg==?=\"").file_name == "재고.pdf");
  CHECK(attached("filename=\"=?EUC-KR?B?wOew7S5wZGY=?=\"").file_name == "재고.pdf");
  auto const one = attached("filename=a.pdf");
  CHECK(one.content_type == "application/pdf");
  CHECK(one.bytes == std::string("\0\1\2", 3));
  CHECK_FALSE(one.is_inline);
}

TEST_CASE("Parts within parts are texts and attachments in their order", "[ses][mime]") {
  auto const contents = contents_of(
      "From: a@b.com\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\npreamble\r\n"
      "--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n"
      "--r\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n"
      "--a\r\n\r\nplain\r\n--a\r\nContent-Type: text/html\r\n\r\n<p>\r\n--a--\r\n"
      "--r\r\nContent-Type: image/png\r\nContent-ID: <logo@b>\r\nContent-Disposition: inline\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\niVBO\r\n--r--\r\n"
      "--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: within\r\n\r\nhey\r\n"
      "--m\r\nContent-Type: text/plain; name=note.txt\r\nContent-Disposition: attachment\r\n\r\n"
      "note\r\n--m--\r\nepilogue\r\n");
  CHECK(contents.text == "plain");
  CHECK(contents.html == "<p>");
  REQUIRE(contents.attachments.size() == 3);
  CHECK(contents.attachments[0] == Attachment{"", "image/png", "logo@b", true, "\x89PN"});
  CHECK(contents.attachments[1].content_type == "message/rfc822");
  CHECK(contents.attachments[1].bytes == "Subject: within\r\n\r\nhey");
  CHECK(contents.attachments[2] == Attachment{"note.txt", "text/plain", "", false, "note"});
}

TEST_CASE("Headers keep their order and their bytes, and lines that are none are left out",
          "[ses][mime]") {
  auto const message =
      read_message("To: a@b.com,\r\n c@d.com\r\njunk\r\nX-Two: 1\r\nx-two: 2\r\n\r\nbody: x\r\n");
  REQUIRE(message.fields.size() == 3);
  CHECK(message.fields[0].value == "a@b.com, c@d.com");
  CHECK(message.fields[0].line == "To: a@b.com,\r\n c@d.com\r\n");
  CHECK(message.fields[2].name == "x-two");
  CHECK(message.count("X-TWO") == 2);
  CHECK(message.body == "body: x\r\n");
  CHECK(read_message("no header here").body == "no header here");
  CHECK(contents_of("no header here").text == "no header here");
}

// Each is read to its end, in memory and time that grow with its length at most.
TEST_CASE("Mails that are meant to break whoever reads them are read", "[ses][mime]") {
  std::string nested;
  for (int i = 0; i < 20'000; ++i)
    nested += "Content-Type: multipart/mixed; boundary=" + std::to_string(i) + "\n\n--" +
              std::to_string(i) + "\n";
  std::pair<char const*, std::string> const mails[] = {
      {"nothing", ""},
      {"an empty line", "\r\n"},
      {"blanks", " \r\n\t\r\n"},
      {"only a colon", ":\r\n\r\n"},
      {"bytes of no charset", "Subject: \xff\xfe\r\n\r\n\xff\xfe"},
      {"zeros", std::string("Subject: a\0b\r\n\r\n\0\0", 17)},
      {"endless nesting", nested},
      {"endless parts",
       "Content-Type: multipart/mixed; boundary=b\n\n" + times(100'000, "--b\n\n")},
      {"endless headers", times(200'000, "a:b\n")},
      {"headers of a part",
       "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + times(200'000, "a:b\n")},
      {"one endless header", "Subject: " + std::string(1'000'000, 'x') + "\n\n"},
      {"endless folds", "Subject: a" + times(100'000, "\n b") + "\n\n"},
      {"groups in groups", "To: " + times(100'000, "a:") + "\n\n"},
      {"groups in groups of a mail within",
       "Content-Type: message/rfc822\n\nTo: " + times(100'000, "a:") + "\n\n"},
      {"comments in comments", "From: " + times(100'000, "(") + "\n\n"},
      {"endless words", "Subject: " + times(20'000, "=?UTF-8?B?YQ==?= ") + "\n\n"},
      {"endless parameters", "Content-Type: a/b" + times(20'000, ";a*1=b") + "\n\n"},
      {"mails within mails", times(50'000, "Content-Type: message/rfc822\n\n")},
      {"a boundary of nothing", "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----\n"},
      {"no boundary", "Content-Type: multipart/mixed\n\n--b\n\nx\n"},
      {"base64 that is none", "Content-Transfer-Encoding: base64\n\n!!!!%%%%\n"},
      {"quoted-printable that is none", "Content-Transfer-Encoding: quoted-printable\n\n=ZZ=\n="},
      {"an encoding nobody knows", "Content-Transfer-Encoding: x-rot13\n\nuryyb\n"},
  };
  for (auto const& [what, bytes] : mails) {
    INFO(what);
    auto const message = read_message(bytes);
    auto const contents = contents_of(bytes);
    CHECK(message.fields.size() <= 1000);
    CHECK(contents.attachments.size() <= 10'001);
    CHECK(is_utf8(contents.text.value_or("")));
    CHECK(is_utf8(contents.html.value_or("")));
    CHECK(message.body.size() <= bytes.size());
  }
}

TEST_CASE("A text with many dashes is no mail of many parts", "[ses][mime]") {
  auto const dashes = times(20'000, "-- a signature\n");
  CHECK(contents_of("Subject: a\n\n" + dashes).text == dashes);
}

// Mail as bytes: what is composed can be read back, and what is read may be anything.
#include <catch2/catch.hpp>

#include "base/random.hpp"
#include "base/text.hpp"
#include "engines/ses/mime.hpp"

using namespace proofbox;
using namespace proofbox::ses;

namespace {

Letter letter() {
  Letter letter;
  letter.from = {"도넛 가게", "shop@example.com"};
  letter.to = {{"", "a@b.com"}, {"Kim, A", "k@b.com"}};
  letter.subject = "재고가 없습니다";
  letter.text = "본문\n둘째 줄";
  letter.html = "<p>plain</p>";
  letter.message_id = "<id@email.amazonses.com>";
  letter.sent_at = *parse_instant("2023-05-25T09:00:00+09:00");
  letter.boundary = "----=_Part_1";
  return letter;
}

}  // namespace

TEST_CASE("A letter of text and HTML is multipart/alternative with encoded headers", "[ses]") {
  CHECK(compose(letter()) ==
        "From: =?UTF-8?B?64+E64SbIOqwgOqyjA==?= <shop@example.com>\r\n"
        "To: a@b.com,\r\n \"Kim, A\" <k@b.com>\r\n"
        "Subject: =?UTF-8?B?7J6s6rOg6rCAIOyXhuyKteuLiOuLpA==?=\r\n"
        "Message-ID: <id@email.amazonses.com>\r\n"
        "Date: Thu, 25 May 2023 00:00:00 +0000\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative;\r\n boundary=\"----=_Part_1.a\"\r\n"
        "\r\n"
        "------=_Part_1.a\r\n"
        "Content-Type: text/plain; charset=UTF-8\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "67O466y4CuuRmOynuCDspIQ=\r\n"
        "\r\n------=_Part_1.a\r\n"
        "Content-Type: text/html; charset=UTF-8\r\n"
        "Content-Transfer-Encoding: 7bit\r\n"
        "\r\n"
        "<p>plain</p>"
        "\r\n------=_Part_1.a--\r\n");
}

TEST_CASE("What is composed is read back", "[ses]") {
  auto one = letter();
  one.attachments = {{"재고.csv", "text/plain", "", false, "a,b\n"}};
  auto const bytes = compose(one);
  auto const message = read_message(bytes);
  CHECK(decode_words(message.find("subject")) == one.subject);
  CHECK(message.count("FROM") == 1);
  auto const contents = contents_of(bytes);
  CHECK(contents.text == one.text);
  CHECK(contents.html == one.html);
  REQUIRE(contents.attachments.size() == 1);
  CHECK(contents.attachments[0] == one.attachments[0]);
}

TEST_CASE(
    "A long Korean subject is folded into words of at most 75 characters, none of them cut in a "
    "letter",
    "[ses]") {
  std::string subject;
  for (int i = 0; i < 40; ++i)
    subject += "도너츠 ";
  auto const encoded = encode_words(subject);
  for (auto const line : split(encoded, '\n')) {
    auto const word = trim(line);
    CHECK(word.size() <= 75);
    CHECK(is_utf8(decode_words(word)));
  }
  CHECK(decode_words(encoded) == subject);
  CHECK(encode_words("plain") == "plain");
  CHECK(encode_words(std::string(1000, 'a')).find("\r\n ") < 76);
  CHECK(decode_words(encode_words("=?UTF-8?B?no?=")) == "=?UTF-8?B?no?=");
}

TEST_CASE("Encoded words are read as RFC 2047 says, and others are left alone", "[ses]") {
  CHECK(decode_words("a =?utf-8?q?b_c=3D?= d") == "a b c= d");
  CHECK(decode_words("=?iso-8859-1?Q?caf=E9?=") == "café");
  CHECK(decode_words("=?UTF-8?B?!!!?= x") == "=?UTF-8?B?!!!?= x");
  CHECK(decode_words("=?klingon?B?AAAA?=") == "=?klingon?B?AAAA?=");
  CHECK(decode_words("=?UTF-8?") == "=?UTF-8?");
}

TEST_CASE("Bodies are decoded by their encoding and their charset", "[ses]") {
  auto const text = [](std::string const& bytes) { return contents_of(bytes).text; };
  CHECK(text("Content-Transfer-Encoding: quoted-printable\r\n\r\n=EA=B0=80=\r\n=3D\r\n") ==
        "가=\r\n");
  CHECK(text("Content-Type: text/plain; charset=\"ISO-8859-1\"\n\ncaf\xe9") == "café");
  CHECK(text("Content-Transfer-Encoding: BASE64\n\n6rCA\n64KY\n") == "가나");
  CHECK_FALSE(text("Content-Type: image/png\n\nx"));
  CHECK_FALSE(text("Content-Disposition: attachment\n\nx"));
}

TEST_CASE("The lists of a header are split at their own commas only", "[ses]") {
  CHECK(split_mailboxes("\"Kim, A\" <a@b.com>, c@d.com,, \"x\\\"y,\" <e@f.com>") ==
        std::vector<std::string>{"\"Kim, A\" <a@b.com>", " c@d.com", " \"x\\\"y,\" <e@f.com>"});
  auto const mailbox = read_mailbox("\"Kim \\\"K\\\"\" <a@b.com>");
  CHECK(mailbox->name == "Kim \"K\"");
  CHECK(mailbox->address == "a@b.com");
}

TEST_CASE("Parts within parts within parts are read only so deep", "[ses]") {
  std::string bytes;
  for (int i = 0; i < 2000; ++i)
    bytes += "Content-Type: multipart/mixed; boundary=" + std::to_string(i) + "\n\n--" +
             std::to_string(i) + "\n";
  CHECK_FALSE(contents_of(bytes).text);
}

TEST_CASE("Any bytes can be read", "[ses]") {
  Random random{7, "mime"};
  constexpr std::string_view pieces[] = {"Content-Type: multipart/mixed; boundary=b",
                                         "Content-Transfer-Encoding: base64",
                                         "=?UTF-8?B?",
                                         "?=",
                                         "=?",
                                         "\r\n",
                                         "\n",
                                         " ",
                                         "--b",
                                         "--b--",
                                         "a: b",
                                         "=E",
                                         "\xff",
                                         "\"",
                                         "<",
                                         ">",
                                         ",",
                                         "\\",
                                         ""};
  for (int run = 0; run < 3000; ++run) {
    std::string bytes;
    auto const count = random.below(40);
    for (std::uint64_t i = 0; i < count; ++i)
      bytes += pieces[random.below(std::size(pieces))];
    auto const message = read_message(bytes);
    auto const contents = contents_of(bytes);
    CHECK(message.body.size() <= bytes.size());
    CHECK(is_utf8(contents.text.value_or("")));
    CHECK(decode_words(bytes).size() <= bytes.size());
    for (auto const& one : split_mailboxes(bytes))
      if (auto const mailbox = read_mailbox(one))
        CHECK(mailbox->address.find('@') != std::string::npos);
  }
}

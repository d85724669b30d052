// A scenario that is wrong is one sentence with its place and the remedy.
#include <catch2/catch.hpp>

#include "lab/scenario.hpp"

using namespace proofbox;
using namespace proofbox::lab;

namespace {

std::string mistake(std::string_view text) {
  Vocabulary const words{{"no message is lost", "never oversold"}};
  auto const reading = read_scenario("s.json", text, words);
  return reading.mistake ? reading.mistake->text() : "well formed";
}

std::string in_steps(std::string const& step) {
  return mistake("{\"title\":\"t\",\n\"steps\":[" + step + "]}");
}

}  // namespace

TEST_CASE("A scenario with every part is read") {
  CHECK(mistake(R"({
    // a comment
    "title": "t", "seed": 3, "start": "2023-05-25T09:00:00+09:00", "strict": ["cooldowns"],
    "allow": ["newer-filters"],
    "shop": {"products": [], "factory": {"lead_time": "30s", "down": [["09:10", "09:20"]]}},
    "hosts": {"http://a.test": [{"until": "1m", "status": 503}, {"status": 200, "body": {"ok": true}}]},
    "steps": [
      {"note": "n"}, {"advance": "1s"}, {"settle": true},
      {"do": "POST /checkout", "body": {"a": 1}, "headers": {"x-a": "b"}, "repeat": 2, "expect": {"status": 200}},
      {"do": "sqs.SendMessage", "with": {"QueueUrl": "q", "MessageBody": "b"}},
      {"within": "1s", "expect": {"queue.a.b.ready": 1}}, {"expect": {"mails": 0}},
      {"at the same time": [{"do": "POST /checkout"}], "expect": [{"status": 200}]}
    ],
    "always": ["never oversold"], "finally": {"factory.orders": 0}
  })") == "well formed");
}

TEST_CASE("A mistake has its place, its reason and the nearest right word") {
  CHECK(mistake("{").starts_with("s.json:1:2: This is no JSON: "));
  CHECK(mistake("[]") == "s.json:1:1: \"A scenario\" takes an object, not a list.");
  CHECK(mistake("{\"steps\":[]}") == "s.json:1:1: A scenario needs a \"title\".");
  CHECK(mistake("{\"title\":\"t\",\n\"stps\":[]}") ==
        "s.json:2:1: A scenario has no \"stps\". Did you mean \"steps\"?");
  CHECK(mistake("{\"title\":\"t\",\"start\":\"today\",\"steps\":[]}") ==
        "s.json:1:22: \"start\" takes an instant as \"2023-05-25T09:00:00+09:00\", not \"today\".");
  CHECK(mistake("{\"title\":\"t\",\"seed\":-1,\"steps\":[]}")
            .starts_with("s.json:1:21: \"seed\" takes a whole number from 0 to "));
  CHECK(mistake("{\"title\":\"t\",\"steps\":[],\n\"always\":[\"never oversld\"]}") ==
        "s.json:2:11: There is no law \"never oversld\". Did you mean \"never oversold\"?");
  CHECK(mistake("{\"title\":\"t\",\"factory\":{},\"shop\":{\"factory\":{}},\"steps\":[]}") ==
        "s.json:1:14: \"factory\" is given twice, here and in \"shop\"; once is enough.");
  CHECK(mistake("{\"title\":\"t\",\"hosts\":{\"a.test\":[]},\"steps\":[]}") ==
        "s.json:1:23: A host is written as \"http://marketing.test\", without a path.");
  CHECK(mistake("{\"title\":\"t\",\"factory\":{\"down\":[[\"09:20\",\"09:10\"]]},\"steps\":[]}") ==
        "s.json:1:33: A downtime ends after it begins.");
}

TEST_CASE("A story is strict in what there is, by a list of names") {
  CHECK(mistake(R"({"title":"t","strict":[],"steps":[]})") == "well formed");
  CHECK(mistake(R"({"title":"t","strict":["cooldown"],"steps":[]})") ==
        "s.json:1:24: \"strict\" knows no \"cooldown\". Did you mean \"cooldowns\"?");
  CHECK(mistake(R"({"title":"t","strict":"cooldowns","steps":[]})") ==
        "s.json:1:23: \"strict\" takes a list of names, not the text \"cooldowns\".");
  CHECK(mistake(R"({"title":"t","strict":true,"steps":[]})")
            .starts_with("s.json:1:23: \"strict\" takes a list of names"));
}

TEST_CASE("A story says whether what SNS sends is signed") {
  CHECK(mistake(R"({"title":"t","signatures":"real","steps":[]})") == "well formed");
  CHECK(mistake(R"({"title":"t","signatures":"filler","steps":[]})") == "well formed");
  CHECK(mistake(R"({"title":"t","signatures":"reel","steps":[]})") ==
        "s.json:1:27: \"signatures\" takes \"real\" or \"filler\", not \"reel\". Did you mean "
        "\"real\"?");
  CHECK(mistake(R"({"title":"t","signatures":true,"steps":[]})") ==
        "s.json:1:27: \"signatures\" takes a text, not true.");
}

TEST_CASE("A story allows what there is to allow, by a list of names") {
  CHECK(mistake(R"({"title":"t","allow":[],"steps":[]})") == "well formed");
  CHECK(mistake(R"({"title":"t","allow":["new-filters"],"steps":[]})") ==
        "s.json:1:23: \"allow\" knows no \"new-filters\". Did you mean \"newer-filters\"?");
  CHECK(mistake(R"({"title":"t","allow":true,"steps":[]})")
            .starts_with("s.json:1:22: \"allow\" takes a list of names"));
}

TEST_CASE("A step that is wrong is named where it stands") {
  CHECK(in_steps("{\"advnce\":\"1s\"}")
            .starts_with("s.json:2:11: A step is one of \"do\", \"advance\""));
  CHECK(in_steps("{\"advnce\":\"1s\"}").ends_with("Did you mean \"advance\"?"));
  CHECK(
      in_steps("{\"advance\":\"1 s\"}") ==
      "s.json:2:21: \"advance\" takes a duration as \"36s\", \"200ms\" or \"2m30s\", not \"1 s\".");
  CHECK(in_steps("{\"advance\":\"1s\",\"do\":\"POST /a\"}") ==
        "s.json:2:26: A step does one thing; this one has both \"advance\" and \"do\".");
  CHECK(in_steps("{\"do\":\"sqs.SendMesage\"}") ==
        "s.json:2:16: There is no operation \"sqs.SendMesage\". Did you mean \"sqs.SendMessage\"? "
        "An HTTP call is written as \"POST /checkout\".");
  CHECK(in_steps("{\"do\":\"sqs.SendMessage\",\"with\":{\"QueueUrl\":\"q\",\"Body\":\"b\"}}")
            .starts_with("s.json:2:57: The input of SendMessage has no \"Body\"."));
  CHECK(in_steps("{\"do\":\"sqs.SendMessage\",\"with\":{\"QueueUrl\":1}}") ==
        "s.json:2:41: \"QueueUrl\" of SendMessage is of the wrong type: a JSON number.");
  CHECK(in_steps("{\"do\":\"PSOT /checkout\"}") ==
        "s.json:2:16: An HTTP call is written as \"POST /checkout\", not \"PSOT /checkout\". Did "
        "you mean \"POST\"?");
  CHECK(in_steps("{\"do\":\"POST /checkout\",\"expect\":{\"code\":200}}")
            .starts_with("s.json:2:43: What an HTTP call answers has no \"code\"."));
  CHECK(in_steps("{\"within\":\"1s\"}") ==
        "s.json:2:10: \"within\" needs an \"expect\" of the state.");
  CHECK(in_steps("{\"within\":\"1s\",\"expect\":{\"factory.order\":1}}")
            .starts_with("s.json:2:35: There is no state \"factory.order\". Did you mean "
                         "\"factory.orders\"?"));
  CHECK(in_steps("{\"expect\":{\"mails\":{\"$rnge\":[1,2]}}}") ==
        "s.json:2:30: There is no matcher \"$rnge\". Did you mean \"$range\"?");
  CHECK(in_steps("{\"at the same time\":[{\"advance\":\"1s\"}]}") ==
        "s.json:2:31: At the same time only calls (\"do\") can happen.");
  CHECK(in_steps("{\"do\":\"POST /a\",\"repeat\":0}") ==
        "s.json:2:35: \"repeat\" takes a whole number from 1 to 10000, not the number 0.");
  CHECK(in_steps("{\"settle\":false}") == "s.json:2:20: \"settle\" takes true.");
}

// Boxes of one process: how each is made, found and dropped, and that all links lead back into it.
#include <catch2/catch.hpp>

#include "support/sim_boxes.hpp"

using namespace proofbox;
using test::query_form;
using test::SimBoxes;
using test::sqs_json;

namespace {

std::string const local = "127.0.0.1:4566";

std::string message(HttpResponse const& response) {
  std::string const start = "{\"message\":\"";
  auto const at = response.body.find(start);
  auto text = at == 0 ? response.body.substr(start.size()) : response.body;
  for (auto quote = text.find("\\\""); quote != std::string::npos; quote = text.find("\\\""))
    text.erase(quote, 1);
  return text.substr(0, text.size() - (at == 0 ? 2 : 0));
}

std::string make_queue(SimBoxes& all, std::string const& path, std::string const& name,
                       std::string const& host = local) {
  auto const answer =
      all.http(sqs_json(host, path, "CreateQueue", "{\"QueueName\":\"" + name + "\"}"));
  CHECK(answer.status == 200);
  return answer.body.substr(13, answer.body.size() - 15);
}

std::string list_queues(SimBoxes& all, std::string const& path, std::string const& host = local) {
  return all.http(sqs_json(host, path, "ListQueues", "{}")).body;
}

}  // namespace

TEST_CASE("A box is made by its name, described, listed and dropped", "[boxes]") {
  SimBoxes all;
  auto const made =
      all.put("t42", R"({"seed":7,"clock":"x10","start":"2026-01-01T00:00:00Z","shop":"none",
                 "strict":["sandbox"],"allow":["newer-filters"],"region":"eu-west-1","ttl":"10m"})");
  std::string const described =
      R"({"name":"t42","endpoint":"http://127.0.0.1:4566/_box/t42","now":"2026-01-01T00:00:00.000Z",)"
      R"("clock":"x10","seed":7,"region":"eu-west-1","shop":"none","strict":["sandbox"],)"
      R"("allow":["newer-filters"],"ttl":"10m"})";
  CHECK(made.status == 201);
  CHECK(made.body == described);
  CHECK(all.get("/_proofbox/boxes/T42") == described);
  auto const list = all.get("/_proofbox/boxes");
  CHECK(list.starts_with(R"({"boxes":[{"name":"main","endpoint":"http://127.0.0.1:4566",)"));
  CHECK(list.ends_with("," + described + "]}"));
  CHECK(all.get("/_proofbox/health").find(R"("boxes":["main","t42"])") != std::string::npos);
  CHECK(all.get("/_box/t42/_proofbox/health").find(R"("boxes":["t42"])") != std::string::npos);
  CHECK(all.drop("t42").status == 200);
  CHECK(all.get("/_proofbox/health").find(R"("boxes":["main"])") != std::string::npos);
  CHECK(all.http({"GET", local, "/_proofbox/boxes/t42"}).status == 404);
}

TEST_CASE("What is not said of a box is as the server was started", "[boxes]") {
  auto standing = SimBoxes::frozen();
  standing.seed = 99;
  standing.region = "ap-northeast-2";
  standing.strict.cooldowns = true;
  SimBoxes all{standing};
  auto const made = all.put("plain");
  CHECK(made.status == 201);
  CHECK(made.body.find(R"("clock":"frozen","seed":99,"region":"ap-northeast-2","shop":"none",)"
                       R"("strict":["cooldowns"],"allow":[],"ttl":null)") != std::string::npos);
  CHECK(all.put("lenient", R"({"strict":false})").body.find(R"("strict":[])") != std::string::npos);
  CHECK(all.put("severe", R"({"strict":true})").body.find(R"("sandbox","signatures"])") !=
        std::string::npos);
}

TEST_CASE("Boxes do not see each other, and their queues' URLs stay inside", "[boxes]") {
  SimBoxes all;
  all.put("a");
  all.put("b");
  CHECK(make_queue(all, "/_box/a", "q") == "http://127.0.0.1:4566/_box/a/000000000000/q");
  CHECK(make_queue(all, "/_box/b/", "q") == "http://127.0.0.1:4566/_box/b/000000000000/q");
  CHECK(make_queue(all, "/", "only-main") == "http://127.0.0.1:4566/000000000000/only-main");
  CHECK(list_queues(all, "/_box/a/") ==
        R"({"QueueUrls":["http://127.0.0.1:4566/_box/a/000000000000/q"]})");
  CHECK(list_queues(all, "/") ==
        R"({"QueueUrls":["http://127.0.0.1:4566/000000000000/only-main"]})");
  CHECK(list_queues(all, "/_box/main/") ==
        R"({"QueueUrls":["http://127.0.0.1:4566/_box/main/000000000000/only-main"]})");
  // A form that is posted to the queue's own path, as older SDKs do.
  auto const sent =
      all.http(query_form(local, "/_box/a/000000000000/q", "Action=SendMessage&MessageBody=hello"));
  CHECK(sent.status == 200);
  CHECK(all.get("/_box/a/_proofbox/sqs/messages?queue=q").find("hello") != std::string::npos);
  CHECK(all.get("/_box/b/_proofbox/sqs/messages?queue=q").find("hello") == std::string::npos);
}

TEST_CASE("A box is chosen by its host as well", "[boxes]") {
  SimBoxes all;
  all.put("t42");
  CHECK(make_queue(all, "/", "q", "t42.localhost:4566") ==
        "http://t42.localhost:4566/000000000000/q");
  CHECK(list_queues(all, "/_box/t42/").find("/_box/t42/000000000000/q") != std::string::npos);
  CHECK(list_queues(all, "/", "T42.LOCALHOST:4566").find("/000000000000/q") != std::string::npos);
  CHECK(list_queues(all, "/", "sqs.t42.localhost").find("/000000000000/q") != std::string::npos);
  CHECK(list_queues(all, "/", "localhost:4566") == "{}");
  auto const made = all.http({"PUT", "main.localhost:4566", "/_proofbox/boxes/next"});
  CHECK(made.body.find(R"("endpoint":"http://next.localhost:4566")") != std::string::npos);
}

TEST_CASE("The URL of a queue in the body names the box where a client drops the path", "[boxes]") {
  SimBoxes all;
  all.put("t42");
  auto const url = make_queue(all, "/_box/t42/", "q");
  auto const sent = all.http(sqs_json(local, "/", "SendMessage",
                                      R"({"QueueUrl":")" + url + R"(","MessageBody":"by JSON"})"));
  CHECK(sent.status == 200);
  auto const form = all.http(query_form(
      local, "/", "Action=SendMessage&MessageBody=by+form&QueueUrl=" + percent_encode(url)));
  CHECK(form.status == 200);
  auto const query =
      all.http({"GET", local,
                "/?Action=SendMessage&Version=2012-11-05&MessageBody=by+query&QueueUrl=" +
                    percent_encode(url)});
  CHECK(query.status == 200);
  auto const host = all.http(sqs_json(
      local, "/", "SendMessage",
      R"({"QueueUrl":"http://t42.localhost:4566/000000000000/q","MessageBody":"by host"})"));
  CHECK(host.status == 200);
  auto const messages = all.get("/_box/t42/_proofbox/sqs/messages?queue=q");
  for (auto const* body : {"by JSON", "by form", "by query", "by host"})
    CHECK(messages.find(body) != std::string::npos);
}

TEST_CASE("What only looks like a queue's URL names no box", "[boxes]") {
  SimBoxes all;
  auto const url = make_queue(all, "/", "q");
  auto const sent = all.http(sqs_json(
      local, "/", "SendMessage",
      R"({"MessageBody":"\"QueueUrl\":\"http://127.0.0.1:4566/_box/t42/000000000000/q\"","QueueUrl":")" +
          url + R"("})"));
  CHECK(sent.status == 200);
  CHECK(all.http({"GET", local, "/_boxes/t42/"}).status == 404);
}

TEST_CASE("Two names that disagree are refused, in the words of the protocol", "[boxes]") {
  SimBoxes all;
  all.put("a");
  all.put("b");
  std::string const sentence =
      "The request names two boxes: the path says \\\"a\\\", the host says \\\"b\\\".";
  auto const json = all.http(sqs_json("b.localhost:4566", "/_box/a/", "ListQueues", "{}"));
  CHECK(json.status == 400);
  CHECK(json.body.find(R"("__type":"com.amazonaws.sqs#BoxesDisagree")") != std::string::npos);
  CHECK(json.body.find(sentence) != std::string::npos);
  auto const url = make_queue(all, "/_box/b/", "q");
  auto const body = all.http(sqs_json(local, "/_box/a/", "SendMessage",
                                      R"({"QueueUrl":")" + url + R"(","MessageBody":"x"})"));
  CHECK(body.status == 400);
  CHECK(body.body.find("the path says \\\"a\\\", the path of the QueueUrl says \\\"b\\\"") !=
        std::string::npos);
  auto const form = all.http(query_form(
      "a.localhost", "/", "Action=SendMessage&MessageBody=x&QueueUrl=" + percent_encode(url)));
  CHECK(form.status == 400);
  CHECK(form.body.find("<Code>BoxesDisagree</Code>") != std::string::npos);
  CHECK(all.get("/_box/b/_proofbox/sqs/messages?queue=q").find("\"x\"") == std::string::npos);
  CHECK(list_queues(all, "/_box/a/", "a.localhost") == "{}");
}

TEST_CASE("A box that is not there is refused with the nearest name that is", "[boxes]") {
  SimBoxes all;
  all.put("checkout");
  auto const json = all.http(sqs_json(local, "/_box/chekout/", "ListQueues", "{}"));
  CHECK(json.status == 404);
  CHECK(json.body.find(R"(There is no box \"chekout\". Did you mean \"checkout\"?)") !=
        std::string::npos);
  auto const form = all.http(query_form(local, "/_box/chekout/", "Action=ListTopics"));
  CHECK(form.body.find("<Code>NoSuchBox</Code>") != std::string::npos);
  CHECK(message(all.http({"GET", "nobody.localhost", "/_proofbox/clock"})) ==
        "There is no box \"nobody\".");
  CHECK(message(all.http({"GET", local, "/_box/a%20b/_proofbox/clock"})) ==
        "the path should name a box by letters, digits, \"-\" and \"_\", at most 63 of them; "
        "\"a%20b\" is no such name.");
  CHECK(all.http({"GET", local, "/_box"}).status == 400);
  CHECK(all.http({"GET", local, "/_box/"}).status == 400);
}

TEST_CASE("Links in messages and mails lead back into the box that sent them", "[boxes]") {
  SimBoxes all;
  all.put("t42", R"({"clock":"skip"})");
  auto const ask = [&](std::string form) {
    auto const answer = all.http(query_form(local, "/_box/t42", std::move(form)));
    CHECK(answer.status == 200);
    return answer.body;
  };
  all.network.add_host("shop.test", {{{}, 200}});
  ask("Action=CreateTopic&Name=t");
  ask("Action=Subscribe&Protocol=http&Endpoint=http%3A%2F%2Fshop.test%2F&TopicArn="
      "arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At");
  all.loop.run();
  REQUIRE(all.network.received().size() == 1);
  auto const& confirmation = all.network.received()[0].body;
  CHECK(confirmation.find("\"SubscribeURL\":\"http://127.0.0.1:4566/_box/t42/?") !=
        std::string::npos);
  CHECK(confirmation.find("\"SigningCertURL\":\"http://127.0.0.1:4566/_box/t42/") !=
        std::string::npos);
  ask("Action=Subscribe&Protocol=email&Endpoint=baker%40example.com&TopicArn="
      "arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%3At");
  all.loop.run();
  CHECK(all.get("/_box/t42/_proofbox/ses/messages?to=baker@example.com")
            .find("http://127.0.0.1:4566/_box/t42/?") != std::string::npos);
}

TEST_CASE("A trace knows no box's name", "[boxes]") {
  SimBoxes all;
  all.put("a", R"({"seed":3})");
  all.put("b", R"({"seed":3})");
  make_queue(all, "/_box/a/", "q");
  make_queue(all, "/", "q", "b.localhost:4566");
  CHECK(all.get("/_box/a/_proofbox/events") == all.get("/_box/b/_proofbox/events"));
}

TEST_CASE("A mistake in what is said of a box gets one clear sentence, and makes none", "[boxes]") {
  SimBoxes all;
  std::pair<char const*, char const*> const mistakes[] = {
      {"{", "A box is described by a JSON object, as {\"clock\":\"skip\",\"seed\":7}."},
      {"[]", "A box is described by a JSON object, as {\"clock\":\"skip\",\"seed\":7}."},
      {R"({"sed":1})", "A box has no \"sed\". Did you mean \"seed\"?"},
      {R"({"seed":"one"})", "\"seed\" takes a whole number that is not negative, not \"one\"."},
      {R"({"seed":-1})", "\"seed\" takes a whole number that is not negative, not -1."},
      {R"({"clock":"frozn"})",
       "\"clock\" takes \"real\", \"frozen\", \"skip\" or \"xN\", not \"frozn\". Did you mean "
       "\"frozen\"?"},
      {R"({"clock":"x0"})",
       "\"clock\" takes \"real\", \"frozen\", \"skip\" or \"xN\", not \"x0\"."},
      {R"({"start":"noon"})",
       "\"start\" takes an instant as \"2023-05-25T09:00:00+09:00\", not \"noon\"."},
      {R"({"shop":"donot"})",
       "\"shop\" takes \"donut\", \"none\" or an object of settings, not \"donot\". Did you mean "
       "\"donut\"?"},
      {R"({"strict":["sandbx"]})", "\"strict\" knows no \"sandbx\". Did you mean \"sandbox\"?"},
      {R"({"strict":"sandbox"})",
       "\"strict\" takes a list of names, true or false, not \"sandbox\"."},
      {R"({"allow":[1]})", "\"allow\" knows no 1."},
      {R"({"region":""})", "\"region\" takes a region as \"ap-northeast-2\", not \"\"."},
      {R"({"ttl":0})", "\"ttl\" takes a duration of wall time as \"10m\", not 0."},
      {R"({"ttl":"0s"})", "\"ttl\" takes a duration of wall time as \"10m\", not \"0s\"."},
  };
  for (auto const& [body, sentence] : mistakes) {
    auto const answer = all.put("t42", body);
    CHECK(answer.status == 400);
    CHECK(message(answer) == sentence);
  }
  auto const shop = all.put("t42", R"({"shop":{"product":[]}})");
  CHECK(shop.status == 400);
  CHECK(message(shop).find("Did you mean \"products\"?") != std::string::npos);
  CHECK(all.put("a b").status == 400);
  CHECK(all.put("").status == 405);
  CHECK(all.get("/_proofbox/health").find(R"("boxes":["main"])") != std::string::npos);
}

TEST_CASE("The main box comes and goes with the server", "[boxes]") {
  SimBoxes all;
  CHECK(all.put("main").status == 409);
  CHECK(all.drop("Main").status == 409);
  CHECK(all.get("/_proofbox/boxes/main").starts_with(R"({"name":"main")"));
}

TEST_CASE("Boxes are managed from the server's own address, not from inside of one", "[boxes]") {
  SimBoxes all;
  all.put("t42");
  CHECK(all.http({"PUT", local, "/_box/t42/_proofbox/boxes/other"}).status == 404);
  CHECK(all.http({"GET", local, "/_box/main/_proofbox/boxes"}).status == 200);
  CHECK(all.http({"POST", local, "/_proofbox/boxes"}).status == 405);
  CHECK(all.http({"POST", local, "/_proofbox/boxes/t42"}).status == 405);
  CHECK(all.http({"GET", local, "/_proofbox/boxesque"}).status == 404);
}

TEST_CASE("A box that is made again begins anew, with the same ids", "[boxes]") {
  SimBoxes all;
  auto const story = [&] {
    all.put("t42", R"({"seed":5,"shop":{"products":[{"sku":"CP-502101","stock":1}]}})");
    auto const url = make_queue(all, "/_box/t42/", "q");
    auto const sent = all.http(sqs_json(local, "/_box/t42/", "SendMessage",
                                        R"({"QueueUrl":")" + url + R"(","MessageBody":"x"})"));
    return sent.body;
  };
  auto const first = story();
  CHECK(first.find("MessageId") != std::string::npos);
  CHECK(story() == first);
  CHECK(all.get("/_box/t42/_proofbox/shop/products").find(R"("stock":1)") != std::string::npos);
}

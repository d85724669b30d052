// A session that is recorded replays to the same trace: each line of it.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "box/mail_in.hpp"
#include "lab/recording.hpp"
#include "support/json_schema.hpp"
#include "support/sim_boxes.hpp"
#include "support/story.hpp"

using namespace proofbox;
using test::query_form;
using test::SimBoxes;
using test::sqs_json;

namespace {

namespace fs = std::filesystem;

std::string const host = "127.0.0.1:4566";

std::string scratch(std::string const& name) {
  return (fs::temp_directory_path() / ("proofbox_" + std::to_string(getpid()) + "_" + name))
      .string();
}

// A box "t" that is recorded from its beginning.
struct Session : SimBoxes {
  explicit Session(std::string const& plan) {
    fs::remove(path);
    boxes.on_event = [this](Box const&, Event const& event) { lines.push_back(trace_line(event)); };
    boxes.accompany = [this](boxes::Room& made) {
      recording = std::make_shared<lab::Recording>(made.box, made.wire);
      recording->open(path, {made.plan.shop, "http://" + host + "/_box/t"});
      return recording;
    };
    CHECK(put("t", plan).status == 201);
  }
  ~Session() { fs::remove(path); }

  HttpRequest sqs(std::string operation, std::string body) const {
    return sqs_json(host, "/_box/t/", std::move(operation), std::move(body));
  }
  HttpRequest order(std::string path_inside, std::string body) const {
    return {"POST",
            host,
            "/_box/t" + std::move(path_inside),
            {{"Content-Type", "application/json"}},
            std::move(body)};
  }
  std::string ask(HttpRequest request) { return send(std::move(request))->answer->body; }

  // The story of it up to now.
  std::string story() {
    recording->end();
    return *lab::read_file(path);
  }

  // Replays the recording: "the same", or where it differs.
  std::string replayed() {
    auto const wanted = lines;
    auto const text = story();
    auto const reading = lab::read_stories(path, text, lab::vocabulary(shop));
    if (reading.mistake)
      return reading.mistake->text();
    test::JsonSchema const schema{
        nlohmann::json::parse(*lab::read_file(PROOFBOX_SOURCE_DIR "/docs/scenario.schema.json"))};
    if (auto const complaint = schema.complaint(nlohmann::json::parse(text, nullptr, true, true)))
      return *complaint;
    lab::RunSettings settings;
    settings.keep_trace = true;
    auto const outcome = lab::run(reading.scenarios.front(), shop, settings);
    for (std::size_t i = 0; i < std::max(wanted.size(), outcome.trace.size()); ++i)
      if (i >= wanted.size() || i >= outcome.trace.size() || wanted[i] != outcome.trace[i])
        return "line " + std::to_string(i + 1) + "\n" +
               (i < wanted.size() ? wanted[i] : "the end") + "\n" +
               (i < outcome.trace.size() ? outcome.trace[i] : "the end");
    return outcome.failure ? outcome.failure->what : "the same";
  }

  std::string path = scratch("session.json");
  std::vector<std::string> lines;
  std::shared_ptr<lab::Recording> recording;
};

std::string const frozen = R"({"shop":"none","clock":"frozen","seed":7,"region":"eu-west-1"})";
std::string const frozen_shop =
    R"({"clock":"frozen","shop":{"products":[{"sku":"CP-502101","stock":1}]}})";

std::size_t count(std::string const& text, std::string const& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

}  // namespace

TEST_CASE("What overlapped overlaps again: long polls, messages and moves of time",
          "[lab][recording]") {
  Session session{frozen};
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"jobs"})"));
  auto const first =
      session.send(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs","WaitTimeSeconds":20})"));
  auto const second =
      session.send(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs","WaitTimeSeconds":5})"));
  session.ask(session.order("/_proofbox/clock", R"({"advance":"3s"})"));
  session.ask(session.sqs("SendMessage", R"({"QueueUrl":"jobs","MessageBody":"한 개 ${one}"})"));
  CHECK(first->answer);
  CHECK_FALSE(second->answer);
  session.ask(
      session.sqs("SendMessage", R"({"QueueUrl":"jobs","MessageBody":"later","DelaySeconds":60})"));
  session.ask(session.order("/_proofbox/clock", R"({"advance":"2m"})"));
  CHECK(second->answer);
  session.ask(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs"})"));
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"empty"})"));
  auto const open =
      session.send(session.sqs("ReceiveMessage", R"({"QueueUrl":"empty","WaitTimeSeconds":20})"));
  CHECK(session.replayed() == "the same");
  CHECK_FALSE(open->answer);
}

TEST_CASE("Whoever comes at one instant keeps his place among its work", "[lab][recording]") {
  Session session{frozen};
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"jobs"})"));
  session.ask(query_form(host, "/_box/t/", "Action=CreateTopic&Name=news"));
  session.ask(query_form(host, "/_box/t/",
                         "Action=Subscribe&TopicArn=arn:aws:sns:eu-west-1:000000000000:news&"
                         "Protocol=sqs&Endpoint=arn:aws:sqs:eu-west-1:000000000000:jobs"));
  auto const publish = [&](std::string const& text) {
    return query_form(
        host, "/_box/t/",
        "Action=Publish&TopicArn=arn:aws:sns:eu-west-1:000000000000:news&Message=" + text);
  };
  std::vector<std::unique_ptr<SimBoxes::Sent>> all;
  for (int i = 0; i < 5; ++i) {
    // What the publishing asks for is due, and not done, when the next ones come.
    all.push_back(session.begin(publish("a" + std::to_string(i))));
    all.push_back(session.begin(publish("b" + std::to_string(i))));
    all.push_back(session.begin(session.sqs(
        "ReceiveMessage", R"({"QueueUrl":"jobs","MaxNumberOfMessages":3,"WaitTimeSeconds":20})")));
    for (int job = 0; job < i; ++job)
      session.boxes.find("t")->box.agenda().run_next(session.boxes.find("t")->box.agenda().now());
    all.push_back(session.begin(
        session.sqs("SendMessage", R"({"QueueUrl":"jobs","MessageBody":"between"})")));
    if (i % 2 == 1)
      session.loop.run();
  }
  CHECK(session.replayed() == "the same");
  CHECK(count(*lab::read_file(session.path), "\"after\"") > 5);
}

TEST_CASE("The shop, a reset and a refusal are recorded, and a box that is asked for itself",
          "[lab][recording]") {
  Session session{frozen_shop};
  for (auto const* const path : {"/checkout", "/checkout", "/nowhere"})
    session.ask(session.order(path, R"({"buyer": "kim"})"));
  session.ask(session.order("/_proofbox/clock", R"({"advance":"1m"})"));
  session.ask(session.order("/checkout", "{}"));
  CHECK(session.ask(session.sqs("GetQueueUrl", R"({"QueueName":"none"})")).find("DoesNotExist") !=
        std::string::npos);
  session.ask(session.sqs("NoSuchOperation", "{}"));
  session.ask(session.sqs("SendMessage", "this is no JSON"));
  session.ask(session.order("/_proofbox/wait", R"({"for":{"kind":"mail"},"within":"1s"})"));
  session.ask(session.order("/_proofbox/reset", ""));
  session.ask(session.order("/checkout", "{}"));
  session.ask(session.order("/_proofbox/reset", R"({"service":"sqs"})"));
  session.ask(session.order("/_proofbox/clock", R"({"mode":"real"})"));
  session.loop.run_for(2s);
  session.ask(session.order("/checkout", "{}"));
  session.loop.run_for(40s);
  session.ask({"GET", host, "/_box/t/_proofbox/health"});
  CHECK(session.replayed() == "the same");
}

TEST_CASE("A session under a real clock replays, to the nanosecond", "[lab][recording]") {
  auto const clock = GENERATE(R"("real")", R"("x10")", R"("skip")");
  Session session{std::string{R"({"clock":)"} + clock + "}"};
  session.loop.run_for(1234567ns);
  session.ask(session.order("/checkout", "{}"));
  session.loop.run_for(987654321ns);
  for (int i = 0; i < 3; ++i) {
    session.send(session.order("/checkout", "{}"));
    session.loop.run_for(17ms);
  }
  auto const poll = session.send(session.sqs(
      "ReceiveMessage",
      R"({"QueueUrl":"http://box/000000000000/dead_letter_queue","WaitTimeSeconds":20})"));
  session.loop.run_for(3s + 1ns);
  auto const move = session.send(session.order("/_proofbox/clock", R"({"advance":"36s"})"));
  session.loop.run_for(5s);
  CHECK(move->answer);
  session.ask(session.order("/checkout", "{}"));
  session.loop.run_for(1s);
  CHECK(session.replayed() == "the same");
}

TEST_CASE("A client that goes away takes no message in the replay either", "[lab][recording]") {
  Session session{frozen};
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"jobs"})"));
  auto gone =
      session.send(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs","WaitTimeSeconds":20})"));
  auto const stays =
      session.send(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs","WaitTimeSeconds":20})"));
  gone.reset();
  session.ask(session.sqs("SendMessage", R"({"QueueUrl":"jobs","MessageBody":"for who stays"})"));
  REQUIRE(stays->answer);
  CHECK(stays->answer->body.find("for who stays") != std::string::npos);
  CHECK(session.replayed() == "the same");
  CHECK(count(*lab::read_file(session.path), "\"hang up\": 2") == 1);
}

TEST_CASE("What hosts outside answered is recorded, and what they did not", "[lab][recording]") {
  Session session{frozen};
  session.network.add_host("hook.test", {{std::nullopt, 200, "\xff\xfe no text", 3s}});
  session.network.add_host("late.test", {{std::nullopt, 200, "too late", 3h}});
  session.ask(query_form(host, "/_box/t/", "Action=CreateTopic&Name=news"));
  for (auto const* const url : {"http://hook.test/a", "http://nobody.test/", "http://late.test/"})
    session.ask(query_form(host, "/_box/t/",
                           "Action=Subscribe&TopicArn=arn:aws:sns:eu-west-1:000000000000:news&"
                           "Protocol=http&Endpoint=" +
                               std::string{url}));
  session.loop.run_for(2s);
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"between"})"));
  session.loop.run_for(5s);
  session.ask(session.sqs("ListQueues", "{}"));
  CHECK(session.replayed() == "the same");
  auto const text = *lab::read_file(session.path);
  CHECK(count(text, R"("with": {"status": 200, "bytes": "//4gbm8gdGV4dA=="})") == 1);
  CHECK(count(text, R"("with": {"error": {"code": "HostNotFound",)") == 1);
  CHECK(count(text, "\"answer\"") == 2);
}

TEST_CASE("Callers, mails, both versions of SES and bodies that are no text are recorded",
          "[lab][recording]") {
  Session session{R"({"clock":"frozen","strict":["sandbox"],"allow":["newer-filters"]})"};
  auto signed_by = [](HttpRequest request, std::string const& key, std::string const& region) {
    request.headers.emplace_back("Authorization", "AWS4-HMAC-SHA256 Credential=" + key +
                                                      "/20260101/" + region +
                                                      "/sqs/aws4_request, Signature=secret");
    request.headers.emplace_back("User-Agent", "a program");
    request.headers.emplace_back("X-Amzn-Trace-Id", "Root=1-${a}");
    return request;
  };
  session.ask(
      signed_by(session.sqs("CreateQueue", R"({"QueueName":"q"})"), "111122223333", "eu-west-1"));
  auto by_another_name = session.sqs("ListQueues", "{}");
  by_another_name.host = "t.localhost:4566";
  by_another_name.target = "/";
  session.ask(by_another_name);
  session.ask(query_form(host, "/_box/t/", "Action=VerifyEmailIdentity&EmailAddress=a@b.test"));
  session.ask({"POST",
               host,
               "/_box/t/v2/email/identities",
               {{"Content-Type", "application/json"}},
               R"({"EmailIdentity":"c@b.test","Tags":[{"Key":"${k}","Value":"$${v}"}]})"});
  session.ask({"POST",
               host,
               "/_box/t/checkout?a=%FF&b=${c}",
               {{"Content-Type", "application/octet-stream"},
                {"Cookie", "a=1"},
                {"Cookie", "b=2"},
                {"X-Thing", "one"},
                {"x-thing", "two"}},
               "\xff bytes"});
  session.ask({"BREW", host, "/_box/t/checkout"});
  session.ask({"POST",
               host,
               "/_box/t/",
               {{"Authorization",
                 "AWS4-HMAC-SHA256 Credential=AKIASECRET/20260101/eu-west-1/sqs/aws4_request, "
                 "Signature=secret"},
                {"Content-Type", "application/x-www-form-urlencoded"}},
               "Action=NoSuchThing"});
  auto& box = session.boxes.find("t")->box;
  TaskGroup mails;
  auto send_mail = [](Box& into) -> Task<void> {
    Caller const caller;
    MailIn mail{"a@b.test", {"c@b.test"}, "Subject: hello\r\n\r\n\xff\r\n"};
    auto taking = take_mail(into, caller, std::move(mail));
    static_cast<void>(co_await std::move(taking));
  };
  mails.spawn(send_mail(box));
  session.loop.run();
  session.ask(session.order("/_proofbox/clock", R"({"advance":"1m"})"));
  CHECK(session.replayed() == "the same");
  auto const text = *lab::read_file(session.path);
  CHECK(count(text, R"("do": "sesv2.CreateEmailIdentity")") == 1);
  CHECK(count(text, R"("do": "ses.SendSmtpEmail")") == 1);
  CHECK(count(text, R"("account": "111122223333", "region": "eu-west-1")") == 1);
  CHECK(count(text, R"("endpoint": "http://t.localhost:4566")") == 1);
  CHECK(count(text, R"("do": "BREW /checkout")") == 1);
  CHECK(count(text, R"("bytes": "/yBieXRlcw==")") == 1);
  for (auto const* const private_word : {"secret", "AKIASECRET", "a program"})
    CHECK(count(text, private_word) == 0);
}

TEST_CASE("A request that no step can send is named in the recording", "[lab][recording]") {
  Session session{frozen};
  session.ask({"GET", host, "/_box/t/x", {{"X-Thing", "\xff"}}});
  CHECK(session.replayed() == "the same");
  CHECK(count(*lab::read_file(session.path),
              R"("note": "A request that no step can send: GET /x)") == 1);
}

TEST_CASE("A recording that was changed breaks at the step before which it is another story",
          "[lab][recording]") {
  Session session{frozen};
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"jobs"})"));
  session.ask(session.sqs("SendMessage", R"({"QueueUrl":"jobs","MessageBody":"hello"})"));
  session.ask(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs"})"));
  auto text = session.story();
  CHECK(test::told(text) == "held");
  text.replace(text.find("hello"), 5, "hullo");
  CHECK(test::told(text).starts_with(
      "s.json:14:5: Before this step the trace is another one than it was. expected "));
}

TEST_CASE("A recording is whole at each moment, wherever its writing is cut", "[lab][recording]") {
  auto const path = scratch("growing.json");
  auto const steps = [](std::string const& text) {
    auto const reading = lab::read_stories("cut.json", text, lab::vocabulary(shop::deployable()));
    return reading.mistake ? reading.mistake->text()
                           : std::to_string(reading.scenarios.front().steps.size());
  };
  lab::GrowingStory story{path, "{\n  \"title\": \"t\",\n", R"({"note": "first"})"};
  auto before = *lab::read_file(path);
  CHECK(steps(before) == "1");
  constexpr int count_max = 300;
  for (int i = 1; i <= count_max; ++i) {
    bool const is_end = i == count_max;
    auto const note = std::string(static_cast<std::size_t>(i % 97), '/') + "*/ \\\" 한 ]}";
    CHECK((is_end ? story.end(R"("seed": 3)")
                  : story.add(R"({"note": ")" + note + R"(", "at": "1s"})")));
    auto const after = *lab::read_file(path);
    // First what is new stands behind the old end, in a comment; then that end becomes its
    // beginning, by one write within one page.
    auto const from = static_cast<std::size_t>(
        std::mismatch(before.begin(), before.end(), after.begin()).first - before.begin());
    CHECK(before.size() - from <= 7);
    CHECK((before.size() - 1) / 4096 == (before.size() - 7) / 4096);
    for (auto cut = before.size(); cut <= after.size(); cut += 11)
      CHECK(steps(before + after.substr(before.size(), cut - before.size())) == std::to_string(i));
    CHECK(steps(after) == std::to_string(is_end ? i : i + 1));
    before = after;
  }
  fs::remove(path);
}

TEST_CASE("A box that is dropped ends its recording, and who waited in it is no part of the story",
          "[lab][recording]") {
  Session session{frozen};
  session.ask(session.sqs("CreateQueue", R"({"QueueName":"jobs"})"));
  auto const waits =
      session.send(session.sqs("ReceiveMessage", R"({"QueueUrl":"jobs","WaitTimeSeconds":20})"));
  session.recording.reset();
  CHECK(session.drop("t").status == 200);
  session.loop.run();
  CHECK(waits->answer);
  auto const text = *lab::read_file(session.path);
  CHECK(count(text, "hang up") == 0);
  CHECK(test::told(text) == "held");
}

TEST_CASE("A recording that cannot be written says so when it begins", "[lab][recording]") {
  SimBoxes all;
  all.boxes.accompany = [](boxes::Room& made) {
    auto const recording = std::make_shared<lab::Recording>(made.box, made.wire);
    CHECK_THROWS_WITH(recording->open("/nowhere/at/all.json", {"none", "http://box"}),
                      "/nowhere/at/all.json cannot be written: No such file or directory.");
    return recording;
  };
  CHECK(all.put("t").status == 201);
}

// What a function says of a batch whose failures it reports, row by row as AWS documents it and as
// its answers were recorded.
#include "lambda/batch_answer.hpp"

#include <catch2/catch.hpp>

using namespace proofbox;

namespace {

std::vector<sqs::Message> batch_of(std::vector<std::string> const& ids) {
  std::vector<sqs::Message> batch;
  for (auto const& id : ids)
    batch.emplace_back().message_id = id;
  return batch;
}

std::string done(std::string const& answer) {
  std::string ids;
  for (auto const& message : lambda::done_of(answer, batch_of({"a", "b", "c"})))
    ids += message.message_id;
  return ids;
}

}  // namespace

TEST_CASE("Messages that are named stay, the others are done", "[lambda]") {
  CHECK(done(R"({"batchItemFailures":[{"itemIdentifier":"b"}]})") == "ac");
  CHECK(done(R"({"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"c"}]})") == "b");
  CHECK(done(R"({"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]})") == "ac");
  CHECK(done(R"({"batchItemFailures":[{"itemIdentifier":"b"}],"more":1})") == "ac");
}

TEST_CASE("An answer that names nobody says that all is done", "[lambda]") {
  for (auto const* answer : {R"({"batchItemFailures":[]})", R"({"batchItemFailures":null})", "{}",
                             "null", "", R"("")"}) {
    INFO(answer);
    CHECK(done(answer) == "abc");
  }
}

TEST_CASE("An answer that is malformed says that all has failed", "[lambda]") {
  for (auto const* answer :
       {R"({"batchItemFailures":[{"itemIdentifier":""}]})",
        R"({"batchItemFailures":[{"itemIdentifier":null}]})",
        R"({"batchItemFailures":[{"itemIdentifier":7}]})",
        R"({"batchItemFailures":[{"foo":"notvalid"}]})",
        R"({"batchItemFailures":[{"itemIdentifier":"z"}]})",
        R"({"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"z"}]})",
        R"({"batchItemFailures":["a"]})", R"({"batchItemFailures":"a"})",
        R"({"batchItemFailures":{}})", R"({"foo":"notvalid"})", "[]", "7", R"("done")", "{"}) {
    INFO(answer);
    CHECK(done(answer).empty());
  }
}

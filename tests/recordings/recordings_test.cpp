// SQS, SNS and SES against the answers that AWS was recorded to give, in each protocol in which
// they were recorded.
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "recordings/matcher.hpp"
#include "recordings/recording.hpp"
#include "recordings/situation.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Json = nlohmann::json;

using Situations = std::map<std::string_view, Situation>;

Situations together(std::vector<std::vector<Situation>> const& parts) {
  Situations all;
  for (auto const& part : parts)
    for (auto const& situation : part)
      all.emplace(situation.test, situation);
  return all;
}
Situations all_of_sqs() {
  return together({sqs_queue_situations(), sqs_sending_situations(), sqs_receiving_situations(),
                   sqs_fifo_situations(), sqs_redrive_situations(), sqs_move_task_situations()});
}
Situations all_of_sns() {
  return together({sns_topic_situations(), sns_subscription_situations(), sns_queue_situations(),
                   sns_fifo_situations(), sns_publish_situations(), sns_region_situations(),
                   sns_filter_situations(), sns_platform_situations(), sns_sms_situations(),
                   sns_http_situations(), sns_function_situations()});
}
Situations all_of_ses() {
  return together({ses_template_situations(), ses_situations(), ses_mailbox_situations()});
}

// The variant begins with the protocol; what has none is asked for in both. An answer with
// QueryErrorCode was given in JSON whatever the variant says: forms have no such field.
std::vector<Protocol> protocols_of(Recording const& recording) {
  if (!recording.test.starts_with("sqs/"))
    return {Protocol::query};  // SNS speaks no other, and SES was recorded in no other
  if (recording.answers.find("\"QueryErrorCode\"") != std::string::npos)
    return {Protocol::json};
  if (recording.variant.starts_with("sqs_query"))
    return {Protocol::query};
  if (recording.variant.starts_with("sqs"))
    return {Protocol::json};
  return {Protocol::json, Protocol::query};
}

// "sqs_query-True" without its protocol; variants of others name none.
std::string variant_of(Recording const& recording) {
  if (!recording.test.starts_with("sqs/"))
    return recording.variant;
  auto const dash = recording.variant.find('-');
  return dash == std::string::npos ? std::string{} : recording.variant.substr(dash + 1);
}

std::string differences_of(Recording const& recording, Situation const& situation,
                           Protocol protocol) {
  Stage stage{protocol, variant_of(recording)};
  Matcher matcher{{{"<partition>", "aws"},
                   {"<region>", stage.sim.box.settings().region},
                   {"<region-primary>", stage.sim.box.settings().region},
                   {"<region-secondary>", other_region},
                   {"111111111111", Caller{}.account}}};
  std::string text;
  try {
    auto const answers = as_recorded(situation.answers(stage));
    for (auto const& line : matcher.differences(Json::parse(recording.answers), answers))
      text += "\n  " + line;
  } catch (std::exception const& broken) {
    text = std::string{"\n  "} + broken.what();
  }
  return text;
}

// How the documentation tells of a situation that is met so many times.
std::string met(int times) {
  return times == 0   ? std::string{"–"}
         : times == 1 ? std::string{"met"}
                      : "met, " + std::to_string(times) + " variants";
}

// "test_tag_untag_queue" of ".../test_sqs.py::TestSqsProvider::test_tag_untag_queue".
std::string name_of(std::string const& test) { return test.substr(test.rfind(':') + 1); }

// A row of SQS's table, which has a column a protocol.
std::string row_of(std::string const& test, int in_json, int in_query) {
  return "| `" + name_of(test) + "` | " + met(in_json) + " | " + met(in_query) + " |\n";
}

// A row of SNS's, which speaks one protocol. Classes are told: several have cases of one name.
std::string row_of(std::string const& test, int times) {
  auto const rest = test.substr(0, test.rfind("::"));
  return "| `" + name_of(rest) + "` | `" + name_of(test) + "` | " + met(times) + " |\n";
}

std::string documentation() {
  std::ifstream file{PROOFBOX_SOURCE_DIR "/docs/compatibility.md"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// Poses every recording of the service.
void pose(std::string const& service, Situations const& known) {
  auto const recordings = recordings_of(service);
  if (!recordings) {
    WARN("The recordings of AWS are not here: skipped.");
    SUCCEED();
    return;
  }
  std::set<std::string_view> posed;
  for (auto const& recording : *recordings) {
    INFO(recording.title());
    auto const situation = known.find(recording.test);
    if (situation == known.end()) {
      FAIL_CHECK("Nobody has written how to bring a box into this situation.");
      continue;
    }
    posed.insert(situation->first);
    for (auto const protocol : protocols_of(recording)) {
      INFO((protocol == Protocol::json ? "in JSON" : "in Query"));
      CHECK(differences_of(recording, situation->second, protocol) == "");
    }
  }
  for (auto const& [test, situation] : known) {
    INFO(test << " was not recorded");
    CHECK(posed.contains(test));
  }
}

// Whether the documentation has a row for each recorded situation of a service that speaks one
// protocol, and the right number of them.
void look_up(std::string const& service, Situations const& known) {
  auto const recordings = recordings_of(service);
  if (!recordings) {
    WARN("The recordings of AWS are not here: skipped.");
    SUCCEED();
    return;
  }
  std::map<std::string, int> met;
  for (auto const& recording : *recordings)
    if (known.contains(recording.test))
      ++met[recording.test];
  auto const text = documentation();
  int cases = 0;
  for (auto const& [test, times] : met) {
    CHECK_THAT(text, Catch::Contains(row_of(test, times)));
    cases += times;
  }
  CHECK_THAT(text, Catch::Contains("**Met: " + std::to_string(cases) + " of " +
                                   std::to_string(recordings->size()) + " cases."));
}

}  // namespace

TEST_CASE("SQS answers every recorded situation as AWS answered it", "[sqs][recordings]") {
  pose("sqs", all_of_sqs());
}

TEST_CASE("SNS answers every recorded situation as AWS answered it", "[sns][recordings]") {
  pose("sns", all_of_sns());
}

TEST_CASE("SES answers every recorded situation as AWS answered it", "[ses][recordings]") {
  pose("ses", all_of_ses());
}

TEST_CASE("The documentation lists every recorded situation of SQS", "[sqs][recordings][docs]") {
  auto const recordings = recordings_of("sqs");
  if (!recordings) {
    WARN("The recordings of AWS are not here: skipped.");
    SUCCEED();
    return;
  }
  auto const known = all_of_sqs();
  std::map<std::string, std::map<Protocol, int>> met;
  for (auto const& recording : *recordings)
    if (known.contains(recording.test))
      for (auto const protocol : protocols_of(recording))
        ++met[recording.test][protocol];
  auto const text = documentation();
  for (auto& [test, times] : met)
    CHECK_THAT(text, Catch::Contains(row_of(test, times[Protocol::json], times[Protocol::query])));
}

TEST_CASE("The documentation lists every recorded situation of SNS", "[sns][recordings][docs]") {
  look_up("sns", all_of_sns());
}

TEST_CASE("The documentation lists every recorded situation of SES", "[ses][recordings][docs]") {
  look_up("ses", all_of_ses());
}

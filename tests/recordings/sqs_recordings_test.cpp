// SQS against the answers that AWS was recorded to give, every one of them, in each protocol in
// which it was recorded.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "recordings/matcher.hpp"
#include "recordings/recording.hpp"
#include "recordings/situation.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

using Json = nlohmann::json;

std::map<std::string_view, Situation> situations() {
  std::map<std::string_view, Situation> all;
  for (auto const& some :
       {sqs_queue_situations(), sqs_sending_situations(), sqs_receiving_situations(),
        sqs_fifo_situations(), sqs_redrive_situations(), sqs_move_task_situations()})
    for (auto const& situation : some)
      all.emplace(situation.test, situation);
  return all;
}

// Recorded cases that calls from outside cannot bring about.
std::vector<OutOfReach> const out_of_reach{};

char const* out_of_reach_because(Recording const& recording) {
  for (auto const& [test, reason] : out_of_reach)
    if (test == recording.test)
      return reason.data();
  return nullptr;
}

// The variant begins with the protocol; what has none is asked for in both. An answer with
// QueryErrorCode was given in JSON whatever the variant says: forms have no such field.
std::vector<Protocol> protocols_of(Recording const& recording) {
  if (recording.answers.find("\"QueryErrorCode\"") != std::string::npos)
    return {Protocol::json};
  if (recording.variant.starts_with("sqs_query"))
    return {Protocol::query};
  if (recording.variant.starts_with("sqs"))
    return {Protocol::json};
  return {Protocol::json, Protocol::query};
}

// "sqs_query-True" without its protocol.
std::string variant_of(Recording const& recording) {
  auto const dash = recording.variant.find('-');
  return dash == std::string::npos ? std::string{} : recording.variant.substr(dash + 1);
}

std::string differences_of(Recording const& recording, Situation const& situation,
                           Protocol protocol) {
  Stage stage{protocol, variant_of(recording)};
  Matcher matcher{{{"<partition>", "aws"},
                   {"<region>", stage.sim.box.settings().region},
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

}  // namespace

TEST_CASE("SQS answers every recorded situation as AWS answered it", "[sqs][recordings]") {
  auto const recordings = recordings_of("sqs");
  if (!recordings) {
    WARN("The recordings of AWS are not here: skipped.");
    SUCCEED();
    return;
  }
  auto const known = situations();
  for (auto const& recording : *recordings) {
    if (auto const* reason = out_of_reach_because(recording)) {
      WARN(recording.title() << " is out of reach: " << reason);
      continue;
    }
    auto const situation = known.find(recording.test);
    INFO(recording.title());
    if (situation == known.end()) {
      FAIL_CHECK("Nobody knows how to bring a box into this situation.");
      continue;
    }
    for (auto const protocol : protocols_of(recording)) {
      INFO((protocol == Protocol::json ? "in JSON" : "in Query"));
      CHECK(differences_of(recording, situation->second, protocol) == "");
    }
  }
}

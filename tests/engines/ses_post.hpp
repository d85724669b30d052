// SES by itself with a world around it: topics that take what is published, and time that passes in
// the steps in which the engine wants it to.
#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "engines/ses/engine.hpp"
#include "support/engine_turn.hpp"

namespace proofbox::test {

struct SesPost {
  EngineTurns turns;
  ses::Engine engine;
  std::set<std::string> topics{topic("feedback"), topic("other")};
  std::vector<ToTopic> published = {};  // what the topics took, since it was looked at last

  SesPost() { REQUIRE((*this)(ses::v1::VerifyEmailIdentity{"shop@example.com"}).ok()); }

  static std::string topic(std::string const& name) {
    return "arn:aws:sns:us-east-1:000000000000:" + name;
  }

  // The operation, asked again for as long as it waits for what is carried.
  template <class Op>
  Result<typename Op::Output> operator()(Op const& op) {
    auto result = turns(engine, op);
    while (turns.wait) {
      REQUIRE_FALSE(turns.parcels.empty());
      carry();
      result = turns(engine, op);
    }
    carry();
    return result;
  }

  // Brings the topics what the latest turn sent, and tells the engine.
  void carry() {
    auto const parcels = std::move(turns.parcels);
    turns.parcels.clear();
    for (auto const& parcel : parcels) {
      auto const* const to = std::get_if<ToTopic>(&parcel.to);
      REQUIRE(to != nullptr);
      Outcome outcome;
      if (topics.contains(to->topic_arn))
        published.push_back(*to);
      else
        outcome = {Error{"NotFound", "Topic does not exist", 404}, 404};
      Turn turn{turns.now, turns.random, turns.caller, turns.now};
      engine.carried(turn, parcel, outcome);
    }
  }

  void pass(Duration by) {
    auto const until = turns.now + by;
    for (auto due = engine.next_due(); due && *due <= until; due = engine.next_due()) {
      turns.now = std::max(turns.now, *due);
      turns.advance(engine);
      carry();
    }
    turns.now = until;
  }

  std::vector<ToTopic> take_published() { return std::exchange(published, {}); }

  // The JSON of what was published to the topic "feedback", taken away.
  std::vector<nlohmann::json> told() {
    std::vector<nlohmann::json> documents;
    for (auto const& one : take_published())
      if (one.topic_arn == topic("feedback"))
        documents.push_back(nlohmann::json::parse(one.message));
    return documents;
  }

  // A configuration set "shop" whose topic "feedback" is told of these types.
  void make_set(std::vector<std::string> types) {
    ses::v2::CreateConfigurationSet create;
    create.configuration_set_name = "shop";
    REQUIRE((*this)(create).ok());
    ses::v2::CreateConfigurationSetEventDestination destination;
    destination.configuration_set_name = "shop";
    destination.event_destination_name = "to-feedback";
    destination.event_destination.enabled = true;
    destination.event_destination.matching_event_types = std::move(types);
    destination.event_destination.sns_destination = ses::v2::SnsDestination{topic("feedback")};
    REQUIRE((*this)(destination).ok());
    take_published();
  }

  static ses::v1::SendEmail mail(std::vector<std::string> to) {
    ses::v1::SendEmail send;
    send.source = "shop@example.com";
    send.destination.to_addresses = std::move(to);
    send.message.subject.data = "subject";
    send.message.body.text = ses::Content{"text", {}};
    send.configuration_set_name = "shop";
    return send;
  }

  // Sends the mail, which must be accepted; its id.
  std::string send(ses::v1::SendEmail const& mail) {
    auto const sent = (*this)(mail);
    REQUIRE(sent.ok());
    return sent->message_id;
  }

  std::vector<ses::ListMessages::Mail> box() { return (*this)(ses::ListMessages{})->messages; }
};

}  // namespace proofbox::test

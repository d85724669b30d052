// What a FIFO topic was sent lately, so that it takes a duplicate for one: a row each.
#include <fmt/format.h>

#include <algorithm>

#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/lately_rows.hpp"
#include "shape/row.hpp"

namespace proofbox::sns {
namespace {

struct PublishedRow {
  std::string topic;  // its key
  std::string key, message_id, sequence_number;
  Instant until{};
  static Shape const& shape() {
    static Shape const shape = Describe<PublishedRow>("PublishedRow")
                                   .member("topic", &PublishedRow::topic)
                                   .member("key", &PublishedRow::key)
                                   .member("message_id", &PublishedRow::message_id)
                                   .member("sequence_number", &PublishedRow::sequence_number)
                                   .member("until", &PublishedRow::until);
    return shape;
  }
};

std::string key_of(Topic const& topic) {
  return topic_key(topic.region, topic.account, topic.name);
}

// What is forgotten first comes back first, as Lately wants it.
std::string row_key(Topic const& topic, std::string const& key, Instant until) {
  return fmt::format("{:020}/{}/{}", until.time_since_epoch().count(), key_of(topic), key);
}

constexpr auto deduplication_interval = std::chrono::minutes{5};

}  // namespace

Table const published_table = table<PublishedRow>("sns_published");

void Engine::keep_published(Turn& turn, Topic const& topic, std::string const& key,
                            Published const& published, Instant until) {
  if (!turn.keeps)
    return;
  PublishedRow const row{key_of(topic), key, published.message_id, published.sequence_number,
                         until};
  turn.changes.push_back(
      {&published_table, row_key(topic, key, until), write_row(PublishedRow::shape(), &row)});
}

void Engine::forget_published(Turn& turn, Topic const& topic, std::string const& key,
                              Instant until) {
  if (turn.keeps)
    turn.changes.push_back({&published_table, row_key(topic, key, until), {}});
}

// What the first of its kind was answered with; null where there is none.
Published const* Engine::published_lately(Turn& turn, Topic& topic, std::string const& key) {
  auto& lately = topic.published_lately;
  lately.forget_old(
      turn.now, [&](auto const& old, Instant until) { forget_published(turn, topic, old, until); });
  auto const* earlier = lately.find(key);
  return earlier != nullptr && earlier->until > turn.now ? &earlier->what : nullptr;
}

void Engine::remember_published(Turn& turn, Topic& topic, std::string key, Published published) {
  auto& lately = topic.published_lately;
  auto const until = turn.now + deduplication_interval;
  if (auto const* earlier = lately.find(key))
    forget_published(turn, topic, key, earlier->until);
  keep_published(turn, topic, key, published, until);
  lately.remember(std::move(key), std::move(published), until);
}

std::optional<std::string> Engine::restore_published(void const* kept) {
  auto const& row = *static_cast<PublishedRow const*>(kept);
  auto const found = topics_.find(row.topic);
  auto const sequence = sequence_of(row.sequence_number);
  if (found == topics_.end() || !sequence)
    return "What was published has no topic, or no sequence number.";
  auto& topic = *found->second;
  topic.last_sequence = std::max(topic.last_sequence, *sequence);
  topic.published_lately.remember(row.key, {row.message_id, row.sequence_number}, row.until);
  return {};
}

}  // namespace proofbox::sns

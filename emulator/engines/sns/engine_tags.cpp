// Tags of topics.
#include <fmt/format.h>

#include <set>

#include "engines/sns/arn.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/tags.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t key_max = 128;
constexpr std::size_t value_max = 256;

std::optional<Error> outside(std::string const& text, std::size_t index, std::string_view member,
                             std::size_t least, std::size_t most) {
  auto const path = fmt::format("tags.{}.member.{}", index, member);
  if (text.size() < least)
    return errors::validation('\'' + text + '\'', path,
                              fmt::format("must have length greater than or equal to {}", least));
  if (text.size() > most)
    return errors::validation('\'' + text + '\'', path,
                              fmt::format("must have length less than or equal to {}", most));
  return {};
}

}  // namespace

std::optional<Error> bad_tags(std::vector<Tag> const& tags) {
  std::set<std::string_view> keys;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (auto error = outside(tags[i].key, i + 1, "key", 1, key_max))
      return error;
    if (auto error = outside(tags[i].value, i + 1, "value", 0, value_max))
      return error;
  }
  for (auto const& tag : tags)
    if (!keys.insert(tag.key).second)
      return errors::duplicated_tag_keys();
  if (tags.size() > tags_max)
    return errors::too_many_tags();
  return {};
}

// The tags' own operations answer ResourceNotFound where all others answer NotFound.
Topic* Engine::tagged_topic(Turn const& turn, std::string_view arn) {
  auto const topic = find_topic(turn, arn);
  return topic ? *topic : nullptr;
}

Result<TagResource::Output> Engine::handle(Turn& turn, TagResource const& op) {
  if (auto error = bad_topic_arn(op.resource_arn, turn.caller.region, "ResourceArn"))
    return *error;
  if (auto error = bad_tags(op.tags))
    return *error;
  auto* const topic = tagged_topic(turn, op.resource_arn);
  if (topic == nullptr)
    return errors::resource_does_not_exist();
  auto tags = topic->tags;
  for (auto const& tag : op.tags)
    tags.insert_or_assign(tag.key, tag.value);
  if (tags.size() > tags_max)
    return errors::too_many_tags();
  topic->tags = std::move(tags);
  keep(turn, *topic);
  return TagResource::Output{};
}

Result<UntagResource::Output> Engine::handle(Turn& turn, UntagResource const& op) {
  if (auto error = bad_topic_arn(op.resource_arn, turn.caller.region, "ResourceArn"))
    return *error;
  auto* const topic = tagged_topic(turn, op.resource_arn);
  if (topic == nullptr)
    return errors::resource_does_not_exist();
  for (auto const& key : op.tag_keys)
    topic->tags.erase(key);
  keep(turn, *topic);
  return UntagResource::Output{};
}

Result<ListTagsForResource::Output> Engine::handle(Turn& turn, ListTagsForResource const& op) {
  if (auto error = bad_topic_arn(op.resource_arn, turn.caller.region, "ResourceArn"))
    return *error;
  auto const* const topic = tagged_topic(turn, op.resource_arn);
  if (topic == nullptr)
    return errors::resource_does_not_exist();
  ListTagsForResource::Output output;
  for (auto const& [key, value] : topic->tags)
    output.tags.push_back({key, value});
  return output;
}

}  // namespace proofbox::sns

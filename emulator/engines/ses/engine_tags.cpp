// Tags of resources, which only the second API has. A resource is named by its ARN,
// "arn:aws:ses:REGION:ACCOUNT:identity/NAME".
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t tags_max = 50;
constexpr std::size_t key_length_max = 128;
constexpr std::size_t value_length_max = 256;

// What stands behind "identity/" in the ARN of an identity of the caller's; an error where it is
// none.
Result<std::string> name_in(Turn const& turn, std::string_view arn) {
  auto const parts = split(arn, ':');
  if (parts.size() < 6 || parts[0] != "arn" || parts[2] != "ses")
    return errors::in_v2(errors::bad_parameter(fmt::format("Invalid ARN: {}.", arn)));
  std::string_view const prefix = "identity/";
  auto const resource = arn.substr(static_cast<std::size_t>(parts[5].data() - arn.data()));
  if (parts[3] != turn.caller.region || parts[4] != turn.caller.account ||
      !resource.starts_with(prefix))
    return errors::resource_does_not_exist(arn);
  return std::string{resource.substr(prefix.size())};
}

std::optional<Error> refusal_of_tag(v2::Tag const& tag) {
  if (tag.key.empty() || tag.key.size() > key_length_max)
    return errors::in_v2(errors::bad_length("Key", tag.key, 1, key_length_max));
  if (tag.value.size() > value_length_max)
    return errors::in_v2(errors::bad_length("Value", tag.value, 0, value_length_max));
  return {};
}

}  // namespace

Result<Nothing> Engine::handle(Turn& turn, v2::TagResource const& op) {
  auto const name = name_in(turn, op.resource_arn);
  if (!name)
    return name.error();
  auto* const identity = find(turn, *name);
  if (identity == nullptr)
    return errors::resource_does_not_exist(op.resource_arn);
  auto tags = identity->tags;
  for (auto const& tag : op.tags) {
    if (auto error = refusal_of_tag(tag))
      return *error;
    std::erase_if(tags, [&](v2::Tag const& one) { return one.key == tag.key; });
    tags.push_back(tag);
  }
  if (tags.size() > tags_max)
    return errors::in_v2(errors::bad_parameter("A resource can have 50 tags at most."));
  identity->tags = std::move(tags);
  keep(turn, *identity);
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, v2::UntagResource const& op) {
  auto const name = name_in(turn, op.resource_arn);
  if (!name)
    return name.error();
  auto* const identity = find(turn, *name);
  if (identity == nullptr)
    return errors::resource_does_not_exist(op.resource_arn);
  std::erase_if(identity->tags, [&](v2::Tag const& tag) {
    return std::find(op.tag_keys.begin(), op.tag_keys.end(), tag.key) != op.tag_keys.end();
  });
  keep(turn, *identity);
  return Nothing{};
}

Result<v2::ListTagsForResource::Output> Engine::handle(Turn& turn,
                                                       v2::ListTagsForResource const& op) {
  auto const name = name_in(turn, op.resource_arn);
  if (!name)
    return name.error();
  auto const* const identity = find(turn, *name);
  if (identity == nullptr)
    return errors::resource_does_not_exist(op.resource_arn);
  return v2::ListTagsForResource::Output{identity->tags};
}

}  // namespace proofbox::ses

// Tags of functions and mappings, which are named by their ARNs.
#include "base/text.hpp"
#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"

namespace proofbox::aws_lambda {
namespace {

constexpr std::size_t tags_max = 50;

// The UUID of a mapping's ARN; empty where it is none.
std::string mapping_in(std::string_view arn) {
  auto const parts = split(arn, ':');
  return parts.size() == 7 && parts[5] == "event-source-mapping" ? std::string{parts[6]}
                                                                 : std::string{};
}

}  // namespace

// The change tells what is wrong with it, and makes nothing then.
template <class Change>
std::optional<Error> Engine::change_tags(Turn& turn, std::string const& arn, Change change) {
  if (auto const uuid = mapping_in(arn); !uuid.empty()) {
    auto* const mapping = find_mapping(turn, uuid);
    if (mapping == nullptr)
      return errors::no_such_resource();
    auto error = change(mapping->tags);
    if (!error)
      keep(turn, *mapping);
    return error;
  }
  auto const function = find(turn, arn);
  if (!function)
    return function.error();
  auto error = change((*function)->tags);
  if (!error)
    keep(turn, **function);
  return error;
}

Result<ListTags::Output> Engine::handle(Turn& turn, ListTags const& op) {
  if (auto const uuid = mapping_in(op.resource); !uuid.empty()) {
    auto const* const mapping = find_mapping(turn, uuid);
    if (mapping == nullptr)
      return errors::no_such_resource();
    return ListTags::Output{mapping->tags};
  }
  auto const function = find(turn, op.resource);
  if (!function)
    return function.error();
  return ListTags::Output{(*function)->tags};
}

Result<Nothing> Engine::handle(Turn& turn, TagResource const& op) {
  auto const error = change_tags(turn, op.resource, [&](Map<std::string>& tags) {
    auto changed = tags;
    for (auto const& [name, value] : op.tags)
      changed.insert_or_assign(name, value);
    if (changed.size() > tags_max)
      return std::optional{errors::bad_parameter("Number of tags exceeds resource tag limit.")};
    tags = std::move(changed);
    return std::optional<Error>{};
  });
  if (error)
    return *error;
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn, UntagResource const& op) {
  auto const error = change_tags(turn, op.resource, [&](Map<std::string>& tags) {
    for (auto const& name : op.tag_keys)
      tags.erase(name);
    return std::optional<Error>{};
  });
  if (error)
    return *error;
  return Nothing{};
}

}  // namespace proofbox::aws_lambda

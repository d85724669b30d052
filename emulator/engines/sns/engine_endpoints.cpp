// Platform endpoints: made, told of, listed, deleted.
#include <fmt/format.h>

#include "base/text.hpp"
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"

namespace proofbox::sns {
namespace {

// Token and user data may come beside the attributes or among them; what is among them counts.
Result<Map<std::string>> asked(std::string_view platform, CreatePlatformEndpoint const& op) {
  if (auto error = bad_endpoint_parameter(platform, "Token", op.token))
    return *error;
  auto const user_data = op.custom_user_data.value_or("");
  if (auto error = bad_endpoint_parameter(platform, "CustomUserData", user_data))
    return *error;
  auto all = op.attributes;
  all.try_emplace("Token", op.token);
  if (!user_data.empty())
    all.try_emplace("CustomUserData", user_data);
  return endpoint_attributes(platform, all);
}

// Whether AWS takes what is asked for as the endpoint that is there. Who says nothing of Enabled
// means any.
bool is_same(PlatformEndpoint const& standing, Map<std::string> const& asked) {
  auto const user_data = asked.find("CustomUserData");
  auto const enabled = asked.find("Enabled");
  return standing.custom_user_data() == (user_data == asked.end() ? "" : user_data->second) &&
         (enabled == asked.end() || standing.attributes.at("Enabled") == enabled->second);
}

std::string arn_of(PlatformApplication const& application, std::string_view id) {
  return fmt::format("arn:aws:sns:{}:{}:endpoint/{}/{}/{}", application.region, application.account,
                     application.platform, application.name, id);
}

}  // namespace

Result<PlatformEndpoint*> Engine::find_endpoint(Turn const& turn, std::string_view arn) {
  if (auto error = bad_endpoint_arn(arn, turn.caller.region))
    return *error;
  auto* endpoint = mobile_.platforms.find_endpoint(arn);
  if (endpoint == nullptr)
    return errors::endpoint_does_not_exist();
  return endpoint;
}

Result<CreatePlatformEndpoint::Output> Engine::handle(Turn& turn,
                                                      CreatePlatformEndpoint const& op) {
  auto const application = find_application(turn, op.platform_application_arn);
  if (!application)
    return application.error();
  auto attributes = asked((*application)->platform, op);
  if (!attributes)
    return attributes.error();
  if (auto const* standing = mobile_.platforms.with_token(**application, attributes->at("Token"))) {
    if (!is_same(*standing, *attributes))
      return errors::endpoint_exists_with_other_attributes(standing->arn);
    return CreatePlatformEndpoint::Output{standing->arn};
  }
  attributes->try_emplace("Enabled", "true");
  // An id that is there already, in whatever was put back, is not given again.
  std::string arn;
  do
    arn = arn_of(**application, turn.random.uuid());
  while (mobile_.platforms.find_endpoint(arn) != nullptr);
  PlatformEndpoint made{0, (*application)->key(), (*application)->platform, std::move(arn),
                        std::move(*attributes)};
  auto const& added = mobile_.platforms.add(std::move(made));
  sns::keep(turn, added);
  return CreatePlatformEndpoint::Output{added.arn};
}

// Subscriptions of the endpoint stay, as recorded from AWS.
Result<Nothing> Engine::handle(Turn& turn, DeleteEndpoint const& op) {
  if (auto error = bad_endpoint_arn(op.endpoint_arn, turn.caller.region))
    return *error;
  auto const endpoint = find_endpoint(turn, op.endpoint_arn);
  if (!endpoint)
    return Nothing{};
  sns::forget(turn, **endpoint);
  mobile_.platforms.remove(**endpoint);
  return Nothing{};
}

Result<GetEndpointAttributes::Output> Engine::handle(Turn& turn, GetEndpointAttributes const& op) {
  auto const endpoint = find_endpoint(turn, op.endpoint_arn);
  if (!endpoint)
    return endpoint.error();
  return GetEndpointAttributes::Output{(*endpoint)->attributes};
}

Result<Nothing> Engine::handle(Turn& turn, SetEndpointAttributes const& op) {
  if (op.attributes.empty())
    return errors::validation("null", "attributes", "must not be null");
  auto const endpoint = find_endpoint(turn, op.endpoint_arn);
  if (!endpoint)
    return endpoint.error();
  auto changed = endpoint_attributes((*endpoint)->platform, op.attributes);
  if (!changed)
    return changed.error();
  auto attributes = (*endpoint)->attributes;
  for (auto& [name, value] : *changed)
    attributes[name] = std::move(value);
  auto const& application = *mobile_.platforms.find_application((*endpoint)->application);
  auto const* other = mobile_.platforms.with_token(application, attributes.at("Token"));
  if (other != nullptr && other != *endpoint)
    return errors::endpoint_exists_with_other_attributes(other->arn);
  mobile_.platforms.change(**endpoint, std::move(attributes));
  sns::keep(turn, **endpoint);
  return Nothing{};
}

Result<ListEndpointsByPlatformApplication::Output> Engine::handle(
    Turn& turn, ListEndpointsByPlatformApplication const& op) {
  auto const application = find_application(turn, op.platform_application_arn);
  if (!application)
    return application.error();
  auto const page =
      page_of(mobile_.platforms.endpoints(), (*application)->key() + '/', op.next_token);
  if (!page)
    return page.error();
  ListEndpointsByPlatformApplication::Output output;
  for (auto const* endpoint : page->items)
    output.endpoints.push_back({endpoint->arn, endpoint->attributes});
  output.next_token = page->next_token;
  return output;
}

}  // namespace proofbox::sns

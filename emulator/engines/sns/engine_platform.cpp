// Platform applications: made, told of, listed, deleted.
#include "engines/sns/engine.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/paging.hpp"

namespace proofbox::sns {

Result<PlatformApplication*> Engine::find_application(Turn const& turn, std::string_view arn) {
  if (auto error = bad_application_arn(arn, turn.caller.region))
    return *error;
  auto* application = mobile_.platforms.find_application(application_key(arn));
  if (application == nullptr)
    return errors::application_does_not_exist();
  return application;
}

// What is there already with the very same properties is answered as if it were new.
Result<CreatePlatformApplication::Output> Engine::handle(Turn& turn,
                                                         CreatePlatformApplication const& op) {
  if (auto error = bad_application_name(op.name))
    return *error;
  if (!is_platform(op.platform))
    return errors::invalid_parameter("Platform", op.platform + " is not supported");
  auto attributes = application_attributes(op.platform, op.attributes);
  if (!attributes)
    return attributes.error();
  if (!attributes->contains("PlatformCredential"))
    return errors::platform_credentials_invalid();
  attributes->try_emplace("Enabled", "true");
  PlatformApplication made{turn.caller.account, turn.caller.region, op.platform, op.name,
                           std::move(*attributes)};
  if (auto const* standing = mobile_.platforms.find_application(made.key())) {
    if (standing->attributes != made.attributes)
      return errors::application_exists_with_other_properties();
    return CreatePlatformApplication::Output{standing->arn()};
  }
  auto const& added = mobile_.platforms.add(std::move(made));
  sns::keep(turn, added);
  return CreatePlatformApplication::Output{added.arn()};
}

// Its endpoints go with it.
Result<Nothing> Engine::handle(Turn& turn, DeletePlatformApplication const& op) {
  if (auto error = bad_application_arn(op.platform_application_arn, turn.caller.region))
    return *error;
  auto const application = find_application(turn, op.platform_application_arn);
  if (!application)
    return Nothing{};
  auto const prefix = (*application)->key() + '/';
  auto const& endpoints = mobile_.platforms.endpoints();
  for (auto at = endpoints.lower_bound(prefix);
       at != endpoints.end() && at->first.starts_with(prefix); at = endpoints.lower_bound(prefix)) {
    sns::forget(turn, *at->second);
    mobile_.platforms.remove(*at->second);
  }
  sns::forget(turn, **application);
  mobile_.platforms.remove(**application);
  return Nothing{};
}

Result<GetPlatformApplicationAttributes::Output> Engine::handle(
    Turn& turn, GetPlatformApplicationAttributes const& op) {
  auto const application = find_application(turn, op.platform_application_arn);
  if (!application)
    return application.error();
  return GetPlatformApplicationAttributes::Output{told(**application)};
}

// That the application is there counts for more than that its attributes can be so.
Result<Nothing> Engine::handle(Turn& turn, SetPlatformApplicationAttributes const& op) {
  if (op.attributes.empty())
    return errors::validation("null", "attributes", "must not be null");
  auto const application = find_application(turn, op.platform_application_arn);
  if (!application)
    return application.error();
  auto attributes = application_attributes((*application)->platform, op.attributes);
  if (!attributes)
    return attributes.error();
  for (auto& [name, value] : *attributes)
    (*application)->attributes[name] = std::move(value);
  sns::keep(turn, **application);
  return Nothing{};
}

Result<ListPlatformApplications::Output> Engine::handle(Turn& turn,
                                                        ListPlatformApplications const& op) {
  auto const prefix = turn.caller.region + '/' + turn.caller.account + '/';
  auto const page = page_of(mobile_.platforms.applications(), prefix, op.next_token);
  if (!page)
    return page.error();
  ListPlatformApplications::Output output;
  for (auto const* application : page->items)
    output.platform_applications.push_back({application->arn(), told(*application)});
  output.next_token = page->next_token;
  return output;
}

}  // namespace proofbox::sns

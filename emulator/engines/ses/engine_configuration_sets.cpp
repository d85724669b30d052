// Configuration sets: making and changing them, in both APIs.
#include <algorithm>

#include "base/text.hpp"
#include "engines/ses/engine.hpp"
#include "engines/ses/errors.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t name_length_max = 64;
constexpr std::int64_t page_max = 1000;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<Error> refusal_of_tls_policy(std::optional<std::string> const& policy) {
  if (policy && !is_one_of(*policy, {"REQUIRE", "OPTIONAL"}))
    return errors::bad_delivery_options(*policy);
  return {};
}

std::optional<Error> refusal_of_domain(std::string_view domain) {
  return is_domain(domain) ? std::nullopt : std::optional{errors::bad_tracking_domain(domain)};
}

std::optional<Error> refusal_of_https_policy(std::optional<std::string> const& policy) {
  if (policy && !is_one_of(*policy, {"REQUIRE", "REQUIRE_OPEN_ONLY", "OPTIONAL"}))
    return errors::bad_parameter("HttpsPolicy must be REQUIRE, REQUIRE_OPEN_ONLY or OPTIONAL.");
  return {};
}

std::optional<Error> refusal_of_options(v2::CreateConfigurationSet const& op) {
  if (op.delivery_options)
    if (auto error = refusal_of_tls_policy(op.delivery_options->tls_policy))
      return error;
  if (op.tracking_options) {
    if (auto error = refusal_of_domain(op.tracking_options->custom_redirect_domain))
      return error;
    if (auto error = refusal_of_https_policy(op.tracking_options->https_policy))
      return error;
  }
  if (op.suppression_options && op.suppression_options->suppressed_reasons)
    return refusal_of_reasons(*op.suppression_options->suppressed_reasons);
  return {};
}

v1::EventDestination in_v1(v2::EventDestination const& destination) {
  v1::EventDestination shown;
  shown.name = destination.name;
  shown.enabled = destination.enabled;
  for (auto const& type : destination.matching_event_types)
    shown.matching_event_types.push_back(in_v1_words(type));
  std::sort(shown.matching_event_types.begin(), shown.matching_event_types.end());
  if (destination.sns_destination)
    shown.sns_destination = v1::SNSDestination{destination.sns_destination->topic_arn};
  if (auto const& firehose = destination.kinesis_firehose_destination)
    shown.kinesis_firehose_destination =
        v1::FirehoseDestination{firehose->iam_role_arn, firehose->delivery_stream_arn};
  if (destination.cloud_watch_destination) {
    auto& dimensions = shown.cloud_watch_destination.emplace().dimension_configurations;
    for (auto const& dimension : destination.cloud_watch_destination->dimension_configurations)
      dimensions.push_back({dimension.dimension_name, in_v1_words(dimension.dimension_value_source),
                            dimension.default_dimension_value});
  }
  return shown;
}

}  // namespace

ConfigurationSet const* Engine::find_set(std::string_view region, std::string_view account,
                                         std::string_view name) const {
  auto const found =
      sets_.find(std::string{region} + '/' + std::string{account} + '/' + std::string{name});
  return found == sets_.end() ? nullptr : &found->second;
}

ConfigurationSet* Engine::find_set(Turn const& turn, std::string_view name) {
  auto const found = sets_.find(world_of(turn) + std::string{name});
  return found == sets_.end() ? nullptr : &found->second;
}

std::optional<Error> Engine::refusal_of_set(Turn const& turn, std::string_view name) const {
  auto const* const set = find_set(turn.caller.region, turn.caller.account, name);
  if (set == nullptr)
    return errors::configuration_set_does_not_exist(name);
  return set->sending_enabled ? std::nullopt
                              : std::optional{errors::configuration_set_is_paused(name)};
}

std::optional<Error> Engine::refusal_of_new_set(Turn& turn, std::string_view name) {
  bool const good = !name.empty() && name.size() <= name_length_max &&
                    std::all_of(name.begin(), name.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                             (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
                    });
  if (!good)
    return errors::bad_configuration_set_name(name);
  return find_set(turn, name) == nullptr ? std::nullopt
                                         : std::optional{errors::configuration_set_exists(name)};
}

void Engine::add(Turn& turn, ConfigurationSet set) {
  set.account = turn.caller.account;
  set.region = turn.caller.region;
  keep(turn, set);
  auto key = world_of(turn) + set.name;
  sets_.emplace(std::move(key), std::move(set));
}

std::optional<Error> Engine::remove_set(Turn& turn, std::string_view name) {
  auto const found = sets_.find(world_of(turn) + std::string{name});
  if (found == sets_.end())
    return errors::configuration_set_does_not_exist(name);
  forget(turn, found->second);
  sets_.erase(found);
  return {};
}

// What both APIs change goes through here: the set, changed by `change`, is kept.
template <class Change>
std::optional<Error> Engine::change_set(Turn& turn, std::string_view name, Change change) {
  auto* const set = find_set(turn, name);
  if (set == nullptr)
    return errors::configuration_set_does_not_exist(name);
  change(*set);
  keep(turn, *set);
  return {};
}

std::optional<Error> Engine::allow_sending(Turn& turn, std::string_view name, bool enabled) {
  return change_set(turn, name, [&](ConfigurationSet& set) {
    if (enabled && !set.sending_enabled)
      set.last_fresh_start = turn.now;
    set.sending_enabled = enabled;
  });
}

// Names of the caller's sets in their order, after the one that the token names.
Result<Engine::Names> Engine::set_names(Turn const& turn, std::optional<std::string> const& token,
                                        std::optional<std::int64_t> wanted) const {
  auto const world = world_of(turn);
  auto at = sets_.lower_bound(world);
  if (token && !token->empty()) {
    auto const name = from_base64(*token);
    if (!name)
      return errors::bad_next_token(*token);
    at = sets_.upper_bound(world + *name);
  }
  auto const most = std::clamp<std::int64_t>(wanted.value_or(page_max), 1, page_max);
  Names page;
  for (; at != sets_.end() && at->first.starts_with(world); ++at) {
    if (page.names.size() == static_cast<std::size_t>(most)) {
      page.next_token = base64(page.names.back());
      break;
    }
    page.names.push_back(at->second.name);
  }
  return page;
}

// ---- v1 ----

Result<v1::CreateConfigurationSet::Output> Engine::handle(Turn& turn,
                                                          v1::CreateConfigurationSet const& op) {
  if (auto error = refusal_of_new_set(turn, op.configuration_set.name))
    return *error;
  ConfigurationSet set;
  set.name = op.configuration_set.name;
  add(turn, std::move(set));
  return v1::CreateConfigurationSet::Output{};
}

Result<v1::DeleteConfigurationSet::Output> Engine::handle(Turn& turn,
                                                          v1::DeleteConfigurationSet const& op) {
  if (auto error = remove_set(turn, op.configuration_set_name))
    return *error;
  return v1::DeleteConfigurationSet::Output{};
}

Result<v1::ListConfigurationSets::Output> Engine::handle(Turn& turn,
                                                         v1::ListConfigurationSets const& op) {
  auto page = set_names(turn, op.next_token, op.max_items);
  if (!page)
    return page.error();
  v1::ListConfigurationSets::Output output;
  for (auto& name : page->names)
    output.configuration_sets.push_back({std::move(name)});
  output.next_token = std::move(page->next_token);
  return output;
}

Result<v1::DescribeConfigurationSet::Output> Engine::handle(
    Turn& turn, v1::DescribeConfigurationSet const& op) {
  auto const* const set = find_set(turn, op.configuration_set_name);
  if (set == nullptr)
    return errors::configuration_set_does_not_exist(op.configuration_set_name);
  v1::DescribeConfigurationSet::Output output;
  output.configuration_set.name = set->name;
  for (auto const& attribute : op.configuration_set_attribute_names) {
    if (attribute == "eventDestinations") {
      for (auto const& destination : set->destinations)
        output.event_destinations.push_back(in_v1(destination));
    } else if (attribute == "trackingOptions") {
      if (set->tracking_options)
        output.tracking_options =
            v1::TrackingOptions{set->tracking_options->custom_redirect_domain};
    } else if (attribute == "deliveryOptions") {
      auto& options = output.delivery_options.emplace();
      if (set->delivery_options && set->delivery_options->tls_policy)
        options.tls_policy =
            *set->delivery_options->tls_policy == "REQUIRE" ? "Require" : "Optional";
    } else if (attribute == "reputationOptions") {
      output.reputation_options = v1::ReputationOptions{
          set->sending_enabled, set->reputation_metrics_enabled, set->last_fresh_start};
    } else {
      return errors::of({Misfit::Kind::range, "ConfigurationSetAttributeNames", attribute,
                         "Member must satisfy enum value set: [eventDestinations, "
                         "trackingOptions, deliveryOptions, reputationOptions]"});
    }
  }
  return output;
}

Result<Nothing> Engine::handle(Turn& turn, v1::UpdateConfigurationSetSendingEnabled const& op) {
  if (auto error = allow_sending(turn, op.configuration_set_name, op.enabled))
    return *error;
  return Nothing{};
}

Result<Nothing> Engine::handle(Turn& turn,
                               v1::UpdateConfigurationSetReputationMetricsEnabled const& op) {
  if (auto error = change_set(turn, op.configuration_set_name, [&](ConfigurationSet& set) {
        set.reputation_metrics_enabled = op.enabled;
      }))
    return *error;
  return Nothing{};
}

Result<v1::PutConfigurationSetDeliveryOptions::Output> Engine::handle(
    Turn& turn, v1::PutConfigurationSetDeliveryOptions const& op) {
  std::optional<v2::DeliveryOptions> options;
  if (op.delivery_options && op.delivery_options->tls_policy) {
    if (!is_one_of(*op.delivery_options->tls_policy, {"Require", "Optional"}))
      return errors::bad_delivery_options(*op.delivery_options->tls_policy);
    options.emplace().tls_policy =
        *op.delivery_options->tls_policy == "Require" ? "REQUIRE" : "OPTIONAL";
  }
  if (auto error = change_set(turn, op.configuration_set_name,
                              [&](ConfigurationSet& set) { set.delivery_options = options; }))
    return *error;
  return v1::PutConfigurationSetDeliveryOptions::Output{};
}

Result<v1::CreateConfigurationSetTrackingOptions::Output> Engine::handle(
    Turn& turn, v1::CreateConfigurationSetTrackingOptions const& op) {
  auto const* const set = find_set(turn, op.configuration_set_name);
  if (set != nullptr && set->tracking_options)
    return errors::tracking_options_exist(op.configuration_set_name);
  if (auto error = set_tracking(turn, op.configuration_set_name, op.tracking_options))
    return *error;
  return v1::CreateConfigurationSetTrackingOptions::Output{};
}

Result<v1::UpdateConfigurationSetTrackingOptions::Output> Engine::handle(
    Turn& turn, v1::UpdateConfigurationSetTrackingOptions const& op) {
  auto const* const set = find_set(turn, op.configuration_set_name);
  if (set != nullptr && !set->tracking_options)
    return errors::tracking_options_do_not_exist(op.configuration_set_name);
  if (auto error = set_tracking(turn, op.configuration_set_name, op.tracking_options))
    return *error;
  return v1::UpdateConfigurationSetTrackingOptions::Output{};
}

std::optional<Error> Engine::set_tracking(Turn& turn, std::string_view name,
                                          v1::TrackingOptions const& options) {
  auto const domain = options.custom_redirect_domain.value_or("");
  if (auto error = refusal_of_domain(domain))
    return error;
  return change_set(turn, name, [&](ConfigurationSet& set) {
    set.tracking_options = v2::TrackingOptions{domain, {}};
  });
}

Result<v1::DeleteConfigurationSetTrackingOptions::Output> Engine::handle(
    Turn& turn, v1::DeleteConfigurationSetTrackingOptions const& op) {
  auto const* const set = find_set(turn, op.configuration_set_name);
  if (set != nullptr && !set->tracking_options)
    return errors::tracking_options_do_not_exist(op.configuration_set_name);
  if (auto error = change_set(turn, op.configuration_set_name,
                              [](ConfigurationSet& changed) { changed.tracking_options.reset(); }))
    return *error;
  return v1::DeleteConfigurationSetTrackingOptions::Output{};
}

// ---- v2 ----

Result<v2::CreateConfigurationSet::Output> Engine::handle(Turn& turn,
                                                          v2::CreateConfigurationSet const& op) {
  if (auto error = refusal_of_new_set(turn, op.configuration_set_name))
    return errors::in_v2(*error);
  if (auto error = refusal_of_options(op))
    return errors::in_v2(*error);
  ConfigurationSet set;
  set.name = op.configuration_set_name;
  set.tracking_options = op.tracking_options;
  set.delivery_options = op.delivery_options;
  set.suppression_options = op.suppression_options;
  set.tags = op.tags;
  if (op.reputation_options)
    set.reputation_metrics_enabled =
        op.reputation_options->reputation_metrics_enabled.value_or(false);
  if (op.sending_options)
    set.sending_enabled = op.sending_options->sending_enabled.value_or(true);
  add(turn, std::move(set));
  return v2::CreateConfigurationSet::Output{};
}

Result<v2::GetConfigurationSet::Output> Engine::handle(Turn& turn,
                                                       v2::GetConfigurationSet const& op) {
  auto const* const set = find_set(turn, op.configuration_set_name);
  if (set == nullptr)
    return errors::in_v2(errors::configuration_set_does_not_exist(op.configuration_set_name));
  v2::GetConfigurationSet::Output output;
  output.configuration_set_name = set->name;
  output.tracking_options = set->tracking_options;
  output.delivery_options = set->delivery_options.value_or(v2::DeliveryOptions{"OPTIONAL", {}, {}});
  output.reputation_options =
      v2::ReputationOptions{set->reputation_metrics_enabled, set->last_fresh_start};
  output.sending_options = v2::SendingOptions{set->sending_enabled};
  output.tags = set->tags;
  output.suppression_options = set->suppression_options;
  return output;
}

Result<v2::ListConfigurationSets::Output> Engine::handle(Turn& turn,
                                                         v2::ListConfigurationSets const& op) {
  auto page = set_names(turn, op.next_token, op.page_size);
  if (!page)
    return errors::in_v2(page.error());
  return v2::ListConfigurationSets::Output{std::move(page->names), std::move(page->next_token)};
}

Result<v2::DeleteConfigurationSet::Output> Engine::handle(Turn& turn,
                                                          v2::DeleteConfigurationSet const& op) {
  if (auto error = remove_set(turn, op.configuration_set_name))
    return errors::in_v2(*error);
  return v2::DeleteConfigurationSet::Output{};
}

Result<v2::PutConfigurationSetSendingOptions::Output> Engine::handle(
    Turn& turn, v2::PutConfigurationSetSendingOptions const& op) {
  if (auto error =
          allow_sending(turn, op.configuration_set_name, op.sending_enabled.value_or(false)))
    return errors::in_v2(*error);
  return v2::PutConfigurationSetSendingOptions::Output{};
}

Result<v2::PutConfigurationSetReputationOptions::Output> Engine::handle(
    Turn& turn, v2::PutConfigurationSetReputationOptions const& op) {
  if (auto error = change_set(turn, op.configuration_set_name, [&](ConfigurationSet& set) {
        set.reputation_metrics_enabled = op.reputation_metrics_enabled.value_or(false);
      }))
    return errors::in_v2(*error);
  return v2::PutConfigurationSetReputationOptions::Output{};
}

Result<v2::PutConfigurationSetSuppressionOptions::Output> Engine::handle(
    Turn& turn, v2::PutConfigurationSetSuppressionOptions const& op) {
  auto const reasons = op.suppressed_reasons.value_or(std::vector<std::string>{});
  if (auto error = refusal_of_reasons(reasons))
    return errors::in_v2(*error);
  if (auto error = change_set(turn, op.configuration_set_name, [&](ConfigurationSet& set) {
        set.suppression_options = v2::SuppressionOptions{reasons};
      }))
    return errors::in_v2(*error);
  return v2::PutConfigurationSetSuppressionOptions::Output{};
}

Result<v2::PutConfigurationSetTrackingOptions::Output> Engine::handle(
    Turn& turn, v2::PutConfigurationSetTrackingOptions const& op) {
  std::optional<v2::TrackingOptions> options;
  if (op.custom_redirect_domain) {
    if (auto error = refusal_of_domain(*op.custom_redirect_domain))
      return errors::in_v2(*error);
    if (auto error = refusal_of_https_policy(op.https_policy))
      return errors::in_v2(*error);
    options = v2::TrackingOptions{*op.custom_redirect_domain, op.https_policy};
  }
  if (auto error = change_set(turn, op.configuration_set_name,
                              [&](ConfigurationSet& set) { set.tracking_options = options; }))
    return errors::in_v2(*error);
  return v2::PutConfigurationSetTrackingOptions::Output{};
}

Result<v2::PutConfigurationSetDeliveryOptions::Output> Engine::handle(
    Turn& turn, v2::PutConfigurationSetDeliveryOptions const& op) {
  if (auto error = refusal_of_tls_policy(op.tls_policy))
    return errors::in_v2(*error);
  if (auto error = change_set(turn, op.configuration_set_name, [&](ConfigurationSet& set) {
        set.delivery_options =
            v2::DeliveryOptions{op.tls_policy, op.sending_pool_name, op.max_delivery_seconds};
      }))
    return errors::in_v2(*error);
  return v2::PutConfigurationSetDeliveryOptions::Output{};
}

}  // namespace proofbox::ses

#include "engines/sns_filter_tables/filter_case.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sns_shop.hpp"

namespace proofbox::test {
namespace {

using Scope = FilterCase::Scope;
using Verdict = FilterCase::Verdict;

std::string name_of(Scope scope) {
  return scope == Scope::body ? "MessageBody" : "MessageAttributes";
}

// "flavour String plain"
void add_attribute(sns::Publish& message, std::string_view written) {
  auto const name = written.substr(0, written.find(' '));
  written.remove_prefix(name.size() + 1);
  auto const type = written.substr(0, written.find(' '));
  written.remove_prefix(type.size() + 1);
  auto& value = message.message_attributes[std::string{name}];
  value.data_type = type;
  if (type == "Binary")
    value.binary_value = Blob{std::string{written}};
  else
    value.string_value = written;
}

void add_attributes(sns::Publish& message, std::string_view written) {
  constexpr std::string_view between = " | ";
  while (!written.empty()) {
    auto const one = written.substr(0, written.find(between));
    add_attribute(message, one);
    written.remove_prefix(std::min(one.size() + between.size(), written.size()));
  }
}

Result<std::string> subscribe(SnsShop& shop, FilterCase const& one) {
  sns::Subscribe op;
  op.topic_arn = shop.topic;
  op.protocol = "sqs";
  op.endpoint = queue_arn;
  op.attributes = {{"FilterPolicyScope", name_of(one.scope)}, {"FilterPolicy", one.policy}};
  auto const made = shop.turn(shop.sns, op);
  return made ? Result<std::string>{made->subscription_arn} : made.error();
}

Result<Nothing> set(SnsShop& shop, FilterCase const& one) {
  sns::SetSubscriptionAttributes op;
  op.subscription_arn = shop.subscribe(shop.topic);
  op.attribute_name = "FilterPolicyScope";
  op.attribute_value = name_of(one.scope);
  REQUIRE(shop.turn(shop.sns, op).ok());
  op.attribute_name = "FilterPolicy";
  op.attribute_value = one.policy;
  return shop.turn(shop.sns, op);
}

Verdict published(SnsShop& shop, FilterCase const& one) {
  auto message = shop.message(one.scope == Scope::body ? one.message : "hello");
  if (one.scope == Scope::attributes)
    add_attributes(message, one.message);
  REQUIRE(shop.publish(message).ok());
  return shop.turn.parcels.empty() ? Verdict::filtered_out : Verdict::delivered;
}

void check_message(FilterCase const& one) {
  SnsShop shop;
  shop.turn.allowed = one.allowed;
  auto const subscribed = subscribe(shop, one);
  if (!subscribed)
    FAIL_CHECK("was refused: " << subscribed.error().message);
  else
    CHECK(published(shop, one) == one.verdict);
}

// By Subscribe, too, in a word or two more; a sentence that has no "FilterPolicy: " has none there.
void check_refusal(FilterCase const& one) {
  SnsShop shop;
  shop.turn.allowed = one.allowed;
  auto const kept = set(shop, one);
  REQUIRE_FALSE(kept.ok());
  CHECK(kept.error().message == invalid(one.refusal).message);
  SnsShop other;
  other.turn.allowed = one.allowed;
  auto const subscribed = subscribe(other, one);
  REQUIRE_FALSE(subscribed.ok());
  bool const of_attribute = one.refusal.starts_with("FilterPolicy: ");
  CHECK(subscribed.error() == invalid((of_attribute ? "Attributes Reason: " : "") + one.refusal));
}

void check_newer_is_refused(FilterCase one) {
  SnsShop shop;
  auto const kept = set(shop, one);
  REQUIRE_FALSE(kept.ok());
  CHECK(kept.error().message.starts_with("Invalid parameter: FilterPolicy: "));
}

}  // namespace

FilterCase body_fits(std::string policy, std::string body, std::string source) {
  return {Scope::body, std::move(policy), std::move(body), Verdict::delivered,
          {},          std::move(source)};
}

FilterCase body_misses(std::string policy, std::string body, std::string source) {
  auto one = body_fits(std::move(policy), std::move(body), std::move(source));
  one.verdict = Verdict::filtered_out;
  return one;
}

FilterCase attributes_fit(std::string policy, std::string attributes, std::string source) {
  auto one = body_fits(std::move(policy), std::move(attributes), std::move(source));
  one.scope = Scope::attributes;
  return one;
}

FilterCase attributes_miss(std::string policy, std::string attributes, std::string source) {
  auto one = attributes_fit(std::move(policy), std::move(attributes), std::move(source));
  one.verdict = Verdict::filtered_out;
  return one;
}

FilterCase refused(std::string policy, std::string sentence, int column, std::string source) {
  auto refusal = "FilterPolicy: " + sentence;
  if (column != nowhere)
    refusal += fmt::format("\n at [Source: (String)\"{}\"; line: 1, column: {}]", policy, column);
  return {Scope::body,      std::move(policy),  {},
          Verdict::refused, std::move(refusal), std::move(source)};
}

FilterCase no_json(std::string policy, std::string trouble, int line, int column,
                   std::string source) {
  auto refusal = fmt::format(
      "FilterPolicy: failed to parse JSON. {}\n at [Source: REDACTED "
      "(`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: {}, column: {}]",
      trouble, line, column);
  return {Scope::body,      std::move(policy),  {},
          Verdict::refused, std::move(refusal), std::move(source)};
}

FilterCase where_allowed(FilterCase one) {
  one.allowed.newer_filters = true;
  return one;
}

void check_all(FilterCases const& cases) {
  for (auto const& one : cases) {
    INFO("policy: " << one.policy.substr(0, 300));
    INFO(name_of(one.scope) << ": " << one.message.substr(0, 300));
    INFO("source: " << one.source);
    if (one.verdict == Verdict::refused)
      check_refusal(one);
    else
      check_message(one);
    if (one.verdict != Verdict::refused && one.allowed.newer_filters)
      check_newer_is_refused(one);
  }
}

}  // namespace proofbox::test

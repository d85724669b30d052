#include "faults/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::faults {
namespace {

template <class... Ts>
struct Cases : Ts... {
  using Ts::operator()...;
};

// Members of inputs that say by name, URL or ARN what a call is about.
constexpr std::string_view naming_members[] = {"QueueUrl",
                                               "QueueName",
                                               "TopicArn",
                                               "TargetArn",
                                               "SubscriptionArn",
                                               "Name",
                                               "ResourceArn",
                                               "SourceArn",
                                               "DestinationArn",
                                               "FunctionName",
                                               "EventSourceArn",
                                               "EndpointArn",
                                               "Source",
                                               "FromEmailAddress",
                                               "Identity",
                                               "EmailIdentity",
                                               "EmailAddress",
                                               "TemplateName",
                                               "ConfigurationSetName",
                                               "RuleSetName",
                                               "PlatformApplicationArn",
                                               "PhoneNumber",
                                               "MessageAttributeProductId"};

bool is_naming(Member const& member) {
  auto const* type = member.type->kind == Kind::optional ? member.type->element : member.type;
  return type->kind == Kind::text && std::find(std::begin(naming_members), std::end(naming_members),
                                               member.name) != std::end(naming_members);
}

std::string_view text_in(Member const& member, void const* input) {
  auto const* value = member.in(input);
  if (member.type->kind == Kind::optional) {
    if (!member.type->present(value))
      return {};
    value = member.type->value(value);
  }
  return *static_cast<std::string const*>(value);
}

std::string_view behind_last(std::string_view text, char separator) {
  auto const last = text.rfind(separator);
  return last == std::string_view::npos ? text : text.substr(last + 1);
}

// What a URL or an ARN ends in, as far as it has a name: of a subscription's that is its topic.
std::string_view name_of(std::string_view resource) {
  if (!resource.starts_with("arn:"))
    return resource.find("://") == std::string_view::npos ? resource : behind_last(resource, '/');
  auto const parts = split(resource, ':');
  if (parts.size() > 6 && parts[5] == "function")
    return parts[6];
  return parts.size() > 5 ? behind_last(parts[5], '/') : resource;
}

// "http://box/000000000000/jobs", "arn:aws:sqs:us-east-1:000000000000:jobs", an ARN with more
// behind that, "Shop <shop@example.com>", or the name itself.
bool names(std::string_view value, std::string_view resource) {
  if (value == resource)
    return true;
  auto const parts = split(value, ':');
  constexpr std::size_t of_every_arn = 5;
  for (auto i = value.starts_with("arn:") ? of_every_arn : 0; i < parts.size(); ++i)
    if (parts[i] == resource || behind_last(parts[i], '/') == resource)
      return true;
  auto const open = value.rfind('<');
  return open != std::string_view::npos && value.ends_with('>') &&
         value.substr(open + 1, value.size() - open - 2) == resource;
}

std::string where_text(Breakdown const& breakdown) {
  switch (breakdown.where) {
    case Breakdown::Where::before: return "before it begins";
    case Breakdown::Where::after: return "at its end";
    case Breakdown::Where::between: break;
  }
  return fmt::format("after {} call{}", breakdown.calls, breakdown.calls == 1 ? "" : "s");
}

}  // namespace

Instant Moment::since(Instant laid) const {
  if (at)
    return *at;
  return after > Instant::max() - std::max(laid, Instant{}) ? Instant::max() : laid + after;
}

bool Rule::selects(Operation const& operation, void const* input) const {
  auto const* calls = std::get_if<Calls>(&of);
  if (calls == nullptr || calls->service != operation.service ||
      !(calls->operation.empty() || calls->operation == operation.name))
    return false;
  if (calls->resource.empty())
    return true;
  auto const& members = operation.input->members();
  auto const resource = name_of(calls->resource);
  return std::any_of(members.begin(), members.end(), [&](Member const& member) {
    return is_naming(member) && names(text_in(member, input), resource);
  });
}

bool Rule::selects(HttpRequest const& request) const {
  auto const* requests = std::get_if<Requests>(&of);
  return requests != nullptr && requests->host == request.host &&
         std::string_view{request.target}.starts_with(requests->path);
}

bool Rule::selects(std::string_view function) const {
  auto const* runs = std::get_if<Runs>(&of);
  return runs != nullptr && runs->function == function;
}

std::string selection_text(Rule const& rule) {
  return std::visit(Cases{[](Calls const& calls) {
                            auto text = calls.service;
                            if (!calls.operation.empty())
                              text += '.' + calls.operation;
                            return calls.resource.empty() ? text : text + " of " + calls.resource;
                          },
                          [](Requests const& requests) {
                            return fmt::format("requests to {}{}", requests.host, requests.path);
                          },
                          [](Runs const& runs) { return runs.function; }},
                    rule.of);
}

std::string effect_text(Rule const& rule) {
  return std::visit(
      Cases{[](Fails const& fails) {
              return fails.own ? "fails with " + fails.own->code
                               : fmt::format("is refused: {}", name_of(fails.as));
            },
            [](Loses const& loses) {
              return std::string{loses.answer ? "loses its answer" : "is lost"};
            },
            [](Slows const& slows) {
              return fmt::format("takes {} longer", duration_text(slows.by));
            },
            [](Answers const& answers) { return fmt::format("is answered {}", answers.status); },
            [](Repeats const&) { return std::string{"comes twice"}; },
            [](Breakdown const& breakdown) {
              return fmt::format("{} {}", breakdown.hangs ? "hangs" : "crashes",
                                 where_text(breakdown));
            }},
      rule.effect);
}

std::string standing_name(Rule const& rule) {
  std::string which;
  constexpr auto endless = std::numeric_limits<std::uint64_t>::max();
  if (rule.first == rule.last)
    which = fmt::format(" {}", rule.first);
  else if (rule.last != endless)
    which = fmt::format(" {} to {}", rule.first, rule.last);
  else if (rule.first != 1)
    which = fmt::format(" from {} on", rule.first);
  return selection_text(rule) + which + ' ' + effect_text(rule);
}

bool has_resource(Shape const& input) {
  return std::any_of(input.members().begin(), input.members().end(), is_naming);
}

}  // namespace proofbox::faults

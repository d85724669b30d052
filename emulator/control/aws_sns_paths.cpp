// What SNS sent to phones and devices under /_aws/sns, where tests written for LocalStack look for
// it, a phone's owner who wants no more of it, and the tokens that confirm subscriptions; they get
// the answers that they expect.
// https://docs.localstack.cloud/aws/services/sns/ (developer endpoints).
#include <fmt/format.h>

#include <algorithm>

#include "control/answers.hpp"
#include "control/control.hpp"

namespace proofbox::control {
namespace {

struct Place {
  std::string_view method;
  std::string_view path;
  std::string_view operation;  // of the sandbox
  std::string_view field;      // what it may be asked for, besides account and region
};
constexpr Place places[] = {
    {"GET", "/_aws/sns/sms-messages", "ViewSmsMessages", "phoneNumber"},
    {"DELETE", "/_aws/sns/sms-messages", "DeleteSmsMessages", "phoneNumber"},
    {"GET", "/_aws/sns/platform-endpoint-messages", "ViewPushMessages", "endpointArn"},
    {"DELETE", "/_aws/sns/platform-endpoint-messages", "DeletePushMessages", "endpointArn"},
    {"POST", "/_aws/sns/phone-opt-outs", "OptOutPhoneNumber", "phoneNumber"},
};

// What stands in the query string or, of a POST, in a body of JSON.
struct Asked {
  std::optional<std::string> account, region, phone_number;
  static Shape const& shape() {
    static Shape const shape = Describe<Asked>("Asked")
                                   .member("accountId", &Asked::account)
                                   .member("region", &Asked::region)
                                   .member("phoneNumber", &Asked::phone_number);
    return shape;
  }
};

void add(Form& form, std::string_view name, std::optional<std::string> const& value) {
  if (value)
    form.emplace_back(name, *value);
}

std::optional<Form> fields_of(HttpRequest const& request) {
  auto form = read_form(request.query());
  if (!form || request.method != "POST")
    return form;
  Asked asked;
  if (from_json(request.body, asked))
    return {};
  add(*form, "accountId", asked.account);
  add(*form, "region", asked.region);
  add(*form, "phoneNumber", asked.phone_number);
  return form;
}

// ---- tokens ----

constexpr std::string_view subscription_tokens = "/_aws/sns/subscription-tokens/";

struct Tokens {
  struct Token {
    std::string token;
    static Shape const& shape() {
      static Shape const shape = Describe<Token>("Token").member("token", &Token::token);
      return shape;
    }
  };
  std::vector<Token> tokens;
  static Shape const& shape() {
    static Shape const shape = Describe<Tokens>("Tokens").member("tokens", &Tokens::tokens);
    return shape;
  }
};

HttpResponse told_of(std::string_view arn, int status, std::string_view name,
                     std::string_view text) {
  std::string body = "{";
  write_json_text(body, name);
  body += ':';
  write_json_text(body, text);
  body += ",\"subscription_arn\":";
  write_json_text(body, arn);
  return json(status, body + '}');
}

HttpResponse subscription_token(Box& box, std::string_view arn) {
  auto const parts = split(arn, ':');
  if (parts.size() != 7 || parts[0] != "arn" || parts[2] != "sns")
    return told_of(arn, 400, "error", "This is no ARN of a subscription.");
  std::string input = "{\"subscription\":";
  write_json_text(input, arn);
  Tokens found;
  if (from_json(box.look("sns", "ListSubscriptionTokens", input + '}'), found) ||
      found.tokens.empty())
    return told_of(arn, 404, "error", "The box has no token of this subscription.");
  return told_of(arn, 200, "subscription_token", found.tokens.front().token);
}

// ---- messages and opting out ----

std::string otherwise(std::string_view given, std::string const& standing) {
  return given.empty() ? standing : std::string{given};
}

}  // namespace

Task<HttpResponse> Control::aws_sns(std::string_view path, HttpRequest const& request) {
  if (path.starts_with(subscription_tokens)) {
    if (request.method != "GET")
      co_return refuse(405, fmt::format("{} does not take {}.", path, request.method));
    co_return subscription_token(
        box_, percent_decode(path.substr(subscription_tokens.size()), /*plus_is_blank*/ false));
  }
  auto const is_here = [&](Place const& place) { return place.path == path; };
  auto const is_it = [&](Place const& place) {
    return place.path == path && place.method == request.method;
  };
  auto const* place = std::find_if(std::begin(places), std::end(places), is_it);
  if (place == std::end(places) && std::any_of(std::begin(places), std::end(places), is_here))
    co_return refuse(405, fmt::format("{} does not take {}.", path, request.method));
  auto const target =
      place == std::end(places) ? Box::Target{} : box_.find("sns", place->operation);
  if (!target)
    co_return nothing_at(path, request);
  auto const form = fields_of(request);
  auto const& operation = *target.row->operation;
  auto const input = operation.make_input();
  auto const output = operation.make_output();
  if (!form || read_query(*form, *operation.input, QueryStyle::nested, input.get()))
    co_return refuse(
        400, fmt::format("{} takes \"accountId\", \"region\" and \"{}\".", path, place->field));
  Caller caller;
  caller.account = otherwise(field(*form, "accountId"), caller.account);
  caller.region = otherwise(field(*form, "region"), box_.settings().region);
  if (place->method == "GET") {
    if (auto const error = box_.look(target, caller, input.get(), output.get()))
      co_return refuse(error->status, error->message);
    std::string body;
    write_json(body, *operation.output, output.get());
    co_return json(200, std::move(body));
  }
  if (auto const error = co_await box_.call(target, caller, 0, input.get(), output.get()))
    co_return refuse(error->status, error->message);
  co_return HttpResponse{204, {}, {}};
}

}  // namespace proofbox::control

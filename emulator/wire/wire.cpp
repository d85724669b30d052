#include "wire/wire.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "box/signing_key.hpp"
#include "ports/signer.hpp"
#include "shape/json.hpp"
#include "wire/sigv4.hpp"

namespace proofbox::wire {
namespace {

constexpr std::size_t other_body_limit = 2 << 20;
constexpr std::size_t state_body_limit = 64 << 20;
constexpr std::size_t http_api_body_limit = 10'000'000;
constexpr std::string_view form_type = "application/x-www-form-urlencoded";

bool is_account(std::string_view key) {
  return key.size() == 12 &&
         std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Lambda and others put the date of an api before their REST paths: "/2015-03-31/functions". Those
// that are not here are told so by an error of AWS's, the only one that their clients understand.
bool is_dated(std::string_view path) {
  constexpr std::string_view pattern = "/0000-00-00/";
  if (path.size() < pattern.size())
    return false;
  for (std::size_t i = 0; i < pattern.size(); ++i)
    if (pattern[i] == '0' ? path[i] < '0' || path[i] > '9' : path[i] != pattern[i])
      return false;
  return true;
}

// Stands for every api that is not here: it has no operation at all.
Api const& absent_api() {
  static Api const api = [] {
    Api absent;
    absent.body_limit = 6 << 20;  // of Lambda, the one that is called the most
    return absent;
  }();
  return api;
}

// "/ACCOUNT/NAME".
bool is_queue_path(std::string_view path) {
  if (path.size() < 2)
    return false;
  auto const slash = path.find('/', 1);
  return slash != std::string_view::npos && slash + 1 < path.size() &&
         is_account(path.substr(1, slash - 1));
}

// kombu posts to a queue's path without naming the queue in the form.
void take_queue_from_path(HttpRequest const& request, Form& form) {
  if (is_queue_path(request.path()) && field(form, "QueueUrl").empty())
    form.emplace_back("QueueUrl", percent_decode(request.path(), false));
}

bool has_member(Row const& row, std::string_view name) {
  auto const& members = row.operation->input->members();
  return std::any_of(members.begin(), members.end(),
                     [&](Member const& member) { return member.name == name; });
}

// Who asks for a queue's path and for no action meets SQS's own way of not knowing what to do.
HttpResponse nothing_to_do() {
  return {404, {{"Content-Type", "text/xml"}}, "<UnknownOperationException/>\n"};
}

// A link in a message or a mail bears no signature: who follows it is where the ARN in it is.
void take_for_owner(Caller& caller, Form const& form) {
  for (auto const* const name : {"TopicArn", "SubscriptionArn"}) {
    auto const parts = split(field(form, name), ':');
    if (parts.size() < 6 || parts[3].empty() || !is_account(parts[4]))
      continue;
    caller.region = parts[3];
    caller.account = parts[4];
    return;
  }
}

// What SNS's signatures are verified with; whoever receives a message fetches it.
HttpResponse certificate() {
  return {200, {{"Content-Type", "application/x-pem-file"}}, std::string{signing_certificate}};
}

// A form may ask for its answer in JSON.
Protocol const& query_protocol(HttpRequest const& request) {
  constexpr std::string_view json = "application/json";
  return header(request.headers, "Accept").starts_with(json) ? aws_query_in_json() : aws_query();
}

bool is_below(std::string_view path, Api const& api) {
  return !api.path_prefix.empty() && path.starts_with(api.path_prefix);
}

// A former path is known by what stands before its first member.
bool is_former(std::string_view path, Row const& row) {
  auto const former = row.route ? row.route->former_path : std::string_view{};
  return !former.empty() && path.starts_with(former.substr(0, former.find('{')));
}

}  // namespace

Wire::Wire(Box& box) : box_(box), ids_(box.settings().seed, "request ids") {}

Api const* Wire::api_of(HttpRequest const& request, std::string_view action,
                        std::string_view version) const {
  Api const* by_action = nullptr;
  auto const scope = credential_scope(request);
  for (auto const* api : box_.apis()) {
    if (api->version.empty())
      continue;
    if (scope && api->service == scope->service)
      return api;
    if (version == api->version || (by_action == nullptr && api->find(action) != nullptr))
      by_action = api;
  }
  return by_action;
}

std::optional<Wire::Addressed> Wire::address(HttpRequest const& request) const {
  if (auto const target = header(request.headers, "X-Amz-Target"); !target.empty()) {
    auto const dot = target.rfind('.');
    auto const prefix = target.substr(0, dot);
    auto const action = dot == std::string_view::npos ? target : target.substr(dot + 1);
    for (auto const* api : box_.apis())
      if (!api->target_prefix.empty() && api->target_prefix == prefix)
        return Addressed{api, &aws_json(), std::string{action}};
    return Addressed{&absent_api(), &aws_json(), std::string{action}};
  }
  for (auto const* api : box_.apis())
    if (is_below(request.path(), *api) ||
        std::any_of(api->rows.begin(), api->rows.end(),
                    [&](Row const& row) { return is_former(request.path(), row); }))
      return Addressed{api, &rest(), {}};
  if (is_dated(request.path())) {
    auto const scope = credential_scope(request);
    for (auto const* api : box_.apis())
      if (api->has_dated_paths && (!scope || scope->service == api->service))
        return Addressed{api, &rest(), {}};
    return Addressed{&absent_api(), &rest(), {}};
  }

  bool const is_form =
      request.method == "POST" && header(request.headers, "Content-Type").starts_with(form_type);
  bool const asks = request.query().find("Action=") != std::string_view::npos;
  bool const is_signed = credential_scope(request).has_value();
  if (!is_form && !asks && !is_signed)
    return {};
  auto const& query = query_protocol(request);
  auto form = read_form(request.query());
  if (auto body = is_form ? read_form(request.body) : Form{}; form && body)
    form->insert(form->begin(), body->begin(), body->end());
  else
    form.reset();
  // What cannot be read, and has no other mark of AWS, may be for a function behind its own path.
  bool const is_marked =
      asks || is_signed || request.path() == "/" || is_queue_path(request.path());
  if (!form && !is_marked)
    return {};
  if (!form) {
    auto const* api = api_of(request, {}, {});
    return Addressed{api == nullptr ? box_.apis().front() : api, &query, "\xff"};
  }
  auto const action = std::string{field(*form, "Action")};
  if (action.empty() && !is_signed)
    return {};
  auto const* api = api_of(request, action, field(*form, "Version"));
  if (api == nullptr)
    api = box_.apis().front();
  take_queue_from_path(request, *form);
  return Addressed{api, &query, action, std::move(*form)};
}

Caller Wire::caller_of(HttpRequest const& request, Form const& form) const {
  Caller caller;
  caller.region = box_.settings().region;
  if (!request.host.empty())
    caller.endpoint = "http://" + request.host + request.prefix;
  if (auto const scope = credential_scope(request)) {
    caller.region = scope->region;
    if (is_account(scope->access_key))
      caller.account = scope->access_key;
  } else {
    caller.is_anonymous = true;
    if (request.body.empty())
      take_for_owner(caller, form);
  }
  caller.trace_header = header(request.headers, "X-Amzn-Trace-Id");
  return caller;
}

Row const* Wire::row_of(Exchange const& exchange, Protocol const& protocol) {
  auto const* row = &protocol == &rest() ? route_of(exchange.api, exchange.request) : nullptr;
  if (row == nullptr)
    for (auto const& candidate : exchange.api.rows)
      if (candidate.operation->name == exchange.action)
        row = &candidate;
  // A queue's path takes what is done to a queue.
  bool const of_queue = is_queue_path(exchange.request.path());
  if (row != nullptr && of_queue && !exchange.form.empty() && !has_member(*row, "QueueUrl"))
    row = nullptr;
  return row;
}

std::optional<Wire::Meant> Wire::read(HttpRequest const& request) const {
  auto addressed = address(request);
  if (!addressed)
    return {};
  auto const& protocol = *addressed->protocol;
  Exchange const exchange{
      request, *addressed->api, {}, std::move(addressed->action), std::move(addressed->form)};
  auto const* const row = row_of(exchange, protocol);
  if (row == nullptr)
    return {};
  auto input = row->operation->make_input();
  if (protocol.read(exchange, *row, input.get()))
    return {};
  return Meant{box_.target(exchange.api, *row), caller_of(request, exchange.form),
               std::move(input)};
}

Task<std::optional<HttpResponse>> Wire::handle(HttpRequest const& request) {
  if (request.path() == signing_certificate_path)
    co_return certificate();
  auto addressed = address(request);
  bool const of_queue = is_queue_path(request.path());
  bool const asks_nothing = addressed && addressed->action.empty() && !addressed->form.empty();
  if (of_queue && (!addressed || asks_nothing))
    co_return nothing_to_do();
  if (!addressed)
    co_return std::nullopt;
  auto const& protocol = *addressed->protocol;
  Exchange const exchange{request, *addressed->api, ids_.uuid(), std::move(addressed->action),
                          std::move(addressed->form)};
  if (exchange.action == "\xff") {
    Error const malformed{"MalformedQueryString",
                          "The form of the request is not valid UTF-8 or has too many fields.",
                          400};
    co_return protocol.refuse(exchange, malformed);
  }
  auto const* const row = row_of(exchange, protocol);
  if (row == nullptr)
    co_return protocol.refuse(exchange, protocol.unknown_action(exchange));

  auto const input = row->operation->make_input();
  auto const output = row->operation->make_output();
  if (auto const misfit = protocol.read(exchange, *row, input.get()))
    co_return protocol.refuse(exchange, exchange.api.word(*misfit));
  auto const caller = caller_of(request, exchange.form);
  auto const target = box_.target(exchange.api, *row);
  auto const error = co_await box_.call(target, caller, request.cause, input.get(), output.get());
  if (error && error->status == 0)
    co_return HttpResponse{0};
  if (error)
    co_return protocol.refuse(exchange, *error);
  co_return protocol.answer(exchange, *row, output.get());
}

HttpResponse Wire::refuse(HttpRequest const& request, Error const& error) {
  auto const addressed = address(request);
  if (!addressed) {
    std::string body = "{\"message\":";
    write_json_text(body, error.message);
    return {error.status, {{"Content-Type", "application/json"}}, body + '}'};
  }
  Exchange const exchange{request, *addressed->api, ids_.uuid(), addressed->action,
                          addressed->form};
  return addressed->protocol->refuse(exchange, error);
}

std::size_t Wire::body_limit(HttpRequest const& head) const {
  if (head.path() == "/_proofbox/state")
    return state_body_limit;
  if (auto const addressed = address(head))
    return addressed->api->body_limit;
  // A form says which api it is for in a body that is not there yet: the scope or nothing decides.
  if (header(head.headers, "Content-Type").starts_with(form_type))
    return box_.apis().front()->body_limit;
  return head.path().starts_with("/_") ? other_body_limit : http_api_body_limit;
}

}  // namespace proofbox::wire

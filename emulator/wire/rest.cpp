// REST JSON: the operation in method and path, members in path, query string and body.
#include "base/text.hpp"
#include "shape/json.hpp"
#include "wire/protocol.hpp"

namespace proofbox::wire {
namespace {

// Pairs a path with a route's pattern; nothing where they differ. "{Name}" takes one segment,
// decoded.
std::optional<Form> fit(std::string_view pattern, std::string_view path) {
  auto const wanted = split(pattern, '/');
  auto const given = split(path, '/');
  if (wanted.size() != given.size())
    return {};
  Form members;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{'))
      members.emplace_back(wanted[i].substr(1, wanted[i].size() - 2),
                           percent_decode(given[i], false));
    else if (wanted[i] != given[i])
      return {};
  }
  return members;
}

std::optional<Form> fit(Route const& route, std::string_view path) {
  auto members = fit(route.path, path);
  return members || route.former_path.empty() ? members : fit(route.former_path, path);
}

// "/v2/email/identities/" is "/v2/email/identities".
std::string_view plain_path(HttpRequest const& request) {
  auto path = request.path();
  if (path.size() > 1 && path.ends_with('/'))
    path.remove_suffix(1);
  return path;
}

// A field that may come more than once is a list, and this is one of its items.
std::optional<Misfit> assign(Member const& member, void* input, std::string_view text) {
  auto const* type = member.type;
  auto* at = member.in(input);
  if (type->kind == Kind::list) {
    at = type->append(at);
    type = type->element;
  }
  if (is_utf8(text) && assign_text(*type, at, text))
    return {};
  return Misfit{Misfit::Kind::type, std::string{member.name}, std::string{text}};
}

// The member that is the whole body; null where there is none.
Member const* payload_of(Shape const& shape) {
  for (auto const& member : shape.members())
    if (member.traits.place == Place::payload)
      return &member;
  return nullptr;
}

void assign_bytes(Member const& member, void* input, std::string_view bytes) {
  static_cast<Blob*>(member.in(input))->bytes = bytes;
}

// A scalar that may be absent, which is an empty text.
std::string text_of(Member const& member, void const* output) {
  auto const* type = member.type;
  auto const* at = member.in(output);
  if (type->kind == Kind::optional) {
    if (!type->present(at))
      return {};
    at = type->value(at);
    type = type->element;
  }
  return type->kind == Kind::blob ? std::string{} : proofbox::text_of(*type, at);
}

class Rest : public Protocol {
 public:
  std::optional<Misfit> read(Exchange const& exchange, Row const& row, void* input) const override {
    auto const& shape = *row.operation->input;
    auto const in_path = fit(*row.route, plain_path(exchange.request));
    auto const in_query = read_form(exchange.request.query());
    if (!in_query)
      return Misfit{Misfit::Kind::syntax, {}, "the query string is not UTF-8"};
    for (auto const& member : shape.members()) {
      auto const place = member.traits.place;
      if (place == Place::header) {
        auto const value = header(exchange.request.headers, member.traits.name_in_header);
        if (!value.empty())
          if (auto misfit = assign(member, input, value))
            return misfit;
      } else if (place == Place::payload) {
        assign_bytes(member, input, exchange.request.body);
      }
      if (place != Place::path && place != Place::query_string)
        continue;
      auto const& fields = member.traits.place == Place::path ? *in_path : *in_query;
      for (auto const& [name, value] : fields)
        if (name == member.query_name())
          if (auto misfit = assign(member, input, value))
            return misfit;
    }
    if (payload_of(shape) != nullptr)
      return {};
    return read_json(exchange.request.body, shape, input, Unknown::skipped, Members::of_body);
  }

  HttpResponse answer(Exchange const& exchange, Row const& row, void const* output) const override {
    auto const& shape = *row.operation->output;
    HttpResponse response{row.route->status, headers_of(exchange), {}};
    auto const* const payload = payload_of(shape);
    if (payload == nullptr && response.status != 204)
      write_json(response.body, shape, output);
    if (payload == nullptr)
      return response;
    response.body = static_cast<Blob const*>(payload->in(output))->bytes;
    for (auto const& member : shape.members()) {
      auto const text = text_of(member, output);
      if (member.traits.place == Place::status)
        response.status = static_cast<int>(parse_integer(text).value_or(response.status));
      else if (member.traits.place == Place::header && !text.empty())
        response.headers.emplace_back(member.traits.name_in_header, text);
    }
    return response;
  }

  HttpResponse refuse(Exchange const& exchange, Error const& error) const override {
    HttpResponse response{error.status, headers_of(exchange), {}};
    response.headers.emplace_back("x-amzn-ErrorType", error.code);
    if (exchange.api.error_has_fault) {
      response.body = error.status < 500 ? R"({"Type":"User")" : R"({"Type":"Service")";
      if (!error.reason.empty())
        response.body += ",\"Reason\":\"" + error.reason + '"';
    } else {
      response.body = "{\"__type\":";
      write_json_text(response.body, error.code);
    }
    response.body += ",\"message\":";
    write_json_text(response.body, error.message);
    response.body += '}';
    return response;
  }

  Error unknown_action(Exchange const&) const override {
    return {"UnknownOperationException", "The requested operation is not supported.", 404};
  }

 private:
  static Headers headers_of(Exchange const& exchange) {
    return {{"Content-Type", "application/json"}, {"x-amzn-RequestId", exchange.request_id}};
  }
};

}  // namespace

Protocol const& rest() {
  static Rest const protocol;
  return protocol;
}

Row const* route_of(Api const& api, HttpRequest const& request) {
  auto const path = plain_path(request);
  for (auto const& row : api.rows)
    if (row.route && row.route->method == request.method && fit(*row.route, path))
      return &row;
  return nullptr;
}

}  // namespace proofbox::wire

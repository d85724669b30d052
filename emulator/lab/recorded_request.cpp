#include "lab/recorded_request.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "lab/reading.hpp"
#include "ports/http_headers.hpp"
#include "shape/json.hpp"
#include "wire/sigv4.hpp"

namespace proofbox::lab {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  write_json_text(out, text);
  return out;
}

bool is_word(std::string_view text) {
  return !text.empty() && text.find(' ') == std::string_view::npos && is_utf8(text);
}

bool is_account(std::string_view key) {
  return key.size() == 12 && key.find_first_not_of("0123456789") == std::string_view::npos;
}

// Who signed, without the signature; a key that is no account's number is nobody's business.
std::string authorization(wire::CredentialScope const& scope) {
  return fmt::format("AWS4-HMAC-SHA256 Credential={}/20230525/{}/{}/aws4_request",
                     is_account(scope.access_key) ? scope.access_key : "test", scope.region,
                     scope.service);
}

// Of one name once: whoever sends it twice means both.
Headers kept_headers(HttpRequest const& request) {
  Headers kept;
  for (auto const& [name, value] : request.headers) {
    if (!is_of_the_request(name))
      continue;
    auto const same = std::find_if(kept.begin(), kept.end(), [&, &key = name](auto const& held) {
      return equal_ignoring_case(held.first, key);
    });
    if (same == kept.end())
      kept.emplace_back(name, value);
    else
      same->second += (equal_ignoring_case(name, "Cookie") ? "; " : ",") + value;
  }
  bool const is_signed = !header(request.headers, "Authorization").empty();
  if (auto const scope = wire::credential_scope(request); scope && is_signed)
    kept.emplace_back("Authorization", authorization(*scope));
  return kept;
}

// JSON that is sent in just these bytes may stand there as what it is.
bool is_plain_json(std::string const& body) {
  if (!body.starts_with('{') && !body.starts_with('['))
    return false;
  Place where;
  auto const node = read_document(body, where);
  return node && whole(*node) == body;
}

}  // namespace

std::string endpoint_of(HttpRequest const& request) {
  return request.host.empty() ? "http://box" : "http://" + request.host + request.prefix;
}

std::string body_text(std::string const& body) {
  return is_utf8(body) ? "\"body\": " + quoted(body) : "\"bytes\": " + quoted(base64(body));
}

std::optional<std::string> http_text(HttpRequest const& request, std::string const& endpoint) {
  auto const headers = kept_headers(request);
  auto const at = endpoint_of(request);
  bool const is_known = at == endpoint || request_to("GET", at).has_value();
  bool can_be_told = is_known && is_word(request.method) && is_utf8(request.target) &&
                     request.target.starts_with('/');
  for (auto const& [name, value] : headers)
    can_be_told = can_be_told && is_utf8(name) && is_utf8(value);
  if (!can_be_told)
    return {};
  auto text = "\"do\": " + quoted(request.method + ' ' + request.target);
  if (at != endpoint)
    text += ", \"as\": {\"endpoint\": " + quoted(at) + '}';
  std::string list;
  for (auto const& [name, value] : headers)
    list += fmt::format("{}{}: {}", list.empty() ? "" : ", ", quoted(name), quoted(value));
  if (!list.empty())
    text += ", \"headers\": {" + list + '}';
  if (request.body.empty())
    return text;
  if (!header(headers, "Content-Type").empty() && is_plain_json(request.body))
    return text + ", \"body\": " + request.body;
  return text + ", " + body_text(request.body);
}

std::optional<std::string> input_text(Operation const& operation, void const* input) {
  std::string text, again;
  write_json(text, *operation.input, input);
  auto const read = operation.make_input();
  if (read_json(text, *operation.input, read.get()))
    return {};
  write_json(again, *operation.input, read.get());
  if (again != text)
    return {};
  return "\"with\": " + text;
}

std::string answer_text(Result<HttpResponse> const& answer) {
  if (answer)
    return fmt::format("{{\"status\": {}, {}}}", answer->status, body_text(answer->body));
  auto const& error = answer.error();
  return fmt::format("{{\"error\": {{\"code\": {}, \"message\": {}, \"status\": {}}}}}",
                     quoted(error.code), quoted(error.message), error.status);
}

}  // namespace proofbox::lab

// HTTP as the house speaks it: plain structs, no sockets. Who sends and who answers are ports.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "base/text.hpp"

namespace proofbox {

using Headers = std::vector<std::pair<std::string, std::string>>;

// The value of a header, whatever the case of its name, or an empty text.
inline std::string_view header(Headers const& headers, std::string_view name) {
  for (auto const& [key, value] : headers)
    if (equal_ignoring_case(key, name))
      return value;
  return {};
}

struct HttpRequest {
  std::string method;
  std::string host;    // "127.0.0.1:4566", as the Host header or the URL has it
  std::string target;  // path and query string, "/product/donut?a=1"
  Headers headers = {};
  std::string body = {};
  std::uint64_t cause = 0;  // the event that this request follows from; not on the wire
  bool is_tls = false;      // https
  std::string prefix = {};  // what was taken off the path, "/_box/t42": links lead back there

  std::string_view path() const { return std::string_view{target}.substr(0, target.find('?')); }
  std::string_view query() const {
    auto const mark = target.find('?');
    return mark == std::string::npos ? std::string_view{}
                                     : std::string_view{target}.substr(mark + 1);
  }
};

// A body that is told piece by piece while it comes about.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
  // The next piece, as soon as there is one; nothing at the end. Whoever no longer listens drops
  // the task.
  virtual Task<std::optional<std::string>> next() = 0;
};

struct HttpResponse {
  int status = 200;  // 0: none comes, and the connection ends instead
  Headers headers = {};
  std::string body = {};
  std::shared_ptr<HttpStream> stream = {};  // instead of a body
};

// Splits "http://host:port/path", or the same with https, into host and target; nothing where it is
// no such URL.
inline std::optional<HttpRequest> request_to(std::string_view method, std::string_view url) {
  constexpr std::string_view plain = "http://", secure = "https://";
  HttpRequest request;
  request.is_tls = url.starts_with(secure);
  bool const is_printable =
      std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7f; });
  if (!is_printable || (!request.is_tls && !url.starts_with(plain)))
    return {};
  url.remove_prefix(request.is_tls ? secure.size() : plain.size());
  url = url.substr(0, url.find('#'));
  auto const end = std::min(url.find_first_of("/?"), url.size());
  request.method = method;
  request.host = url.substr(0, end);
  request.target = url.substr(end);
  if (!request.target.starts_with('/'))
    request.target.insert(0, 1, '/');
  return request.host.empty() ? std::nullopt : std::optional{std::move(request)};
}

// Sends a request to its host and gives the answer, or an Error (status 0) where none came.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  virtual Task<Result<HttpResponse>> send(HttpRequest const& request) = 0;
  Task<Result<HttpResponse>> send(HttpRequest const&&) = delete;  // name it first: base/task.hpp
};

// Answers requests that are its own; nothing for all others. The request outlives the task.
class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  virtual Task<std::optional<HttpResponse>> handle(HttpRequest const& request) = 0;
};

}  // namespace proofbox

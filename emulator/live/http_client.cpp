#include "live/http_client.hpp"

#include <algorithm>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

namespace proofbox::live {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto time_limit = std::chrono::seconds{20};
constexpr std::size_t field_bytes_max = 32 << 10;  // of a header, the host among them
constexpr std::size_t response_bytes_max = 10 << 20;

Error failure(HttpRequest const& request, error_code const& error) {
  return {"ConnectionFailed", "No answer from " + request.host + ": " + error.message() + '.', 0};
}

// Beast throws where it cannot write a header.
bool fits(HttpRequest const& request) {
  return request.host.size() <= field_bytes_max &&
         std::all_of(request.headers.begin(), request.headers.end(), [](auto const& field) {
           return field.first.size() <= field_bytes_max && field.second.size() <= field_bytes_max;
         });
}

// The name or address that a connection is made to: "[::1]" is the address ::1.
std::string name_of(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']'))
    return std::string{host.substr(1, host.size() - 2)};
  return std::string{host};
}

// Whom the machine trusts; OpenSSL's SSL_CERT_FILE adds one's own authority.
asio::ssl::context& trust() {
  static asio::ssl::context context = [] {
    asio::ssl::context made{asio::ssl::context::tls_client};
    made.set_default_verify_paths();
    made.set_verify_mode(asio::ssl::verify_peer);
    return made;
  }();
  return context;
}

// One request on a connection of its own. It lives until its last callback; whoever waits may have
// gone by then.
class Exchange : public std::enable_shared_from_this<Exchange> {
 public:
  Exchange(asio::io_context& context, HttpRequest const& request)
      : request_(request), resolver_(context), plain_(context) {
    parser_.body_limit(response_bytes_max);
  }

  void start(std::coroutine_handle<> waiting) {
    waiting_ = waiting;
    message_.method_string(request_.method);
    message_.target(request_.target);
    message_.version(11);
    for (auto const& [name, value] : request_.headers)
      message_.set(name, value);
    message_.set(http::field::host, request_.host);
    if (message_.find(http::field::connection) == message_.end())
      message_.set(http::field::connection, "close");
    message_.body() = request_.body;
    message_.prepare_payload();
    plain_.expires_after(time_limit);
    auto const colon = request_.host.rfind(':');
    bool const has_port =
        colon != std::string::npos && request_.host.find(']', colon) == std::string::npos;
    name_ =
        name_of(std::string_view{request_.host}.substr(0, has_port ? colon : std::string::npos));
    resolver_.async_resolve(
        name_,
        has_port          ? request_.host.substr(colon + 1)
        : request_.is_tls ? "443"
                          : "80",
        [self = shared_from_this()](error_code const& error, tcp::resolver::results_type found) {
          if (self->goes_on(error))
            self->connect(found);
        });
  }

  // Nobody waits any more: what is under way ends without a word.
  void abandon() {
    waiting_ = {};
    resolver_.cancel();
    plain_.close();
  }

  Result<HttpResponse> take() { return std::move(*result_); }

 private:
  void connect(tcp::resolver::results_type const& found) {
    plain_.async_connect(
        found, [self = shared_from_this()](error_code const& error, tcp::endpoint const&) {
          if (!self->goes_on(error))
            return;
          if (self->request_.is_tls)
            self->shake_hands();
          else
            self->write(self->plain_);
        });
  }

  void shake_hands() {
    secure_.emplace(plain_, trust());
    SSL_set_tlsext_host_name(secure_->native_handle(), name_.c_str());
    secure_->set_verify_callback(asio::ssl::host_name_verification{name_});
    secure_->async_handshake(asio::ssl::stream_base::client,
                             [self = shared_from_this()](error_code const& error) {
                               if (self->goes_on(error))
                                 self->write(*self->secure_);
                             });
  }

  template <class Stream>
  void write(Stream& stream) {
    http::async_write(stream, message_,
                      [self = shared_from_this(), &stream](error_code const& error, std::size_t) {
                        if (self->goes_on(error))
                          self->read(stream);
                      });
  }

  template <class Stream>
  void read(Stream& stream) {
    if (request_.method == "HEAD")
      parser_.skip(true);
    http::async_read(stream, buffer_, parser_,
                     [self = shared_from_this()](error_code const& error, std::size_t) {
                       if (self->goes_on(error))
                         self->succeed();
                     });
  }

  void succeed() {
    auto& message = parser_.get();
    HttpResponse response{static_cast<int>(message.result_int()), {}, std::move(message.body())};
    for (auto const& field : message)
      response.headers.emplace_back(
          std::string{field.name_string().data(), field.name_string().size()},
          std::string{field.value().data(), field.value().size()});
    finish(std::move(response));
  }

  bool goes_on(error_code const& error) {
    if (!waiting_)
      return false;
    if (error)
      finish(failure(request_, error));
    return !error;
  }

  void finish(Result<HttpResponse> result) {
    plain_.close();
    result_.emplace(std::move(result));
    std::exchange(waiting_, nullptr).resume();
  }

  HttpRequest request_;
  tcp::resolver resolver_;
  beast::tcp_stream plain_;
  std::optional<asio::ssl::stream<beast::tcp_stream&>> secure_;  // over the plain one
  std::string name_;                                             // of the host, without a port
  beast::flat_buffer buffer_;
  http::request<http::string_body> message_;
  http::response_parser<http::string_body> parser_;
  std::optional<Result<HttpResponse>> result_;
  std::coroutine_handle<> waiting_;
};

class Answer {
 public:
  explicit Answer(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  Answer(Answer const&) = delete;
  ~Answer() { exchange_->abandon(); }

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) { exchange_->start(waiting); }
  Result<HttpResponse> await_resume() { return exchange_->take(); }

 private:
  std::shared_ptr<Exchange> exchange_;
};

}  // namespace

Task<Result<HttpResponse>> HttpClient::send(HttpRequest const& request) {
  if (!fits(request))
    co_return Error{"RequestTooLarge", "A header is longer than HTTP servers take.", 0};
  Answer answer{std::make_shared<Exchange>(loop_.context(), request)};
  co_return co_await answer;
}

}  // namespace proofbox::live

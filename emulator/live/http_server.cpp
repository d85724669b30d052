#include "live/http_server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/intrusive/list.hpp>
#include <charconv>
#include <set>

#include "live/listening.hpp"

namespace proofbox::live {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t header_bytes_max = 16 * 1024;
constexpr std::size_t kept_buffer_max =
    256 * 1024;  // what a session keeps of its buffers between requests
constexpr auto linger_time = std::chrono::seconds{1};  // for a client that is still sending
constexpr std::size_t pipelined_bytes_max =
    64 * 1024;  // what a client may send ahead while its request waits

std::string_view reason(int status) {
  auto const text = http::obsolete_reason(static_cast<http::status>(status));
  return {text.data(), text.size()};
}

void append(std::string& out, std::size_t number) {
  char digits[20];
  auto const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
}

// The whole answer in one buffer, so that it leaves in one write; of a stream only the head, whose
// body then comes in chunks, or, before HTTP/1.1, up to the end of the connection.
void write_response(std::string& out, HttpResponse const& response, bool head_only, bool keep_alive,
                    unsigned version) {
  out += version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ";
  append(out, static_cast<std::size_t>(response.status));
  out += ' ';
  out += reason(response.status);
  out += "\r\n";
  for (auto const& [name, value] : response.headers) {
    out += name;
    out += ": ";
    out += value;
    out += "\r\n";
  }
  bool const has_body = response.status != 204 && response.status != 304 && response.status >= 200;
  if (response.stream) {
    if (version > 10)
      out += "Transfer-Encoding: chunked\r\n";
  } else if (has_body) {
    out += "Content-Length: ";
    append(out, response.body.size());
    out += "\r\n";
  }
  if (!keep_alive)
    out += "Connection: close\r\n";
  else if (version == 10)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
  if (has_body && !head_only)
    out += response.body;
}

// A piece of a stream; none that is empty, which would be the end.
void write_chunk(std::string& out, std::string_view piece, unsigned version) {
  if (version == 10) {
    out += piece;
    return;
  }
  char digits[20];
  auto const end = std::to_chars(digits, digits + sizeof digits, piece.size(), 16).ptr;
  out.append(digits, static_cast<std::size_t>(end - digits));
  out += "\r\n";
  out += piece;
  out += "\r\n";
}

HttpResponse with_message(int status, std::string_view message) {
  HttpResponse response{status, {{"Content-Type", "application/json"}}, {}};
  response.body = "{\"message\":\"" + std::string{message} + "\"}";
  return response;
}

// "127.0.0.1:4566" without its port; "[::1]:80" as "[::1]".
std::string_view host_name(std::string_view host) {
  if (host.starts_with('['))
    return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.rfind(':'));
}

bool is_local(std::string_view host) {
  auto const name = host_name(host);
  auto const lower = lower_case(name);
  return lower == "localhost" || lower.ends_with(".localhost") || name == "127.0.0.1" ||
         name == "[::1]";
}

bool contains(std::vector<std::string> const& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_mistake_in_http(error_code const& error) {
  static auto const& category = http::make_error_code(http::error::bad_method).category();
  return error.category() == category && error != http::error::end_of_stream &&
         error != http::error::partial_message;
}

// A connection that has to do something by then. What waits for its answer has not, so that those
// who sweep need not look at thousands of long polls.
namespace intrusive = boost::intrusive;
struct Timed : intrusive::list_base_hook<intrusive::link_mode<intrusive::auto_unlink>> {
  std::chrono::steady_clock::time_point deadline{};
};

}  // namespace

struct HttpServer::State {
  State(Loop& of, HttpServerSettings with, HttpAnswerer by)
      : loop(of),
        settings(std::move(with)),
        answerer(std::move(by)),
        acceptor(of.context()),
        sweep(of.context()) {}

  Loop& loop;
  HttpServerSettings settings;
  HttpAnswerer answerer;
  tcp::acceptor acceptor;
  asio::steady_timer
      sweep;  // ends, now and then, what took too long: cheaper than a timer for each request
  std::set<std::shared_ptr<Session>> sessions;
  intrusive::list<Timed, intrusive::constant_time_size<false>> timed;
  bool closing = false;
  Job closed;

  void listen();
  void accept(std::shared_ptr<State> const& self);
  void sweep_later(std::shared_ptr<State> const& self);

  // A web page of another origin, or a name that only resolves to this machine, must not drive the
  // box.
  bool is_foreign(HttpRequest const& request) const {
    auto const host = std::string_view{request.host};
    bool const host_known = host.empty() || is_local(host) || host_name(host) == settings.host ||
                            contains(settings.allow_hosts, host) ||
                            contains(settings.allow_hosts, host_name(host));
    if (!host_known)
      return true;
    auto const origin = header(request.headers, "Origin");
    if (origin.empty() || contains(settings.allow_origins, origin) ||
        contains(settings.allow_origins, "*"))
      return false;
    auto const scheme = origin.find("://");
    return scheme == std::string_view::npos || !is_local(origin.substr(scheme + 3));
  }

  void leave(std::shared_ptr<Session> const& session) {
    sessions.erase(session);
    if (closing && sessions.empty())
      end();
  }

  // Until then those who take too long are still ended.
  void end() {
    sweep.cancel();
    if (closed)
      std::exchange(closed, nullptr)();
  }
};

// One connection: read, answer, write, and again. Everything it starts holds it alive; `over_`
// makes late callbacks idle.
class HttpServer::Session : public Timed, public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<State> const& state, tcp::socket socket)
      : state_(state), socket_(std::move(socket)) {}

  void start() {
    error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    read_header();
  }

  // Between two requests there is nothing to wait for; otherwise the answer that is under way is
  // the last one.
  void close_when_answered() {
    if (!answering_ && !writing_)
      end();
  }

  void end() {
    if (std::exchange(over_, true))
      return;
    unlink();
    task_.clear();
    error_code ignored;
    socket_.close(ignored);
    if (auto const state = state_.lock())
      state->leave(shared_from_this());
  }

 private:
  // ---- reading ----

  void read_header() {
    auto const state = state_.lock();
    if (over_ || !state || state->closing)
      return end();
    parser_.emplace();
    parser_->header_limit(header_bytes_max);
    parser_->body_limit(boost::none);
    expire_after(*state,
                 buffer_.size() == 0 ? state->settings.idle_time : state->settings.request_time);
    http::async_read_header(socket_, buffer_, *parser_,
                            [self = shared_from_this()](error_code const& error, std::size_t) {
                              if (!self->over_)
                                self->on_header(error);
                            });
  }

  void on_header(error_code const& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
      return refuse(431, "Request Header Fields Too Large");
    if (is_mistake_in_http(error))
      return refuse(400, "Bad Request");
    auto const state = state_.lock();
    if (error || !state)
      return end();
    take_head();
    // A body that is coded in another way than in chunks has no end that could be told.
    if (!parser_->chunked() && !header(request_.headers, "Transfer-Encoding").empty())
      return refuse(400, "Bad Request");
    if (state->is_foreign(request_))
      return refuse(
          403, "This host or origin is not local. Allow it with --allow-host or --allow-origin.");
    auto const limit = state->answerer.body_limit(request_);
    if (parser_->content_length() && *parser_->content_length() > limit)
      return refuse(413, "Request Entity Too Large");
    parser_->body_limit(limit);
    if (parser_->is_done())
      return on_body({});
    expire_after(*state, state->settings.request_time);
    if (equal_ignoring_case(header(request_.headers, "Expect"), "100-continue"))
      return invite_body();
    read_body();
  }

  void invite_body() {
    static constexpr std::string_view invitation = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(invitation),
                      [self = shared_from_this()](error_code const& error, std::size_t) {
                        if (self->over_)
                          return;
                        if (error)
                          return self->end();
                        self->read_body();
                      });
  }

  void read_body() {
    http::async_read(socket_, buffer_, *parser_,
                     [self = shared_from_this()](error_code const& error, std::size_t) {
                       if (!self->over_)
                         self->on_body(error);
                     });
  }

  void on_body(error_code const& error) {
    if (error == http::error::body_limit)
      return refuse(413, "Request Entity Too Large");
    if (is_mistake_in_http(error))
      return refuse(400, "Bad Request");
    if (error)
      return end();
    request_.body = std::move(parser_->get().body());
    answer();
  }

  void take_head() {
    auto const& message = parser_->get();
    auto const text = [](auto const& view) { return std::string{view.data(), view.size()}; };
    request_.method = text(message.method_string());
    request_.target = text(message.target());
    // A proxy's form names the host in the target: only the path counts.
    if (auto const scheme = request_.target.find("://");
        scheme != std::string::npos && request_.target.front() != '/') {
      auto const slash = request_.target.find('/', scheme + 3);
      request_.target = slash == std::string::npos ? "/" : request_.target.substr(slash);
    }
    request_.headers.reserve(12);
    for (auto const& field : message)
      request_.headers.emplace_back(text(field.name_string()), text(field.value()));
    request_.host = header(request_.headers, "Host");
    version_ = message.version();
    keep_alive_ = message.keep_alive();
  }

  // ---- answering ----

  void answer() {
    auto const state = state_.lock();
    if (!state)
      return end();
    unlink();  // how long an answer takes is the box's affair
    answering_ = true;
    task_.spawn(run(*this, *state));
    if (answering_ && !over_)
      watch();
  }

  // co_await written(): the next piece is made when the last one is out, so that a slow client
  // holds one piece and no more. One who takes none for too long is left.
  auto written() {
    struct Written {
      Session& session;
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> stream) {
        if (auto const state = session.state_.lock())
          session.expire_after(*state, state->settings.request_time);
        asio::async_write(
            session.socket_, asio::buffer(session.output_),
            [self = session.shared_from_this(), stream](error_code const& error, std::size_t) {
              if (self->over_)
                return;
              if (error)
                return self->end();
              self->unlink();
              stream.resume();
            });
      }
      void await_resume() const noexcept {}
    };
    return Written{*this};
  }

  static Task<void> run(Session& session, State& state) {
    auto const response = co_await state.answerer.answer(session.request_);
    if (!response.stream) {
      session.respond(response);
      co_return;
    }
    if (session.version_ == 10)
      session.keep_alive_ = false;
    session.output_.clear();
    write_response(session.output_, response, false, session.keep_alive_, session.version_);
    co_await session.written();
    while (auto const piece = co_await response.stream->next()) {
      if (piece->empty())
        continue;
      session.output_.clear();
      write_chunk(session.output_, *piece, session.version_);
      co_await session.written();
    }
    session.end_stream();
  }

  void end_stream() {
    answering_ = false;
    auto const state = state_.lock();
    if (!state || state->closing)
      keep_alive_ = false;
    output_ = version_ == 10 ? "" : "0\r\n\r\n";
    send_output();
  }

  // While a request waits, its client may go away: that ends the task before it takes anything.
  void watch() {
    watching_ = true;
    socket_.async_wait(tcp::socket::wait_read,
                       [self = shared_from_this()](error_code const& error) {
                         self->watching_ = false;
                         if (self->over_)
                           return;
                         if (!self->answering_)
                           return self->go_on();
                         if (error)
                           return self->end();
                         self->read_ahead();
                       });
  }

  // What comes while the request waits is the end of the connection, or the next request.
  void read_ahead() {
    error_code error;
    socket_.non_blocking(true, error);
    auto const read = socket_.read_some(buffer_.prepare(4096), error);
    if (error == asio::error::would_block)
      return watch();
    if (error || read == 0)
      return end();
    buffer_.commit(read);
    // A client that sends much ahead is read no further until its request is answered.
    if (buffer_.size() < pipelined_bytes_max)
      watch();
  }

  void respond(HttpResponse const& response) {
    if (response.status == 0)
      return reset_connection();
    answering_ = false;
    auto const state = state_.lock();
    if (!state || state->closing)
      keep_alive_ = false;
    write(response);
  }

  // Not at once: it is the answering task that asks for it.
  void reset_connection() {
    error_code ignored;
    socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    asio::post(socket_.get_executor(), [self = shared_from_this()] { self->end(); });
  }

  // The rest of such a request is not understood: the connection ends with the answer.
  void refuse(int status, std::string_view message) {
    keep_alive_ = false;
    version_ = 11;
    write(with_message(status, message));
  }

  void write(HttpResponse const& response) {
    output_.clear();
    write_response(output_, response, request_.method == "HEAD", keep_alive_, version_);
    send_output();
  }

  void send_output() {
    // The watch has done its duty; its callback goes on to the next request if the answer is out by
    // then.
    if (watching_) {
      error_code ignored;
      socket_.cancel(ignored);
    }
    writing_ = true;
    if (auto const state = state_.lock())
      expire_after(*state, state->settings.request_time);
    asio::async_write(socket_, asio::buffer(output_),
                      [self = shared_from_this()](error_code const& error, std::size_t) {
                        self->writing_ = false;
                        if (self->over_)
                          return;
                        if (error)
                          return self->end();
                        if (!self->keep_alive_)
                          return self->finish();
                        self->written_ = true;
                        self->go_on();
                      });
  }

  // The next request begins when the answer is out and nothing else listens to the socket.
  void go_on() {
    if (over_ || watching_ || !written_)
      return;
    written_ = false;
    if (output_.capacity() > kept_buffer_max)
      output_ = {};
    if (buffer_.size() == 0 && buffer_.capacity() > kept_buffer_max)
      buffer_.shrink_to_fit();
    request_.headers.clear();
    request_.body.clear();
    read_header();
  }

  // A connection that is cut while bytes are on their way may lose the last answer: what still
  // comes is thrown away first, for a moment.
  void finish() {
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    if (auto const state = state_.lock())
      expire_after(*state, linger_time);
    drain();
  }

  void drain() {
    buffer_.clear();
    socket_.async_read_some(buffer_.prepare(16 * 1024),
                            [self = shared_from_this()](error_code const& error, std::size_t) {
                              if (self->over_)
                                return;
                              if (error)
                                return self->end();
                              self->drain();
                            });
  }

  void expire_after(State& state, Duration limit) {
    deadline = std::chrono::steady_clock::now() + limit;
    if (!is_linked())
      state.timed.push_back(*this);
  }

  std::weak_ptr<State> state_;
  tcp::socket socket_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  HttpRequest request_;
  std::string output_;
  unsigned version_ = 11;
  bool keep_alive_ = false;
  bool answering_ = false, writing_ = false, written_ = false, watching_ = false, over_ = false;
  TaskGroup task_;
};

void HttpServer::State::listen() {
  auto const listening = listen_on(loop, settings.host, settings.port, "--port");
  acceptor.assign(listening.is_v6 ? tcp::v6() : tcp::v4(), listening.socket);
}

void HttpServer::State::accept(std::shared_ptr<State> const& self) {
  acceptor.async_accept([self](error_code const& error, tcp::socket socket) {
    if (self->closing || error == asio::error::operation_aborted)
      return;
    if (!error && self->sessions.size() < self->settings.connections_max) {
      auto const session = std::make_shared<Session>(self, std::move(socket));
      self->sessions.insert(session);
      session->start();
    }
    self->accept(self);
  });
}

void HttpServer::State::sweep_later(std::shared_ptr<State> const& self) {
  sweep.expires_after(std::min({settings.request_time, settings.idle_time, Duration{4s}}) / 4);
  sweep.async_wait([self](error_code const& error) {
    if (error)
      return;
    auto const now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Session>> late;
    for (auto& one : self->timed)
      if (one.deadline <= now)
        late.push_back(static_cast<Session&>(one).shared_from_this());
    for (auto const& session : late)
      session->end();
    self->sweep_later(self);
  });
}

HttpServer::HttpServer(Loop& loop, HttpServerSettings settings, HttpAnswerer answerer)
    : state_(std::make_shared<State>(loop, std::move(settings), std::move(answerer))) {
  state_->listen();
  state_->accept(state_);
  state_->sweep_later(state_);
}

HttpServer::~HttpServer() {
  close(nullptr);
  auto const sessions = state_->sessions;
  for (auto const& session : sessions)
    session->end();
}

int HttpServer::port() const { return state_->acceptor.local_endpoint().port(); }

void HttpServer::close(Job closed) {
  error_code ignored;
  state_->closing = true;
  state_->closed = std::move(closed);
  state_->acceptor.close(ignored);
  auto const sessions = state_->sessions;
  for (auto const& session : sessions)
    session->close_when_answered();
  if (state_->sessions.empty())
    state_->end();
}

}  // namespace proofbox::live

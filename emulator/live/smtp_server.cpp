#include "live/smtp_server.hpp"

#include <array>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <set>

#include "live/listening.hpp"

namespace proofbox::live {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using Farewell = SmtpConversation::Farewell;
using Then = SmtpAnswer::Then;

constexpr Duration linger_time = 1s;  // for a client that is still sending, or does not listen

ssl::context tls_of(SmtpServerSettings const& settings) {
  ssl::context context{ssl::context::tls_server};
  context.set_options(ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  context.use_certificate_chain(asio::buffer(settings.certificate));
  context.use_private_key(asio::buffer(settings.key), ssl::context::pem);
  return context;
}

}  // namespace

struct SmtpServer::State {
  State(Loop& loop, SmtpServerSettings with, Converse by)
      : settings(std::move(with)),
        converse(std::move(by)),
        tls(tls_of(settings)),
        acceptor(loop.context()) {}

  SmtpServerSettings settings;
  Converse converse;
  ssl::context tls;
  tcp::acceptor acceptor;
  std::set<std::shared_ptr<Session>> sessions;
  bool closing = false;
  Job closed;

  void listen(Loop& loop);
  void accept(std::shared_ptr<State> const& self);

  void leave(std::shared_ptr<Session> const& session) {
    sessions.erase(session);
    if (closing && sessions.empty() && closed)
      std::exchange(closed, nullptr)();
  }
};

// One connection: read, hear, write, and again; one thing at a time. Everything it starts holds it
// alive; `over_` makes late callbacks idle.
class SmtpServer::Session : public std::enable_shared_from_this<Session> {
 public:
  Session(std::shared_ptr<State> const& state, tcp::socket socket)
      : state_(state),
        socket_(std::move(socket)),
        deadline_(socket_.get_executor()),
        conversation_(state->converse()),
        idle_time_(state->settings.idle_time) {}

  void start(bool is_one_too_many) {
    error_code ignored;
    socket_.set_option(tcp::no_delay{true}, ignored);
    auto const state = state_.lock();
    if (is_one_too_many)
      farewell_ = Farewell::too_many;
    if (!state->settings.tls_at_once)
      return go_on();
    begin_tls();
  }

  // Tells the client as soon as nothing else is said.
  void part(Farewell why) {
    if (over_ || ending_ || farewell_)
      return;
    farewell_ = why;
    if (encrypting_)
      return end();
    error_code ignored;
    if (reading_)
      socket_.cancel(ignored);
    else if (!hearing_)
      expire_after(linger_time);
  }

  void end() {
    if (std::exchange(over_, true))
      return;
    deadline_.cancel();
    task_.clear();
    error_code ignored;
    socket_.close(ignored);
    if (auto const state = state_.lock())
      state->leave(shared_from_this());
  }

 private:
  // What comes next when all that was to be said is out.
  void go_on() {
    if (farewell_) {
      ending_ = true;
      return say({conversation_->part(*farewell_), Then::close});
    }
    if (!std::exchange(greeted_, true))
      return say(conversation_->greet());
    read();
  }

  template <class Step>
  void on_stream(Step const& step) {
    if (tls_)
      step(*tls_);
    else
      step(socket_);
  }

  void read() {
    reading_ = true;
    expire_after(idle_time_);
    on_stream([this](auto& stream) {
      stream.async_read_some(asio::buffer(input_), [self = shared_from_this()](
                                                       error_code const& error, std::size_t read) {
        self->reading_ = false;
        if (self->over_)
          return;
        if (self->farewell_)
          return self->go_on();
        if (error)
          return self->end();
        self->hear(read);
      });
    });
  }

  // How long that takes is the box's affair.
  void hear(std::size_t length) {
    hearing_ = true;
    deadline_.cancel();
    task_.spawn(run(*this, {input_.data(), length}));
  }

  static Task<void> run(Session& session, std::string_view bytes) {
    auto const answer = co_await session.conversation_->hear(bytes);
    session.say(answer);
  }

  void say(SmtpAnswer const& answer) {
    hearing_ = false;
    output_ = answer.text;
    then_ = answer.then;
    ending_ = ending_ || then_ == Then::close;
    expire_after(ending_ || farewell_ ? linger_time : idle_time_);
    on_stream([this](auto& stream) {
      asio::async_write(stream, asio::buffer(output_),
                        [self = shared_from_this()](error_code const& error, std::size_t) {
                          if (self->over_)
                            return;
                          if (error)
                            return self->end();
                          self->said();
                        });
    });
  }

  void said() {
    if (then_ == Then::close)
      return finish();
    if (then_ == Then::begin_tls && !farewell_)
      return begin_tls();
    go_on();
  }

  void begin_tls() {
    auto const state = state_.lock();
    if (!state)
      return end();
    encrypting_ = true;
    expire_after(idle_time_);
    tls_.emplace(socket_, state->tls);
    tls_->async_handshake(ssl::stream_base::server,
                          [self = shared_from_this()](error_code const& error) {
                            self->encrypting_ = false;
                            if (self->over_)
                              return;
                            if (error)
                              return self->end();
                            self->conversation_->tls_began();
                            self->go_on();
                          });
  }

  // A connection that is cut while bytes are on their way may lose the last answer: what still
  // comes is thrown away first, for a moment.
  void finish() {
    expire_after(linger_time);
    if (tls_)
      return tls_->async_shutdown([self = shared_from_this()](error_code const&) { self->end(); });
    error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    drain();
  }

  void drain() {
    socket_.async_read_some(asio::buffer(input_),
                            [self = shared_from_this()](error_code const& error, std::size_t) {
                              if (self->over_)
                                return;
                              if (error)
                                return self->end();
                              self->drain();
                            });
  }

  void expire_after(Duration limit) {
    deadline_.expires_after(limit);
    deadline_.async_wait([self = shared_from_this()](error_code const& error) {
      bool const is_late = self->deadline_.expiry() <= asio::steady_timer::clock_type::now();
      if (error || self->over_ || !is_late)
        return;
      // Whoever does not take what it is sent will not take a farewell either.
      if (self->reading_)
        return self->part(Farewell::silent);
      self->end();
    });
  }

  std::weak_ptr<State> state_;
  tcp::socket socket_;
  std::optional<ssl::stream<tcp::socket&>> tls_;
  asio::steady_timer deadline_;
  std::unique_ptr<SmtpConversation> conversation_;
  Duration idle_time_;
  std::array<char, 16 * 1024> input_;
  std::string output_;
  Then then_ = Then::listen;
  std::optional<Farewell> farewell_;
  bool greeted_ = false, reading_ = false, hearing_ = false, encrypting_ = false, ending_ = false,
       over_ = false;
  TaskGroup task_;
};

void SmtpServer::State::listen(Loop& loop) {
  auto const listening = listen_on(loop, settings.host, settings.port,
                                   settings.tls_at_once ? "--smtp-tls-port" : "--smtp-port");
  acceptor.assign(listening.is_v6 ? tcp::v6() : tcp::v4(), listening.socket);
}

void SmtpServer::State::accept(std::shared_ptr<State> const& self) {
  acceptor.async_accept([self](error_code const& error, tcp::socket socket) {
    if (self->closing || error == asio::error::operation_aborted)
      return;
    // Some more are told that they are too many; beyond those the door is shut without a word.
    auto const count = self->sessions.size();
    if (!error && count < 2 * self->settings.connections_max) {
      auto const session = std::make_shared<Session>(self, std::move(socket));
      self->sessions.insert(session);
      session->start(count >= self->settings.connections_max);
    }
    self->accept(self);
  });
}

SmtpServer::SmtpServer(Loop& loop, SmtpServerSettings settings, Converse converse)
    : state_(std::make_shared<State>(loop, std::move(settings), std::move(converse))) {
  state_->listen(loop);
  state_->accept(state_);
}

SmtpServer::~SmtpServer() {
  close(nullptr);
  auto const sessions = state_->sessions;
  for (auto const& session : sessions)
    session->end();
}

int SmtpServer::port() const { return state_->acceptor.local_endpoint().port(); }

void SmtpServer::close(Job closed) {
  error_code ignored;
  state_->closing = true;
  state_->closed = std::move(closed);
  state_->acceptor.close(ignored);
  auto const sessions = state_->sessions;
  for (auto const& session : sessions)
    session->part(Farewell::closing);
  if (state_->sessions.empty() && state_->closed)
    std::exchange(state_->closed, nullptr)();
}

}  // namespace proofbox::live

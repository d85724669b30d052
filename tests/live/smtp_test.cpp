// The SMTP door on real sockets: what well-behaved clients get, and what becomes of all others.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "box/localhost_certificate.hpp"
#include "box/signing_key.hpp"
#include "engines/ses/v1_shapes.hpp"
#include "live/smtp_server.hpp"
#include "support/sim_box.hpp"
#include "support/tls_client.hpp"
#include "wire/smtp_session.hpp"

using namespace proofbox;

namespace {

constexpr std::string_view greeting =
    "220 email-smtp.amazonaws.com ESMTP SimpleEmailService-proofbox\r\n";
constexpr std::string_view farewell = "421 Service not available, closing transmission channel\r\n";
constexpr std::string_view mail =
    "MAIL FROM:<shop@example.com>\r\nRCPT TO:<ads@other.test>\r\nDATA\r\nSubject: a\r\n\r\n.\r\n";

live::SmtpServerSettings settings_with_tls() {
  live::SmtpServerSettings settings;
  settings.certificate = localhost_certificate;
  settings.key = signing_key;
  return settings;
}

int connect_to(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
  timeval const limit{5, 0};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  check(::connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0,
        "a server of a test takes connections");
  return socket;
}

// One client in the open.
class MailClient {
 public:
  explicit MailClient(int port) : socket(connect_to(port)) {}
  MailClient(MailClient const&) = delete;
  ~MailClient() { ::close(socket); }

  bool send(std::string_view text) const {
    return ::send(socket, text.data(), text.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(text.size());
  }

  // All that comes until `enough` is in it, or the server closes the connection (then "[closed]"
  // ends the text).
  std::string receive(std::string_view enough = "\1") const {
    std::string text;
    char bytes[4096];
    while (text.find(enough) == std::string::npos) {
      auto const read = ::recv(socket, bytes, sizeof bytes, 0);
      if (read < 0)
        return text + "[silence]";
      if (read == 0)
        return text + "[closed]";
      text.append(bytes, static_cast<std::size_t>(read));
    }
    return text;
  }

  std::string ask(std::string_view text, std::string_view enough) const {
    return send(text) ? receive(enough) : "[not sent]";
  }

  int const socket;
};

// A door of a box, in a thread of its own. A client that says STOP closes it.
class Served {
 public:
  explicit Served(live::SmtpServerSettings settings = settings_with_tls()) {
    ses::v1::VerifyDomainIdentity verify;
    verify.domain = "example.com";
    check(sim.call(verify).ok(), "a domain can be verified");
    server_.emplace(loop_, std::move(settings),
                    [this] { return std::make_unique<Stoppable>(sim.box, [this] { stop(); }); });
    port = server_->port();
    thread_ = std::thread{[this] { loop_.run(); }};
  }
  ~Served() { join(); }

  // Ends the server; what is in the box can be looked at from then on.
  std::vector<ses::ListMessages::Mail> mails() {
    join();
    ses::ListMessages const list;
    return sim.call(list)->messages;
  }

  void join() {
    if (!thread_.joinable())
      return;
    if (!is_stopped_) {
      MailClient const last{port};
      last.receive("\r\n");
      last.send("STOP\r\n");
      ::shutdown(last.socket, SHUT_WR);
      last.receive();
    }
    thread_.join();
  }

  // By a client that has done so.
  void was_stopped() { is_stopped_ = true; }

  int port = 0;
  test::SimBox sim;

 private:
  class Stoppable : public wire::SmtpSession {
   public:
    Stoppable(Box& box, Job stop) : SmtpSession(box), stop_(std::move(stop)) {}
    Task<SmtpAnswer> hear(std::string_view bytes) override {
      if (bytes == "STOP\r\n")
        stop_();
      return SmtpSession::hear(bytes);
    }

   private:
    Job stop_;
  };

  void stop() {
    server_->close([this] { loop_.stop(); });
  }

  live::Loop loop_;
  std::optional<live::SmtpServer> server_;
  bool is_stopped_ = false;
  std::thread thread_;
};

}  // namespace

TEST_CASE("A client may send its whole conversation ahead", "[live][smtp]") {
  Served served;
  {
    MailClient const client{served.port};
    auto const answer =
        client.ask("EHLO a\r\n" + std::string{mail} + std::string{mail} + "QUIT\r\n", "[never]");
    CHECK(answer.starts_with(greeting));
    auto const first = answer.find("354 ");
    CHECK(answer.find("354 ", first + 1) != std::string::npos);
    CHECK(answer.ends_with("221 Bye\r\n[closed]"));
  }
  CHECK(served.mails().size() == 2);
}

TEST_CASE("A client may send byte by byte", "[live][smtp]") {
  Served served;
  {
    MailClient const client{served.port};
    CHECK(client.receive("\r\n") == greeting);
    for (auto const& byte : "EHLO a\r\n" + std::string{mail} + "QUIT\r\n")
      REQUIRE(client.send({&byte, 1}));
    CHECK(client.receive().ends_with("221 Bye\r\n[closed]"));
  }
  CHECK(served.mails().size() == 1);
}

TEST_CASE("STARTTLS encrypts with the box's own certificate", "[live][smtp]") {
  Served served;
  {
    MailClient const client{served.port};
    client.receive("\r\n");
    CHECK(client.ask("EHLO a\r\n", "250 Ok").find("250-STARTTLS\r\n") != std::string::npos);
    // The NOOP was not encrypted, so it was never said.
    CHECK(client.ask("STARTTLS\r\nNOOP\r\n", "\r\n") == "220 Ready to start TLS\r\n");
    test::TlsClient tls{client.socket, localhost_certificate};
    REQUIRE(tls.is_connected());
    REQUIRE(tls.send("EHLO a\r\n"));
    auto const greeted = tls.receive("250 Ok");
    CHECK(greeted.starts_with("250-email-smtp.amazonaws.com\r\n"));
    CHECK(greeted.find("STARTTLS") == std::string::npos);
    REQUIRE(tls.send("AUTH PLAIN AHUAcA==\r\n" + std::string{mail} + "QUIT\r\n"));
    auto const answer = tls.receive();
    CHECK(answer.starts_with("235 Authentication successful.\r\n250 Ok\r\n"));
    CHECK(answer.ends_with("221 Bye\r\n[closed]"));
  }
  CHECK(served.mails().size() == 1);
}

TEST_CASE("A second port begins with TLS", "[live][smtp]") {
  auto settings = settings_with_tls();
  settings.tls_at_once = true;
  Served served{settings};
  MailClient const client{served.port};
  test::TlsClient tls{client.socket, localhost_certificate};
  REQUIRE(tls.is_connected());
  CHECK(tls.receive("\r\n") == greeting);
  REQUIRE(tls.send("EHLO a\r\n"));
  CHECK(tls.receive("250 Ok").find("STARTTLS") == std::string::npos);
  // The closing server parts in TLS as well.
  REQUIRE(tls.send("STOP\r\n"));
  CHECK(tls.receive().ends_with(std::string{farewell} + "[closed]"));
  served.was_stopped();
}

TEST_CASE("A client that trusts another certificate does not go on", "[live][smtp]") {
  Served served;
  {
    MailClient const client{served.port};
    client.receive("\r\n");
    client.ask("EHLO a\r\nSTARTTLS\r\n", "220 Ready");
    test::TlsClient const tls{client.socket, signing_certificate};
    CHECK_FALSE(tls.is_connected());
  }
  CHECK(served.mails().empty());
}

TEST_CASE("What is no TLS where TLS should begin ends that connection only", "[live][smtp]") {
  Served served;
  MailClient const client{served.port};
  client.receive("\r\n");
  CHECK(client.ask("STARTTLS\r\n", "\r\n") == "220 Ready to start TLS\r\n");
  client.send("EHLO not encrypted\r\n");
  CHECK(client.receive().find("250") == std::string::npos);
  MailClient const next{served.port};
  CHECK(next.receive("\r\n") == greeting);
}

TEST_CASE("Silence ends a connection after a while", "[live][smtp]") {
  auto settings = settings_with_tls();
  settings.idle_time = 40ms;
  Served served{settings};
  struct Row {
    std::string_view said, answered;
  };
  Row const rows[] = {
      {"", "451 Timeout waiting for data from client.\r\n[closed]"},
      {"NOO", "451 Timeout waiting for data from client.\r\n[closed]"},
      {"EHLO a\r\nMAIL FROM:<shop@example.com>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nhalf a mail\r\n",
       "354 End data with <CR><LF>.<CR><LF>\r\n451 Timeout waiting for data from client.\r\n"
       "[closed]"},
      {"STARTTLS\r\n", "220 Ready to start TLS\r\n[closed]"},
  };
  for (auto const& row : rows) {
    INFO(row.said);
    MailClient const client{served.port};
    client.send(row.said);
    CHECK(client.receive().ends_with(row.answered));
  }
}

TEST_CASE("A client that takes none of its answers is cut off", "[live][smtp]") {
  auto settings = settings_with_tls();
  settings.idle_time = 40ms;
  Served served{settings};
  MailClient const client{served.port};
  std::string many;
  for (int i = 0; i < 10'000; ++i)
    many += "HELP\r\n";
  while (::send(client.socket, many.data(), many.size(), MSG_NOSIGNAL) > 0) {
  }
  CHECK((errno == EPIPE || errno == ECONNRESET));
}

TEST_CASE("A client that vanishes within its mail leaves none", "[live][smtp]") {
  Served served;
  for (bool const with_a_reset : {false, true}) {
    MailClient const client{served.port};
    client.receive("\r\n");
    client.ask(
        "EHLO a\r\nMAIL FROM:<shop@example.com>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nhalf a mail\r\n",
        "354 ");
    linger const at_once{1, 0};
    if (with_a_reset)
      setsockopt(client.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  CHECK(served.mails().empty());
}

TEST_CASE("Beyond so many connections a client is told to come again", "[live][smtp]") {
  auto settings = settings_with_tls();
  settings.connections_max = 2;
  Served served{settings};
  MailClient const first{served.port}, second{served.port};
  CHECK(first.receive("\r\n") == greeting);
  CHECK(second.receive("\r\n") == greeting);
  {
    MailClient const third{served.port};
    CHECK(third.receive() == "421 Too many concurrent SMTP connections\r\n[closed]");
  }
  CHECK(first.ask("NOOP\r\n", "\r\n") == "250 Ok\r\n");
  first.send("STOP\r\n");
  served.was_stopped();
  CHECK(second.receive() == std::string{farewell} + "[closed]");
}

TEST_CASE("A closing door tells every client, and is gone", "[live][smtp]") {
  Served served;
  MailClient const idle{served.port}, in_mail{served.port}, in_tls{served.port},
      stopping{served.port};
  for (auto const* const client : {&idle, &in_mail, &in_tls, &stopping})
    CHECK(client->receive("\r\n") == greeting);
  in_mail.ask("EHLO a\r\nMAIL FROM:<shop@example.com>\r\nRCPT TO:<a@b.test>\r\nDATA\r\nhalf\r\n",
              "354 End data with <CR><LF>.<CR><LF>\r\n");
  in_tls.ask("STARTTLS\r\n", "\r\n");
  stopping.send("STOP\r\n");
  served.was_stopped();
  CHECK(idle.receive() == std::string{farewell} + "[closed]");
  CHECK(in_mail.receive() == std::string{farewell} + "[closed]");
  CHECK(in_tls.receive() == "[closed]");
  CHECK(stopping.receive().ends_with(std::string{farewell} + "[closed]"));
  CHECK(served.mails().empty());
}

TEST_CASE("A mail that is being handed over is answered before the door closes", "[live][smtp]") {
  struct Held {
    std::coroutine_handle<>& to;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const noexcept { to = handle; }
    void await_resume() const noexcept {}
  };
  struct Holding : SmtpConversation {
    explicit Holding(std::coroutine_handle<>& where) : to(where) {}
    SmtpAnswer greet() override { return {"220 hello\r\n"}; }
    Task<SmtpAnswer> hear(std::string_view) override {
      Held held{to};
      co_await held;
      co_return SmtpAnswer{"250 taken\r\n"};
    }
    void tls_began() override {}
    std::string part(Farewell) override { return "421 closing\r\n"; }
    std::coroutine_handle<>& to;
  };
  live::Loop loop;
  std::coroutine_handle<> waiting;
  live::SmtpServer server{loop, settings_with_tls(),
                          [&] { return std::make_unique<Holding>(waiting); }};
  std::string answer;
  std::thread client_thread{[&, port = server.port()] {
    MailClient const client{port};
    client.send("mail\r\n");
    answer = client.receive();
  }};
  bool closed = false;
  Timer look;
  Job const check_for_mail = [&] {
    if (!waiting) {
      look = loop.at(loop.now() + 1ms, check_for_mail);
      return;
    }
    server.close([&] {
      closed = true;
      loop.stop();
    });
    waiting.resume();
  };
  look = loop.at(loop.now(), check_for_mail);
  loop.run();
  client_thread.join();
  CHECK(closed);
  CHECK(answer == "220 hello\r\n250 taken\r\n421 closing\r\n[closed]");
}

TEST_CASE("A port that is taken is told of in one sentence", "[live][smtp]") {
  Served served;
  live::Loop loop;
  auto settings = settings_with_tls();
  settings.port = served.port;
  CHECK_THROWS_WITH(
      live::SmtpServer(loop, settings, [] { return nullptr; }),
      Catch::StartsWith("Cannot listen on 127.0.0.1:" + std::to_string(served.port) + ": ") &&
          Catch::EndsWith("Another port can be given with --smtp-port; 0 takes a free one."));
}

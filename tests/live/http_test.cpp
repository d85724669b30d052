// The server and the client on real sockets: what well-behaved clients get, and what becomes of all
// others.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "live/http_client.hpp"
#include "live/http_server.hpp"

using namespace proofbox;

namespace {

// A handler's task that never ends by itself.
struct Never {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};

// A server on a free port, in a thread of its own. GET /echo answers what came; /wait waits until
// its client goes; /gone says how many did; /lost gets no answer; /stop ends the loop.
class Served {
 public:
  explicit Served(live::HttpServerSettings settings = {}) {
    live::HttpAnswerer const answerer{
        [](HttpRequest const& head) {
          return head.path() == "/small" ? std::size_t{10} : std::size_t{1} << 20;
        },
        [this](HttpRequest const& request) { return answer(request); }};
    server_.emplace(loop_, settings, answerer);
    port = server_->port();
    thread_ = std::thread{[this] { loop_.run(); }};
  }
  ~Served() {
    auto const socket = connect();
    send(socket, "GET /stop HTTP/1.1\r\nHost: localhost\r\n\r\n");
    thread_.join();  // the loop ends without another word
    ::close(socket);
  }

  int port = 0;

  int connect() const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    timeval const limit{5, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    REQUIRE(::connect(socket, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0);
    return socket;
  }

  static void send(int socket, std::string_view text) {
    REQUIRE(::send(socket, text.data(), text.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(text.size()));
  }

  // All that comes until `enough` is in it, or the server closes the connection (then "[closed]"
  // ends the text).
  static std::string receive(int socket, std::string_view enough = "\1") {
    std::string text;
    char bytes[4096];
    while (text.find(enough) == std::string::npos) {
      auto const read = ::recv(socket, bytes, sizeof bytes, 0);
      if (read < 0)
        return text + (errno == ECONNRESET ? "[reset]" : "[silence]");
      if (read == 0)
        return text + "[closed]";
      text.append(bytes, static_cast<std::size_t>(read));
    }
    return text;
  }

  // Sends a text on a new connection, says that no more comes, and gives all that came back.
  std::string ask(std::string_view text) const {
    auto const socket = connect();
    send(socket, text);
    ::shutdown(socket, SHUT_WR);
    auto answer = receive(socket);
    ::close(socket);
    return answer;
  }

 private:
  struct Leaver {
    int& count;
    ~Leaver() { ++count; }
  };

  Task<HttpResponse> answer(HttpRequest const& request) {
    if (request.path() == "/stop")
      loop_.stop();
    if (request.path() == "/wait") {
      Leaver const leaver{gone_};
      co_await Never{};
    }
    if (request.path() == "/lost")
      co_return HttpResponse{0};
    if (request.path() == "/gone")
      co_return HttpResponse{200, {}, std::to_string(gone_)};
    co_return HttpResponse{200,
                           {{"Content-Type", "text/plain"}},
                           request.method + ' ' + request.target + ' ' + request.body};
  }

  live::Loop loop_;
  int gone_ = 0;
  std::optional<live::HttpServer> server_;
  std::thread thread_;
};

std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string{target} + " HTTP/1.1\r\nHost: localhost\r\n" + std::string{more} +
         "\r\n";
}

}  // namespace

TEST_CASE("A connection serves one request after the other, also those sent ahead", "[live]") {
  Served served;
  auto const socket = served.connect();
  Served::send(socket, get("/echo?1") + get("/echo?2"));
  auto const both = Served::receive(socket, "/echo?2 ");
  CHECK(both ==
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nGET /echo?1 "
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nGET /echo?2 ");
  Served::send(socket, get("/echo?3"));
  CHECK(Served::receive(socket, "/echo?3 ").starts_with("HTTP/1.1 200 OK"));
  ::close(socket);
}

TEST_CASE("HTTP/1.0 and Connection: close end the connection with the answer", "[live]") {
  Served served;
  auto const socket = served.connect();
  Served::send(socket, "GET /echo HTTP/1.0\r\n\r\n");
  auto const old = Served::receive(socket);
  CHECK(old.starts_with("HTTP/1.0 200 OK\r\n"));
  CHECK(old.ends_with("[closed]"));
  ::close(socket);
  auto const last = served.connect();
  Served::send(last, get("/echo", "Connection: close\r\n"));
  CHECK(Served::receive(last).ends_with("GET /echo [closed]"));
  ::close(last);
}

TEST_CASE("A HEAD request gets the length and no body", "[live]") {
  Served served;
  auto const answer = served.ask("HEAD /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(answer.find("Content-Length: 11\r\n\r\n[closed]") != std::string::npos);
}

TEST_CASE("A body may come in chunks, or after an invitation", "[live]") {
  Served served;
  CHECK(served
            .ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                 "chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
            .find("POST /echo abcde") != std::string::npos);
  auto const socket = served.connect();
  Served::send(socket,
               "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nExpect: "
               "100-continue\r\n\r\n");
  CHECK(Served::receive(socket, "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  Served::send(socket, "abc");
  CHECK(Served::receive(socket, "POST /echo abc").starts_with("HTTP/1.1 200 OK"));
  ::close(socket);
}

TEST_CASE("What is no HTTP is refused and the connection ends", "[live]") {
  Served served;
  for (auto const* text :
       {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        "GET / HTTP/1.1\r\nNo colon\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    INFO(text);
    auto const socket = served.connect();
    Served::send(socket, text);
    auto const answer = Served::receive(socket);
    CHECK(answer.starts_with("HTTP/1.1 400 Bad Request\r\n"));
    CHECK(answer.ends_with("{\"message\":\"Bad Request\"}[closed]"));
    ::close(socket);
  }
}

TEST_CASE("A header beyond its limit is 431", "[live]") {
  Served served;
  CHECK(served.ask(get("/echo", "X: " + std::string(20'000, 'x') + "\r\n"))
            .starts_with("HTTP/1.1 431 "));
}

TEST_CASE("A body beyond the limit of what it is addressed to is 413, and is not read", "[live]") {
  Served served;
  CHECK(served.ask("POST /small HTTP/1.1\r\nHost: localhost\r\nContent-Length: 11\r\n\r\n")
            .starts_with("HTTP/1.1 413 "));
  CHECK(
      served.ask("POST /small HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n0123456789")
          .starts_with("HTTP/1.1 200 "));
  CHECK(served
            .ask("POST /small HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
                 "chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")
            .starts_with("HTTP/1.1 413 "));
  auto const large =
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n" +
      std::string(300'000, 'x');
  CHECK(served.ask(large).starts_with("HTTP/1.1 413 "));
}

TEST_CASE("Half a request and silence are closed after a while", "[live]") {
  live::HttpServerSettings settings;
  settings.request_time = 40ms;
  settings.idle_time = 40ms;
  Served served{settings};
  for (auto const* text :
       {"", "GET /ec", "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc"}) {
    INFO(text);
    auto const socket = served.connect();
    Served::send(socket, text);
    CHECK(Served::receive(socket) == "[closed]");
    ::close(socket);
  }
}

TEST_CASE("Half a request and the end of the connection leave nothing behind", "[live]") {
  Served served;
  CHECK(served.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc") ==
        "[closed]");
  CHECK(served.ask("GET /ec") == "[closed]");
  CHECK(served.ask("") == "[closed]");
}

TEST_CASE("A web page of elsewhere cannot drive the box", "[live]") {
  live::HttpServerSettings settings;
  settings.allow_hosts = {"box.internal"};
  settings.allow_origins = {"http://app.test"};
  Served served{settings};
  auto const with = [&](std::string_view host, std::string_view origin) {
    auto const line = origin.empty() ? std::string{} : "Origin: " + std::string{origin} + "\r\n";
    return served.ask("GET /echo HTTP/1.1\r\nHost: " + std::string{host} + "\r\n" + line + "\r\n")
        .substr(9, 3);
  };
  CHECK(with("localhost:4566", "") == "200");
  CHECK(with("t42.localhost", "") == "200");
  CHECK(with("127.0.0.1:1", "") == "200");
  CHECK(with("[::1]:1", "") == "200");
  CHECK(with("box.internal:4566", "") == "200");
  CHECK(with("evil.test", "") == "403");
  CHECK(with("localhost", "http://evil.test") == "403");
  CHECK(with("localhost", "null") == "403");
  CHECK(with("localhost", "http://localhost:3000") == "200");
  CHECK(with("localhost", "http://app.test") == "200");
}

TEST_CASE("A client that goes away ends its request", "[live]") {
  Served served;
  auto const socket = served.connect();
  Served::send(socket, get("/wait"));
  ::close(socket);
  // The server notices in its own time; a few questions later it must have.
  std::string answer;
  for (int i = 0; i < 1000 && !answer.ends_with("\r\n\r\n1"); ++i) {
    auto const asking = served.connect();
    Served::send(asking, get("/gone", "Connection: close\r\n"));
    answer = Served::receive(asking);
    answer = answer.substr(0, answer.find("[closed]"));
    ::close(asking);
  }
  CHECK(answer.ends_with("\r\n\r\n1"));
}

TEST_CASE("A connection that is lost is reset, and the server goes on", "[live]") {
  Served served;
  auto const socket = served.connect();
  Served::send(socket, get("/echo") + get("/lost"));
  CHECK(Served::receive(socket).ends_with("[reset]"));
  ::close(socket);
  CHECK(served.ask(get("/echo", "Connection: close\r\n")).starts_with("HTTP/1.1 200 OK"));
}

TEST_CASE("A closing server answers what is open, and then is gone", "[live]") {
  live::Loop loop;
  std::coroutine_handle<> waiting;
  struct Held {
    std::coroutine_handle<>& to;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const noexcept { to = handle; }
    void await_resume() const noexcept {}
  };
  auto const hold = [](std::coroutine_handle<>& to) -> Task<HttpResponse> {
    Held held{to};
    co_await held;
    co_return HttpResponse{200, {}, "done"};
  };
  bool closed = false;
  live::HttpServer server{loop,
                          {},
                          {[](HttpRequest const&) { return std::size_t{100}; },
                           [&](HttpRequest const&) { return hold(waiting); }}};
  std::string answer;
  std::thread client{[&, port = server.port()] {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
      Served::send(socket, get("/"));
      answer = Served::receive(socket);
    }
    ::close(socket);
  }};
  Timer look;
  Job const check_for_request = [&] {
    if (!waiting) {
      look = loop.at(loop.now() + 1ms, check_for_request);
      return;
    }
    server.close([&] {
      closed = true;
      loop.stop();
    });
    waiting.resume();
  };
  look = loop.at(loop.now(), check_for_request);
  loop.run();
  client.join();
  CHECK(closed);
  CHECK(answer == "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\ndone[closed]");
}

TEST_CASE("The client brings an answer, or says why there is none", "[live]") {
  Served served;
  live::Loop loop;
  live::HttpClient client{loop};
  auto const fetch = [](live::HttpClient& by, HttpRequest const& request,
                        std::string& came) -> Task<void> {
    auto const response = co_await by.send(request);
    came =
        response ? std::to_string(response->status) + ' ' + response->body : response.error().code;
  };
  HttpRequest const good{"POST",
                         "127.0.0.1:" + std::to_string(served.port),
                         "/echo",
                         {{"Content-Type", "text/plain"}},
                         "hello"};
  HttpRequest const bad{"GET", "127.0.0.1:1", "/"};
  HttpRequest const too_long{
      "GET", "127.0.0.1:" + std::to_string(served.port), "/", {{"X", std::string(1 << 17, 'x')}}};
  HttpRequest const nobody{"GET", std::string(1 << 17, 'x'), "/"};
  std::string came, failed, refused, unknown;
  {
    TaskGroup tasks;
    tasks.spawn(fetch(client, good, came));
    tasks.spawn(fetch(client, bad, failed));
    tasks.spawn(fetch(client, too_long, refused));
    tasks.spawn(fetch(client, nobody, unknown));
    loop.run();
  }
  CHECK(came == "200 POST /echo hello");
  CHECK(failed == "ConnectionFailed");
  CHECK(refused == "RequestTooLarge");
  CHECK(unknown == "RequestTooLarge");
}

TEST_CASE("Wall timers run in order, and a cancelled one does not", "[live]") {
  live::Loop loop;
  std::string order;
  auto const later = loop.at(loop.now() + 3ms, [&] {
    order += "c";
    loop.stop();
  });
  auto const sooner = loop.at(loop.now() + 1ms, [&] { order += "b"; });
  auto const now = loop.at(loop.now(), [&] { order += "a"; });
  {
    auto const cancelled = loop.at(loop.now() + 2ms, [&] { order += "x"; });
  }
  loop.run();
  CHECK(order == "abc");
}

// Answers that are told piece by piece, on real sockets.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <thread>

#include "live/http_server.hpp"

using namespace proofbox;

namespace {

// Two pieces, and then the end; or without end, and then as much as is taken.
class Pieces : public HttpStream {
 public:
  Pieces(bool endless, bool& gone) : endless_(endless), gone_(gone) {}
  Pieces(Pieces const&) = delete;
  ~Pieces() override { gone_ = true; }

  Task<std::optional<std::string>> next() override {
    if (endless_)
      co_return std::string(64 * 1024, 'x');
    if (told_ == 2)
      co_return std::nullopt;
    co_return ++told_ == 1 ? std::string{"Hello, "} : std::string(17, 'w');
  }

 private:
  bool endless_;
  bool& gone_;
  int told_ = 0;
};

// GET /stream tells two pieces, /endless never ends; /gone says whether the
// latest stream is over; /stop ends the loop.
class Telling {
 public:
  Telling() {
    live::HttpAnswerer const answerer{
        [](HttpRequest const&) { return std::size_t{100}; },
        [this](HttpRequest const& request) { return answer(request); }};
    server_.emplace(loop_, live::HttpServerSettings{}, answerer);
    port_ = server_->port();
    thread_ = std::thread{[this] { loop_.run(); }};
  }
  ~Telling() {
    auto const socket = connect();
    send(socket, "GET /stop HTTP/1.1\r\nHost: localhost\r\n\r\n");
    thread_.join();  // the loop ends without another word
    ::close(socket);
  }

  int connect() const {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port_));
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

  static std::string receive(int socket, std::string_view enough) {
    std::string text;
    char bytes[4096];
    while (text.find(enough) == std::string::npos) {
      auto const read = ::recv(socket, bytes, sizeof bytes, 0);
      if (read <= 0)
        return text + "[closed]";
      text.append(bytes, static_cast<std::size_t>(read));
    }
    return text;
  }

  std::string ask(std::string_view request, std::string_view enough) const {
    auto const socket = connect();
    send(socket, request);
    auto text = receive(socket, enough);
    ::close(socket);
    return text;
  }

 private:
  Task<HttpResponse> answer(HttpRequest const& request) {
    if (request.path() == "/stop")
      loop_.stop();
    if (request.path() == "/gone")
      co_return HttpResponse{200, {}, gone_ ? "gone" : "there"};
    HttpResponse response{200, {{"Content-Type", "text/plain"}}};
    if (request.path() != "/stop")
      response.stream = std::make_shared<Pieces>(request.path() == "/endless", gone_);
    co_return response;
  }

  live::Loop loop_;
  bool gone_ = false;
  int port_ = 0;
  std::optional<live::HttpServer> server_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("A stream comes in chunks, and the connection goes on after it", "[live]") {
  Telling telling;
  auto const socket = telling.connect();
  constexpr auto head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: "
      "chunked\r\n\r\n";
  auto const told =
      std::string{head} + "7\r\nHello, \r\n11\r\n" + std::string(17, 'w') + "\r\n0\r\n\r\n";
  for (int i = 0; i < 2; ++i) {
    Telling::send(socket, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    CHECK(Telling::receive(socket, "\r\n0\r\n\r\n") == told);
  }
  ::close(socket);
}

TEST_CASE("Before HTTP/1.1 a stream ends with its connection", "[live]") {
  Telling telling;
  CHECK(telling.ask("GET /stream HTTP/1.0\r\nHost: localhost\r\n\r\n", "[never]") ==
        "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nHello, " +
            std::string(17, 'w') + "[closed]");
}

TEST_CASE("A stream ends when its client goes, however much there would be to tell", "[live]") {
  Telling telling;
  auto const socket = telling.connect();
  Telling::send(socket, "GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
  CHECK(Telling::receive(socket, "xxx").starts_with("HTTP/1.1 200 OK"));
  ::close(socket);
  std::string answer;
  for (int i = 0; i < 1000 && answer.find("gone") == std::string::npos; ++i)
    answer = telling.ask("GET /gone HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                         "e[never]");
  CHECK(answer.find("gone") != std::string::npos);
}

// load PORT CONNECTIONS SECONDS [--any]: sends SQS SendMessage over JSON on so many connections
// that are kept open, one request at a time on each, and verifies every answer: status 200, and the
// MD5 of the body that was sent (not with --any, for a server that does nothing). Prints requests a
// second and the latencies in microseconds: "RPS P50 P99".
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Time = std::chrono::steady_clock::time_point;

constexpr std::size_t body_bytes = 256;

[[noreturn]] void fail(std::string const& what) {
  std::fprintf(stderr, "load: %s\n", what.c_str());
  std::exit(1);
}

std::string md5_of(std::string const& text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), bytes, &size, EVP_md5(), nullptr);
  std::string digits;
  char pair[3];
  for (unsigned i = 0; i < size; ++i) {
    std::snprintf(pair, sizeof pair, "%02x", bytes[i]);
    digits += pair;
  }
  return digits;
}

struct Connection {
  int socket = -1;
  std::string answer;
  Time sent;
};

struct Load {
  std::string request;
  std::string expected;  // in the answer
  std::vector<Connection> connections;
  std::vector<std::uint32_t> latencies;
};

void send(Load const& load, Connection& connection) {
  connection.sent = std::chrono::steady_clock::now();
  if (::send(connection.socket, load.request.data(), load.request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(load.request.size()))
    fail("a request could not be sent whole");
}

// The whole length of the answer, or 0 while its header is not complete.
std::size_t length_of(std::string const& answer) {
  auto const end = answer.find("\r\n\r\n");
  if (end == std::string::npos)
    return 0;
  auto const field = answer.find("Content-Length: ");
  if (field == std::string::npos || field > end)
    fail("an answer has no Content-Length: " + answer);
  return end + 4 + static_cast<std::size_t>(std::atoi(answer.c_str() + field + 16));
}

void receive(Load& load, Connection& connection) {
  char bytes[4096];
  auto const read = ::recv(connection.socket, bytes, sizeof bytes, 0);
  if (read <= 0)
    fail("the server closed a connection");
  connection.answer.append(bytes, static_cast<std::size_t>(read));
  auto const length = length_of(connection.answer);
  if (length == 0 || connection.answer.size() < length)
    return;
  if (!connection.answer.starts_with("HTTP/1.1 200 ") ||
      connection.answer.find(load.expected) == std::string::npos)
    fail("a wrong answer: " + connection.answer);
  connection.answer.clear();
  auto const took = std::chrono::steady_clock::now() - connection.sent;
  load.latencies.push_back(static_cast<std::uint32_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  send(load, connection);
}

int connect_to(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto const socket = ::socket(AF_INET, SOCK_STREAM, 0);
  int const yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    fail("nobody listens on that port");
  return socket;
}

std::string request_for(int port) {
  auto const body = R"({"QueueUrl":"http://127.0.0.1:)" + std::to_string(port) +
                    R"(/000000000000/bench","MessageBody":")" + std::string(body_bytes, 'd') +
                    "\"}";
  return "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.SendMessage\r\n"
         "Authorization: AWS4-HMAC-SHA256 Credential=test/20230525/us-east-1/sqs/aws4_request, "
         "SignedHeaders=host, Signature=0\r\n"
         "User-Agent: load\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4)
    fail("usage: load PORT CONNECTIONS SECONDS [--any]");
  auto const port = std::atoi(argv[1]);
  Load load;
  load.request = request_for(port);
  load.expected = argc > 4 ? std::string{"MD5OfMessageBody"}
                           : R"("MD5OfMessageBody":")" + md5_of(std::string(body_bytes, 'd')) + '"';
  load.connections.resize(static_cast<std::size_t>(std::atoi(argv[2])));
  auto const poll = epoll_create1(0);
  for (auto& connection : load.connections) {
    connection.socket = connect_to(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &connection;
    epoll_ctl(poll, EPOLL_CTL_ADD, connection.socket, &event);
  }
  auto const start = std::chrono::steady_clock::now();
  auto const end = start + std::chrono::milliseconds{static_cast<int>(std::atof(argv[3]) * 1000)};
  for (auto& connection : load.connections)
    send(load, connection);
  epoll_event events[64];
  while (std::chrono::steady_clock::now() < end) {
    auto const count = epoll_wait(poll, events, 64, 1000);
    if (count == 0)
      fail("no answer came for a second");
    for (int i = 0; i < count; ++i)
      receive(load, *static_cast<Connection*>(events[i].data.ptr));
  }
  auto const seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  auto& latencies = load.latencies;
  std::sort(latencies.begin(), latencies.end());
  std::printf("%.0f %u %u\n", static_cast<double>(latencies.size()) / seconds,
              latencies[latencies.size() / 2], latencies[latencies.size() * 99 / 100]);
}

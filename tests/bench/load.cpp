// load PORT CONNECTIONS SECONDS [--any|--cycle|--sends=N|--fill=N|--hold=N|--publish=N]: talks SQS
// over JSON on so many connections that are kept open, one request at a time on each, and verifies
// every answer: status 200, and the MD5 of the body that was sent (not with --any, for a server
// that does nothing). It sends messages; with --cycle it sends, receives and deletes one, and
// counts the three as one. Prints how many a second and their latencies in microseconds: "RATE P50
// P99". Counted, however long it takes: --sends=N sends N messages, --fill=N and --hold=N send and
// receive N by ten, and --publish=N publishes N to SNS's topic of the same name, each with an
// attribute "kind" that is "order".
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

enum class Mode { send, cycle, fill, hold, publish };

struct Connection {
  int socket = -1;
  std::string answer;
  std::string_view action;  // under way
  std::string handle;       // of what was received last
  Time began;               // the request, or the cycle of three
};

struct Load {
  Mode mode = Mode::send;
  int port = 0;
  long left =
      0;  // messages that are still to be sent, received or published, where they are counted
  std::string digest;  // of each body; empty: not looked at
  std::string text = std::string(body_bytes, 'd');
  std::vector<Connection> connections;
  std::vector<std::uint32_t> latencies;

  bool counts = false;
  long unsent = 0;  // of those that are sent or published one by one, so that not one is too many

  bool goes_on() const {
    bool const by_ten = mode == Mode::fill || mode == Mode::hold;
    return !counts || (by_ten ? left > 0 : unsent > 0);
  }
};

std::string publication_of(Load const& load) {
  auto const body =
      "Action=Publish&Version=2010-03-31&TopicArn=arn%3Aaws%3Asns%3Aus-east-1%3A000000000000%"
      "3Abench"
      "&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String"
      "&MessageAttributes.entry.1.Value.StringValue=order&Message=" +
      load.text;
  return "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(load.port) +
         "\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8"
         "\r\nAuthorization: AWS4-HMAC-SHA256 "
         "Credential=test/20230525/us-east-1/sns/aws4_request, SignedHeaders=host, Signature=0\r\n"
         "User-Agent: load\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string request_of(Load const& load, std::string_view action, std::string const& members) {
  if (load.mode == Mode::publish)
    return publication_of(load);
  auto const host = "127.0.0.1:" + std::to_string(load.port);
  auto const body = R"({"QueueUrl":"http://)" + host + R"(/000000000000/bench",)" + members + '}';
  return "POST / HTTP/1.1\r\nHost: " + host +
         "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS." +
         std::string{action} +
         "\r\nAuthorization: AWS4-HMAC-SHA256 "
         "Credential=test/20230525/us-east-1/sqs/aws4_request, "
         "SignedHeaders=host, Signature=0\r\n"
         "User-Agent: load\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string ten_entries(std::string const& text) {
  std::string entries;
  for (int i = 0; i < 10; ++i)
    entries += std::string{i == 0 ? "" : ","} + R"({"Id":")" + std::to_string(i) +
               R"(","MessageBody":")" + text + "\"}";
  return R"("Entries":[)" + entries + ']';
}

std::string_view action_after(Mode mode, std::string_view action) {
  if (mode == Mode::fill)
    return "SendMessageBatch";
  if (mode == Mode::hold)
    return "ReceiveMessage";
  if (mode == Mode::publish)
    return "Publish";
  if (mode == Mode::send || action == "DeleteMessage" || action.empty())
    return "SendMessage";
  return action == "SendMessage" ? "ReceiveMessage" : "DeleteMessage";
}

std::string members_of(Load const& load, Connection const& connection) {
  if (connection.action == "SendMessage")
    return R"("MessageBody":")" + load.text + '"';
  if (connection.action == "SendMessageBatch")
    return ten_entries(load.text);
  if (connection.action == "DeleteMessage")
    return R"("ReceiptHandle":")" + connection.handle + '"';
  // Longer than anybody measures, so that what is held stays held.
  return load.mode == Mode::hold ? R"("MaxNumberOfMessages":10,"VisibilityTimeout":43000)"
                                 : R"("MaxNumberOfMessages":1)";
}

void send(Load& load, Connection& connection) {
  --load.unsent;
  connection.action = action_after(load.mode, connection.action);
  if (connection.action == "SendMessage" || load.counts)
    connection.began = std::chrono::steady_clock::now();
  auto const request = request_of(load, connection.action, members_of(load, connection));
  if (::send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size()))
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

long count_of(std::string_view text, std::string_view what) {
  long count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1))
    ++count;
  return count;
}

// What the answer owes to the request, or the run is worth nothing.
void verify(Load& load, Connection& connection) {
  auto const& answer = connection.answer;
  if (!answer.starts_with("HTTP/1.1 200 "))
    fail("a wrong answer: " + answer);
  if (load.mode == Mode::publish) {
    if (count_of(answer, "<MessageId>") != 1)
      fail("a publication without an id: " + answer);
    --load.left;
    return;
  }
  auto const digests =
      load.digest.empty() ? count_of(answer, "MD5Of") : count_of(answer, load.digest);
  if (digests == 0 && connection.action != "DeleteMessage")
    fail("an answer without the digest of a body: " + answer);
  if (load.counts)
    load.left -= digests;
  constexpr std::string_view member = R"("ReceiptHandle":")";
  if (auto const at = answer.find(member); at != std::string::npos) {
    auto const from = at + member.size();
    connection.handle = answer.substr(from, answer.find('"', from) - from);
  }
}

void receive(Load& load, Connection& connection) {
  char bytes[16384];
  auto const read = ::recv(connection.socket, bytes, sizeof bytes, 0);
  if (read <= 0)
    fail("the server closed a connection");
  connection.answer.append(bytes, static_cast<std::size_t>(read));
  auto const length = length_of(connection.answer);
  if (length == 0 || connection.answer.size() < length)
    return;
  verify(load, connection);
  connection.answer.clear();
  if (load.mode != Mode::cycle || connection.action == "DeleteMessage") {
    auto const took = std::chrono::steady_clock::now() - connection.began;
    load.latencies.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
  }
  if (load.goes_on())
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

// "--any", "--cycle", "--sends=N", "--fill=N", "--hold=N", "--publish=N".
void take_option(Load& load, std::string_view option) {
  auto const mark = option.find('=');
  auto const value = mark == option.npos ? std::string_view{} : option.substr(mark + 1);
  if (option == "--any")
    load.digest.clear();
  else if (option == "--cycle")
    load.mode = Mode::cycle;
  else if (option.starts_with("--fill="))
    load.mode = Mode::fill;
  else if (option.starts_with("--hold="))
    load.mode = Mode::hold;
  else if (option.starts_with("--publish="))
    load.mode = Mode::publish;
  else if (!option.starts_with("--sends="))
    fail("unknown option " + std::string{option});
  load.counts = !value.empty();
  if (load.counts)
    load.left = load.unsent = std::atol(std::string{value}.c_str());
}

void connect(Load& load, int poll) {
  for (auto& connection : load.connections) {
    connection.socket = connect_to(load.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &connection;
    epoll_ctl(poll, EPOLL_CTL_ADD, connection.socket, &event);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4)
    fail(
        "usage: load PORT CONNECTIONS SECONDS "
        "[--any|--cycle|--sends=N|--fill=N|--hold=N|--publish=N]");
  Load load;
  load.port = std::atoi(argv[1]);
  load.digest = md5_of(load.text);
  if (argc > 4)
    take_option(load, argv[4]);
  load.connections.resize(static_cast<std::size_t>(std::atoi(argv[2])));
  auto const poll = epoll_create1(0);
  connect(load, poll);
  auto const start = std::chrono::steady_clock::now();
  auto const end = start + std::chrono::milliseconds{static_cast<int>(std::atof(argv[3]) * 1000)};
  for (auto& connection : load.connections)
    if (load.goes_on())
      send(load, connection);
  epoll_event events[64];
  while (load.counts ? load.left > 0 : std::chrono::steady_clock::now() < end) {
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

// HTTP on a real port. Sessions turn bytes into plain requests, hand them to one handler and write
// its answer; nothing of the library behind it is visible from here.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "live/loop.hpp"
#include "ports/http.hpp"

namespace proofbox::live {

struct HttpServerSettings {
  std::string host = "127.0.0.1";
  int port = 0;                            // 0: a free one
  std::vector<std::string> allow_hosts;    // Host headers answered besides local ones
  std::vector<std::string> allow_origins;  // web pages that may call
  Duration request_time = 30s;  // for a whole request to arrive, once its first byte is there
  Duration idle_time = 75s;     // between two requests of a connection
  std::size_t connections_max = 10'000;
};

struct HttpAnswerer {
  // How many bytes of body a request may have; asked when its header is there.
  std::function<std::size_t(HttpRequest const& head)> body_limit;
  // The answer. The request outlives the task; a client that goes away ends it.
  std::function<Task<HttpResponse>(HttpRequest const& request)> answer;
};

class HttpServer {
 public:
  // Listens at once; throws std::runtime_error with one sentence where it cannot.
  HttpServer(Loop& loop, HttpServerSettings settings, HttpAnswerer answerer);
  ~HttpServer();
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;

  int port() const;

  // Takes no new connections or requests; requests that are open are answered, then their
  // connections end. `closed` runs when the last one has ended, at once where there is none.
  void close(Job closed);

 private:
  class Session;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace proofbox::live

// SMTP on a real port. Sessions carry bytes between a client and one conversation, and put TLS
// between them where that is asked for; nothing of the libraries behind it is visible from here.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "live/loop.hpp"
#include "ports/smtp.hpp"

namespace proofbox::live {

struct SmtpServerSettings {
  std::string host = "127.0.0.1";
  int port = 0;              // 0: a free one
  bool tls_at_once = false;  // each connection begins with TLS; otherwise its client asks for it
  std::string certificate;   // what TLS shows, and its private key: both in PEM
  std::string key;
  Duration idle_time = 5min;  // in which a client must send something or take what it is sent
  std::size_t connections_max = 500;
};

using Converse = std::function<std::unique_ptr<SmtpConversation>()>;

class SmtpServer {
 public:
  // Listens at once; throws std::runtime_error with one sentence where it cannot. Each connection
  // gets a conversation of its own.
  SmtpServer(Loop& loop, SmtpServerSettings settings, Converse converse);
  ~SmtpServer();
  SmtpServer(SmtpServer const&) = delete;
  SmtpServer& operator=(SmtpServer const&) = delete;

  int port() const;

  // Takes no new connections. What is being handed over is answered; then every client is told that
  // this is the end. `closed` runs when the last one has gone, at once where there is none.
  void close(Job closed);

 private:
  class Session;
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace proofbox::live

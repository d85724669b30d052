// SMTP as the house speaks it: one side of a conversation, bytes in and bytes out, no sockets. Who
// holds the connection feeds it and does what it asks.
#pragma once

#include <string>
#include <string_view>

#include "base/task.hpp"

namespace proofbox {

struct SmtpAnswer {
  enum class Then { listen, begin_tls, close };
  std::string text = {};  // to be sent before anything else is done; may be empty
  Then then = Then::listen;
};

class SmtpConversation {
 public:
  // Why a connection ends that the client would have gone on with.
  enum class Farewell { too_many, silent, closing };

  virtual ~SmtpConversation() = default;

  // What is said to a client that has just connected.
  virtual SmtpAnswer greet() = 0;

  // Takes what the client sent next, cut wherever the network cut it. Bytes behind a command that
  // ends the conversation, or begins TLS, are thrown away. The bytes outlive the task; there is one
  // task at a time.
  virtual Task<SmtpAnswer> hear(std::string_view bytes) = 0;

  // The connection is encrypted from now on; what was said in the open is forgotten.
  virtual void tls_began() = 0;

  virtual std::string part(Farewell why) = 0;
};

}  // namespace proofbox

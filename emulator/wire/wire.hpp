// The door for AWS's protocols: which api, which operation, which protocol a request speaks; the
// box does the rest. What bears no mark of AWS is left to the next door.
#pragma once

#include "box/box.hpp"
#include "wire/protocol.hpp"

namespace proofbox::wire {

class Wire : public HttpHandler {
 public:
  explicit Wire(Box& box);

  Task<std::optional<HttpResponse>> handle(HttpRequest const& request) override;

  // The call that a request stands for: what it is handed on as. Nothing where it is no call, or is
  // refused before it becomes one.
  struct Meant {
    Box::Target target;
    Caller caller;
    std::shared_ptr<void> input;  // a struct of the operation's shape
  };
  std::optional<Meant> read(HttpRequest const& request) const;

  // An error in the protocol that the request speaks; JSON where it bears no mark of AWS.
  HttpResponse refuse(HttpRequest const& request, Error const& error);

  // How many bytes of body the addressed api takes; the request's body need not be there yet.
  std::size_t body_limit(HttpRequest const& head) const;

 private:
  struct Addressed {
    Api const* api = nullptr;
    Protocol const* protocol = nullptr;
    std::string action = {};
    Form form = {};
  };

  std::optional<Addressed> address(HttpRequest const& request) const;
  static Row const* row_of(Exchange const& exchange, Protocol const& protocol);
  Api const* api_of(HttpRequest const& request, std::string_view action,
                    std::string_view version) const;
  Caller caller_of(HttpRequest const& request, Form const& form) const;

  Box& box_;
  Random ids_;  // request ids are no part of the trace
};

}  // namespace proofbox::wire

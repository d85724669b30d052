// Who takes down what comes into a box from outside, each thing before the box does anything about
// it. That and the box's own beginning are all that its story depends on.
#pragma once

#include <cstdint>

#include "ports/http.hpp"
#include "shape/operation.hpp"

namespace proofbox {

struct Caller;

class Witness {
 public:
  virtual ~Witness() = default;

  // A client's request, and a call that did not come by HTTP, as a mail does; each with the number
  // by which it is known from now on.
  virtual std::uint64_t see(HttpRequest const& request) = 0;
  virtual std::uint64_t see(Caller const& caller, Operation const& operation,
                            void const* input) = 0;

  // The client of a request went away, and took it back before it was answered.
  virtual void see_gone(std::uint64_t number) = 0;

  // A host outside answers, or will not, what the box sent in this event of its trace.
  virtual void see_answer(std::uint64_t event, Result<HttpResponse> const& answer) = 0;
};

// Something that came from outside, for as long as it is open.
class Witnessed {
 public:
  template <class... What>
  explicit Witnessed(Witness*& witness, What const&... what)
      : witness_(witness), number_(witness == nullptr ? 0 : witness->see(what...)) {}
  Witnessed(Witnessed const&) = delete;
  Witnessed& operator=(Witnessed const&) = delete;
  ~Witnessed() {
    if (open_ && witness_ != nullptr)
      witness_->see_gone(number_);
  }

  void answered() { open_ = false; }

 private:
  Witness*& witness_;  // of the box; it may leave meanwhile
  std::uint64_t number_;
  bool open_ = true;
};

}  // namespace proofbox

// What may fail says so in its type: a Result is a value or an Error. Exceptions are for start-up
// only.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/check.hpp"

namespace proofbox {

// A refusal in AWS's own words. Each engine keeps its refusals in its errors.hpp.
struct Error {
  std::string code;       // as clients match on it: the Query code, such as "InvalidParameterValue"
  std::string message;    // the sentence that AWS sends
  int status = 400;       // of the HTTP answer
  std::string type = {};  // the shape's name in JSON answers; `code` where empty
  std::string message_in_query = {};  // where the Query protocol words it differently
  bool has_detail = true;             // in the Query protocol, where the api's errors have one
  std::string reason = {};            // Lambda's, of a throttle

  bool operator==(Error const&) const = default;
};

// The value of an operation that has nothing to say but that it is done.
struct Done {
  bool operator==(Done const&) const = default;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& operator*() & { return value(); }
  T const& operator*() const& { return const_cast<Result*>(this)->value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  T const* operator->() const { return &const_cast<Result*>(this)->value(); }

  Error const& error() const {
    check(!ok(), "the error of a result that holds a value was asked for");
    return *std::get_if<1>(&held_);
  }

 private:
  T& value() {
    check(ok(), "the value of a result that holds an error was asked for");
    return *std::get_if<0>(&held_);
  }

  std::variant<T, Error> held_;
};

}  // namespace proofbox

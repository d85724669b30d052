// The HTTP client of everything inside a box: hosts of the box itself ("box" and all that ends in ".box") are answered by
// its own doors, all others by the world outside. Only for the files of this folder.
#pragma once

#include "box/box.hpp"

namespace proofbox {

class Box::Inside : public HttpClient {
 public:
  explicit Inside(Box& box) : box_(box) {}
  Task<Result<HttpResponse>> send(HttpRequest const& request) override;

 private:
  Box& box_;
};

// The text with links to the client's endpoint written as "http://box": a trace knows no ports.
std::string at_box(std::string text, std::string const& endpoint);

}  // namespace proofbox

// Where requests come in: finds the box that each is for, and answers /_proofbox/boxes itself, by
// which boxes are made, listed and dropped.
#pragma once

#include "boxes/boxes.hpp"

namespace proofbox::boxes {

class FrontDoor {
 public:
  // Both outlive the door. There is a box of the name main from its first request to its last; a
  // box of which nothing is said is like `standing`.
  FrontDoor(Boxes& boxes, Plan standing);

  // The answer. The request outlives the task.
  Task<HttpResponse> answer(HttpRequest const& request);

  // How many bytes of body a request may have; its body need not be there yet.
  std::size_t body_limit(HttpRequest const& head) const;

 private:
  Task<HttpResponse> find_and_answer(HttpRequest const& request);
  Task<HttpResponse> manage(HttpRequest const& request);
  Task<HttpResponse> make(std::string name, HttpRequest const& request);
  HttpResponse list(HttpRequest const& request);
  HttpResponse no_box(HttpRequest const& request, std::string const& name);
  Room& main() const;

  Boxes& boxes_;
  Plan standing_;
};

}  // namespace proofbox::boxes

// Which route of an HTTP API a request is for: "GET /product/{id}", "ANY /files/{path+}",
// "$default". AWS: "Routes for HTTP APIs" of API Gateway's guide.
#pragma once

#include "lambda/deployment.hpp"
#include "ports/http.hpp"
#include "shape/shape.hpp"

namespace proofbox::lambda {

struct Routed {
  Route const* route = nullptr;  // null where none fits
  Map<std::string> path_parameters = {};

  // As AWS writes it: "GET /product/{id}", "$default".
  std::string key() const;
};

// A full path goes before one with parameters, that before a greedy one, a method before ANY, and
// everything before $default.
Routed route_of(std::vector<Route> const& routes, HttpRequest const& request);

}  // namespace proofbox::lambda

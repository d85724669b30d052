// How the trace tells an HTTP request and its answer: what was asked and said, without the headers
// of a hop.
#pragma once

#include <string>

#include "ports/http.hpp"
#include "shape/json.hpp"

namespace proofbox {

inline std::string request_json(HttpRequest const& request) {
  std::string text = "{\"method\":";
  write_json_text(text, request.method);
  text += ",\"target\":";
  write_json_text(text, request.target);
  text += ",\"body\":";
  write_json_text(text, request.body);
  return text + '}';
}

inline std::string response_json(HttpResponse const& response) {
  std::string text = "{\"status\":" + std::to_string(response.status) + ",\"body\":";
  write_json_text(text, response.body);
  return text + '}';
}

}  // namespace proofbox

// How the box's own API answers: JSON, and a sentence where it refuses.
#pragma once

#include <string>
#include <string_view>

#include "ports/http.hpp"
#include "shape/json.hpp"

namespace proofbox::control {

inline HttpResponse json(int status, std::string body) {
  return {status, {{"Content-Type", "application/json"}}, std::move(body)};
}

inline HttpResponse refuse(int status, std::string_view sentence) {
  std::string body = "{\"message\":";
  write_json_text(body, sentence);
  return json(status, body + '}');
}

inline HttpResponse nothing_at(std::string_view path, HttpRequest const& request) {
  std::string sentence = "The box has no ";
  return refuse(404, sentence.append(request.method).append(" ").append(path).append("."));
}

}  // namespace proofbox::control

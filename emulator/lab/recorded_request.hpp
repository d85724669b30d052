// How a recording writes requests down: members of a step, behind "do". Only for the files of this
// folder.
#pragma once

#include <optional>
#include <string>

#include "ports/http.hpp"
#include "shape/operation.hpp"

namespace proofbox::lab {

// "do": "POST /checkout", ..., as a client at this endpoint sends it; nothing where no step can
// send it.
std::optional<std::string> http_text(HttpRequest const& request, std::string const& endpoint);

// "with": {...}; nothing where what is written would be read as something else.
std::optional<std::string> input_text(Operation const& operation, void const* input);

// Where a request came in: "http://127.0.0.1:4566/_box/t42".
std::string endpoint_of(HttpRequest const& request);

// "body": "..." or "bytes": "...".
std::string body_text(std::string const& body);

// {"status": 200, ...} or {"error": {...}}
std::string answer_text(Result<HttpResponse> const& answer);

}  // namespace proofbox::lab

// A call that a step makes, with every name in it replaced by its value, and what was answered, as
// nodes that can be expected. Only for the files of this folder.
#pragma once

#include "base/result.hpp"
#include "lab/scenario.hpp"
#include "lab/values.hpp"
#include "ports/http.hpp"

namespace proofbox::lab {

// The step as it is taken now; `input` becomes the text that is sent.
struct Call {
  Step const* step = nullptr;
  std::string title;
  HttpRequest request;  // http
  std::string input;    // aws: JSON
};
// `endpoint`: where the box is reached.
Call call_of(Step const& step, Values const& values, std::string const& endpoint);

// {"status": 200, "headers": {...}, "body": ...}
Node answer_node(HttpResponse const& response);

// {"error": {"code", "message", "status"}}
Node answer_node(Error const& error);

// Of an HTTP call its own, of an operation that of its refusal, or 200.
std::string status_of(Node const& answer);

// The value that is to be captured below `root`, or in one sentence why it is not there.
Result<Node> captured(Capture const& capture, Node const& root, Values const& values);

}  // namespace proofbox::lab

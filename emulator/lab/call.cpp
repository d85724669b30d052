#include "lab/call.hpp"

#include <fmt/format.h>

#include <regex>

#include "base/text.hpp"
#include "lab/reading.hpp"

namespace proofbox::lab {
namespace {

Error missing(std::string sentence) { return Error{"NotFound", std::move(sentence), 404}; }

}  // namespace

Call call_of(Step const& step, Values const& values, std::string const& endpoint) {
  Call call{&step, filled_at_last(step.title, values, Within::text), {}, {}};
  auto const input = step.input ? filled_at_last(*step.input, values) : Node{Node::Kind::object};
  if (step.kind == Step::Kind::aws) {
    call.input = whole(input);
    return call;
  }
  auto const door = request_to("GET", step.as.endpoint.value_or(endpoint));
  call.request = {step.method, door->host, filled_at_last(step.target, values, Within::path)};
  if (door->target != "/")
    call.request.prefix = door->target;
  for (auto const& [name, value] : step.headers)
    call.request.headers.emplace_back(name, filled_at_last(value, values, Within::text));
  if (step.input)
    call.request.body = input.kind == Node::Kind::text ? input.text : whole(input);
  if (step.bytes)
    call.request.body = *step.bytes;
  return call;
}

Node answer_node(HttpResponse const& response) {
  Node node{Node::Kind::object};
  node.members.emplace_back("status", Node::of_number(response.status));
  Node headers{Node::Kind::object};
  for (auto const& [name, value] : response.headers)
    headers.members.emplace_back(lower_case(name), Node::of_text(value));
  node.members.emplace_back("headers", std::move(headers));
  node.members.emplace_back("body", read_answer(response.body));
  return node;
}

Node answer_node(Error const& error) {
  Node inner{Node::Kind::object};
  inner.members.emplace_back("code", Node::of_text(error.code));
  inner.members.emplace_back("message", Node::of_text(error.message));
  inner.members.emplace_back("status", Node::of_number(error.status));
  Node node{Node::Kind::object};
  node.members.emplace_back("error", std::move(inner));
  return node;
}

std::string status_of(Node const& answer) {
  auto const* const error = answer.find("error");
  auto const* const status = error != nullptr ? error->find("status") : answer.find("status");
  return status == nullptr ? "200" : write_node(*status);
}

Result<Node> captured(Capture const& capture, Node const& root, Values const& values) {
  auto const path = filled_at_last(capture.path, values, Within::text);
  auto const* found = at_path(root, path);
  if (found == nullptr)
    return missing(fmt::format("\"{}\" cannot be captured: nothing is at {}{}.", capture.name,
                               capture.state, path));
  if (capture.pattern.empty())
    return *found;
  std::smatch match;
  if (found->kind != Node::Kind::text ||
      !std::regex_search(found->text, match, std::regex{capture.pattern}))
    return missing(fmt::format("\"{}\" cannot be captured: {}{} has nothing like {}.", capture.name,
                               capture.state, path, write_node(Node::of_text(capture.pattern))));
  return Node::of_text(match[1]);
}

}  // namespace proofbox::lab

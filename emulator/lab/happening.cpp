#include "lab/happening.hpp"

#include "base/text.hpp"

namespace proofbox::lab {

Happening happening_of(std::string_view line) {
  auto const document = read_answer(line);
  Happening event;
  event.n = static_cast<std::uint64_t>(number_of(document, "n").value_or(0));
  event.at = Instant{Duration{number_of(document, "at").value_or(0)}};
  event.cause = static_cast<std::uint64_t>(number_of(document, "cause").value_or(0));
  event.kind = text_of(document, "kind");
  event.who = text_of(document, "who");
  event.what = member(document, "what");
  event.outcome = member(document, "outcome");
  return event;
}

Node const& member(Node const& object, std::string_view name) {
  static Node const nothing;
  auto const* const found = object.find(name);
  return found == nullptr ? nothing : *found;
}

std::string text_of(Node const& object, std::string_view name) {
  auto const& found = member(object, name);
  return found.is(Node::Kind::text) ? found.text : std::string{};
}

std::vector<Node> const& list_of(Node const& object, std::string_view name) {
  return member(object, name).items;
}

std::optional<std::int64_t> number_of(Node const& object, std::string_view name) {
  auto const& found = member(object, name);
  return found.is(Node::Kind::number) ? parse_integer(found.text) : std::nullopt;
}

std::string behind_last(std::string const& text, char separator) {
  auto const last = text.rfind(separator);
  return last == std::string::npos ? text : text.substr(last + 1);
}

std::string shortened(std::string_view text, std::size_t most) {
  std::string line;
  for (std::size_t count = 0; !text.empty(); ++count) {
    auto const rest = text;
    auto const point = take_code_point(text);
    if (count == most)
      return line + "…";
    line += point < 0x20 ? std::string_view{" "} : rest.substr(0, rest.size() - text.size());
  }
  return line;
}

std::string gist(std::string const& body) {
  auto const document = read_answer(body);
  for (auto const* name : {"Subject", "message", "Message"})
    if (auto text = text_of(document, name); !text.empty())
      return text;
  return body;
}

}  // namespace proofbox::lab

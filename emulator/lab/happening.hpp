// One line of a trace, read back, and the small questions that are asked of its documents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "lab/words.hpp"

namespace proofbox::lab {

struct Happening {
  std::uint64_t n = 0;
  Instant at{};
  std::uint64_t cause = 0;
  std::string kind, who;
  Node what, outcome;
};

// `line` is as trace_line writes it.
Happening happening_of(std::string_view line);

// A member of an object; a null where there is none.
Node const& member(Node const& object, std::string_view name);
// A member that is a text; empty where there is none.
std::string text_of(Node const& object, std::string_view name);
// The items of a member that is a list; none where there is none.
std::vector<Node> const& list_of(Node const& object, std::string_view name);
std::optional<std::int64_t> number_of(Node const& object, std::string_view name);

// "stock_queue" of a URL or an ARN.
std::string behind_last(std::string const& text, char separator);

// The text in one line of at most so many characters.
std::string shortened(std::string_view text, std::size_t most);

// What a person would read first of a body: its subject or message where it is a document, or all.
std::string gist(std::string const& body);

}  // namespace proofbox::lab

// Whitespace as Handlebars controls it. A tag that prints nothing and stands alone on its line
// takes the line with it; "~" takes all blanks on its side.
#include <algorithm>
#include <string_view>

#include "engines/ses/template_tree.hpp"

namespace proofbox::ses::handlebars {
namespace {

constexpr std::string_view blanks = " \t\r\n\f\v";
constexpr std::string_view blanks_of_line = " \t";

using Body = std::vector<Node>;

bool is_text(Node const& node) { return node.kind == Node::Kind::text; }

// Whether the text before place `at` ends with the beginning of a line, blanks aside.
bool begins_line(Body const& body, std::size_t at, bool is_root) {
  if (at == 0)
    return is_root;
  auto const& before = body[at - 1];
  if (!is_text(before))
    return false;
  auto const last = before.original.find_last_not_of(blanks);
  auto const tail = before.original.substr(last == std::string::npos ? 0 : last + 1);
  if (tail.find('\n') != std::string::npos)
    return true;
  return last == std::string::npos && at == 1 && is_root;
}

// Whether the text from place `at` on begins with the end of a line, blanks aside.
bool ends_line(Body const& body, std::size_t at, bool is_root) {
  if (at == body.size())
    return is_root;
  auto const& behind = body[at];
  if (!is_text(behind))
    return false;
  auto const first = behind.original.find_first_not_of(blanks);
  if (behind.original.substr(0, first).find('\n') != std::string::npos)
    return true;
  return first == std::string::npos && at + 1 == body.size() && is_root;
}

// Takes blanks off the front of the text at that place: all of them, or the rest of one line.
void strip_front(Body& body, std::size_t at, bool all) {
  if (at >= body.size() || !is_text(body[at]))
    return;
  auto& node = body[at];
  if (!all && node.is_right_stripped)
    return;
  auto const size = node.text.size();
  if (all) {
    node.text.erase(0, std::min(size, node.text.find_first_not_of(blanks)));
  } else {
    node.text.erase(0, std::min(size, node.text.find_first_not_of(blanks_of_line)));
    if (node.text.starts_with("\r\n"))
      node.text.erase(0, 2);
    else if (node.text.starts_with('\r') || node.text.starts_with('\n'))
      node.text.erase(0, 1);
  }
  node.is_right_stripped = node.text.size() != size;
}

// Takes blanks off the end of the text before that place; true where there were any.
bool strip_back(Body& body, std::size_t at, bool all) {
  if (at == 0 || at > body.size() || !is_text(body[at - 1]))
    return false;
  auto& node = body[at - 1];
  if (!all && node.is_left_stripped)
    return false;
  auto const size = node.text.size();
  node.text.erase(node.text.find_last_not_of(all ? blanks : blanks_of_line) + 1);
  node.is_left_stripped = node.text.size() != size;
  return node.is_left_stripped;
}

void control(Program& program, bool is_root);

// Whether a block's own tags may stand alone, as far as what lies within it tells.
struct Alone {
  bool opening = false;
  bool closing = false;
};

Alone control_block(Node& block) {
  if (block.program)
    control(*block.program, false);
  if (block.inverse)
    control(*block.inverse, false);
  auto& program = block.program ? *block.program : *block.inverse;
  auto* const inverse = block.program ? block.inverse.get() : nullptr;
  auto* const first = inverse == nullptr    ? nullptr
                      : inverse->is_chained ? inverse->body.front().program.get()
                                            : inverse;
  auto const& end = (first == nullptr ? program : *first).body;
  Alone const alone{ends_line(program.body, 0, false), begins_line(end, end.size(), false)};
  if (block.strip.close)
    strip_front(program.body, 0, true);
  if (inverse != nullptr) {
    if (block.inverse_strip.open)
      strip_back(program.body, program.body.size(), true);
    if (block.inverse_strip.close)
      strip_front(first->body, 0, true);
    // In a chain the last block bears the closing tag, and looks after it.
    if (block.close_strip.open && !inverse->is_chained)
      strip_back(inverse->body, inverse->body.size(), true);
    if (begins_line(program.body, program.body.size(), false) && ends_line(first->body, 0, false)) {
      strip_back(program.body, program.body.size(), false);
      strip_front(first->body, 0, false);
    }
    return alone;
  }
  if (block.close_strip.open)
    strip_back(program.body, program.body.size(), true);
  return alone;
}

void trim_single(Body& body, std::size_t at, bool is_root) {
  auto& node = body[at];
  bool const alone = node.kind != Node::Kind::value && begins_line(body, at, is_root) &&
                     ends_line(body, at + 1, is_root);
  if (node.strip.close)
    strip_front(body, at + 1, true);
  if (node.strip.open)
    strip_back(body, at, true);
  if (!alone)
    return;
  strip_front(body, at + 1, false);
  if (!strip_back(body, at, false) || node.kind != Node::Kind::partial)
    return;
  auto const& before = body[at - 1].original;
  node.indent = before.substr(before.find_last_not_of(blanks_of_line) + 1);
}

void trim_block(Body& body, std::size_t at, bool is_root) {
  auto& node = body[at];
  auto const alone = control_block(node);
  bool const opens = alone.opening && begins_line(body, at, is_root);
  bool const closes = alone.closing && ends_line(body, at + 1, is_root);
  if (node.close_strip.close)
    strip_front(body, at + 1, true);
  if (node.strip.open)
    strip_back(body, at, true);
  if (opens) {
    strip_front((node.program ? *node.program : *node.inverse).body, 0, false);
    strip_back(body, at, false);
  }
  if (!closes)
    return;
  strip_front(body, at + 1, false);
  auto& end = (node.inverse ? *node.inverse : *node.program).body;
  strip_back(end, end.size(), false);
}

void control(Program& program, bool is_root) {
  auto& body = program.body;
  for (std::size_t at = 0; at < body.size(); ++at) {
    if (is_text(body[at]))
      continue;
    if (body[at].program || body[at].inverse)
      trim_block(body, at, is_root);
    else
      trim_single(body, at, is_root);
  }
}

}  // namespace

void control_whitespace(Program& root) { control(root, true); }

}  // namespace proofbox::ses::handlebars

// A template that was read: the tree that parsing makes, that whitespace control trims and that
// rendering walks. Only these three see it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engines/ses/template_data.hpp"

namespace proofbox::ses::handlebars {

// "a.b", "../x", "@index", "this".
struct Path {
  std::string written;
  std::size_t up = 0;          // how often ".." leads outwards
  bool is_of_loop = false;     // "@index" and its like
  bool is_in_context = false;  // begins with "this" or dots: never a block's parameter
  std::vector<std::string> names = {};
};

// What is given to a helper.
struct Argument {
  std::optional<Path> path = {};
  TemplateData literal = {};  // where it is no path
};

struct Call {
  Path callee;
  bool is_quoted = false;  // the callee was written as a text: the name of an inline partial
  std::vector<Argument> arguments = {};
  std::vector<std::pair<std::string, Argument>> hash = {};
  std::vector<std::string> parameters = {};  // as |item index|
};

// Where a tag had a "~".
struct Strip {
  bool open = false;   // at its beginning
  bool close = false;  // at its end
};

struct Program;

struct Node {
  enum class Kind { text, value, comment, partial, block, inline_partial, partial_block };

  Kind kind = Kind::text;
  std::string text = {};      // of text, as whitespace control leaves it
  std::string original = {};  // of text, as it was written
  bool is_left_stripped = false;
  bool is_right_stripped = false;

  Call call = {};
  std::string indent = {};                // of a partial that stands alone on its line
  std::unique_ptr<Program> program = {};  // of blocks; absent in {{^x}}
  std::unique_ptr<Program> inverse = {};  // behind {{else}}
  Strip strip = {};                       // of what is one tag, and of a block's first
  Strip inverse_strip = {};
  Strip close_strip = {};
};

struct Program {
  std::vector<Node> body = {};
  std::vector<std::size_t> inlines = {};  // which nodes of the body are inline partials
  bool is_chained = false;                // {{else if x}}: the body is that one block
};

// Trims lines on which block tags, comments and partials stand alone, and what "~" asks for.
void control_whitespace(Program& root);

}  // namespace proofbox::ses::handlebars

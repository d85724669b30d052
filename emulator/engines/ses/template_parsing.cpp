// From text to tree: which tag begins where, what a block holds, and what no template may have.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engines/ses/errors.hpp"
#include "engines/ses/template.hpp"
#include "engines/ses/template_tags.hpp"

namespace proofbox::ses {
namespace handlebars {
namespace {

constexpr std::size_t depth_max = 100;
constexpr std::string_view blanks = " \t\r\n\f\v";

// One tag as it was found, before its words are read.
struct Tag {
  enum class Kind {
    end,
    value,
    comment,
    partial,
    open,
    partial_open,
    decorator,
    inverse,
    otherwise,
    close
  };
  Kind kind = Kind::end;
  std::string_view text;  // the words
  Strip strip;
  std::size_t place = 0;  // where it begins
};

bool is_helper(std::string_view name) {
  for (std::string_view const one : {"if", "unless", "each", "with"})
    if (name == one)
      return true;
  return false;
}

bool is_plain_name(Path const& path) {
  return !path.is_of_loop && !path.is_in_context && path.names.size() == 1;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<std::unique_ptr<Program>> root() {
    auto program = std::make_unique<Program>();
    auto last = body(*program);
    if (!last)
      return last.error();
    if (last->kind != Tag::Kind::end)
      return at(last->place, last->kind == Tag::Kind::close
                                 ? fmt::format("'{}' closes no block", trim(last->text))
                                 : std::string{"'else' stands in no block"});
    for (auto const& name : wanted_)
      if (!defined_.contains(name))
        return errors::invalid_template(fmt::format("The partial '{}' could not be found", name));
    control_whitespace(*program);
    return program;
  }

 private:
  Error at(std::size_t place, std::string_view what) const {
    auto const before = text_.substr(0, place);
    auto const line = std::count(before.begin(), before.end(), '\n') + 1;
    auto const column = place - (before.rfind('\n') + 1) + 1;
    return errors::invalid_template(fmt::format("{}:{}: {}", line, column, what));
  }

  // Where the next "{{" begins a tag; the text up to there goes into the program. A backslash makes
  // "{{" plain text up to the next one, two of them are one backslash before a tag.
  bool skip_text(Program& program) {
    std::string text;
    bool found = false;
    for (;;) {
      auto const open = text_.find("{{", at_);
      if (open == std::string_view::npos) {
        text += text_.substr(at_);
        at_ = text_.size();
        break;
      }
      bool const escaped = open > at_ && text_[open - 1] == '\\';
      bool const twice = escaped && open - at_ > 1 && text_[open - 2] == '\\';
      text += text_.substr(at_, open - at_ - (escaped ? 1 : 0));
      at_ = open;
      if (!escaped || twice) {
        found = true;
        break;
      }
      auto const next = std::min(text_.find("{{", open + 2), text_.size());
      auto const slashes = text_.substr(open + 2, next - open - 2).ends_with("\\\\") ? 2
                           : text_.substr(open + 2, next - open - 2).ends_with('\\') ? 1
                                                                                     : 0;
      auto const end = next == text_.size() ? next : next - static_cast<std::size_t>(slashes);
      text += text_.substr(open, end - open);
      at_ = end;
    }
    if (!text.empty()) {
      Node node;
      node.original = node.text = std::move(text);
      program.body.push_back(std::move(node));
    }
    return found;
  }

  Result<Tag> comment(Tag tag, std::size_t begin) {
    auto const is_long = text_.substr(begin).starts_with("!--");
    auto end = text_.find(is_long ? "--}}" : "}}", begin);
    if (is_long)
      end = std::min(end, text_.find("--~}}", begin));
    if (end == std::string_view::npos)
      return at(tag.place, "The comment is not closed");
    tag.kind = Tag::Kind::comment;
    tag.strip.close = is_long ? text_[end + 2] == '~' : text_[end - 1] == '~';
    at_ = text_.find("}}", end) + 2;
    return tag;
  }

  // The end of a tag: "}}" that stands in no quotes and no brackets.
  std::size_t end_of_tag(std::size_t at) const {
    char open = 0;
    for (; at < text_.size(); ++at) {
      auto const c = text_[at];
      if (open != 0) {
        if (c == '\\' && open != ']')
          ++at;
        else if (c == open)
          open = 0;
      } else if (c == '"' || c == '\'') {
        open = c;
      } else if (c == '[') {
        open = ']';
      } else if (c == '}') {
        return at;
      } else if (c == '{') {
        return text_.size();
      }
    }
    return text_.size();
  }

  Result<Tag> tag() {
    Tag tag;
    tag.place = at_;
    if (text_.substr(at_).starts_with("{{{{"))
      return at(at_, "Raw blocks are not supported");
    auto begin = at_ + 2;
    if (text_.substr(begin).starts_with('~')) {
      tag.strip.open = true;
      ++begin;
    }
    if (text_.substr(begin).starts_with('!'))
      return comment(tag, begin);
    begin = kind_of(tag, begin);
    bool const triple = begin > 0 && text_[begin - 1] == '{' && tag.kind == Tag::Kind::value &&
                        begin > tag.place + 2;
    auto const end = end_of_tag(begin);
    auto const rest = text_.substr(end);
    auto const closing = triple ? (rest.starts_with("}~}}")  ? 4U
                                   : rest.starts_with("}}}") ? 3U
                                                             : 0U)
                                : (rest.starts_with("}}") ? 2U : 0U);
    if (closing == 0)
      return at(tag.place, "The tag is not closed");
    tag.text = text_.substr(begin, end - begin);
    at_ = end + closing;
    if (triple) {
      tag.strip.close = closing == 4;
    } else if (tag.text.ends_with('~')) {
      tag.strip.close = true;
      tag.text.remove_suffix(1);
    }
    return as_otherwise(tag);
  }

  // Reads what stands before a tag's words.
  std::size_t kind_of(Tag& tag, std::size_t begin) const {
    auto const rest = text_.substr(begin);
    struct Opening {
      std::string_view text;
      Tag::Kind kind;
    };
    for (auto const& [text, kind] :
         {Opening{"#>", Tag::Kind::partial_open}, Opening{"#*", Tag::Kind::decorator},
          Opening{"#", Tag::Kind::open}, Opening{"/", Tag::Kind::close},
          Opening{"^", Tag::Kind::inverse}, Opening{">", Tag::Kind::partial},
          Opening{"*", Tag::Kind::decorator}, Opening{"{", Tag::Kind::value},
          Opening{"&", Tag::Kind::value}})
      if (rest.starts_with(text)) {
        tag.kind = kind;
        return begin + text.size();
      }
    tag.kind = Tag::Kind::value;
    return begin;
  }

  // "{{else}}", "{{^}}" and "{{else if x}}" part a block.
  static Tag as_otherwise(Tag tag) {
    auto const words = trim(tag.text);
    if (tag.kind == Tag::Kind::inverse && words.empty())
      tag.kind = Tag::Kind::otherwise;
    if (tag.kind != Tag::Kind::value)
      return tag;
    if (words == "else" || (words.starts_with("else") && words.size() > 4 &&
                            blanks.find(words[4]) != std::string_view::npos)) {
      tag.kind = Tag::Kind::otherwise;
      tag.text = trim(words.substr(4));
    }
    return tag;
  }

  // Everything up to a tag that ends or parts the block; that one is returned.
  Result<Tag> body(Program& program) {
    if (++depth_ > depth_max)
      return at(at_, "Blocks are nested too deeply");
    while (skip_text(program)) {
      auto read = tag();
      if (!read)
        return read.error();
      if (read->kind == Tag::Kind::close || read->kind == Tag::Kind::otherwise) {
        --depth_;
        return *read;
      }
      if (auto added = add(program, *read); !added)
        return added.error();
    }
    --depth_;
    Tag end;
    end.place = at_;
    return end;
  }

  Result<Done> add(Program& program, Tag const& tag) {
    Node node;
    node.strip = tag.strip;
    node.kind = Node::Kind::comment;
    if (tag.kind != Tag::Kind::comment) {
      auto call = TagReader{tag.text}.call();
      if (!call)
        return at(tag.place, call.error().message);
      node.call = std::move(*call);
      auto const added = tag.kind == Tag::Kind::value     ? check_value(node, tag)
                         : tag.kind == Tag::Kind::partial ? check_partial(node)
                                                          : read_block(node, tag);
      if (!added)
        return added;
    }
    if (node.kind == Node::Kind::inline_partial)
      program.inlines.push_back(program.body.size());
    program.body.push_back(std::move(node));
    return Done{};
  }

  Result<Done> check_value(Node& node, Tag const& tag) const {
    node.kind = Node::Kind::value;
    auto const& call = node.call;
    if (call.arguments.empty() && call.hash.empty())
      return Done{};
    if (is_plain_name(call.callee) && call.callee.names[0] == "lookup" &&
        call.arguments.size() == 2)
      return Done{};
    return at(tag.place, fmt::format("could not find helper: '{}'", call.callee.written));
  }

  Result<Done> check_partial(Node& node) {
    node.kind = Node::Kind::partial;
    if (node.call.arguments.size() > 1)
      return errors::invalid_template("A partial takes one context");
    if (node.call.callee.written != "@partial-block")
      wanted_.insert(node.call.callee.written);
    return Done{};
  }

  Result<Done> check_block(Node& node, Tag const& tag) {
    auto const& call = node.call;
    if (tag.kind == Tag::Kind::partial_open) {
      node.kind = Node::Kind::partial_block;
      return call.arguments.size() > 1 ? Result<Done>{at(tag.place, "A partial takes one context")}
                                       : Result<Done>{Done{}};
    }
    if (tag.kind == Tag::Kind::decorator) {
      node.kind = Node::Kind::inline_partial;
      if (call.callee.written != "inline" || call.arguments.size() != 1 || call.arguments[0].path ||
          !text_.substr(tag.place).starts_with("{{#"))
        return at(tag.place, fmt::format("could not find decorator: '{}'", call.callee.written));
      defined_.insert(call.arguments[0].literal.text);
      return Done{};
    }
    node.kind = Node::Kind::block;
    bool const helps = is_plain_name(call.callee) && is_helper(call.callee.names[0]);
    if (helps && call.arguments.size() != 1)
      return at(tag.place, fmt::format("'{}' takes one argument", call.callee.written));
    if (!helps && !call.arguments.empty())
      return at(tag.place, fmt::format("could not find helper: '{}'", call.callee.written));
    return Done{};
  }

  Result<Done> read_block(Node& node, Tag const& tag) {
    if (auto checked = check_block(node, tag); !checked)
      return checked;
    auto first = std::make_unique<Program>();
    auto end = body(*first);
    if (!end)
      return end.error();
    bool const inverted = tag.kind == Tag::Kind::inverse;
    (inverted ? node.inverse : node.program) = std::move(first);
    auto closing = *end;
    if (end->kind == Tag::Kind::otherwise) {
      if (node.kind == Node::Kind::inline_partial || node.kind == Node::Kind::partial_block)
        return at(end->place, "'else' stands in a partial");
      auto read = read_otherwise(inverted ? node.program : node.inverse, *end);
      if (!read)
        return read.error();
      node.inverse_strip = end->strip;
      closing = *read;
    }
    return close(node, tag, closing);
  }

  // What is behind {{else}}; in {{else if x}} that is one more block, which ends with this one.
  Result<Tag> read_otherwise(std::unique_ptr<Program>& into, Tag const& otherwise) {
    into = std::make_unique<Program>();
    if (otherwise.text.empty())
      return body(*into);
    into->is_chained = true;
    Node node;
    node.strip = otherwise.strip;
    auto call = TagReader{otherwise.text}.call();
    if (!call)
      return at(otherwise.place, call.error().message);
    node.call = std::move(*call);
    Tag opening = otherwise;
    opening.kind = Tag::Kind::open;
    if (auto checked = check_block(node, opening); !checked)
      return checked.error();
    if (++depth_ > depth_max)
      return at(at_, "Blocks are nested too deeply");
    node.program = std::make_unique<Program>();
    auto end = body(*node.program);
    if (end && end->kind == Tag::Kind::otherwise) {
      node.inverse_strip = end->strip;
      end = read_otherwise(node.inverse, *end);
    }
    --depth_;
    if (!end)
      return end.error();
    node.strip = {};
    node.close_strip = end->strip;
    into->body.push_back(std::move(node));
    return end;
  }

  Result<Done> close(Node& node, Tag const& open, Tag const& closing) const {
    if (closing.kind == Tag::Kind::otherwise)
      return at(closing.place, "A block has two 'else'");
    if (closing.kind == Tag::Kind::end)
      return at(open.place, fmt::format("'{}' is not closed", node.call.callee.written));
    auto const word = trim(closing.text);
    if (word != node.call.callee.written &&
        !(word.size() > 1 && (word.front() == '"' || word.front() == '\'') &&
          word.substr(1, word.size() - 2) == node.call.callee.written))
      return at(closing.place,
                fmt::format("'{}' is closed as '{}'", node.call.callee.written, word));
    node.close_strip = closing.strip;
    return Done{};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::set<std::string> wanted_;   // partials that are called
  std::set<std::string> defined_;  // and those that there are
};

}  // namespace
}  // namespace handlebars

Result<Template> Template::compile(std::string_view text) {
  auto program = handlebars::Parser{text}.root();
  if (!program)
    return program.error();
  Template made;
  made.program_ = std::shared_ptr<handlebars::Program const>{std::move(*program)};
  return made;
}

bool Template::is_simple() const {
  using Kind = handlebars::Node::Kind;
  return std::all_of(program_->body.begin(), program_->body.end(),
                     [](handlebars::Node const& node) {
                       return node.kind == Kind::text || node.kind == Kind::comment ||
                              (node.kind == Kind::value && node.call.arguments.empty());
                     });
}

}  // namespace proofbox::ses

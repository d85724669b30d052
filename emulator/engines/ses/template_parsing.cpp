// From text to tree: which tag begins where, what a block holds, and what no template may have.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "engines/ses/errors.hpp"
#include "engines/ses/template.hpp"
#include "engines/ses/template_scanning.hpp"
#include "engines/ses/template_tags.hpp"

namespace proofbox::ses {
namespace handlebars {
namespace {

constexpr std::size_t depth_max = 100;

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
  explicit Parser(std::string_view text) : scanner_(text) {}

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
  Error at(std::size_t place, std::string_view what) const { return scanner_.at(place, what); }

  // Everything up to a tag that ends or parts the block; that one is returned.
  Result<Tag> body(Program& program) {
    if (++depth_ > depth_max)
      return at(scanner_.place(), "Blocks are nested too deeply");
    while (scanner_.skip_text(program)) {
      auto read = scanner_.tag();
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
    end.place = scanner_.place();
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
          !tag.is_block)
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
      return at(scanner_.place(), "Blocks are nested too deeply");
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

  Scanner scanner_;
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

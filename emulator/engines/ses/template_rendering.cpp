// From tree and data to text. Everything is counted: the bytes that come out, the nodes that are
// walked and how deep blocks and partials lie within each other.
#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "engines/ses/errors.hpp"
#include "engines/ses/template.hpp"
#include "engines/ses/template_tree.hpp"

namespace proofbox::ses {
namespace handlebars {
namespace {

constexpr std::size_t depth_max = 250;
constexpr std::size_t steps_max = 3'000'000;

// What "@index" and its like are within one round of a loop.
struct Loop {
  TemplateData index, key, first, last;
  Loop const* outer = nullptr;
};

// A name for a value that is no attribute: a block's parameter, a partial's argument.
struct Binding {
  std::string_view name;
  TemplateData const* value = nullptr;
  Binding const* outer = nullptr;
};

struct Scope {
  TemplateData const* value = nullptr;
  Scope const* outer = nullptr;  // where "../" leads
  Loop const* loop = nullptr;
  Binding const* bindings = nullptr;
};

class Rendering {
 public:
  Rendering(TemplateData const& root, std::size_t length_max)
      : root_(root), length_max_(length_max) {}

  Result<std::string> text(Program const& program) {
    Scope const scope{&root_};
    if (!render(program, scope))
      return *error_;
    return std::move(out_);
  }

 private:
  bool fail(Error error) {
    error_ = std::move(error);
    return false;
  }
  bool miss(Path const& path) { return fail(errors::attribute_missing(path.written)); }

  bool step() {
    if (++steps_ > steps_max)
      return fail(errors::rendering_too_long());
    return true;
  }

  bool write(std::string_view text) {
    if (text.size() > length_max_ - out_.size())
      return fail(errors::rendering_too_large(length_max_));
    out_ += text;
    return true;
  }

  // The inline partials of a program are there for all of it, also before they stand in it.
  bool render(Program const& program, Scope const& scope) {
    if (++depth_ > depth_max)
      return fail(errors::rendering_too_deep());
    auto const known = partials_.size();
    for (auto const place : program.inlines) {
      auto const& node = program.body[place];
      partials_.push_back({node.call.arguments[0].literal.text, node.program.get()});
    }
    bool fine = true;
    for (auto const& node : program.body)
      if (!(fine = step() && render(node, scope)))
        break;
    partials_.resize(known);
    --depth_;
    return fine;
  }

  bool render(Node const& node, Scope const& scope) {
    switch (node.kind) {
      case Node::Kind::text: return write(node.text);
      case Node::Kind::value: return render_value(node.call, scope);
      case Node::Kind::partial: return render_partial(node, scope);
      case Node::Kind::partial_block: return render_partial(node, scope);
      case Node::Kind::block: return render_block(node, scope);
      case Node::Kind::comment:
      case Node::Kind::inline_partial: return true;
    }
    return true;
  }

  // ---- values ----

  // Null where the data has no such attribute.
  TemplateData const* find(Path const& path, Scope const& scope) {
    if (path.is_of_loop)
      return find_of_loop(path, scope);
    auto const* at = &scope;
    for (std::size_t i = 0; i < path.up && at != nullptr; ++i)
      at = at->outer;
    if (at == nullptr)
      return nullptr;
    if (!path.is_in_context && !path.names.empty())
      for (auto const* bound = scope.bindings; bound != nullptr; bound = bound->outer)
        if (bound->name == path.names[0])
          return inward(bound->value, path, 1);
    return inward(at->value, path, 0);
  }

  TemplateData const* find_of_loop(Path const& path, Scope const& scope) {
    if (path.names[0] == "root")
      return inward(&root_, path, 1);
    auto const* loop = scope.loop;
    for (std::size_t i = 0; i < path.up && loop != nullptr; ++i)
      loop = loop->outer;
    if (loop == nullptr || path.names.size() > 1)
      return nullptr;
    auto const& name = path.names[0];
    return name == "index"   ? &loop->index
           : name == "key"   ? &loop->key
           : name == "first" ? &loop->first
           : name == "last"  ? &loop->last
                             : nullptr;
  }

  TemplateData const* inward(TemplateData const* value, Path const& path, std::size_t from) {
    for (auto i = from; i < path.names.size() && value != nullptr; ++i)
      value = member(*value, path.names[i]);
    return value;
  }

  // A list has a length, too.
  TemplateData const* member(TemplateData const& of, std::string_view name) {
    if (auto const* const found = of.find(name))
      return found;
    if (of.kind != TemplateData::Kind::list || name != "length")
      return nullptr;
    return &made_.emplace_back(number_data(std::to_string(of.items.size())));
  }

  TemplateData const* find(Argument const& argument, Scope const& scope) {
    return argument.path ? find(*argument.path, scope) : &argument.literal;
  }

  bool render_value(Call const& call, Scope const& scope) {
    if (!call.arguments.empty())
      return render_lookup(call, scope);
    auto const* const value = find(call.callee, scope);
    if (value == nullptr)
      return miss(call.callee);
    if (value->kind != TemplateData::Kind::list)
      return write(value->kind == TemplateData::Kind::object ? "[object Object]" : value->text);
    return write(printed(*value));
  }

  // {{lookup list index}}.
  bool render_lookup(Call const& call, Scope const& scope) {
    TemplateData const* found[2];
    for (std::size_t i = 0; i < 2; ++i) {
      found[i] = find(call.arguments[i], scope);
      if (found[i] == nullptr)
        return miss(*call.arguments[i].path);
    }
    auto const* const value = member(*found[0], found[1]->text);
    if (value == nullptr)
      return fail(errors::attribute_missing(found[1]->text));
    return write(printed(*value));
  }

  // ---- blocks ----

  bool render_optional(std::unique_ptr<Program> const& program, Scope const& scope) {
    return !program || render(*program, scope);
  }

  bool render_block(Node const& node, Scope const& scope) {
    auto const& call = node.call;
    if (call.arguments.empty())
      return render_section(node, scope);
    auto const& helper = call.callee.names[0];
    auto const* const value = find(call.arguments[0], scope);
    if (helper == "if" || helper == "unless") {
      bool const holds = value != nullptr && (value->is_truthy() || zero_counts(call, *value));
      return render_optional(holds == (helper == "if") ? node.program : node.inverse, scope);
    }
    if (value == nullptr)
      return miss(*call.arguments[0].path);
    if (helper == "each")
      return render_each(node, *value, scope);
    if (!value->is_truthy() && !value->is_zero())
      return render_optional(node.inverse, scope);
    return render_within(node, *value, scope, nullptr);
  }

  static bool zero_counts(Call const& call, TemplateData const& value) {
    for (auto const& [name, argument] : call.hash)
      if (name == "includeZero")
        return value.is_zero() && !argument.path && argument.literal.is_truthy();
    return false;
  }

  // {{#x}}: a loop over a list, and else a condition that leads into what is there.
  bool render_section(Node const& node, Scope const& scope) {
    using Kind = TemplateData::Kind;
    auto const* const value = find(node.call.callee, scope);
    bool const holds = value != nullptr && value->kind != Kind::null && !is_false(*value);
    if (!holds)
      return render_optional(node.inverse, scope);
    if (value->kind == Kind::list)
      return render_each(node, *value, scope);
    if (value->kind == Kind::boolean)
      return render_optional(node.program, scope);
    return render_within(node, *value, scope, nullptr);
  }

  static bool is_false(TemplateData const& value) {
    return value.kind == TemplateData::Kind::boolean && !value.is_truthy();
  }

  // Renders a block's body with the value as its context. Who goes into the object where one is
  // already has not gone inwards.
  bool render_within(Node const& node, TemplateData const& value, Scope const& scope,
                     Loop const* loop) {
    if (!node.program)
      return true;
    bool const stays = &value == scope.value && !value.items.empty();
    Scope inner{&value, stays ? scope.outer : &scope, loop == nullptr ? scope.loop : loop,
                scope.bindings};
    auto const& names = node.call.parameters;
    Binding item, key;
    if (!names.empty()) {
      item = {names[0], &value, inner.bindings};
      inner.bindings = &item;
    }
    if (names.size() > 1 && loop != nullptr) {
      key = {names[1], &loop->key, inner.bindings};
      inner.bindings = &key;
    }
    return render(*node.program, inner);
  }

  bool render_each(Node const& node, TemplateData const& value, Scope const& scope) {
    auto const count = value.items.size();
    if (count == 0)
      return render_optional(node.inverse, scope);
    Loop loop;
    loop.outer = scope.loop;
    for (std::size_t i = 0; i < count; ++i) {
      if (!step())
        return false;
      loop.index = number_data(std::to_string(i));
      loop.key = value.names.empty() ? loop.index : text_data(value.names[i]);
      loop.first = boolean_data(i == 0);
      loop.last = boolean_data(i + 1 == count);
      if (!render_within(node, value.items[i], scope, &loop))
        return false;
    }
    return true;
  }

  // ---- partials ----

  Program const* find_partial(std::string_view name) const {
    for (auto known = partials_.rbegin(); known != partials_.rend(); ++known)
      if (known->name == name)
        return known->program;
    return nullptr;
  }

  // {{> name context key=value}}, and {{#> name}}what takes its place, or is called from within it
  // as @partial-block{{/name}}.
  bool render_partial(Node const& node, Scope const& scope) {
    auto const& call = node.call;
    auto const* const partial = find_partial(call.callee.written);
    if (partial == nullptr)
      return node.program ? render(*node.program, scope)
                          : fail(errors::partial_missing(call.callee.written));
    Scope inner = scope;
    inner.bindings = nullptr;
    if (!call.arguments.empty()) {
      inner.value = find(call.arguments[0], scope);
      if (inner.value == nullptr)
        return miss(*call.arguments[0].path);
      inner.outer = &scope;
    }
    std::deque<Binding> arguments;
    for (auto const& [name, argument] : call.hash) {
      auto const* const value = find(argument, scope);
      if (value == nullptr)
        return miss(*argument.path);
      arguments.push_back({name, value, inner.bindings});
      inner.bindings = &arguments.back();
    }
    auto const known = partials_.size();
    if (node.program)
      partials_.push_back({"@partial-block", node.program.get()});
    auto const begin = out_.size();
    bool const fine = render(*partial, inner) && indent(begin, node.indent);
    partials_.resize(known);
    return fine;
  }

  // Every line that was written since then gets the blanks that its partial had.
  bool indent(std::size_t begin, std::string_view blanks) {
    if (blanks.empty() || begin == out_.size())
      return true;
    auto const lines = out_.substr(begin);
    out_.resize(begin);
    for (std::size_t at = 0; at < lines.size();) {
      auto const end = std::min(lines.find('\n', at), lines.size() - 1) + 1;
      if (!step() || !write(blanks) || !write(std::string_view{lines}.substr(at, end - at)))
        return false;
      at = end;
    }
    return true;
  }

  struct Partial {
    std::string_view name;
    Program const* program;
  };

  TemplateData const& root_;
  std::size_t length_max_;
  std::string out_;
  std::vector<Partial> partials_;  // those of inner blocks behind those of outer ones
  std::deque<TemplateData> made_;  // values that are not in the data
  std::optional<Error> error_;
  std::size_t steps_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace
}  // namespace handlebars

Result<std::string> Template::render(TemplateData const& data, std::size_t length_max) const {
  return handlebars::Rendering{data, length_max}.text(*program_);
}

}  // namespace proofbox::ses

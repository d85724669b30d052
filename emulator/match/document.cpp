#include "match/document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "shape/json.hpp"

namespace proofbox::match {
namespace {

// Feeds the parser byte by byte, and so always knows how far it has read.
class Tape {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = char const*;
  using reference = char const&;

  Tape(char const* at, std::size_t* read) : at_(at), read_(read) {}
  char const& operator*() const { return *at_; }
  Tape& operator++() {
    ++at_;
    ++*read_;
    return *this;
  }
  Tape operator++(int) {
    auto const before = *this;
    ++*this;
    return before;
  }
  bool operator==(Tape const& other) const { return at_ == other.at_; }
  bool operator!=(Tape const& other) const { return at_ != other.at_; }

 private:
  char const* at_;
  std::size_t* read_;
};

// Builds nodes from the parser's events.
class Builder {
 public:
  Builder(std::string_view text, std::size_t const& read) : text_(text), read_(read) {}

  Node root;
  std::string complaint;
  std::size_t mistake = 0;  // offset

  bool null() { return put({Node::Kind::null}); }
  bool boolean(bool value) {
    Node node{Node::Kind::boolean};
    node.truth = value;
    return put(std::move(node));
  }
  bool number_integer(std::int64_t number) { return put_number(std::to_string(number)); }
  bool number_unsigned(std::uint64_t number) { return put_number(std::to_string(number)); }
  bool number_float(double, std::string const& written) { return put_number(written); }
  bool string(std::string& value) {
    Node node{Node::Kind::text};
    node.text = std::move(value);
    return put(std::move(node));
  }
  bool binary(std::vector<std::uint8_t>&) { return false; }
  bool start_object(std::size_t) { return open(Node::Kind::object); }
  bool start_array(std::size_t) { return open(Node::Kind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& value) {
    auto const place = place_of_next();
    if (stack_.back()->find(value) != nullptr) {
      complaint = "the key \"" + value + "\" is given twice";
      mistake = token_;
      return false;
    }
    stack_.back()->keys.push_back(place);
    key_ = std::move(value);
    last_ = read_;
    return true;
  }
  bool parse_error(std::size_t position, std::string const&,
                   nlohmann::detail::exception const& error) {
    complaint = error.what();
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while ..."
    if (auto const colon = complaint.find(": "); colon != std::string::npos)
      complaint = complaint.substr(colon + 2);
    mistake = position == 0 ? 0 : position - 1;
    return false;
  }

  Place place_at(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    auto const before = text_.substr(0, offset);
    auto const line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    auto const line_start = before.rfind('\n');
    return {line + 1, offset - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1};
  }

 private:
  // Where the token begins that the parser has just read: after the last one, past blanks, comments
  // and separators.
  Place place_of_next() {
    auto at = last_;
    for (;;) {
      at = text_.find_first_not_of(" \t\r\n,:", at);
      if (at == std::string_view::npos)
        at = text_.size();
      if (text_.substr(at, 2) == "//")
        at = std::min(text_.find('\n', at), text_.size());
      else if (text_.substr(at, 2) == "/*")
        at = std::min(text_.find("*/", at), text_.size() - 2) + 2;
      else
        break;
    }
    token_ = at;
    return place_after(at);
  }

  // The same as place_at, for offsets that only grow: each byte is looked at once.
  Place place_after(std::size_t offset) {
    for (; counted_ < offset; ++counted_)
      if (text_[counted_] == '\n') {
        ++line_;
        line_start_ = counted_ + 1;
      }
    return {line_, offset - line_start_ + 1};
  }

  bool put_number(std::string written) {
    Node node{Node::Kind::number};
    node.text = std::move(written);
    return put(std::move(node));
  }

  bool put(Node node) {
    node.place = place_of_next();
    // The parser has looked one byte past a number.
    last_ = node.kind == Node::Kind::number
                ? std::min(text_.find_first_of(" \t\r\n,]}/", token_), text_.size())
                : read_;
    add(std::move(node));
    return true;
  }

  Node* add(Node node) {
    if (stack_.empty()) {
      root = std::move(node);
      return &root;
    }
    auto& parent = *stack_.back();
    if (parent.kind == Node::Kind::list)
      return &parent.items.emplace_back(std::move(node));
    return &parent.members.emplace_back(std::move(key_), std::move(node)).second;
  }

  bool open(Node::Kind kind) {
    if (stack_.size() == 100) {
      complaint = "nested too deep";
      return false;
    }
    Node node{kind};
    node.place = place_of_next();
    last_ = read_;
    stack_.push_back(add(std::move(node)));
    return true;
  }

  bool close() {
    stack_.pop_back();
    last_ = read_;
    return true;
  }

  std::string_view text_;
  std::size_t const& read_;
  std::size_t counted_ = 0, line_ = 1, line_start_ = 0;
  std::size_t last_ = 0;   // offset behind the last token
  std::size_t token_ = 0;  // offset of the latest token
  std::string key_;
  std::vector<Node*> stack_;
};

}  // namespace

Node const* Node::find(std::string_view key) const {
  for (auto const& [name, value] : members)
    if (name == key)
      return &value;
  return nullptr;
}

Node Node::of_text(std::string text) {
  Node node{Kind::text};
  node.text = std::move(text);
  return node;
}

Node Node::of_number(std::int64_t number) {
  Node node{Kind::number};
  node.text = std::to_string(number);
  return node;
}

Result<Node> read_document(std::string_view text, Place& where) {
  std::size_t read = 0;
  Builder builder{text, read};
  Tape const begin{text.data(), &read};
  Tape const end{text.data() + text.size(), &read};
  if (nlohmann::json::sax_parse(begin, end, &builder, nlohmann::json::input_format_t::json, true,
                                true))
    return std::move(builder.root);
  where = builder.place_at(builder.mistake);
  return Error{"SyntaxError", builder.complaint, 400};
}

Node read_answer(std::string_view text) {
  Place where;
  auto node = read_document(text, where);
  return node ? std::move(*node) : Node::of_text(std::string{text});
}

std::string write_node(Node const& node, std::size_t most) {
  std::string out;
  auto const write = [&](auto const& self, Node const& at) -> void {
    if (out.size() > most)
      return;
    bool first = true;
    switch (at.kind) {
      case Node::Kind::null: out += "null"; return;
      case Node::Kind::boolean: out += at.truth ? "true" : "false"; return;
      case Node::Kind::number: out += at.text; return;
      case Node::Kind::text: write_json_text(out, at.text); return;
      case Node::Kind::list:
        out += '[';
        for (auto const& item : at.items) {
          if (!std::exchange(first, false))
            out += ", ";
          self(self, item);
        }
        out += ']';
        return;
      case Node::Kind::object:
        out += '{';
        for (auto const& [key, value] : at.members) {
          if (!std::exchange(first, false))
            out += ", ";
          write_json_text(out, key);
          out += ": ";
          self(self, value);
        }
        out += '}';
        return;
    }
  };
  write(write, node);
  if (out.size() <= most)
    return out;
  while (most > 0 && (static_cast<unsigned char>(out[most]) & 0xc0) == 0x80)
    --most;
  return out.substr(0, most) + "...";
}

std::string describe(Node const& node) {
  switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::boolean: return node.truth ? "true" : "false";
    case Node::Kind::number: return "the number " + node.text;
    case Node::Kind::text: return "the text " + write_node(node, 60);
    case Node::Kind::list: return "a list";
    case Node::Kind::object: return "an object";
  }
  return {};
}

}  // namespace proofbox::match

#include "shape/json.hpp"

#include <fmt/format.h>

#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <cstring>

#include "base/check.hpp"
#include "base/text.hpp"

namespace proofbox {
namespace {

namespace json = boost::json;

// Receives the parser's events and puts each value where the shape says. An event answers false to
// stop.
class Filler {
 public:
  constexpr static std::size_t max_object_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_array_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_key_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_string_size = static_cast<std::size_t>(-1);

  Filler(Shape const& shape, void* object, Unknown unknown, Members members)
      : shape_(shape), object_(object), unknown_(unknown), members_(members) {}

  std::optional<Misfit> misfit;

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }

  bool on_object_begin(json::error_code& error) {
    if (skipping_ > 0)
      return ++skipping_, true;
    if (frames_.empty())
      return push_structure(shape_, object_);
    auto const slot = next_slot();
    if (!slot)
      return ++skipping_, true;
    if (slot->type->kind == Kind::structure)
      return push_structure(slot->type->shape(), slot->object);
    if (slot->type->kind == Kind::map)
      return frames_.push_back({slot->type, nullptr, slot->object, 0, nullptr, {}}), true;
    return refuse(error, "a JSON object");
  }

  bool on_object_end(std::size_t, json::error_code& error) {
    if (skipping_ > 0)
      return --skipping_, true;
    auto const& frame = frames_.back();
    if (frame.shape != nullptr)
      for (std::size_t i = 0; i < frame.shape->members().size(); ++i)
        if (auto const& member = frame.shape->members()[i];
            member.traits.required && is_wanted(member) && !(frame.seen >> i & 1)) {
          auto path = path_to_here();
          misfit = Misfit{Misfit::Kind::missing, path + std::string{member.name}};
          error = json::error::syntax;
          return false;
        }
    frames_.pop_back();
    return true;
  }

  bool on_array_begin(json::error_code& error) {
    if (skipping_ > 0)
      return ++skipping_, true;
    if (frames_.empty())
      return refuse(error, "a JSON array");
    auto const slot = next_slot();
    if (!slot)
      return ++skipping_, true;
    if (slot->type->kind != Kind::list)
      return refuse(error, "a JSON array");
    frames_.push_back({slot->type, nullptr, slot->object, 0, nullptr, {}});
    return true;
  }

  bool on_array_end(std::size_t, json::error_code&) {
    if (skipping_ > 0)
      return --skipping_, true;
    frames_.pop_back();
    return true;
  }

  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    if (skipping_ == 0)
      text_.append(part.data(), part.size());
    return true;
  }

  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    if (skipping_ > 0)
      return true;
    text_.append(part.data(), part.size());
    auto& frame = frames_.back();
    if (frame.shape != nullptr)
      frame.member = frame.shape->find(text_);
    if (frame.shape != nullptr && frame.member == nullptr && unknown_ == Unknown::refused) {
      misfit =
          Misfit{Misfit::Kind::type, path_to_here() + text_, "no member of that name is known"};
      error = json::error::syntax;
      return false;
    }
    if (frame.shape == nullptr)
      frame.key = text_;
    text_.clear();
    return true;
  }

  bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
    if (skipping_ == 0)
      text_.append(part.data(), part.size());
    return true;
  }

  bool on_string(json::string_view part, std::size_t, json::error_code& error) {
    if (skipping_ > 0)
      return true;
    std::string_view text{part.data(), part.size()};
    if (!text_.empty()) {
      text_.append(text);
      text = text_;
    }
    bool const accepted = put_text(text, error);
    text_.clear();
    return accepted;
  }

  bool on_number_part(json::string_view part, json::error_code&) {
    if (skipping_ == 0)
      text_.append(part.data(), part.size());
    return true;
  }

  bool on_int64(std::int64_t number, json::string_view digits, json::error_code& error) {
    return put_number(number, static_cast<double>(number), digits, error);
  }
  bool on_uint64(std::uint64_t number, json::string_view digits, json::error_code& error) {
    return put_number({}, static_cast<double>(number), digits, error);
  }
  bool on_double(double number, json::string_view digits, json::error_code& error) {
    // An integer may be written as 5.0; anything with a fraction is no integer.
    std::optional<std::int64_t> whole;
    if (std::abs(number) < 9e15 && number == std::floor(number))
      whole = static_cast<std::int64_t>(number);
    return put_number(whole, number, digits, error);
  }

  bool on_bool(bool value, json::error_code& error) {
    if (skipping_ > 0)
      return true;
    if (frames_.empty())
      return refuse(error, "a JSON boolean");
    auto const slot = next_slot();
    if (!slot)
      return true;
    if (slot->type->kind != Kind::boolean)
      return refuse(error, "a JSON boolean");
    *static_cast<bool*>(slot->object) = value;
    return true;
  }

  bool on_null(json::error_code& error) {
    if (frames_.empty())
      return refuse(error, "null");
    return true;
  }

  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  struct Frame {
    Type const* type;    // of a list or a map
    Shape const* shape;  // of a structure
    void* object;
    std::uint64_t seen;    // one bit a member of a structure
    Member const* member;  // the one whose value comes next; null where it is unknown
    std::string key;       // likewise of a map
  };
  struct Slot {
    Type const* type;
    void* object;
    Traits const* traits;
  };

  bool push_structure(Shape const& shape, void* object) {
    check(shape.members().size() <= 64, "a shape has at most 64 members");
    frames_.push_back({nullptr, &shape, object, 0, nullptr, {}});
    return true;
  }

  bool is_wanted(Member const& member) const {
    return members_ == Members::all || member.traits.place == Place::body;
  }

  // Where the value that comes now belongs, optionals opened; nothing where it is to be skipped.
  std::optional<Slot> next_slot() {
    auto& frame = frames_.back();
    Slot slot{};
    if (frame.shape != nullptr) {
      if (frame.member == nullptr || !is_wanted(*frame.member))
        return {};
      frame.seen |= std::uint64_t{1} << (frame.member - frame.shape->members().data());
      slot = {frame.member->type, frame.member->in(frame.object), &frame.member->traits};
    } else if (frame.type->kind == Kind::list) {
      slot = {frame.type->element, frame.type->append(frame.object), &optional};
    } else {
      slot = {frame.type->element, frame.type->insert(frame.object, frame.key), &optional};
    }
    while (slot.type->kind == Kind::optional)
      slot = {slot.type->element, slot.type->emplace(slot.object), slot.traits};
    return slot;
  }

  bool put_text(std::string_view text, json::error_code& error) {
    if (frames_.empty())
      return refuse(error, "a JSON string");
    auto const slot = next_slot();
    if (!slot)
      return true;
    switch (slot->type->kind) {
      case Kind::text: *static_cast<std::string*>(slot->object) = text; return true;
      case Kind::blob:
      case Kind::instant:
        return assign_text(*slot->type, slot->object, text) || refuse(error, "a JSON string");
      default: return refuse(error, "a JSON string");
    }
  }

  bool put_number(std::optional<std::int64_t> whole, double number, json::string_view digits,
                  json::error_code& error) {
    if (skipping_ > 0)
      return true;
    text_.append(digits.data(), digits.size());
    auto const written = std::exchange(text_, {});
    if (frames_.empty())
      return refuse(error, "a JSON number");
    auto const slot = next_slot();
    if (!slot)
      return true;
    if (slot->type->kind == Kind::integer && whole) {
      *static_cast<std::int64_t*>(slot->object) = *whole;
      return true;
    }
    if (slot->type->kind == Kind::number) {
      *static_cast<double*>(slot->object) = number;
      return true;
    }
    if (slot->type->kind == Kind::instant && std::abs(number) < 9e9) {
      *static_cast<Instant*>(slot->object) = Instant{
          std::chrono::milliseconds{static_cast<std::int64_t>(std::llround(number * 1000))}};
      return true;
    }
    if (slot->type->kind == Kind::text && slot->traits->number_as_text) {
      *static_cast<std::string*>(slot->object) = written;
      return true;
    }
    return refuse(error, "a JSON number");
  }

  bool refuse(json::error_code& error, char const* what) {
    auto path = path_to_here();
    if (!frames_.empty() && frames_.back().shape != nullptr && frames_.back().member != nullptr)
      path += frames_.back().member->name;
    else if (!path.empty())
      path.pop_back();
    misfit = Misfit{Misfit::Kind::type, path, what};
    error = json::error::syntax;
    return false;
  }

  // "Entries.1." for a value in the first entry.
  std::string path_to_here() const {
    std::string path;
    for (std::size_t i = 0; i + 1 < frames_.size(); ++i) {
      auto const& frame = frames_[i];
      if (frame.shape != nullptr)
        path += frame.member->name;
      else if (frame.type->kind == Kind::list)
        path += std::to_string(frame.type->size(frame.object));
      else
        path += frame.key;
      path += '.';
    }
    return path;
  }

  Shape const& shape_;
  void* object_;
  Unknown unknown_;
  Members members_;
  std::vector<Frame> frames_;
  std::size_t skipping_ = 0;  // levels below a member that nobody knows
  std::string text_;          // parts of a key or string, collected
};

// How many bytes at the front need no escape, counted in blocks of eight: most text needs none.
std::size_t plain_prefix(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101, high_bits = ones << 7;
  std::size_t size = 0;
  for (std::uint64_t block; size + sizeof block <= text.size(); size += sizeof block) {
    std::memcpy(&block, text.data() + size, sizeof block);
    // What is too small borrows from its high bit: what is below a blank, or what is nothing once
    // a quote or a backslash is taken away.
    auto const quote = block ^ (ones * '"');
    auto const backslash = block ^ (ones * '\\');
    auto const escaped = ((block - ones * ' ') & ~block) | ((quote - ones) & ~quote) |
                         ((backslash - ones) & ~backslash);
    if ((escaped & high_bits) != 0)
      break;
  }
  return size;
}

void write_escaped(std::string& out, std::string_view text) {
  static constexpr char digits[] = "0123456789abcdef";
  std::size_t plain = 0;
  for (auto i = plain_prefix(text); i < text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') [[likely]]
      continue;
    out.append(text.substr(plain, i - plain));
    plain = i + 1;
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      default:
        out += "\\u00";
        out += digits[c >> 4];
        out += digits[c & 15];
    }
  }
  out.append(text.substr(plain));
}

// U+FFFD in place of each byte that is not UTF-8.
std::string repaired(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    std::size_t length = 1;
    while (length < 4 && length < text.size() && !is_utf8(text.substr(0, length)))
      ++length;
    if (is_utf8(text.substr(0, length))) {
      valid += text.substr(0, length);
      text.remove_prefix(length);
    } else {
      valid += "\xef\xbf\xbd";
      text.remove_prefix(1);
    }
  }
  return valid;
}

bool left_out(Member const& member, void const* object) {
  auto const& type = *member.type;
  auto const* at = member.in(object);
  if (type.kind == Kind::optional)
    return !type.present(at) && !member.traits.null_when_absent;
  if (type.kind == Kind::list || type.kind == Kind::map)
    return type.size(at) == 0 && !member.traits.empty_when_none;
  return false;
}

}  // namespace

std::optional<Misfit> read_json(std::string_view text, Shape const& shape, void* object,
                                Unknown unknown, Members members) {
  if (trim(text).empty())
    text = "{}";
  json::parse_options options;
  options.max_depth = 32;
  json::basic_parser<Filler> parser{options, shape, object, unknown, members};
  json::error_code error;
  auto const read = parser.write_some(false, text.data(), text.size(), error);
  auto& filler = parser.handler();
  if (filler.misfit)
    return filler.misfit;
  if (error)
    return Misfit{Misfit::Kind::syntax, {}, error.message()};
  if (!parser.done() || !trim(text.substr(read)).empty())
    return Misfit{Misfit::Kind::syntax, {}, "incomplete or followed by something else"};
  return {};
}

namespace {

// Takes note of nothing.
struct Reader {
  constexpr static std::size_t max_object_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_array_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_key_size = static_cast<std::size_t>(-1);
  constexpr static std::size_t max_string_size = static_cast<std::size_t>(-1);
  using Code = json::error_code;
  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return true; }
  bool on_object_end(std::size_t, Code&) { return true; }
  bool on_array_begin(Code&) { return true; }
  bool on_array_end(std::size_t, Code&) { return true; }
  bool on_key_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_key(json::string_view, std::size_t, Code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, Code&) { return true; }
  bool on_string(json::string_view, std::size_t, Code&) { return true; }
  bool on_number_part(json::string_view, Code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Code&) { return true; }
  bool on_double(double, json::string_view, Code&) { return true; }
  bool on_bool(bool, Code&) { return true; }
  bool on_null(Code&) { return true; }
  bool on_comment_part(json::string_view, Code&) { return true; }
  bool on_comment(json::string_view, Code&) { return true; }
};

}  // namespace

bool is_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = text.size() + 1;
  json::basic_parser<Reader> parser{options};
  json::error_code error;
  auto const read = parser.write_some(false, text.data(), text.size(), error);
  return !error && parser.done() && trim(text.substr(read)).empty();
}

void write_json_text(std::string& out, std::string_view text) {
  out += '"';
  if (is_utf8(text)) [[likely]]
    write_escaped(out, text);
  else
    write_escaped(out, repaired(text));
  out += '"';
}

void write_json_value(std::string& out, Type const& type, void const* object) {
  switch (type.kind) {
    case Kind::text: return write_json_text(out, *static_cast<std::string const*>(object));
    case Kind::integer:
      fmt::format_to(std::back_inserter(out), "{}", *static_cast<std::int64_t const*>(object));
      return;
    case Kind::number: out += text_of(type, object); return;
    case Kind::boolean: out += *static_cast<bool const*>(object) ? "true" : "false"; return;
    case Kind::blob:
      out += '"';
      out += base64(static_cast<Blob const*>(object)->bytes);
      out += '"';
      return;
    case Kind::instant: {
      auto const milliseconds = epoch_milliseconds(*static_cast<Instant const*>(object));
      out += milliseconds % 1000 == 0
                 ? std::to_string(milliseconds / 1000)
                 : fmt::format("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
      return;
    }
    case Kind::optional:
      if (type.present(object))
        return write_json_value(out, *type.element, type.value(object));
      out += "null";
      return;
    case Kind::list: {
      out += '[';
      auto const size = type.size(object);
      for (std::size_t i = 0; i < size; ++i) {
        if (i > 0)
          out += ',';
        write_json_value(out, *type.element, type.at(object, i));
      }
      out += ']';
      return;
    }
    case Kind::map: {
      out += '{';
      bool first = true;
      type.each(object, [&](std::string const& key, void const* value) {
        if (!std::exchange(first, false))
          out += ',';
        write_json_text(out, key);
        out += ':';
        write_json_value(out, *type.element, value);
      });
      out += '}';
      return;
    }
    case Kind::structure: return write_json(out, type.shape(), object);
  }
}

void write_json(std::string& out, Shape const& shape, void const* object) {
  out += '{';
  bool first = true;
  for (auto const& member : shape.members()) {
    if (left_out(member, object))
      continue;
    if (!std::exchange(first, false))
      out += ',';
    out += '"';
    out += member.name;  // names are plain ASCII words
    out += "\":";
    write_json_value(out, *member.type, member.in(object));
  }
  out += '}';
}

}  // namespace proofbox

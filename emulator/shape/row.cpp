#include "shape/row.hpp"

#include <cstring>

namespace proofbox {
namespace {

void write_count(std::string& out, std::uint64_t count) {
  while (count >= 0x80) {
    out += static_cast<char>(count | 0x80);
    count >>= 7;
  }
  out += static_cast<char>(count);
}

void write_fixed(std::string& out, std::uint64_t bits) {
  for (int i = 0; i < 8; ++i)
    out += static_cast<char>(bits >> (8 * i));
}

void write_bytes(std::string& out, std::string_view bytes) {
  write_count(out, bytes.size());
  out += bytes;
}

void write_value(std::string& out, Type const& type, void const* object);

void write_structure(std::string& out, Shape const& shape, void const* object) {
  write_count(out, shape.members().size());
  for (auto const& member : shape.members())
    write_value(out, *member.type, member.in(object));
}

void write_value(std::string& out, Type const& type, void const* object) {
  switch (type.kind) {
    case Kind::text: return write_bytes(out, *static_cast<std::string const*>(object));
    case Kind::blob: return write_bytes(out, static_cast<Blob const*>(object)->bytes);
    case Kind::integer:
      return write_fixed(out,
                         static_cast<std::uint64_t>(*static_cast<std::int64_t const*>(object)));
    case Kind::instant:
      return write_fixed(out, static_cast<std::uint64_t>(
                                  static_cast<Instant const*>(object)->time_since_epoch().count()));
    case Kind::number: {
      std::uint64_t bits = 0;
      std::memcpy(&bits, object, sizeof bits);
      return write_fixed(out, bits);
    }
    case Kind::boolean: out += *static_cast<bool const*>(object) ? '\1' : '\0'; return;
    case Kind::optional:
      out += type.present(object) ? '\1' : '\0';
      if (type.present(object))
        write_value(out, *type.element, type.value(object));
      return;
    case Kind::list:
      write_count(out, type.size(object));
      for (std::size_t i = 0; i < type.size(object); ++i)
        write_value(out, *type.element, type.at(object, i));
      return;
    case Kind::map:
      write_count(out, type.size(object));
      type.each(object, [&](std::string const& key, void const* value) {
        write_bytes(out, key);
        write_value(out, *type.element, value);
      });
      return;
    case Kind::structure: return write_structure(out, type.shape(), object);
  }
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  bool at_end() const { return rest_.empty(); }

  bool structure(Shape const& shape, void* object) {
    std::uint64_t count = 0;
    if (!read_count(count) || count > shape.members().size())
      return false;
    for (std::size_t i = 0; i < count; ++i)
      if (auto const& member = shape.members()[i]; !value(*member.type, member.in(object)))
        return false;
    return true;
  }

 private:
  bool read_count(std::uint64_t& count) {
    count = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty())
        return false;
      auto const byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      count |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80)
        return true;
    }
    return false;
  }

  bool read_fixed(std::uint64_t& bits) {
    if (rest_.size() < 8)
      return false;
    bits = 0;
    for (unsigned i = 0; i < 8; ++i)
      bits |= std::uint64_t{static_cast<unsigned char>(rest_[i])} << (8 * i);
    rest_.remove_prefix(8);
    return true;
  }

  bool read_bytes(std::string& bytes) {
    std::uint64_t size = 0;
    if (!read_count(size) || size > rest_.size())
      return false;
    bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

  bool read_flag(bool& flag) {
    if (rest_.empty())
      return false;
    flag = rest_.front() != 0;
    rest_.remove_prefix(1);
    return true;
  }

  bool value(Type const& type, void* object) {
    std::uint64_t bits = 0;
    switch (type.kind) {
      case Kind::text: return read_bytes(*static_cast<std::string*>(object));
      case Kind::blob: return read_bytes(static_cast<Blob*>(object)->bytes);
      case Kind::integer:
        if (!read_fixed(bits))
          return false;
        *static_cast<std::int64_t*>(object) = static_cast<std::int64_t>(bits);
        return true;
      case Kind::instant:
        if (!read_fixed(bits))
          return false;
        *static_cast<Instant*>(object) = Instant{Duration{static_cast<std::int64_t>(bits)}};
        return true;
      case Kind::number:
        if (!read_fixed(bits))
          return false;
        std::memcpy(object, &bits, sizeof bits);
        return true;
      case Kind::boolean: return read_flag(*static_cast<bool*>(object));
      case Kind::optional: {
        bool present = false;
        if (!read_flag(present))
          return false;
        return !present || value(*type.element, type.emplace(object));
      }
      case Kind::list: {
        std::uint64_t count = 0;
        if (!read_count(count) || count > rest_.size())
          return false;
        for (std::uint64_t i = 0; i < count; ++i)
          if (!value(*type.element, type.append(object)))
            return false;
        return true;
      }
      case Kind::map: {
        std::uint64_t count = 0;
        if (!read_count(count) || count > rest_.size())
          return false;
        for (std::uint64_t i = 0; i < count; ++i) {
          std::string key;
          if (!read_bytes(key) || !value(*type.element, type.insert(object, key)))
            return false;
        }
        return true;
      }
      case Kind::structure: return structure(type.shape(), object);
    }
    return false;
  }

  std::string_view rest_;
};

}  // namespace

std::string write_row(Shape const& shape, void const* object) {
  std::string bytes;
  write_structure(bytes, shape, object);
  return bytes;
}

bool read_row(std::string_view bytes, Shape const& shape, void* object) {
  Reader reader{bytes};
  return reader.structure(shape, object) && reader.at_end();
}

}  // namespace proofbox

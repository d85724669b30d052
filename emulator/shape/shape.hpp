// A struct described once. Every codec (JSON, Query, XML, rows), scenario step and page reads the
// description; it is typed where it is written (`&SendMessage::queue_url`) and erased where it is
// read, so that no codec is a template.
//
//   Shape const& SendMessage::shape() {
//     static Shape const shape = Describe<SendMessage>("SendMessage")
//         .member("QueueUrl", &SendMessage::queue_url, required)
//         .member("DelaySeconds", &SendMessage::delay_seconds, optional.between(0, 900));
//     return shape;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/time.hpp"
#include "shape/limits.hpp"

namespace proofbox {

class Shape;

// Bytes that are no text; base64 in JSON, Query and XML.
struct Blob {
  std::string bytes;
  bool operator==(Blob const&) const = default;
};

template <class T>
using Map = std::map<std::string, T, std::less<>>;

// What a member may be. On the wire an `instant` is epoch seconds in JSON and ISO 8601 in XML.
enum class Kind { text, integer, number, boolean, blob, instant, optional, list, map, structure };

using Visit = std::function<void(std::string const& key, void const* value)>;

// A C++ type, erased. Only what the kind needs is set.
struct Type {
  Kind kind;
  Type const* element = nullptr;                // optional, list, map
  Shape const& (*shape)() = nullptr;            // structure
  bool (*present)(void const*) = nullptr;       // optional
  void* (*emplace)(void*) = nullptr;            // optional: its value, made
  void const* (*value)(void const*) = nullptr;  // optional: its value, which must be present
  std::size_t (*size)(void const*) = nullptr;   // list, map
  void* (*append)(void*) = nullptr;             // list
  void const* (*at)(void const*, std::size_t) = nullptr;   // list
  void* (*insert)(void*, std::string_view key) = nullptr;  // map
  void (*each)(void const*, Visit const&) = nullptr;       // map, in order of the keys
};

template <class T>
Type const& type_of();

// Where a member stands in a REST request or its answer; `body` for every other protocol. A payload
// is the body itself, and no member of it.
enum class Place { body, path, query_string, header, status, payload };

// What is known of a member besides its type.
struct Traits {
  bool required = false;
  bool number_as_text = false;    // a text that may come as a JSON number, too
  bool null_when_absent = false;  // written as null where an absent member would be left out
  bool empty_when_none = false;   // an empty list or map is written, where it would be left out
  std::string_view name_in_query = {};
  std::string_view name_in_header = {};
  std::string_view key_in_query = {};
  std::string_view value_in_query = {};
  Place place = Place::body;
  Limits limits = {};

  constexpr Traits query_name(std::string_view name) const {
    auto t = *this;
    t.name_in_query = name;
    return t;
  }
  constexpr Traits entry_names(std::string_view key, std::string_view value) const {
    auto t = *this;
    t.key_in_query = key;
    t.value_in_query = value;
    return t;
  }
  constexpr Traits in_path() const {
    auto t = *this;
    t.place = Place::path;
    return t;
  }
  constexpr Traits in_query_string() const {
    auto t = *this;
    t.place = Place::query_string;
    return t;
  }
  constexpr Traits in_header(std::string_view name) const {
    auto t = *this;
    t.place = Place::header;
    t.name_in_header = name;
    return t;
  }
  constexpr Traits as_status() const {
    auto t = *this;
    t.place = Place::status;
    return t;
  }
  constexpr Traits as_payload() const {
    auto t = *this;
    t.place = Place::payload;
    return t;
  }
  constexpr Traits or_number() const {
    auto t = *this;
    t.number_as_text = true;
    return t;
  }
  constexpr Traits or_null() const {
    auto t = *this;
    t.null_when_absent = true;
    return t;
  }
  constexpr Traits even_empty() const {
    auto t = *this;
    t.empty_when_none = true;
    return t;
  }
  constexpr Traits between(std::int64_t least, std::int64_t most,
                           std::string_view reason = {}) const {
    auto t = *this;
    t.limits = {least, most, reason};
    return t;
  }
};

inline constexpr Traits required{true};
inline constexpr Traits optional{};
inline constexpr Traits always =
    optional.even_empty();  // an output list that is written even when empty

struct Member {
  std::string_view name;  // AWS's name
  Type const* type;
  std::ptrdiff_t offset;
  Traits traits;

  void* in(void* object) const { return static_cast<char*>(object) + offset; }
  void const* in(void const* object) const { return static_cast<char const*>(object) + offset; }
  std::string_view query_name() const {
    return traits.name_in_query.empty() ? name : traits.name_in_query;
  }
};

class Shape {
 public:
  std::string_view name() const { return name_; }
  std::vector<Member> const& members() const { return members_; }
  Member const* find(std::string_view member) const {
    for (auto const& candidate : members_)
      if (candidate.name == member)
        return &candidate;
    return nullptr;
  }

 private:
  template <class T>
  friend class Describe;
  std::string_view name_;
  std::vector<Member> members_;
};

// Builds the Shape of a T; `name` and the members' names must be literals.
template <class T>
class Describe {
 public:
  explicit Describe(std::string_view name) { shape_.name_ = name; }

  template <class M>
  Describe& member(std::string_view name, M T::*pointer, Traits traits = {}) {
    // Measured on a real object: pointers to members have no portable offset of their own.
    T const probe{};
    auto const offset =
        reinterpret_cast<char const*>(&(probe.*pointer)) - reinterpret_cast<char const*>(&probe);
    shape_.members_.push_back({name, &type_of<M>(), offset, traits});
    return *this;
  }

  operator Shape() { return std::move(shape_); }

 private:
  Shape shape_;
};

namespace detail {

template <class T>
struct TypeOf {
  static Type make() {
    Type type{Kind::structure};
    type.shape = &T::shape;
    return type;
  }
};

template <Kind kind>
struct Scalar {
  static Type make() { return Type{kind}; }
};

template <>
struct TypeOf<std::string> : Scalar<Kind::text> {};
template <>
struct TypeOf<std::int64_t> : Scalar<Kind::integer> {};
template <>
struct TypeOf<double> : Scalar<Kind::number> {};
template <>
struct TypeOf<bool> : Scalar<Kind::boolean> {};
template <>
struct TypeOf<Blob> : Scalar<Kind::blob> {};
template <>
struct TypeOf<Instant> : Scalar<Kind::instant> {};

template <class T>
struct TypeOf<std::optional<T>> {
  using Optional = std::optional<T>;
  static Type make() {
    Type type{Kind::optional};
    type.element = &type_of<T>();
    type.present = [](void const* at) { return static_cast<Optional const*>(at)->has_value(); };
    type.emplace = [](void* at) -> void* { return &static_cast<Optional*>(at)->emplace(); };
    type.value = [](void const* at) -> void const* { return &**static_cast<Optional const*>(at); };
    return type;
  }
};

template <class T>
struct TypeOf<std::vector<T>> {
  using List = std::vector<T>;
  static Type make() {
    Type type{Kind::list};
    type.element = &type_of<T>();
    type.size = [](void const* at) { return static_cast<List const*>(at)->size(); };
    type.append = [](void* at) -> void* { return &static_cast<List*>(at)->emplace_back(); };
    type.at = [](void const* at, std::size_t i) -> void const* {
      return &(*static_cast<List const*>(at))[i];
    };
    return type;
  }
};

template <class T>
struct TypeOf<Map<T>> {
  static Type make() {
    Type type{Kind::map};
    type.element = &type_of<T>();
    type.size = [](void const* at) { return static_cast<Map<T> const*>(at)->size(); };
    type.insert = [](void* at, std::string_view key) -> void* {
      return &(*static_cast<Map<T>*>(at))[std::string{key}];
    };
    type.each = [](void const* at, Visit const& visit) {
      for (auto const& [key, value] : *static_cast<Map<T> const*>(at))
        visit(key, &value);
    };
    return type;
  }
};

}  // namespace detail

template <class T>
Type const& type_of() {
  static Type const type = detail::TypeOf<T>::make();
  return type;
}

// The text of a scalar as Query and path segments carry it, put where `type` says; false where it
// does not fit.
bool assign_text(Type const& type, void* object, std::string_view text);

// The text of a scalar for XML.
std::string text_of(Type const& type, void const* object);

}  // namespace proofbox

#include "shape/limits.hpp"

#include "shape/shape.hpp"

namespace proofbox {
namespace {

std::optional<Misfit> outside(Type const& type, void const* object, Limits const& limits);

std::optional<Misfit> outside_structure(Shape const& shape, void const* object) {
  for (auto const& member : shape.members()) {
    auto misfit = outside(*member.type, member.in(object), member.traits.limits);
    if (!misfit)
      continue;
    misfit->member = misfit->member.empty() ? std::string{member.name}
                                            : std::string{member.name} + '.' + misfit->member;
    return misfit;
  }
  return {};
}

std::optional<Misfit> outside(Type const& type, void const* object, Limits const& limits) {
  switch (type.kind) {
    case Kind::optional:
      if (!type.present(object))
        return {};
      return outside(*type.element, type.value(object), limits);
    case Kind::integer: {
      auto const number = *static_cast<std::int64_t const*>(object);
      if (number >= limits.least && number <= limits.most)
        return {};
      return Misfit{Misfit::Kind::range, {}, std::to_string(number), std::string{limits.reason}};
    }
    case Kind::structure: return outside_structure(type.shape(), object);
    // The entries of a batch are judged one by one by the engine: a bad one fails alone.
    default: return {};
  }
}

}  // namespace

std::optional<Misfit> outside_limits(Shape const& shape, void const* object) {
  return outside_structure(shape, object);
}

}  // namespace proofbox

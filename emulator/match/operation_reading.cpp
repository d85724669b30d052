#include "match/operation_reading.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "match/operations.hpp"
#include "shape/json.hpp"

namespace proofbox::match {

Row const& operation_named(Node const& name, std::string_view advice) {
  if (auto const* row = row_named(name.text))
    return *row;
  auto const names = operation_names();
  std::vector<std::string_view> const candidates(names.begin(), names.end());
  stop(name.place, fmt::format("There is no operation \"{}\".{} {}", name.text,
                               did_you_mean(name.text, candidates), advice));
}

std::vector<std::string_view> member_names(Shape const& shape) {
  std::vector<std::string_view> names;
  for (auto const& member : shape.members())
    names.push_back(member.name);
  return names;
}

void check_input(Operation const& operation, Node const& with, Node const& typed) {
  auto const& shape = *operation.input;
  allow_only(with, member_names(shape), fmt::format("The input of {}", operation.name));
  auto const input = operation.make_input();
  auto const misfit = read_json(whole(typed), shape, input.get());
  if (misfit && misfit->kind != Misfit::Kind::missing)
    stop(with.place, fmt::format("\"{}\" of {} is of the wrong type: {}.", misfit->member,
                                 operation.name, misfit->value));
}

}  // namespace proofbox::match

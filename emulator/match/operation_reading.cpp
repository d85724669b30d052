#include "match/operation_reading.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "box/engines.hpp"
#include "shape/json.hpp"

namespace proofbox::match {

Row const& operation_named(Node const& name, std::string_view advice) {
  auto const dot = name.text.find('.');
  auto const service = name.text.substr(0, dot);
  auto const operation = dot == std::string::npos ? "" : name.text.substr(dot + 1);
  std::vector<std::string> names;
  for (auto const& kit : engine_kits())
    for (auto const* api : kit.apis)
      for (auto const* table : {&api->rows, &api->sandbox})
        for (auto const& row : *table) {
          if (api->service == service && row.operation->name == operation)
            return row;
          names.push_back(fmt::format("{}.{}", api->service, row.operation->name));
        }
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

void check_input(Row const& row, Node const& with, Node const& typed) {
  auto const& shape = *row.operation->input;
  allow_only(with, member_names(shape), fmt::format("The input of {}", row.operation->name));
  auto const input = row.operation->make_input();
  auto const misfit = read_json(whole(typed), shape, input.get());
  if (misfit && misfit->kind != Misfit::Kind::missing)
    stop(with.place, fmt::format("\"{}\" of {} is of the wrong type: {}.", misfit->member,
                                 row.operation->name, misfit->value));
}

}  // namespace proofbox::match

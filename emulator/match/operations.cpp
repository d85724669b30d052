#include "match/operations.hpp"

#include "box/engines.hpp"

namespace proofbox::match {
namespace {

// As the SDKs call it.
std::string service_of(Api const& api) {
  return std::string{api.service} + (api.path_prefix.starts_with("/v2/") ? "v2" : "");
}

// `see` is given each api and row until it returns true.
template <class See>
void each(See const& see) {
  for (auto const& kit : engine_kits())
    for (auto const* api : kit.apis)
      for (auto const* table : {&api->rows, &api->sandbox})
        for (auto const& row : *table)
          if (see(*api, row))
            return;
}

}  // namespace

Row const* row_named(std::string_view name) {
  auto const dot = name.find('.');
  if (dot == std::string_view::npos)
    return nullptr;
  auto const service = name.substr(0, dot), word = name.substr(dot + 1);
  Row const* found = nullptr;
  each([&](Api const& api, Row const& row) {
    if (row.operation->name != word || (api.service != service && service_of(api) != service))
      return false;
    found = &row;
    return true;
  });
  return found;
}

std::vector<std::string> operation_names() {
  std::vector<std::string> names;
  each([&](Api const& api, Row const& row) {
    names.push_back(service_of(api) + '.' + std::string{row.operation->name});
    return false;
  });
  return names;
}

std::string name_of(Operation const& operation) {
  std::string name;
  each([&](Api const& api, Row const& row) {
    if (row.operation != &operation)
      return false;
    name = service_of(api) + '.' + std::string{operation.name};
    return true;
  });
  return name;
}

}  // namespace proofbox::match

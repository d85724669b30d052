#include "lambda/api_route.hpp"

#include "base/text.hpp"

namespace proofbox::lambda {
namespace {

constexpr std::string_view default_path = "$default";

bool is_parameter(std::string_view segment) {
  return segment.starts_with('{') && segment.ends_with('}');
}

bool is_greedy(std::string_view segment) { return segment.ends_with("+}"); }

std::string_view name_in(std::string_view segment) {
  return segment.substr(1, segment.size() - (is_greedy(segment) ? 3 : 2));
}

// How well a route fits, the lower the better: 0 is the path itself. Nothing where it does not.
struct Fit {
  int looseness = 0;
  Map<std::string> parameters;
};

std::optional<Fit> fit(std::string_view pattern, std::string_view path) {
  Fit found;
  if (pattern == default_path) {
    found.looseness = 1000;
    return found;
  }
  auto const wanted = split(pattern, '/');
  auto const given = split(path, '/');
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (i >= given.size() || (is_parameter(wanted[i]) && given[i].empty()))
      return {};
    if (is_parameter(wanted[i]) && is_greedy(wanted[i])) {
      auto const begin = static_cast<std::size_t>(given[i].data() - path.data());
      found.parameters[std::string{name_in(wanted[i])}] = percent_decode(path.substr(begin), false);
      found.looseness += 100;
      return found;
    }
    if (is_parameter(wanted[i])) {
      found.parameters[std::string{name_in(wanted[i])}] = percent_decode(given[i], false);
      ++found.looseness;
    } else if (wanted[i] != given[i]) {
      return {};
    }
  }
  return wanted.size() == given.size() ? std::optional{std::move(found)} : std::nullopt;
}

}  // namespace

std::string Routed::key() const {
  return route->path == default_path ? route->path : route->method + ' ' + route->path;
}

Routed route_of(std::vector<Route> const& routes, HttpRequest const& request) {
  Routed best;
  int looseness = 0;
  for (auto const& candidate : routes) {
    bool const is_any = candidate.method == "ANY" || candidate.path == default_path;
    if (!is_any && candidate.method != request.method)
      continue;
    auto found = fit(candidate.path, request.path());
    if (!found)
      continue;
    auto const loose = found->looseness * 2 + (is_any ? 1 : 0);
    if (best.route != nullptr && loose >= looseness)
      continue;
    best = {&candidate, std::move(found->parameters)};
    looseness = loose;
  }
  return best;
}

}  // namespace proofbox::lambda

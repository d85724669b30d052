// A page of a list: up to 100 items, and a token that says where the next page begins.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "engines/sns/errors.hpp"

namespace proofbox::sns {

inline constexpr std::size_t page_max = 100;

template <class T>
struct Page {
  std::vector<T const*> items;
  std::optional<std::string> next_token;
};

struct Everything {
  template <class T>
  bool operator()(T const&) const {
    return true;
  }
};

// Those whose keys begin with `prefix` and that are wanted, behind the one that the token names.
// The token is the last key that was listed, so that nothing is listed twice or left out because of
// what was made or deleted meanwhile.
template <class T, class Wanted = Everything>
Result<Page<T>> page_of(std::map<std::string, std::unique_ptr<T>, std::less<>> const& all,
                        std::string const& prefix, std::optional<std::string> const& token,
                        std::size_t most = page_max, Wanted wanted = {}) {
  auto from = all.lower_bound(prefix);
  if (token && !token->empty()) {
    auto const last = from_base64(*token);
    if (!last || !last->starts_with(prefix))
      return errors::invalid_parameter("NextToken");
    from = all.upper_bound(*last);
  }
  Page<T> page;
  std::string const* last = nullptr;
  for (auto place = from; place != all.end() && place->first.starts_with(prefix); ++place) {
    if (!wanted(*place->second))
      continue;
    if (page.items.size() == most) {
      page.next_token = base64(*last);
      break;
    }
    page.items.push_back(place->second.get());
    last = &place->first;
  }
  return page;
}

}  // namespace proofbox::sns

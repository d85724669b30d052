#include "base/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace proofbox {

void broken(char const* assumption, std::source_location const& place) {
  std::fprintf(stderr, "proofbox is broken at %s:%u: %s\n", place.file_name(),
               static_cast<unsigned>(place.line()), assumption);
  std::abort();
}

}  // namespace proofbox

// A port on which somebody listens, before anybody accepts.
#pragma once

#include <string>
#include <string_view>

#include "live/loop.hpp"

namespace proofbox::live {

// A socket of the operating system's; whoever is given it closes it.
struct Listening {
  int socket = -1;
  bool is_v6 = false;
};

// `host` is an address, or "localhost"; port 0 is a free one. Throws std::runtime_error with one
// sentence where nobody can listen there; `flag` is the one by which another port can be asked for.
Listening listen_on(Loop& loop, std::string const& host, int port, std::string_view flag);

}  // namespace proofbox::live

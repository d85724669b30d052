// Which box a request is for, as it says itself: by its path, /_box/t42/..., by its host,
// t42.localhost, or by the URL of the queue that it asks for, since some SDKs drop the path.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ports/http.hpp"

namespace proofbox::boxes {

// The box of whoever names none.
inline constexpr std::string_view main_box = "main";

// Letters, digits, hyphens and underscores, 1 to 63 of them. Case does not matter, as it does not
// in a host's name: boxes are known by their names in lower case.
bool is_box_name(std::string_view name);

struct Addressee {
  std::optional<std::string> box = {};  // in lower case; nothing where the request names none
  std::size_t prefix = 0;               // how many bytes of the target name it: "/_box/t42"
};

// False where the request names no box for sure; costs next to nothing.
bool may_name_a_box(HttpRequest const& request);

// Whom the request names, or an Error where it names two, or where what it names is no name.
Result<Addressee> addressee_of(HttpRequest const& request);

// The same of a request whose body is not there yet.
Addressee addressee_by_path(HttpRequest const& head);

// The request as the box gets it: without the part of its path that names the box.
HttpRequest without_prefix(HttpRequest const& request, std::size_t prefix);

// Where clients find a box that is asked about at this host: "http://127.0.0.1:4566/_box/t42".
std::string endpoint_of(std::string_view host, std::string const& name);

}  // namespace proofbox::boxes

// Faults over HTTP: GET, PUT and DELETE of "faults" and "faults/NAME".
#pragma once

#include "box/box.hpp"

namespace proofbox::control {

bool is_about_faults(std::string_view path);

HttpResponse answer_faults(Box& box, std::string_view path, HttpRequest const& request);

}  // namespace proofbox::control

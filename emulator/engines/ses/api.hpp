// The tables of SES's two APIs; one engine stands behind both.
#pragma once

#include "ports/api.hpp"

namespace proofbox::ses {

Api const& v1_api();
Api const& v2_api();
std::unique_ptr<proofbox::Engine> make_engine();

}  // namespace proofbox::ses

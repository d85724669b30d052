// What all readers of a scenario's parts share: the words of `match` for reading, and names of
// values. Only for the files of this folder.
#pragma once

#include "lab/words.hpp"
#include "match/reading.hpp"

namespace proofbox::lab {

using match::allow_only;
using match::duration;
using match::integer;
using match::key_place;
using match::Stop;
using match::stop;
using match::text;
using match::want;
using match::whole;

void check_value_name(std::string const& name, Place place);

}  // namespace proofbox::lab

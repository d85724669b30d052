// The words of `match` in which stories, and what is told of their runs, are written.
#pragma once

#include "match/document.hpp"
#include "match/matcher.hpp"
#include "match/reading.hpp"
#include "match/state.hpp"

namespace proofbox::lab {

using match::bad_matcher;
using match::bad_state_name;
using match::BadMatcher;
using match::describe;
using match::Mismatch;
using match::mismatch;
using match::Mistake;
using match::Node;
using match::Place;
using match::read_answer;
using match::read_document;
using match::State;
using match::write_node;

}  // namespace proofbox::lab

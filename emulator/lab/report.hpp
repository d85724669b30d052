// What is read of runs: by a person on a terminal, by a CI system, by a program, in a browser.
#pragma once

#include <string>
#include <vector>

#include "lab/run.hpp"

namespace proofbox::lab {

// One line for a run that held, more for one that broke: place, expectation, what came, what led
// there, and the events before.
std::string report(Scenario const& scenario, Outcome const& outcome, bool colour);

// A story that was played.
struct Told {
  Scenario scenario;  // with the seed that it was played under
  Outcome outcome;
  Duration took{};  // of wall time
};

// JUnit's XML, as Jenkins, GitLab and GitHub's reporters read it: a suite for each directory, a
// case for each story.
std::string junit_report(std::vector<Told> const& stories);

// A JSON document; it has no wall time in it, so that the same runs give the same bytes.
std::string json_report(std::vector<Told> const& stories);

// One page of HTML that opens from a disk and needs no network. The runs have kept their traces and
// chronicles. It has no wall time in it, either.
std::string html_report(std::vector<Told> const& stories);

}  // namespace proofbox::lab

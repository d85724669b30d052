#include "live/stopwatch.hpp"

namespace proofbox::live {
namespace {

Duration monotonic() { return std::chrono::steady_clock::now().time_since_epoch(); }

}  // namespace

Stopwatch::Stopwatch() : started_(monotonic()) {}

Duration Stopwatch::elapsed() const { return monotonic() - started_; }

}  // namespace proofbox::live

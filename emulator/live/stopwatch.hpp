// How long something took in the real world; for reports only, never for a box.
#pragma once

#include "base/time.hpp"

namespace proofbox::live {

class Stopwatch {
 public:
  Stopwatch();
  Duration elapsed() const;

 private:
  Duration started_;
};

}  // namespace proofbox::live

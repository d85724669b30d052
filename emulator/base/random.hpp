// Chance, as a pure function of a seed. A box has one seed; each purpose draws from a stream of its
// own, so that drawing more for one purpose (a fault rule, say) never changes what another one
// (ids) sees.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace proofbox {

// One stream of chance: xoshiro256**, the same on every machine. The distributions of the standard
// library are used nowhere, since the standard does not fix what those return. Never draw twice in
// one argument list: C++ leaves the order of evaluation open.
class Random {
 public:
  // The stream that belongs to `purpose` under `seed`.
  Random(std::uint64_t seed, std::string_view purpose);

  // How far a stream has come, and the one that goes on from there.
  using State = std::array<std::uint64_t, 4>;
  State const& state() const { return state_; }
  explicit Random(State const& state) : state_(state) {}

  std::uint64_t next();

  // Uniform in [0, bound); bound must not be 0. Unbiased.
  std::uint64_t below(std::uint64_t bound);

  // A random (version 4) uuid in its usual 36 characters, lower case.
  std::string uuid();

  // `count` lower-case hexadecimal digits.
  std::string hex(std::size_t count);

  // Fills `bytes` with random bytes.
  void fill(std::span<unsigned char> bytes);

  template <class T>
  void shuffle(std::span<T> items) {
    for (auto i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[below(i)]);
  }

 private:
  State state_{};
};

}  // namespace proofbox

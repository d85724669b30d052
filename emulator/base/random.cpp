#include "base/random.hpp"

#include <bit>

#include "base/check.hpp"
#include "base/text.hpp"

namespace proofbox {
namespace {

// SplitMix64, which spreads a seed over the state of the generator.
std::uint64_t spread(std::uint64_t& seed) {
  auto z = (seed += 0x9e3779b97f4a7c15u);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (unsigned char byte : text)
    hash = (hash ^ byte) * 0x100000001b3u;
  return hash;
}

constexpr char digits[] = "0123456789abcdef";

}  // namespace

Random::Random(std::uint64_t seed, std::string_view purpose) {
  auto mixed = seed ^ std::rotl(fnv1a(purpose), 32);
  for (auto& word : state_)
    word = spread(mixed);
}

std::uint64_t Random::next() {
  auto const result = std::rotl(state_[1] * 5, 7) * 9;
  auto const t = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= t;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

std::uint64_t Random::below(std::uint64_t bound) {
  check(bound > 0, "a draw needs at least one outcome");
  auto const reject_below = (0 - bound) % bound;
  for (;;) {
    auto const drawn = next();
    if (drawn >= reject_below)
      return drawn % bound;
  }
}

std::string Random::uuid() {
  auto high = next();
  auto low = next();
  high = (high & ~0xf000ull) | 0x4000ull;
  low = (low & ~(0x3ull << 62)) | (0x2ull << 62);
  char bytes[16];
  for (int i = 0; i < 8; ++i) {
    bytes[i] = static_cast<char>(high >> (56 - 8 * i));
    bytes[8 + i] = static_cast<char>(low >> (56 - 8 * i));
  }
  std::string text(36, '-');
  auto* out = write_hex(text.data(), {bytes, 4});
  out = write_hex(out + 1, {bytes + 4, 2});
  out = write_hex(out + 1, {bytes + 6, 2});
  out = write_hex(out + 1, {bytes + 8, 2});
  write_hex(out + 1, {bytes + 10, 6});
  return text;
}

std::string Random::hex(std::size_t count) {
  std::string text(count, '0');
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (i % 16 == 0)
      word = next();
    text[i] = digits[word & 0xf];
    word >>= 4;
  }
  return text;
}

void Random::fill(std::span<unsigned char> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 8 == 0)
      word = next();
    bytes[i] = static_cast<unsigned char>(word);
    word >>= 8;
  }
}

}  // namespace proofbox

#include "engines/sqs/receipt.hpp"

#include <bit>
#include <cstring>

#include "base/text.hpp"

namespace proofbox::sqs {
namespace {

// Three bytes that give "AQEB", as AWS's handles begin, and four words.
constexpr std::string_view prefix{"\1\1\1", 3};
constexpr std::size_t size = 35;

std::uint64_t sum_of(Receipt const& receipt) {
  std::uint64_t sum = 0x9e3779b97f4a7c15u;
  for (auto part : {receipt.queue, receipt.message, receipt.receive}) {
    sum = (sum ^ static_cast<std::uint64_t>(part)) * 0xbf58476d1ce4e5b9u;
    sum ^= sum >> 29;
  }
  return sum;
}

// Handles are the same on every machine that proofbox is built for.
static_assert(std::endian::native == std::endian::little);

void write(char* bytes, std::uint64_t word) { std::memcpy(bytes, &word, sizeof word); }

std::uint64_t read(char const* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

}  // namespace

std::string handle_of(Receipt const& receipt) {
  // The random part goes over all words, so that handles of neighbours do not look alike.
  auto const mask = static_cast<std::uint64_t>(receipt.receive);
  char bytes[size] = {1, 1, 1};
  write(bytes + 3, mask);
  write(bytes + 11, static_cast<std::uint64_t>(receipt.queue) ^ mask * 3);
  write(bytes + 19, static_cast<std::uint64_t>(receipt.message) ^ mask * 5);
  write(bytes + 27, sum_of(receipt));
  return base64({bytes, sizeof bytes});
}

std::optional<Receipt> receipt_of(std::string_view handle) {
  char bytes[size];
  if (!from_base64(handle, bytes) || !std::string_view{bytes, size}.starts_with(prefix))
    return {};
  auto const mask = read(bytes + 3);
  Receipt const receipt{static_cast<std::int64_t>(read(bytes + 11) ^ mask * 3),
                        static_cast<std::int64_t>(read(bytes + 19) ^ mask * 5),
                        static_cast<std::int64_t>(mask)};
  if (read(bytes + 27) != sum_of(receipt))
    return {};
  return receipt;
}

}  // namespace proofbox::sqs

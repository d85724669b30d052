#include "match/pattern_size.hpp"

#include <algorithm>
#include <cstdint>

namespace proofbox::match {
namespace {

constexpr std::size_t size_max = 1'000'000'000;  // nothing is counted beyond

class Sizer {
 public:
  explicit Sizer(std::string_view text) : text_(text) {}

  // Up to the end, or to the parenthesis that ends a group.
  std::size_t alternatives() {
    std::size_t all = 1;
    while (!text_.empty() && text_.front() != ')')
      all = std::min(size_max, all + repeated(atom()));
    return all;
  }

 private:
  char take() {
    auto const first = text_.front();
    text_.remove_prefix(1);
    return first;
  }

  std::size_t atom() {
    switch (take()) {
      case '\\':
        if (!text_.empty())
          take();
        return 1;
      case '[': return char_class();
      case '(': return group();
      default: return 1;
    }
  }

  std::size_t char_class() {
    while (!text_.empty()) {
      auto const next = take();
      if (next == ']')
        break;
      if (next == '\\' && !text_.empty())
        take();
    }
    return 1;
  }

  std::size_t group() {
    auto const inner = alternatives();
    if (!text_.empty())
      take();
    return inner;
  }

  // Counted repetitions are written out, however many follow each other.
  std::size_t repeated(std::size_t size) {
    while (!text_.empty() && text_.front() == '{') {
      take();
      auto times = number();
      if (!text_.empty() && text_.front() == ',') {
        take();
        times = std::max(times + 1, number());
      }
      if (!text_.empty() && text_.front() == '}')
        take();
      size = std::min(size_max, size * std::max<std::size_t>(times, 1));
    }
    return size;
  }

  std::size_t number() {
    std::size_t value = 0;
    while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9')
      value = std::min<std::size_t>(1'000'000, value * 10 + static_cast<std::size_t>(take() - '0'));
    return value;
  }

  std::string_view text_;
};

}  // namespace

std::size_t pattern_size(std::string_view pattern) { return Sizer{pattern}.alternatives(); }

}  // namespace proofbox::match

#include "engines/sqs/number.hpp"

#include <cstdint>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace proofbox::sqs {
namespace {

constexpr std::size_t significant_digits_max = 38;
constexpr std::int64_t exponent_least = -128, exponent_most = 126;

std::string_view take_digits(std::string_view& text) {
  auto const end = std::min(text.find_first_not_of("0123456789"), text.size());
  auto const digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

void take_sign(std::string_view& text) {
  if (text.starts_with('-') || text.starts_with('+'))
    text.remove_prefix(1);
}

// What stands behind "e"; 0 where nothing does, nothing where it is no number.
std::optional<std::int64_t> take_exponent(std::string_view text) {
  if (text.empty())
    return 0;
  if (text.front() != 'e' && text.front() != 'E')
    return {};
  text.remove_prefix(1);
  bool const negative = text.starts_with('-');
  take_sign(text);
  auto const exponent = parse_integer(text);
  if (!exponent || take_digits(text).empty() || !text.empty())
    return {};
  return negative ? -*exponent : *exponent;
}

}  // namespace

bool is_number(std::string_view text) {
  take_sign(text);
  std::string digits{take_digits(text)};
  auto const whole = static_cast<std::int64_t>(digits.size());
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    digits += take_digits(text);
  }
  auto const exponent = take_exponent(text);
  if (digits.empty() || !exponent)
    return false;
  auto const first = digits.find_first_not_of('0');
  if (first == std::string::npos)
    return true;
  auto const significant = digits.find_last_not_of('0') - first + 1;
  auto const size = whole - 1 - static_cast<std::int64_t>(first) + *exponent;  // 10^size and more
  bool const is_power_of_ten = significant == 1 && digits[first] == '1';
  return significant <= significant_digits_max && size >= exponent_least &&
         (size < exponent_most || (size == exponent_most && is_power_of_ten));
}

}  // namespace proofbox::sqs

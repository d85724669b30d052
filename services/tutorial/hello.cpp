#include "tutorial/hello.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "shape/json.hpp"

namespace proofbox::tutorial {
namespace {

struct Body {
  std::optional<double> input;
  static Shape const& shape() {
    static Shape const shape = Describe<Body>("Body").member("input", &Body::input);
    return shape;
  }
};

// A number as JavaScript writes it: without an exponent from 1e-6 up to 1e21.
std::string javascript_number(double number) {
  if (number == 0)
    return "0";
  if (std::isinf(number))
    return number > 0 ? "Infinity" : "-Infinity";
  auto const size = std::abs(number);
  bool const is_plain = size >= 1e-6 && size < 1e21;
  std::array<char, 64> written{};
  auto const end =
      std::to_chars(written.data(), written.data() + written.size(), number,
                    is_plain ? std::chars_format::fixed : std::chars_format::scientific)
          .ptr;
  std::string text{written.data(), end};
  // "1e-07" is 1e-7 there.
  auto const exponent = text.find_first_of("+-", 1);
  if (!is_plain && exponent != std::string::npos && text[exponent + 1] == '0')
    text.erase(exponent + 1, 1);
  return text;
}

// JSON.stringify({ message }, null, 2)
lambda::HttpAnswer printed(int status, std::string_view message) {
  lambda::HttpAnswer answer;
  answer.status_code = status;
  answer.body = "{\n  \"message\": ";
  write_json_text(answer.body, message);
  answer.body += "\n}";
  return answer;
}

lambda::HttpAnswer received(std::string_view input, std::string_view result) {
  return printed(200, fmt::format("메시지를 받았습니다. 입력값: {}, 결과: {}", input, result));
}

}  // namespace

Task<Result<lambda::HttpAnswer>> hello(lambda::Context&, lambda::HttpEvent const& event) {
  if (!event.body)
    co_return received("undefined", "undefined");
  Body body;
  auto const misfit = from_json(*event.body, body);
  if (misfit && misfit->kind == Misfit::Kind::syntax)
    co_return Error{"SyntaxError", "Unexpected token in JSON at position 0", 400};
  if (misfit || !body.input)
    co_return printed(400, "입력값이 숫자가 아닙니다.");
  co_return received(javascript_number(*body.input), javascript_number(*body.input + 1));
}

}  // namespace proofbox::tutorial

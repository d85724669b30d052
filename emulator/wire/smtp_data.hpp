// What follows SMTP's DATA: taken until a line with nothing but a dot, the dots that were put
// before others removed. Only CRLF ends a line, so that nobody sees an end where another sees none;
// a lone CR or LF stays in the text and is told of. What is too long is read over and not kept.
#pragma once

#include <string>
#include <string_view>

namespace proofbox::wire {

class SmtpData {
 public:
  explicit SmtpData(std::size_t length_max) : length_max_(length_max) {}

  // Takes bytes up to the end of the text at most, and says how many.
  std::size_t take(std::string_view bytes);

  bool ended() const { return state_ == State::end; }
  bool is_too_long() const { return length_ > length_max_; }
  bool has_lone_line_ends() const { return lone_line_ends_; }
  std::size_t length() const { return length_; }  // also of what was not kept

  std::string release() { return std::move(text_); }

 private:
  enum class State { line_start, text, cr, dot, dot_cr, end };

  void step(char c);
  void add(std::string_view bytes);

  std::size_t length_max_;
  std::size_t length_ = 0;
  State state_ = State::line_start;
  bool lone_line_ends_ = false;
  std::string text_;
};

}  // namespace proofbox::wire

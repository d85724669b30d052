#include "wire/smtp_data.hpp"

#include <algorithm>

namespace proofbox::wire {

void SmtpData::add(std::string_view bytes) {
  length_ += bytes.size();
  if (is_too_long())
    text_ = {};
  else
    text_ += bytes;
}

void SmtpData::step(char c) {
  if (state_ == State::cr && c == '\n') {
    add("\r\n");
    state_ = State::line_start;
    return;
  }
  if (state_ == State::dot_cr && c == '\n') {
    state_ = State::end;
    return;
  }
  if (state_ == State::cr || state_ == State::dot_cr) {
    lone_line_ends_ = true;
    add("\r");
  }
  if (c == '\r') {
    state_ = state_ == State::dot ? State::dot_cr : State::cr;
  } else if (c == '.' && state_ == State::line_start) {
    state_ = State::dot;
  } else {
    lone_line_ends_ = lone_line_ends_ || c == '\n';
    add({&c, 1});
    state_ = State::text;
  }
}

std::size_t SmtpData::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !ended()) {
    step(bytes[taken++]);
    if (state_ != State::text)
      continue;
    auto const rest = bytes.substr(taken);
    auto const end =
        std::find_if(rest.begin(), rest.end(), [](char c) { return c == '\r' || c == '\n'; });
    auto const run = static_cast<std::size_t>(end - rest.begin());
    add(rest.substr(0, run));
    taken += run;
  }
  return taken;
}

}  // namespace proofbox::wire

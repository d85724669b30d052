// Appends members of one JSON object to a text, in the order of the calls.
#pragma once

#include <string>
#include <string_view>

#include "shape/json.hpp"

namespace proofbox::sns {

class JsonMembers {
 public:
  explicit JsonMembers(std::string& out) : out_(out) { out_ += '{'; }

  void name(std::string_view name) {
    if (out_.back() != '{')
      out_ += ',';
    write_json_text(out_, name);
    out_ += ':';
  }
  void text(std::string_view member, std::string_view text) {
    name(member);
    write_json_text(out_, text);
  }
  void raw(std::string_view member, std::string_view json) {
    name(member);
    out_ += json;
  }
  void close() { out_ += '}'; }

 private:
  std::string& out_;
};

}  // namespace proofbox::sns

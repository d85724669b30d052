// The JSON of a filter policy, read so that each value knows where AWS's own parser stands when it
// has come to it: its refusals tell that place, as recorded from AWS.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox::sns {

// Line and column, both from 1, of the character that would be read next.
struct FilterPlace {
  int line = 1;
  int column = 1;
};

struct FilterJson {
  enum class Kind { object, array, text, number, yes, no, null };
  struct Member;

  Kind kind = Kind::null;
  std::string text;  // of a text; of anything else but object and array as it is written
  std::vector<Member> members;
  std::vector<FilterJson> items;
  FilterPlace place;  // when the value was come to: a text has been read up to its quote
  FilterPlace end;    // behind the whole value

  bool is(Kind of) const { return kind == of; }
};

struct FilterJson::Member {
  std::string name;
  FilterJson value;
};

// Nothing where it is no JSON, or nested deeper than AWS's parser goes; `trouble` is then what that
// parser says of it, with the place.
std::optional<FilterJson> read_filter_json(std::string_view text, std::string& trouble);

}  // namespace proofbox::sns

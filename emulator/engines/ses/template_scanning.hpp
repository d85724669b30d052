// Finds the tags of a template and what kind each is; the words within them are read elsewhere, and
// nothing here knows blocks.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "engines/ses/template_tree.hpp"

namespace proofbox::ses::handlebars {

// One tag as it was found, before its words are read.
struct Tag {
  enum class Kind {
    end,
    value,
    comment,
    partial,
    open,
    partial_open,
    decorator,
    inverse,
    otherwise,
    close
  };
  Kind kind = Kind::end;
  std::string_view text;  // the words
  Strip strip;
  std::size_t place = 0;  // where it begins
  bool is_block = false;  // begins with "#"
};

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  // Adds the text up to the next tag to the program; false where there is no further tag.
  bool skip_text(Program& program);

  // The tag at which the text ends.
  Result<Tag> tag();

  std::size_t place() const { return at_; }

  // Why the text is no template, with line and column.
  Error at(std::size_t place, std::string_view what) const;

 private:
  Result<Tag> comment(Tag tag, std::size_t begin);
  std::size_t end_of_tag(std::size_t at) const;
  std::size_t kind_of(Tag& tag, std::size_t begin) const;
  static Tag as_otherwise(Tag tag);

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace proofbox::ses::handlebars

// The words within one tag of a template: names, paths, literals and what stands between them.
// Which tag it is and what a block holds is the parser's business.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "engines/ses/template_tree.hpp"

namespace proofbox::ses::handlebars {

// Reads a tag's words from its text, which begins behind "{{#" or the like and ends before "}}".
class TagReader {
 public:
  explicit TagReader(std::string_view text) : text_(text) {}

  // "name argument key=argument as |a b|", or the reason why it is none.
  Result<Call> call();

 private:
  void skip_blanks();
  bool at_end() const { return at_ == text_.size(); }
  bool take(char c);
  bool next_is_key() const;
  std::string_view name();
  Result<Argument> argument();
  Result<Argument> quoted(char quote);
  Result<Path> path();
  Result<Done> add_segment(Path& path, std::size_t& segments);
  Result<Done> parameters(Call& call);
  Error trouble(std::string_view what) const;

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace proofbox::ses::handlebars

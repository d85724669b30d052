// A scenario file that is written step by step while things happen. At each moment it is whole and
// can be replayed, also when the process is killed in the middle of writing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace proofbox::lab {

class GrowingStory {
 public:
  // `beginning` is all that stands before the steps, as "{\n  \"title\": ...,\n"; a file that is
  // there already is written anew. Throws std::runtime_error where that cannot be. There is a first
  // step from the start.
  GrowingStory(std::string const& path, std::string_view beginning, std::string_view first_step);
  GrowingStory(GrowingStory const&) = delete;
  GrowingStory& operator=(GrowingStory const&) = delete;
  ~GrowingStory();

  // A step, "{...}" on one line. False where it could not be written: the story ends with the step
  // before, and `trouble` says why.
  bool add(std::string_view step);

  // Ends the story with its other members, on one line without the last brace: "\"trace\": ...".
  bool end(std::string_view members);

  std::string const& trouble() const { return trouble_; }

 private:
  bool go_on(std::string_view with, std::string_view text, bool has_more);
  bool write(std::uint64_t at, std::string_view text);

  std::string path_;
  int file_ = -1;
  std::uint64_t end_ = 0;  // where the end stands that the next step is written over
  std::string trouble_;
};

}  // namespace proofbox::lab

// Holds answers of a box against recorded ones, whole: no field may miss and none may be more.
// Recordings have placeholders for what differs from run to run, "<uuid:1>" or "timestamp"; one of
// them with a number stands for one value wherever it is in a case, and another number for another.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace proofbox::test {

// For the answers of one case.
class Matcher {
 public:
  // `constants`: what is known beforehand, such as "<region>" and "us-east-1".
  explicit Matcher(std::map<std::string, std::string> constants)
      : constants_(std::move(constants)) {}

  // A line for each difference, with the place, what was recorded and what was answered.
  std::vector<std::string> differences(nlohmann::json const& recorded,
                                       nlohmann::json const& answered);

 private:
  struct Piece {
    std::string text;          // literal, or the placeholder with its brackets
    std::string kind = {};     // of a placeholder: "uuid"
    bool is_numbered = false;  // holds its value
  };

  void compare(std::string const& path, nlohmann::json const& recorded,
               nlohmann::json const& answered);
  void compare_members(std::string const& path, nlohmann::json const& recorded,
                       nlohmann::json const& answered);
  void compare_items(std::string const& path, nlohmann::json const& recorded,
                     nlohmann::json const& answered);
  void tell(std::string const& path, std::string recorded, std::string answered);

  bool fits(std::string const& pattern, std::string const& text);
  bool fits(std::vector<Piece> const& pieces, std::size_t at, std::string_view text);
  std::vector<Piece> pieces_of(std::string pattern) const;
  bool is_free(Piece const& piece, std::string const& value) const;

  std::map<std::string, std::string> constants_;
  std::map<std::string, std::string> values_;  // by placeholder
  std::vector<std::string> found_;
};

// The form that recordings have: a text that is a JSON object is that object, but texts within it
// stay texts.
nlohmann::json as_recorded(nlohmann::json answer);

}  // namespace proofbox::test

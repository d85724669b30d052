// The recordings of a process: one file for each of its boxes. That of main has the name that was
// asked for, session.json; the box t42's is session.t42.json, and where a box of that name is made
// once more session.t42.2.json.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "boxes/boxes.hpp"
#include "lab/recording.hpp"

namespace proofbox::commands {

class Recordings {
 public:
  // `say` takes a sentence on what is wrong with a file.
  Recordings(std::string path, std::function<void(std::string const& sentence)> say)
      : path_(std::move(path)), say_(std::move(say)) {}

  // For a box in which nothing has happened; it has a file from then on, main when it opens.
  std::shared_ptr<void> begin(boxes::Room& room);

  // Opens the file of main, which clients reach at this address. Throws std::runtime_error where it
  // cannot be written.
  void open(std::string const& address);

  // The end of all of them.
  void end();

 private:
  std::string path_of(std::string const& box);

  std::string path_, address_;
  std::function<void(std::string const&)> say_;
  std::map<std::string, int> made_;                 // how many boxes of a name there were
  std::vector<std::weak_ptr<lab::Recording>> all_;  // main's first
  std::string main_shop_;
};

}  // namespace proofbox::commands

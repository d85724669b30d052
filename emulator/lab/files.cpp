// Finding the files that a command line names.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "lab/scenario.hpp"

namespace proofbox::lab {
namespace {

namespace fs = std::filesystem;

// Hardships and other JSON files lie beside stories; a story's top key is "title".
bool is_story(std::string const& path) {
  auto const text = read_file(path);
  if (!text)
    return false;
  Place where;
  auto const root = read_document(*text, where);
  return !root || root->find("title") != nullptr || root->members.empty();
}

}  // namespace

std::optional<std::string> read_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file)
    return {};
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

Found find_scenarios(std::vector<std::string> const& paths) {
  Found found;
  for (auto const& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      std::vector<std::string> stories;
      for (auto const& entry : fs::recursive_directory_iterator{path, error})
        if (entry.is_regular_file() && entry.path().extension() == ".json" &&
            is_story(entry.path().string()))
          stories.push_back(entry.path().string());
      std::sort(stories.begin(), stories.end());
      if (stories.empty())
        return {
            {},
            Mistake{
                path,
                {},
                "There is no scenario in this directory: no .json file below it has a \"title\"."}};
      found.files.insert(found.files.end(), stories.begin(), stories.end());
    } else if (fs::is_regular_file(path, error)) {
      found.files.push_back(path);
    } else {
      return {{}, Mistake{path, {}, "There is no such file or directory."}};
    }
  }
  return found;
}

}  // namespace proofbox::lab

#include "recordings/recording.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace proofbox::test {

std::optional<std::vector<Recording>> recordings_of(std::string const& service) {
  std::ifstream file{PROOFBOX_SOURCE_DIR "/../shared/recordings/" + service + ".json"};
  if (!file)
    return {};
  auto const cases = nlohmann::ordered_json::parse(file);
  std::vector<Recording> recordings;
  for (auto const& recorded : cases) {
    auto test = recorded.at("test").get<std::string>();
    std::string variant;
    if (auto const bracket = test.find('['); bracket != std::string::npos) {
      variant = test.substr(bracket + 1, test.size() - bracket - 2);
      test.erase(bracket);
    }
    recordings.push_back({std::move(test), std::move(variant), recorded.at("responses").dump()});
  }
  return recordings;
}

}  // namespace proofbox::test

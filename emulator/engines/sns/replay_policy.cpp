#include "engines/sns/replay_policy.hpp"

#include <string>

#include "engines/sns/filter_json.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

struct ReplayDocument {
  std::optional<std::string> point_type, starting_point, ending_point;
  static Shape const& shape() {
    static Shape const shape = Describe<ReplayDocument>("ReplayPolicy")
                                   .member("PointType", &ReplayDocument::point_type)
                                   .member("StartingPoint", &ReplayDocument::starting_point)
                                   .member("EndingPoint", &ReplayDocument::ending_point);
    return shape;
  }
};

Error refused(std::string message) { return {"InvalidParameter", std::move(message)}; }

}  // namespace

Result<ReplayPolicy> read_replay_policy(std::string_view text) {
  std::string trouble = "A replay policy is an object of texts.";
  ReplayDocument document;
  if (!read_filter_json(text, trouble) || from_json(text, document))
    return refused("failed to parse JSON. " + trouble);
  if (document.point_type != "Timestamp")
    return refused("PointType must be Timestamp");
  auto const from = parse_instant(document.starting_point.value_or(""));
  if (!from)
    return refused("StartingPoint must be a timestamp");
  ReplayPolicy policy{*from};
  if (document.ending_point) {
    policy.to = parse_instant(*document.ending_point);
    if (!policy.to)
      return refused("EndingPoint must be a timestamp");
    if (*policy.to < *from)
      return refused("EndingPoint must not be before StartingPoint");
  }
  return policy;
}

}  // namespace proofbox::sns

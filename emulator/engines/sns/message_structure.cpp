#include "engines/sns/message_structure.hpp"

#include <array>

#include "engines/sns/errors.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

// One member of the object, read by itself: all others may be of any type.
template <char const* name>
struct One {
  std::optional<std::string> text;
  static Shape const& shape() {
    static Shape const shape = Describe<One>("Message").member(name, &One::text);
    return shape;
  }
};

constexpr char of_default[] = "default";
constexpr char of_sqs[] = "sqs";

}  // namespace

Result<Map<std::string>> texts_of(std::string_view message) {
  One<of_default> standing;
  auto const misfit = from_json(message, standing);
  // A default that is no text is as good as none; anything else is no JSON object.
  if (misfit && misfit->member != of_default)
    return errors::invalid_parameter("Message Structure - JSON message body failed to parse");
  if (misfit || !standing.text)
    return errors::invalid_parameter("Message Structure - No default entry in JSON message body");
  Map<std::string> texts{{of_default, std::move(*standing.text)}};
  if (One<of_sqs> own; !from_json(message, own) && own.text)
    texts.emplace(of_sqs, std::move(*own.text));
  return texts;
}

}  // namespace proofbox::sns

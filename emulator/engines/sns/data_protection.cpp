#include "engines/sns/data_protection.hpp"

#include <string>
#include <vector>

#include "base/text.hpp"
#include "engines/sns/errors.hpp"
#include "engines/sns/filter_json.hpp"
#include "shape/json.hpp"

namespace proofbox::sns {
namespace {

constexpr std::size_t characters_max = 30'720;

struct Statement {
  std::optional<std::string> direction;
  static Shape const& shape() {
    static Shape const shape =
        Describe<Statement>("Statement").member("DataDirection", &Statement::direction);
    return shape;
  }
};

struct Document {
  std::vector<Statement> statements;
  static Shape const& shape() {
    static Shape const shape =
        Describe<Document>("DataProtectionPolicy").member("Statement", &Document::statements);
    return shape;
  }
};

Error refused(std::string_view reason) {
  return errors::invalid_parameter("DataProtectionPolicy", reason);
}

}  // namespace

std::optional<Error> bad_data_protection_policy(std::string_view document, bool fifo) {
  if (document.empty())
    return {};
  if (fifo)
    return refused("FIFO topics do not support data protection policies");
  if (count_code_points(document) > characters_max)
    return refused("Policy must have length less than or equal to 30720");
  std::string trouble = "A data protection policy is an object with a list of statements.";
  Document read;
  if (!read_filter_json(document, trouble) || from_json(document, read))
    return refused("failed to parse JSON. " + trouble);
  for (auto const& statement : read.statements)
    if (statement.direction != "Inbound" && statement.direction != "Outbound")
      return refused("Statement DataDirection must be either Inbound or Outbound");
  return {};
}

}  // namespace proofbox::sns

// As much of JSON Schema (draft 7) as the schema of scenarios uses; an unknown word in a schema is
// a complaint too, so that nothing goes unchecked.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace proofbox::test {

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json schema) : root_(std::move(schema)) {}

  nlohmann::json const& root() const { return root_; }

  // The first thing in the document that the schema does not allow, with the way to it.
  std::optional<std::string> complaint(nlohmann::json const& document) const;

 private:
  using Complaint = std::optional<std::string>;
  Complaint check(nlohmann::json const& schema, nlohmann::json const& at,
                  std::string const& way) const;
  Complaint check_object(nlohmann::json const& schema, nlohmann::json const& at,
                         std::string const& way) const;
  Complaint check_list(nlohmann::json const& schema, nlohmann::json const& at,
                       std::string const& way) const;
  Complaint check_choice(nlohmann::json const& choices, bool just_one, nlohmann::json const& at,
                         std::string const& way) const;

  nlohmann::json root_;
};

}  // namespace proofbox::test

// The policy document of a queue or a topic, as far as AddPermission and RemovePermission change
// it: one statement a label. Statements that were set otherwise stay as they are. Who is allowed
// what is not looked at here.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox::policy_document {

struct Permission {
  std::string label;
  std::vector<std::string> account_ids;
  std::vector<std::string> actions;  // as the document writes them: "SQS:SendMessage"
};

// `document` is JSON; what is no object, or empty, has no statement.
bool has_label(std::string_view document, std::string_view label);
std::size_t count_statements(std::string_view document);

// The document with one statement more, in the form that was recorded from AWS: a single account or
// action stands as a text, several as a list.
std::string with(Permission const& permission, std::string_view document,
                 std::string_view resource_arn);

// The document without the statements of that label.
std::string without(std::string_view label, std::string_view document);

}  // namespace proofbox::policy_document

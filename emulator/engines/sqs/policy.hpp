// The policy document of a queue, as far as AddPermission and RemovePermission change it: one
// statement a label. Statements that were set otherwise stay as they are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox::sqs::policy {

struct Permission {
  std::string label;
  std::vector<std::string> account_ids;
  std::vector<std::string> actions;  // "SendMessage" or "*"
};

// `document` is a policy in JSON, or empty: no policy.
bool has_label(std::string_view document, std::string_view label);
std::size_t count_statements(std::string_view document);

// The document with one statement more, in the form that was recorded from AWS: a single account or
// action stands as a text, several as a list.
std::string add(std::string_view document, std::string_view queue_arn,
                Permission const& permission);

// The document without the statement of that label; empty where that was the last one.
std::string remove(std::string_view document, std::string_view label);

}  // namespace proofbox::sqs::policy

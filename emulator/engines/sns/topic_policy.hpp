// The policy document of a topic: what AWS refuses of one, and how AddPermission and
// RemovePermission change it, one statement a label. Nobody is held to it here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox::sns::topic_policy {

struct Permission {
  std::string label;
  std::vector<std::string> account_ids;
  std::vector<std::string> actions;  // "Publish"
};

// Why AWS does not take the document as a topic's Policy, in its words; nothing where it does.
std::optional<std::string> trouble(std::string_view document);

// Whether an action such as "Publish" is one that a topic's policy may speak of. Upper and lower
// case are the same, as everywhere in policies.
bool is_topic_action(std::string_view action);
// AWS's word for one that is not.
inline constexpr std::string_view out_of_scope = "Policy statement action out of service scope!";

// What a topic has until somebody sets another.
std::string standard(std::string_view topic_arn, std::string_view account);

// Of a document that is a topic's: never empty, and no trouble.
bool has_label(std::string_view document, std::string_view label);

// The document with one statement more, in the form that was recorded from AWS: a single account or
// action stands as a text, several as a list.
std::string add(std::string_view document, std::string_view topic_arn,
                Permission const& permission);

// The document without the statement of that label.
std::string remove(std::string_view document, std::string_view label);

}  // namespace proofbox::sns::topic_policy

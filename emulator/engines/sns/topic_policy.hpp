// The policy document of a topic: what it is at first, and what AWS refuses of one. Nobody is held
// to it here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace proofbox::sns::topic_policy {

// Why AWS does not take the document as a topic's Policy, in its words; nothing where it does.
std::optional<std::string> trouble(std::string_view document);

// Whether an action such as "Publish" is one that a topic's policy may speak of. Upper and lower
// case are the same, as everywhere in policies.
bool is_topic_action(std::string_view action);
// AWS's word for one that is not.
inline constexpr std::string_view out_of_scope = "Policy statement action out of service scope!";

// What a topic has until somebody sets another.
std::string standard(std::string_view topic_arn, std::string_view account);

}  // namespace proofbox::sns::topic_policy

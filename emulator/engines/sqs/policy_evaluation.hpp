// What a queue's policy lets other services of AWS do. Callers who are accounts are not judged
// here. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
#pragma once

#include <string_view>

namespace proofbox::sqs::policy {

// A service that asks for something on behalf of a resource: SNS for a topic.
struct Asking {
  std::string_view service;     // "sns.amazonaws.com"
  std::string_view source_arn;  // of the topic
  std::string_view action;      // "sqs:SendMessage"
  std::string_view resource;    // the queue's ARN
};

// Whether a statement allows it and none denies it. `document` is a policy in JSON, or empty: a
// queue without a policy lets no service in.
//
// Of the keys that conditions may name those are known that SNS is documented to send:
// aws:SourceArn, aws:PrincipalIsAWSService, aws:PrincipalServiceName and aws:SecureTransport. All
// others count as absent, and so do not hold, unless the operator is a negated one or ends in
// IfExists: those hold of what is absent, as in IAM.
bool allows(std::string_view document, Asking const& asking);

}  // namespace proofbox::sqs::policy

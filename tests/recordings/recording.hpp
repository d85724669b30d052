// What AWS answered in named situations, as recorded from it. The recordings stand beside the
// checked-out sources, not among them: whoever reads them must do without where there are none.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace proofbox::test {

struct Recording {
  std::string test;     // "sqs/test_sqs.py::TestSqsProvider::test_tag_untag_queue"
  std::string variant;  // "sqs_query-True", what stood in brackets behind it; or empty
  std::string answers;  // JSON: each answer under its name

  std::string title() const { return variant.empty() ? test : test + '[' + variant + ']'; }
};

// Of "sqs", "sns" or "ses", in the order of the file; nothing where the file is not there.
std::optional<std::vector<Recording>> recordings_of(std::string const& service);

}  // namespace proofbox::test

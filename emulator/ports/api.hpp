// An api is a table: the operations of one AWS service, one row each. The row is an operation's
// whole existence; every protocol, client and scenario step finds it here, and no second list
// exists.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "ports/engine.hpp"
#include "shape/operation.hpp"
#include "shape/query.hpp"

namespace proofbox {

// Where a REST operation lives: "/v2/email/identities/{EmailIdentity}". The braces name a member in
// the path.
struct Route {
  std::string_view method;
  std::string_view path;
  int status = 200;                   // of the answer
  std::string_view former_path = {};  // where older SDKs look for it
};

struct Row {
  Operation const* operation;
  std::optional<Error> (*handle)(Engine& engine, Turn& turn, void const* input, void* output);
  std::optional<Route> route = {};
};

// One row: `Op` handled by the engine class `Of`.
template <class Op, class Of>
Row operation(std::optional<Route> route = {}) {
  return {&operation_of<Op>(),
          [](Engine& engine, Turn& turn, void const* input, void* output) -> std::optional<Error> {
            auto result = static_cast<Of&>(engine).handle(turn, *static_cast<Op const*>(input));
            if (!result.ok())
              return result.error();
            *static_cast<typename Op::Output*>(output) = std::move(*result);
            return {};
          },
          route};
}

// What is addressed and how its protocols word things.
struct Api {
  std::string_view service;         // as in the credential scope: "sqs", "sns", "ses"
  std::string_view target_prefix;   // of X-Amz-Target, "AmazonSQS"; empty: no JSON 1.0
  std::string_view type_namespace;  // before '#' in __type, "com.amazonaws.sqs"
  std::string_view version;         // of the Query protocol, "2012-11-05"; empty: no Query
  std::string_view xml_namespace;
  QueryStyle query_style = QueryStyle::nested;
  bool error_has_detail = false;     // an empty <Detail/> in the Query protocol's errors
  std::size_t body_limit = 2 << 20;  // bytes of an HTTP body
  std::string_view path_prefix;      // of its REST paths, "/v2/email/"; empty: no REST
  bool has_dated_paths = false;      // REST paths that begin with a date: "/2015-03-31/functions"
  bool error_has_fault = false;      // a REST error says whose it was: {"Type":"User"}
  std::vector<Row> rows;
  std::vector<Row> sandbox =
      {};  // to look inside and to set up: reached by the box's own API and by scenarios only
  Error (*word)(Misfit const&) = nullptr;  // a misfit in this service's words

  Row const* find(std::string_view name) const {
    for (auto const* table : {&rows, &sandbox})
      for (auto const& row : *table)
        if (row.operation->name == name)
          return &row;
    return nullptr;
  }
};

}  // namespace proofbox

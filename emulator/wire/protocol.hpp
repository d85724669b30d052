// A protocol of AWS's: how a request is read and how an answer or an error is written. One file
// each.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ports/api.hpp"
#include "ports/http.hpp"

namespace proofbox::wire {

// One request and all that is known of it.
struct Exchange {
  HttpRequest const& request;
  Api const& api;
  std::string request_id;
  std::string action;  // as the client named it
  Form form = {};      // Query only
};

// `row` may be null in refuse: the action is not known.
class Protocol {
 public:
  virtual ~Protocol() = default;
  virtual std::optional<Misfit> read(Exchange const& exchange, Row const& row,
                                     void* input) const = 0;
  virtual HttpResponse answer(Exchange const& exchange, Row const& row,
                              void const* output) const = 0;
  virtual HttpResponse refuse(Exchange const& exchange, Error const& error) const = 0;
  virtual Error unknown_action(Exchange const& exchange) const = 0;
};

Protocol const& aws_json();
Protocol const& aws_query();
Protocol const& aws_query_in_json();  // the same, asked for with Accept: application/json
Protocol const& rest();

// REST: the row whose route fits method and path; null where none does.
Row const* route_of(Api const& api, HttpRequest const& request);

}  // namespace proofbox::wire

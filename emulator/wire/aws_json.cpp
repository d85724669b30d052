// AWS JSON 1.0: the operation in X-Amz-Target, input and output as JSON, errors with the Query code
// in a header.
#include "shape/json.hpp"
#include "wire/protocol.hpp"

namespace proofbox::wire {
namespace {

Headers headers_of(Exchange const& exchange) {
  return {{"Content-Type", "application/x-amz-json-1.0"},
          {"x-amzn-RequestId", exchange.request_id}};
}

class AwsJson : public Protocol {
 public:
  std::optional<Misfit> read(Exchange const& exchange, Row const& row, void* input) const override {
    return read_json(exchange.request.body, *row.operation->input, input);
  }

  HttpResponse answer(Exchange const& exchange, Row const& row, void const* output) const override {
    HttpResponse response{200, headers_of(exchange), {}};
    response.body.reserve(256);
    write_json(response.body, *row.operation->output, output);
    return response;
  }

  HttpResponse refuse(Exchange const& exchange, Error const& error) const override {
    HttpResponse response{error.status, headers_of(exchange), {}};
    response.headers.emplace_back("x-amzn-query-error",
                                  error.code + (error.status < 500 ? ";Sender" : ";Receiver"));
    auto const type = error.type.empty()
                          ? std::string{exchange.api.type_namespace} + '#' + error.code
                          : error.type;
    response.body = "{\"__type\":";
    write_json_text(response.body, type);
    response.body += ",\"message\":";
    write_json_text(response.body, error.message);
    response.body += '}';
    return response;
  }

  Error unknown_action(Exchange const& exchange) const override {
    return {"InvalidAction", "The action " + exchange.action + " is not valid for this endpoint.",
            400, "com.amazon.coral.service#UnknownOperationException"};
  }
};

}  // namespace

Protocol const& aws_json() {
  static AwsJson const protocol;
  return protocol;
}

}  // namespace proofbox::wire

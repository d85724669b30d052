// AWS Query whose client asked for JSON: the same forms, and the elements of the XML answer as
// members. What the model calls flattened or wraps in "member" is an array.
#include "shape/json.hpp"
#include "wire/protocol.hpp"

namespace proofbox::wire {
namespace {

Headers headers_of(Exchange const& exchange) {
  return {{"Content-Type", "application/json"}, {"x-amzn-RequestId", exchange.request_id}};
}

class AwsQueryInJson : public Protocol {
 public:
  std::optional<Misfit> read(Exchange const& exchange, Row const& row, void* input) const override {
    return aws_query().read(exchange, row, input);
  }

  HttpResponse answer(Exchange const& exchange, Row const& row, void const* output) const override {
    auto const name = std::string{row.operation->name};
    HttpResponse response{200, headers_of(exchange), {}};
    auto& json = response.body;
    json = "{\"" + name + "Response\":{";
    if (row.operation->output != &Nothing::shape()) {
      json += '"' + name + "Result\":";
      write_json(json, *row.operation->output, output);
      json += ',';
    }
    json += "\"ResponseMetadata\":{\"RequestId\":\"" + exchange.request_id + "\"}}}";
    return response;
  }

  HttpResponse refuse(Exchange const& exchange, Error const& error) const override {
    HttpResponse response{error.status, headers_of(exchange), {}};
    auto& json = response.body;
    json = "{\"Error\":{\"Type\":\"";
    json += error.status < 500 ? "Sender" : "Receiver";
    json += "\",\"Code\":";
    write_json_text(json, error.code);
    json += ",\"Message\":";
    write_json_text(json, error.message_in_query.empty() ? error.message : error.message_in_query);
    json += "},\"RequestId\":\"" + exchange.request_id + "\"}";
    return response;
  }

  Error unknown_action(Exchange const& exchange) const override {
    return aws_query().unknown_action(exchange);
  }
};

}  // namespace

Protocol const& aws_query_in_json() {
  static AwsQueryInJson const protocol;
  return protocol;
}

}  // namespace proofbox::wire

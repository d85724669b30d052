// AWS Query: the operation as Action= of a form (or of the query string), the answer as XML.
#include "shape/xml.hpp"
#include "wire/protocol.hpp"

namespace proofbox::wire {
namespace {

Headers headers_of(Exchange const& exchange) {
  return {{"Content-Type", "text/xml"}, {"x-amzn-RequestId", exchange.request_id}};
}

void open(std::string& out, std::string_view name) { out.append("<").append(name).append(">"); }
void close(std::string& out, std::string_view name) { out.append("</").append(name).append(">"); }

class AwsQuery : public Protocol {
 public:
  std::optional<Misfit> read(Exchange const& exchange, Row const& row, void* input) const override {
    return read_query(exchange.form, *row.operation->input, exchange.api.query_style, input);
  }

  HttpResponse answer(Exchange const& exchange, Row const& row, void const* output) const override {
    auto const name = std::string{row.operation->name};
    auto const& shape = *row.operation->output;
    HttpResponse response{200, headers_of(exchange), {}};
    auto& xml = response.body;
    xml.reserve(512);
    xml += "<?xml version=\"1.0\"?><" + name + "Response xmlns=\"";
    xml += exchange.api.xml_namespace;
    xml += "\">";
    // An output without members still has its element where the service's model wraps it: SDKs look
    // for it.
    if (&shape != &Nothing::shape()) {
      open(xml, name + "Result");
      write_xml(xml, shape, exchange.api.query_style, output);
      close(xml, name + "Result");
    }
    xml +=
        "<ResponseMetadata><RequestId>" + exchange.request_id + "</RequestId></ResponseMetadata>";
    close(xml, name + "Response");
    return response;
  }

  HttpResponse refuse(Exchange const& exchange, Error const& error) const override {
    HttpResponse response{error.status, headers_of(exchange), {}};
    auto& xml = response.body;
    xml = "<?xml version=\"1.0\"?><ErrorResponse xmlns=\"";
    xml += exchange.api.xml_namespace;
    xml += "\"><Error><Type>";
    xml += error.status < 500 ? "Sender" : "Receiver";
    xml += "</Type><Code>";
    write_xml_text(xml, error.code);
    xml += "</Code><Message>";
    write_xml_text(xml, error.message_in_query.empty() ? error.message : error.message_in_query);
    xml += "</Message>";
    if (exchange.api.error_has_detail && error.has_detail)
      xml += "<Detail/>";
    xml += "</Error><RequestId>" + exchange.request_id + "</RequestId></ErrorResponse>";
    return response;
  }

  Error unknown_action(Exchange const& exchange) const override {
    if (exchange.action.empty())
      return {"MissingAction", "The request must contain the parameter Action.", 400};
    return {"InvalidAction", "The action " + exchange.action + " is not valid for this endpoint.",
            400};
  }
};

}  // namespace

Protocol const& aws_query() {
  static AwsQuery const protocol;
  return protocol;
}

}  // namespace proofbox::wire

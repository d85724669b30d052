// Queues under /_aws/sqs, where tests written for LocalStack look into them; they get the answers
// that they expect. https://docs.localstack.cloud/aws/services/sqs/ (SQS developer endpoints).
#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "control/answers.hpp"
#include "control/control.hpp"
#include "shape/xml.hpp"

namespace proofbox::control {
namespace {

constexpr std::string_view sqs_messages = "/_aws/sqs/messages";

// JSON with the names and lists that the XML of a flattened Query answer has.
class XmlLikeJson {
 public:
  explicit XmlLikeJson(std::string& out) : out_(out) {}

  void structure(Shape const& shape, void const* object) {
    out_ += '{';
    bool first = true;
    for (auto const& member : shape.members()) {
      auto const* type = member.type;
      auto const* value = member.in(object);
      if (type->kind == Kind::optional && !type->present(value))
        continue;
      if ((type->kind == Kind::list || type->kind == Kind::map) && type->size(value) == 0)
        continue;
      if (type->kind == Kind::optional) {
        value = type->value(value);
        type = type->element;
      }
      out_.append(std::exchange(first, false) ? "\"" : ",\"");
      out_.append(member.query_name()).append("\":");
      this->value(*type, value, member.traits);
    }
    out_ += '}';
  }

 private:
  void value(Type const& type, void const* object, Traits const& traits) {
    switch (type.kind) {
      case Kind::structure: return structure(type.shape(), object);
      case Kind::list: return list(type, object);
      case Kind::map: return map(type, object, traits);
      default: return write_json_value(out_, type, object);
    }
  }

  void list(Type const& type, void const* object) {
    for (std::size_t i = 0; i < type.size(object); ++i) {
      out_ += i == 0 ? '[' : ',';
      value(*type.element, type.at(object, i), optional);
    }
    out_ += ']';
  }

  void map(Type const& type, void const* object, Traits const& traits) {
    char before = '[';
    type.each(object, [&](std::string const& key, void const* held) {
      out_ += std::exchange(before, ',');
      out_.append("{\"").append(traits.key_in_query).append("\":");
      write_json_text(out_, key);
      out_.append(",\"").append(traits.value_in_query).append("\":");
      value(*type.element, held, optional);
      out_ += '}';
    });
    out_ += ']';
  }

  std::string& out_;
};

HttpResponse received(bool as_json, Operation const& operation, void const* output) {
  constexpr std::string_view request_id = "00000000-0000-0000-0000-000000000000";
  std::string body;
  if (as_json) {
    body = "{\"ReceiveMessageResponse\":{\"ReceiveMessageResult\":";
    XmlLikeJson{body}.structure(*operation.output, output);
    body.append(",\"ResponseMetadata\":{\"RequestId\":\"").append(request_id).append("\"}}}");
    return json(200, std::move(body));
  }
  body =
      "<?xml version=\"1.0\"?><ReceiveMessageResponse "
      "xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><ReceiveMessageResult>";
  write_xml(body, *operation.output, QueryStyle::flattened, output);
  body.append("</ReceiveMessageResult><ResponseMetadata><RequestId>")
      .append(request_id)
      .append("</RequestId></ResponseMetadata></ReceiveMessageResponse>");
  return {200, {{"Content-Type", "text/xml"}}, std::move(body)};
}

// .../messages?QueueUrl=http://box/000000000000/jobs, or .../messages/us-east-1/000000000000/jobs
struct Wanted {
  Caller caller;
  Form form;
};

std::optional<Wanted> wanted(HttpRequest const& request, std::string const& region) {
  auto form = read_form(request.query());
  if (!form)
    return {};
  Wanted wanted{{}, std::move(*form)};
  wanted.caller.region = region;
  auto const rest = request.path().substr(sqs_messages.size());
  if (rest.empty() || rest == "/")
    return wanted;
  auto const parts = split(rest.substr(1), '/');
  if (parts.size() != 3)
    return {};
  wanted.caller.region = parts[0];
  wanted.form.emplace_back("QueueUrl", "/" + std::string{parts[1]} + "/" + std::string{parts[2]});
  return wanted;
}

}  // namespace

HttpResponse Control::aws_sqs(std::string_view path, HttpRequest const& request) {
  auto const target = box_.find("sqs", "ViewMessages");
  bool const is_here = path == sqs_messages || path.starts_with(std::string{sqs_messages} + '/');
  if (!is_here || !target)
    return nothing_at(path, request);
  if (request.method != "GET")
    return refuse(405, fmt::format("{} does not take {}.", path, request.method));
  auto const asked = wanted(request, box_.settings().region);
  auto const& operation = *target.row->operation;
  auto const input = operation.make_input();
  auto const output = operation.make_output();
  if (!asked || read_query(asked->form, *operation.input, QueryStyle::flattened, input.get()))
    return refuse(
        400, fmt::format("{0} takes ?QueueUrl=URL, or {0}/REGION/ACCOUNT/QUEUE.", sqs_messages));
  if (auto const error = box_.look(target, asked->caller, input.get(), output.get()))
    return refuse(error->status, error->message);
  bool const as_json = header(request.headers, "Accept").starts_with("application/json");
  return received(as_json, operation, output.get());
}

}  // namespace proofbox::control

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

// What an SDK gets whose endpoint is this path.
HttpResponse sdk_json(int status, std::string body) {
  return {status, {{"Content-Type", "application/x-amz-json-1.0"}}, std::move(body)};
}

HttpResponse refused(bool by_sdk, Api const& api, Error const& error) {
  if (!by_sdk)
    return refuse(error.status, error.message);
  std::string body = "{\"__type\":";
  write_json_text(
      body, error.type.empty() ? std::string{api.type_namespace} + '#' + error.code : error.type);
  body += ",\"message\":";
  write_json_text(body, error.message);
  return sdk_json(error.status, body + '}');
}

// Of a request that an SDK signed, the region that it signed for; else the box's.
std::string region_of(HttpRequest const& request, std::string const& standing) {
  auto const signature = header(request.headers, "Authorization");
  constexpr std::string_view mark = "Credential=";
  auto const at = signature.find(mark);
  if (at == std::string_view::npos)
    return standing;
  auto const scope = split(signature.substr(at + mark.size()), '/');
  return scope.size() < 3 ? standing : std::string{scope[2]};
}

// .../messages?QueueUrl=http://box/000000000000/jobs, or .../messages/us-east-1/000000000000/jobs,
// or a receive, as a form or as JSON, by an SDK whose endpoint is this path.
struct Wanted {
  Caller caller;
  Form form;
};

bool is_by_sdk(HttpRequest const& request) {
  return !header(request.headers, "X-Amz-Target").empty();
}

std::optional<Wanted> wanted(HttpRequest const& request, std::string const& region) {
  auto form = read_form(request.query());
  if (!form)
    return {};
  Wanted wanted{{}, std::move(*form)};
  wanted.caller.region = region_of(request, region);
  if (request.method == "POST" && !is_by_sdk(request)) {
    auto const body = read_form(request.body);
    if (!body)
      return {};
    wanted.form.insert(wanted.form.end(), body->begin(), body->end());
  }
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
  if (request.method != "GET" && request.method != "POST")
    return refuse(405, fmt::format("{} does not take {}.", path, request.method));
  bool const by_sdk = request.method == "POST" && is_by_sdk(request);
  auto const asked = wanted(request, box_.settings().region);
  auto const& operation = *target.row->operation;
  auto const input = operation.make_input();
  auto const output = operation.make_output();
  auto const misfit = by_sdk || !asked ? read_json(request.body, *operation.input, input.get())
                                       : read_query(asked->form, *operation.input,
                                                    QueryStyle::flattened, input.get());
  if (!asked || misfit)
    return refuse(
        400, fmt::format("{0} takes ?QueueUrl=URL, or {0}/REGION/ACCOUNT/QUEUE.", sqs_messages));
  if (auto const error = box_.look(target, asked->caller, input.get(), output.get()))
    return refused(by_sdk, *target.api, *error);
  if (by_sdk) {
    std::string body;
    write_json(body, *operation.output, output.get());
    return sdk_json(200, std::move(body));
  }
  bool const as_json = header(request.headers, "Accept").starts_with("application/json");
  return received(as_json, operation, output.get());
}

}  // namespace proofbox::control

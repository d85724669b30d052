#include "recordings/boto.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "recordings/query_form.hpp"
#include "recordings/xml_answer.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json with_metadata(Json answer, int status) {
  answer["ResponseMetadata"] = {{"HTTPHeaders", Json::object()}, {"HTTPStatusCode", status}};
  return answer;
}

// Code and type are in the header, the model's name of the error in the body. The SDK adds the
// members of an error that its model knows by the code in the header.
Json json_error(Api const& api, HttpResponse const& response) {
  auto const body = Json::parse(response.body);
  auto const type = body.at("__type").get<std::string>();
  auto const name = type.substr(type.find('#') + 1);
  auto const query_error = header(response.headers, "x-amzn-query-error");
  auto const semicolon = query_error.find(';');
  if (semicolon == std::string_view::npos)
    throw std::runtime_error("an error without x-amzn-query-error: " + response.body);
  Json error;
  error["Code"] = query_error.substr(0, semicolon);
  error["Type"] = query_error.substr(semicolon + 1);
  error["QueryErrorCode"] = name;
  error["Message"] = body.at("message");
  Json answer{{"Error", error}};
  if (type.starts_with(std::string{api.type_namespace} + '#') && error["Code"] == name)
    answer["message"] = body.at("message");
  return answer;
}

}  // namespace

Api const& Boto::api() const {
  for (auto const* candidate : sim_.box.apis()) {
    auto const& mark = protocol_ == Protocol::json ? candidate->target_prefix : candidate->version;
    if (candidate->service == service_ && !mark.empty())
      return *candidate;
  }
  throw std::runtime_error("no service \"" + service_ + "\" speaks this protocol");
}

Json Boto::operator()(std::string_view operation, Json const& input, Headers const& more) {
  auto const& spoken = api();
  auto const* row = spoken.find(operation);
  if (row == nullptr)
    throw std::runtime_error("there is no operation " + std::string{operation});
  HttpRequest request{"POST", "box", path, more};
  request.headers.emplace_back(
      "Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20230525/" + region + '/' +
                           service_ + "/aws4_request, SignedHeaders=host, Signature=0");
  if (protocol_ == Protocol::json) {
    request.headers.emplace_back("Content-Type", "application/x-amz-json-1.0");
    request.headers.emplace_back("X-Amz-Target",
                                 std::string{spoken.target_prefix} + '.' + std::string{operation});
    request.body = input.dump();
  } else {
    request.headers.emplace_back("Content-Type",
                                 "application/x-www-form-urlencoded; charset=utf-8");
    request.body = query_form(*row->operation, spoken.version, spoken.query_style, input);
  }
  auto const response = sim_.http(request);
  bool const refused = response.status >= 300;
  if (protocol_ == Protocol::json)
    return with_metadata(refused ? json_error(spoken, response) : Json::parse(response.body),
                         response.status);
  return with_metadata(refused
                           ? read_xml_error(response.body)
                           : read_xml_answer(response.body, *row->operation, spoken.query_style),
                       response.status);
}

std::string told(Json const& answer, std::string_view operation) {
  auto const& error = answer.at("Error");
  return "An error occurred (" + error.at("Code").get<std::string>() + ") when calling the " +
         std::string{operation} + " operation: " + error.at("Message").get<std::string>();
}

}  // namespace proofbox::test

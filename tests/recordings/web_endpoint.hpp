// A web server outside the box that takes what SNS posts to it, and what its owner and a browser do
// with the links in there.
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "recordings/xml_answer.hpp"
#include "support/sim_box.hpp"

namespace proofbox::test {

class WebEndpoint {
 public:
  static inline std::string const url = "http://web.test/sns-endpoint";

  explicit WebEndpoint(SimBox& sim) : sim_(sim) { sim.network.add_host("web.test", {{}}); }

  // What was posted after what was told of before. None is a std::runtime_error.
  HttpRequest next() {
    sim_.advance(1s);
    auto const& received = sim_.network.received();
    if (told_ == received.size())
      throw std::runtime_error("SNS posted nothing");
    return received[told_++];
  }

  // A GET of a link, without a signature, and the XML that answers it, read as a document. Like the
  // recordings it has instead of a request's id in ResponseMetadata what SDKs tell there.
  nlohmann::json follow(std::string const& link) {
    auto const request = request_to("GET", link);
    if (!request)
      throw std::runtime_error("no link: " + link);
    auto const answer = sim_.http(*request);
    auto document = read_xml_document(answer.body);
    for (auto& root : document)
      if (root.contains("ResponseMetadata"))
        root["ResponseMetadata"] = {{"HTTPHeaders", nlohmann::json::object()},
                                    {"HTTPStatusCode", answer.status}};
    return document;
  }

 private:
  SimBox& sim_;
  std::size_t told_ = 0;
};

// As web frameworks show a request's headers: each word of a name begins with a capital. Host and
// length come with the connection.
inline nlohmann::json headers_of(HttpRequest const& request) {
  nlohmann::json headers{{"Host", request.host},
                         {"Content-Length", std::to_string(request.body.size())}};
  for (auto const& [name, value] : request.headers) {
    auto shown = lower_case(name);
    for (std::size_t i = 0; i < shown.size(); ++i)
      if ((i == 0 || shown[i - 1] == '-') && shown[i] >= 'a' && shown[i] <= 'z')
        shown[i] += 'A' - 'a';
    headers[shown] = value;
  }
  return headers;
}

// A text with a part of it replaced, which must be there.
inline std::string with(std::string text, std::string const& part, std::string const& other) {
  auto const at = text.find(part);
  if (at == std::string::npos)
    throw std::runtime_error("there is no " + part + " in " + text);
  return text.replace(at, part.size(), other);
}

}  // namespace proofbox::test

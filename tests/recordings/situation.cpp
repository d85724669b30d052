#include "recordings/situation.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json taken(Json answer) {
  if (answer.contains("Error"))
    throw std::runtime_error("a call that only prepares was refused: " + answer.dump());
  return answer;
}

}  // namespace

std::string Stage::create(std::string const& name) { return create(name, Json::object()); }

std::string Stage::create(std::string const& name, Json attributes) {
  if (name.ends_with(".fifo"))
    attributes["FifoQueue"] = "true";
  Json input{{"QueueName", name}};
  if (!attributes.empty())
    input["Attributes"] = std::move(attributes);
  return taken(sqs("CreateQueue", input)).at("QueueUrl");
}

void Stage::set(std::string const& url, Json const& attributes) {
  taken(sqs("SetQueueAttributes", {{"QueueUrl", url}, {"Attributes", attributes}}));
}

Json Stage::all_attributes(std::string const& url) {
  return sqs("GetQueueAttributes", {{"QueueUrl", url}, {"AttributeNames", Json::array({"All"})}});
}

std::string Stage::arn(std::string const& name) {
  return "arn:aws:sqs:us-east-1:000000000000:" + name;
}

std::string Stage::redrive(std::string const& to, int receive_count_max) {
  return Json{{"deadLetterTargetArn", arn(to)}, {"maxReceiveCount", receive_count_max}}.dump();
}

Json Stage::send(std::string const& url, std::string const& body) {
  return taken(send(url, body, Json::object()));
}

Json Stage::send(std::string const& url, std::string const& body, Json more) {
  more["QueueUrl"] = url;
  more["MessageBody"] = body;
  return sqs("SendMessage", more);
}

Json Stage::receive(std::string const& url) { return receive(url, Json::object()); }

Json Stage::receive(std::string const& url, Json more) {
  more["QueueUrl"] = url;
  return sqs("ReceiveMessage", more);
}

std::vector<std::string> Stage::handles(Json const& received) {
  std::vector<std::string> handles;
  auto const answer = taken(received);
  for (auto const& message : answer.at("Messages"))
    handles.push_back(message.at("ReceiptHandle"));
  return handles;
}

void Stage::remove(std::string const& url, Json const& received) {
  for (auto const& handle : handles(received))
    taken(sqs("DeleteMessage", {{"QueueUrl", url}, {"ReceiptHandle", handle}}));
}

}  // namespace proofbox::test

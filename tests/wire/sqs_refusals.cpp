#include "wire/sqs_refusals.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "engines/sqs/api.hpp"
#include "shape/json.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

void write_field(std::string& form, std::string const& name, std::string const& value) {
  form += '&' + percent_encode(name) + '=' + percent_encode(value);
}

std::string scalar_text(Json const& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string word_or(std::string_view word, char const* usual) {
  return word.empty() ? usual : std::string{word};
}

void write_form(std::string& form, std::string const& prefix, Shape const& shape,
                Json const& object);

void write_form(std::string& form, std::string const& name, Type const& type, Traits const& traits,
                Json const& value) {
  if (value.is_null())
    return;
  if (type.kind == Kind::optional)
    return write_form(form, name, *type.element, traits, value);
  if (type.kind == Kind::structure)
    return write_form(form, name + '.', type.shape(), value);
  if (type.kind != Kind::list && type.kind != Kind::map)
    return write_field(form, name, scalar_text(value));
  int number = 0;
  for (auto const& [key, element] : value.items()) {
    auto const place = name + '.' + std::to_string(++number);
    if (type.kind == Kind::list) {
      write_form(form, place, *type.element, {}, element);
      continue;
    }
    write_field(form, place + '.' + word_or(traits.key_in_query, "Name"), key);
    write_form(form, place + '.' + word_or(traits.value_in_query, "Value"), *type.element, {},
               element);
  }
}

void write_form(std::string& form, std::string const& prefix, Shape const& shape,
                Json const& object) {
  for (auto const& member : shape.members())
    if (object.contains(member.name))
      write_form(form, prefix + std::string{member.query_name()}, *member.type, member.traits,
                 object.at(std::string{member.name}));
}

std::string escaped(std::string const& text) {
  std::string out;
  for (char const c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\r': out += "&#xD;"; break;
      default:
        if (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n')
          out += "\xef\xbf\xbd";
        else
          out += c;
    }
  }
  return out;
}

std::string const opening =
    "<?xml version=\"1.0\"?><ErrorResponse "
    "xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><Error><Type>Sender</Type>";

BoxSettings settings_with(Strictness strict) {
  BoxSettings settings;
  settings.strict = strict;
  return settings;
}

char const* const queue_names[] = {"stock", "stock.fifo", "small", "other", "other.fifo", "dead"};

}  // namespace

BadInputDesk::BadInputDesk(Protocol protocol, Strictness strict)
    : protocol_(protocol), sim_(settings_with(strict)) {
  fill();
  before_ = everything();
}

void BadInputDesk::fill() {
  auto const create = [&](std::string name, Map<std::string> attributes) {
    if (name.ends_with(".fifo"))
      attributes["FifoQueue"] = "true";
    sqs::CreateQueue const op{std::move(name), std::move(attributes), {{"team", "shop"}}};
    check(sim_.call(op).ok(), "a queue of the desk can be created");
  };
  create("dead", {});
  create("stock", {{"RedrivePolicy", SqsDesk::redrive("dead", "3")}});
  create("stock.fifo", {});
  create("small", {{"MaximumMessageSize", "1024"}});
  create("other", {});
  create("other.fifo", {});
  auto const send = [&](std::string const& queue, std::string body, std::int64_t delay = 0) {
    auto op = SqsDesk::message(queue, body);
    if (queue.ends_with(".fifo")) {
      op.message_group_id = body;
      op.message_deduplication_id = body;
    } else {
      op.delay_seconds = delay;
    }
    check(sim_.call(op).ok(), "a message of the desk can be sent");
  };
  auto const take = [&](std::string const& queue, std::int64_t seconds) {
    auto op = SqsDesk::receiving(queue, 1);
    op.visibility_timeout = seconds;
    return sim_.call(op)->messages.at(0).receipt_handle;
  };
  send("stock.fifo", "first");
  handles_["$expired"] = take("stock.fifo", 1);
  sim_.advance(1s);
  send("stock.fifo", "second");
  handles_["$fifo"] = take("stock.fifo", 40'000);
  send("stock", "deleted");
  handles_["$deleted"] = take("stock", 40'000);
  sqs::DeleteMessage const remove{"stock", handles_["$deleted"]};
  check(sim_.call(remove).ok(), "a message of the desk can be deleted");
  send("stock", "taken");
  handles_["$taken"] = take("stock", 40'000);
  send("stock", "delayed", 900);
  send("stock", "ready");
  send("other", "foreign");
  handles_["$foreign"] = take("other", 40'000);
  sqs::AddPermission const permission{"stock", "shared", {"111111111111"}, {"SendMessage"}};
  check(sim_.call(permission).ok(), "a permission of the desk can be given");
}

std::string BadInputDesk::filled_in(std::string text) const {
  for (auto const& [name, handle] : handles_)
    for (auto at = text.find(name); at != std::string::npos; at = text.find(name))
      text.replace(at, name.size(), handle);
  return text;
}

HttpResponse BadInputDesk::post(std::string content_type, std::string target, std::string body) {
  HttpRequest request{"POST", "box", "/"};
  request.headers = {{"Content-Type", std::move(content_type)}};
  if (!target.empty())
    request.headers.emplace_back("X-Amz-Target", std::move(target));
  else
    request.headers.emplace_back(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=test/20230525/us-east-1/sqs/aws4_request, Signature=x");
  request.body = std::move(body);
  return sim_.http(request);
}

HttpResponse BadInputDesk::ask(std::string const& action, std::string const& input) {
  auto const text = filled_in(input);
  if (protocol_ == Protocol::json)
    return post("application/x-amz-json-1.0", "AmazonSQS." + action, text);
  auto const* row = sqs::api().find(action);
  check(row != nullptr, "an action of SQS is asked for");
  std::string form = "Action=" + action + "&Version=2012-11-05";
  write_form(form, "", *row->operation->input, Json::parse(text));
  return post("application/x-www-form-urlencoded", "", form);
}

void BadInputDesk::expect_words(HttpResponse const& response, Refusal const& refusal) const {
  auto const& error = refusal.error;
  CHECK(response.status == error.status);
  bool const in_json = protocol_ == Protocol::json;
  auto const sentence =
      in_json || error.message_in_query.empty() ? error.message : error.message_in_query;
  std::string expected;
  if (in_json) {
    CHECK(header(response.headers, "x-amzn-query-error") == error.code + ";Sender");
    expected = "{\"__type\":\"" + error.type + "\",\"message\":";
    write_json_text(expected, sentence);
    expected = refusal.begins ? expected.substr(0, expected.size() - 1) : expected + "}";
  } else {
    auto const id = std::string{header(response.headers, "x-amzn-RequestId")};
    expected = opening + "<Code>" + error.code + "</Code><Message>" + escaped(sentence);
    if (!refusal.begins)
      expected += std::string{"</Message>"} + (error.has_detail ? "<Detail/>" : "") +
                  "</Error><RequestId>" + id + "</RequestId></ErrorResponse>";
  }
  CHECK((refusal.begins ? response.body.substr(0, expected.size()) : response.body) == expected);
}

void BadInputDesk::expect_refused(std::string const& action, std::string const& input,
                                  Refusal const& refusal) {
  INFO((protocol_ == Protocol::json ? "json " : "query ")
       << action << ' ' << input.substr(0, 2'000));
  auto filled = refusal;
  filled.error.message = filled_in(filled.error.message);
  expect_words(ask(action, input), filled);
  expect_unchanged();
}

void BadInputDesk::expect_form_refused(std::string const& form, Refusal const& refusal) {
  INFO("query " << form);
  expect_words(post("application/x-www-form-urlencoded", "", filled_in(form)), refusal);
  expect_unchanged();
}

void BadInputDesk::expect_accepted(std::string const& action, std::string const& input) {
  INFO((protocol_ == Protocol::json ? "json " : "query ")
       << action << ' ' << input.substr(0, 2'000));
  auto const response = ask(action, input);
  INFO(response.body.substr(0, 2'000));
  CHECK(response.status == 200);
  before_ = everything();
}

void BadInputDesk::expect_failed(std::string const& action, std::string const& input,
                                 std::string const& id, Refusal const& refusal) {
  INFO((protocol_ == Protocol::json ? "json " : "query ")
       << action << ' ' << input.substr(0, 2'000));
  auto const response = ask(action, input);
  auto const message = filled_in(refusal.error.message);
  CHECK(response.status == 200);
  std::string expected;
  if (protocol_ == Protocol::json) {
    expected = "{\"Failed\":[{\"Id\":\"" + id + "\",\"SenderFault\":true,\"Code\":\"" +
               refusal.error.code + "\",\"Message\":";
    write_json_text(expected, message);
    if (refusal.begins)
      expected.pop_back();
    else
      expected += '}';
  } else {
    expected = "<" + action + "Result><BatchResultErrorEntry><Id>" + id +
               "</Id><SenderFault>true</SenderFault><Code>" + refusal.error.code +
               "</Code><Message>" + escaped(message) +
               (refusal.begins ? "" : "</Message></BatchResultErrorEntry>");
  }
  INFO(response.body.substr(0, 2'000));
  CHECK(response.body.find(expected) != std::string::npos);
  expect_unchanged();
}

void BadInputDesk::expect_unchanged() {
  auto now = everything();
  CHECK(now == before_);
  before_ = std::move(now);
}

// All that can be seen of SQS, as one text.
std::string BadInputDesk::everything() {
  std::string text = to_json(*sim_.call(sqs::ListQueues{}));
  for (std::string const name : queue_names) {
    sqs::GetQueueAttributes const attributes{name, {"All"}};
    auto const got = sim_.call(attributes);
    text += '\n' + name + ' ' + (got.ok() ? to_json(*got) : got.error().code);
    sqs::ListQueueTags const tags{name};
    auto const tagged = sim_.call(tags);
    text += tagged.ok() ? to_json(*tagged) : "";
  }
  sqs::ListMessageMoveTasks const moves{SqsDesk::arn("dead"), 10};
  text += to_json(*sim_.call(moves));
  return text + '\n' + sim_.box.look("sqs", "PeekMessages") + '\n' +
         sim_.box.look("sqs", "CountMessages");
}

std::map<std::string, std::string> const& good_inputs() {
  static std::map<std::string, std::string> const inputs{
      {"AddPermission",
       R"({"QueueUrl":"stock","Label":"new","AWSAccountIds":["222222222222"],"Actions":["*"]})"},
      {"CancelMessageMoveTask", R"({"TaskHandle":"none"})"},  // the one that only looks good
      {"ChangeMessageVisibility",
       R"({"QueueUrl":"stock","ReceiptHandle":"$taken","VisibilityTimeout":5})"},
      {"ChangeMessageVisibilityBatch",
       R"({"QueueUrl":"stock","Entries":[{"Id":"a","ReceiptHandle":"$taken","VisibilityTimeout":5}]})"},
      {"CreateQueue",
       R"({"QueueName":"fresh","Attributes":{"DelaySeconds":"1"},"tags":{"team":"shop"}})"},
      {"DeleteMessage", R"({"QueueUrl":"stock","ReceiptHandle":"$taken"})"},
      {"DeleteMessageBatch",
       R"({"QueueUrl":"stock","Entries":[{"Id":"a","ReceiptHandle":"$taken"}]})"},
      {"DeleteQueue", R"({"QueueUrl":"other"})"},
      {"GetQueueAttributes", R"({"QueueUrl":"stock","AttributeNames":["All"]})"},
      {"GetQueueUrl", R"({"QueueName":"stock","QueueOwnerAWSAccountId":"000000000000"})"},
      {"ListDeadLetterSourceQueues", R"({"QueueUrl":"dead","MaxResults":1})"},
      {"ListMessageMoveTasks", R"({"SourceArn":"arn:aws:sqs:us-east-1:000000000000:dead"})"},
      {"ListQueueTags", R"({"QueueUrl":"stock"})"},
      {"ListQueues", R"({"QueueNamePrefix":"st","MaxResults":1})"},
      {"PurgeQueue", R"({"QueueUrl":"stock"})"},
      {"ReceiveMessage",
       R"({"QueueUrl":"stock","MaxNumberOfMessages":1,"MessageSystemAttributeNames":["All"]})"},
      {"RemovePermission", R"({"QueueUrl":"stock","Label":"shared"})"},
      {"SendMessage",
       R"({"QueueUrl":"stock","MessageBody":"x","DelaySeconds":1,"MessageAttributes":{"a":)"
       R"({"DataType":"String","StringValue":"b"}}})"},
      {"SendMessageBatch",
       R"({"QueueUrl":"stock","Entries":[{"Id":"a","MessageBody":"x","DelaySeconds":1}]})"},
      {"SetQueueAttributes", R"({"QueueUrl":"stock","Attributes":{"DelaySeconds":"1"}})"},
      {"StartMessageMoveTask",
       R"({"SourceArn":"arn:aws:sqs:us-east-1:000000000000:dead","MaxNumberOfMessagesPerSecond":1})"},
      {"TagQueue", R"({"QueueUrl":"stock","Tags":{"team":"bar"}})"},
      {"UntagQueue", R"({"QueueUrl":"stock","TagKeys":["team"]})"},
  };
  return inputs;
}

}  // namespace proofbox::test

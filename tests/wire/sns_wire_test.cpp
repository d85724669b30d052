// SNS as its clients meet it: forms in, XML out, and what the courier carries from a topic to a
// queue.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

struct Answer {
  int status;
  std::string xml;  // with ID in place of the request's id
};

struct Wired {
  test::SimBox sim;

  Answer operator()(std::string const& action,
                    std::vector<std::pair<std::string, std::string>> const& form) {
    HttpRequest request{"POST", "box", "/"};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body = "Action=" + action + "&Version=2010-03-31";
    for (auto const& [name, value] : form)
      request.body += '&' + percent_encode(name) + '=' + percent_encode(value);
    auto response = sim.http(request);
    auto const id = std::string{header(response.headers, "x-amzn-RequestId")};
    auto const at = response.body.find("<RequestId>" + id + "</RequestId>");
    REQUIRE(at != std::string::npos);
    response.body.replace(at + 11, id.size(), "ID");
    return {response.status, std::move(response.body)};
  }

  void make_queue(std::string name) {
    sqs::CreateQueue create;
    create.queue_name = std::move(name);
    if (create.queue_name.ends_with(".fifo"))
      create.attributes = {{"FifoQueue", "true"}};
    REQUIRE(sim.call(create).ok());
  }

  std::vector<sqs::Message> receive(std::string queue) {
    sqs::ReceiveMessage op;
    op.queue_url = std::move(queue);
    op.max_number_of_messages = 10;
    op.wait_time_seconds = 1;
    op.message_attribute_names = {"All"};
    op.message_system_attribute_names = {"All"};
    return sim.call(op)->messages;
  }
};

std::string answer_of(std::string const& action, std::string const& result) {
  return "<?xml version=\"1.0\"?><" + action +
         "Response xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">" + result +
         "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></" + action + "Response>";
}

std::string refusal_of(std::string const& code, std::string const& message) {
  return "<?xml version=\"1.0\"?><ErrorResponse "
         "xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error>"
         "<Type>Sender</Type><Code>" +
         code + "</Code><Message>" + message +
         "</Message></Error><RequestId>ID</RequestId></ErrorResponse>";
}

// What stands between two texts.
std::string between(std::string const& text, std::string const& left, std::string const& right) {
  auto const from = text.find(left);
  REQUIRE(from != std::string::npos);
  auto const begin = from + left.size();
  return text.substr(begin, text.find(right, begin) - begin);
}

std::string const shop_arn = "arn:aws:sns:us-east-1:000000000000:shop";
std::string const stock_arn = "arn:aws:sqs:us-east-1:000000000000:stock";

}  // namespace

TEST_CASE("A message published over Query arrives in the queue that is subscribed", "[sns][wire]") {
  Wired wired;
  wired.make_queue("stock");
  auto const created = wired("CreateTopic", {{"Name", "shop"},
                                             {"Attributes.entry.1.key", "DisplayName"},
                                             {"Attributes.entry.1.value", "Shop"},
                                             {"Tags.member.1.Key", "k"},
                                             {"Tags.member.1.Value", "v"}});
  CHECK(created.status == 200);
  CHECK(created.xml == answer_of("CreateTopic", "<CreateTopicResult><TopicArn>" + shop_arn +
                                                    "</TopicArn></CreateTopicResult>"));

  auto const subscribed = wired("Subscribe", {{"TopicArn", shop_arn},
                                              {"Protocol", "sqs"},
                                              {"Endpoint", stock_arn},
                                              {"ReturnSubscriptionArn", "true"}});
  auto const subscription = between(subscribed.xml, "<SubscriptionArn>", "</SubscriptionArn>");
  CHECK(subscribed.xml ==
        answer_of("Subscribe", "<SubscribeResult><SubscriptionArn>" + subscription +
                                   "</SubscriptionArn></SubscribeResult>"));

  auto const published =
      wired("Publish", {{"TopicArn", shop_arn},
                        {"Message", "hello & goodbye"},
                        {"Subject", "Hi"},
                        {"MessageAttributes.entry.1.Name", "kind"},
                        {"MessageAttributes.entry.1.Value.DataType", "String"},
                        {"MessageAttributes.entry.1.Value.StringValue", "greeting"}});
  auto const id = between(published.xml, "<MessageId>", "</MessageId>");
  CHECK(published.xml ==
        answer_of("Publish", "<PublishResult><MessageId>" + id + "</MessageId></PublishResult>"));

  auto const messages = wired.receive("stock");
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].message_id != id);
  CHECK(messages[0].message_attributes.empty());
  auto const& body = messages[0].body;
  CHECK(body.starts_with(
      R"({"Type":"Notification","MessageId":")" + id + R"(","TopicArn":")" + shop_arn +
      R"(","Subject":"Hi","Message":"hello & goodbye","Timestamp":"2023-05-25T00:00:00.000Z",)"
      R"("SignatureVersion":"1","Signature":")"));
  CHECK(body.ends_with(
      R"(.pem","UnsubscribeURL":"http://box/?Action=Unsubscribe&SubscriptionArn=)" + subscription +
      R"(","MessageAttributes":{"kind":{"Type":"String","Value":"greeting"}}})"));
}

TEST_CASE("The UnsubscribeURL of an envelope works as an unsigned GET", "[sns][wire]") {
  Wired wired;
  wired.make_queue("stock");
  wired("CreateTopic", {{"Name", "shop"}});
  wired("Subscribe", {{"TopicArn", shop_arn}, {"Protocol", "sqs"}, {"Endpoint", stock_arn}});
  wired("Publish", {{"TopicArn", shop_arn}, {"Message", "hello"}});
  auto const url =
      between(wired.receive("stock").at(0).body, "\"UnsubscribeURL\":\"http://box", "\"");
  HttpRequest const visit{"GET", "box", url};
  CHECK(wired.sim.http(visit).status == 200);
  wired("Publish", {{"TopicArn", shop_arn}, {"Message", "nobody hears"}});
  CHECK(wired.receive("stock").empty());
}

TEST_CASE("A raw message arrives with its attributes as the queue's own", "[sns][wire]") {
  Wired wired;
  wired.make_queue("stock");
  wired("CreateTopic", {{"Name", "shop"}});
  wired("Subscribe", {{"TopicArn", shop_arn},
                      {"Protocol", "sqs"},
                      {"Endpoint", stock_arn},
                      {"Attributes.entry.1.key", "RawMessageDelivery"},
                      {"Attributes.entry.1.value", "true"}});
  wired("Publish", {{"TopicArn", shop_arn},
                    {"Message", "hello"},
                    {"MessageAttributes.entry.1.Name", "b"},
                    {"MessageAttributes.entry.1.Value.DataType", "Binary"},
                    {"MessageAttributes.entry.1.Value.BinaryValue", "AQI="}});
  auto const messages = wired.receive("stock");
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].body == "hello");
  REQUIRE(messages[0].message_attributes.contains("b"));
  CHECK(messages[0].message_attributes.at("b").binary_value->bytes == "\x01\x02");
}

TEST_CASE("A batch to a FIFO topic arrives in its order, and a duplicate does not arrive",
          "[sns][wire]") {
  Wired wired;
  wired.make_queue("stock.fifo");
  wired("CreateTopic", {{"Name", "shop.fifo"},
                        {"Attributes.entry.1.key", "FifoTopic"},
                        {"Attributes.entry.1.value", "true"},
                        {"Attributes.entry.2.key", "ContentBasedDeduplication"},
                        {"Attributes.entry.2.value", "true"}});
  wired("Subscribe", {{"TopicArn", shop_arn + ".fifo"},
                      {"Protocol", "sqs"},
                      {"Endpoint", stock_arn + ".fifo"},
                      {"Attributes.entry.1.key", "RawMessageDelivery"},
                      {"Attributes.entry.1.value", "true"}});
  std::vector<std::pair<std::string, std::string>> form{{"TopicArn", shop_arn + ".fifo"}};
  for (std::string n : {"1", "2", "3"}) {
    auto const entry = "PublishBatchRequestEntries.member." + n + '.';
    form.insert(form.end(), {{entry + "Id", "id" + n},
                             {entry + "Message", n == "2" ? "second" : "first"},
                             {entry + "MessageGroupId", "g"}});
  }
  auto const done = wired("PublishBatch", form);
  CHECK(done.status == 200);
  CHECK(done.xml.find("</Successful><Failed></Failed></PublishBatchResult>") != std::string::npos);
  // Of a group one leaves when the one before it has arrived.
  wired.sim.advance(1s);
  auto const messages = wired.receive("stock.fifo");
  REQUIRE(messages.size() == 2);
  CHECK(messages[0].body == "first");
  CHECK(messages[1].body == "second");
  CHECK(messages[0].attributes.at("MessageGroupId") == "g");
  CHECK(messages[0].attributes.at("MessageDeduplicationId") ==
        "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e");
}

TEST_CASE("What reaches no queue goes to the subscription's dead-letter queue", "[sns][wire]") {
  Wired wired;
  wired.make_queue("dead");
  wired("CreateTopic", {{"Name", "shop"}});
  wired("Subscribe", {{"TopicArn", shop_arn},
                      {"Protocol", "sqs"},
                      {"Endpoint", stock_arn},
                      {"Attributes.entry.1.key", "RedrivePolicy"},
                      {"Attributes.entry.1.value",
                       R"({"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead"})"}});
  wired("Publish", {{"TopicArn", shop_arn}, {"Message", "hello"}});
  auto const messages = wired.receive("dead");
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].body.find(R"("Message":"hello")") != std::string::npos);
  CHECK(messages[0].message_attributes.empty());
}

TEST_CASE("A raw message of more than ten attributes is discarded, as SQS takes no more",
          "[sns][wire]") {
  Wired wired;
  wired.make_queue("stock");
  wired("CreateTopic", {{"Name", "shop"}});
  wired("Subscribe", {{"TopicArn", shop_arn},
                      {"Protocol", "sqs"},
                      {"Endpoint", stock_arn},
                      {"Attributes.entry.1.key", "RawMessageDelivery"},
                      {"Attributes.entry.1.value", "true"}});
  std::vector<std::pair<std::string, std::string>> form{{"TopicArn", shop_arn},
                                                        {"Message", "hello"}};
  for (int i = 1; i <= 11; ++i) {
    auto const entry = "MessageAttributes.entry." + std::to_string(i);
    form.insert(form.end(), {{entry + ".Name", "a" + std::to_string(i)},
                             {entry + ".Value.DataType", "String"},
                             {entry + ".Value.StringValue", "x"}});
  }
  CHECK(wired("Publish", form).status == 200);
  CHECK(wired.receive("stock").empty());
}

TEST_CASE("Lists are XML with their elements even when empty, and void operations have no Result",
          "[sns][wire]") {
  Wired wired;
  CHECK(wired("ListTopics", {}).xml ==
        answer_of("ListTopics", "<ListTopicsResult><Topics></Topics></ListTopicsResult>"));
  wired("CreateTopic", {{"Name", "shop"}});
  CHECK(wired("ListTopics", {}).xml ==
        answer_of("ListTopics", "<ListTopicsResult><Topics><member><TopicArn>" + shop_arn +
                                    "</TopicArn></member></Topics></ListTopicsResult>"));
  auto const set =
      wired("SetTopicAttributes",
            {{"TopicArn", shop_arn}, {"AttributeName", "DisplayName"}, {"AttributeValue", "x"}});
  CHECK(set.xml == answer_of("SetTopicAttributes", ""));
  auto const tagged =
      wired("TagResource",
            {{"ResourceArn", shop_arn}, {"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}});
  CHECK(tagged.xml == answer_of("TagResource", "<TagResourceResult></TagResourceResult>"));
  CHECK(wired("ListTagsForResource", {{"ResourceArn", shop_arn}}).xml ==
        answer_of("ListTagsForResource",
                  "<ListTagsForResourceResult><Tags><member><Key>k</Key><Value>v</Value>"
                  "</member></Tags></ListTagsForResourceResult>"));
  CHECK(wired("UntagResource", {{"ResourceArn", shop_arn}, {"TagKeys.member.1", "k"}}).xml ==
        answer_of("UntagResource", "<UntagResourceResult></UntagResourceResult>"));
  CHECK(wired("DeleteTopic", {{"TopicArn", shop_arn}}).xml == answer_of("DeleteTopic", ""));
}

TEST_CASE("Attributes come back as entries of key and value", "[sns][wire]") {
  Wired wired;
  wired("CreateTopic", {{"Name", "shop"}});
  auto const subscribed =
      wired("Subscribe", {{"TopicArn", shop_arn}, {"Protocol", "sqs"}, {"Endpoint", stock_arn}});
  auto const subscription = between(subscribed.xml, "<SubscriptionArn>", "</SubscriptionArn>");
  auto const told = wired("GetSubscriptionAttributes", {{"SubscriptionArn", subscription}});
  auto const entry = [](std::string const& key, std::string const& value) {
    return "<entry><key>" + key + "</key><value>" + value + "</value></entry>";
  };
  CHECK(told.xml ==
        answer_of("GetSubscriptionAttributes",
                  "<GetSubscriptionAttributesResult><Attributes>" +
                      entry("ConfirmationWasAuthenticated", "true") + entry("Endpoint", stock_arn) +
                      entry("Owner", "000000000000") + entry("PendingConfirmation", "false") +
                      entry("Protocol", "sqs") + entry("RawMessageDelivery", "false") +
                      entry("SubscriptionArn", subscription) +
                      entry("SubscriptionPrincipal", "arn:aws:iam::000000000000:user/proofbox") +
                      entry("TopicArn", shop_arn) +
                      "</Attributes></GetSubscriptionAttributesResult>"));
  CHECK(wired("ListSubscriptionsByTopic", {{"TopicArn", shop_arn}}).xml ==
        answer_of(
            "ListSubscriptionsByTopic",
            "<ListSubscriptionsByTopicResult><Subscriptions><member><SubscriptionArn>" +
                subscription +
                "</SubscriptionArn><Owner>000000000000</Owner><Protocol>sqs</Protocol><Endpoint>" +
                stock_arn + "</Endpoint><TopicArn>" + shop_arn +
                "</TopicArn></member></Subscriptions></ListSubscriptionsByTopicResult>"));
}

TEST_CASE("Refusals of SNS are XML without a Detail, under their own status", "[sns][wire]") {
  Wired wired;
  auto const missing = wired("Publish", {{"TopicArn", shop_arn}, {"Message", "hello"}});
  CHECK(missing.status == 404);
  CHECK(missing.xml == refusal_of("NotFound", "Topic does not exist"));
  auto const absent = wired("GetTopicAttributes", {});
  CHECK(absent.status == 400);
  CHECK(absent.xml == refusal_of("ValidationError",
                                 "1 validation error detected: Value null at 'topicArn' failed to "
                                 "satisfy constraint: Member must not be null"));
  wired("CreateTopic", {{"Name", "shop"}});
  CHECK(wired("TagResource", {{"ResourceArn", shop_arn}, {"Tags.member.1.Key", "k"}}).xml ==
        refusal_of("ValidationError",
                   "1 validation error detected: Value null at 'tags.1.member.value' failed to "
                   "satisfy constraint: Member must not be null"));
  CHECK(
      wired("Publish", {{"TopicArn", shop_arn},
                        {"Message", "hello"},
                        {"MessageAttributes.entry.1.Name", "a"},
                        {"MessageAttributes.entry.1.Value.StringValue", "x"}})
          .xml ==
      refusal_of("ValidationError",
                 "1 validation error detected: Value null at 'messageAttributes.a.member.dataType' "
                 "failed to satisfy constraint: Member must not be null"));
  auto const unknown = wired("CreateShop", {{"Name", "x"}});
  CHECK(unknown.status == 400);
  CHECK(unknown.xml ==
        refusal_of("InvalidAction",
                   "The action CreateShop is not valid for this endpoint."));
}

// SQS as its clients meet it: JSON and forms in, JSON and XML out, byte for byte.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Wired {
  test::SimBox sim;
  Headers extra = {};  // of every request
  std::string host = "box";

  HttpResponse ask(std::string method, std::string target, Headers headers, std::string body) {
    HttpRequest request{std::move(method), host, std::move(target)};
    request.headers = std::move(headers);
    request.headers.insert(request.headers.end(), extra.begin(), extra.end());
    request.body = std::move(body);
    auto response = sim.http(request);
    CHECK(header(response.headers, "x-amzn-RequestId").size() == 36);
    return response;
  }

  HttpResponse json(std::string const& action, std::string body, std::string path = "/") {
    auto response = ask(
        "POST", std::move(path),
        {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", "AmazonSQS." + action}},
        std::move(body));
    CHECK(header(response.headers, "Content-Type") == "application/x-amz-json-1.0");
    return response;
  }

  // XML, with ID in place of the request's id.
  HttpResponse xml(std::string method, std::string target, std::string body) {
    Headers headers;
    if (method == "POST")
      headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    auto response = ask(std::move(method), std::move(target), std::move(headers), std::move(body));
    CHECK(header(response.headers, "Content-Type") == "text/xml");
    auto const id = std::string{header(response.headers, "x-amzn-RequestId")};
    auto const at = response.body.find("<RequestId>" + id + "</RequestId>");
    REQUIRE(at != std::string::npos);
    response.body.replace(at + 11, id.size(), "ID");
    return response;
  }
  HttpResponse query(std::string const& action, Fields const& fields, std::string path = "/") {
    return xml("POST", std::move(path), form(action, fields));
  }
  static std::string form(std::string const& action, Fields const& fields) {
    std::string text = "Action=" + action + "&Version=2012-11-05";
    for (auto const& [name, value] : fields)
      text += '&' + percent_encode(name) + '=' + percent_encode(value);
    return text;
  }
};

std::string const opening = "<?xml version=\"1.0\"?>";
std::string const name_space = " xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">";

std::string answer_of(std::string const& action, std::string const& result) {
  return opening + "<" + action + "Response" + name_space + result +
         "<ResponseMetadata><RequestId>ID</RequestId></ResponseMetadata></" + action + "Response>";
}

std::string refusal_of(std::string const& code, std::string const& message) {
  return opening + "<ErrorResponse" + name_space + "<Error><Type>Sender</Type><Code>" + code +
         "</Code><Message>" + message +
         "</Message><Detail/></Error><RequestId>ID</RequestId></ErrorResponse>";
}

// What stands between two texts.
std::string between(std::string const& text, std::string const& left, std::string const& right) {
  auto const from = text.find(left);
  REQUIRE(from != std::string::npos);
  auto const begin = from + left.size();
  return text.substr(begin, text.find(right, begin) - begin);
}

std::string const stock_url = "http://box/000000000000/stock";

}  // namespace

TEST_CASE("A message goes through SQS in JSON", "[sqs][wire]") {
  Wired wired;
  auto const created =
      wired.json("CreateQueue", R"({"QueueName":"stock","Attributes":{"VisibilityTimeout":"20"}})");
  CHECK(created.status == 200);
  CHECK(created.body == R"({"QueueUrl":")" + stock_url + R"("})");
  CHECK(
      wired
          .json(
              "GetQueueAttributes",
              R"({"QueueUrl":"http://elsewhere:1/000000000000/stock","AttributeNames":["VisibilityTimeout"]})")
          .body == R"({"Attributes":{"VisibilityTimeout":"20"}})");
  auto const sent = wired.json(
      "SendMessage",
      R"({"QueueUrl":"stock","MessageBody":"\"&quot;&quot;\r","MessageAttributes":)"
      R"({"Foo":{"DataType":"String","StringValue":"Bar"},"raw":{"DataType":"Binary","BinaryValue":"AP8="}}})");
  auto const id = between(sent.body, R"("MessageId":")", "\"");
  auto const digest = between(sent.body, R"("MD5OfMessageAttributes":")", "\"");
  CHECK(sent.body ==
        R"({"MD5OfMessageBody":"1f3930f662f907b134a181296c895d21","MD5OfMessageAttributes":")" +
            digest + R"(","MessageId":")" + id + R"("})");
  auto const received =
      wired.json("ReceiveMessage",
                 R"({"QueueUrl":"stock","MessageSystemAttributeNames":["ApproximateReceiveCount"],)"
                 R"("MessageAttributeNames":["All"],"MaxNumberOfMessages":10})");
  auto const handle = between(received.body, R"("ReceiptHandle":")", "\"");
  CHECK(received.body ==
        R"({"Messages":[{"MessageId":")" + id + R"(","ReceiptHandle":")" + handle +
            R"(","MD5OfBody":"1f3930f662f907b134a181296c895d21","Body":"\"&quot;&quot;\r",)"
            R"("Attributes":{"ApproximateReceiveCount":"1"},"MD5OfMessageAttributes":")" +
            digest +
            R"(","MessageAttributes":{"Foo":{"StringValue":"Bar","DataType":"String"},)"
            R"("raw":{"BinaryValue":"AP8=","DataType":"Binary"}}}]})");
  auto const removed =
      wired.json("DeleteMessage", R"({"QueueUrl":"stock","ReceiptHandle":")" + handle + R"("})");
  CHECK(removed.status == 200);
  CHECK(removed.body == "{}");
  CHECK(wired.json("ReceiveMessage", R"({"QueueUrl":"stock"})").body == "{}");
  CHECK(wired.json("ListQueues", R"({"QueueNamePrefix":"other"})").body == "{}");
}

TEST_CASE("A message goes through SQS in forms and XML", "[sqs][wire]") {
  Wired wired;
  CHECK(wired
            .query("CreateQueue", {{"QueueName", "stock"},
                                   {"Attribute.1.Name", "VisibilityTimeout"},
                                   {"Attribute.1.Value", "20"},
                                   {"Tag.1.Key", "team"},
                                   {"Tag.1.Value", "shop"}})
            .body == answer_of("CreateQueue", "<CreateQueueResult><QueueUrl>" + stock_url +
                                                  "</QueueUrl></CreateQueueResult>"));
  CHECK(
      wired
          .query("GetQueueAttributes", {{"QueueUrl", stock_url},
                                        {"AttributeName.1", "VisibilityTimeout"},
                                        {"AttributeName.2", "DelaySeconds"}})
          .body ==
      answer_of("GetQueueAttributes",
                "<GetQueueAttributesResult><Attribute><Name>DelaySeconds</Name><Value>0</Value>"
                "</Attribute><Attribute><Name>VisibilityTimeout</Name><Value>20</Value></Attribute>"
                "</GetQueueAttributesResult>"));
  auto const sent = wired.query("SendMessage", {{"QueueUrl", stock_url},
                                                {"MessageBody", "\"&quot;&quot;\r"},
                                                {"MessageAttribute.1.Name", "Foo"},
                                                {"MessageAttribute.1.Value.DataType", "String"},
                                                {"MessageAttribute.1.Value.StringValue", "Bar"}});
  auto const id = between(sent.body, "<MessageId>", "</MessageId>");
  CHECK(
      sent.body ==
      answer_of("SendMessage",
                "<SendMessageResult>"
                "<MD5OfMessageBody>1f3930f662f907b134a181296c895d21</MD5OfMessageBody>"
                "<MD5OfMessageAttributes>ae7155c6026991b6d54b11589678bf9c</MD5OfMessageAttributes>"
                "<MessageId>" +
                    id + "</MessageId></SendMessageResult>"));
  auto const received = wired.query("ReceiveMessage", {{"QueueUrl", stock_url},
                                                       {"AttributeName.1", "SentTimestamp"},
                                                       {"MessageAttributeName.1", "All"}});
  auto const handle = between(received.body, "<ReceiptHandle>", "</ReceiptHandle>");
  CHECK(received.body ==
        answer_of(
            "ReceiveMessage",
            "<ReceiveMessageResult><Message><MessageId>" + id + "</MessageId><ReceiptHandle>" +
                handle +
                "</ReceiptHandle><MD5OfBody>1f3930f662f907b134a181296c895d21</MD5OfBody>"
                "<Body>&quot;&amp;quot;&amp;quot;&#xD;</Body>"
                "<Attribute><Name>SentTimestamp</Name><Value>1684972800000</Value></Attribute>"
                "<MD5OfMessageAttributes>ae7155c6026991b6d54b11589678bf9c</MD5OfMessageAttributes>"
                "<MessageAttribute><Name>Foo</Name><Value><StringValue>Bar</StringValue>"
                "<DataType>String</DataType></Value></MessageAttribute></Message></"
                "ReceiveMessageResult>"));
  CHECK(wired.query("DeleteMessage", {{"QueueUrl", stock_url}, {"ReceiptHandle", handle}}).body ==
        answer_of("DeleteMessage", ""));
  CHECK(wired.query("ReceiveMessage", {{"QueueUrl", stock_url}}).body ==
        answer_of("ReceiveMessage", "<ReceiveMessageResult></ReceiveMessageResult>"));
}

TEST_CASE("A batch answers its entries apart, without the list that is empty", "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  auto const sent = wired.json(
      "SendMessageBatch", R"({"QueueUrl":"stock","Entries":[{"Id":"a","MessageBody":"test"}]})");
  CHECK(sent.body == R"({"Successful":[{"Id":"a","MessageId":")" +
                         between(sent.body, R"("MessageId":")", "\"") +
                         R"(","MD5OfMessageBody":"098f6bcd4621d373cade4e832627b4f6"}]})");
  CHECK(wired
            .json("DeleteMessageBatch",
                  R"({"QueueUrl":"stock","Entries":[{"Id":"a","ReceiptHandle":"x"}]})")
            .body ==
        R"({"Failed":[{"Id":"a","SenderFault":true,"Code":"ReceiptHandleIsInvalid","Message":)"
        R"("The input receipt handle \"x\" is not a valid receipt handle."}]})");
  CHECK(wired
            .query("DeleteMessageBatch", {{"QueueUrl", stock_url},
                                          {"DeleteMessageBatchRequestEntry.1.Id", "a"},
                                          {"DeleteMessageBatchRequestEntry.1.ReceiptHandle", "x"}})
            .body ==
        answer_of(
            "DeleteMessageBatch",
            "<DeleteMessageBatchResult><BatchResultErrorEntry><Id>a</Id>"
            "<SenderFault>true</SenderFault><Code>ReceiptHandleIsInvalid</Code><Message>The input "
            "receipt handle &quot;x&quot; is not a valid receipt handle.</Message>"
            "</BatchResultErrorEntry></DeleteMessageBatchResult>"));
}

TEST_CASE("An error has each protocol's form, code and sentence", "[sqs][wire]") {
  Wired wired;
  auto const json = wired.json("SendMessage", R"({"QueueUrl":"stock","MessageBody":"hello"})");
  CHECK(json.status == 400);
  CHECK(header(json.headers, "x-amzn-query-error") ==
        "AWS.SimpleQueueService.NonExistentQueue;Sender");
  CHECK(
      json.body ==
      R"({"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."})");
  auto const xml = wired.query("SendMessage", {{"QueueUrl", stock_url}, {"MessageBody", "hello"}});
  CHECK(xml.status == 400);
  CHECK(xml.body == refusal_of("AWS.SimpleQueueService.NonExistentQueue",
                               "The specified queue does not exist for this wsdl version."));

  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  auto const missing = wired.json("SendMessage", R"({"QueueUrl":"stock"})");
  CHECK(header(missing.headers, "x-amzn-query-error") == "MissingParameter;Sender");
  CHECK(missing.body == R"({"__type":"com.amazon.coral.service#MissingRequiredParameterException",)"
                        R"("message":"The request must contain the parameter MessageBody."})");
  CHECK(wired.query("SendMessage", {{"QueueUrl", stock_url}}).body ==
        refusal_of("MissingParameter", "The request must contain the parameter MessageBody."));
  CHECK(wired.json("SendMessage", R"({"MessageBody":"hello"})").body ==
        R"({"__type":"com.amazon.coral.service#MissingRequiredParameterException",)"
        R"("message":"The request must contain the parameter QueueUrl."})");
  auto const many =
      wired.json("ReceiveMessage", R"({"QueueUrl":"stock","MaxNumberOfMessages":11})");
  CHECK(header(many.headers, "x-amzn-query-error") == "InvalidParameterValue;Sender");
  CHECK(
      many.body ==
      R"({"__type":"com.amazon.coral.service#InvalidParameterValueException","message":)"
      R"("Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, )"
      R"(if provided."})");
  CHECK(
      wired.query("ReceiveMessage", {{"QueueUrl", stock_url}, {"MaxNumberOfMessages", "0"}}).body ==
      refusal_of("InvalidParameterValue",
                 "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be "
                 "between 1 and 10, if provided."));
  for (std::string const wait : {"21", "-1"})
    CHECK(
        wired.query("ReceiveMessage", {{"QueueUrl", stock_url}, {"WaitTimeSeconds", wait}}).body ==
        refusal_of("InvalidParameterValue",
                   "Value " + wait +
                       " for parameter WaitTimeSeconds is invalid. Reason: "
                       "Must be &gt;= 0 and &lt;= 20, if provided."));
  CHECK(wired.query("ReceiveMessage", {{"QueueUrl", stock_url}, {"VisibilityTimeout", "43201"}})
            .status == 400);
}

TEST_CASE("What is not of the model's types, or no JSON at all, is a SerializationException",
          "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  for (std::string const body :
       {R"({"QueueName":5})", R"({"QueueName":["stock"]})", R"({"QueueName":)", "[]", "no json",
        R"({"QueueName":"a","Attributes":["x"]})", "{\"QueueName\":\"\xff\"}"}) {
    INFO(body);
    auto const refused = wired.json("CreateQueue", body);
    CHECK(refused.status == 400);
    CHECK(header(refused.headers, "x-amzn-query-error") == "SerializationException;Sender");
    CHECK(refused.body.starts_with(
        R"({"__type":"com.amazon.coral.service#SerializationException","message":")"));
  }
  CHECK(wired.json("ReceiveMessage", R"({"QueueUrl":"stock","MaxNumberOfMessages":"1"})").status ==
        400);
  CHECK(wired.json("ListQueues", "{}").body == R"({"QueueUrls":[")" + stock_url + R"("]})");
}

TEST_CASE("An unknown action is InvalidAction in both protocols", "[sqs][wire]") {
  Wired wired;
  auto const json = wired.json("Explode", "{}");
  CHECK(json.status == 400);
  CHECK(header(json.headers, "x-amzn-query-error") == "InvalidAction;Sender");
  CHECK(json.body == R"({"__type":"com.amazon.coral.service#UnknownOperationException",)"
                     R"("message":"The action Explode is not valid for this endpoint."})");
  auto const xml = wired.query("Explode", {});
  CHECK(xml.status == 400);
  CHECK(xml.body ==
        refusal_of("InvalidAction", "The action Explode is not valid for this endpoint."));
  CHECK(wired.json("PeekMessages", "{}").status == 400);  // the box's own view is no part of AWS

  auto const stranger =
      wired.ask("POST", "/", {{"X-Amz-Target", "DynamoDB_20120810.GetItem"}}, "{}");
  CHECK(stranger.status == 400);
  CHECK(header(stranger.headers, "x-amzn-query-error") == "InvalidAction;Sender");
}

TEST_CASE("A form that accepts JSON only is answered in JSON", "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  auto const ask = [&](std::string const& action, Fields const& fields) {
    auto response = wired.ask(
        "POST", "/",
        {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}},
        Wired::form(action, fields));
    CHECK(header(response.headers, "Content-Type") == "application/json");
    auto const id = std::string{header(response.headers, "x-amzn-RequestId")};
    auto const at = response.body.find("\"RequestId\":\"" + id);
    REQUIRE(at != std::string::npos);
    response.body.replace(at + 13, id.size(), "ID");
    return response;
  };
  CHECK(
      ask("GetQueueUrl", {{"QueueName", "stock"}}).body ==
      R"({"GetQueueUrlResponse":{"GetQueueUrlResult":{"QueueUrl":"http://box/000000000000/stock"},)"
      R"("ResponseMetadata":{"RequestId":"ID"}}})");
  CHECK(ask("PurgeQueue", {{"QueueUrl", "http://box/000000000000/stock"}}).body ==
        R"({"PurgeQueueResponse":{"ResponseMetadata":{"RequestId":"ID"}}})");
  auto const refused = ask("GetQueueUrl", {{"QueueName", "sales"}});
  CHECK(refused.status == 400);
  CHECK(
      refused.body ==
      R"({"Error":{"Type":"Sender","Code":"AWS.SimpleQueueService.NonExistentQueue",)"
      R"("Message":"The specified queue does not exist for this wsdl version."},"RequestId":"ID"})");
}

TEST_CASE("Too many entries are refused in XML without a detail", "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  Fields fields{{"QueueUrl", "http://box/000000000000/stock"}};
  for (int i = 1; i <= 11; ++i) {
    auto const entry = "DeleteMessageBatchRequestEntry." + std::to_string(i);
    fields.emplace_back(entry + ".Id", "e" + std::to_string(i));
    fields.emplace_back(entry + ".ReceiptHandle", "any");
  }
  auto expected = refusal_of("AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
                             "Maximum number of entries per request are 10. You have sent 11.");
  expected.erase(expected.find("<Detail/>"), 9);
  CHECK(wired.query("DeleteMessageBatch", fields).body == expected);
}

TEST_CASE("A form that is no UTF-8 is refused", "[sqs][wire]") {
  Wired wired;
  wired.extra = {
      {"Authorization",
       "AWS4-HMAC-SHA256 Credential=test/20230525/us-east-1/sqs/aws4_request, Signature=x"}};
  auto const refused = wired.xml("POST", "/", "Action=CreateQueue&QueueName=%ff");
  CHECK(refused.status == 400);
  CHECK(between(refused.body, "<Code>", "</Code>") == "MalformedQueryString");
  CHECK(between(wired.xml("POST", "/", "QueueName=stock").body, "<Code>", "</Code>") ==
        "MissingAction");
}

TEST_CASE("A request may be posted to the queue's path, in both protocols, or asked for by GET",
          "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  CHECK(wired.query("SendMessage", {{"MessageBody", "one"}}, "/000000000000/stock").status == 200);
  CHECK(wired
            .json("SendMessage", R"({"QueueUrl":")" + stock_url + R"(","MessageBody":"two"})",
                  "/000000000000/stock")
            .status == 200);
  CHECK(wired.xml("GET", "/000000000000/stock?Action=SendMessage&MessageBody=three%20times", "")
            .status == 200);
  auto const received = wired.xml("POST", "/000000000000/stock",
                                  "Action=ReceiveMessage&MaxNumberOfMessages=10&WaitTimeSeconds=1");
  CHECK(between(received.body, "<Body>", "</Body>") == "one");
  CHECK(received.body.find("<Body>two</Body>") != std::string::npos);
  CHECK(received.body.find("<Body>three times</Body>") != std::string::npos);
  CHECK(wired.xml("GET", "/?Action=ListQueues&Version=2012-11-05", "").body ==
        answer_of("ListQueues",
                  "<ListQueuesResult><QueueUrl>" + stock_url + "</QueueUrl></ListQueuesResult>"));
  CHECK(wired.query("SendMessage", {{"QueueUrl", "stock"}, {"MessageBody", "bare"}}).status == 200);
}

TEST_CASE("A queue's path is good with a slash at its end, too", "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  CHECK(wired.query("SendMessage", {{"MessageBody", "one"}}, "/000000000000/stock/").status == 200);
  CHECK(wired.json("PurgeQueue", R"({"QueueUrl":")" + stock_url + R"(/"})").status == 200);
}

TEST_CASE("A queue's path without an action, or with one of no queue, is not understood",
          "[sqs][wire]") {
  Wired wired;
  for (auto const& [method, headers] :
       {std::pair{std::string{"GET"}, Headers{}},
        std::pair{std::string{"POST"},
                  Headers{{"Content-Type", "application/x-www-form-urlencoded"}}}}) {
    auto const response = wired.sim.http({method, "box", "/000000000000/stock", headers, {}});
    CHECK(response.status == 404);
    CHECK(header(response.headers, "Content-Type") == "text/xml");
    CHECK(response.body == "<UnknownOperationException/>\n");
  }
  auto const refused = wired.query("CreateQueue", {{"QueueName", "more"}}, "/000000000000/stock");
  CHECK(refused.status == 400);
  CHECK(refused.body ==
        refusal_of("InvalidAction", "The action CreateQueue is not valid for this endpoint."));
  CHECK(wired.json("ListQueues", "{}").body == "{}");
}

TEST_CASE("Lists and maps of one element may come without numbers", "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  CHECK(wired
            .query("SetQueueAttributes", {{"QueueUrl", "stock"},
                                          {"Attribute.Name", "VisibilityTimeout"},
                                          {"Attribute.Value", "35"}})
            .status == 200);
  auto const told = wired.query("GetQueueAttributes",
                                {{"QueueUrl", "stock"}, {"AttributeName", "VisibilityTimeout"}});
  CHECK(told.body == answer_of("GetQueueAttributes",
                               "<GetQueueAttributesResult><Attribute><Name>VisibilityTimeout</Name>"
                               "<Value>35</Value></Attribute></GetQueueAttributesResult>"));
}

TEST_CASE("A target of no service that is here is an unknown operation", "[sqs][wire]") {
  Wired wired;
  for (std::string const target : {"ListQueues", "AmazonSQS_20121105.ListQueues", "Amazon.SQS"}) {
    auto const response =
        wired.ask("POST", "/",
                  {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", target}}, "{}");
    INFO(target);
    CHECK(response.status == 400);
    CHECK(response.body.starts_with(
        R"({"__type":"com.amazon.coral.service#UnknownOperationException")"));
  }
}

TEST_CASE("A QueueUrl has the host that the client wrote", "[sqs][wire]") {
  Wired wired;
  wired.host = "queues.test:4566";
  CHECK(wired.json("CreateQueue", R"({"QueueName":"stock"})").body ==
        R"({"QueueUrl":"http://queues.test:4566/000000000000/stock"})");
  wired.host = "127.0.0.1:4566";
  CHECK(wired.json("GetQueueUrl", R"({"QueueName":"stock"})").body ==
        R"({"QueueUrl":"http://127.0.0.1:4566/000000000000/stock"})");
}

TEST_CASE("Region and account are those of the credential scope, wherever it stands",
          "[sqs][wire]") {
  Wired wired;
  wired.extra = {{"Authorization",
                  "AWS4-HMAC-SHA256 Credential=111111111111/20230525/eu-west-1/sqs/aws4_request, "
                  "SignedHeaders=host;x-amz-date, Signature=0"}};
  CHECK(wired.json("CreateQueue", R"({"QueueName":"stock"})").body ==
        R"({"QueueUrl":"http://box/111111111111/stock"})");
  CHECK(wired.json("GetQueueAttributes", R"({"QueueUrl":"stock","AttributeNames":["QueueArn"]})")
            .body == R"({"Attributes":{"QueueArn":"arn:aws:sqs:eu-west-1:111111111111:stock"}})");
  wired.extra.clear();
  CHECK(wired.json("ListQueues", "{}").body == "{}");
  CHECK(wired
            .xml("GET",
                 "/?Action=GetQueueUrl&QueueName=stock&X-Amz-Credential="
                 "111111111111%2F20230525%2Feu-west-1%2Fsqs%2Faws4_request&X-Amz-Signature=0",
                 "")
            .body ==
        answer_of("GetQueueUrl",
                  "<GetQueueUrlResult><QueueUrl>http://box/111111111111/stock</QueueUrl>"
                  "</GetQueueUrlResult>"));
  // Any other key is of the box's own account.
  wired.extra = {{"Authorization",
                  "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20230525/eu-west-1/sqs/aws4_request"}};
  CHECK(wired.json("CreateQueue", R"({"QueueName":"stock"})").body ==
        R"({"QueueUrl":")" + stock_url + R"("})");
}

TEST_CASE("The X-Amzn-Trace-Id of a request becomes the message's trace header", "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  wired.extra = {{"X-Amzn-Trace-Id", "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Sampled=1"}};
  wired.json("SendMessage", R"({"QueueUrl":"stock","MessageBody":"test"})");
  auto const received =
      wired.json("ReceiveMessage", R"({"QueueUrl":"stock","AttributeNames":["AWSTraceHeader"]})");
  CHECK(between(received.body, R"("Attributes":{)", "}") ==
        R"("AWSTraceHeader":"Root=1-3152b799-8954dae64eda91bc9a23a7e8;Sampled=1")");
}

TEST_CASE("A long poll over HTTP is answered when a message is there, or empty at its end",
          "[sqs][wire]") {
  Wired wired;
  wired.json("CreateQueue", R"({"QueueName":"stock"})");
  auto const start = wired.sim.box.agenda().now();
  CHECK(wired.json("ReceiveMessage", R"({"QueueUrl":"stock","WaitTimeSeconds":7})").body == "{}");
  CHECK(wired.sim.box.agenda().now() == start + 7s);
  wired.json("SendMessage", R"({"QueueUrl":"stock","MessageBody":"late","DelaySeconds":3})");
  auto const received = wired.json(
      "ReceiveMessage", R"({"QueueUrl":"stock","WaitTimeSeconds":20,"VisibilityTimeout":5})");
  CHECK(between(received.body, R"("Body":")", "\"") == "late");
  CHECK(wired.sim.box.agenda().now() == start + 10s);
  auto const again = wired.json("ReceiveMessage", R"({"QueueUrl":"stock","WaitTimeSeconds":20})");
  CHECK(between(again.body, R"("Body":")", "\"") == "late");
  CHECK(wired.sim.box.agenda().now() == start + 15s);
}

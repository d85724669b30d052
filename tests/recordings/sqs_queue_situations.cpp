// What AWS was recorded to answer about SQS queues, their attributes and their tags.
#include <nlohmann/json.hpp>

#include "recordings/situation.hpp"

namespace proofbox::test {
namespace {

using Json = nlohmann::json;

Json creating(Stage& stage, std::string const& name, Json attributes) {
  return stage.sqs("CreateQueue", {{"QueueName", name}, {"Attributes", std::move(attributes)}});
}

Json setting(Stage& stage, std::string const& url, Json attributes) {
  return stage.sqs("SetQueueAttributes",
                   {{"QueueUrl", url}, {"Attributes", std::move(attributes)}});
}

Json create_and_update_attributes(Stage& stage) {
  auto const url = stage.create("stock", {{"MessageRetentionPeriod", "604800"},
                                          {"ReceiveMessageWaitTimeSeconds", "10"},
                                          {"VisibilityTimeout", "20"}});
  Json answers;
  answers["get_queue_attributes"] = stage.all_attributes(url);
  stage.set(url,
            {{"DelaySeconds", "420"}, {"MaximumMessageSize", "2048"}, {"VisibilityTimeout", "69"}});
  answers["get_updated_queue_attributes"] = stage.all_attributes(url);
  return answers;
}

// Once against the value of the creation, once against one that was set later.
Json create_with_different_attributes(Stage& stage) {
  auto const url = stage.create("stock", {{"DelaySeconds", "1"}});
  Json answers;
  answers["create_queue_01"] = creating(stage, "stock", {{"DelaySeconds", "2"}});
  stage.set(url, {{"DelaySeconds", "3"}});
  answers["create_queue_02"] = creating(stage, "stock", {{"DelaySeconds", "1"}});
  return answers;
}

Json create_standard_with_fifo_attribute(Stage& stage) {
  Json answers;
  answers["invalid-attribute-fifo-queue"] = creating(stage, "stock", {{"FifoQueue", "false"}});
  answers["invalid-attribute-content-based-deduplication"] =
      creating(stage, "stock", {{"ContentBasedDeduplication", "false"}});
  answers["invalid-attribute-deduplication-scope"] =
      creating(stage, "stock", {{"DeduplicationScope", "queue"}});
  answers["invalid-attribute-throughput-limit"] =
      creating(stage, "stock", {{"FifoThroughputLimit", "perQueue"}});
  return answers;
}

Json set_default_values(Stage& stage) {
  auto const url = stage.create("stock");
  Json answers;
  answers["get-queue-attributes-initial-values"] = stage.all_attributes(url);
  stage.set(url, {{"KmsMasterKeyId", "testKeyId"}, {"KmsDataKeyReusePeriodSeconds", "6000"}});
  answers["get-queue-attributes-after-update"] = stage.all_attributes(url);
  stage.set(url, {{"KmsMasterKeyId", ""}, {"KmsDataKeyReusePeriodSeconds", "300"}});
  answers["get-queue-attributes-after-set-to-defaults"] = stage.all_attributes(url);
  return answers;
}

Json set_unsupported_fifo(Stage& stage) {
  auto const standard = stage.create("stock");
  auto const fifo = stage.create("stock.fifo");
  Json answers;
  answers["invalid-attr-name-1"] = setting(stage, standard, {{"FifoQueue", "true"}});
  answers["invalid-attr-name-2"] = setting(stage, fifo, {{"FifoQueue", "false"}});
  return answers;
}

Json both_kinds_of_encryption(Stage& stage) {
  auto const url = stage.create("stock");
  auto const refused =
      setting(stage, url, {{"KmsMasterKeyId", "testKeyId"}, {"SqsManagedSseEnabled", "true"}});
  return {{"error", told(refused, "SetQueueAttributes")}};
}

Json tag_and_untag(Stage& stage) {
  auto const url = stage.create("stock");
  auto const tags = [&] { return stage.sqs("ListQueueTags", {{"QueueUrl", url}}); };
  auto const untag = [&](Json keys) {
    stage.sqs("UntagQueue", {{"QueueUrl", url}, {"TagKeys", std::move(keys)}});
  };
  stage.sqs("TagQueue",
            {{"QueueUrl", url}, {"Tags", {{"tag1", "value1"}, {"tag2", "value2"}, {"tag3", ""}}}});
  Json answers;
  answers["get-tag-1"] = tags();
  untag(Json::array({"tag1", "tag3"}));
  answers["get-tag-2"] = tags();
  untag(Json::array({"tag2"}));
  answers["get-tag-after-untag"] = tags();
  return answers;
}

}  // namespace

std::vector<Situation> sqs_queue_situations() {
  return {
      {"sqs/test_sqs.py::TestSqsProvider::test_create_and_update_queue_attributes",
       create_and_update_attributes},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_create_queue_with_different_attributes_raises_exception",
       create_with_different_attributes},
      {"sqs/test_sqs.py::TestSqsProvider::"
       "test_create_standard_queue_with_fifo_attribute_raises_error",
       create_standard_with_fifo_attribute},
      {"sqs/test_sqs.py::TestSqsProvider::test_set_queue_attributes_default_values",
       set_default_values},
      {"sqs/test_sqs.py::TestSqsProvider::test_set_unsupported_attribute_fifo",
       set_unsupported_fifo},
      {"sqs/test_sqs.py::TestSqsProvider::test_sse_kms_and_sqs_are_mutually_exclusive",
       both_kinds_of_encryption},
      {"sqs/test_sqs.py::TestSqsProvider::test_tag_untag_queue", tag_and_untag},
  };
}

}  // namespace proofbox::test

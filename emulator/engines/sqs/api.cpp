#include "engines/sqs/api.hpp"

#include "engines/sqs/engine.hpp"
#include "engines/sqs/errors.hpp"

namespace proofbox::sqs {

Api const& api() {
  static Api const api = [] {
    Api sqs;
    sqs.service = "sqs";
    sqs.target_prefix = "AmazonSQS";
    sqs.type_namespace = "com.amazonaws.sqs";
    sqs.version = "2012-11-05";
    sqs.xml_namespace = "http://queue.amazonaws.com/doc/2012-11-05/";
    sqs.query_style = QueryStyle::flattened;
    sqs.error_has_detail = true;
    sqs.body_limit = 8 << 20;
    sqs.rows = {
        operation<CreateQueue, Engine>(),
        operation<DeleteQueue, Engine>(),
        operation<GetQueueUrl, Engine>(),
        operation<ListQueues, Engine>(),
        operation<GetQueueAttributes, Engine>(),
        operation<SetQueueAttributes, Engine>(),
        operation<SendMessage, Engine>(),
        operation<SendMessageBatch, Engine>(),
        operation<ReceiveMessage, Engine>(),
        operation<DeleteMessage, Engine>(),
        operation<DeleteMessageBatch, Engine>(),
        operation<ChangeMessageVisibility, Engine>(),
        operation<ChangeMessageVisibilityBatch, Engine>(),
        operation<PurgeQueue, Engine>(),
        operation<ListDeadLetterSourceQueues, Engine>(),
        operation<TagQueue, Engine>(),
        operation<UntagQueue, Engine>(),
        operation<ListQueueTags, Engine>(),
        operation<AddPermission, Engine>(),
        operation<RemovePermission, Engine>(),
        operation<StartMessageMoveTask, Engine>(),
        operation<CancelMessageMoveTask, Engine>(),
        operation<ListMessageMoveTasks, Engine>(),
    };
    sqs.sandbox = {operation<PeekMessages, Engine>(), operation<ViewMessages, Engine>(),
                   operation<CountMessages, Engine>()};
    sqs.word = errors::of;
    return sqs;
  }();
  return api;
}

std::unique_ptr<proofbox::Engine> make_engine() { return std::make_unique<Engine>(); }

}  // namespace proofbox::sqs

// sdk_v2.cjs ENDPOINT: the AWS SDK for JavaScript v2 (SQS over JSON): topic, queue with dead-letter queue, subscription,
// publish, receive the envelope, delete, and the error of a missing queue; then SNS's attributes, batches, pages and errors.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
const assert = require('node:assert/strict');
const AWS = require('aws-sdk');

const endpoint = process.argv[2];
const sqs = new AWS.SQS({ endpoint });
const sns = new AWS.SNS({ endpoint });

// What SNS publishes with attributes and in a batch, as a queue that wants it raw gets it.
async function attributesAndBatches() {
  const { TopicArn } = await sns.createTopic({ Name: 'sales', Tags: [{ Key: 'team', Value: 'donut' }] }).promise();
  assert.deepEqual((await sns.listTagsForResource({ ResourceArn: TopicArn }).promise()).Tags, [{ Key: 'team', Value: 'donut' }]);
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'sales' }).promise();
  const { SubscriptionArn } = await sns.subscribe({
    TopicArn, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:ap-northeast-2:000000000000:sales',
    Attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"kind":["sale"]}' },
  }).promise();
  const kind = { DataType: 'String', StringValue: 'sale' };
  const bytes = { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) };
  await sns.publish({ TopicArn, Message: 'nobody wants it' }).promise();
  await sns.publish({ TopicArn, Message: 'one', MessageAttributes: { kind, bytes } }).promise();
  const receive = async () => (await sqs.receiveMessage(
    { QueueUrl, WaitTimeSeconds: 5, MaxNumberOfMessages: 1, MessageAttributeNames: ['All'] }).promise()).Messages[0];
  const one = await receive();
  assert.equal(one.Body, 'one');
  assert.deepEqual([...one.MessageAttributes.bytes.BinaryValue], [0, 255]);
  const PublishBatchRequestEntries = ['a', 'b'].map((Id) => ({ Id, Message: `batch ${Id}`, MessageAttributes: { kind } }));
  const batch = await sns.publishBatch({ TopicArn, PublishBatchRequestEntries }).promise();
  assert.deepEqual([batch.Successful.map(({ Id }) => Id), batch.Failed], [['a', 'b'], []]);
  assert.deepEqual([(await receive()).Body, (await receive()).Body], ['batch a', 'batch b']);
  const { Subscriptions } = await sns.listSubscriptionsByTopic({ TopicArn }).promise();
  assert.deepEqual(Subscriptions.map((one) => one.SubscriptionArn), [SubscriptionArn]);
  await sns.unsubscribe({ SubscriptionArn }).promise();
  await sns.deleteTopic({ TopicArn }).promise();
  await assert.rejects(sns.publish({ TopicArn, Message: 'x' }).promise(),
    (error) => error.code === 'NotFound' && error.statusCode === 404 && error.message === 'Topic does not exist');
}

(async () => {
  const { TopicArn } = await sns.createTopic({ Name: 'orders' }).promise();
  const dead = await sqs.createQueue({ QueueName: 'jobs-dead' }).promise();
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }).promise();
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 3 });
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'jobs', Attributes: { RedrivePolicy } }).promise();
  assert.equal(QueueUrl, `${endpoint}/000000000000/jobs`);
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn.replace('jobs-dead', 'jobs') }).promise();

  const published = await sns.publish({ TopicArn, Subject: '재고 부족', Message: '도너츠 재고가 없습니다.' }).promise();
  const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 5 }).promise();
  assert.equal(Messages.length, 1);
  const envelope = JSON.parse(Messages[0].Body);
  assert.equal(envelope.MessageId, published.MessageId);
  assert.equal(envelope.Message, '도너츠 재고가 없습니다.');
  assert.equal(envelope.Subject, '재고 부족');
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }).promise();
  assert.equal((await sqs.receiveMessage({ QueueUrl }).promise()).Messages?.length ?? 0, 0);

  await assert.rejects(sqs.getQueueUrl({ QueueName: 'missing' }).promise(),
    (error) => error.code === 'AWS.SimpleQueueService.NonExistentQueue' && error.statusCode === 400);
  await attributesAndBatches();
})();

// sdk_v3.mjs ENDPOINT: the AWS SDK for JavaScript v3 (SQS over JSON): topic, queue with dead-letter queue, subscription,
// publish, receive the envelope, delete, and the error of a missing queue; then SNS's attributes, batches, pages and errors.
import assert from 'node:assert/strict';
import {
  BatchEntryIdsNotDistinctException, CreateTopicCommand, DeleteTopicCommand, ListTagsForResourceCommand, NotFoundException,
  paginateListSubscriptionsByTopic, PublishBatchCommand, PublishCommand, SNSClient, SubscribeCommand, UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand, DeleteMessageCommand, GetQueueAttributesCommand, GetQueueUrlCommand, QueueDoesNotExist,
  ReceiveMessageCommand, SendMessageBatchCommand, SQSClient,
} from '@aws-sdk/client-sqs';

const endpoint = process.argv[2];
const sqs = new SQSClient({ endpoint });
const sns = new SNSClient({ endpoint });

const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'orders' }));
const dead = await sqs.send(new CreateQueueCommand({ QueueName: 'jobs-dead' }));
const { Attributes } = await sqs.send(
  new GetQueueAttributesCommand({ QueueUrl: dead.QueueUrl, AttributeNames: ['QueueArn'] }));
const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 3 });
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'jobs', Attributes: { RedrivePolicy } }));
assert.equal(QueueUrl, `${endpoint}/000000000000/jobs`);
await sns.send(new SubscribeCommand(
  { TopicArn, Protocol: 'sqs', Endpoint: Attributes.QueueArn.replace('jobs-dead', 'jobs') }));

const published = await sns.send(new PublishCommand({ TopicArn, Subject: '재고 부족', Message: '도너츠 재고가 없습니다.' }));
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
assert.equal(Messages.length, 1);
const envelope = JSON.parse(Messages[0].Body);
assert.equal(envelope.MessageId, published.MessageId);
assert.equal(envelope.Message, '도너츠 재고가 없습니다.');
assert.equal(envelope.Subject, '재고 부족');
await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }));
assert.equal((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages, undefined);

const batch = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: [
  { Id: 'good', MessageBody: 'one' }, { Id: 'late', MessageBody: 'two', DelaySeconds: 901 }] }));
assert.equal(batch.Successful.length, 1);
assert.equal(batch.Failed[0].SenderFault, true);

await assert.rejects(sqs.send(new GetQueueUrlCommand({ QueueName: 'missing' })),
  (error) => error instanceof QueueDoesNotExist && error.name === 'QueueDoesNotExist');

// What SNS publishes with attributes and in a batch, as a queue that wants it raw gets it.
const Tags = [{ Key: 'team', Value: 'donut' }];
const sales = (await sns.send(new CreateTopicCommand({ Name: 'sales', Tags }))).TopicArn;
assert.deepEqual((await sns.send(new ListTagsForResourceCommand({ ResourceArn: sales }))).Tags, Tags);
const salesQueue = (await sqs.send(new CreateQueueCommand({ QueueName: 'sales' }))).QueueUrl;
const { SubscriptionArn } = await sns.send(new SubscribeCommand({
  TopicArn: sales, Protocol: 'sqs', Endpoint: 'arn:aws:sqs:ap-northeast-2:000000000000:sales',
  Attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"kind":["sale"]}' },
}));
const kind = { DataType: 'String', StringValue: 'sale' };
const bytes = { DataType: 'Binary', BinaryValue: Uint8Array.of(0, 255) };
await sns.send(new PublishCommand({ TopicArn: sales, Message: 'nobody wants it' }));
await sns.send(new PublishCommand({ TopicArn: sales, Message: 'one', MessageAttributes: { kind, bytes } }));
const receive = async () => (await sqs.send(new ReceiveMessageCommand(
  { QueueUrl: salesQueue, WaitTimeSeconds: 5, MaxNumberOfMessages: 1, MessageAttributeNames: ['All'] }))).Messages[0];
const one = await receive();
assert.equal(one.Body, 'one');
assert.deepEqual([...one.MessageAttributes.bytes.BinaryValue], [0, 255]);
const publishBatch = (...ids) => sns.send(new PublishBatchCommand({
  TopicArn: sales, PublishBatchRequestEntries: ids.map((Id) => ({ Id, Message: `batch ${Id}`, MessageAttributes: { kind } })),
}));
const inBatch = await publishBatch('a', 'b');
assert.deepEqual([inBatch.Successful.map(({ Id }) => Id), inBatch.Failed], [['a', 'b'], []]);
assert.deepEqual([(await receive()).Body, (await receive()).Body], ['batch a', 'batch b']);
await assert.rejects(publishBatch('a', 'a'), (error) => error instanceof BatchEntryIdsNotDistinctException);
const listed = [];
for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: sales })) listed.push(...page.Subscriptions);
assert.deepEqual(listed.map((subscription) => subscription.SubscriptionArn), [SubscriptionArn]);
await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
await sns.send(new DeleteTopicCommand({ TopicArn: sales }));
await assert.rejects(sns.send(new PublishCommand({ TopicArn: sales, Message: 'x' })),
  (error) => error instanceof NotFoundException && error.$metadata.httpStatusCode === 404 && error.message === 'Topic does not exist');

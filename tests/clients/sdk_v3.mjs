// sdk_v3.mjs ENDPOINT: the AWS SDK for JavaScript v3 (SQS over JSON): topic, queue with dead-letter queue, subscription,
// publish, receive the envelope, delete, and the error of a missing queue.
import assert from 'node:assert/strict';
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
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

// sqs_v3.mjs ENDPOINT: SQS as programs use it through the AWS SDK for JavaScript v3 (JSON): the same flows as boto3_sqs.py,
// and the message move tasks. The box's clock is frozen and moved on, so that nothing here waits.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import * as aws from '@aws-sdk/client-sqs';
import { Box } from './box.mjs';

const endpoint = process.argv[2];
const box = new Box(endpoint);
const client = new aws.SQSClient({ endpoint });

// sqs.sendMessage({...}) for every command of the SDK.
const sqs = new Proxy({}, {
  get: (_, name) => (input = {}) => client.send(new aws[`${name[0].toUpperCase()}${name.slice(1)}Command`](input)),
});

const arn = (name) => `arn:aws:sqs:ap-northeast-2:000000000000:${name}`;
const make = async (QueueName, Attributes) => (await sqs.createQueue({ QueueName, Attributes })).QueueUrl;
const receive = async (QueueUrl, more = {}) =>
  (await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
const bodies = (messages) => messages.map((message) => message.Body);

// "2 1 0": ready, in flight, delayed.
async function counts(QueueUrl) {
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['All'] });
  return ['', 'NotVisible', 'Delayed'].map((kind) => Attributes[`ApproximateNumberOfMessages${kind}`]).join(' ');
}

async function queuesHaveAttributesAndTags() {
  const Attributes = { VisibilityTimeout: '45', MessageRetentionPeriod: '86400' };
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'settings', Attributes, tags: { team: 'donut' } });
  assert.equal(QueueUrl, `${endpoint}/000000000000/settings`);
  await assert.rejects(make('settings', { VisibilityTimeout: '46' }),
    (error) => error instanceof aws.QueueNameExists && error.name === 'QueueNameExists');
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '7' } });
  const asked = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['DelaySeconds', 'VisibilityTimeout', 'QueueArn'] });
  assert.deepEqual(asked.Attributes, { DelaySeconds: '7', VisibilityTimeout: '45', QueueArn: arn('settings') });
  await sqs.tagQueue({ QueueUrl, Tags: { stage: 'test', cost: '0' } });
  await sqs.untagQueue({ QueueUrl, TagKeys: ['team'] });
  assert.deepEqual((await sqs.listQueueTags({ QueueUrl })).Tags, { stage: 'test', cost: '0' });
  await sqs.deleteQueue({ QueueUrl });
}

async function messagesKeepTheirAttributes() {
  const QueueUrl = await make('attributes');
  const sent = await sqs.sendMessage({
    QueueUrl, MessageBody: '부산도너츠 <&>"\'\r\n\t',
    MessageAttributes: {
      color: { DataType: 'String', StringValue: '빨강' },
      'size.inner': { DataType: 'Number.int', StringValue: '12' },
      bytes: { DataType: 'Binary', BinaryValue: randomBytes(16) },
    },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1-5759e988-bd862e3fe1be46a994272793' } },
  });
  const [message] = await receive(QueueUrl, { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['color', 'size.*'] });
  assert.equal(message.MessageId, sent.MessageId);
  assert.equal(message.Body, '부산도너츠 <&>"\'\r\n\t');
  assert.deepEqual(Object.keys(message.MessageAttributes).sort(), ['color', 'size.inner']);
  assert.equal(message.Attributes.SentTimestamp, message.Attributes.ApproximateFirstReceiveTimestamp);
  assert.match(message.Attributes.AWSTraceHeader, /^Root=1-5759e988/);
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });
  assert.equal(await counts(QueueUrl), '0 0 0');
}

async function batchesFailEntryByEntry() {
  const QueueUrl = await make('batches');
  const Entries = Array.from({ length: 9 }, (_, n) => ({ Id: `${n}`, MessageBody: `body ${n}` }));
  const sent = await sqs.sendMessageBatch({ QueueUrl, Entries: [...Entries, { Id: 'late', MessageBody: 'x', DelaySeconds: 901 }] });
  assert.equal(sent.Successful.length, 9);
  assert.deepEqual(sent.Failed.map(({ Id, SenderFault, Code }) => [Id, SenderFault, Code]), [['late', true, 'InvalidParameterValue']]);
  const messages = await receive(QueueUrl);
  const shown = await sqs.changeMessageVisibilityBatch(
    { QueueUrl, Entries: [{ Id: 'show', ReceiptHandle: messages[0].ReceiptHandle, VisibilityTimeout: 0 }] });
  assert.deepEqual(shown.Successful, [{ Id: 'show' }]);
  const deleted = await sqs.deleteMessageBatch({
    QueueUrl, Entries: [{ Id: 'good', ReceiptHandle: messages[1].ReceiptHandle }, { Id: 'bad', ReceiptHandle: 'garbage' }] });
  assert.deepEqual(deleted.Successful, [{ Id: 'good' }]);
  assert.deepEqual(deleted.Failed.map(({ Id, Code }) => [Id, Code]), [['bad', 'ReceiptHandleIsInvalid']]);
  assert.equal(await counts(QueueUrl), '1 7 0');
  await sqs.purgeQueue({ QueueUrl });
  assert.equal(await counts(QueueUrl), '0 0 0');
}

async function longPollsWakeAndEnd() {
  const QueueUrl = await make('polls');
  let poll = receive(QueueUrl, { WaitTimeSeconds: 20 });
  await box.clients(1);
  await sqs.sendMessage({ QueueUrl, MessageBody: 'wake up', DelaySeconds: 5 });
  await box.advance('5s');
  assert.deepEqual(bodies(await poll), ['wake up']);
  poll = receive(QueueUrl, { WaitTimeSeconds: 20 });
  await box.clients(1);
  await box.advance('20s');
  assert.deepEqual(await poll, []);
  const leaving = new AbortController();
  poll = client.send(new aws.ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), { abortSignal: leaving.signal });
  await box.clients(1);
  leaving.abort();
  await assert.rejects(poll, (error) => error.name === 'AbortError');
  await box.advance('10s');
  assert.deepEqual(bodies(await receive(QueueUrl)), ['wake up']);
}

async function theDeadAreMovedBack() {
  const dead = await make('jobs-dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('jobs-dead'), maxReceiveCount: 1 });
  const QueueUrl = await make('jobs', { RedrivePolicy, VisibilityTimeout: '10' });
  for (const MessageBody of ['one', 'two']) await sqs.sendMessage({ QueueUrl, MessageBody });
  const failed = await receive(QueueUrl);
  await box.advance('10s');
  assert.deepEqual(await receive(QueueUrl), []);
  assert.equal(await counts(dead), '2 0 0');
  const pages = [];
  for await (const page of aws.paginateListDeadLetterSourceQueues({ client }, { QueueUrl: dead })) pages.push(...page.queueUrls);
  assert.deepEqual(pages, [QueueUrl]);

  const { TaskHandle } = await sqs.startMessageMoveTask({ SourceArn: arn('jobs-dead') });
  assert.ok(TaskHandle);
  await box.advance('10s');
  const { Results: [task] } = await sqs.listMessageMoveTasks({ SourceArn: arn('jobs-dead') });
  assert.equal(task.Status, 'COMPLETED');
  assert.equal(task.SourceArn, arn('jobs-dead'));
  assert.equal(task.ApproximateNumberOfMessagesMoved, 2);
  assert.equal(await counts(dead), '0 0 0');
  const back = await receive(QueueUrl, { MessageSystemAttributeNames: ['ApproximateReceiveCount'] });
  assert.deepEqual(bodies(back).sort(), ['one', 'two']);
  assert.deepEqual(back.map((message) => message.Attributes.ApproximateReceiveCount), ['1', '1']);
  assert.ok(back.every((message) => failed.every((earlier) => earlier.MessageId !== message.MessageId)));
  await assert.rejects(sqs.startMessageMoveTask({ SourceArn: arn('missing') }),
    (error) => error instanceof aws.ResourceNotFoundException && error.$metadata.httpStatusCode === 404);
}

async function aMoveCanBeCancelled() {
  await make('many-dead');
  const QueueUrl = await make('many', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('many-dead'), maxReceiveCount: 1 }) });
  const dead = `${endpoint}/000000000000/many-dead`;
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: `${n}`, MessageBody: `${n}` }));
  await sqs.sendMessageBatch({ QueueUrl: dead, Entries });
  const { TaskHandle } = await sqs.startMessageMoveTask(
    { SourceArn: arn('many-dead'), DestinationArn: arn('many'), MaxNumberOfMessagesPerSecond: 1 });
  const { Results: [task] } = await sqs.listMessageMoveTasks({ SourceArn: arn('many-dead') });
  assert.equal(task.Status, 'RUNNING');
  assert.equal(task.TaskHandle, TaskHandle);
  assert.equal(task.MaxNumberOfMessagesPerSecond, 1);
  await box.advance('2s');
  const { ApproximateNumberOfMessagesMoved: moved } = await sqs.cancelMessageMoveTask({ TaskHandle });
  assert.ok(moved > 0, `${moved} were moved`);
  // AWS goes on for some seconds before it notices.
  await box.advance('60s');
  const { Results: [cancelled] } = await sqs.listMessageMoveTasks({ SourceArn: arn('many-dead') });
  const total = cancelled.ApproximateNumberOfMessagesMoved;
  assert.equal(cancelled.Status, 'CANCELLED');
  assert.ok(total >= moved && total < 10, `${total} were moved`);
  assert.equal(await counts(QueueUrl), `${total} 0 0`);
  assert.equal(await counts(dead), `${10 - total} 0 0`);
}

async function groupsAndDuplicates() {
  const QueueUrl = await make('orders.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const send = (MessageGroupId, MessageBody, more) => sqs.sendMessage({ QueueUrl, MessageGroupId, MessageBody, ...more });
  const first = await send('a', 'a0');
  const again = await send('a', 'a0');
  assert.deepEqual([again.MessageId, again.SequenceNumber], [first.MessageId, first.SequenceNumber]);
  await send('a', 'a1');
  await send('b', 'b0');
  const attempt = { MaxNumberOfMessages: 1, ReceiveRequestAttemptId: 'attempt', MessageSystemAttributeNames: ['All'] };
  const [a0] = await receive(QueueUrl, attempt);
  assert.equal(a0.Body, 'a0');
  assert.equal(a0.Attributes.MessageGroupId, 'a');
  assert.equal(a0.Attributes.SequenceNumber, first.SequenceNumber);
  assert.equal((await receive(QueueUrl, attempt))[0].ReceiptHandle, a0.ReceiptHandle);
  assert.deepEqual(bodies(await receive(QueueUrl)), ['b0']);
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: a0.ReceiptHandle });
  assert.deepEqual(bodies(await receive(QueueUrl)), ['a1']);
  await box.advance('5m');
  assert.notEqual((await send('c', 'a0')).MessageId, first.MessageId);
}

async function listsComeInPages() {
  const urls = [];
  for (let n = 0; n < 5; ++n) urls.push(await make(`page-${n}`));
  const pages = [];
  for await (const page of aws.paginateListQueues({ client, pageSize: 2 }, { QueueNamePrefix: 'page-' })) pages.push(page.QueueUrls);
  assert.deepEqual(pages.map((page) => page.length), [2, 2, 1]);
  assert.deepEqual(pages.flat(), urls);
  assert.equal((await sqs.listQueues({ QueueNamePrefix: 'nothing-is-called-so' })).QueueUrls, undefined);
}

async function permissionsAreThePolicy() {
  const QueueUrl = await make('permissions');
  await sqs.addPermission({ QueueUrl, Label: 'partner', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
  const [statement] = JSON.parse(Attributes.Policy).Statement;
  assert.equal(statement.Sid, 'partner');
  assert.deepEqual(statement.Principal, { AWS: 'arn:aws:iam::111122223333:root' });
  await sqs.removePermission({ QueueUrl, Label: 'partner' });
  const after = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
  assert.ok(!after.Attributes?.Policy?.includes('partner'));
}

async function errorsHaveTheirNames() {
  const QueueUrl = await make('errors');
  const missing = `${endpoint}/000000000000/missing`;
  const entry = { Id: 'a', MessageBody: 'x' };
  for (const [name, type, asked] of [
    ['QueueDoesNotExist', 'QueueDoesNotExist', sqs.getQueueUrl({ QueueName: 'missing' })],
    ['QueueDoesNotExist', 'QueueDoesNotExist', sqs.sendMessage({ QueueUrl: missing, MessageBody: 'x' })],
    ['ReceiptHandleIsInvalid', 'ReceiptHandleIsInvalid', sqs.deleteMessage({ QueueUrl, ReceiptHandle: 'garbage' })],
    ['InvalidMessageContents', 'InvalidMessageContents', sqs.sendMessage({ QueueUrl, MessageBody: '\u0001' })],
    ['InvalidAttributeName', 'InvalidAttributeName', sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Nonsense'] })],
    ['EmptyBatchRequest', 'EmptyBatchRequest', sqs.sendMessageBatch({ QueueUrl, Entries: [] })],
    ['BatchEntryIdsNotDistinct', 'BatchEntryIdsNotDistinct', sqs.sendMessageBatch({ QueueUrl, Entries: [entry, entry] })],
    ['InvalidParameterValue', 'SQSServiceException', sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 11 })],
  ])
    await assert.rejects(asked, (error) => {
      assert.ok(error instanceof aws[type], `${error.name} is no ${type}`);
      assert.ok(error.name === name || error.Code?.endsWith(name), `${error.name} instead of ${name}`);
      assert.equal(error.$metadata.httpStatusCode, 400);
      assert.ok(error.$metadata.requestId && error.message);
      return true;
    });
}

await box.freeze();
const checks = [queuesHaveAttributesAndTags, messagesKeepTheirAttributes, batchesFailEntryByEntry, longPollsWakeAndEnd,
  groupsAndDuplicates, listsComeInPages, errorsHaveTheirNames, permissionsAreThePolicy, theDeadAreMovedBack, aMoveCanBeCancelled];
for (const check of checks) await check();

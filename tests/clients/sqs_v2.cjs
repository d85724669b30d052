// sqs_v2.cjs ENDPOINT: SQS as programs use it through the AWS SDK for JavaScript v2: queues with tags, messages whose
// digests the SDK verifies, batches, long polls, dead letters and their way back, FIFO, and errors by their code. The box's
// clock is frozen and moved on, so that nothing here waits.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
const assert = require('node:assert/strict');
const AWS = require('aws-sdk');

const endpoint = process.argv[2];
const service = new AWS.SQS({ endpoint, maxRetries: 0 });

// sqs.sendMessage({...}) as a promise for every operation of the SDK.
const sqs = new Proxy({}, { get: (_, name) => (input = {}) => service[name](input).promise() });

const arn = (name) => `arn:aws:sqs:ap-northeast-2:000000000000:${name}`;
const make = async (QueueName, Attributes) => (await sqs.createQueue({ QueueName, Attributes })).QueueUrl;
const receive = async (QueueUrl, more = {}) =>
  (await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
const bodies = (messages) => messages.map((message) => message.Body);

async function queuesHaveAttributesAndTags() {
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'settings', Attributes: { VisibilityTimeout: '45' }, tags: { team: 'donut' } });
  assert.equal(QueueUrl, `${endpoint}/000000000000/settings`);
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: '7' } });
  const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['DelaySeconds', 'VisibilityTimeout'] });
  assert.deepEqual(Attributes, { DelaySeconds: '7', VisibilityTimeout: '45' });
  await sqs.tagQueue({ QueueUrl, Tags: { stage: 'test' } });
  await sqs.untagQueue({ QueueUrl, TagKeys: ['team'] });
  assert.deepEqual((await sqs.listQueueTags({ QueueUrl })).Tags, { stage: 'test' });
  await sqs.addPermission({ QueueUrl, Label: 'partner', AWSAccountIds: ['111122223333'], Actions: ['SendMessage'] });
  const { Attributes: { Policy } } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Policy'] });
  assert.equal(JSON.parse(Policy).Statement[0].Sid, 'partner');
  await sqs.removePermission({ QueueUrl, Label: 'partner' });
  await sqs.deleteQueue({ QueueUrl });
}

async function messagesAndBatches() {
  const QueueUrl = await make('messages');
  const MessageAttributes = {
    color: { DataType: 'String', StringValue: '빨강' },
    bytes: { DataType: 'Binary', BinaryValue: Buffer.from([0, 255]) },
  };
  const sent = await sqs.sendMessage({ QueueUrl, MessageBody: '부산도너츠 <&>"\'\r\n\t', MessageAttributes });
  const [message] = await receive(QueueUrl, { AttributeNames: ['All'], MessageAttributeNames: ['All'] });
  assert.equal(message.MessageId, sent.MessageId);
  assert.equal(message.MD5OfMessageAttributes, sent.MD5OfMessageAttributes);
  assert.deepEqual([...message.MessageAttributes.bytes.BinaryValue], [0, 255]);
  assert.equal(message.Attributes.ApproximateReceiveCount, '1');
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: message.ReceiptHandle });

  const batch = await sqs.sendMessageBatch({
    QueueUrl, Entries: [{ Id: 'good', MessageBody: 'one' }, { Id: 'late', MessageBody: 'two', DelaySeconds: 901 }] });
  assert.deepEqual(batch.Successful.map(({ Id }) => Id), ['good']);
  assert.equal(batch.Failed[0].SenderFault, true);
  const [one] = await receive(QueueUrl);
  const deleted = await sqs.deleteMessageBatch({
    QueueUrl, Entries: [{ Id: 'good', ReceiptHandle: one.ReceiptHandle }, { Id: 'bad', ReceiptHandle: 'garbage' }] });
  assert.deepEqual([deleted.Successful[0].Id, deleted.Failed[0].Code], ['good', 'ReceiptHandleIsInvalid']);
  assert.deepEqual(await receive(QueueUrl), []);
}

async function longPollsWake(box) {
  const QueueUrl = await make('polls');
  const poll = receive(QueueUrl, { WaitTimeSeconds: 20 });
  await box.clients(1);
  await sqs.sendMessage({ QueueUrl, MessageBody: 'wake up' });
  assert.deepEqual(bodies(await poll), ['wake up']);
  const aborted = service.receiveMessage({ QueueUrl, WaitTimeSeconds: 20 });
  const ended = assert.rejects(aborted.promise());
  await box.clients(1);
  aborted.abort();
  await ended;
  await box.clients(0);
  await sqs.sendMessage({ QueueUrl, MessageBody: 'not for the aborted' });
  assert.deepEqual(bodies(await receive(QueueUrl)), ['not for the aborted']);
}

async function theDeadAreMovedBack(box) {
  const dead = await make('jobs-dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('jobs-dead'), maxReceiveCount: 1 });
  const QueueUrl = await make('jobs', { RedrivePolicy, VisibilityTimeout: '10' });
  await sqs.sendMessage({ QueueUrl, MessageBody: 'poison' });
  assert.deepEqual(bodies(await receive(QueueUrl)), ['poison']);
  await box.advance('10s');
  assert.deepEqual(await receive(QueueUrl), []);
  assert.deepEqual((await sqs.listDeadLetterSourceQueues({ QueueUrl: dead })).queueUrls, [QueueUrl]);
  await sqs.startMessageMoveTask({ SourceArn: arn('jobs-dead') });
  await box.advance('10s');
  const { Results } = await sqs.listMessageMoveTasks({ SourceArn: arn('jobs-dead') });
  assert.deepEqual([Results[0].Status, Results[0].ApproximateNumberOfMessagesMoved], ['COMPLETED', 1]);
  assert.deepEqual(bodies(await receive(QueueUrl)), ['poison']);
}

async function groupsAndDuplicates() {
  const QueueUrl = await make('orders.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const send = (MessageGroupId, MessageBody) => sqs.sendMessage({ QueueUrl, MessageGroupId, MessageBody });
  const [first, again] = [await send('a', 'a0'), await send('a', 'a0')];
  assert.deepEqual([again.MessageId, again.SequenceNumber], [first.MessageId, first.SequenceNumber]);
  await send('a', 'a1');
  const [a0] = await receive(QueueUrl, { MaxNumberOfMessages: 1 });
  assert.deepEqual(await receive(QueueUrl), []);
  await sqs.deleteMessage({ QueueUrl, ReceiptHandle: a0.ReceiptHandle });
  assert.deepEqual(bodies(await receive(QueueUrl)), ['a1']);
}

async function errorsHaveTheirCodes() {
  const QueueUrl = await make('errors');
  const missing = `${endpoint}/000000000000/missing`;
  const batch = (Entries) => sqs.sendMessageBatch({ QueueUrl, Entries });
  const entry = { Id: 'a', MessageBody: 'x' };
  for (const [code, asked] of [
    ['AWS.SimpleQueueService.NonExistentQueue', sqs.getQueueUrl({ QueueName: 'missing' })],
    ['AWS.SimpleQueueService.NonExistentQueue', sqs.receiveMessage({ QueueUrl: missing })],
    ['QueueAlreadyExists', make('errors', { VisibilityTimeout: '46' })],
    ['ReceiptHandleIsInvalid', sqs.deleteMessage({ QueueUrl, ReceiptHandle: 'garbage' })],
    ['InvalidAttributeName', sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['Nonsense'] })],
    ['AWS.SimpleQueueService.EmptyBatchRequest', batch([])],
    ['AWS.SimpleQueueService.BatchEntryIdsNotDistinct', batch([entry, entry])],
    ['InvalidParameterValue', sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 11 })],
  ])
    await assert.rejects(asked, (error) => {
      assert.equal(error.code, code);
      assert.equal(error.statusCode, 400);
      assert.ok(error.requestId && error.message);
      return true;
    });
}

(async () => {
  const { Box } = await import('./box.mjs');
  const box = new Box(endpoint);
  await box.freeze();
  for (const check of [queuesHaveAttributesAndTags, messagesAndBatches, longPollsWake, theDeadAreMovedBack, groupsAndDuplicates,
    errorsHaveTheirCodes])
    await check(box);
})();

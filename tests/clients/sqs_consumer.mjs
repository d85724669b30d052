// sqs_consumer.mjs ENDPOINT: sqs-consumer, as a worker uses it: handlers of one message and of a batch, failures that are
// delivered again and end in the dead-letter queue, heartbeats, and a stop that aborts the poll. The box's clock is frozen
// and moved on; what is waited for are the consumer's own events.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import {
  CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient,
} from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { Box } from './box.mjs';

const endpoint = process.argv[2];
const box = new Box(endpoint);
const sqs = new SQSClient({ endpoint });

// What the consumers have asked and been answered, by the name of the command.
const answers = new EventEmitter();
const observed = new SQSClient({ endpoint });
observed.middlewareStack.add((next, context) => async (args) => {
  const answer = await next(args);
  answers.emit(context.commandName, answer);
  return answer;
}, { step: 'initialize' });

const arn = (name) => `arn:aws:sqs:ap-northeast-2:000000000000:${name}`;
const make = async (QueueName, Attributes = {}) =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl;
const send = (QueueUrl, MessageBody, more = {}) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...more }));
const receive = async (QueueUrl, more = {}) =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...more }))).Messages ?? [];

// "2 1 0": ready, in flight, delayed.
async function counts(QueueUrl) {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return ['', 'NotVisible', 'Delayed'].map((kind) => Attributes[`ApproximateNumberOfMessages${kind}`]).join(' ');
}

// A consumer that runs while `body` does; what it reports and nobody expected ends the check.
async function consuming(options, body) {
  const consumer = Consumer.create({ sqs: observed, ...options });
  const failure = new Promise((_, reject) => {
    consumer.on('error', (error) => error.name === 'AbortError' || /abort/i.test(error.message) || reject(error));
  });
  consumer.start();
  await Promise.race([body(consumer), failure]);
  consumer.stop({ abort: true });
  await box.clients(0);
}

// Resolves with the arguments of the `count`th event from now.
const events = (consumer, name, count = 1) => new Promise((resolve) => {
  consumer.on(name, (...given) => --count === 0 && resolve(given));
});

async function messagesAreProcessedAndDeleted() {
  const queueUrl = await make('consumed');
  const seen = [];
  const handleMessage = async (message) => {
    seen.push(`${message.Body} ${message.MessageAttributes?.n?.StringValue} ${message.Attributes.ApproximateReceiveCount}`);
    return message;
  };
  const options = { queueUrl, handleMessage, batchSize: 3, messageAttributeNames: ['All'], messageSystemAttributeNames: ['All'] };
  await consuming(options, async (consumer) => {
    const processed = events(consumer, 'message_processed', 5);
    await box.clients(1);
    for (let n = 1; n <= 5; ++n)
      await send(queueUrl, `body ${n}`, { MessageAttributes: { n: { DataType: 'Number', StringValue: `${n}` } } });
    await processed;
  });
  assert.deepEqual(seen.sort(), [1, 2, 3, 4, 5].map((n) => `body ${n} ${n} 1`));
  assert.equal(await counts(queueUrl), '0 0 0');
}

async function failuresAreDeliveredAgainAndThenDead() {
  const dead = await make('consumed-dead');
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn('consumed-dead'), maxReceiveCount: 3 });
  const queueUrl = await make('failing', { RedrivePolicy });
  const handleMessage = async (message) => {
    if (message.Body === 'poison') throw new Error('not this one');
    return message;
  };
  await consuming({ queueUrl, handleMessage, terminateVisibilityTimeout: true }, async (consumer) => {
    const failed = events(consumer, 'processing_error', 3);
    const processed = events(consumer, 'message_processed');
    await send(queueUrl, 'poison');
    await send(queueUrl, 'food');
    const [error, message] = await failed;
    assert.match(error.message, /not this one/);
    assert.equal(message.Body, 'poison');
    assert.equal((await processed)[0].Body, 'food');
    const [moved] = await receive(dead, { WaitTimeSeconds: 20, MessageSystemAttributeNames: ['All'] });
    assert.equal(moved.MessageId, message.MessageId);
    assert.equal(moved.Attributes.DeadLetterQueueSourceArn, arn('failing'));
    assert.equal(moved.Attributes.ApproximateReceiveCount, '4');
  });
  assert.equal(await counts(queueUrl), '0 0 0');
}

// Some seconds after the failure, as `terminateVisibilityTimeout` says.
async function aFailureIsDeliveredAgainInItsTime() {
  const queueUrl = await make('later', { VisibilityTimeout: '300' });
  let attempts = 0;
  const handleMessage = async (message) => {
    if (++attempts === 1) throw new Error('not yet');
    return message;
  };
  await consuming({ queueUrl, handleMessage, terminateVisibilityTimeout: 60 }, async (consumer) => {
    const changed = once(answers, 'ChangeMessageVisibilityCommand');
    await send(queueUrl, 'patience');
    await changed;
    assert.equal(await counts(queueUrl), '0 1 0');
    await box.clients(1);
    await box.advance('59s');
    assert.equal(attempts, 1);
    const processed = events(consumer, 'message_processed');
    await box.advance('1s');
    await processed;
  });
  assert.equal(attempts, 2);
  assert.equal(await counts(queueUrl), '0 0 0');
}

async function aBatchIsAcknowledgedInPart() {
  const queueUrl = await make('batches', { VisibilityTimeout: '30' });
  const batches = [];
  const handleMessageBatch = async (messages) => {
    batches.push(messages.map((message) => message.Body).sort());
    return batches.length === 1 ? messages.filter((message) => message.Body !== 'b') : messages;
  };
  for (const body of ['a', 'b', 'c']) await send(queueUrl, body);
  await consuming({ queueUrl, handleMessageBatch, batchSize: 10 }, async (consumer) => {
    await events(consumer, 'response_processed');
    assert.equal(await counts(queueUrl), '0 1 0');
    await box.clients(1);
    const processed = events(consumer, 'response_processed');
    await box.advance('30s');
    await processed;
  });
  assert.deepEqual(batches, [['a', 'b', 'c'], ['b']]);
  assert.equal(await counts(queueUrl), '0 0 0');
}

// Work of a minute under a visibility timeout of 30 s: each heartbeat begins the 30 s anew.
async function heartbeatsKeepAMessageInFlight() {
  const queueUrl = await make('slow', { VisibilityTimeout: '30' });
  const heartbeat = async () => {
    await once(answers, 'ChangeMessageVisibilityCommand');
    await once(answers, 'ChangeMessageVisibilityCommand');  // asked after this began
  };
  const handleMessage = async (message) => {
    for (let minutes = 0; minutes < 3; ++minutes) {
      await heartbeat();
      await box.advance('20s');
      assert.deepEqual(await receive(queueUrl), []);
    }
    return message;
  };
  await send(queueUrl, 'long work');
  await consuming({ queueUrl, handleMessage, visibilityTimeout: 30, heartbeatInterval: 0.02 }, async (consumer) => {
    await events(consumer, 'message_processed');
  });
  assert.equal(await counts(queueUrl), '0 0 0');
}

async function aGroupIsConsumedInItsOrder() {
  const queueUrl = await make('orders.fifo', { FifoQueue: 'true', ContentBasedDeduplication: 'true' });
  const seen = [];
  const handleMessage = async (message) => {
    seen.push(message.Body);
    return message;
  };
  for (const body of ['1', '2', '3', '4']) await send(queueUrl, body, { MessageGroupId: 'customer' });
  await consuming({ queueUrl, handleMessage, suppressFifoWarning: true }, async (consumer) => {
    await events(consumer, 'message_processed', 4);
  });
  assert.deepEqual(seen, ['1', '2', '3', '4']);
}

async function aStopThatAbortsTakesNoMessage() {
  const queueUrl = await make('stopped');
  const handleMessage = async () => assert.fail('a message came to a consumer that was stopped');
  await consuming({ queueUrl, handleMessage }, async () => box.clients(1));
  await send(queueUrl, 'for another');
  assert.equal(await counts(queueUrl), '1 0 0');
}

await box.freeze();
await messagesAreProcessedAndDeleted();
await failuresAreDeliveredAgainAndThenDead();
await aFailureIsDeliveredAgainInItsTime();
await aBatchIsAcknowledgedInPart();
await heartbeatsKeepAMessageInFlight();
await aGroupIsConsumedInItsOrder();
await aStopThatAbortsTakesNoMessage();

// sns_validators.mjs ENDPOINT: what SNS sends is signed so that two public validators take it: envelopes in a queue,
// confirmations and notifications over HTTP, in both signature versions; and what was tampered with they refuse.
//
// Both insist that the certificate is at an https host of amazonaws.com. That URL is not covered by the signature, so each
// message is given one, and what is fetched from such a host is fetched from the box. The signatures are checked as ever.
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import {
  CreateTopicCommand, PublishCommand, SetTopicAttributesCommand, SNSClient, SubscribeCommand, UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import PayloadValidator from 'sns-payload-validator';
import MessageValidator from 'sns-validator';

const endpoint = process.argv[2];
const sqs = new SQSClient({ endpoint });
const sns = new SNSClient({ endpoint });
const aws = 'https://sns.ap-northeast-2.amazonaws.com';

let fetched = 0;
https.get = (url, options, whenAnswered) => {
  assert.ok(url.startsWith(`${aws}/SimpleNotificationService-`), `${url} is no certificate's`);
  ++fetched;
  return http.get(url.replace(aws, endpoint), whenAnswered ?? options);
};

const validators = {
  'sns-validator': (message) => new Promise((resolve, reject) => {
    new MessageValidator().validate(message, (error) => (error ? reject(error) : resolve()));
  }),
  'sns-payload-validator': (message) => new PayloadValidator().validate(message),
};
// The first leaves the token of an UnsubscribeConfirmation out, which AWS signs.
const able = (message) => Object.entries(validators)
  .filter(([name]) => name !== 'sns-validator' || message.Type !== 'UnsubscribeConfirmation');

// The fields that a signature covers, each with another value than it had.
function forgeries(message) {
  const covered = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn'];
  const forged = covered.filter((name) => name in message).map((name) => ({ ...message, [name]: `${message[name]}0` }));
  const other = message.SignatureVersion === '1' ? '2' : '1';
  const [first] = message.Signature;
  return [...forged, { ...message, SignatureVersion: other },
    { ...message, Signature: (first === 'A' ? 'B' : 'A') + message.Signature.slice(1) }];
}

async function verify(text, type, version) {
  const sent = JSON.parse(text);
  assert.equal(sent.Type, type);
  assert.equal(sent.SignatureVersion, version);
  assert.ok(sent.SigningCertURL.startsWith(`${endpoint}/SimpleNotificationService-`), sent.SigningCertURL);
  const message = { ...sent, SigningCertURL: sent.SigningCertURL.replace(endpoint, aws) };
  for (const [name, validate] of able(message)) {
    await validate({ ...message });
    for (const forged of forgeries(message))
      await assert.rejects(validate(forged), /signature/i, `${name} takes ${JSON.stringify(forged)}`);
  }
  return sent;
}

async function inAQueue(TopicArn, version) {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `signed-${version}` }));
  const Endpoint = `arn:aws:sqs:ap-northeast-2:000000000000:signed-${version}`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  for (const Message of ['도너츠 재고가 없습니다.', 'line\nline\r\n\t"quoted" \\ &amp;', '{"json": [1, 2]}', '\u{1f369}'])
    for (const Subject of [undefined, 'Stock']) {
      await sns.send(new PublishCommand({ TopicArn, Message, Subject }));
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
      const sent = await verify(Messages[0].Body, 'Notification', version);
      assert.equal(sent.Message, Message);
      await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    }
}

// What the box posts to this process, one after the other.
class Subscriber extends EventEmitter {
  received = [];
  server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    response.end();
    this.received.push(body);
    this.emit('received');
  });

  async open() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${this.server.address().port}/news`;
  }

  async next() {
    while (this.received.length === 0) await once(this, 'received');
    return this.received.shift();
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}

async function overHttp(TopicArn, version) {
  const subscriber = new Subscriber();
  const Endpoint = await subscriber.open();
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn, Protocol: 'http', Endpoint, ReturnSubscriptionArn: true }));
  const offer = await verify(await subscriber.next(), 'SubscriptionConfirmation', version);
  assert.equal((await fetch(offer.SubscribeURL)).status, 200);
  await sns.send(new PublishCommand({ TopicArn, Message: '소식', Subject: 'News' }));
  const notification = await verify(await subscriber.next(), 'Notification', version);
  assert.equal(notification.Message, '소식');
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  const farewell = await verify(await subscriber.next(), 'UnsubscribeConfirmation', version);
  assert.equal((await fetch(farewell.SubscribeURL)).status, 200);
  await sns.send(new PublishCommand({ TopicArn, Message: 'back again' }));
  const last = await verify(await subscriber.next(), 'Notification', version);
  assert.equal((await fetch(last.UnsubscribeURL)).status, 200);
  subscriber.close();
}

for (const version of ['1', '2']) {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: `signed-${version}` }));
  if (version === '2')
    await sns.send(new SetTopicAttributesCommand(
      { TopicArn, AttributeName: 'SignatureVersion', AttributeValue: version }));
  await inAQueue(TopicArn, version);
  await overHttp(TopicArn, version);
}
assert.ok(fetched > 0);

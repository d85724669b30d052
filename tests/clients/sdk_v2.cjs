// sdk_v2.cjs ENDPOINT: the AWS SDK for JavaScript v2 (SQS over JSON): topic, queue with dead-letter queue, subscription,
// publish, receive the envelope, delete, and the error of a missing queue.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
const assert = require('node:assert/strict');
const AWS = require('aws-sdk');

const endpoint = process.argv[2];
const sqs = new AWS.SQS({ endpoint });
const sns = new AWS.SNS({ endpoint });

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
})();

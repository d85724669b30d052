import { randomUUID } from 'node:crypto';
import { SES } from '@aws-sdk/client-ses';
import { SQS } from '@aws-sdk/client-sqs';

const proofbox = async (method, url, order) => (await fetch(url, { method, body: JSON.stringify(order) })).json();

// A world of its own for each test: its queues, its mails, its time.
export async function makeBox(test) {
  const url = `${process.env.AWS_ENDPOINT_URL}/_proofbox/boxes/${randomUUID()}`;
  const { endpoint } = await proofbox('PUT', url, { clock: 'frozen', shop: 'none', strict: ['sandbox'] });
  test.after(() => proofbox('DELETE', url));
  const once = { endpoint, maxAttempts: 1 }; // a refusal is what a test waits for: no SDK should sleep over it
  const sqs = new SQS(once), ses = new SES(once);
  const advance = (by) => proofbox('POST', `${endpoint}/_proofbox/clock`, { advance: by });
  const queue = async (QueueName, Attributes) => (await sqs.createQueue({ QueueName, Attributes })).QueueUrl;
  const receive = async (QueueUrl, after) => {
    await advance(after);
    return ((await sqs.receiveMessage({ QueueUrl })).Messages ?? []).map((message) => message.Body);
  };
  return { sqs, ses, advance, queue, receive };
}

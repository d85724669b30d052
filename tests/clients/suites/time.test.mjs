import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeBox } from './box.mjs';

const RedrivePolicy = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:dead","maxReceiveCount":3}';
const looks = { // after how long how many messages come
  'hides what was received for 30 seconds': [['0s', 1], ['29s', 0], ['1s', 1]],
  'gives a message up after three receives': [['0s', 1], ['30s', 1], ['30s', 1], ['30s', 0], ['0s', 1, 'dead']],
  'delays a message for 15 minutes': [['0s', 0], ['14m59s', 0], ['1s', 1]],
  'keeps a message for four days': [['3d23h59m', 1], ['59s', 1], ['1s', 0]],
};
describe('a box', { concurrency: true }, () => {
  for (const [what, times] of Object.entries(looks)) it(what, async (test) => {
    const box = await makeBox(test);
    const queues = { dead: await box.queue('dead'), jobs: await box.queue('jobs', { RedrivePolicy }) };
    const DelaySeconds = what.startsWith('delays') ? 900 : 0;
    await box.sqs.sendMessage({ QueueUrl: queues.jobs, MessageBody: 'bake', DelaySeconds });
    for (const [after, count, from = 'jobs'] of times)
      assert.equal((await box.receive(queues[from], after)).length, count, `${after} later`);
  });
  it('lets 200 mails a day out of the sandbox', async (test) => {
    const { ses, advance } = await makeBox(test);
    await ses.verifyDomainIdentity({ Domain: 'example.com' });
    const Message = { Subject: { Data: 'Donuts' }, Body: { Text: { Data: 'fresh' } } };
    const fifty = { Source: 'shop@example.com', Destination: { ToAddresses: Array(50).fill('kim@example.com') }, Message };
    for (let mail = 0; mail < 4; ++mail) await ses.sendEmail(fifty).then(() => advance('1s'));
    await assert.rejects(ses.sendEmail(fifty), /Daily message quota exceeded/);
    await advance('1d').then(() => ses.sendEmail(fifty));
  });
});

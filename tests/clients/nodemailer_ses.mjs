// nodemailer_ses.mjs ENDPOINT: nodemailer by its SES transports: the one of version 7, which speaks SES v2, and the one of version 6,
// which speaks SES v1, by the JavaScript SDKs v3 and v2. What is sent is in the inbox with all its parts, what SES refuses is an error.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
import assert from 'node:assert/strict';
import * as aws from '@aws-sdk/client-ses';
import { CreateEmailIdentityCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import AWS from 'aws-sdk';
import nodemailer from 'nodemailer';
import nodemailer6 from 'nodemailer6';
import { Box } from './box.mjs';
import { isAsSent, letter } from './nodemailer_letter.mjs';

const endpoint = process.argv[2];
const box = new Box(endpoint);
const sesClient = new SESv2Client({ endpoint });
await sesClient.send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop.example' }));

const transports = {
  seven: nodemailer.createTransport({ SES: { sesClient, SendEmailCommand } }),
  six: nodemailer6.createTransport({ SES: { ses: new aws.SESClient({ endpoint }), aws } }),
  'six-and-sdk-v2': nodemailer6.createTransport({ SES: new AWS.SES({ endpoint }) }),
};
const stranger = { from: 'a@strange.example', to: 'b@other.example', text: 'no' };
const unverified = 'Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: a@strange.example';

for (const [name, transport] of Object.entries(transports)) {
  const to = `${name}@other.example`;
  const sent = await transport.sendMail({ ...letter(to), ses: name === 'seven'
    ? { EmailTags: [{ Name: 'campaign', Value: 'donut' }] } : { Tags: [{ Name: 'campaign', Value: 'donut' }] } });
  await isAsSent(box, to, sent);
  const mail = await box.mail(to);
  assert.deepEqual(mail.tags, [{ Name: 'campaign', Value: 'donut' }]);
  assert.equal(sent.messageId, `<${mail.id}@ap-northeast-2.amazonses.com>`);
  const eml = await box.eml(mail);
  assert.match(eml, new RegExp(`^Message-ID: ${sent.messageId}\\r$`, 'm'));
  assert.doesNotMatch(eml, /archive@other\.example/);

  await assert.rejects(transport.sendMail(stranger), (error) => error.name === 'MessageRejected' || error.code === 'MessageRejected');
  await assert.rejects(transport.sendMail(stranger), { message: unverified });
  const many = Array.from({ length: 51 }, (_, n) => `r${n}@other.example`);
  await assert.rejects(transport.sendMail({ from: 'ops@shop.example', to: many, text: 'no' }), { message: 'Recipient count exceeds 50.' });
  const empty = { from: 'ops@shop.example', subject: 'to nobody', text: 'no' };
  await assert.rejects(transport.sendMail(empty), { message: 'There are no recipients specified.' });
}
assert.deepEqual([...await box.mails('b@other.example'), ...await box.mails('r0@other.example')], []);
assert.equal((await box.mails('archive@other.example')).length, 3);
// They ask SES to send what it must refuse, and are content with the refusals that AWS has for it.
for (const transport of Object.values(transports)) assert.equal(await transport.verify(), true);

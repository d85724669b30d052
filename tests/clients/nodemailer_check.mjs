// nodemailer_check.mjs ENDPOINT PORT: nodemailer by its SMTP transport (in the open, over STARTTLS, pooled) and by its SES
// transport, which speaks SES v2: what is sent is in the outbox, what SES refuses is an error.
import assert from 'node:assert/strict';
import { CreateEmailIdentityCommand, SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import nodemailer from 'nodemailer';
import { Box } from './box.mjs';

const [endpoint, port] = process.argv.slice(2);
const box = new Box(endpoint);
const sesClient = new SESv2Client({ endpoint, region: 'us-east-1' }); // where the door is, unless serve says otherwise
await sesClient.send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop.example' }));
const ca = await (await fetch(`${endpoint}/_proofbox/certificate`)).text();
const mails = async (to) => (await box.ask(`ses/messages?to=${to}`)).messages;

const letter = (to) => ({
  from: { name: '도너츠 가게', address: 'ops@shop.example' },
  to: [{ name: '광고 담당', address: to }, 'second@other.example'],
  cc: 'boss@other.example',
  bcc: 'archive@other.example',
  replyTo: 'answers@shop.example',
  subject: '재고 부족: 도너츠가 모두 팔렸습니다. 광고를 중단해 주세요.',
  text: '광고를 중단해 주세요.\n.\n..점\n',
  html: '<p>광고를 <b>중단</b>해 주세요.</p>',
  attachments: [{ filename: '재고.csv', content: 'sku,stock\nCP-502101,0\n' }],
});

function isAsSent(mail, to) {
  assert.equal(mail.from, '도너츠 가게 <ops@shop.example>');
  assert.deepEqual(mail.to, [`광고 담당 <${to}>`, 'second@other.example']);
  assert.deepEqual(mail.cc, ['boss@other.example']);
  assert.deepEqual(mail.bcc, ['archive@other.example']);
  assert.equal(mail.subject, letter(to).subject);
  assert.equal(mail.text.replaceAll('\r\n', '\n').trimEnd(), letter(to).text.trimEnd());
  assert.equal(mail.html.trimEnd(), letter(to).html);
}

async function sendsALetter(transport, to) {
  assert.equal(await transport.verify(), true);
  const sent = await transport.sendMail(letter(to));
  const [mail, ...others] = await mails(to);
  assert.deepEqual(others, []);
  isAsSent(mail, to);
  assert.ok(sent.response.endsWith(mail.id), sent.response);
  transport.close();
}

const smtp = (options) => nodemailer.createTransport({ host: '127.0.0.1', port: Number(port), ...options });

await sendsALetter(smtp({ ignoreTLS: true }), 'open@other.example');
await sendsALetter(smtp({ requireTLS: true, tls: { ca }, auth: { user: 'AKIDEXAMPLE', pass: 'x' } }), 'tls@other.example');
await sendsALetter(smtp({ ignoreTLS: true, authMethod: 'LOGIN', auth: { user: 'u', pass: 'p' } }), 'login@other.example');
await sendsALetter(nodemailer.createTransport({ SES: { sesClient, SendEmailCommand } }), 'ses@other.example');

// ---- a pool sends many over few connections ----

const pool = smtp({ pool: true, maxConnections: 3, tls: { ca } });
const numbers = Array.from({ length: 30 }, (_, n) => n);
await Promise.all(numbers.map((n) =>
  pool.sendMail({ from: 'ops@shop.example', to: 'pool@other.example', subject: `${n}`, text: 'x'.repeat(n * 1000) })));
pool.close();
const pooled = await mails('pool@other.example');
assert.deepEqual(pooled.map((mail) => Number(mail.subject)).sort((a, b) => a - b), numbers);

// ---- what is refused ----

const plain = smtp({ tls: { ca } });
const stranger = { from: 'a@strange.example', to: 'b@other.example', text: 'no' };
await assert.rejects(plain.sendMail(stranger), (error) => error.responseCode === 554 && error.command === 'DATA' &&
  error.response.endsWith('failed the check in region US-EAST-1: a@strange.example'));
const half = await plain.sendMail({ ...letter('half@other.example'), cc: 'a..b@other.example', bcc: [] });
assert.deepEqual(half.rejected, ['a..b@other.example']);
assert.equal((await mails('half@other.example')).length, 1);
await assert.rejects(smtp({}).sendMail(letter('c@other.example')), { code: 'ESOCKET' }); // whom it does not trust
await assert.rejects(nodemailer.createTransport({ SES: { sesClient, SendEmailCommand } }).sendMail(stranger),
  { name: 'MessageRejected' });
assert.deepEqual([...await mails('b@other.example'), ...await mails('c@other.example')], []);

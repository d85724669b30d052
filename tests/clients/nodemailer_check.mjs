// nodemailer_check.mjs ENDPOINT PORT: nodemailer by its SMTP transport (in the open, over STARTTLS, pooled): what is sent is in
// the inbox with all its parts, what SES refuses is an error. Its SES transports have a script of their own: nodemailer_ses.mjs.
import assert from 'node:assert/strict';
import { CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import nodemailer from 'nodemailer';
import { Box } from './box.mjs';
import { isAsSent, letter } from './nodemailer_letter.mjs';

const [endpoint, port] = process.argv.slice(2);
const box = new Box(endpoint);
const sesClient = new SESv2Client({ endpoint, region: 'us-east-1' }); // where the door is, unless serve says otherwise
await sesClient.send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop.example' }));
const ca = await (await fetch(`${endpoint}/_proofbox/certificate`)).text();
const mails = (to) => box.mails(to);

async function sendsALetter(transport, to) {
  assert.equal(await transport.verify(), true);
  await isAsSent(box, to, await transport.sendMail(letter(to)));
  transport.close();
}

const smtp = (options) => nodemailer.createTransport({ host: '127.0.0.1', port: Number(port), ...options });

await sendsALetter(smtp({ ignoreTLS: true }), 'open@other.example');
await sendsALetter(smtp({ requireTLS: true, tls: { ca }, auth: { user: 'AKIDEXAMPLE', pass: 'x' } }), 'tls@other.example');
await sendsALetter(smtp({ ignoreTLS: true, authMethod: 'LOGIN', auth: { user: 'u', pass: 'p' } }), 'login@other.example');

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
const half = await plain.sendMail({ ...letter('half@other.example'), bcc: 'a..b@other.example' });
assert.deepEqual(half.rejected, ['a..b@other.example']);
assert.equal((await mails('half@other.example')).length, 1);
await assert.rejects(plain.sendMail({ ...letter('d@other.example'), cc: 'a..b@other.example' }), (error) =>
  error.responseCode === 554 && error.response.endsWith('Transaction failed: Local address contains dot-dot'));
await assert.rejects(smtp({}).sendMail(letter('c@other.example')), { code: 'ESOCKET' }); // whom it does not trust
assert.deepEqual([...await mails('b@other.example'), ...await mails('c@other.example'),
  ...await mails('d@other.example')], []);

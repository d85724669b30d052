// A letter as nodemailer composes it, in Korean and with attachments, and how it must look in the inbox.
import assert from 'node:assert/strict';

const picture = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 256));

export const letter = (to) => ({
  from: { name: '도너츠 가게', address: 'ops@shop.example' },
  to: [{ name: '광고 담당', address: to }, 'second@other.example'],
  cc: 'boss@other.example',
  bcc: 'archive@other.example',
  replyTo: 'answers@shop.example',
  subject: '재고 부족: 도너츠가 모두 팔렸습니다. 광고를 중단해 주세요.',
  text: '광고를 중단해 주세요.\n.\n..점\n',
  html: '<p>광고를 <b>중단</b>해 주세요.</p><img src="cid:donut">',
  headers: { 'X-Shop': '강남' },
  attachments: [
    { filename: '재고.csv', content: 'sku,재고\nCP-502101,0\n' },
    { filename: 'donut.png', content: picture, cid: 'donut' },
  ],
});

// What nodemailer says it has sent is the one mail in the inbox, with all that the letter had.
export async function isAsSent(box, to, sent) {
  const mail = await box.mail(to);
  const wanted = letter(to);
  assert.ok(sent.response.endsWith(mail.id), sent.response);
  assert.equal(mail.from, '도너츠 가게 <ops@shop.example>');
  assert.deepEqual(mail.to, [`광고 담당 <${to}>`, 'second@other.example']);
  assert.deepEqual(mail.cc, ['boss@other.example']);
  assert.deepEqual(mail.bcc, ['archive@other.example']);
  assert.deepEqual(mail.replyTo, ['answers@shop.example']);
  assert.equal(mail.subject, wanted.subject);
  assert.equal(mail.text.replaceAll('\r\n', '\n').trimEnd(), wanted.text.trimEnd());
  assert.equal(mail.html.trimEnd(), wanted.html);
  assert.equal(mail.headers.find(({ name }) => name === 'X-Shop')?.value, '강남');
  const files = await box.attachments(mail);
  const seen = files.map(({ fileName, contentType }) => [fileName, contentType]);
  assert.deepEqual(seen.sort(), [['donut.png', 'image/png'], ['재고.csv', 'text/csv']]);
  assert.equal(files.find(({ fileName }) => fileName === '재고.csv').bytes.toString().replaceAll('\r\n', '\n'), 'sku,재고\nCP-502101,0\n');
  assert.ok(files.find(({ fileName }) => fileName === 'donut.png').bytes.equals(picture));
  assert.deepEqual(mail.attachments.filter((file) => file.contentId === 'donut').map((file) => file.inline), [true]);
}

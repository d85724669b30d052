// ses_v2.cjs ENDPOINT: SES by the AWS SDK for JavaScript v2, both of its APIs (AWS.SES over Query, AWS.SESV2 over REST): identities,
// mails in Korean, raw mails with attachments, templates, what is refused, events that come back through SNS into a queue, the
// suppression list, and the account.
process.env.AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE = '1';
const assert = require('node:assert/strict');
const AWS = require('aws-sdk');

const endpoint = process.argv[2];
const ses = new AWS.SES({ endpoint });
const sesv2 = new AWS.SESV2({ endpoint });
const sns = new AWS.SNS({ endpoint });
const sqs = new AWS.SQS({ endpoint });
let box;

const korean = {
  subject: '재고 부족: 도너츠가 모두 팔렸습니다',
  text: '광고를 중단해 주세요.',
  html: '<p>광고를 <b>중단</b>해 주세요.</p>',
};
const message = { Subject: { Data: korean.subject }, Body: { Text: { Data: korean.text }, Html: { Data: korean.html } } };

function isAsSent(mail, MessageId, to) {
  assert.equal(mail.id, MessageId);
  assert.equal(mail.from, '도너츠 가게 <ops@shop.example>');
  assert.deepEqual(mail.to, [`광고 담당 <${to}>`]);
  assert.equal(mail.subject, korean.subject);
  assert.equal(mail.text.trimEnd(), korean.text);
  assert.equal(mail.html.trimEnd(), korean.html);
}

function raw(to) {
  const words = (text) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
  return [
    `From: ${words('도너츠 가게')} <ops@shop.example>`,
    `To: ${words('광고 담당')} <${to}>`,
    `Subject: ${words('재고 부족: 도너츠가')}\r\n ${words(' 모두 팔렸습니다')}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=outer',
    '',
    '--outer',
    'Content-Type: multipart/alternative; boundary=inner',
    '',
    '--inner',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    korean.text,
    '--inner',
    'Content-Type: text/html; charset=UTF-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(korean.html).toString('base64'),
    '--inner--',
    '--outer',
    'Content-Type: text/csv',
    `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent('재고.csv')}`,
    '',
    'sku,stock',
    '--outer--',
    '',
  ].join('\r\n');
}

async function hasTheAttachment(mail) {
  const [{ fileName, contentType, bytes }, ...others] = await box.attachments(mail);
  assert.deepEqual(others, []);
  assert.deepEqual([fileName, contentType, bytes.toString().trimEnd()], ['재고.csv', 'text/csv', 'sku,stock']);
}

// A topic, and what comes to a queue that has subscribed to it.
async function feedback(name) {
  const { TopicArn } = await sns.createTopic({ Name: name }).promise();
  const { QueueUrl } = await sqs.createQueue({ QueueName: name }).promise();
  await sns.subscribe({ TopicArn, Protocol: 'sqs', Endpoint: `arn:aws:sqs:ap-northeast-2:000000000000:${name}` }).promise();
  return {
    TopicArn,
    async next() {
      const { Messages } = await sqs.receiveMessage({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }).promise();
      assert.equal(Messages?.length, 1, `nothing more came from ${name}`);
      await sqs.deleteMessage({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }).promise();
      return JSON.parse(Messages[0].Body).Message;
    },
  };
}

const refused = (request, code, statusCode, text) => assert.rejects(request.promise(), (error) => {
  assert.equal(error.code, code);
  assert.equal(error.statusCode, statusCode);
  if (text) assert.equal(error.message, text);
  return true;
});
const unverified = 'Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: a@strange.example';

async function overQuery() {
  const { VerificationToken } = await ses.verifyDomainIdentity({ Domain: 'shop.example' }).promise();
  const { VerificationAttributes } = await ses.getIdentityVerificationAttributes(
    { Identities: ['shop.example', 'nobody.example'] }).promise();
  assert.deepEqual(VerificationAttributes, { 'shop.example': { VerificationStatus: 'Success', VerificationToken } });
  assert.equal((await ses.verifyDomainDkim({ Domain: 'shop.example' }).promise()).DkimTokens.length, 3);
  await ses.verifyEmailIdentity({ EmailAddress: 'kim@other.example' }).promise();
  assert.deepEqual((await ses.listIdentities({ IdentityType: 'EmailAddress' }).promise()).Identities, ['kim@other.example']);

  const Source = '도너츠 가게 <ops@shop.example>';
  const sent = await ses.sendEmail({
    Source, Destination: { ToAddresses: ['광고 담당 <v1@other.example>'], BccAddresses: ['archive@other.example'] },
    Message: message, ReplyToAddresses: ['answers@shop.example'], Tags: [{ Name: 'campaign', Value: 'donut' }],
  }).promise();
  const mail = await box.mail('v1@other.example');
  isAsSent(mail, sent.MessageId, 'v1@other.example');
  assert.deepEqual([mail.bcc, mail.replyTo], [['archive@other.example'], ['answers@shop.example']]);
  assert.deepEqual(mail.tags, [{ Name: 'campaign', Value: 'donut' }]);
  assert.doesNotMatch(await box.eml(mail), /archive@/);

  const inRaw = await ses.sendRawEmail({ RawMessage: { Data: raw('raw1@other.example') } }).promise();
  isAsSent(await box.mail('raw1@other.example'), inRaw.MessageId, 'raw1@other.example');
  await hasTheAttachment(await box.mail('raw1@other.example'));

  const Template = { TemplateName: 'ad-stop', SubjectPart: '{{name}} 광고 중단', TextPart: '{{#each stores}}{{this}} {{/each}}' };
  await ses.createTemplate({ Template }).promise();
  assert.deepEqual((await ses.getTemplate({ TemplateName: 'ad-stop' }).promise()).Template, Template);
  const TemplateData = JSON.stringify({ name: '글레이즈드', stores: ['강남', '서초'] });
  await ses.sendTemplatedEmail(
    { Source, Destination: { ToAddresses: ['made1@other.example'] }, Template: 'ad-stop', TemplateData }).promise();
  const made = await box.mail('made1@other.example');
  assert.deepEqual([made.subject, made.text, made.template], ['글레이즈드 광고 중단', '강남 서초 ', 'ad-stop']);
  const { Status } = await ses.sendBulkTemplatedEmail({
    Source, Template: 'ad-stop', DefaultTemplateData: TemplateData,
    Destinations: [
      { Destination: { ToAddresses: ['bulk1@other.example'] }, ReplacementTemplateData: '{"name":"초코","stores":[]}' },
      { Destination: { ToAddresses: ['nobody'] } },
    ],
  }).promise();
  assert.deepEqual(Status.map((one) => one.Status), ['Success', 'InvalidParameterValue']);
  assert.equal((await box.mail('bulk1@other.example')).subject, '초코 광고 중단');

  const to = { ToAddresses: ['refused@other.example'] };
  const letter = { Source: 'ops@shop.example', Destination: to, Message: message };
  await refused(ses.sendEmail({ ...letter, Source: 'a@strange.example' }), 'MessageRejected', 400, unverified);
  const many = { ToAddresses: Array.from({ length: 51 }, (_, n) => `r${n}@other.example`) };
  await refused(ses.sendEmail({ ...letter, Destination: many }), 'InvalidParameterValue', 400, 'Recipient count exceeds 50.');
  await refused(ses.sendEmail({ ...letter, Destination: { ToAddresses: ['nobody'] } }), 'InvalidParameterValue', 400,
    "Missing final '@domain'");
  const Subject = { Data: 'hello\r\nBcc: victim@other.example' };
  await refused(ses.sendEmail({ ...letter, Message: { ...message, Subject } }), 'InvalidParameterValue', 400);
  await refused(ses.sendEmail({ ...letter, ConfigurationSetName: 'none' }), 'ConfigurationSetDoesNotExist', 400,
    'Configuration set <none> does not exist.');
  await refused(ses.sendTemplatedEmail({ Source, Destination: to, Template: 'none', TemplateData }), 'TemplateDoesNotExist', 400,
    'Template none does not exist');
  await refused(ses.testRenderTemplate({ TemplateName: 'ad-stop', TemplateData: '{"stores":[]}' }), 'MissingRenderingAttribute', 400,
    "Attribute 'name' is not present in the rendering data.");
  assert.deepEqual([...await box.mails('refused@other.example'), ...await box.mails('victim@other.example')], []);
}

// With the box's clock held, so that what becomes of a mail comes when it is told to.
async function eventsOverQuery() {
  const { TopicArn, next } = await feedback('events');
  await ses.createConfigurationSet({ ConfigurationSet: { Name: 'watched' } }).promise();
  await ses.createConfigurationSetEventDestination({
    ConfigurationSetName: 'watched',
    EventDestination: { Name: 'to-sns', Enabled: true, MatchingEventTypes: ['bounce', 'complaint'], SNSDestination: { TopicARN: TopicArn } },
  }).promise();
  assert.equal(await next(), 'Successfully validated SNS topic for Amazon SES event publishing.');
  await box.freeze();
  const { MessageId } = await ses.sendEmail({
    Source: 'ops@shop.example', Message: message, ConfigurationSetName: 'watched',
    Destination: { ToAddresses: ['bounce@simulator.amazonses.com', 'complaint@simulator.amazonses.com'] },
  }).promise();
  await box.advance('1h');
  const { eventType, mail, bounce } = JSON.parse(await next());
  assert.deepEqual([eventType, mail.messageId, mail.commonHeaders.subject], ['Bounce', MessageId, korean.subject]);
  assert.deepEqual(bounce.bouncedRecipients.map((one) => one.emailAddress), ['bounce@simulator.amazonses.com']);
  const { complaint } = JSON.parse(await next());
  assert.deepEqual(complaint.complainedRecipients, [{ emailAddress: 'complaint@simulator.amazonses.com' }]);
  await box.ask('clock', { mode: 'real' });
  const { SendDataPoints } = await ses.getSendStatistics().promise();
  const sum = (name) => SendDataPoints.reduce((total, point) => total + point[name], 0);
  assert.deepEqual([sum('Bounces'), sum('Complaints')], [1, 1]);
  assert.ok(SendDataPoints.every((point) => point.Timestamp instanceof Date));
  const quota = await ses.getSendQuota().promise();
  assert.deepEqual([quota.Max24HourSend, quota.MaxSendRate], [200, 1]);

  await ses.createReceiptRuleSet({ RuleSetName: 'inbound' }).promise();
  const Rule = { Name: 'store', Enabled: true, Actions: [{ SNSAction: { TopicArn, Encoding: 'Base64' } }], TlsPolicy: 'Optional' };
  await ses.createReceiptRule({ RuleSetName: 'inbound', Rule }).promise();
  await ses.setActiveReceiptRuleSet({ RuleSetName: 'inbound' }).promise();
  const { Metadata, Rules } = await ses.describeActiveReceiptRuleSet().promise();
  assert.deepEqual([Metadata.Name, Rules[0].Name, Rules[0].Actions], ['inbound', 'store', Rule.Actions]);
  await refused(ses.deleteReceiptRuleSet({ RuleSetName: 'inbound' }), 'CannotDelete', 400);
}

async function overRest() {
  const made = await sesv2.createEmailIdentity({ EmailIdentity: 'brand.example' }).promise();
  assert.deepEqual([made.IdentityType, made.VerifiedForSendingStatus, made.DkimAttributes.Tokens.length], ['DOMAIN', true, 3]);
  await sesv2.createEmailIdentity({ EmailIdentity: 'ads+kim@brand2.example' }).promise();
  assert.equal((await sesv2.getEmailIdentity({ EmailIdentity: 'ads+kim@brand2.example' }).promise()).IdentityType, 'EMAIL_ADDRESS');
  await sesv2.deleteEmailIdentity({ EmailIdentity: 'ads+kim@brand2.example' }).promise();
  await refused(sesv2.getEmailIdentity({ EmailIdentity: 'ads+kim@brand2.example' }), 'NotFoundException', 404);

  const FromEmailAddress = '도너츠 가게 <ops@shop.example>';
  const sent = await sesv2.sendEmail({
    FromEmailAddress, Destination: { ToAddresses: ['광고 담당 <v2@other.example>'] },
    Content: { Simple: { ...message, Headers: [{ Name: 'X-Shop', Value: '강남' }] } },
  }).promise();
  const mail = await box.mail('v2@other.example');
  isAsSent(mail, sent.MessageId, 'v2@other.example');
  assert.equal(mail.headers.find(({ name }) => name === 'X-Shop').value, '강남');
  const inRaw = await sesv2.sendEmail({ Content: { Raw: { Data: raw('raw2@other.example') } } }).promise();
  isAsSent(await box.mail('raw2@other.example'), inRaw.MessageId, 'raw2@other.example');
  await hasTheAttachment(await box.mail('raw2@other.example'));

  const TemplateContent = { Subject: '{{name}}, 안녕하세요', Text: 't' };
  await sesv2.createEmailTemplate({ TemplateName: 'hello', TemplateContent }).promise();
  const { RenderedTemplate } = await sesv2.testRenderEmailTemplate({ TemplateName: 'hello', TemplateData: '{"name":"Kim"}' }).promise();
  assert.match(RenderedTemplate, /^Subject: =\?UTF-8\?/m);
  const Template = (data) => ({ TemplateName: 'hello', TemplateData: JSON.stringify(data) });
  const { BulkEmailEntryResults } = await sesv2.sendBulkEmail({
    FromEmailAddress, DefaultContent: { Template: Template({ name: '친구' }) },
    BulkEmailEntries: ['bulk2@other.example', 'nobody'].map((address) => ({ Destination: { ToAddresses: [address] } })),
  }).promise();
  assert.deepEqual(BulkEmailEntryResults.map((one) => one.Status), ['SUCCESS', 'INVALID_PARAMETER']);
  assert.equal((await box.mail('bulk2@other.example')).subject, '친구, 안녕하세요');

  const letter = { FromEmailAddress, Destination: { ToAddresses: ['refused@other.example'] }, Content: { Simple: message } };
  await refused(sesv2.sendEmail({ ...letter, FromEmailAddress: 'a@strange.example' }), 'MessageRejected', 400, unverified);
  await refused(sesv2.sendEmail({ ...letter, Destination: { ToAddresses: ['a b@other.example'] } }), 'BadRequestException', 400,
    'Local address contains control or whitespace');
  const Content = { Template: { TemplateName: 'none', TemplateData: '{}' } };
  await refused(sesv2.sendEmail({ ...letter, Content }), 'NotFoundException', 404, 'Template none does not exist');
  const Subject = { Data: 'hello\nBcc: victim@other.example' };
  await refused(sesv2.sendEmail({ ...letter, Content: { Simple: { ...message, Subject } } }), 'BadRequestException', 400);
  assert.deepEqual(await box.mails('refused@other.example'), []);
}

async function suppressionOverRest() {
  const { TopicArn, next } = await feedback('suppression');
  const named = { ConfigurationSetName: 'careful', EventDestinationName: 'to-sns' };
  await sesv2.createConfigurationSet({ ConfigurationSetName: 'careful' }).promise();
  const EventDestination = { Enabled: true, MatchingEventTypes: ['BOUNCE'], SnsDestination: { TopicArn } };
  await sesv2.createConfigurationSetEventDestination({ ...named, EventDestination }).promise();
  await next();
  const { EventDestinations } = await sesv2.getConfigurationSetEventDestinations({ ConfigurationSetName: 'careful' }).promise();
  assert.deepEqual(EventDestinations, [{ Name: 'to-sns', ...EventDestination }]);
  await sesv2.putSuppressedDestination({ EmailAddress: 'gone@other.example', Reason: 'BOUNCE' }).promise();
  const { SuppressedDestination } = await sesv2.getSuppressedDestination({ EmailAddress: 'gone@other.example' }).promise();
  assert.equal(SuppressedDestination.Reason, 'BOUNCE');
  assert.ok(SuppressedDestination.LastUpdateTime instanceof Date && !Number.isNaN(+SuppressedDestination.LastUpdateTime));
  await sesv2.sendEmail({
    FromEmailAddress: 'ops@shop.example', Destination: { ToAddresses: ['gone@other.example'] }, Content: { Simple: message },
    ConfigurationSetName: 'careful',
  }).promise();
  assert.equal(JSON.parse(await next()).bounce.bounceSubType, 'OnAccountSuppressionList');
  await sesv2.deleteSuppressedDestination({ EmailAddress: 'gone@other.example' }).promise();
  await refused(sesv2.getSuppressedDestination({ EmailAddress: 'gone@other.example' }), 'NotFoundException', 404);
  const account = await sesv2.getAccount().promise();
  assert.deepEqual([account.ProductionAccessEnabled, account.SendQuota.Max24HourSend], [false, 200]);
}

(async () => {
  box = new (await import('./box.mjs')).Box(endpoint);
  await overQuery();
  await eventsOverQuery();
  await overRest();
  await suppressionOverRest();
})();

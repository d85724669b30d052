// ses_v3.mjs ENDPOINT: SES by the AWS SDK for JavaScript v3, both of its APIs (client-ses over Query, client-sesv2 over REST):
// identities, mails in Korean with attachments and headers, templates, what is refused by class, events that come back through SNS
// into a queue, the suppression list, receipt rules, and the account.
import assert from 'node:assert/strict';
import * as v1 from '@aws-sdk/client-ses';
import * as v2 from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Box } from './box.mjs';

const endpoint = process.argv[2];
const box = new Box(endpoint);
const ses = new v1.SESClient({ endpoint });
const sesv2 = new v2.SESv2Client({ endpoint });
const sns = new SNSClient({ endpoint });
const sqs = new SQSClient({ endpoint });

// A topic, and what comes to a queue that has subscribed to it.
async function feedback(name) {
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const Endpoint = `arn:aws:sqs:ap-northeast-2:000000000000:${name}`;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint }));
  return {
    TopicArn,
    async next() {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 1 }));
      assert.equal(Messages?.length, 1, `nothing more came from ${name}`);
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0].ReceiptHandle }));
      return JSON.parse(Messages[0].Body).Message;
    },
  };
}

const refused = (request, type, status, text) => assert.rejects(request, (error) => {
  assert.ok(error instanceof type, `${error.name} instead of ${type.name}: ${error.message}`);
  assert.equal(error.$metadata.httpStatusCode, status);
  if (text) assert.equal(error.message, text);
  return true;
});
const named = (name) => (error) => error.name === name && error.$metadata.httpStatusCode === 400;
const unverified = 'Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: a@strange.example';

const subject = '재고 부족: 도너츠가 모두 팔렸습니다. 광고를 중단해 주세요.';
const message = { Subject: { Data: subject }, Body: { Text: { Data: '광고를 중단해 주세요.' }, Html: { Data: '<p>광고 <b>중단</b></p>' } } };

function isAsSent(mail, MessageId, to) {
  assert.equal(mail.id, MessageId);
  assert.equal(mail.from, '도너츠 가게 <ops@shop.example>');
  assert.deepEqual(mail.to, [`광고 담당 <${to}>`]);
  assert.deepEqual([mail.subject, mail.text, mail.html], [subject, message.Body.Text.Data, message.Body.Html.Data]);
}

// ---- v1: identities ----

const from = '도너츠 가게 <ops@shop.example>';
const { VerificationToken } = await ses.send(new v1.VerifyDomainIdentityCommand({ Domain: 'shop.example' }));
const { VerificationAttributes } = await ses.send(
  new v1.GetIdentityVerificationAttributesCommand({ Identities: ['shop.example', 'nobody.example'] }));
assert.deepEqual(VerificationAttributes, { 'shop.example': { VerificationStatus: 'Success', VerificationToken } });
for (let n = 0; n < 5; ++n) await ses.send(new v1.VerifyEmailIdentityCommand({ EmailAddress: `p${n}@other.example` }));
await v1.waitUntilIdentityExists({ client: ses, maxWaitTime: 10 }, { Identities: ['p0@other.example'] });
const identities = [];
for await (const page of v1.paginateListIdentities({ client: ses, pageSize: 2 }, { IdentityType: 'EmailAddress' }))
  identities.push(...page.Identities);
assert.deepEqual(identities, [0, 1, 2, 3, 4].map((n) => `p${n}@other.example`));
await ses.send(new v1.PutIdentityPolicyCommand({ Identity: 'shop.example', PolicyName: 'partner', Policy: '{"Version":"2012-10-17"}' }));
const { Policies } = await ses.send(new v1.GetIdentityPoliciesCommand({ Identity: 'shop.example', PolicyNames: ['partner'] }));
assert.deepEqual(Policies, { partner: '{"Version":"2012-10-17"}' });
await refused(ses.send(new v1.PutIdentityPolicyCommand({ Identity: 'shop.example', PolicyName: 'p', Policy: 'no' })),
  v1.InvalidPolicyException, 400);

// ---- v1: mails ----

const inOne = await ses.send(new v1.SendEmailCommand({
  Source: from, Destination: { ToAddresses: ['광고 담당 <v1@other.example>'], CcAddresses: ['boss@other.example'] }, Message: message,
  ReturnPath: 'bounces@shop.example', Tags: [{ Name: 'campaign', Value: 'donut' }],
}));
const one = await box.mail('v1@other.example');
isAsSent(one, inOne.MessageId, 'v1@other.example');
assert.deepEqual([one.cc, one.returnPath, one.tags], [['boss@other.example'], 'bounces@shop.example', [{ Name: 'campaign', Value: 'donut' }]]);
assert.match(await box.eml(one), /^Content-Type: multipart\/alternative/m);
const raw = `From: ops@shop.example\r\nTo: raw@other.example\r\nSubject: =?UTF-8?Q?=EB=8F=84=EB=84=9B?=\r\n\r\nraw text\r\n`;
await ses.send(new v1.SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) } }));
const inRaw = await box.mail('raw@other.example');
assert.deepEqual([inRaw.subject, inRaw.text.trimEnd()], ['도넛', 'raw text']);

await ses.send(new v1.CreateTemplateCommand({ Template: { TemplateName: 'ad-stop', SubjectPart: '{{name}} 광고', TextPart: '{{name}}' } }));
const Destination = { ToAddresses: ['made@other.example'] };
const made = { Source: from, Destination, Template: 'ad-stop', TemplateData: '{"name":"글레이즈드"}' };
await ses.send(new v1.SendTemplatedEmailCommand(made));
assert.deepEqual([(await box.mail('made@other.example')).subject, (await box.mail('made@other.example')).text],
  ['글레이즈드 광고', '글레이즈드']);
await refused(ses.send(new v1.SendTemplatedEmailCommand({ ...made, Template: 'none' })), v1.TemplateDoesNotExistException, 400,
  'Template none does not exist');
await refused(ses.send(new v1.TestRenderTemplateCommand({ TemplateName: 'ad-stop', TemplateData: '{}' })),
  v1.MissingRenderingAttributeException, 400, "Attribute 'name' is not present in the rendering data.");
await refused(ses.send(new v1.CreateTemplateCommand({ Template: { TemplateName: 'ad-stop', SubjectPart: 's' } })),
  v1.AlreadyExistsException, 400);
await refused(ses.send(new v1.SendEmailCommand({ Source: 'a@strange.example', Destination, Message: message })),
  v1.MessageRejected, 400, unverified);
await refused(ses.send(new v1.SendEmailCommand({ Source: from, Destination, Message: message, ConfigurationSetName: 'none' })),
  v1.ConfigurationSetDoesNotExistException, 400, 'Configuration set <none> does not exist.');
const injected = { ...message, Subject: { Data: 'hello\r\nBcc: victim@other.example' } };
await assert.rejects(ses.send(new v1.SendEmailCommand({ Source: from, Destination, Message: injected })), named('InvalidParameterValue'));
const many = { ToAddresses: Array.from({ length: 51 }, (_, n) => `r${n}@other.example`) };
await assert.rejects(ses.send(new v1.SendEmailCommand({ Source: from, Destination: many, Message: message })),
  (error) => error.name === 'InvalidParameterValue' && error.message === 'Recipient count exceeds 50.');
assert.deepEqual([(await box.mails('made@other.example')).length, (await box.mails('r0@other.example')).length], [1, 0]);

// ---- v1: events, with the box's clock held; receipt rules; statistics ----

const events = await feedback('events');
await ses.send(new v1.CreateConfigurationSetCommand({ ConfigurationSet: { Name: 'watched' } }));
await ses.send(new v1.CreateConfigurationSetEventDestinationCommand({
  ConfigurationSetName: 'watched',
  EventDestination: {
    Name: 'to-sns', Enabled: true, MatchingEventTypes: ['bounce', 'complaint'], SNSDestination: { TopicARN: events.TopicArn },
  },
}));
assert.equal(await events.next(), 'Successfully validated SNS topic for Amazon SES event publishing.');
await box.freeze();
const watched = await ses.send(new v1.SendEmailCommand({
  Source: from, Destination: { ToAddresses: ['bounce@simulator.amazonses.com'] }, Message: message, ConfigurationSetName: 'watched',
}));
await box.advance('1s');
const bounced = JSON.parse(await events.next());
assert.deepEqual([bounced.eventType, bounced.mail.messageId, bounced.mail.commonHeaders.subject],
  ['Bounce', watched.MessageId, subject]);
assert.deepEqual(bounced.bounce.bouncedRecipients.map((to) => to.emailAddress), ['bounce@simulator.amazonses.com']);
await box.ask('clock', { mode: 'real' });
const { SendDataPoints } = await ses.send(new v1.GetSendStatisticsCommand({}));
assert.equal(SendDataPoints.reduce((total, point) => total + point.Bounces, 0), 1);
assert.ok(SendDataPoints.every(({ Timestamp }) => Timestamp instanceof Date && !Number.isNaN(+Timestamp)));

await ses.send(new v1.CreateReceiptRuleSetCommand({ RuleSetName: 'inbound' }));
const Rule = { Name: 'store', Enabled: true, TlsPolicy: 'Optional', ScanEnabled: false, Actions: [{ StopAction: { Scope: 'RuleSet' } }] };
await ses.send(new v1.CreateReceiptRuleCommand({ RuleSetName: 'inbound', Rule }));
assert.deepEqual((await ses.send(new v1.DescribeReceiptRuleSetCommand({ RuleSetName: 'inbound' }))).Rules, [Rule]);
await ses.send(new v1.SetActiveReceiptRuleSetCommand({ RuleSetName: 'inbound' }));
await refused(ses.send(new v1.DeleteReceiptRuleSetCommand({ RuleSetName: 'inbound' })), v1.CannotDeleteException, 400);
await refused(ses.send(new v1.DescribeReceiptRuleCommand({ RuleSetName: 'inbound', RuleName: 'none' })),
  v1.RuleDoesNotExistException, 400);

// ---- v2: identities ----

const identity = await sesv2.send(new v2.CreateEmailIdentityCommand({ EmailIdentity: 'brand.example' }));
assert.deepEqual([identity.IdentityType, identity.DkimAttributes.Status, identity.DkimAttributes.Tokens.length], ['DOMAIN', 'SUCCESS', 3]);
await sesv2.send(new v2.PutEmailIdentityMailFromAttributesCommand(
  { EmailIdentity: 'brand.example', MailFromDomain: 'bounces.brand.example', BehaviorOnMxFailure: 'REJECT_MESSAGE' }));
const shown = await sesv2.send(new v2.GetEmailIdentityCommand({ EmailIdentity: 'brand.example' }));
assert.equal(shown.MailFromAttributes.MailFromDomain, 'bounces.brand.example');
assert.ok(shown.DkimAttributes.LastKeyGenerationTimestamp instanceof Date);
await refused(sesv2.send(new v2.CreateEmailIdentityCommand({ EmailIdentity: 'brand.example' })), v2.AlreadyExistsException, 400);
await sesv2.send(new v2.CreateEmailIdentityCommand({ EmailIdentity: 'kim+ads@brand2.example' }));
await sesv2.send(new v2.DeleteEmailIdentityCommand({ EmailIdentity: 'kim+ads@brand2.example' }));
await refused(sesv2.send(new v2.GetEmailIdentityCommand({ EmailIdentity: 'kim+ads@brand2.example' })), v2.NotFoundException, 404);

// ---- v2: mails; their attachments SES composes itself ----

const bytes = Buffer.from(Array.from({ length: 3000 }, (_, n) => n % 256));
const inTwo = await sesv2.send(new v2.SendEmailCommand({
  FromEmailAddress: from, Destination: { ToAddresses: ['광고 담당 <v2@other.example>'] },
  Content: {
    Simple: {
      ...message, Headers: [{ Name: 'X-Shop', Value: '강남' }],
      Attachments: [
        { FileName: '재고.bin', ContentType: 'application/octet-stream', RawContent: bytes },
        { FileName: 'donut.png', ContentType: 'image/png', ContentDisposition: 'INLINE', ContentId: 'donut', RawContent: bytes.subarray(7) },
      ],
    },
  },
}));
const two = await box.mail('v2@other.example');
isAsSent(two, inTwo.MessageId, 'v2@other.example');
assert.equal(two.headers.find(({ name }) => name === 'X-Shop').value, '강남');
const attachments = await box.attachments(two);
assert.deepEqual(attachments.map(({ fileName, contentType }) => [fileName, contentType]),
  [['재고.bin', 'application/octet-stream'], ['donut.png', 'image/png']]);
assert.ok(attachments[0].bytes.equals(bytes) && attachments[1].bytes.equals(bytes.subarray(7)));
assert.deepEqual(two.attachments.map((file) => [file.inline, file.size]), [[false, 3000], [true, 2993]]);
await sesv2.send(new v2.SendEmailCommand({ Content: { Raw: { Data: Buffer.from(raw.replace('raw@', 'raw2@')) } } }));
assert.equal((await box.mail('raw2@other.example')).subject, '도넛');

await sesv2.send(new v2.CreateEmailTemplateCommand({ TemplateName: 'hello', TemplateContent: { Subject: '{{name}}님, 안녕하세요', Text: 't' } }));
const { BulkEmailEntryResults } = await sesv2.send(new v2.SendBulkEmailCommand({
  FromEmailAddress: from, DefaultContent: { Template: { TemplateName: 'hello', TemplateData: '{"name":"친구"}' } },
  BulkEmailEntries: [
    {
      Destination: { ToAddresses: ['bulk1@other.example'] },
      ReplacementEmailContent: { ReplacementTemplate: { ReplacementTemplateData: '{"name":"김"}' } },
    },
    { Destination: { ToAddresses: ['bulk2@other.example'] } },
    { Destination: { ToAddresses: ['nobody'] } },
  ],
}));
assert.deepEqual(BulkEmailEntryResults.map((result) => result.Status), ['SUCCESS', 'SUCCESS', 'INVALID_PARAMETER']);
assert.equal((await box.mail('bulk1@other.example')).subject, '김님, 안녕하세요');
assert.equal((await box.mail('bulk2@other.example')).subject, '친구님, 안녕하세요');
// A template that is sent with the mail itself.
await sesv2.send(new v2.SendEmailCommand({
  FromEmailAddress: from, Destination: { ToAddresses: ['inline@other.example'] },
  Content: { Template: { TemplateContent: { Subject: '{{n}}개 남음', Text: 't' }, TemplateData: '{"n":3}' } },
}));
assert.equal((await box.mail('inline@other.example')).subject, '3개 남음');
const { RenderedTemplate } = await sesv2.send(new v2.TestRenderEmailTemplateCommand({ TemplateName: 'hello', TemplateData: '{"name":"김"}' }));
assert.match(RenderedTemplate, /^Subject: =\?UTF-8\?/m);

const letter = { FromEmailAddress: from, Destination: { ToAddresses: ['refused@other.example'] }, Content: { Simple: message } };
const send = (more) => sesv2.send(new v2.SendEmailCommand({ ...letter, ...more }));
await refused(send({ FromEmailAddress: 'a@strange.example' }), v2.MessageRejected, 400, unverified);
await refused(send({ Destination: many }), v2.BadRequestException, 400, 'Recipient count exceeds 50.');
await refused(send({ Destination: { ToAddresses: ['nobody'] } }), v2.BadRequestException, 400, "Missing final '@domain'");
await refused(send({ Content: { Simple: injected } }), v2.BadRequestException, 400);
await refused(send({ Content: { Template: { TemplateName: 'none', TemplateData: '{}' } } }), v2.NotFoundException, 404,
  'Template none does not exist');
assert.deepEqual(await box.mails('refused@other.example'), []);

// ---- v2: the suppression list, and the account; the clock runs ----

const suppression = await feedback('suppression');
await sesv2.send(new v2.CreateConfigurationSetCommand({ ConfigurationSetName: 'careful' }));
const EventDestination = { Enabled: true, MatchingEventTypes: ['BOUNCE', 'DELIVERY'], SnsDestination: { TopicArn: suppression.TopicArn } };
await sesv2.send(new v2.CreateConfigurationSetEventDestinationCommand(
  { ConfigurationSetName: 'careful', EventDestinationName: 'to-sns', EventDestination }));
assert.equal(await suppression.next(), 'Successfully validated SNS topic for Amazon SES event publishing.');
const { EventDestinations } = await sesv2.send(
  new v2.GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: 'careful' }));
assert.deepEqual(EventDestinations, [{ Name: 'to-sns', ...EventDestination }]);
await sesv2.send(new v2.PutSuppressedDestinationCommand({ EmailAddress: 'gone@other.example', Reason: 'BOUNCE' }));
const suppressed = [];
for await (const page of v2.paginateListSuppressedDestinations({ client: sesv2, pageSize: 1 }, {}))
  suppressed.push(...page.SuppressedDestinationSummaries);
assert.deepEqual(suppressed.map(({ EmailAddress, Reason }) => [EmailAddress, Reason]), [['gone@other.example', 'BOUNCE']]);
assert.ok(suppressed[0].LastUpdateTime instanceof Date);
await send({ Destination: { ToAddresses: ['gone@other.example'] }, ConfigurationSetName: 'careful' });
assert.equal(JSON.parse(await suppression.next()).bounce.bounceSubType, 'OnAccountSuppressionList');
await send({ Destination: { ToAddresses: ['there@other.example'] }, ConfigurationSetName: 'careful' });
assert.deepEqual(JSON.parse(await suppression.next()).delivery.recipients, ['there@other.example']);
await sesv2.send(new v2.DeleteSuppressedDestinationCommand({ EmailAddress: 'gone@other.example' }));
await refused(sesv2.send(new v2.GetSuppressedDestinationCommand({ EmailAddress: 'gone@other.example' })), v2.NotFoundException, 404);

const account = await sesv2.send(new v2.GetAccountCommand({}));
assert.deepEqual([account.ProductionAccessEnabled, account.SendQuota.Max24HourSend, account.SendQuota.MaxSendRate], [false, 200, 1]);
await sesv2.send(new v2.PutAccountSendingAttributesCommand({ SendingEnabled: false }));
await refused(send({}), v2.SendingPausedException, 400);
await refused(ses.send(new v1.SendEmailCommand({ Source: from, Destination, Message: message })), v1.AccountSendingPausedException, 400);
await sesv2.send(new v2.PutAccountSendingAttributesCommand({ SendingEnabled: true }));
assert.deepEqual(await box.mails('refused@other.example'), []);

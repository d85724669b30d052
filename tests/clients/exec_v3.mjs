// Started by `proofbox exec`: the SDK finds the box by its environment alone; nothing here says where it is.
import assert from "node:assert/strict";
import { SESv2Client, GetAccountCommand } from "@aws-sdk/client-sesv2";
import { SNSClient, CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { SQSClient, CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";

const sqs = new SQSClient();
const sns = new SNSClient();
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
assert.ok(QueueUrl.startsWith(process.env.AWS_ENDPOINT_URL), QueueUrl);
const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "shop" }));
await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: Attributes.QueueArn }));
await sns.send(new PublishCommand({ TopicArn, Message: "도넛 하나" }));
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
assert.equal(JSON.parse(Messages[0].Body).Message, "도넛 하나");
assert.equal((await new SESv2Client().send(new GetAccountCommand())).SendQuota.Max24HourSend, 200);

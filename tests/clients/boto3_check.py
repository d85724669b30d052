"""boto3_check.py ENDPOINT: boto3 as Debian has it (SQS over Query): topic, queue with dead-letter queue, subscription,
publish, receive the envelope, delete, and the error of a missing queue."""

import json
import sys

import boto3

endpoint = sys.argv[1]
sqs = boto3.client("sqs", endpoint_url=endpoint)
sns = boto3.client("sns", endpoint_url=endpoint)

topic = sns.create_topic(Name="orders")["TopicArn"]
dead = sqs.create_queue(QueueName="jobs-dead")["QueueUrl"]
dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 3})
queue = sqs.create_queue(QueueName="jobs", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
assert queue == endpoint + "/000000000000/jobs", queue
attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
assert json.loads(attributes["RedrivePolicy"]) == json.loads(redrive), attributes
subscription = sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=attributes["QueueArn"])["SubscriptionArn"]
assert subscription.startswith(topic + ":"), subscription

published = sns.publish(TopicArn=topic, Subject="재고 부족", Message="도너츠 재고가 없습니다.",
                        MessageAttributes={"productId": {"DataType": "String", "StringValue": "CP-502101"}})
messages = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5, AttributeNames=["All"])["Messages"]
assert len(messages) == 1, messages
envelope = json.loads(messages[0]["Body"])
assert envelope["Type"] == "Notification" and envelope["TopicArn"] == topic, envelope
assert envelope["MessageId"] == published["MessageId"] and envelope["Message"] == "도너츠 재고가 없습니다.", envelope
assert envelope["MessageAttributes"] == {"productId": {"Type": "String", "Value": "CP-502101"}}, envelope
assert messages[0]["Attributes"]["ApproximateReceiveCount"] == "1", messages
sqs.delete_message(QueueUrl=queue, ReceiptHandle=messages[0]["ReceiptHandle"])
assert "Messages" not in sqs.receive_message(QueueUrl=queue)

batch = sqs.send_message_batch(QueueUrl=queue, Entries=[
    {"Id": "a", "MessageBody": "<&>\"'\r\n\t"},
    {"Id": "b", "MessageBody": "x", "MessageAttributes": {"n": {"DataType": "Number", "StringValue": "1"},
                                                          "b": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}}}])
assert [entry["Id"] for entry in batch["Successful"]] == ["a", "b"], batch
received = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, MessageAttributeNames=["All"])["Messages"]
bodies = {message["Body"]: message for message in received}
assert set(bodies) == {"<&>\"'\r\n\t", "x"}, bodies
assert bodies["x"]["MessageAttributes"]["b"]["BinaryValue"] == b"\x00\x01", bodies

try:
    sqs.get_queue_url(QueueName="missing")
    raise SystemExit("a missing queue was found")
except sqs.exceptions.QueueDoesNotExist as error:
    assert error.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue", error.response
try:
    sns.publish(TopicArn=topic + "-missing", Message="x")
    raise SystemExit("a missing topic was found")
except sns.exceptions.NotFoundException as error:
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404, error.response

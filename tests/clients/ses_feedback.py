"""What SES tells of mails, as a program reads it: a topic that is published to, and a queue that has subscribed to it."""

import json

import boto3
from botocore.config import Config

VALIDATED = "Successfully validated SNS topic for Amazon SES event publishing."


class Feedback:
    def __init__(self, endpoint, name):
        sns = boto3.client("sns", endpoint_url=endpoint)
        # Where the box's clock stands still, so does the end of a poll in vain.
        self._sqs = boto3.client("sqs", endpoint_url=endpoint, config=Config(read_timeout=30, retries={"max_attempts": 0}))
        self.topic = sns.create_topic(Name=name)["TopicArn"]
        self._queue = self._sqs.create_queue(QueueName=name)["QueueUrl"]
        attributes = self._sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])["Attributes"]
        sns.subscribe(TopicArn=self.topic, Protocol="sqs", Endpoint=attributes["QueueArn"])

    def next_text(self, subject):
        """What was published next, as soon as it is in the queue."""
        answer = self._sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=1, WaitTimeSeconds=20)
        assert "Messages" in answer, f"nothing more came from {self.topic}"
        (message,) = answer["Messages"]
        self._sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        envelope = json.loads(message["Body"])
        assert envelope["TopicArn"] == self.topic and envelope.get("Subject") == subject, envelope
        return envelope["Message"]

    def next_event(self):
        """The next event or notification, whatever it tells of."""
        return json.loads(self.next_text("Amazon SES Email Event Notification"))

    def next(self, kind):
        """The next event or notification, which is of that kind."""
        event = self.next_event()
        assert event.get("eventType", event.get("notificationType")) == kind, f"{kind} was expected, came {event}"
        return event

    def is_empty(self):
        return "Messages" not in self._sqs.receive_message(QueueUrl=self._queue)

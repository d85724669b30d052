"""What Terraform's AWS provider (5.100, as it was seen to call) calls for a resource, with the documents as it writes them, and
what it then compares: whatever is read back differs from what was set, it would want to change again."""

import json

import boto3


def document(value):
    """As Go writes JSON: compact, keys in order, and with what is special in HTML escaped."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def same(read, wanted):
    """Whether a document is the same to the provider: it compares JSON, not texts."""
    assert json.loads(read) == json.loads(wanted), f"{read} instead of {wanted}"


class Provider:
    def __init__(self, endpoint):
        self.sqs = boto3.client("sqs", endpoint_url=endpoint)
        self.sns = boto3.client("sns", endpoint_url=endpoint)
        self.ses = boto3.client("ses", endpoint_url=endpoint)
        self.functions = boto3.client("lambda", endpoint_url=endpoint)

    def topic(self, name, fifo, attributes, tags):
        """aws_sns_topic: only what makes it FIFO goes along with its creation."""
        creation = {"Attributes": {"FifoTopic": "true"}} if fifo else {}
        if tags:
            creation["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
        arn = self.sns.create_topic(Name=name, **creation)["TopicArn"]
        rates = {f"{kind}SuccessFeedbackSampleRate": "0" for kind in ("Application", "Firehose", "HTTP", "Lambda", "SQS")}
        for key, value in {**rates, **attributes}.items():
            self.sns.set_topic_attributes(TopicArn=arn, AttributeName=key, AttributeValue=value)
        read = self.sns.get_topic_attributes(TopicArn=arn)["Attributes"]
        assert read["TopicArn"] == arn and read["Owner"] == "000000000000", read
        for key, value in {**rates, **attributes}.items():
            if key == "DeliveryPolicy":
                same(read[key], value)
            else:
                assert read.get(key) == value or (read.get(key) is None and value == "0"), (key, read)
        assert read.get("FifoTopic", "false") == ("true" if fifo else "false"), read
        read_tags = {tag["Key"]: tag["Value"] for tag in self.sns.list_tags_for_resource(ResourceArn=arn)["Tags"]}
        assert read_tags == tags, read_tags
        return arn

    def topic_policy(self, arn, policy):
        self.sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
        same(self.sns.get_topic_attributes(TopicArn=arn)["Attributes"]["Policy"], policy)

    def queue(self, name, given, tags=None):
        """aws_sqs_queue: everything goes along with its creation, also what is AWS's default."""
        attributes = {"DelaySeconds": "0", "MaximumMessageSize": "262144", "MessageRetentionPeriod": "345600",
                      "ReceiveMessageWaitTimeSeconds": "0", "VisibilityTimeout": "30", **given}
        url = self.sqs.create_queue(QueueName=name, Attributes=attributes, **({"tags": tags} if tags else {}))["QueueUrl"]
        read = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        for key, value in attributes.items():
            if key == "RedrivePolicy":
                same(read[key], value)
            else:
                assert read[key] == value, (key, read)
        assert self.sqs.list_queue_tags(QueueUrl=url).get("Tags", {}) == (tags or {})
        return url

    def queue_policy(self, url, policy):
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
        same(self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["Policy"], policy)
        same(self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"], policy)

    def subscription(self, topic_arn, queue_arn, attributes):
        """aws_sns_topic_subscription: it waits for its confirmation, and looks for it in the topic's list."""
        arn = self.sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn, Attributes=attributes,
                            ReturnSubscriptionArn=True)["SubscriptionArn"]
        self.read_subscription(arn, topic_arn, queue_arn, attributes)
        return arn

    def read_subscription(self, arn, topic_arn, queue_arn, attributes):
        read = self.sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
        wanted = {"SubscriptionArn": arn, "TopicArn": topic_arn, "Protocol": "sqs", "Endpoint": queue_arn,
                  "Owner": "000000000000", "PendingConfirmation": "false", "ConfirmationWasAuthenticated": "true",
                  "RawMessageDelivery": "false", **attributes}
        if "FilterPolicy" in attributes:
            wanted.setdefault("FilterPolicyScope", "MessageAttributes")
        for key, value in wanted.items():
            if key in ("FilterPolicy", "RedrivePolicy"):
                same(read[key], value)
            else:
                assert read[key] == value, (key, read)
        for key in ("FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "DeliveryPolicy", "ReplayPolicy", "SubscriptionRoleArn"):
            assert key in wanted or key not in read, f"{key} was not set, and is {read[key]}"
        listed = [one["SubscriptionArn"] for one in self.sns.list_subscriptions_by_topic(TopicArn=topic_arn)["Subscriptions"]]
        assert arn in listed, listed

    def change(self, arn, key, value):
        """What is taken out of a subscription is set to nothing, a filter policy to one without keys."""
        given = {} if value is None else {"AttributeValue": value}
        self.sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName=key, **given)

    def email_identity(self, address):
        """aws_ses_email_identity: it is there as soon as it is known, verified or not."""
        self.ses.verify_email_identity(EmailAddress=address)
        assert address in self.verification(address)

    def verification(self, address):
        return self.ses.get_identity_verification_attributes(Identities=[address])["VerificationAttributes"]

    def event_source_mapping(self, queue_arn, function):
        """aws_lambda_event_source_mapping: it looks until it is enabled, and reads its tags by its own ARN."""
        given = {"EventSourceArn": queue_arn, "FunctionName": function, "Enabled": True, "BatchSize": 1}
        made = self.functions.create_event_source_mapping(**given)
        while (read := self.functions.get_event_source_mapping(UUID=made["UUID"]))["State"] != "Enabled":
            assert read["State"] == "Creating", read
        assert read["EventSourceArn"] == queue_arn and read["BatchSize"] == 1, read
        assert read["FunctionArn"].endswith(":function:" + function), read
        assert read["MaximumBatchingWindowInSeconds"] == 0 and read["FunctionResponseTypes"] == [], read
        assert "FilterCriteria" not in read and "ScalingConfig" not in read, read
        own = read["FunctionArn"].split(":function:")[0] + ":event-source-mapping:" + read["UUID"]
        assert self.functions.list_tags(Resource=own)["Tags"] == {}
        return made["UUID"]

    def delete_event_source_mapping(self, uuid):
        """It looks until there is nothing."""
        assert self.functions.delete_event_source_mapping(UUID=uuid)["State"] == "Deleting"
        while True:
            try:
                assert self.functions.get_event_source_mapping(UUID=uuid)["State"] == "Deleting"
            except self.functions.exceptions.ResourceNotFoundException:
                return

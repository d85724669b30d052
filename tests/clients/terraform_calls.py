"""terraform_calls.py ENDPOINT: the calls that Terraform's AWS provider makes for a topic, queues, a queue policy and
filtered subscriptions, in its order and with the documents as it writes them (5.100, as it was seen to call), and what it
then compares: whatever is read back differs from what was set, it would want to change again. Needs no Terraform."""

import json
import sys

import boto3

endpoint = sys.argv[1]
sqs = boto3.client("sqs", endpoint_url=endpoint)
sns = boto3.client("sns", endpoint_url=endpoint)
account = "ap-northeast-2:000000000000"
topic_arn = f"arn:aws:sns:{account}:orders"
dead_arn = f"arn:aws:sqs:{account}:kitchen-dead"
kitchen_arn = f"arn:aws:sqs:{account}:kitchen"


def document(value):
    """As Go writes JSON: compact, keys in order, and with what is special in HTML escaped."""
    text = json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def same(read, wanted):
    """Whether a document is the same to the provider: it compares JSON, not texts."""
    assert json.loads(read) == json.loads(wanted), f"{read} instead of {wanted}"


def topic(name, fifo, attributes, tags):
    """aws_sns_topic: only what makes it FIFO goes along with its creation."""
    creation = {"Attributes": {"FifoTopic": "true"}} if fifo else {}
    if tags:
        creation["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    arn = sns.create_topic(Name=name, **creation)["TopicArn"]
    rates = {f"{kind}SuccessFeedbackSampleRate": "0" for kind in ("Application", "Firehose", "HTTP", "Lambda", "SQS")}
    for key, value in {**rates, **attributes}.items():
        sns.set_topic_attributes(TopicArn=arn, AttributeName=key, AttributeValue=value)
    read = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    assert read["TopicArn"] == arn and read["Owner"] == "000000000000", read
    for key, value in {**rates, **attributes}.items():
        if key == "DeliveryPolicy":
            same(read[key], value)
        else:
            assert read.get(key) == value or (read.get(key) is None and value == "0"), (key, read)
    assert read.get("FifoTopic", "false") == ("true" if fifo else "false"), read
    read_tags = {tag["Key"]: tag["Value"] for tag in sns.list_tags_for_resource(ResourceArn=arn)["Tags"]}
    assert read_tags == tags, read_tags
    return arn


def topic_policy(arn, policy):
    sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    same(sns.get_topic_attributes(TopicArn=arn)["Attributes"]["Policy"], policy)


def queue(name, given, tags=None):
    """aws_sqs_queue: everything goes along with its creation, also what is AWS's default."""
    attributes = {"DelaySeconds": "0", "MaximumMessageSize": "262144", "MessageRetentionPeriod": "345600",
                  "ReceiveMessageWaitTimeSeconds": "0", "VisibilityTimeout": "30", **given}
    url = sqs.create_queue(QueueName=name, Attributes=attributes, **({"tags": tags} if tags else {}))["QueueUrl"]
    read = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    for key, value in attributes.items():
        if key == "RedrivePolicy":
            same(read[key], value)
        else:
            assert read[key] == value, (key, read)
    assert sqs.list_queue_tags(QueueUrl=url).get("Tags", {}) == (tags or {})
    return url


def queue_policy(url, policy):
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    same(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]["Policy"], policy)
    same(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"], policy)


def subscription(topic_arn, queue_arn, attributes):
    """aws_sns_topic_subscription: it waits for its confirmation, and looks for it in the topic's list."""
    arn = sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=queue_arn, Attributes=attributes,
                        ReturnSubscriptionArn=True)["SubscriptionArn"]
    read_subscription(arn, topic_arn, queue_arn, attributes)
    return arn


def read_subscription(arn, topic_arn, queue_arn, attributes):
    read = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
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
    listed = [one["SubscriptionArn"] for one in sns.list_subscriptions_by_topic(TopicArn=topic_arn)["Subscriptions"]]
    assert arn in listed, listed


def change(arn, key, value):
    """What is taken out of a subscription is set to nothing, a filter policy to one without keys."""
    given = {} if value is None else {"AttributeValue": value}
    sns.set_subscription_attributes(SubscriptionArn=arn, AttributeName=key, **given)


delivery_policy = document({"http": {
    "defaultHealthyRetryPolicy": {
        "backoffFunction": "exponential", "maxDelayTarget": 60, "minDelayTarget": 1, "numMaxDelayRetries": 2,
        "numMinDelayRetries": 2, "numNoDelayRetries": 1, "numRetries": 10},
    "disableSubscriptionOverrides": False}})
orders = topic("orders", False, {"DisplayName": "Orders", "SignatureVersion": "2", "DeliveryPolicy": delivery_policy},
               {"team": "bakery", "cost centre": "도넛"})
assert orders == topic_arn, orders
ledger = topic("ledger.fifo", True, {"ContentBasedDeduplication": "true"}, {})
topic_policy(orders, document({"Version": "2012-10-17", "Statement": [{
    "Sid": "publishers", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["SNS:Publish", "SNS:Subscribe"],
    "Resource": orders}]}))

queue("kitchen-dead", {"MessageRetentionPeriod": "1209600"})
redrive = document({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 4})
kitchen = queue("kitchen", {"VisibilityTimeout": "45", "RedrivePolicy": redrive}, {"team": "bakery"})
queue("books.fifo", {"FifoQueue": "true", "ContentBasedDeduplication": "true"})
queue_policy(kitchen, document({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": kitchen_arn,
    "Condition": {"ArnEquals": {"aws:SourceArn": orders}}}]}))

by_count = document({"product": ["donut", "bagel"], "count": [{"numeric": [">", 0, "<=", 100]}]})
to_dead = document({"deadLetterTargetArn": dead_arn})
first = subscription(orders, kitchen_arn,
                     {"FilterPolicy": by_count, "RawMessageDelivery": "true", "RedrivePolicy": to_dead})
nested = document({"order": {"state": [{"anything-but": ["baked"]}]}})
second = subscription(orders, dead_arn, {"FilterPolicy": nested, "FilterPolicyScope": "MessageBody"})
subscription(ledger, f"arn:aws:sqs:{account}:books.fifo", {})

# Updates: one attribute a call, and afterwards the same reading.
donuts = document({"product": ["donut"]})
change(first, "FilterPolicy", donuts)
read_subscription(first, orders, kitchen_arn,
                  {"FilterPolicy": donuts, "RawMessageDelivery": "true", "RedrivePolicy": to_dead})
change(first, "RawMessageDelivery", "false")
change(first, "RedrivePolicy", None)
change(first, "FilterPolicy", "{}")
read = sns.get_subscription_attributes(SubscriptionArn=first)["Attributes"]
assert read["RawMessageDelivery"] == "false" and "RedrivePolicy" not in read, read
assert read.get("FilterPolicy", "{}") == "{}", read
# From a nested policy to a flat one the scope comes last.
change(second, "FilterPolicy", donuts)
change(second, "FilterPolicyScope", "MessageAttributes")
read_subscription(second, orders, dead_arn, {"FilterPolicy": donuts, "FilterPolicyScope": "MessageAttributes"})
sns.tag_resource(ResourceArn=orders, Tags=[{"Key": "team", "Value": "ovens"}])
sns.untag_resource(ResourceArn=orders, TagKeys=["cost centre"])
assert sns.list_tags_for_resource(ResourceArn=orders)["Tags"] == [{"Key": "team", "Value": "ovens"}]

# Away with it, in the order of what needs what; the provider looks until it finds nothing.
for arn in (first, second):
    sns.unsubscribe(SubscriptionArn=arn)
    try:
        sns.get_subscription_attributes(SubscriptionArn=arn)
        raise SystemExit("a subscription that was deleted is there")
    except sns.exceptions.NotFoundException:
        pass
sqs.set_queue_attributes(QueueUrl=kitchen, Attributes={"Policy": ""})
assert "Policy" not in sqs.get_queue_attributes(QueueUrl=kitchen, AttributeNames=["All"])["Attributes"]
sqs.delete_queue(QueueUrl=kitchen)
sns.delete_topic(TopicArn=orders)
try:
    sns.get_topic_attributes(TopicArn=orders)
    raise SystemExit("a topic that was deleted is there")
except sns.exceptions.NotFoundException:
    pass

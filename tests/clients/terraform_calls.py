"""terraform_calls.py ENDPOINT: the calls that Terraform's AWS provider makes for a topic, queues, a queue policy and
filtered subscriptions, in its order. Needs no Terraform."""

import sys

from terraform_provider import Provider, document

endpoint = sys.argv[1]
provider = Provider(endpoint)
account = "ap-northeast-2:000000000000"
topic_arn = f"arn:aws:sns:{account}:orders"
dead_arn = f"arn:aws:sqs:{account}:kitchen-dead"
kitchen_arn = f"arn:aws:sqs:{account}:kitchen"

delivery_policy = document({"http": {
    "defaultHealthyRetryPolicy": {
        "backoffFunction": "exponential", "maxDelayTarget": 60, "minDelayTarget": 1, "numMaxDelayRetries": 2,
        "numMinDelayRetries": 2, "numNoDelayRetries": 1, "numRetries": 10},
    "disableSubscriptionOverrides": False}})
orders = provider.topic("orders", False, {"DisplayName": "Orders", "SignatureVersion": "2", "DeliveryPolicy": delivery_policy},
               {"team": "bakery", "cost centre": "도넛"})
assert orders == topic_arn, orders
ledger = provider.topic("ledger.fifo", True, {"ContentBasedDeduplication": "true"}, {})
provider.topic_policy(orders, document({"Version": "2012-10-17", "Statement": [{
    "Sid": "publishers", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["SNS:Publish", "SNS:Subscribe"],
    "Resource": orders}]}))

provider.queue("kitchen-dead", {"MessageRetentionPeriod": "1209600"})
redrive = document({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 4})
kitchen = provider.queue("kitchen", {"VisibilityTimeout": "45", "RedrivePolicy": redrive}, {"team": "bakery"})
provider.queue("books.fifo", {"FifoQueue": "true", "ContentBasedDeduplication": "true"})
provider.queue_policy(kitchen, document({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Principal": {"Service": "provider.sns.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": kitchen_arn,
    "Condition": {"ArnEquals": {"aws:SourceArn": orders}}}]}))

by_count = document({"product": ["donut", "bagel"], "count": [{"numeric": [">", 0, "<=", 100]}]})
to_dead = document({"deadLetterTargetArn": dead_arn})
first = provider.subscription(orders, kitchen_arn,
                     {"FilterPolicy": by_count, "RawMessageDelivery": "true", "RedrivePolicy": to_dead})
nested = document({"order": {"state": [{"anything-but": ["baked"]}]}})
second = provider.subscription(orders, dead_arn, {"FilterPolicy": nested, "FilterPolicyScope": "MessageBody"})
provider.subscription(ledger, f"arn:aws:sqs:{account}:books.fifo", {})

# Updates: one attribute a call, and afterwards the same reading.
donuts = document({"product": ["donut"]})
provider.change(first, "FilterPolicy", donuts)
provider.read_subscription(first, orders, kitchen_arn,
                  {"FilterPolicy": donuts, "RawMessageDelivery": "true", "RedrivePolicy": to_dead})
provider.change(first, "RawMessageDelivery", "false")
provider.change(first, "RedrivePolicy", None)
provider.change(first, "FilterPolicy", "{}")
read = provider.sns.get_subscription_attributes(SubscriptionArn=first)["Attributes"]
assert read["RawMessageDelivery"] == "false" and "RedrivePolicy" not in read, read
assert read.get("FilterPolicy", "{}") == "{}", read
# From a nested policy to a flat one the scope comes last.
provider.change(second, "FilterPolicy", donuts)
provider.change(second, "FilterPolicyScope", "MessageAttributes")
provider.read_subscription(second, orders, dead_arn, {"FilterPolicy": donuts, "FilterPolicyScope": "MessageAttributes"})
provider.sns.tag_resource(ResourceArn=orders, Tags=[{"Key": "team", "Value": "ovens"}])
provider.sns.untag_resource(ResourceArn=orders, TagKeys=["cost centre"])
assert provider.sns.list_tags_for_resource(ResourceArn=orders)["Tags"] == [{"Key": "team", "Value": "ovens"}]

# Away with it, in the order of what needs what; the provider looks until it finds nothing.
for arn in (first, second):
    provider.sns.unsubscribe(SubscriptionArn=arn)
    try:
        provider.sns.get_subscription_attributes(SubscriptionArn=arn)
        raise SystemExit("a subscription that was deleted is there")
    except provider.sns.exceptions.NotFoundException:
        pass
provider.sqs.set_queue_attributes(QueueUrl=kitchen, Attributes={"Policy": ""})
assert "Policy" not in provider.sqs.get_queue_attributes(QueueUrl=kitchen, AttributeNames=["All"])["Attributes"]
provider.sqs.delete_queue(QueueUrl=kitchen)
provider.sns.delete_topic(TopicArn=orders)
try:
    provider.sns.get_topic_attributes(TopicArn=orders)
    raise SystemExit("a topic that was deleted is there")
except provider.sns.exceptions.NotFoundException:
    pass

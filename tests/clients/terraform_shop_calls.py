"""terraform_shop_calls.py ENDPOINT: the calls that Terraform's AWS provider makes for docs/terraform, in its order; then a sale
without stock runs through what was made, and all of it is taken away. The endpoint has the shop's functions, an empty stock and
none of the shop's resources, and is strict about policies. Needs no Terraform."""

import json
import sys
import urllib.request

from box import Box
from terraform_provider import Provider, document

endpoint = sys.argv[1]
provider = Provider(endpoint)
box = Box(endpoint)
account = "ap-northeast-2:000000000000"
sender = "donut-states@example.com"
queues = {
    "stock_queue": ("dead_letter_queue", "stock_empty", "stock_lambda"),
    "ad_queue": ("ad_dead_letter_queue", "stock_empty", "ad_lambda"),
    "vip_queue": ("vip_dead_letter_queue", "vip_purchase", "vip_lambda"),
    "marketing_queue": ("marketing_dead_letter_queue", "vip_purchase", "marketing_lambda"),
}


def arn_of(queue):
    return f"arn:aws:sqs:{account}:{queue}"


def buy():
    with urllib.request.urlopen(urllib.request.Request(endpoint + "/checkout", method="POST")) as answer:
        return json.loads(answer.read())["message"]


topics = {name: provider.topic(name, False, {}, {}) for name in ("stock_empty", "vip_purchase")}
provider.email_identity(sender)
urls, mappings = [], []
for name, (dead_letters, topic, function) in queues.items():
    urls.append(provider.queue(dead_letters, {"MessageRetentionPeriod": "1209600"}))
    redrive = document({"deadLetterTargetArn": arn_of(dead_letters), "maxReceiveCount": 3})
    urls.append(provider.queue(name, {"RedrivePolicy": redrive}))
    statement = {"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sqs:SendMessage",
                 "Resource": arn_of(name), "Condition": {"ArnEquals": {"aws:SourceArn": topics[topic]}}}
    provider.queue_policy(urls[-1], document({"Version": "2012-10-17", "Statement": [statement]}))
    provider.subscription(topics[topic], arn_of(name), {})
    mappings.append(provider.event_source_mapping(arn_of(name), function))

box.freeze()
assert buy() == "구매 실패! 남은 재고: 0"
box.advance("6s")
assert [order["state"] for order in box.look("factory/orders")["orders"]] == ["delivered"], box.look("factory/orders")
assert buy() == "구매 완료! 남은 재고: 0"
assert "광고 중단 요청" in box.mail("ad-manager@example.com")["subject"]
box.run()

for uuid in mappings:
    provider.delete_event_source_mapping(uuid)
provider.ses.delete_identity(Identity=sender)
assert provider.verification(sender) == {}
for url in urls:
    provider.sqs.delete_queue(QueueUrl=url)
for topic in topics.values():
    provider.sns.delete_topic(TopicArn=topic)
assert "QueueUrls" not in provider.sqs.list_queues()

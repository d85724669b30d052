"""boto3_config.py ENDPOINT: tests that find in the box what bakery.json says, each after a reset, and look inside by the paths
that LocalStack made known. The server was started with --config bakery.json."""

import json
import sys
import urllib.request

import boto3

endpoint = sys.argv[1]


def ask(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(endpoint + path, data=data, method=method)) as answer:
        return answer.read().decode()


def client(service, at=endpoint):
    return boto3.client(service, endpoint_url=at, region_name="ap-northeast-2")


sqs, sns, ses = client("sqs"), client("sns"), client("ses")


def bodies(name, **more):
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    return [message["Body"] for message in sqs.receive_message(QueueUrl=url, **more).get("Messages", [])]


def only_orders_reach_the_queue():
    topic = sns.create_topic(Name="sales")["TopicArn"]
    for kind in ("order", "complaint"):
        sns.publish(TopicArn=topic, Message=kind, MessageAttributes={"kind": {"DataType": "String", "StringValue": kind}})
    assert bodies("orders", WaitTimeSeconds=20) == ["order"]


def an_order_that_nobody_deletes_ends_beside_the_one_from_yesterday():
    sqs.send_message(QueueUrl="orders", MessageBody="poison")
    for _ in range(2):
        assert bodies("orders", WaitTimeSeconds=20) == ["poison"]
    assert bodies("orders", WaitTimeSeconds=20) == []
    assert sorted(bodies("orders_dead", MaxNumberOfMessages=10)) == ["one from yesterday", "poison"]


def the_baker_may_write_by_template():
    ses.send_templated_email(
        Source="baker@example.com",
        Destination={"ToAddresses": ["kim@example.com"]},
        Template="hello",
        TemplateData='{"name": "Kim"}',
    )
    (mail,) = json.loads(ask("GET", "/_aws/ses?email=baker@example.com"))["messages"]
    assert mail["Destination"]["ToAddresses"] == ["kim@example.com"], mail


def a_look_from_localstacks_path_takes_nothing():
    looking = client("sqs", endpoint + "/_aws/sqs/messages")
    url = sqs.get_queue_url(QueueName="orders_dead")["QueueUrl"]
    for _ in range(2):
        (message,) = looking.receive_message(QueueUrl=url)["Messages"]
        assert message["Body"] == "one from yesterday" and message["Attributes"]["ApproximateReceiveCount"] == "0", message
    assert bodies("orders_dead") == ["one from yesterday"]


first = None
for reset in ("/_proofbox/reset", "/_localstack/state/reset"):
    for test in (
        only_orders_reach_the_queue,
        an_order_that_nobody_deletes_ends_beside_the_one_from_yesterday,
        the_baker_may_write_by_template,
        a_look_from_localstacks_path_takes_nothing,
    ):
        (message,) = json.loads(ask("GET", "/_proofbox/sqs/messages"))["messages"]
        first = first or message["messageId"]
        assert message["messageId"] == first, "each test starts alike"
        test()
        ask("POST", reset)
ask("PUT", "/_proofbox/boxes/beside", {"config": False})
assert "QueueUrls" not in client("sqs", endpoint + "/_box/beside").list_queues()
ask("DELETE", "/_proofbox/boxes/beside")
print("config: each test starts with what the file says")

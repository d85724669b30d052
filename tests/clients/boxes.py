"""boxes.py ENDPOINT: tests side by side, each in a box of its own that it makes, names in its endpoint, and drops. What takes
minutes and days on AWS happens at once here, and nobody sees anything of anybody else."""

import concurrent.futures
import json
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]


def ask(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(endpoint + path, data=data, method=method)) as answer:
        return json.loads(answer.read())


class Box:
    def __init__(self, name, **plan):
        self.name = name
        self.session = boto3.session.Session()  # threads do not share one
        self.plan = {"clock": "skip", "shop": "none", "ttl": "10m", **plan}

    def __enter__(self):
        self.made = ask("PUT", f"/_proofbox/boxes/{self.name}", self.plan)
        return self

    def __exit__(self, *_):
        ask("DELETE", f"/_proofbox/boxes/{self.name}")

    def client(self, service, by=None):
        config = Config(retries={"max_attempts": 0})
        return self.session.client(service, endpoint_url=by or self.made["endpoint"], config=config)

    def advance(self, duration):
        return ask("POST", f"/_box/{self.name}/_proofbox/clock", {"advance": duration})


def bodies(sqs, url, **more):
    return [message["Body"] for message in sqs.receive_message(QueueUrl=url, **more).get("Messages", [])]


def a_message_comes_back_when_its_visibility_ends(box):
    sqs = box.client("sqs")
    url = sqs.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "30"})["QueueUrl"]
    assert url == f"{endpoint}/_box/{box.name}/000000000000/jobs", url
    sqs.send_message(QueueUrl=url, MessageBody=box.name)
    assert bodies(sqs, url) == [box.name]
    assert bodies(sqs, url) == []
    assert bodies(sqs, url, WaitTimeSeconds=20) == []
    assert bodies(sqs, url, WaitTimeSeconds=20) == [box.name]


def the_third_receive_in_vain_leads_to_the_dead_letter_queue(box):
    sqs = box.client("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 3})
    url = sqs.create_queue(QueueName="jobs", Attributes={"VisibilityTimeout": "0", "RedrivePolicy": redrive})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    for _ in range(3):
        assert bodies(sqs, url) == ["poison"]
    assert bodies(sqs, url) == []
    assert bodies(sqs, dead) == ["poison"]


def a_message_is_delayed_by_fifteen_minutes(box):
    sqs = box.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="later", DelaySeconds=900)
    box.advance("899s")
    assert bodies(sqs, url) == []
    assert bodies(sqs, url, WaitTimeSeconds=1) == ["later"]


def a_message_is_forgotten_after_four_days(box):
    sqs = box.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="old")
    box.advance("345599s")
    assert bodies(sqs, url, VisibilityTimeout=0) == ["old"]
    box.advance("2s")
    assert bodies(sqs, url) == []


def a_topic_delivers_into_its_own_box_only(box):
    sns, sqs = box.client("sns"), box.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name="news")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    sns.publish(TopicArn=topic, Message=box.name)
    (notification,) = [json.loads(body) for body in bodies(sqs, url, WaitTimeSeconds=20)]
    assert notification["Message"] == box.name
    assert notification["UnsubscribeURL"].startswith(f"{endpoint}/_box/{box.name}/"), notification


def a_trailing_slash_and_the_path_of_a_queue_do_no_harm(box):
    sqs = box.client("sqs", by=box.made["endpoint"] + "/")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="x")
    # A client that knows nothing of the box but the URL of its queue.
    elsewhere = box.client("sqs", by=endpoint)
    assert bodies(elsewhere, url) == ["x"]


def the_shop_sells_in_a_box(box):
    sale = urllib.request.Request(f"{box.made['endpoint']}/checkout", data=b"", method="POST")
    with urllib.request.urlopen(sale) as answer:
        assert answer.status == 200
    stock = [product["stock"] for product in ask("GET", f"/_box/{box.name}/_proofbox/shop/products")]
    assert stock == [6], stock


def mistakes_have_names(box):
    def refused(call):
        try:
            call()
        except ClientError as error:
            return error.response["Error"]["Code"], error.response["Error"]["Message"]
        raise SystemExit("a request that should be refused was answered")

    nobody = endpoint + f"/_box/{box.name}x"
    assert refused(box.client("sqs", by=nobody).list_queues)[1].startswith(f'There is no box "{box.name}x".')
    assert refused(box.client("sns", by=nobody).list_topics)[0] == "NoSuchBox"
    url = box.client("sqs").create_queue(QueueName="q")["QueueUrl"]
    other = box.client("sqs", by=endpoint + "/_box/main")
    code, sentence = refused(lambda: other.receive_message(QueueUrl=url))
    assert code.endswith("BoxesDisagree") and sentence.startswith("The request names two boxes:"), (code, sentence)
    try:
        ask("PUT", f"/_proofbox/boxes/{box.name}x", {"sede": 1})
    except urllib.error.HTTPError as error:
        assert json.loads(error.read())["message"] == 'A box has no "sede". Did you mean "seed"?'


def a_poll_in_a_box_that_goes_is_answered(box):
    ask("PUT", f"/_proofbox/boxes/{box.name}-brief", {"clock": "frozen", "shop": "none"})
    brief = f"{endpoint}/_box/{box.name}-brief"
    sqs = box.client("sqs", by=brief)
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    with concurrent.futures.ThreadPoolExecutor(1) as waiting:
        poll = waiting.submit(sqs.receive_message, QueueUrl=url, WaitTimeSeconds=20)
        while ask("GET", f"/_box/{box.name}-brief/_proofbox/health")["openRequests"] < 2:
            pass
        ask("DELETE", f"/_proofbox/boxes/{box.name}-brief")
        error = poll.exception(30)
    assert isinstance(error, ClientError) and "was dropped while this request waited" in str(error), error


tests = [
    (a_message_comes_back_when_its_visibility_ends, {}),
    (the_third_receive_in_vain_leads_to_the_dead_letter_queue, {}),
    (a_message_is_delayed_by_fifteen_minutes, {}),
    (a_message_is_forgotten_after_four_days, {}),
    (a_topic_delivers_into_its_own_box_only, {}),
    (a_trailing_slash_and_the_path_of_a_queue_do_no_harm, {}),
    (the_shop_sells_in_a_box, {"shop": {"products": [{"sku": "CP-502101", "stock": 7}]}}),
    (mistakes_have_names, {}),
    (a_poll_in_a_box_that_goes_is_answered, {}),
]


def run(number):
    test, plan = tests[number % len(tests)]
    with Box(f"test-{number}", **plan) as box:
        try:
            test(box)
        except AssertionError as error:
            raise SystemExit(f"{test.__name__} in {box.name}: {error!r}") from error


with concurrent.futures.ThreadPoolExecutor(8) as runners:
    for finished in runners.map(run, range(5 * len(tests))):
        pass
assert [box["name"] for box in ask("GET", "/_proofbox/boxes")["boxes"]] == ["main"]
print(f"   {5 * len(tests)} tests side by side, each in a box of its own")

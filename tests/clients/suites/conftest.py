import json, os, urllib.request, uuid
import boto3, pytest
from botocore.config import Config

def proofbox(method, url, order):
    request = urllib.request.Request(url, json.dumps(order).encode(), method=method)
    return json.load(urllib.request.urlopen(request))

class Box:
    def __init__(self, url):
        self.url = proofbox("PUT", url, {"clock": "frozen", "shop": "none", "strict": ["sandbox"]})["endpoint"]
        once = Config(retries={"total_max_attempts": 1})  # a refusal is what a test waits for: no SDK should sleep over it
        self.sqs, self.ses = (boto3.client(name, "us-east-1", endpoint_url=self.url, config=once) for name in ("sqs", "ses"))

    def advance(self, by):
        proofbox("POST", self.url + "/_proofbox/clock", {"advance": by})

    def queue(self, name, **attributes):
        return self.sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]

    def receive(self, queue, after="0s"):
        self.advance(after)
        return [message["Body"] for message in self.sqs.receive_message(QueueUrl=queue).get("Messages", [])]

@pytest.fixture
def box():  # a world of its own for each test: its queues, its mails, its time
    url = f"{os.environ['AWS_ENDPOINT_URL']}/_proofbox/boxes/{uuid.uuid4()}"
    yield Box(url)
    proofbox("DELETE", url, {})

"""A session of boto3 against a recorded box, and what it was: `proofbox replay` tells it again offline, hash for hash.

boto3_record.py PROOFBOX starts its own servers: each clock once.
"""

import http.server
import json
import os
import signal
import smtplib
import subprocess
import sys
import tempfile
import threading
import urllib.request

import boto3
from botocore.exceptions import ClientError

from box import Box

proofbox = sys.argv[1]


class Hook(http.server.BaseHTTPRequestHandler):
    """A program outside that a topic tells of its messages; it confirms what it is asked to."""

    def do_POST(self):
        message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append(message)
        self.send_response(200)
        self.end_headers()
        self.wfile.write("고맙습니다 \U0001f369".encode() + b"\xff")
        self.server.news.set()

    def log_message(self, *_):
        pass


class Server:
    def __init__(self, file, *flags):
        self.process = subprocess.Popen(
            [proofbox, "serve", "--port", "0", "--smtp-port", "0", "--record", file, *flags],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.endpoint = self.process.stdout.readline().split()[-1]
        self.smtp_port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.process.communicate()


def replay(file):
    """What a replay says, and the hash that it prints."""
    told = subprocess.run([proofbox, "replay", file], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout.split("trace ")[1].split()[0]


def recorded(file):
    """The recording as JSON: its first line and its end may be comments."""
    with open(file, encoding="utf-8") as lines:
        text = "".join(line for line in lines if not line.startswith("//"))
    return json.loads(text[: -len("//")] if text.endswith("//") else text)


def session(server, moves_time, hook):
    """Queues, topics, mails and the shop, with clients that overlap."""
    box = Box(server.endpoint)
    sqs, sns, ses, sesv2 = (boto3.client(name, endpoint_url=server.endpoint) for name in ("sqs", "sns", "ses", "sesv2"))
    jobs = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    lane = sqs.create_queue(QueueName="lane.fifo",
                            Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"})["QueueUrl"]

    # A long poll is open while others send.
    answers = []
    polling = threading.Thread(target=lambda: answers.append(
        boto3.client("sqs", endpoint_url=server.endpoint).receive_message(QueueUrl=jobs, WaitTimeSeconds=20)))
    polling.start()
    if moves_time:  # a box that skips would jump to the poll's end
        box.wait_for_clients(1)
    sent = sqs.send_message(QueueUrl=jobs, MessageBody="reply to " + jobs + " ${name}",
                            MessageAttributes={"raw": {"DataType": "Binary", "BinaryValue": b"\xff\x00"}})
    polling.join()
    if "Messages" in answers[0]:
        assert answers[0]["Messages"][0]["MD5OfBody"] == sent["MD5OfMessageBody"]
        sqs.delete_message(QueueUrl=jobs, ReceiptHandle=answers[0]["Messages"][0]["ReceiptHandle"])

    # Batches, FIFO, refusals.
    sqs.send_message_batch(QueueUrl=jobs, Entries=[{"Id": str(i), "MessageBody": f"part {i}", "DelaySeconds": i % 2} for i in range(10)])
    for i in range(6):
        sqs.send_message(QueueUrl=lane, MessageBody=f"step {i // 2}", MessageGroupId=f"group{i % 2}")
    sqs.receive_message(QueueUrl=lane, MaxNumberOfMessages=10)
    try:
        sqs.get_queue_url(QueueName="nobody")
        raise SystemExit("there is no such queue")
    except ClientError:
        pass

    # Fan-out, into queues and to a program outside, that really answers.
    topic = sns.create_topic(Name="news")["TopicArn"]
    queue_arn = sqs.get_queue_attributes(QueueUrl=jobs, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)
    sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=f"http://127.0.0.1:{hook.server_port}/hook")
    assert hook.news.wait(30)
    hook.news.clear()
    sns.confirm_subscription(TopicArn=topic, Token=hook.seen[-1]["Token"])
    sns.publish(TopicArn=topic, Subject="hello", Message="to all")
    assert hook.news.wait(30)

    # Mails, by both versions of the API and by SMTP.
    for region in ("us-east-1", "ap-northeast-2"):  # SMTP's is the box's own
        boto3.client("ses", endpoint_url=server.endpoint, region_name=region).verify_email_identity(EmailAddress="kim@example.com")
    body = {"Subject": {"Data": "도넛"}, "Body": {"Text": {"Data": "하나"}}}
    ses.send_email(Source="kim@example.com", Destination={"ToAddresses": ["lee@example.com"]}, Message=body)
    sesv2.send_email(FromEmailAddress="kim@example.com", Destination={"ToAddresses": ["lee@example.com"]},
                     Content={"Simple": body})
    with smtplib.SMTP("127.0.0.1", server.smtp_port) as door:
        door.sendmail("kim@example.com", ["lee@example.com"], b"Subject: by hand\r\n\r\n\xff\r\n")
    assert len(box.mails("lee@example.com")) == 3

    # The shop: four customers at once, then time for the factory.
    customers = [threading.Thread(target=lambda: box._ask("/checkout", {"user_id": "kim"})) for _ in range(4)]
    for customer in customers:
        customer.start()
    for customer in customers:
        customer.join()
    box.advance("36s")
    box._ask("/checkout", {})
    box._ask("/_proofbox/wait", {"for": {"kind": "mail"}, "within": "1s"})

    # Another box of the process has a recording of its own.
    urllib.request.urlopen(urllib.request.Request(
        server.endpoint + "/_proofbox/boxes/t42", data=b'{"clock": "skip", "shop": "none"}', method="PUT")).read()
    inside = boto3.client("sqs", endpoint_url=server.endpoint + "/_box/t42")
    url = inside.create_queue(QueueName="apart")["QueueUrl"]
    inside.send_message(QueueUrl=url, MessageBody=url)
    inside.receive_message(QueueUrl=url)

    # And all anew.
    box._ask("/_proofbox/reset", {})
    box._ask("/checkout", {})
    box.advance("1m")


def check(directory, name, flags, how=signal.SIGTERM):
    hook = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)
    hook.seen, hook.news = [], threading.Event()
    threading.Thread(target=hook.serve_forever, daemon=True).start()
    file = os.path.join(directory, name + ".json")
    server = Server(file, *flags)
    try:
        session(server, "skip" not in flags, hook)
    finally:
        server.end(how)
        hook.shutdown()
    story = recorded(file)
    assert len(story["steps"]) > 30 and any("answer" in step for step in story["steps"]), file
    if how == signal.SIGTERM:
        assert replay(file) == story["trace"], name
    else:
        assert "trace" not in story
        replay(file)
    beside = os.path.join(directory, name + ".t42.json")
    assert replay(beside).startswith(recorded(beside).get("trace", ""))
    text = open(file, encoding="utf-8").read()
    assert "Signature=" not in text and "Boto3" not in text
    print(f"a session under {name}: {len(story['steps'])} steps, told again")


with tempfile.TemporaryDirectory() as folder:
    check(folder, "real", [])
    check(folder, "x10", ["--clock", "x10"])
    check(folder, "frozen", ["--clock", "frozen", "--start", "2023-05-25T09:00:00+09:00", "--region", "ap-northeast-2"])
    check(folder, "skip", ["--clock", "skip", "--seed", "7", "--strict=policies,cooldowns"])
    check(folder, "killed", ["--clock", "frozen"], signal.SIGKILL)

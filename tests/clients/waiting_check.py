"""Waits, long polls and streams of events, as a test suite in Python uses them beside boto3."""

import http.client
import json
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

import boto3

endpoint = sys.argv[1]
sqs = boto3.client("sqs", endpoint_url=endpoint)


def ask(path, order=None):
    """Status and answer of the box's own API."""
    body = None if order is None else json.dumps(order).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(endpoint + "/_proofbox/" + path, data=body)) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


def wait(expected, **more):
    return ask("wait", {"for": expected, **more})


def sent(body):
    return {"kind": "call", "what": {"operation": "SendMessage", "input": {"MessageBody": body}}}


def stream(query="", **headers):
    """A connection, and the lines of its stream that tell something."""
    address = urllib.parse.urlsplit(endpoint)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request("GET", "/_proofbox/events" + query, headers={"Accept": "text/event-stream", **headers})
    answer = connection.getresponse()
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/event-stream"

    def lines():
        while line := answer.readline().decode():
            if line.startswith("data: "):
                yield json.loads(line[6:])

    return connection, lines()


ask("clock", {"mode": "skip"})
queue = sqs.create_queue(QueueName="jobs")["QueueUrl"]

# A quarter of an hour's delay, four days' retention: no time at all.
sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"sku": "CP-502101"}), DelaySeconds=900)
status, answer = wait({"state": {"queue.jobs.ready": 1, "queue.jobs.messages": 1}}, within="15m",
                      capture={"sku": "queue.jobs.messages[0].body.sku"})
assert (status, answer.get("captured")) == (200, {"sku": "CP-502101"}), answer
status, answer = wait({"state": {"queue.jobs.messages": 0}}, within="4d")
assert status == 200, answer
status, answer = wait({"kind": "mail"}, within="30d", none=True)
assert status == 200, answer

# What is sent can be taken to pieces.
sqs.send_message(QueueUrl=queue, MessageBody=json.dumps({"order": {"id": 7}}))
status, answer = wait({"what": {"operation": "SendMessage"}}, after=answer["last"],
                      capture={"id": "what.input.MessageBody.order.id"})
assert (status, answer["captured"]) == (200, {"id": 7}), answer

# What came closest.
status, answer = wait(sent("hello"), within="1s")
assert status == 408 and answer["nearMisses"][0]["mismatch"]["path"] == "what.input.MessageBody", answer

# A frozen clock: what cannot come true is told at once; else somebody may move it.
ask("clock", {"mode": "frozen"})
status, answer = wait({"kind": "mail"}, within="5s")
assert status == 408 and "it cannot" in answer["message"], answer
sqs.purge_queue(QueueUrl=queue)
sqs.send_message(QueueUrl=queue, MessageBody="later", DelaySeconds=3)
answers = []
waiting = threading.Thread(target=lambda: answers.append(wait({"state": {"queue.jobs.ready": 1}}, within="5s")))
waiting.start()
while ask("health")[1]["openRequests"] < 2:
    pass
ask("clock", {"advance": "3s"})
waiting.join()
assert answers[0][0] == 200, answers

# A program outside, which the box cannot see, is waited for with patience.
waiting = threading.Thread(target=lambda: answers.append(wait(sent("at last"), patience="30s")))
waiting.start()
sqs.send_message(QueueUrl=queue, MessageBody="at last")
waiting.join()
assert answers[1][0] == 200, answers

# A long poll, and a stream that goes on where it was.
_, answer = ask("events?operation=SendMessage&limit=1")
first = answer["last"]
polling = threading.Thread(target=lambda: answers.append(ask(f"events?kind=call&operation=TagQueue&after={first}&wait=30s")))
polling.start()
connection, told = stream("?operation=SendMessage", **{"Last-Event-ID": str(first)})
assert next(told)["what"]["input"]["MessageBody"] == '{"order": {"id": 7}}'
assert [next(told)["what"]["input"]["MessageBody"] for _ in range(2)] == ["later", "at last"]
sqs.send_message(QueueUrl=queue, MessageBody="heard")
assert next(told)["what"]["input"]["MessageBody"] == "heard"
connection.close()
sqs.tag_queue(QueueUrl=queue, Tags={"a": "b"})
polling.join()
assert [event["what"]["operation"] for event in answers[2][1]["events"]] == ["TagQueue"], answers

print("waits, long polls and streams: as said")

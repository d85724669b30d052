"""long_polls.py ENDPOINT SERVER_PID [SECONDS [POLLS]]: thousands of long polls at once, each a connection of its own.
Checked: a send wakes exactly one who waits on its queue, and one who went away takes no message. Measured and printed,
never checked: what the idle polls cost the server in CPU, and how soon a woken poll is answered. SECONDS of idling are
2 and POLLS 5000 where not given."""

import json
import os
import resource
import select
import socket
import statistics
import struct
import sys
import time
import urllib.parse

from box import Box

endpoint, server = sys.argv[1], int(sys.argv[2])
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 2
polls = int(sys.argv[4]) if len(sys.argv) > 4 else 5000
address = urllib.parse.urlsplit(endpoint)
box = Box(endpoint)
queues = ["polled-" + str(number) for number in range(10)]


class Connection:
    """One kept open: it asks, and reads an answer when there is one."""

    def __init__(self):
        self.socket = socket.create_connection((address.hostname, address.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.bytes = b""

    def ask(self, action, **parameters):
        body = json.dumps(parameters).encode()
        head = (f"POST / HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: application/x-amz-json-1.0\r\n"
                f"X-Amz-Target: AmazonSQS.{action}\r\nContent-Length: {len(body)}\r\n\r\n")
        self.socket.sendall(head.encode() + body)

    def answer(self):
        """Blocks until the answer is whole."""
        while b"\r\n\r\n" not in self.bytes:
            self._read()
        head, _, body = self.bytes.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), self.bytes
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
        length = int(fields[b"content-length"])
        while len(body) < length:
            self._read()
            body = self.bytes.partition(b"\r\n\r\n")[2]
        self.bytes = b""
        return json.loads(body)

    def call(self, action, **parameters):
        self.ask(action, **parameters)
        return self.answer()

    def _read(self):
        read = self.socket.recv(65536)
        assert read, "the server closed a connection"
        self.bytes += read


class Polls:
    """Those who wait. Most checks ask an answered poll again, so that their number stays."""

    def __init__(self):
        self.epoll = select.epoll()
        self.by_socket = {}

    def open(self, queue):
        connection = Connection()
        connection.queue = queue
        self.epoll.register(connection.socket, select.EPOLLIN)
        self.by_socket[connection.socket.fileno()] = connection
        self.ask(connection)
        return connection

    def ask(self, connection):
        connection.ask("ReceiveMessage", QueueUrl=connection.queue, WaitTimeSeconds=20, VisibilityTimeout=600)

    def leave(self, connection, by_reset=False):
        self.epoll.unregister(connection.socket)
        del self.by_socket[connection.socket.fileno()]
        if by_reset:
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.socket.close()

    def answered(self, timeout):
        """Those who have an answer, the moment that it came, and the messages in it."""
        found = self.epoll.poll(timeout)
        moment = time.perf_counter()
        for number, _ in found:
            connection = self.by_socket[number]
            yield connection, moment, connection.answer()["Messages"]


def cpu_seconds():
    with open(f"/proc/{server}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def idle(clock, span):
    before = cpu_seconds()
    assert list(waiting.answered(timeout=span)) == [], "an idle poll was answered"
    used = cpu_seconds() - before
    print(f"   {polls} idle long polls, {clock} clock: {used:.2f} s of CPU in {span:g} s")


def in_flight(queue):
    counts = sender.call("GetQueueAttributes", QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    assert counts["ApproximateNumberOfMessages"] == "0", counts
    return int(counts["ApproximateNumberOfMessagesNotVisible"])


def send(queue, body):
    sent = sender.call("SendMessage", QueueUrl=queue, MessageBody=body)
    return sent["MessageId"], time.perf_counter()


def a_send_wakes_exactly_one(sends):
    took = []
    for number in range(sends):
        queue = queues[number % len(queues)]
        message_id, sent_at = send(queue, "wake one")
        (connection, came_at, messages), = waiting.answered(timeout=10)
        assert connection.queue == queue and [m["MessageId"] for m in messages] == [message_id], messages
        took.append(max(0.0, came_at - sent_at) * 1e6)
        sender.call("DeleteMessage", QueueUrl=queue, ReceiptHandle=messages[0]["ReceiptHandle"])
        waiting.ask(connection)
        box.wait_for_clients(polls)
    took.sort()
    print(f"   {sends} sends, each woke one of {polls // len(queues)}: from the send's answer to the poll's, "
          f"median {statistics.median(took):.0f} us, 99 % {took[sends * 99 // 100]:.0f} us")


def many_sends_wake_as_many(queue, sends):
    sent = {sender.call("SendMessage", QueueUrl=queue, MessageBody=str(number))["MessageId"] for number in range(sends)}
    answered = []
    while len(answered) < sends:
        woken = list(waiting.answered(timeout=10))
        assert woken, f"{len(answered)} of {sends} sends woke somebody"
        answered += woken
    assert len(answered) == sends and {messages[0]["MessageId"] for _, _, messages in answered} == sent
    assert in_flight(queue) == sends
    assert not list(waiting.answered(timeout=0)), "more were woken than there were messages"
    for connection, _, messages in answered:
        assert connection.queue == queue and len(messages) == 1
        sender.call("DeleteMessage", QueueUrl=queue, ReceiptHandle=messages[0]["ReceiptHandle"])
        waiting.ask(connection)
    box.wait_for_clients(polls)


def who_went_away_takes_nothing(rounds):
    """The one who waited longest goes, and the next send comes at once."""
    sender.call("CreateQueue", QueueName="left")
    for number in range(rounds):
        gone = waiting.open("left")
        box.wait_for_clients(polls + 1)
        living = waiting.open("left")
        box.wait_for_clients(polls + 2)
        waiting.leave(gone, by_reset=number % 2 == 1)
        message_id, _ = send("left", str(number))
        (connection, _, messages), = waiting.answered(timeout=10)
        assert connection is living and [m["MessageId"] for m in messages] == [message_id], messages
        assert in_flight("left") == 1
        sender.call("DeleteMessage", QueueUrl="left", ReceiptHandle=messages[0]["ReceiptHandle"])
        assert in_flight("left") == 0
        waiting.leave(living)


_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
box.freeze()
sender, waiting = Connection(), Polls()
for name in queues:
    sender.call("CreateQueue", QueueName=name)
for opened in range(polls):
    waiting.open(queues[opened % len(queues)])
box.wait_for_clients(polls)
idle("frozen", seconds)
a_send_wakes_exactly_one(sends=500)
many_sends_wake_as_many(queues[0], sends=polls // len(queues) // 5)
who_went_away_takes_nothing(rounds=50)
box.run()
idle("real", min(seconds, 15))

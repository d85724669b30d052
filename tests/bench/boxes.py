"""boxes.py PORT PID COUNT KIND: makes so many boxes, and prints microseconds a request (median, 99 %) and KiB a box."""

import http.client
import json
import sys
import time

port, pid, count, kind = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
connection = http.client.HTTPConnection("127.0.0.1", port)


def ask(method, path, body, headers={}):
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read()
    assert answer.status in (200, 201), text
    return text


def resident():
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))


def make(name):
    began = time.perf_counter()
    ask("PUT", f"/_proofbox/boxes/{name}", json.dumps({"shop": "donut" if kind == "shop" else "none", "seed": 7}))
    took = time.perf_counter() - began
    if kind == "queue":
        for operation, order in ("CreateQueue", {"QueueName": "q"}), ("SendMessage", {"QueueUrl": "q", "MessageBody": "x" * 256}):
            ask("POST", f"/_box/{name}/", json.dumps(order), {"X-Amz-Target": "AmazonSQS." + operation})
    return took


make("warm")
before = resident()
times = sorted(make(f"box-{number}") for number in range(count))
print(round(times[count // 2] * 1e6), round(times[count * 99 // 100] * 1e6), (resident() - before) // count)

"""celery_check.py ENDPOINT: kombu by itself, and a celery worker over kombu's SQS transport, which signs little, posts to
the queue's own path and reads the XML with its own parser. Once with queues that celery makes, once with a queue that
was made beforehand."""

import os
import signal
import subprocess
import sys

import boto3
import kombu

endpoint = sys.argv[1]
sqs = boto3.client("sqs", endpoint_url=endpoint)


def kombu_sends_and_receives():
    options = {"region": "ap-northeast-2", "is_secure": False, "wait_time_seconds": 1}
    with kombu.Connection(endpoint.replace("http://", "sqs://test:test@") + "//", transport_options=options) as connection:
        letters = connection.SimpleQueue("letters")
        for number in range(12):
            letters.put({"number": number, "text": "부산도너츠"})
        assert letters.qsize() == 12
        numbers = set()
        for _ in range(12):
            message = letters.get(timeout=10)
            assert message.payload["text"] == "부산도너츠", message.payload
            numbers.add(message.payload["number"])
            message.ack()
        assert numbers == set(range(12)), numbers
        letters.put({"number": 12})
        message = letters.get(timeout=10)
        message.requeue()
        message = letters.get(timeout=10)
        assert message.payload == {"number": 12}, message.payload
        message.ack()
        letters.put({"number": 13})
        letters.clear()
        assert letters.qsize() == 0
        letters.close()
    queue = sqs.get_queue_url(QueueName="letters")["QueueUrl"]
    assert counts(queue) == ("0", "0"), counts(queue)


def counts(queue):
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    return attributes["ApproximateNumberOfMessages"], attributes["ApproximateNumberOfMessagesNotVisible"]


def reports(count):
    """The next so many reports of the tasks, sorted."""
    texts = []
    while len(texts) < count:
        answer = sqs.receive_message(QueueUrl=endpoint + "/000000000000/reports", WaitTimeSeconds=20, MaxNumberOfMessages=10)
        assert "Messages" in answer, f"no task reported within 20 s; there are {texts}"
        for message in answer["Messages"]:
            texts.append(message["Body"])
            sqs.delete_message(QueueUrl=endpoint + "/000000000000/reports", ReceiptHandle=message["ReceiptHandle"])
    return sorted(texts)


def emptied(queue):
    """Whether the queue gets empty: a worker deletes a task's message some time after the task said that it is done."""
    return any(counts(queue) == ("0", "0") for _ in range(5000))


def a_worker_runs(tasks, environment, queue_name):
    """Whether the queue is empty after the tasks."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_tasks", "worker", "--concurrency", "1", "--loglevel", "error",
         "--without-gossip", "--without-mingle", "--without-heartbeat"],
        env={**os.environ, **environment, "C_FORCE_ROOT": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        tasks()
        return emptied(sqs.get_queue_url(QueueName=queue_name)["QueueUrl"])
    finally:
        worker.send_signal(signal.SIGTERM)
        _, said = worker.communicate(timeout=60)
        assert worker.returncode == 0, (worker.returncode, said)


def send(script, environment):
    """Sends tasks from a process of its own, as a program that is no worker does."""
    subprocess.run([sys.executable, "-c", "import celery_tasks as tasks\n" + script], env={**os.environ, **environment}, check=True)


def queues_that_celery_makes():
    environment = {"CHECK_ENDPOINT": endpoint}

    def tasks():
        send("for n in range(5): tasks.add.delay(n, n)", environment)
        assert reports(5) == [f"{n} + {n} = {n + n}" for n in range(5)]
        send("tasks.third_time.delay('a retry'); tasks.add.apply_async((1, 2), countdown=1)", environment)
        assert reports(2) == ["1 + 2 = 3", "a retry after 2 retries"]

    assert a_worker_runs(tasks, environment, "celery")


def a_queue_made_beforehand():
    queue = sqs.create_queue(QueueName="made-beforehand", Attributes={"VisibilityTimeout": "1800"})["QueueUrl"]
    environment = {"CHECK_ENDPOINT": endpoint, "CHECK_QUEUE_URL": queue}

    def tasks():
        send("tasks.add.delay(20, 3)", environment)
        assert reports(1) == ["20 + 3 = 23"]
        send("tasks.delivered_again.delay('backoff')", environment)
        assert reports(2) == ["backoff, delivery 1", "backoff, delivery 2"]

    assert a_worker_runs(tasks, environment, "made-beforehand")


sqs.create_queue(QueueName="reports")
kombu_sends_and_receives()
queues_that_celery_makes()
a_queue_made_beforehand()

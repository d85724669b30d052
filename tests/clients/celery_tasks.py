"""The tasks that celery_check.py has a worker run; each says on the queue "reports" what it did. Where the broker is, and
which queue was made beforehand if any, comes from the environment."""

import os

import boto3
from celery import Celery

endpoint = os.environ["CHECK_ENDPOINT"]
predefined = os.environ.get("CHECK_QUEUE_URL")

app = Celery("celery_tasks", broker=endpoint.replace("http://", "sqs://test:test@") + "//")
app.conf.broker_transport_options = {"region": "ap-northeast-2", "is_secure": False, "wait_time_seconds": 20}
if predefined:
    app.conf.task_default_queue = "predefined"
    app.conf.broker_transport_options["predefined_queues"] = {"predefined": {
        "url": predefined, "access_key_id": "test", "secret_access_key": "test",
        "backoff_policy": {1: 1}, "backoff_tasks": ["celery_tasks.delivered_again"]}}
app.conf.worker_enable_remote_control = False
app.conf.worker_prefetch_multiplier = 1


def report(text):
    sqs = boto3.client("sqs", endpoint_url=endpoint)
    sqs.send_message(QueueUrl=endpoint + "/000000000000/reports", MessageBody=text)


@app.task
def add(left, right):
    report(f"{left} + {right} = {left + right}")


@app.task(bind=True, max_retries=2)
def third_time(self, name):
    """Fails twice; celery sends itself a new message for each retry."""
    if self.request.retries < 2:
        raise self.retry(countdown=0.1)
    report(f"{name} after {self.request.retries} retries")


deliveries = []  # of the worker's one process


@app.task(acks_late=True, acks_on_failure_or_timeout=False)
def delivered_again(name):
    """Fails at first, without acknowledging its message, which the backoff policy shows again after a second."""
    deliveries.append(name)
    report(f"{name}, delivery {len(deliveries)}")
    if len(deliveries) == 1:
        raise RuntimeError("not acknowledged")

import pytest

def queues(box, **sending):
    dead = box.queue("dead")
    redrive = '{"deadLetterTargetArn": "arn:aws:sqs:us-east-1:000000000000:dead", "maxReceiveCount": 3}'
    queue = box.queue("jobs", RedrivePolicy=redrive)
    box.sqs.send_message(QueueUrl=queue, MessageBody="bake", **sending)
    return queue, dead

def test_what_is_received_is_hidden_for_30_seconds(box):
    queue, _ = queues(box)
    assert [box.receive(queue, after) for after in ("0s", "29s", "1s")] == [["bake"], [], ["bake"]]

def test_after_three_receives_a_message_is_a_dead_letter(box):
    queue, dead = queues(box)
    assert [box.receive(queue, "30s") for _ in range(4)] + [box.receive(dead)] == [["bake"], ["bake"], ["bake"], [], ["bake"]]

def test_a_message_is_delayed_for_15_minutes(box):
    queue, _ = queues(box, DelaySeconds=900)
    assert [box.receive(queue, after) for after in ("14m59s", "1s")] == [[], ["bake"]]

def test_a_message_is_kept_for_four_days(box):
    queue, _ = queues(box)
    assert [box.receive(queue, after) for after in ("3d23h59m", "59s", "1s")] == [["bake"], ["bake"], []]

def test_the_sandbox_lets_200_mails_out_a_day(box):
    box.ses.verify_domain_identity(Domain="example.com")
    mail = {"Subject": {"Data": "Donuts"}, "Body": {"Text": {"Data": "fresh"}}}
    fifty = {"Source": "shop@example.com", "Destination": {"ToAddresses": ["kim@example.com"] * 50}, "Message": mail}
    for after in ("0s", "1s", "1s", "1s"):
        box.advance(after)
        box.ses.send_email(**fifty)
    with pytest.raises(box.ses.exceptions.ClientError, match="Daily message quota exceeded"):
        box.ses.send_email(**fifty)
    box.advance("1d")
    assert box.ses.send_email(**fifty)["MessageId"]

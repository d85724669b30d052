"""boto3_sqs.py ENDPOINT: SQS as programs use it through boto3, which Debian has from before SQS spoke JSON (Query): client
and resource, paginators, exceptions by class, and a presigned request. The box's clock is frozen and moved on, so that
nothing here waits. (This boto3 does not know the message move tasks yet.)"""

import hashlib
import json
import sys
import threading
import urllib.request
import xml.etree.ElementTree

import boto3
from botocore.exceptions import ClientError

from box import Box

endpoint = sys.argv[1]
box = Box(endpoint)
sqs = boto3.client("sqs", endpoint_url=endpoint)


def arn(name):
    return "arn:aws:sqs:ap-northeast-2:000000000000:" + name


def make(name, **attributes):
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def attributes_of(queue, *names):
    return sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=list(names or ["All"])).get("Attributes", {})


def counts(queue):
    """Ready, in flight, delayed."""
    kinds = ("", "NotVisible", "Delayed")
    attributes = attributes_of(queue)
    return tuple(int(attributes["ApproximateNumberOfMessages" + kind]) for kind in kinds)


def receive(queue, most=10, **options):
    return sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=most, **options).get("Messages", [])


def bodies(messages):
    return [message["Body"] for message in messages]


def delete(queue, *messages):
    for message in messages:
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return error
    raise SystemExit(f"{call.__name__} was not refused: {code} was expected")


def a_queue_with_attributes_and_tags():
    wanted = {"VisibilityTimeout": "45", "MessageRetentionPeriod": "86400", "ReceiveMessageWaitTimeSeconds": "5"}
    queue = sqs.create_queue(QueueName="settings", Attributes=wanted, tags={"team": "donut", "stage": "test"})["QueueUrl"]
    assert queue == endpoint + "/000000000000/settings", queue
    assert make("settings", VisibilityTimeout="45") == queue
    try:
        make("settings", VisibilityTimeout="46")
        raise SystemExit("a queue of another visibility timeout was taken for the same")
    except sqs.exceptions.QueueNameExists as error:
        assert error.response["Error"]["Code"] == "QueueAlreadyExists", error.response
    attributes = attributes_of(queue)
    assert wanted.items() <= attributes.items() and attributes["QueueArn"] == arn("settings"), attributes
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"DelaySeconds": "7"})
    assert attributes_of(queue, "DelaySeconds", "VisibilityTimeout") == {"DelaySeconds": "7", "VisibilityTimeout": "45"}
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"team": "donut", "stage": "test"}
    sqs.tag_queue(QueueUrl=queue, Tags={"stage": "live", "cost": "0"})
    sqs.untag_queue(QueueUrl=queue, TagKeys=["team"])
    assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"stage": "live", "cost": "0"}
    assert sqs.get_queue_url(QueueName="settings", QueueOwnerAWSAccountId="000000000000")["QueueUrl"] == queue
    sqs.delete_queue(QueueUrl=queue)
    refused("AWS.SimpleQueueService.NonExistentQueue", sqs.get_queue_url, QueueName="settings")


def a_message_with_attributes():
    queue = make("attributes")
    sent = sqs.send_message(
        QueueUrl=queue, MessageBody="부산도너츠 <&>\"'\r\n\t",
        MessageAttributes={"color": {"DataType": "String", "StringValue": "빨강"},
                           "size.inner": {"DataType": "Number.int", "StringValue": "12"},
                           "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}},
        MessageSystemAttributes={"AWSTraceHeader": {"DataType": "String", "StringValue": "Root=1-5759e988-bd862e3fe1be46a994272793"}})
    assert "MD5OfMessageAttributes" in sent and "MD5OfMessageSystemAttributes" in sent, sent
    message, = receive(queue, AttributeNames=["All"], MessageAttributeNames=["color", "size.*"])
    assert message["MessageId"] == sent["MessageId"] and message["Body"] == "부산도너츠 <&>\"'\r\n\t", message
    assert message["MD5OfBody"] == sent["MD5OfMessageBody"] == hashlib.md5(message["Body"].encode()).hexdigest()
    assert message["MessageAttributes"] == {"color": {"DataType": "String", "StringValue": "빨강"},
                                            "size.inner": {"DataType": "Number.int", "StringValue": "12"}}, message
    assert message["MD5OfMessageAttributes"] != sent["MD5OfMessageAttributes"], message
    system = message["Attributes"]
    assert system["ApproximateReceiveCount"] == "1" and system["AWSTraceHeader"].startswith("Root=1-5759e988"), system
    assert system["SentTimestamp"] == system["ApproximateFirstReceiveTimestamp"] and system["SenderId"], system
    delete(queue, message)
    delete(queue, message)
    assert counts(queue) == (0, 0, 0)


def batches_with_entries_that_fail():
    queue = make("batches")
    entries = [{"Id": str(number), "MessageBody": "body " + str(number)} for number in range(9)]
    sent = sqs.send_message_batch(QueueUrl=queue, Entries=entries + [{"Id": "late", "MessageBody": "x", "DelaySeconds": 901}])
    assert len(sent["Successful"]) == 9, sent
    failed, = sent["Failed"]
    assert failed["Id"] == "late" and failed["SenderFault"] is True and failed["Code"] == "InvalidParameterValue", failed
    messages = receive(queue)
    assert sorted(bodies(messages)) == ["body " + str(number) for number in range(9)], messages
    shown = sqs.change_message_visibility_batch(QueueUrl=queue, Entries=[
        {"Id": "show", "ReceiptHandle": messages[0]["ReceiptHandle"], "VisibilityTimeout": 0}])
    assert [entry["Id"] for entry in shown["Successful"]] == ["show"], shown
    assert bodies(receive(queue)) == [messages[0]["Body"]]
    deleted = sqs.delete_message_batch(QueueUrl=queue, Entries=[
        {"Id": "good", "ReceiptHandle": messages[1]["ReceiptHandle"]}, {"Id": "bad", "ReceiptHandle": "garbage"}])
    assert [entry["Id"] for entry in deleted["Successful"]] == ["good"], deleted
    failed, = deleted["Failed"]
    assert failed["Code"] == "ReceiptHandleIsInvalid" and failed["SenderFault"] is True, failed
    assert counts(queue) == (0, 8, 0)
    sqs.purge_queue(QueueUrl=queue)
    sqs.purge_queue(QueueUrl=queue)
    assert counts(queue) == (0, 0, 0)


def a_long_poll_is_woken_by_a_send():
    queue, received = make("polls"), []
    poll = threading.Thread(target=lambda: received.extend(receive(queue, WaitTimeSeconds=20)))
    poll.start()
    box.wait_for_clients(1)
    sqs.send_message(QueueUrl=queue, MessageBody="wake up")
    poll.join()
    assert bodies(received) == ["wake up"], received
    delete(queue, *received)

    poll = threading.Thread(target=lambda: received.append(receive(queue, WaitTimeSeconds=20)))
    poll.start()
    box.wait_for_clients(1)
    box.advance("20s")
    poll.join()
    assert received[-1] == [], received


def delays_and_visibility_timeouts_end_with_the_clock():
    queue = make("times", VisibilityTimeout="30")
    sqs.send_message(QueueUrl=queue, MessageBody="later", DelaySeconds=60)
    assert counts(queue) == (0, 0, 1) and receive(queue) == []
    box.advance("60s")
    first, = receive(queue)
    box.advance("29s")
    assert receive(queue) == []
    box.advance("1s")
    again, = receive(queue, AttributeNames=["ApproximateReceiveCount"])
    assert again["Attributes"] == {"ApproximateReceiveCount": "2"} and again["MessageId"] == first["MessageId"], again
    sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=again["ReceiptHandle"], VisibilityTimeout=90)
    box.advance("89s")
    assert counts(queue) == (0, 1, 0)
    box.advance("1s")
    assert counts(queue) == (1, 0, 0)
    box.advance("4d")
    assert receive(queue) == []


def what_fails_too_often_goes_to_the_dead_letter_queue():
    dead = make("failing-dead")
    redrive = json.dumps({"deadLetterTargetArn": arn("failing-dead"), "maxReceiveCount": 2})
    sources = [make(name, RedrivePolicy=redrive, VisibilityTimeout="10") for name in ("failing", "failing-too", "failing-three")]
    sqs.send_message(QueueUrl=sources[0], MessageBody="poison")
    for _ in range(2):
        poison, = receive(sources[0])
        box.advance("10s")
    assert receive(sources[0]) == []
    moved, = receive(dead, AttributeNames=["All"])
    assert moved["MessageId"] == poison["MessageId"], moved
    assert moved["Attributes"]["DeadLetterQueueSourceArn"] == arn("failing"), moved
    assert moved["Attributes"]["ApproximateReceiveCount"] == "3", moved
    delete(dead, moved)
    pages = list(sqs.get_paginator("list_dead_letter_source_queues").paginate(QueueUrl=dead, PaginationConfig={"PageSize": 2}))
    assert [len(page["queueUrls"]) for page in pages] == [2, 1], pages
    assert sorted(url for page in pages for url in page["queueUrls"]) == sorted(sources), pages


def send_fifo(queue, group, body, **options):
    return sqs.send_message(QueueUrl=queue, MessageGroupId=group, MessageBody=body, **options)


def groups_keep_their_order():
    queue = make("groups.fifo", FifoQueue="true", ContentBasedDeduplication="true", VisibilityTimeout="30")
    sequences = [send_fifo(queue, group, group + str(number))["SequenceNumber"] for number in range(3) for group in "ab"]
    assert sequences == sorted(sequences) and len(set(sequences)) == 6, sequences
    first, second = receive(queue, most=2, AttributeNames=["MessageGroupId", "SequenceNumber"])
    assert bodies([first, second]) == ["a0", "a1"] and first["Attributes"]["MessageGroupId"] == "a", [first, second]
    others = receive(queue)
    assert bodies(others) == ["b0", "b1", "b2"]
    assert receive(queue) == []
    delete(queue, first, second)
    assert bodies(receive(queue)) == ["a2"]
    box.advance("30s")
    expired = refused("InvalidParameterValue", sqs.delete_message, QueueUrl=queue, ReceiptHandle=others[0]["ReceiptHandle"])
    assert "The receipt handle has expired" in expired.response["Error"]["Message"], expired.response
    assert sorted(bodies(receive(queue))) == ["a2", "b0", "b1", "b2"]


def duplicates_are_sent_once_in_five_minutes():
    queue = make("once.fifo", FifoQueue="true")
    first = send_fifo(queue, "g", "one", MessageDeduplicationId="same")
    again = send_fifo(queue, "g", "another", MessageDeduplicationId="same")
    assert (first["MessageId"], first["SequenceNumber"]) == (again["MessageId"], again["SequenceNumber"]), again
    only, = receive(queue)
    assert only["Body"] == "one" and again["MD5OfMessageBody"] == hashlib.md5(b"another").hexdigest(), again
    delete(queue, only)
    box.advance("5m")
    assert send_fifo(queue, "g", "later", MessageDeduplicationId="same")["MessageId"] != first["MessageId"]
    assert bodies(receive(queue)) == ["later"]
    refused("MissingParameter", sqs.send_message, QueueUrl=queue, MessageBody="x", MessageDeduplicationId="y")


def a_receive_can_be_tried_again():
    queue = make("attempts.fifo", FifoQueue="true", ContentBasedDeduplication="true")
    send_fifo(queue, "g", "one")
    first, again = (receive(queue, ReceiveRequestAttemptId="attempt") for _ in range(2))
    assert [m["ReceiptHandle"] for m in first] == [m["ReceiptHandle"] for m in again] and bodies(again) == ["one"], again
    assert receive(queue, ReceiveRequestAttemptId="another-attempt") == []


def paginators_list_every_queue_once():
    names = ["page-%d" % number for number in range(7)]
    urls = [make(name) for name in names]
    pages = list(sqs.get_paginator("list_queues").paginate(QueueNamePrefix="page-", PaginationConfig={"PageSize": 3}))
    assert [len(page["QueueUrls"]) for page in pages] == [3, 3, 1], pages
    assert [url for page in pages for url in page["QueueUrls"]] == urls, pages
    assert "QueueUrls" not in sqs.list_queues(QueueNamePrefix="nothing-is-called-so")


def exceptions_have_their_classes():
    queue = make("errors")
    entry = {"Id": "a", "MessageBody": "x"}
    missing = endpoint + "/000000000000/missing"
    for expected, call, arguments in [
            ("QueueDoesNotExist", sqs.send_message, {"QueueUrl": missing, "MessageBody": "x"}),
            ("QueueDoesNotExist", sqs.receive_message, {"QueueUrl": missing}),
            ("ReceiptHandleIsInvalid", sqs.delete_message, {"QueueUrl": queue, "ReceiptHandle": "garbage"}),
            ("InvalidAttributeName", sqs.get_queue_attributes, {"QueueUrl": queue, "AttributeNames": ["Nonsense"]}),
            ("InvalidMessageContents", sqs.send_message, {"QueueUrl": queue, "MessageBody": "\x01"}),
            ("EmptyBatchRequest", sqs.send_message_batch, {"QueueUrl": queue, "Entries": []}),
            ("BatchEntryIdsNotDistinct", sqs.send_message_batch, {"QueueUrl": queue, "Entries": [entry, entry]}),
            ("InvalidBatchEntryId", sqs.send_message_batch, {"QueueUrl": queue, "Entries": [{**entry, "Id": "a b"}]}),
            ("TooManyEntriesInBatchRequest", sqs.send_message_batch,
             {"QueueUrl": queue, "Entries": [{**entry, "Id": str(number)} for number in range(11)]})]:
        try:
            call(**arguments)
            raise SystemExit(f"{call.__name__} was not refused: {expected} was expected")
        except getattr(sqs.exceptions, expected) as error:
            assert error.response["Error"]["Type"] == "Sender", error.response
            assert error.response["ResponseMetadata"]["RequestId"], error.response
    refused("InvalidParameterValue", sqs.receive_message, QueueUrl=queue, MaxNumberOfMessages=11)
    refused("InvalidParameterValue", sqs.receive_message, QueueUrl=queue, WaitTimeSeconds=21)
    refused("InvalidAttributeValue", sqs.set_queue_attributes, QueueUrl=queue, Attributes={"DelaySeconds": "901"})


def permissions_are_the_policy():
    queue = make("permissions")
    sqs.add_permission(QueueUrl=queue, Label="partner", AWSAccountIds=["111122223333"], Actions=["SendMessage", "ReceiveMessage"])
    statement, = json.loads(attributes_of(queue, "Policy")["Policy"])["Statement"]
    assert statement["Sid"] == "partner" and statement["Effect"] == "Allow", statement
    assert statement["Principal"] == {"AWS": "arn:aws:iam::111122223333:root"} and statement["Resource"] == arn("permissions"), statement
    assert [action.lower() for action in statement["Action"]] == ["sqs:sendmessage", "sqs:receivemessage"], statement
    refused("InvalidParameterValue", sqs.add_permission, QueueUrl=queue, Label="partner", AWSAccountIds=["111122223333"],
            Actions=["SendMessage"])
    sqs.remove_permission(QueueUrl=queue, Label="partner")
    assert "partner" not in attributes_of(queue, "Policy").get("Policy", ""), "the permission is still there"


def resources_do_the_same():
    service = boto3.resource("sqs", endpoint_url=endpoint)
    dead = service.create_queue(QueueName="resource-dead")
    redrive = json.dumps({"deadLetterTargetArn": dead.attributes["QueueArn"], "maxReceiveCount": 1})
    queue = service.create_queue(QueueName="resource", Attributes={"RedrivePolicy": redrive})
    assert service.get_queue_by_name(QueueName="resource").url == queue.url
    assert [source.url for source in dead.dead_letter_source_queues.all()] == [queue.url]
    assert [found.url for found in service.queues.filter(QueueNamePrefix="resource")] == [queue.url, dead.url]
    queue.send_message(MessageBody="one", MessageAttributes={"n": {"DataType": "Number", "StringValue": "1"}})
    queue.send_messages(Entries=[{"Id": "b", "MessageBody": "two"}])
    one, two = sorted(queue.receive_messages(MaxNumberOfMessages=10, MessageAttributeNames=["All"]), key=lambda m: m.body)
    assert one.message_attributes["n"]["StringValue"] == "1" and two.message_attributes is None
    two.change_visibility(VisibilityTimeout=0)
    one.delete()
    assert queue.receive_messages() == []
    moved, = dead.receive_messages(AttributeNames=["All"])
    assert moved.body == "two" and moved.attributes["DeadLetterQueueSourceArn"] == queue.attributes["QueueArn"]
    dead.delete_messages(Entries=[{"Id": "a", "ReceiptHandle": moved.receipt_handle}])
    queue.reload()
    assert queue.attributes["ApproximateNumberOfMessages"] == "0"
    queue.purge()
    queue.delete()
    dead.delete()


def a_presigned_url_receives():
    queue = make("presigned")
    sqs.send_message(QueueUrl=queue, MessageBody="for a browser")
    url = sqs.generate_presigned_url("receive_message", Params={"QueueUrl": queue, "MaxNumberOfMessages": 2}, HttpMethod="GET")
    assert "X-Amz-Signature=" in url, url
    with urllib.request.urlopen(url) as answer:
        tree = xml.etree.ElementTree.fromstring(answer.read())
    namespace = {"sqs": "http://queue.amazonaws.com/doc/2012-11-05/"}
    assert [node.text for node in tree.findall("sqs:ReceiveMessageResult/sqs:Message/sqs:Body", namespace)] == ["for a browser"]


box.freeze()
for check in [
        a_queue_with_attributes_and_tags, a_message_with_attributes, batches_with_entries_that_fail,
        a_long_poll_is_woken_by_a_send, delays_and_visibility_timeouts_end_with_the_clock,
        what_fails_too_often_goes_to_the_dead_letter_queue, groups_keep_their_order,
        duplicates_are_sent_once_in_five_minutes, a_receive_can_be_tried_again, paginators_list_every_queue_once,
        exceptions_have_their_classes, permissions_are_the_policy, resources_do_the_same, a_presigned_url_receives]:
    check()

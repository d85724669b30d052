"""boto3_sns.py ENDPOINT: SNS as programs use it through boto3: topics with attributes and tags, subscriptions of every
protocol, paginators, what comes to queues (envelope, raw, by protocol, filtered, in batches, in order), permissions, and
exceptions by class. Who is outside the box, has a script of their own: boto3_sns_outside.py."""

import json
import sys

import boto3

from box import Box

endpoint = sys.argv[1]
box = Box(endpoint)
sns = boto3.client("sns", endpoint_url=endpoint)
sqs = boto3.client("sqs", endpoint_url=endpoint)


def arn(service, name):
    return f"arn:aws:{service}:ap-northeast-2:000000000000:{name}"


def make_topic(name, **attributes):
    return sns.create_topic(Name=name, Attributes=attributes)["TopicArn"]


def make_queue(name, **attributes):
    return sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]


def subscribe(topic, queue, **attributes):
    """The ARN of a subscription of a queue, which is named."""
    return sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", queue), Attributes=attributes)["SubscriptionArn"]


def attributes_of(subscription):
    return sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]


def topic_attributes(topic):
    return sns.get_topic_attributes(TopicArn=topic)["Attributes"]


def tags_of(topic):
    return {tag["Key"]: tag["Value"] for tag in sns.list_tags_for_resource(ResourceArn=topic)["Tags"]}


def arrived(queue, count=1, **options):
    """So many messages, as soon as they have come, and no more than these; none of them is there any longer."""
    messages = []
    while len(messages) < count:
        come = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=20, MessageAttributeNames=["All"], **options)
        assert "Messages" in come, f"of {count} messages came {messages}"
        for message in come["Messages"]:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            messages.append(message)
    assert len(messages) == count, messages
    return messages


def envelope(queue):
    return json.loads(arrived(queue)[0]["Body"])


def taken_by(message_id):
    """The endpoints for which a message was meant, however far it has come."""
    return {delivery["endpoint"].rpartition(":")[2] for delivery in box.look("sns/deliveries", message=message_id)["deliveries"]}


def refused(name, call, **arguments):
    try:
        call(**arguments)
    except getattr(sns.exceptions, name) as error:
        assert error.response["Error"]["Type"] == "Sender" and error.response["ResponseMetadata"]["RequestId"], error.response
        return error.response
    raise SystemExit(f"{call.__name__} was not refused: {name} was expected")


def message_of(response):
    return response["Error"]["Message"]


def string(value):
    return {"DataType": "String", "StringValue": value}


def topics_have_attributes_and_tags():
    tags = [{"Key": "team", "Value": "donut"}, {"Key": "stage", "Value": "test"}]
    wanted = {"Name": "settings", "Attributes": {"DisplayName": "부산도너츠"}, "Tags": tags}
    topic = sns.create_topic(**wanted)["TopicArn"]
    assert topic == arn("sns", "settings") == sns.create_topic(**wanted)["TopicArn"] == make_topic("settings"), topic
    other = refused("InvalidParameterException", sns.create_topic, Name="settings", Attributes={"DisplayName": "other"})
    assert message_of(other) == "Invalid parameter: Attributes Reason: Topic already exists with different attributes", other
    other = refused("InvalidParameterException", sns.create_topic, Name="settings", Tags=[{"Key": "team", "Value": "tea"}])
    assert message_of(other) == "Invalid parameter: Tags Reason: Topic already exists with different tags", other
    attributes = topic_attributes(topic)
    assert set(attributes) == {"DisplayName", "EffectiveDeliveryPolicy", "Owner", "Policy", "SubscriptionsConfirmed",
                               "SubscriptionsDeleted", "SubscriptionsPending", "TopicArn"}, attributes
    assert attributes["DisplayName"] == "부산도너츠" and attributes["Owner"] == "000000000000", attributes
    assert json.loads(attributes["Policy"])["Id"] == "__default_policy_ID", attributes
    sns.set_topic_attributes(TopicArn=topic, AttributeName="SignatureVersion", AttributeValue="2")
    assert topic_attributes(topic)["SignatureVersion"] == "2"
    assert tags_of(topic) == {"team": "donut", "stage": "test"}, tags_of(topic)
    sns.tag_resource(ResourceArn=topic, Tags=[{"Key": "stage", "Value": "live"}, {"Key": "cost", "Value": ""}])
    sns.untag_resource(ResourceArn=topic, TagKeys=["team"])
    assert tags_of(topic) == {"stage": "live", "cost": ""}, tags_of(topic)
    sns.delete_topic(TopicArn=topic)
    sns.delete_topic(TopicArn=topic)
    refused("NotFoundException", sns.get_topic_attributes, TopicArn=topic)
    refused("ResourceNotFoundException", sns.list_tags_for_resource, ResourceArn=topic)


def paginators_list_everything_once():
    many = {make_topic(f"page-{number:03}") for number in range(101)}
    topics = [topic["TopicArn"] for page in sns.get_paginator("list_topics").paginate() for topic in page["Topics"]]
    assert many <= set(topics) and len(topics) == len(set(topics)), topics
    crowded = make_topic("crowded")
    numbers = [f"+1555555{number:04}" for number in range(205)]
    for number in numbers:
        sns.subscribe(TopicArn=crowded, Protocol="sms", Endpoint=number)
    pages = list(sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=crowded))
    assert [len(page["Subscriptions"]) for page in pages] == [100, 100, 5], pages
    assert [one["Endpoint"] for page in pages for one in page["Subscriptions"]] == numbers, pages
    everywhere = sns.get_paginator("list_subscriptions").paginate()
    assert sorted(one["Endpoint"] for page in everywhere for one in page["Subscriptions"]
                  if one["TopicArn"] == crowded) == numbers
    for topic in many | {crowded}:
        sns.delete_topic(TopicArn=topic)


def every_protocol_can_be_subscribed():
    topic = make_topic("protocols")
    application = sns.create_platform_application(Name="protocols", Platform="GCM", Attributes={"PlatformCredential": "key"})
    device = sns.create_platform_endpoint(PlatformApplicationArn=application["PlatformApplicationArn"], Token="device")["EndpointArn"]
    role = {"SubscriptionRoleArn": "arn:aws:iam::000000000000:role/archive"}
    for protocol, whom, options, pending in [
            ("sqs", arn("sqs", "missing"), {}, False),
            ("lambda", arn("lambda", "function:missing"), {}, False),
            ("firehose", arn("firehose", "deliverystream/archive"), role, False),
            ("sms", "+15555550100", {}, False),
            ("application", device, {}, False),
            ("http", "http://127.0.0.1:1/news", {}, True),
            ("https", "https://127.0.0.1:1/news", {}, True),
            ("email", "slug@example.com", {}, True),
            ("email-json", "slug@example.com", {}, True)]:
        wanted = {"TopicArn": topic, "Protocol": protocol, "Endpoint": whom, "Attributes": options}
        answer = sns.subscribe(**wanted)["SubscriptionArn"]
        by_arn = sns.subscribe(**wanted, ReturnSubscriptionArn=True)["SubscriptionArn"]
        assert answer == ("pending confirmation" if pending else by_arn), (protocol, answer)
        attributes = attributes_of(by_arn)
        assert attributes["Protocol"] == protocol and attributes["Endpoint"] == whom, attributes
        assert attributes["PendingConfirmation"] == ("true" if pending else "false"), attributes
        assert options.items() <= attributes.items(), attributes
    listed = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    waiting = [one["Protocol"] for one in listed if one["SubscriptionArn"] == "PendingConfirmation"]
    assert len(listed) == 9 and waiting == ["http", "https", "email", "email-json"], listed
    counted = topic_attributes(topic)
    assert (counted["SubscriptionsConfirmed"], counted["SubscriptionsPending"]) == ("5", "4"), counted
    unknown = refused("InvalidParameterException", sns.subscribe, TopicArn=topic, Protocol="pigeon", Endpoint="coop")
    assert message_of(unknown) == "Invalid parameter: Amazon SNS does not support this protocol string: pigeon", unknown


def subscriptions_have_attributes():
    topic = make_topic("attributes")
    one = subscribe(topic, "attributes", RawMessageDelivery="true")
    assert subscribe(topic, "attributes", RawMessageDelivery="true") == one
    again = refused("InvalidParameterException", subscribe, topic=topic, queue="attributes", RawMessageDelivery="false")
    assert message_of(again) == "Invalid parameter: Attributes Reason: Subscription already exists with different attributes", again
    fresh = attributes_of(one)
    assert set(fresh) == {"ConfirmationWasAuthenticated", "Endpoint", "Owner", "PendingConfirmation", "Protocol",
                          "RawMessageDelivery", "SubscriptionArn", "SubscriptionPrincipal", "TopicArn"}, fresh
    redrive, policy = json.dumps({"deadLetterTargetArn": arn("sqs", "attributes-dead")}, separators=(",", ":")), '{"kind":["sale"]}'
    for name, value in [("RedrivePolicy", redrive), ("FilterPolicy", policy), ("RawMessageDelivery", "false")]:
        sns.set_subscription_attributes(SubscriptionArn=one, AttributeName=name, AttributeValue=value)
    changed = attributes_of(one)
    assert (changed["RedrivePolicy"], changed["FilterPolicy"], changed["RawMessageDelivery"]) == (redrive, policy, "false"), changed
    assert changed["FilterPolicyScope"] == "MessageAttributes", changed
    sns.set_subscription_attributes(SubscriptionArn=one, AttributeName="FilterPolicy", AttributeValue="{}")
    assert "FilterPolicy" not in attributes_of(one) and "FilterPolicyScope" not in attributes_of(one)
    wrong = {"SubscriptionArn": one, "AttributeName": "RawMessageDelivery", "AttributeValue": "maybe"}
    refused("InvalidParameterException", sns.set_subscription_attributes, **wrong)
    sns.unsubscribe(SubscriptionArn=one)
    sns.unsubscribe(SubscriptionArn=one)
    refused("NotFoundException", sns.get_subscription_attributes, SubscriptionArn=one)
    assert topic_attributes(topic)["SubscriptionsDeleted"] == "1"


def queues_get_envelopes_and_raw_messages():
    topic, wrapped, raw = make_topic("formats"), make_queue("wrapped"), make_queue("raw")
    subscription = subscribe(topic, "wrapped")
    subscribe(topic, "raw", RawMessageDelivery="true")
    given = {"color": string("빨강"), "size": {"DataType": "Number", "StringValue": "12.5"},
             "tags": {"DataType": "String.Array", "StringValue": '["a", 1, null]'},
             "bytes": {"DataType": "Binary", "BinaryValue": b"\x00\xff"}}
    text = "재고 부족 <&>\"'\r\n\t"
    published = sns.publish(TopicArn=topic, Subject="재고", Message=text, MessageAttributes=given)["MessageId"]
    got = envelope(wrapped)
    assert list(got) == ["Type", "MessageId", "TopicArn", "Subject", "Message", "Timestamp", "SignatureVersion", "Signature",
                         "SigningCertURL", "UnsubscribeURL", "MessageAttributes"], got
    assert (got["MessageId"], got["TopicArn"], got["Subject"], got["Message"]) == (published, topic, "재고", text), got
    assert got["UnsubscribeURL"] == f"{endpoint}/?Action=Unsubscribe&SubscriptionArn={subscription}", got
    assert got["MessageAttributes"] == {
        "color": {"Type": "String", "Value": "빨강"}, "size": {"Type": "Number", "Value": "12.5"},
        "tags": {"Type": "String.Array", "Value": '["a", 1, null]'}, "bytes": {"Type": "Binary", "Value": "AP8="}}, got
    bare, = arrived(raw)
    assert bare["Body"] == text and bare["MessageAttributes"] == given, bare
    sns.publish(TopicArn=topic, Message="plain")
    plain = envelope(wrapped)
    assert "Subject" not in plain and "MessageAttributes" not in plain, plain
    assert "MessageAttributes" not in arrived(raw)[0]


def each_protocol_can_have_its_own_text():
    topic, queue = make_topic("structures"), make_queue("structures")
    subscribe(topic, "structures", RawMessageDelivery="true")
    sns.publish(TopicArn=topic, MessageStructure="json", Message=json.dumps({"default": "for all", "sqs": "for queues"}))
    assert arrived(queue)[0]["Body"] == "for queues"
    sns.publish(TopicArn=topic, MessageStructure="json", Message=json.dumps({"default": "for all", "email": "for people"}))
    assert arrived(queue)[0]["Body"] == "for all"
    wrong = refused("InvalidParameterException", sns.publish, TopicArn=topic, MessageStructure="json", Message='{"sqs": "x"}')
    assert message_of(wrong) == "Invalid parameter: Message Structure - No default entry in JSON message body", wrong


def filters_let_through_what_they_name():
    topic = make_topic("filters")
    for name, scope, policy in [
            ("reds", "MessageAttributes", {"color": ["red", {"prefix": "dark"}], "size": [{"numeric": [">=", 10, "<", 20]}]}),
            ("others", "MessageAttributes", {"color": [{"anything-but": ["red"]}]}),
            ("unsized", "MessageAttributes", {"size": [{"exists": False}]}),
            ("sales", "MessageBody", {"order": {"kind": ["sale"], "items": {"price": [{"numeric": [">", 100]}]}}})]:
        make_queue(name)
        subscribe(topic, name, FilterPolicy=json.dumps(policy), FilterPolicyScope=scope)

    def takers(body="text", **attributes):
        published = sns.publish(TopicArn=topic, Message=body, MessageAttributes=attributes)["MessageId"]
        return taken_by(published)

    def size(number):
        return {"DataType": "Number", "StringValue": number}

    assert takers(color=string("red"), size=size("10")) == {"reds"}
    assert takers(color=string("dark blue"), size=size("19.5")) == {"reds", "others"}
    assert takers(color=string("red"), size=size("20")) == set()
    assert takers(color={"DataType": "String.Array", "StringValue": '["red", "blue"]'}) == {"others", "unsized"}
    order = {"order": {"kind": "sale", "items": [{"price": 5}, {"price": 500}]}}
    assert takers(json.dumps(order)) == {"sales"}
    assert takers(json.dumps({"order": {**order["order"], "kind": "return"}})) == set()
    wrong = refused("InvalidParameterException", subscribe, topic=topic, queue="wrong", FilterPolicy='{"color": "red"}')
    assert message_of(wrong).startswith('Invalid parameter: Attributes Reason: FilterPolicy: "color" must be an object or an array'), wrong


def batches_are_published_whole_or_not_at_all():
    topic, queue = make_topic("batches"), make_queue("batches")
    subscribe(topic, "batches", RawMessageDelivery="true")
    entries = [{"Id": str(number), "Message": f"body {number}", "MessageAttributes": {"n": string(str(number))}} for number in range(10)]
    answer = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=entries)
    assert [one["Id"] for one in answer["Successful"]] == [entry["Id"] for entry in entries] and answer["Failed"] == [], answer
    come = {message["Body"]: message["MessageAttributes"]["n"]["StringValue"] for message in arrived(queue, 10)}
    assert come == {f"body {number}": str(number) for number in range(10)}, come
    for name, wrong in [("EmptyBatchRequestException", []),
                        ("TooManyEntriesInBatchRequestException", entries + [{**entries[0], "Id": "x"}]),
                        ("BatchEntryIdsNotDistinctException", entries[:1] * 2),
                        ("InvalidBatchEntryIdException", [{**entries[0], "Id": "a b"}]),
                        ("BatchRequestTooLongException", [{"Id": key, "Message": "x" * 131073} for key in "ab"])]:
        refused(name, sns.publish_batch, TopicArn=topic, PublishBatchRequestEntries=wrong)


def fifo_topics_keep_order_and_drop_duplicates():
    topic = make_topic("orders.fifo", FifoTopic="true", ContentBasedDeduplication="true")
    ordered = make_queue("orders.fifo", FifoQueue="true")
    loose = make_queue("orders")
    for name in ("orders.fifo", "orders"):
        subscribe(topic, name)
    sent = [sns.publish(TopicArn=topic, MessageGroupId=group, Message=group + str(number)) for number in range(3) for group in "ab"]
    numbers = [answer["SequenceNumber"] for answer in sent]
    assert numbers == sorted(numbers) and all(len(number) == 20 for number in numbers), numbers
    again = sns.publish(TopicArn=topic, MessageGroupId="a", Message="a0")
    assert (again["MessageId"], again["SequenceNumber"]) == (sent[0]["MessageId"], numbers[0]), again
    envelopes = {group: [] for group in "ab"}
    for message in arrived(ordered, 6, AttributeNames=["All"]):
        got = json.loads(message["Body"])
        assert "Signature" not in got and got["SequenceNumber"] in numbers, got
        envelopes[message["Attributes"]["MessageGroupId"]].append(got["Message"])
    assert envelopes == {group: [group + str(number) for number in range(3)] for group in "ab"}, envelopes
    unordered = arrived(loose, 6, AttributeNames=["All"])
    assert not any("MessageGroupId" in message["Attributes"] for message in unordered), unordered
    batch = sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[
        {"Id": key, "Message": "same", "MessageGroupId": "c", "MessageDeduplicationId": key} for key in "xy"])
    assert [one["Id"] for one in batch["Successful"]] == ["x", "y"], batch
    assert [json.loads(message["Body"])["Message"] for message in arrived(ordered, 2)] == ["same", "same"]
    wrong = refused("InvalidParameterException", sns.publish, TopicArn=topic, Message="x")
    assert message_of(wrong) == "Invalid parameter: The MessageGroupId parameter is required for FIFO topics", wrong
    refused("InvalidParameterException", sns.subscribe, TopicArn=topic, Protocol="email", Endpoint="slug@example.com")
    refused("InvalidParameterException", subscribe, topic=make_topic("standard"), queue="orders.fifo")


def permissions_are_the_policy():
    topic = make_topic("permissions")
    partner = {"TopicArn": topic, "Label": "partner", "AWSAccountId": ["111122223333"], "ActionName": ["Publish", "Subscribe"]}
    sns.add_permission(**partner)
    added = json.loads(topic_attributes(topic)["Policy"])["Statement"][1]
    assert added["Sid"] == "partner" and added["Effect"] == "Allow" and added["Resource"] == topic, added
    assert added["Principal"] == {"AWS": "arn:aws:iam::111122223333:root"}, added
    assert added["Action"] == ["SNS:Publish", "SNS:Subscribe"], added
    again = refused("InvalidParameterException", sns.add_permission, **partner)
    assert message_of(again) == "Invalid parameter: Statement already exists", again
    refused("InvalidParameterException", sns.add_permission, **{**partner, "Label": "other", "ActionName": ["Nonsense"]})
    sns.remove_permission(TopicArn=topic, Label="partner")
    assert len(json.loads(topic_attributes(topic)["Policy"])["Statement"]) == 1
    mine = {"Version": "2012-10-17", "Statement": [{"Sid": "events", "Effect": "Allow", "Action": "SNS:Publish", "Resource": topic,
                                                    "Principal": {"Service": "events.amazonaws.com"}}]}
    sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(mine))
    assert json.loads(topic_attributes(topic)["Policy"]) == mine
    protection = json.dumps({"Name": "privacy", "Version": "2021-06-01", "Statement": [
        {"Sid": "deny", "DataDirection": "Inbound", "Principal": ["*"], "Operation": {"Deny": {}},
         "DataIdentifier": ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"]}]})
    sns.put_data_protection_policy(ResourceArn=topic, DataProtectionPolicy=protection)
    assert json.loads(sns.get_data_protection_policy(ResourceArn=topic)["DataProtectionPolicy"]) == json.loads(protection)


def exceptions_have_their_classes():
    topic, missing = make_topic("errors"), arn("sns", "missing")
    nobody = "0a0a0a0a-0000-4000-8000-000000000001"
    for name, call, arguments in [
            ("NotFoundException", sns.publish, {"TopicArn": missing, "Message": "x"}),
            ("NotFoundException", sns.subscribe, {"TopicArn": missing, "Protocol": "sqs", "Endpoint": arn("sqs", "q")}),
            ("NotFoundException", sns.get_subscription_attributes, {"SubscriptionArn": topic + ":" + nobody}),
            ("NotFoundException", sns.get_endpoint_attributes, {"EndpointArn": arn("sns", "endpoint/GCM/shop/" + nobody)}),
            ("ResourceNotFoundException", sns.tag_resource, {"ResourceArn": missing, "Tags": [{"Key": "a", "Value": "b"}]}),
            ("TagLimitExceededException", sns.tag_resource,
             {"ResourceArn": topic, "Tags": [{"Key": str(number), "Value": ""} for number in range(51)]}),
            ("InvalidParameterException", sns.create_topic, {"Name": "a b"}),
            ("InvalidParameterException", sns.publish, {"TopicArn": topic, "Message": ""}),
            ("InvalidParameterException", sns.publish, {"TopicArn": topic, "Message": "x" * 262145}),
            ("InvalidParameterException", sns.publish, {"TopicArn": topic, "Message": "x", "Subject": ""}),
            ("InvalidParameterException", sns.publish, {"TopicArn": "nonsense", "Message": "x"}),
            ("InvalidParameterException", sns.confirm_subscription, {"TopicArn": topic, "Token": "abc"}),
            ("InvalidParameterException", sns.set_topic_attributes,
             {"TopicArn": topic, "AttributeName": "Nonsense", "AttributeValue": "x"}),
            ("InvalidParameterValueException", sns.publish,
             {"TopicArn": topic, "Message": "x", "MessageAttributes": {"a": {"DataType": "String"}}})]:
        response = refused(name, call, **arguments)
        status = 404 if "NotFound" in name else 400
        assert response["ResponseMetadata"]["HTTPStatusCode"] == status, response


def resources_do_the_same():
    service = boto3.resource("sns", endpoint_url=endpoint)
    topic, queue = service.create_topic(Name="resource"), make_queue("resource")
    subscription = topic.subscribe(Protocol="sqs", Endpoint=arn("sqs", "resource"))
    assert topic.attributes["SubscriptionsConfirmed"] == "1" and subscription.attributes["TopicArn"] == topic.arn
    assert [one.arn for one in topic.subscriptions.all()] == [subscription.arn]
    assert topic.arn in [one.arn for one in service.topics.all()]
    topic.publish(Message="by resource")
    assert envelope(queue)["Message"] == "by resource"
    subscription.delete()
    topic.delete()


box.freeze()
for check in [
        topics_have_attributes_and_tags, paginators_list_everything_once, every_protocol_can_be_subscribed, subscriptions_have_attributes,
        queues_get_envelopes_and_raw_messages, each_protocol_can_have_its_own_text, filters_let_through_what_they_name,
        batches_are_published_whole_or_not_at_all, fifo_topics_keep_order_and_drop_duplicates, permissions_are_the_policy,
        exceptions_have_their_classes, resources_do_the_same]:
    check()

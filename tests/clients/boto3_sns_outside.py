"""boto3_sns_outside.py ENDPOINT: whom SNS reaches outside the box, seen through boto3: an HTTP endpoint that this script serves,
mailboxes, phones and devices. Links in messages are followed as they stand. The box's clock is frozen and moved on, so that
nothing here waits."""

import json
import re
import sys
import urllib.error

import boto3

from box import Box
from subscriber import Subscriber, follow

endpoint = sys.argv[1]
box = Box(endpoint)
sns = boto3.client("sns", endpoint_url=endpoint)
sqs = boto3.client("sqs", endpoint_url=endpoint)


def make_topic(name, **attributes):
    return sns.create_topic(Name=name, Attributes=attributes)["TopicArn"]


def subscribe(topic, protocol, whom, **attributes):
    subscribed = sns.subscribe(TopicArn=topic, Protocol=protocol, Endpoint=whom, Attributes=attributes, ReturnSubscriptionArn=True)
    return subscribed["SubscriptionArn"]


def attributes_of(subscription):
    return sns.get_subscription_attributes(SubscriptionArn=subscription)["Attributes"]


def publish(topic, message, **options):
    return sns.publish(TopicArn=topic, Message=message, **options)["MessageId"]


def deliveries_of(message_id):
    return box.look("sns/deliveries", message=message_id)["deliveries"]


def refused(name, call, **arguments):
    try:
        call(**arguments)
    except getattr(sns.exceptions, name) as error:
        return error.response
    raise SystemExit(f"{call.__name__} was not refused: {name} was expected")


def an_endpoint_confirms_listens_leaves_and_returns():
    topic, hook = make_topic("news", DisplayName="News"), Subscriber()
    answer = sns.subscribe(TopicArn=topic, Protocol="http", Endpoint=hook.url)
    assert answer["SubscriptionArn"] == "pending confirmation", answer
    request = hook.next()
    offer = json.loads(request.body)
    assert list(offer) == ["Type", "MessageId", "Token", "TopicArn", "Message", "SubscribeURL", "Timestamp", "SignatureVersion",
                           "Signature", "SigningCertURL"], offer
    assert offer["SubscribeURL"] == f"{endpoint}/?Action=ConfirmSubscription&TopicArn={topic}&Token={offer['Token']}", offer
    headers = {"x-amz-sns-message-type": "SubscriptionConfirmation", "x-amz-sns-message-id": offer["MessageId"],
               "x-amz-sns-topic-arn": topic, "x-amz-sns-subscription-arn": None, "Content-Type": "text/plain; charset=UTF-8",
               "User-Agent": "Amazon Simple Notification Service Agent", "Accept-Encoding": "gzip,deflate", "Host": hook.host,
               "Connection": "Keep-Alive"}
    assert request.path == "/news?from=box" and {name: request.headers[name] for name in headers} == headers, request.headers.items()
    assert deliveries_of(publish(topic, "before it is confirmed")) == []

    assert f"<SubscriptionArn>{topic}:" in follow(offer["SubscribeURL"])
    one, = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    subscription = one["SubscriptionArn"]
    assert attributes_of(subscription)["ConfirmationWasAuthenticated"] == "false"
    assert sns.confirm_subscription(TopicArn=topic, Token=offer["Token"])["SubscriptionArn"] == subscription
    published = publish(topic, "소식", Subject="News", MessageAttributes={"kind": {"DataType": "String", "StringValue": "sale"}})
    request = hook.next()
    news = json.loads(request.body)
    assert (news["Type"], news["MessageId"], news["Subject"], news["Message"]) == ("Notification", published, "News", "소식"), news
    assert news["MessageAttributes"] == {"kind": {"Type": "String", "Value": "sale"}}, news
    assert request.headers["x-amz-sns-subscription-arn"] == subscription, request.headers.items()
    assert request.headers["x-amz-sns-message-type"] == "Notification" and request.headers["x-amz-sns-rawdelivery"] is None

    assert "<UnsubscribeResponse" in follow(news["UnsubscribeURL"])
    farewell = hook.next_envelope()
    assert farewell["Type"] == "UnsubscribeConfirmation" and subscription in farewell["Message"], farewell
    assert sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"] == []
    assert deliveries_of(publish(topic, "while it is away")) == []
    assert subscription in follow(farewell["SubscribeURL"])
    publish(topic, "back again")
    assert hook.next_envelope()["Message"] == "back again"


def who_confirms_by_name_must_leave_by_name():
    topic, hook = make_topic("locked"), Subscriber()
    subscription = subscribe(topic, "http", hook.url)
    offer = hook.next_envelope()
    for part, other in [(offer["Token"], "abc"), (topic, "nonsense"), ("ap-northeast-2", "eu-west-1")]:
        try:
            follow(offer["SubscribeURL"].replace(part, other))
            raise SystemExit(f"a link with {other} for {part} was taken")
        except urllib.error.HTTPError as error:
            assert error.code == 400 and "<Code>InvalidParameter</Code>" in error.read().decode(), error
    sns.confirm_subscription(TopicArn=topic, Token=offer["Token"], AuthenticateOnUnsubscribe="true")
    assert attributes_of(subscription)["ConfirmationWasAuthenticated"] == "true"
    publish(topic, "stay")
    try:
        follow(hook.next_envelope()["UnsubscribeURL"])
        raise SystemExit("a stranger ended the subscription")
    except urllib.error.HTTPError as error:
        assert error.code == 403 and "<Code>AuthorizationError</Code>" in error.read().decode(), error
    sns.unsubscribe(SubscriptionArn=subscription)
    assert hook.next_envelope()["Type"] == "UnsubscribeConfirmation"


def raw_messages_are_of_the_type_that_a_policy_says():
    topic, hook = make_topic("raw"), Subscriber()
    policy = {"requestPolicy": {"headerContentType": "text/csv"}}
    subscription = subscribe(topic, "http", hook.url, RawMessageDelivery="true", DeliveryPolicy=json.dumps(policy))
    follow(hook.next_envelope()["SubscribeURL"])
    effective = json.loads(attributes_of(subscription)["EffectiveDeliveryPolicy"])
    assert effective["requestPolicy"] == policy["requestPolicy"] and effective["healthyRetryPolicy"]["numRetries"] == 3, effective
    publish(topic, "glazed,3\r\nboston,5", Subject="not sent", MessageAttributes={"kind": {"DataType": "String", "StringValue": "sale"}})
    request = hook.next()
    assert request.body == "glazed,3\r\nboston,5" and request.headers["x-amz-sns-rawdelivery"] == "true", request
    assert request.headers["Content-Type"] == "text/csv" and request.headers["x-amz-sns-message-type"] == "Notification", request


def what_an_endpoint_refuses_goes_to_its_dead_letters():
    topic, hook = make_topic("failing"), Subscriber()
    dead = sqs.create_queue(QueueName="failing-dead")["QueueUrl"]
    redrive = json.dumps({"deadLetterTargetArn": "arn:aws:sqs:ap-northeast-2:000000000000:failing-dead"})
    subscribe(topic, "http", hook.url, RedrivePolicy=redrive)
    follow(hook.next_envelope()["SubscribeURL"])
    hook.status = 503
    published = publish(topic, "try me")

    def attempts(count, status):
        """The one delivery, as soon as it was tried so often and is in that status."""
        return lambda shown: [one for one in shown["deliveries"] if len(one["attempts"]) == count and one["status"] == status]

    for tried in (1, 2, 3):
        assert hook.next_envelope()["MessageId"] == published
        box.look_until("sns/deliveries", attempts(tried, "waiting"), message=published)
        box.advance("20s")
    assert hook.next_envelope()["MessageId"] == published
    delivery, = box.look_until("sns/deliveries", attempts(5, "dead-lettered"), message=published)
    assert [attempt["statusCode"] for attempt in delivery["attempts"]] == [503, 503, 503, 503, 200], delivery
    letter, = sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=20, MessageAttributeNames=["All"])["Messages"]
    assert json.loads(letter["Body"])["MessageId"] == published and "MessageAttributes" not in letter, letter
    hook.status = 404
    lost = publish(topic, "nobody is to blame but you")
    hook.next()
    delivery, = box.look_until("sns/deliveries", attempts(2, "dead-lettered"), message=lost)
    assert delivery["attempts"][0]["statusCode"] == 404, delivery


def mails_to(address, count):
    """All mails to an address, as soon as there are so many."""
    def enough(shown):
        mails = [mail for mail in shown["messages"] if mail["to"] == [address]]
        return mails if len(mails) >= count else None
    return box.look_until("ses/messages", enough)


def links_in(mail):
    return re.findall(re.escape(endpoint) + r"/\?Action=\S+", mail["text"])


def a_mailbox_is_confirmed_by_the_link_in_its_mail():
    topic, address = make_topic("mails", DisplayName="Donuts"), "reader@example.com"
    subscription = subscribe(topic, "email", address)
    offer, = mails_to(address, 1)
    assert offer["subject"] == "AWS Notification - Subscription Confirmation" and topic in offer["text"], offer
    link, = links_in(offer)
    follow(link)
    assert attributes_of(subscription)["PendingConfirmation"] == "false"
    publish(topic, "도너츠가 없습니다.", Subject="재고")
    publish(topic, "no subject")
    _, first, second = mails_to(address, 3)
    assert first["from"] == "Donuts <no-reply@sns.amazonaws.com>" and first["subject"] == "재고", first
    assert first["text"].startswith("도너츠가 없습니다.\n") and second["subject"] == "AWS Notification Message", second
    leave, = links_in(first)
    follow(leave)
    restore, = links_in(mails_to(address, 4)[-1])
    refused("NotFoundException", sns.get_subscription_attributes, SubscriptionArn=subscription)
    follow(restore)
    assert attributes_of(subscription)["PendingConfirmation"] == "false"


def a_program_reads_its_mail_as_json():
    topic, address = make_topic("mails-json"), "program@example.com"
    subscribe(topic, "email-json", address)
    follow(json.loads(mails_to(address, 1)[0]["text"])["SubscribeURL"])
    published = publish(topic, json.dumps({"default": "no", "email-json": "for programs"}), MessageStructure="json")
    news = json.loads(mails_to(address, 2)[-1]["text"])
    assert (news["Type"], news["MessageId"], news["Message"]) == ("Notification", published, "for programs"), news


def devices_get_what_is_meant_for_their_platform():
    wanted = {"Name": "shop", "Platform": "GCM", "Attributes": {"PlatformCredential": "key"}}
    application = sns.create_platform_application(**wanted)["PlatformApplicationArn"]
    one = {"PlatformApplicationArn": application, "Token": "token-1", "CustomUserData": "slug"}
    device = sns.create_platform_endpoint(**one)["EndpointArn"]
    assert sns.create_platform_endpoint(**one)["EndpointArn"] == device
    refused("InvalidParameterException", sns.create_platform_endpoint, **{**one, "CustomUserData": "other"})
    attributes = sns.get_endpoint_attributes(EndpointArn=device)["Attributes"]
    assert attributes == {"Enabled": "true", "Token": "token-1", "CustomUserData": "slug"}, attributes
    payload = json.dumps({"notification": {"title": "도너츠"}})
    structured = json.dumps({"default": "text", "GCM": payload})
    pushed = sns.publish(TargetArn=device, MessageStructure="json", Message=structured)["MessageId"]
    topic = make_topic("devices")
    subscription = subscribe(topic, "application", device)
    by_topic = publish(topic, "to all")
    first, second = box.look("sns/pushes", endpointArn=device)["messages"]
    assert (first["messageId"], first["message"], first["token"], first["platform"]) == (pushed, payload, "token-1", "GCM"), first
    assert (second["messageId"], second["subscriptionArn"], second["message"]) == (by_topic, subscription, "to all"), second
    shown = box.localstack("sns/platform-endpoint-messages", region="ap-northeast-2", endpointArn=device)
    assert [message["Message"] for message in shown["platform_endpoint_messages"][device]] == [structured, "to all"], shown
    sns.set_endpoint_attributes(EndpointArn=device, Attributes={"Enabled": "false"})
    refused("EndpointDisabledException", sns.publish, TargetArn=device, Message="x")
    for number in range(2, 106):
        sns.create_platform_endpoint(PlatformApplicationArn=application, Token=f"token-{number}")
    pages = list(sns.get_paginator("list_endpoints_by_platform_application").paginate(PlatformApplicationArn=application))
    assert [len(page["Endpoints"]) for page in pages] == [100, 5], pages
    listed = [found["PlatformApplicationArn"] for page in sns.get_paginator("list_platform_applications").paginate()
              for found in page["PlatformApplications"]]
    assert application in listed and len(listed) == len(set(listed)), listed
    sns.delete_endpoint(EndpointArn=device)
    sns.delete_endpoint(EndpointArn=device)
    refused("NotFoundException", sns.get_endpoint_attributes, EndpointArn=device)
    sns.delete_platform_application(PlatformApplicationArn=application)
    refused("NotFoundException", sns.get_platform_application_attributes, PlatformApplicationArn=application)


def phones_get_text_messages_unless_their_owners_opt_out():
    phone = "+15555550123"
    sns.set_sms_attributes(attributes={"DefaultSMSType": "Transactional", "DefaultSenderID": "Donuts"})
    settings = sns.get_sms_attributes(attributes=["DefaultSMSType", "DefaultSenderID"])["attributes"]
    assert settings == {"DefaultSMSType": "Transactional", "DefaultSenderID": "Donuts"}, settings
    refused("InvalidParameterException", sns.set_sms_attributes, attributes={"DefaultSMSType": "Nonsense"})
    texted = sns.publish(PhoneNumber=phone, Message="도너츠", MessageAttributes={
        "AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Promotional"}})["MessageId"]
    topic = make_topic("phones")
    subscribe(topic, "sms", phone)
    publish(topic, json.dumps({"default": "long", "sms": "short"}), MessageStructure="json")
    first, second = box.look("sns/sms", phoneNumber=phone)["messages"]
    assert (first["messageId"], first["message"]) == (texted, "도너츠"), first
    assert (first["smsType"], first["senderId"]) == ("Promotional", "Donuts"), first
    assert (second["message"], second["smsType"], second["topicArn"]) == ("short", "Transactional", topic), second
    shown = box.localstack("sns/sms-messages", region="ap-northeast-2", phoneNumber=phone)
    assert len(shown["sms_messages"][phone]) == 2, shown
    assert sns.check_if_phone_number_is_opted_out(phoneNumber=phone)["isOptedOut"] is False
    box.localstack("sns/phone-opt-outs", {"phoneNumber": phone, "region": "ap-northeast-2"})
    assert sns.check_if_phone_number_is_opted_out(phoneNumber=phone)["isOptedOut"] is True
    pages = sns.get_paginator("list_phone_numbers_opted_out").paginate()
    assert [number for page in pages for number in page["phoneNumbers"]] == [phone]
    publish(topic, "unwanted")
    assert len(box.look("sns/sms", phoneNumber=phone)["messages"]) == 2
    sns.opt_in_phone_number(phoneNumber=phone)
    publish(topic, "welcome")
    assert box.look("sns/sms", phoneNumber=phone)["messages"][-1]["message"] == "welcome"
    wrong = refused("InvalidParameterException", sns.publish, PhoneNumber="nonsense", Message="x")
    assert wrong["Error"]["Message"] == "Invalid parameter: PhoneNumber Reason: nonsense is not valid to publish to", wrong


box.freeze()
for check in [
        an_endpoint_confirms_listens_leaves_and_returns, who_confirms_by_name_must_leave_by_name,
        raw_messages_are_of_the_type_that_a_policy_says, what_an_endpoint_refuses_goes_to_its_dead_letters,
        a_mailbox_is_confirmed_by_the_link_in_its_mail, a_program_reads_its_mail_as_json,
        devices_get_what_is_meant_for_their_platform, phones_get_text_messages_unless_their_owners_opt_out]:
    check()

"""boto3_ses_events.py ENDPOINT: what SES tells of mails, by boto3 (Query): events of configuration sets and notifications of
identities that come back through SNS into a queue, with the box's clock held and with it running, and configuration sets that are
paused and deleted."""

import json
import sys

import boto3

from box import Box
from ses_feedback import VALIDATED, Feedback

endpoint = sys.argv[1]
box = Box(endpoint)
ses = boto3.client("ses", endpoint_url=endpoint)
ses.verify_domain_identity(Domain="shop.example")


def refused(name, call, message=None, **arguments):
    try:
        call(**arguments)
    except ses.exceptions.ClientError as error:
        told = error.response["Error"]
        assert told["Code"] == name, error.response
        assert message is None or told["Message"] == message, f"{message!r} was expected, came {told['Message']!r}"
        return error
    raise SystemExit(f"{call.__name__} was not refused: {name} was expected")


def send(to, subject="제목", **more):
    message = {"Subject": {"Data": subject}, "Body": {"Text": {"Data": "글"}}}
    return ses.send_email(Source="ops@shop.example", Destination={"ToAddresses": [to]}, Message=message, **more)


def headers(event):
    return {header["name"]: header["value"] for header in event["mail"]["headers"]}


def events_come_back_to_a_queue():
    feedback = Feedback(endpoint, "events")
    ses.create_configuration_set(ConfigurationSet={"Name": "watched"})
    refused("ConfigurationSetAlreadyExists", ses.create_configuration_set, ConfigurationSet={"Name": "watched"})
    types = ["bounce", "complaint", "delivery", "renderingFailure", "send"]
    destination = {"Name": "to-sns", "Enabled": True, "MatchingEventTypes": types, "SNSDestination": {"TopicARN": feedback.topic}}
    ses.create_configuration_set_event_destination(ConfigurationSetName="watched", EventDestination=destination)
    assert feedback.next_text(None) == VALIDATED
    described = ses.describe_configuration_set(
        ConfigurationSetName="watched", ConfigurationSetAttributeNames=["eventDestinations", "reputationOptions"]
    )
    assert described["EventDestinations"] == [destination], described
    assert described["ReputationOptions"]["SendingEnabled"] is True, described
    missing = destination | {"Name": "nowhere", "SNSDestination": {"TopicARN": feedback.topic + "-missing"}}
    refused(
        "InvalidSNSDestination",
        ses.create_configuration_set_event_destination,
        f"SNS topic <{feedback.topic}-missing> not found.",
        ConfigurationSetName="watched",
        EventDestination=missing,
    )

    box.freeze()
    tags = [{"Name": "campaign", "Value": "donut"}]
    sent = send("bounce@simulator.amazonses.com", subject="반송", ConfigurationSetName="watched", Tags=tags)
    event = feedback.next("Send")
    assert event["send"] == {} and event["mail"]["messageId"] == sent["MessageId"], event
    assert event["mail"]["commonHeaders"]["subject"] == "반송" and headers(event)["From"] == "ops@shop.example", event
    assert event["mail"]["tags"]["campaign"] == ["donut"], event
    assert event["mail"]["tags"]["ses:configuration-set"] == ["watched"], event
    assert feedback.is_empty()
    box.advance("1s")
    event = feedback.next("Bounce")
    assert event["mail"]["messageId"] == sent["MessageId"] and event["mail"]["source"] == "ops@shop.example", event
    assert (event["bounce"]["bounceType"], event["bounce"]["bounceSubType"]) == ("Permanent", "General"), event
    assert event["bounce"]["bouncedRecipients"] == [
        {
            "emailAddress": "bounce@simulator.amazonses.com",
            "action": "failed",
            "status": "5.1.1",
            "diagnosticCode": "smtp; 550 5.1.1 user unknown",
        }
    ], event
    (recipient,) = box.mail("bounce@simulator.amazonses.com")["recipients"]
    assert recipient["state"] == "bounced", recipient

    send("complaint@simulator.amazonses.com", ConfigurationSetName="watched")
    feedback.next("Send")
    box.advance("1h")
    assert feedback.next("Delivery")["delivery"]["recipients"] == ["complaint@simulator.amazonses.com"]
    assert feedback.next("Complaint")["complaint"]["complaintFeedbackType"] == "abuse"

    ses.create_template(Template={"TemplateName": "greeting", "SubjectPart": "{{name}}", "TextPart": "t"})
    unsent = {"ToAddresses": ["unsent@other.example"]}
    ses.send_templated_email(
        Source="ops@shop.example", Destination=unsent, Template="greeting", TemplateData="{}", ConfigurationSetName="watched"
    )
    failure = feedback.next("Rendering Failure")["failure"]
    text = "Attribute 'name' is not present in the rendering data."
    assert failure == {"templateName": "greeting", "errorMessage": text}, failure
    box.run()

    ses.update_configuration_set_event_destination(ConfigurationSetName="watched", EventDestination=destination | {"Enabled": False})
    ses.delete_configuration_set_event_destination(ConfigurationSetName="watched", EventDestinationName="to-sns")
    refused(
        "EventDestinationDoesNotExist",
        ses.delete_configuration_set_event_destination,
        "No EventDestination found for watched",
        ConfigurationSetName="watched",
        EventDestinationName="to-sns",
    )
    ses.update_configuration_set_sending_enabled(ConfigurationSetName="watched", Enabled=False)
    try:
        send("a@other.example", ConfigurationSetName="watched")
        raise SystemExit("a configuration set sent although it is paused")
    except ses.exceptions.ConfigurationSetSendingPausedException:
        pass
    ses.create_configuration_set(ConfigurationSet={"Name": "another"})
    assert [one["Name"] for one in ses.list_configuration_sets()["ConfigurationSets"]] == ["another", "watched"]
    ses.delete_configuration_set(ConfigurationSetName="watched")
    refused("ConfigurationSetDoesNotExist", ses.describe_configuration_set, ConfigurationSetName="watched")


def an_identity_is_notified():
    feedback = Feedback(endpoint, "notifications")
    for kind in ["Bounce", "Complaint"]:
        ses.set_identity_notification_topic(Identity="shop.example", NotificationType=kind, SnsTopic=feedback.topic)
        subscribed = json.loads(feedback.next_text(None))
        assert subscribed["notificationType"] == "AmazonSnsSubscriptionSucceeded" and kind in subscribed["message"], subscribed
    ses.set_identity_headers_in_notifications_enabled(Identity="shop.example", NotificationType="Bounce", Enabled=True)
    ses.set_identity_feedback_forwarding_enabled(Identity="shop.example", ForwardingEnabled=False)
    attributes = ses.get_identity_notification_attributes(Identities=["shop.example"])["NotificationAttributes"]
    assert attributes == {
        "shop.example": {
            "BounceTopic": feedback.topic,
            "ComplaintTopic": feedback.topic,
            "ForwardingEnabled": False,
            "HeadersInBounceNotificationsEnabled": True,
            "HeadersInComplaintNotificationsEnabled": False,
            "HeadersInDeliveryNotificationsEnabled": False,
        }
    }, attributes
    refused(
        "MessageRejected",
        ses.set_identity_notification_topic,
        "Identity <nobody.example> is not verified or does not exist.",
        Identity="nobody.example",
        NotificationType="Bounce",
        SnsTopic=feedback.topic,
    )

    # The clock runs: the bounce is waited for in the queue.
    by_mail = len(box.mails("ops@shop.example"))
    ses.send_email(
        Source="도너츠 가게 <ops@shop.example>",
        Destination={"ToAddresses": ["bounce+1@simulator.amazonses.com"]},
        Message={"Subject": {"Data": "반송"}, "Body": {"Text": {"Data": "t"}}},
    )
    notification = feedback.next("Bounce")
    assert "eventType" not in notification and "tags" not in notification["mail"], notification
    assert notification["mail"]["commonHeaders"]["subject"] == "반송", notification
    assert notification["mail"]["destination"] == ["bounce+1@simulator.amazonses.com"], notification
    assert notification["bounce"]["bouncedRecipients"][0]["emailAddress"] == "bounce+1@simulator.amazonses.com", notification
    assert len(box.mails("ops@shop.example")) == by_mail, "feedback came by mail, too"
    ses.set_identity_feedback_forwarding_enabled(Identity="shop.example", ForwardingEnabled=True)
    ses.set_identity_notification_topic(Identity="shop.example", NotificationType="Bounce")
    attributes = ses.get_identity_notification_attributes(Identities=["shop.example"])["NotificationAttributes"]
    assert "BounceTopic" not in attributes["shop.example"], attributes


events_come_back_to_a_queue()
an_identity_is_notified()

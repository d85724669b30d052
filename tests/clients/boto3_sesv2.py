"""boto3_sesv2.py ENDPOINT: SES v2 as programs use it through boto3 (REST): identities with DKIM, MAIL FROM, policies and tags,
simple, raw, templated and bulk mails in Korean, what is refused, a bounce that comes back through SNS into a queue, the
suppression list, and the account."""

import datetime
import json
import sys
from email.message import EmailMessage

import boto3

from box import Box
from ses_feedback import VALIDATED, Feedback

endpoint = sys.argv[1]
box = Box(endpoint)
sesv2 = boto3.client("sesv2", endpoint_url=endpoint)


def refused(name, call, message=None, **arguments):
    try:
        call(**arguments)
    except getattr(sesv2.exceptions, name) as error:
        told, status = error.response["Error"], error.response["ResponseMetadata"]["HTTPStatusCode"]
        assert told["Code"] == name and status == (404 if name == "NotFoundException" else 400), error.response
        assert message is None or told["Message"] == message, f"{message!r} was expected, came {told['Message']!r}"
        return error
    raise SystemExit(f"{call.__name__} was not refused: {name} was expected")


def simple(subject, text, html=None):
    parts = {"Text": {"Data": text}} | ({"Html": {"Data": html}} if html else {})
    return {"Simple": {"Subject": {"Data": subject}, "Body": parts}}


def send(to, sender="ops@shop.example", content=None, **more):
    to = to if isinstance(to, list) else [to]
    return sesv2.send_email(
        FromEmailAddress=sender, Destination={"ToAddresses": to}, Content=content or simple("제목", "글"), **more
    )


def identities_are_kept():
    made = sesv2.create_email_identity(EmailIdentity="shop.example", Tags=[{"Key": "team", "Value": "도너츠"}])
    assert made["IdentityType"] == "DOMAIN" and made["VerifiedForSendingStatus"] is True, made
    assert made["DkimAttributes"]["Status"] == "SUCCESS" and len(set(made["DkimAttributes"]["Tokens"])) == 3, made
    made = sesv2.create_email_identity(EmailIdentity="kim+ads@other.example")
    assert made["IdentityType"] == "EMAIL_ADDRESS", made
    refused("AlreadyExistsException", sesv2.create_email_identity, EmailIdentity="shop.example")
    refused("BadRequestException", sesv2.create_email_identity, EmailIdentity="no address")
    found = sesv2.get_email_identity(EmailIdentity="kim+ads@other.example")
    assert found["VerifiedForSendingStatus"] is True and found["FeedbackForwardingStatus"] is True, found
    refused("NotFoundException", sesv2.get_email_identity, EmailIdentity="kim@other.example")

    sesv2.put_email_identity_mail_from_attributes(
        EmailIdentity="shop.example", MailFromDomain="bounces.shop.example", BehaviorOnMxFailure="REJECT_MESSAGE"
    )
    sesv2.put_email_identity_dkim_attributes(EmailIdentity="shop.example", SigningEnabled=False)
    sesv2.put_email_identity_feedback_attributes(EmailIdentity="shop.example", EmailForwardingEnabled=False)
    found = sesv2.get_email_identity(EmailIdentity="shop.example")
    assert found["MailFromAttributes"] == {
        "MailFromDomain": "bounces.shop.example",
        "MailFromDomainStatus": "SUCCESS",
        "BehaviorOnMxFailure": "REJECT_MESSAGE",
    }, found
    assert found["DkimAttributes"]["SigningEnabled"] is False and found["FeedbackForwardingStatus"] is False, found
    assert found["Tags"] == [{"Key": "team", "Value": "도너츠"}] and "ConfigurationSetName" not in found, found
    own = {"DomainSigningSelector": "donut", "DomainSigningPrivateKey": "QUJD"}
    signing = sesv2.put_email_identity_dkim_signing_attributes(
        EmailIdentity="shop.example", SigningAttributesOrigin="EXTERNAL", SigningAttributes=own
    )
    assert (signing["DkimStatus"], signing["DkimTokens"]) == ("SUCCESS", ["donut"]), signing

    for number in range(5):
        sesv2.create_email_identity(EmailIdentity=f"page{number}@other.example")
    names, token = [], {}
    while True:
        page = sesv2.list_email_identities(PageSize=3, **token)
        assert len(page["EmailIdentities"]) <= 3, page
        names += [one["IdentityName"] for one in page["EmailIdentities"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert sorted(names) == sorted(["shop.example", "kim+ads@other.example"] + [f"page{n}@other.example" for n in range(5)]), names
    for name in names:
        if name != "shop.example":
            sesv2.delete_email_identity(EmailIdentity=name)
    refused("NotFoundException", sesv2.delete_email_identity, EmailIdentity="page0@other.example")


def policies_and_tags_are_kept():
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    name = {"EmailIdentity": "shop.example", "PolicyName": "partner"}
    sesv2.create_email_identity_policy(**name, Policy=policy)
    refused("AlreadyExistsException", sesv2.create_email_identity_policy, **name, Policy=policy)
    assert sesv2.get_email_identity_policies(EmailIdentity="shop.example")["Policies"] == {"partner": policy}
    sesv2.update_email_identity_policy(**name, Policy="{}")
    assert sesv2.get_email_identity(EmailIdentity="shop.example")["Policies"] == {"partner": "{}"}
    sesv2.delete_email_identity_policy(**name)
    sesv2.delete_email_identity_policy(**name)
    assert sesv2.get_email_identity_policies(EmailIdentity="shop.example")["Policies"] == {}

    arn = "arn:aws:ses:ap-northeast-2:000000000000:identity/shop.example"
    sesv2.tag_resource(ResourceArn=arn, Tags=[{"Key": "stage", "Value": "test"}, {"Key": "cost", "Value": "0"}])
    sesv2.untag_resource(ResourceArn=arn, TagKeys=["cost", "team"])
    assert sesv2.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "stage", "Value": "test"}]
    refused("NotFoundException", sesv2.list_tags_for_resource, ResourceArn=arn + ".kr")


def a_mail_is_sent():
    sent = sesv2.send_email(
        FromEmailAddress="도너츠 가게 <ops@shop.example>",
        Destination={
            "ToAddresses": ["광고 담당 <kim@other.example>"],
            "CcAddresses": ["boss@other.example"],
            "BccAddresses": ["archive@other.example"],
        },
        ReplyToAddresses=["답장 <answers@shop.example>"],
        FeedbackForwardingEmailAddress="bounces@shop.example",
        Content=simple("재고 부족: 도너츠가 모두 팔렸습니다", "광고를 중단해 주세요.", "<p>광고 <b>중단</b></p>"),
        EmailTags=[{"Name": "campaign", "Value": "donut"}],
    )
    mail = box.mail("kim@other.example")
    assert mail["id"] == sent["MessageId"], mail
    assert (mail["from"], mail["to"]) == ("도너츠 가게 <ops@shop.example>", ["광고 담당 <kim@other.example>"]), mail
    assert (mail["cc"], mail["bcc"]) == (["boss@other.example"], ["archive@other.example"]), mail
    assert mail["subject"] == "재고 부족: 도너츠가 모두 팔렸습니다", mail
    assert (mail["text"], mail["html"]) == ("광고를 중단해 주세요.", "<p>광고 <b>중단</b></p>"), mail
    assert (mail["replyTo"], mail["returnPath"]) == (["답장 <answers@shop.example>"], "bounces@shop.example"), mail
    assert mail["tags"] == [{"Name": "campaign", "Value": "donut"}], mail
    assert [one["address"] for one in mail["recipients"]] == ["kim@other.example", "boss@other.example", "archive@other.example"], mail


def a_raw_mail_is_sent():
    message = EmailMessage()
    message["From"] = "도너츠 가게 <ops@shop.example>"
    message["To"] = "광고 담당 <raw@other.example>"
    message["Subject"] = "재고 부족: 도너츠"
    message.set_content("광고를 중단해 주세요.\n")
    message.add_attachment("sku,재고\nCP-502101,0\n", subtype="csv", filename="재고.csv")
    sent = sesv2.send_email(
        Content={"Raw": {"Data": message.as_bytes()}}, Destination={"BccAddresses": ["raw@other.example", "hidden@other.example"]}
    )
    mail = box.mail("hidden@other.example")
    assert mail["id"] == sent["MessageId"] and mail["to"] == ["광고 담당 <raw@other.example>"], mail
    assert mail["bcc"] == ["hidden@other.example"] and mail["from"] == "도너츠 가게 <ops@shop.example>", mail
    assert mail["subject"] == "재고 부족: 도너츠" and mail["text"].strip() == "광고를 중단해 주세요.", mail
    ((name, kind, data),) = box.attachments(mail)
    assert (name, kind, data.decode().split()) == ("재고.csv", "text/csv", ["sku,재고", "CP-502101,0"]), mail["attachments"]


def mails_are_made_of_templates():
    content = {"Subject": "[도넛] {{product}} 광고 중단", "Text": "{{#each stores}}- {{this}}\n{{/each}}", "Html": "<b>{{product}}</b>"}
    sesv2.create_email_template(TemplateName="ad-stop", TemplateContent=content)
    assert sesv2.get_email_template(TemplateName="ad-stop")["TemplateContent"] == content
    data = json.dumps({"product": "글레이즈드", "stores": ["강남", "서초"]}, ensure_ascii=False)
    rendered = sesv2.test_render_email_template(TemplateName="ad-stop", TemplateData=data)["RenderedTemplate"]
    assert "Subject: =?UTF-8?" in rendered and "multipart/alternative" in rendered, rendered
    refused(
        "BadRequestException",
        sesv2.test_render_email_template,
        "Attribute 'product' is not present in the rendering data.",
        TemplateName="ad-stop",
        TemplateData="{}",
    )
    send("made@other.example", content={"Template": {"TemplateName": "ad-stop", "TemplateData": data}})
    mail = box.mail("made@other.example")
    assert mail["subject"] == "[도넛] 글레이즈드 광고 중단" and mail["text"] == "- 강남\n- 서초\n", mail
    assert mail["html"] == "<b>글레이즈드</b>" and mail["template"] == "ad-stop", mail
    refused(
        "NotFoundException", send, "Template none does not exist", to="no@other.example",
        content={"Template": {"TemplateName": "none", "TemplateData": "{}"}},
    )  # fmt: skip

    entry = lambda to, data: {  # noqa: E731
        "Destination": {"ToAddresses": [to]},
        "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": json.dumps(data, ensure_ascii=False)}},
    }
    results = sesv2.send_bulk_email(
        FromEmailAddress="도너츠 가게 <ops@shop.example>",
        DefaultContent={"Template": {"TemplateName": "ad-stop", "TemplateData": data}},
        BulkEmailEntries=[
            entry("bulk1@other.example", {"product": "초코", "stores": []}),
            entry("bulk2@other.example", {}),
            entry("nobody", {"product": "초코", "stores": []}),
            entry("bulk3@other.example", {"product": "초코"}),
        ],
    )["BulkEmailEntryResults"]
    assert [one["Status"] for one in results] == ["SUCCESS", "SUCCESS", "INVALID_PARAMETER", "SUCCESS"], results
    first, second = box.mail("bulk1@other.example"), box.mail("bulk2@other.example")
    assert [first["id"], second["id"]] == [one["MessageId"] for one in results[:2]], results
    assert first["from"] == "도너츠 가게 <ops@shop.example>" and first["subject"] == "[도넛] 초코 광고 중단", first
    assert second["text"] == "- 강남\n- 서초\n", second
    assert box.mails("bulk3@other.example") == [], "the default data was mixed with the entry's own"

    sesv2.update_email_template(TemplateName="ad-stop", TemplateContent={"Subject": "s", "Text": "t"})
    assert sesv2.get_email_template(TemplateName="ad-stop")["TemplateContent"] == {"Subject": "s", "Text": "t"}
    assert [one["TemplateName"] for one in sesv2.list_email_templates()["TemplatesMetadata"]] == ["ad-stop"]
    sesv2.delete_email_template(TemplateName="ad-stop")


def what_is_wrong_is_refused():
    before = len(box.look("ses/messages")["messages"])
    refused(
        "MessageRejected",
        send,
        "Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: "
        "a@strange.example, b@strange.example",
        to="a@other.example",
        sender="a@strange.example",
        FeedbackForwardingEmailAddress="b@strange.example",
    )
    many = [f"r{number}@other.example" for number in range(51)]
    refused("BadRequestException", send, "Recipient count exceeds 50.", to=many)
    refused("BadRequestException", send, "There are no recipients specified.", to=[])
    refused("BadRequestException", send, "Missing final '@domain'", to="nobody")
    refused("BadRequestException", send, "Local address contains control or whitespace", to="김@other.example")
    refused("BadRequestException", send, "Local address contains dot-dot", to=["a@other.example", "a..b@other.example"])
    injected = "hello\r\nBcc: victim@other.example"
    refused("BadRequestException", send, to="a@other.example", content=simple(injected, "t"))
    refused("BadRequestException", send, to="a@other.example", sender=f"{injected} <ops@shop.example>")
    refused("BadRequestException", send, to="a@other.example", EmailTags=[{"Name": "a", "Value": "b c"}])
    refused("NotFoundException", send, "Configuration set <none> does not exist.", to="a@other.example", ConfigurationSetName="none")
    refused("BadRequestException", send, to="a@other.example", content=simple("s", "t") | {"Raw": {"Data": b"x"}})
    assert len(box.look("ses/messages")["messages"]) == before, "something of what was refused was sent"


def a_bounce_comes_back_to_a_queue():
    feedback = Feedback(endpoint, "feedback")
    sesv2.create_configuration_set(
        ConfigurationSetName="watched",
        SuppressionOptions={"SuppressedReasons": ["COMPLAINT"]},
        SendingOptions={"SendingEnabled": True},
        Tags=[{"Key": "team", "Value": "donut"}],
    )
    destination = {
        "Enabled": True,
        "MatchingEventTypes": ["BOUNCE", "DELIVERY", "RENDERING_FAILURE"],
        "SnsDestination": {"TopicArn": feedback.topic},
    }
    name = {"ConfigurationSetName": "watched", "EventDestinationName": "to-sns"}
    sesv2.create_configuration_set_event_destination(**name, EventDestination=destination)
    assert feedback.next_text(None) == VALIDATED
    refused("AlreadyExistsException", sesv2.create_configuration_set_event_destination, **name, EventDestination=destination)
    listed = sesv2.get_configuration_set_event_destinations(ConfigurationSetName="watched")["EventDestinations"]
    assert listed == [{"Name": "to-sns"} | destination], listed
    missing = destination | {"SnsDestination": {"TopicArn": feedback.topic + "-missing"}}
    refused(
        "BadRequestException",
        sesv2.update_configuration_set_event_destination,
        f"SNS topic <{feedback.topic}-missing> not found.",
        **name,
        EventDestination=missing,
    )

    # The clock runs: what comes of the mail is waited for in the queue. Its identity names the configuration set.
    sesv2.put_email_identity_configuration_set_attributes(EmailIdentity="shop.example", ConfigurationSetName="watched")
    sent = send(
        ["bounce+1@simulator.amazonses.com", "success@simulator.amazonses.com"],
        content=simple("반송", "t"),
        EmailTags=[{"Name": "campaign", "Value": "donut"}],
    )
    events = {event["eventType"]: event for event in (feedback.next_event(), feedback.next_event())}
    assert set(events) == {"Bounce", "Delivery"}, events
    for event in events.values():
        assert event["mail"]["messageId"] == sent["MessageId"], event
        assert event["mail"]["destination"] == ["bounce+1@simulator.amazonses.com", "success@simulator.amazonses.com"], event
        assert event["mail"]["commonHeaders"]["subject"] == "반송" and event["mail"]["tags"]["campaign"] == ["donut"], event
    bounce = events["Bounce"]["bounce"]
    assert (bounce["bounceType"], bounce["bounceSubType"]) == ("Permanent", "General"), bounce
    assert [one["emailAddress"] for one in bounce["bouncedRecipients"]] == ["bounce+1@simulator.amazonses.com"], bounce
    assert events["Delivery"]["delivery"]["recipients"] == ["success@simulator.amazonses.com"], events
    states = {one["address"]: one["state"] for one in box.mail("success@simulator.amazonses.com")["recipients"]}
    assert states == {"bounce+1@simulator.amazonses.com": "bounced", "success@simulator.amazonses.com": "delivered"}, states

    sesv2.create_email_template(TemplateName="greeting", TemplateContent={"Subject": "{{name}}", "Text": "t"})
    send("unsent@other.example", content={"Template": {"TemplateName": "greeting", "TemplateData": "{}"}})
    failure = feedback.next("Rendering Failure")["failure"]
    text = "Attribute 'name' is not present in the rendering data."
    assert failure == {"templateName": "greeting", "errorMessage": text}, failure
    assert box.mails("unsent@other.example") == []

    sesv2.put_configuration_set_sending_options(ConfigurationSetName="watched", SendingEnabled=False)
    try:
        send("a@other.example")
        raise SystemExit("a configuration set sent although it is paused")
    except sesv2.exceptions.SendingPausedException:
        pass
    sesv2.put_configuration_set_sending_options(ConfigurationSetName="watched", SendingEnabled=True)
    sesv2.put_configuration_set_tracking_options(ConfigurationSetName="watched", CustomRedirectDomain="click.shop.example")
    sesv2.put_configuration_set_delivery_options(ConfigurationSetName="watched", TlsPolicy="REQUIRE")
    sesv2.put_configuration_set_reputation_options(ConfigurationSetName="watched", ReputationMetricsEnabled=True)
    found = sesv2.get_configuration_set(ConfigurationSetName="watched")
    assert found["TrackingOptions"] == {"CustomRedirectDomain": "click.shop.example"}, found
    assert found["DeliveryOptions"]["TlsPolicy"] == "REQUIRE" and found["ReputationOptions"]["ReputationMetricsEnabled"] is True, found
    assert found["SendingOptions"] == {"SendingEnabled": True} and found["Tags"] == [{"Key": "team", "Value": "donut"}], found
    assert found["SuppressionOptions"] == {"SuppressedReasons": ["COMPLAINT"]}, found
    assert sesv2.list_configuration_sets()["ConfigurationSets"] == ["watched"]


def suppressed_addresses_are_left_out():
    start = datetime.datetime.now(datetime.timezone.utc)
    for address, reason in [("gone@other.example", "BOUNCE"), ("angry+1@other.example", "COMPLAINT")]:
        sesv2.put_suppressed_destination(EmailAddress=address, Reason=reason)
    found = sesv2.get_suppressed_destination(EmailAddress="angry+1@other.example")["SuppressedDestination"]
    assert (found["EmailAddress"], found["Reason"]) == ("angry+1@other.example", "COMPLAINT"), found
    assert abs(found["LastUpdateTime"] - start) < datetime.timedelta(hours=1), found
    listed = sesv2.list_suppressed_destinations(PageSize=1)
    assert len(listed["SuppressedDestinationSummaries"]) == 1, listed
    listed["SuppressedDestinationSummaries"] += sesv2.list_suppressed_destinations(NextToken=listed["NextToken"])[
        "SuppressedDestinationSummaries"
    ]
    names = [one["EmailAddress"] for one in listed["SuppressedDestinationSummaries"]]
    assert names == ["angry+1@other.example", "gone@other.example"], listed
    bounced = sesv2.list_suppressed_destinations(Reasons=["BOUNCE"], StartDate=start - datetime.timedelta(days=1))
    assert [one["EmailAddress"] for one in bounced["SuppressedDestinationSummaries"]] == ["gone@other.example"], bounced

    # The mail is taken all the same, and bounces without having left.
    feedback = Feedback(endpoint, "suppression")
    sesv2.create_configuration_set(ConfigurationSetName="strict")
    sesv2.create_configuration_set_event_destination(
        ConfigurationSetName="strict",
        EventDestinationName="to-sns",
        EventDestination={"Enabled": True, "MatchingEventTypes": ["BOUNCE", "COMPLAINT"], "SnsDestination": {"TopicArn": feedback.topic}},
    )
    assert feedback.next_text(None) == VALIDATED
    send("gone@other.example", ConfigurationSetName="strict")
    assert feedback.next("Bounce")["bounce"]["bounceSubType"] == "OnAccountSuppressionList"
    for address in names:
        sesv2.delete_suppressed_destination(EmailAddress=address)
    refused("NotFoundException", sesv2.delete_suppressed_destination, EmailAddress="gone@other.example")
    refused("NotFoundException", sesv2.get_suppressed_destination, EmailAddress="gone@other.example")
    sesv2.put_account_suppression_attributes(SuppressedReasons=["COMPLAINT"])
    assert sesv2.get_account()["SuppressionAttributes"] == {"SuppressedReasons": ["COMPLAINT"]}


def the_account_is_shown():
    account = sesv2.get_account()
    assert account["ProductionAccessEnabled"] is False and account["EnforcementStatus"] == "HEALTHY", account
    quota = account["SendQuota"]
    assert (quota["Max24HourSend"], quota["MaxSendRate"]) == (200.0, 1.0), account
    send(["a@other.example", "b@other.example", "success@simulator.amazonses.com"])
    after = sesv2.get_account()["SendQuota"]["SentLast24Hours"]
    assert after == quota["SentLast24Hours"] + 2, (quota, after)
    sesv2.put_account_details(
        MailType="TRANSACTIONAL",
        WebsiteURL="https://shop.example",
        UseCaseDescription="광고 중단 알림",
        ContactLanguage="EN",
        ProductionAccessEnabled=True,
    )
    account = sesv2.get_account()
    assert account["ProductionAccessEnabled"] is True and account["SendQuota"]["Max24HourSend"] == 50_000.0, account
    assert account["Details"]["UseCaseDescription"] == "광고 중단 알림", account
    sesv2.put_account_sending_attributes(SendingEnabled=False)
    refused("SendingPausedException", send, to="paused@other.example")
    sesv2.put_account_sending_attributes(SendingEnabled=True)
    assert sesv2.get_account()["SendingEnabled"] is True and box.mails("paused@other.example") == []


for check in [
    identities_are_kept,
    policies_and_tags_are_kept,
    a_mail_is_sent,
    a_raw_mail_is_sent,
    mails_are_made_of_templates,
    what_is_wrong_is_refused,
    a_bounce_comes_back_to_a_queue,
    suppressed_addresses_are_left_out,
    the_account_is_shown,
]:
    check()

"""boto3_ses.py ENDPOINT: SES as programs use it through boto3 (Query): identities with DKIM, MAIL FROM and policies, mails and
raw mails in Korean, what is refused, quota and statistics, and receipt rules. Templates and what comes back through SNS have
scripts of their own: boto3_ses_templates.py and boto3_ses_events.py."""

import email
import email.policy
import json
import sys
from email.message import EmailMessage

import boto3

from box import Box

endpoint = sys.argv[1]
box = Box(endpoint)
ses = boto3.client("ses", endpoint_url=endpoint)


def refused(name, call, message=None, **arguments):
    try:
        call(**arguments)
    except ses.exceptions.ClientError as error:
        told = error.response["Error"]
        assert told["Code"] == name and told["Type"] == "Sender", error.response
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400, error.response
        assert message is None or told["Message"] == message, f"{message!r} was expected, came {told['Message']!r}"
        return error
    raise SystemExit(f"{call.__name__} was not refused: {name} was expected")


def body(text, html=None):
    parts = {"Text": {"Data": text, "Charset": "UTF-8"}}
    return parts | ({"Html": {"Data": html, "Charset": "UTF-8"}} if html else {})


def send(to, source="ops@shop.example", subject="제목", text="글", **more):
    message = {"Subject": {"Data": subject, "Charset": "UTF-8"}, "Body": body(text)}
    return ses.send_email(Source=source, Destination={"ToAddresses": to if isinstance(to, list) else [to]}, Message=message, **more)


def identities_are_verified():
    ses.verify_email_identity(EmailAddress="kim@shop.example")
    ses.get_waiter("identity_exists").wait(Identities=["kim@shop.example"], WaiterConfig={"Delay": 1, "MaxAttempts": 1})
    token = ses.verify_domain_identity(Domain="shop.example")["VerificationToken"]
    attributes = ses.get_identity_verification_attributes(Identities=["shop.example", "kim@shop.example", "nobody@other.example"])
    assert attributes["VerificationAttributes"] == {
        "shop.example": {"VerificationStatus": "Success", "VerificationToken": token},
        "kim@shop.example": {"VerificationStatus": "Success"},
    }, attributes
    for number in range(5):
        ses.verify_email_identity(EmailAddress=f"page{number}@other.example")
    pages = list(ses.get_paginator("list_identities").paginate(IdentityType="EmailAddress", PaginationConfig={"PageSize": 4}))
    names = [name for page in pages for name in page["Identities"]]
    assert [len(page["Identities"]) for page in pages] == [4, 2], pages
    assert sorted(names) == ["kim@shop.example"] + [f"page{number}@other.example" for number in range(5)], names
    assert ses.list_identities(IdentityType="Domain")["Identities"] == ["shop.example"]
    for name in names[1:] + ["never@was.example"]:
        ses.delete_identity(Identity=name)
    assert ses.list_verified_email_addresses()["VerifiedEmailAddresses"] == ["kim@shop.example"]
    refused("InvalidParameterValue", ses.verify_email_identity, EmailAddress="김@shop.example")


def a_domain_is_signed_for():
    assert ses.get_identity_dkim_attributes(Identities=["nobody.example"])["DkimAttributes"] == {}
    tokens = ses.verify_domain_dkim(Domain="shop.example")["DkimTokens"]
    assert len(set(tokens)) == 3 and all(len(token) == 32 and token.isalnum() for token in tokens), tokens
    assert ses.verify_domain_dkim(Domain="shop.example")["DkimTokens"] == tokens
    ses.set_identity_dkim_enabled(Identity="shop.example", DkimEnabled=False)
    attributes = ses.get_identity_dkim_attributes(Identities=["shop.example", "nobody.example"])["DkimAttributes"]
    assert attributes == {"shop.example": {"DkimEnabled": False, "DkimVerificationStatus": "Success", "DkimTokens": tokens}}, attributes

    ses.set_identity_mail_from_domain(
        Identity="shop.example", MailFromDomain="bounces.shop.example", BehaviorOnMXFailure="RejectMessage"
    )
    attributes = ses.get_identity_mail_from_domain_attributes(Identities=["shop.example"])["MailFromDomainAttributes"]
    assert attributes["shop.example"] == {
        "MailFromDomain": "bounces.shop.example",
        "MailFromDomainStatus": "Success",
        "BehaviorOnMXFailure": "RejectMessage",
    }, attributes
    refused("InvalidParameterValue", ses.set_identity_mail_from_domain, Identity="shop.example", MailFromDomain="bounces.other.example")


def policies_are_kept():
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "111122223333"},
        "Action": ["ses:SendEmail", "ses:SendRawEmail"],
        "Resource": "arn:aws:ses:ap-northeast-2:000000000000:identity/shop.example",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    ses.put_identity_policy(Identity="shop.example", PolicyName="partner", Policy=policy)
    ses.put_identity_policy(Identity="shop.example", PolicyName="other", Policy="{}")
    assert ses.list_identity_policies(Identity="shop.example")["PolicyNames"] == ["other", "partner"]
    assert ses.get_identity_policies(Identity="shop.example", PolicyNames=["partner", "none"])["Policies"] == {"partner": policy}
    try:
        ses.put_identity_policy(Identity="shop.example", PolicyName="broken", Policy="Allow all")
        raise SystemExit("a policy was taken that is no JSON")
    except ses.exceptions.InvalidPolicyException:
        pass
    for name in ["partner", "other", "none"]:
        ses.delete_identity_policy(Identity="shop.example", PolicyName=name)
    assert ses.list_identity_policies(Identity="shop.example")["PolicyNames"] == []


def a_mail_is_sent():
    sent = ses.send_email(
        Source="도너츠 가게 <ops@shop.example>",
        Destination={
            "ToAddresses": ['"김, 광고" <kim@other.example>', "second@other.example"],
            "CcAddresses": ["boss@other.example"],
            "BccAddresses": ["archive@other.example"],
        },
        Message={"Subject": {"Data": "재고 부족: 도너츠가 모두 팔렸습니다"}, "Body": body("광고를 중단해 주세요.", "<p>광고 <b>중단</b></p>")},
        ReplyToAddresses=["answers@shop.example"],
        ReturnPath="bounces@shop.example",
        Tags=[{"Name": "campaign", "Value": "donut"}],
    )
    mail = box.mail("archive@other.example")
    assert mail["id"] == sent["MessageId"], mail
    assert mail["from"] == "도너츠 가게 <ops@shop.example>", mail
    assert mail["to"] == ["김, 광고 <kim@other.example>", "second@other.example"], mail
    assert (mail["cc"], mail["bcc"]) == (["boss@other.example"], ["archive@other.example"]), mail
    assert mail["subject"] == "재고 부족: 도너츠가 모두 팔렸습니다", mail
    assert (mail["text"], mail["html"]) == ("광고를 중단해 주세요.", "<p>광고 <b>중단</b></p>"), mail
    assert (mail["replyTo"], mail["returnPath"]) == (["answers@shop.example"], "bounces@shop.example"), mail
    assert mail["tags"] == [{"Name": "campaign", "Value": "donut"}], mail

    read = email.message_from_bytes(box.eml(mail), policy=email.policy.default)
    assert not read.defects and read["Bcc"] is None, read.items()
    assert read["Subject"] == mail["subject"] and read["Message-ID"] == f"<{sent['MessageId']}@ap-northeast-2.amazonses.com>", read.items()
    assert [(one.display_name, one.addr_spec) for one in read["To"].addresses] == [
        ("김, 광고", "kim@other.example"),
        ("", "second@other.example"),
    ], read["To"]
    assert read.get_body(("plain",)).get_content().strip() == mail["text"], read
    assert read.get_body(("html",)).get_content().strip() == mail["html"], read


def letter(**fields):
    message = EmailMessage()
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content("광고를 중단해 주세요.\n")
    message.add_alternative("<p>광고를 <b>중단</b>해 주세요.</p>\n", subtype="html")
    return message


def a_raw_mail_is_sent():
    message = letter(
        From="도너츠 가게 <ops@shop.example>",
        To="광고 담당 <raw@other.example>",
        Cc="boss@other.example",
        Bcc="hidden@other.example",
        Subject="재고 부족: 도너츠",
        X_Shop="강남",
        X_SES_MESSAGE_TAGS="campaign=donut, shop=kangnam",
    )
    data = bytes(range(256)) * 40
    message.add_attachment(data, maintype="application", subtype="vnd.ms-excel", filename="재고.xls")
    sent = ses.send_raw_email(RawMessage={"Data": message.as_bytes()})
    mail = box.mail("raw@other.example")
    assert mail["id"] == sent["MessageId"] and mail["from"] == "도너츠 가게 <ops@shop.example>", mail
    assert mail["to"] == ["광고 담당 <raw@other.example>"] and mail["bcc"] == ["hidden@other.example"], mail
    assert mail["subject"] == "재고 부족: 도너츠" and mail["text"].strip() == "광고를 중단해 주세요.", mail
    assert mail["html"].strip() == "<p>광고를 <b>중단</b>해 주세요.</p>", mail
    assert box.attachments(mail) == [("재고.xls", "application/vnd.ms-excel", data)], mail["attachments"]
    assert {"name": "X-Shop", "value": "강남"} in mail["headers"], mail["headers"]
    assert {(tag["Name"], tag["Value"]) for tag in mail["tags"]} == {("campaign", "donut"), ("shop", "kangnam")}, mail["tags"]
    names = {header["name"].lower() for header in mail["headers"]}
    assert "bcc" not in names and "x-ses-message-tags" not in names, names

    # Who is named beside the message receives it, whatever its headers say.
    message = letter(From="x@shop.example", To="shown@other.example", Subject="s")
    ses.send_raw_email(Source="ops@shop.example", Destinations=["meant@other.example"], RawMessage={"Data": message.as_bytes()})
    assert box.mail("meant@other.example")["bcc"] == ["meant@other.example"] and box.mails("shown@other.example") == []


def what_is_wrong_is_refused():
    before = len(box.look("ses/messages")["messages"])
    try:
        send("a@other.example", source="도너츠 <a@strange.example>")
        raise SystemExit("an unverified sender was taken")
    except ses.exceptions.MessageRejected as error:
        text = (
            "Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: "
            "도너츠 <a@strange.example>, a@strange.example"
        )
        assert error.response["Error"]["Message"] == text, error.response
    unverified = letter(From="ops@shop.example", Sender="b@strange.example", To="a@other.example", Subject="s")
    refused("MessageRejected", ses.send_raw_email, RawMessage={"Data": unverified.as_bytes()})
    many = [f"r{number}@other.example" for number in range(51)]
    refused("InvalidParameterValue", send, "Recipient count exceeds 50.", to=many)
    refused("InvalidParameterValue", send, "There are no recipients specified.", to=[])
    refused("InvalidParameterValue", send, "Missing final '@domain'", to="nobody")
    refused("InvalidParameterValue", send, "Local address contains control or whitespace", to="김@other.example")
    refused("InvalidParameterValue", send, "Domain contains illegal character", to="a@other_example")
    refused("InvalidParameterValue", send, "Domain contains dot-dot", to=["a@other.example", "a@other..example"])
    refused("InvalidParameterValue", send, to="a@other.example", subject="hello\r\nBcc: victim@other.example")
    refused("InvalidParameterValue", send, to="a@other.example\r\nBcc: victim@other.example")
    refused("InvalidParameterValue", send, to="a@other.example", source="x\nBcc: victim@other.example <ops@shop.example>")
    tag = {"Name": "a b", "Value": "c"}
    text = "Invalid tag name <a b>: only alphanumeric ASCII characters, '_',  '-' are allowed."
    refused("InvalidParameterValue", send, text, to="a@other.example", Tags=[tag])
    try:
        send("a@other.example", ConfigurationSetName="none")
        raise SystemExit("a configuration set was used that is not there")
    except ses.exceptions.ConfigurationSetDoesNotExistException as error:
        assert error.response["Error"]["Message"] == "Configuration set <none> does not exist.", error.response
    twice = b"From: ops@shop.example\r\nTo: a@other.example\r\nSubject: a\r\nSubject: b\r\n\r\n"
    refused("InvalidParameterValue", ses.send_raw_email, RawMessage={"Data": twice})
    refused("InvalidParameterValue", ses.send_raw_email, RawMessage={"Data": b"To: a@other.example\r\n\r\nwho?"})
    assert len(box.look("ses/messages")["messages"]) == before, "something of what was refused was sent"


def an_account_is_counted_and_paused():
    quota = ses.get_send_quota()
    assert (quota["Max24HourSend"], quota["MaxSendRate"]) == (200.0, 1.0), quota
    send(["a@other.example", "b@other.example", "success@simulator.amazonses.com"])
    after = ses.get_send_quota()["SentLast24Hours"]
    assert after == quota["SentLast24Hours"] + 2, (quota, after)
    box.freeze()
    send(["bounce@simulator.amazonses.com", "complaint@simulator.amazonses.com"])
    box.advance("1h")
    box.run()
    points = ses.get_send_statistics()["SendDataPoints"]
    totals = [sum(point[name] for point in points) for name in ["DeliveryAttempts", "Bounces", "Complaints", "Rejects"]]
    assert totals[0] >= 8 and totals[1:] == [1, 1, 0], points
    assert all(point["Timestamp"].minute % 15 == 0 and point["Timestamp"].second == 0 for point in points), points

    assert ses.get_account_sending_enabled()["Enabled"] is True
    ses.update_account_sending_enabled(Enabled=False)
    try:
        send("paused@other.example")
        raise SystemExit("an account sent although it is paused")
    except ses.exceptions.AccountSendingPausedException:
        pass
    assert ses.get_account_sending_enabled()["Enabled"] is False
    ses.update_account_sending_enabled(Enabled=True)
    assert box.mails("paused@other.example") == []


def receipt_rules_are_kept():
    rule = {
        "Name": "store",
        "Enabled": True,
        "TlsPolicy": "Require",
        "Recipients": ["orders@shop.example", ".shop.example"],
        "Actions": [
            {"S3Action": {"BucketName": "mails", "ObjectKeyPrefix": "in/"}},
            {"LambdaAction": {"FunctionArn": "arn:aws:lambda:ap-northeast-2:000000000000:function:read", "InvocationType": "Event"}},
            {"AddHeaderAction": {"HeaderName": "X-Shop", "HeaderValue": "강남"}},
            {"StopAction": {"Scope": "RuleSet"}},
        ],
        "ScanEnabled": True,
    }
    ses.create_receipt_rule_set(RuleSetName="inbound")
    ses.create_receipt_rule(RuleSetName="inbound", Rule=rule)
    assert ses.describe_receipt_rule(RuleSetName="inbound", RuleName="store")["Rule"] == rule
    ses.create_receipt_rule(RuleSetName="inbound", Rule={"Name": "last"}, After="store")
    ses.create_receipt_rule(RuleSetName="inbound", Rule={"Name": "first"})
    names = lambda: [one["Name"] for one in ses.describe_receipt_rule_set(RuleSetName="inbound")["Rules"]]  # noqa: E731
    assert names() == ["first", "store", "last"], names()
    ses.set_receipt_rule_position(RuleSetName="inbound", RuleName="first", After="last")
    assert names() == ["store", "last", "first"], names()
    ses.reorder_receipt_rule_set(RuleSetName="inbound", RuleNames=["first", "last", "store"])
    ses.update_receipt_rule(RuleSetName="inbound", Rule=rule | {"Enabled": False})
    ses.delete_receipt_rule(RuleSetName="inbound", RuleName="last")

    ses.clone_receipt_rule_set(RuleSetName="copy", OriginalRuleSetName="inbound")
    ses.set_active_receipt_rule_set(RuleSetName="copy")
    active = ses.describe_active_receipt_rule_set()
    assert active["Metadata"]["Name"] == "copy" and [one["Name"] for one in active["Rules"]] == ["first", "store"], active
    assert active["Rules"][1] == rule | {"Enabled": False}, active
    assert [one["Name"] for one in ses.list_receipt_rule_sets()["RuleSets"]] == ["copy", "inbound"]
    try:
        ses.delete_receipt_rule_set(RuleSetName="copy")
        raise SystemExit("the active rule set was deleted")
    except ses.exceptions.CannotDeleteException:
        pass
    ses.set_active_receipt_rule_set()
    assert "Metadata" not in ses.describe_active_receipt_rule_set()
    ses.delete_receipt_rule_set(RuleSetName="copy")
    for error, call, arguments in [
        ("RuleSetDoesNotExist", ses.describe_receipt_rule_set, {"RuleSetName": "copy"}),
        ("RuleDoesNotExist", ses.describe_receipt_rule, {"RuleSetName": "inbound", "RuleName": "last"}),
        ("AlreadyExists", ses.create_receipt_rule_set, {"RuleSetName": "inbound"}),
    ]:
        refused(error, call, **arguments)
    block = {"Name": "block", "IpFilter": {"Policy": "Block", "Cidr": "10.0.0.0/8"}}
    ses.create_receipt_filter(Filter=block)
    assert ses.list_receipt_filters()["Filters"] == [block]
    ses.delete_receipt_filter(FilterName="block")
    assert ses.list_receipt_filters()["Filters"] == []


for check in [
    identities_are_verified,
    a_domain_is_signed_for,
    policies_are_kept,
    a_mail_is_sent,
    a_raw_mail_is_sent,
    what_is_wrong_is_refused,
    an_account_is_counted_and_paused,
    receipt_rules_are_kept,
]:
    check()

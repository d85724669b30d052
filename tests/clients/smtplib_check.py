"""smtplib_check.py ENDPOINT PORT: Python's smtplib at the SMTP door: in the open, over STARTTLS with the box's own
certificate, a Korean mail with an attachment, blind copies, and what is refused."""

import email
import email.policy
import smtplib
import ssl
import sys
import urllib.request
from email.message import EmailMessage

import boto3

from box import Box

endpoint, port = sys.argv[1], int(sys.argv[2])
box = Box(endpoint)
ses = boto3.client("ses", endpoint_url=endpoint, region_name="us-east-1")  # where the door is, unless serve says otherwise
ses.verify_domain_identity(Domain="shop.example")


with urllib.request.urlopen(endpoint + "/_proofbox/certificate") as certificate:
    trust = ssl.create_default_context(cadata=certificate.read().decode())

# ---- in the open, with and without a password ----

with smtplib.SMTP("127.0.0.1", port) as door:
    assert door.sendmail("ops@shop.example", ["plain@other.example"], "Subject: plain\n\n.dots\n..\nlast line") == {}
    code, text = door.login("any", "thing")
    assert code == 235, (code, text)
    assert door.noop()[0] == 250 and door.vrfy("plain@other.example")[0] == 252
    door.sendmail("ops@shop.example", ["plain@other.example"], "From: ops@shop.example\n\nsecond of the connection")
first, second = box.mails("plain@other.example")
assert (first["subject"], first["from"], first["text"]) == ("plain", "ops@shop.example", ".dots\r\n..\r\nlast line\r\n"), first
assert second["text"] == "second of the connection\r\n", second

# ---- over TLS, as a program sends ----

message = EmailMessage()
message["Subject"] = "재고 부족: 도너츠"
message["From"] = "도너츠 가게 <ops@shop.example>"
message["To"] = "Ads <ads@other.example>, 광고 <ads2@other.example>"
message["Cc"] = "boss@other.example"
message["Bcc"] = "archive@other.example"
message.set_content("광고를 중단해 주세요.\n")
message.add_alternative("<p>광고를 <b>중단</b>해 주세요.</p>\n", subtype="html")
message["Reply-To"] = "답장 <answers@shop.example>"
message["X-Shop"] = "강남"
message["X-SES-MESSAGE-TAGS"] = "campaign=donut"
message.add_attachment(bytes(range(256)) * 100, maintype="application", subtype="octet-stream", filename="재고.bin")
message.add_attachment("sku,재고\n", subtype="csv", filename="stock.csv")
with smtplib.SMTP("127.0.0.1", port) as door:
    door.starttls(context=trust)
    door.ehlo()
    assert not door.has_extn("starttls") and door.has_extn("size")
    door.login("AKIDEXAMPLE", "password")
    assert door.send_message(message) == {}
mail = box.mail("archive@other.example")
assert mail["subject"] == "재고 부족: 도너츠", mail
assert mail["from"] == "도너츠 가게 <ops@shop.example>", mail
assert mail["to"] == ["Ads <ads@other.example>", "광고 <ads2@other.example>"], mail
assert (mail["cc"], mail["bcc"]) == (["boss@other.example"], ["archive@other.example"]), mail
assert mail["text"].strip() == "광고를 중단해 주세요.", mail
assert mail["html"].strip() == "<p>광고를 <b>중단</b>해 주세요.</p>", mail
assert mail["replyTo"] == ["답장 <answers@shop.example>"] and mail["returnPath"] == "ops@shop.example", mail
assert {"name": "X-Shop", "value": "강남"} in mail["headers"] and mail["tags"] == [{"Name": "campaign", "Value": "donut"}], mail
(name, kind, data), (second_name, second_kind, second_data) = box.attachments(mail)
assert (name, kind, data) == ("재고.bin", "application/octet-stream", bytes(range(256)) * 100), mail["attachments"]
assert (second_name, second_kind, second_data.decode().strip()) == ("stock.csv", "text/csv", "sku,재고"), mail["attachments"]
eml = email.message_from_bytes(box.eml(mail), policy=email.policy.default)
assert not eml.defects and eml["Subject"] == "재고 부족: 도너츠" and eml["Bcc"] is None and eml["X-SES-MESSAGE-TAGS"] is None, eml.items()
assert [part.get_filename() for part in eml.iter_attachments()] == ["재고.bin", "stock.csv"], eml

# ---- what is refused ----

with smtplib.SMTP("127.0.0.1", port) as door:
    door.starttls(context=trust)
    refused = door.sendmail("ops@shop.example", ["half@other.example", "nobody"], "Subject: half\n\n")
    assert list(refused) == ["nobody"] and refused["nobody"][0] == 553, refused
    try:
        door.sendmail("a@strange.example", ["b@other.example"], "Subject: no\n\n")
        raise SystemExit("an unverified sender was taken")
    except smtplib.SMTPDataError as error:
        assert error.smtp_code == 554 and error.smtp_error == (
            b"Message rejected: Email address is not verified. The following identities failed the check in region "
            b"US-EAST-1: a@strange.example"), error
    try:
        door.sendmail("nobody", ["b@other.example"], "Subject: no\n\n")
        raise SystemExit("an address without a domain was taken")
    except smtplib.SMTPSenderRefused as error:
        assert error.smtp_code == 553, error
    try:
        door.sendmail("ops@shop.example", [f"r{n}@other.example" for n in range(51)], "Subject: no\n\n")
        raise SystemExit("51 recipients were taken")
    except smtplib.SMTPDataError as error:
        assert error.smtp_code == 554 and b"Recipient count exceeds 50" in error.smtp_error, error
    try:
        door.sendmail("ops@shop.example", ["b@other.example"], "x" * (40 * 1024 * 1024 + 1))
        raise SystemExit("a mail of more than 40 MB was taken")
    except smtplib.SMTPSenderRefused as error:
        assert error.smtp_code == 552, error
    try:
        door.sendmail("ops@shop.example", ["b@other.example"], "From: ops@shop.example\nTo: root\nSubject: no\n\n")
        raise SystemExit("a mail was taken that shows an address without a domain")
    except smtplib.SMTPDataError as error:
        assert error.smtp_code == 554 and error.smtp_error == b"Transaction failed: Missing final '@domain'", error
    shown = "From: ops@shop.example (Cron Daemon)\nTo: undisclosed-recipients:;\nSubject: hidden\n\n"
    door.sendmail("ops@shop.example", ["hidden@other.example"], shown)
    door.sendmail("ops@shop.example", ["large@other.example"], "Subject: large\n\n" + ("x" * 998 + "\n") * 20_000)
assert box.mails("b@other.example") == [] and box.mails("r0@other.example") == []
assert len(box.mails("half@other.example")) == 1
mail = box.mail("hidden@other.example")
assert (mail["from"], mail["to"], mail["bcc"]) == ("ops@shop.example", [], ["hidden@other.example"]), mail
mail = box.mail("large@other.example")
assert len(mail["text"]) == 20_000_000, len(mail["text"])

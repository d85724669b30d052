"""boto3_ses_sandbox.py ENDPOINT: a box that is strict about SES's sandbox, by boto3: an address is verified by the link in a mail,
mail goes to verified addresses only, at most one a second and 200 a day of the box's clock, until production access is granted."""

import re
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

from box import Box

endpoint = sys.argv[1]
box = Box(endpoint)
config = Config(retries={"max_attempts": 0})  # or boto3 would wait, and the box's clock stand still
ses = boto3.client("ses", endpoint_url=endpoint, config=config)
sesv2 = boto3.client("sesv2", endpoint_url=endpoint, config=config)
message = {"Subject": {"Data": "할인"}, "Body": {"Text": {"Data": "글"}}}


def send(*to, source="ops@shop.example"):
    return ses.send_email(Source=source, Destination={"ToAddresses": list(to)}, Message=message)


def send_v2(*to):
    return sesv2.send_email(FromEmailAddress="ops@shop.example", Destination={"ToAddresses": list(to)}, Content={"Simple": message})


def refused(code, text, status, call, *arguments, **more):
    try:
        call(*arguments, **more)
    except ses.exceptions.ClientError as error:
        told = error.response["Error"]
        assert (told["Code"], told["Message"]) == (code, text), error.response
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == status, error.response
        return
    raise SystemExit(f"was not refused: {code} was expected")


def status_of(address):
    attributes = ses.get_identity_verification_attributes(Identities=[address])["VerificationAttributes"]
    return attributes[address]["VerificationStatus"]


def failed(*addresses):
    start = "Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: "
    return start + ", ".join(addresses)


def link_to(address):
    return re.search(r"http://\S+", box.mails(address)[-1]["text"]).group()


def follow(link):
    try:
        with urllib.request.urlopen(link) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


box.freeze()
ses.verify_domain_identity(Domain="shop.example")
ses.verify_email_identity(EmailAddress="kim@other.example")
assert status_of("kim@other.example") == "Pending" and status_of("shop.example") == "Success"
refused("MessageRejected", failed("kim@other.example"), 400, send, "kim@other.example")
refused("MessageRejected", failed("kim@other.example"), 400, send, "staff@shop.example", source="kim@other.example")
assert follow(link_to("kim@other.example")) == 200
assert status_of("kim@other.example") == "Success"
send("kim@other.example")
assert [mail["subject"] for mail in box.mails("kim@other.example")][1:] == ["할인"]

ses.verify_email_identity(EmailAddress="late@other.example")
box.advance("25h")
assert follow(link_to("late@other.example")) == 410 and status_of("late@other.example") == "Failed"

# One a second; the simulator is free of the quota of a day only.
send("bounce@simulator.amazonses.com")
refused("Throttling", "Maximum sending rate exceeded", 400, send, "kim@other.example")
refused("TooManyRequestsException", "Maximum sending rate exceeded", 429, send_v2, "kim@other.example")

# The quota of a day counts recipients. It is used up, and comes back a day later.
for number in range(4):
    box.advance("1s")
    send_v2(*[f"a{number}.{one}@shop.example" for one in range(50)])
assert ses.get_send_quota()["SentLast24Hours"] == 200.0
box.advance("1m")
refused("Throttling", "Daily message quota exceeded", 400, send, "kim@other.example")
refused("TooManyRequestsException", "Daily message quota exceeded", 429, send_v2, "kim@other.example")
send("success@simulator.amazonses.com")
box.advance("24h")
assert ses.get_send_quota()["SentLast24Hours"] == 0.0
send("kim@other.example")

# Out of the sandbox everybody may be written to.
box.advance("1s")
refused("MessageRejected", failed("stranger@other.example"), 400, send, "stranger@other.example")
reason = "An account in the sandbox cannot add to its suppression list."
suppress = {"EmailAddress": "gone@other.example", "Reason": "BOUNCE"}
refused("BadRequestException", reason, 400, sesv2.put_suppressed_destination, **suppress)
sesv2.put_account_details(
    MailType="TRANSACTIONAL", WebsiteURL="https://shop.example", UseCaseDescription="알림", ProductionAccessEnabled=True
)
for _ in range(14):
    send("stranger@other.example")
refused("Throttling", "Maximum sending rate exceeded", 400, send, "stranger@other.example")
sesv2.put_suppressed_destination(**suppress)
assert ses.get_send_quota()["Max24HourSend"] == 50_000.0 and len(box.mails("stranger@other.example")) == 14

"""smtp_password_check.py ENDPOINT PORT: a box that is strict about signatures, at its SMTP door: who says nothing and who
says the wrong thing sends nothing; AWS's example key sends by the password that AWS derives for it."""

import smtplib
import sys

import boto3

endpoint, port = sys.argv[1], int(sys.argv[2])
boto3.client("ses", endpoint_url=endpoint).verify_email_identity(EmailAddress="ops@shop.example")
mail = ("ops@shop.example", ["ads@other.example"], "Subject: signed\n\n")
good = "BFrwSu3BsGr8nvY2bDCyObUpnNCGFtmAY0j+5nSYn0ZQ"  # in ap-northeast-2

with smtplib.SMTP("127.0.0.1", port) as door:
    try:
        door.sendmail(*mail)
        raise SystemExit("a mail of nobody was taken")
    except smtplib.SMTPSenderRefused as error:
        assert (error.smtp_code, error.smtp_error) == (530, b"Authentication required"), error
    for user, password in (("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), ("test", good)):
        try:
            door.login(user, password)
            raise SystemExit("a wrong password was taken")
        except smtplib.SMTPAuthenticationError as error:
            assert (error.smtp_code, error.smtp_error) == (535, b"Authentication Credentials Invalid"), error
    door.login("AKIDEXAMPLE", good)
    assert door.sendmail(*mail) == {}

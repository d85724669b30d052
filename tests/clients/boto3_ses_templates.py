"""boto3_ses_templates.py ENDPOINT: templates of SES as programs use them through boto3, by both of its APIs (Query and REST):
mails that are made of them one by one and many at once, and the exceptions by class."""

import email
import email.policy
import json
import sys

import boto3
from botocore.exceptions import ClientError

from box import Box

endpoint = sys.argv[1]
box = Box(endpoint)
ses = boto3.client("ses", endpoint_url=endpoint)
sesv2 = boto3.client("sesv2", endpoint_url=endpoint)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error.response
        return error
    raise SystemExit(f"{call.__name__} was not refused: {code} was expected")


def templates_are_kept_and_paged():
    template = {
        "TemplateName": "ad-stop",
        "SubjectPart": "[도넛-스테이츠] {{product.name}} 광고 중단 요청",
        "TextPart": "{{#each stores}}\n- {{this}}\n{{/each}}\n",
        "HtmlPart": "<ul>{{#each stores}}<li>{{this}}</li>{{/each}}</ul>",
    }
    assert ses.list_templates()["TemplatesMetadata"] == []
    ses.create_template(Template=template)
    assert ses.get_template(TemplateName="ad-stop")["Template"] == template
    content = sesv2.get_email_template(TemplateName="ad-stop")["TemplateContent"]
    assert content == {"Subject": template["SubjectPart"], "Text": template["TextPart"], "Html": template["HtmlPart"]}, content
    refused("AlreadyExists", ses.create_template, Template=template)
    refused("AlreadyExistsException", sesv2.create_email_template, TemplateName="ad-stop", TemplateContent={"Subject": "s"})
    refused("InvalidTemplate", ses.create_template, Template={"TemplateName": "x", "SubjectPart": "{{#if a}}"})

    for number in range(25):
        sesv2.create_email_template(TemplateName=f"page-{number:02}", TemplateContent={"Subject": "s", "Text": "t"})
    names, token = [], {}
    while True:
        page = ses.list_templates(MaxItems=10, **token)
        names += [one["Name"] for one in page["TemplatesMetadata"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert len(names) == 26 and len(set(names)) == 26, names
    assert len(sesv2.list_email_templates(PageSize=100)["TemplatesMetadata"]) == 26
    for name in names:
        if name != "ad-stop":
            sesv2.delete_email_template(TemplateName=name)
    ses.delete_template(TemplateName="page-00")
    try:
        sesv2.delete_email_template(TemplateName="page-00")
        raise SystemExit("a missing template was deleted")
    except sesv2.exceptions.NotFoundException as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404, error.response


def a_template_is_tried():
    data = {"product": {"name": "글레이즈드"}, "stores": ["강남", "서초"]}
    for message in (
        ses.test_render_template(TemplateName="ad-stop", TemplateData=json.dumps(data))["RenderedTemplate"],
        sesv2.test_render_email_template(TemplateName="ad-stop", TemplateData=json.dumps(data))["RenderedTemplate"],
    ):
        read = email.message_from_string(message, policy=email.policy.default)
        assert read["Subject"] == "[도넛-스테이츠] 글레이즈드 광고 중단 요청", read["Subject"]
        assert read.get_content_type() == "multipart/alternative", message
        text, html = read.get_payload()
        assert text.get_content().split() == ["-", "강남", "-", "서초"], text
        assert html.get_content().strip() == "<ul><li>강남</li><li>서초</li></ul>", html
    try:
        ses.test_render_template(TemplateName="ad-stop", TemplateData='{"product":{}}')
        raise SystemExit("a template was rendered without its data")
    except ses.exceptions.MissingRenderingAttributeException as error:
        text = "Attribute 'product.name' is not present in the rendering data."
        assert error.response["Error"]["Message"] == text, error.response
    try:
        ses.test_render_template(TemplateName="ad-stop", TemplateData="{")
        raise SystemExit("a template was rendered with what is no JSON")
    except ses.exceptions.InvalidRenderingParameterException:
        pass
    refused("BadRequestException", sesv2.test_render_email_template, TemplateName="ad-stop", TemplateData="{}")


def a_mail_is_made_of_a_template():
    ses.verify_email_identity(EmailAddress="shop@example.com")
    data = json.dumps({"product": {"name": "글레이즈드"}, "stores": ["강남"]}, ensure_ascii=False)
    sent = ses.send_templated_email(
        Source="도넛 <shop@example.com>", Destination={"ToAddresses": ["v1@example.com"]}, Template="ad-stop", TemplateData=data
    )
    mail = box.mail("v1@example.com")
    assert mail["id"] == sent["MessageId"], mail
    assert mail["subject"] == "[도넛-스테이츠] 글레이즈드 광고 중단 요청" and mail["text"] == "- 강남\n", mail

    to = {"ToAddresses": ["v2@example.com"]}
    sesv2.send_email(
        FromEmailAddress="shop@example.com", Destination=to, Content={"Template": {"TemplateName": "ad-stop", "TemplateData": data}}
    )
    mail = box.mail("v2@example.com")
    assert mail["html"] == "<ul><li>강남</li></ul>", mail

    # AWS has accepted a mail before it finds out that it cannot be rendered.
    unsent = {"ToAddresses": ["unsent@example.com"]}
    assert ses.send_templated_email(Source="shop@example.com", Destination=unsent, Template="ad-stop", TemplateData="{}")["MessageId"]
    assert box.mails("unsent@example.com") == []
    try:
        ses.send_templated_email(Source="shop@example.com", Destination=unsent, Template="none", TemplateData="{}")
        raise SystemExit("a mail was sent of a missing template")
    except ses.exceptions.TemplateDoesNotExistException as error:
        assert error.response["Error"]["Message"] == "Template none does not exist", error.response


def many_mails_are_made_in_one_call():
    ses.create_template(Template={"TemplateName": "hello", "SubjectPart": "{{name}}, {{n}}", "TextPart": "t"})
    status = ses.send_bulk_templated_email(
        Source="shop@example.com",
        Template="hello",
        DefaultTemplateData='{"name":"friend","n":1}',
        Destinations=[
            {"Destination": {"ToAddresses": ["many@example.com"]}, "ReplacementTemplateData": '{"name":"Ann","n":2}'},
            {"Destination": {"ToAddresses": ["many@example.com"]}, "ReplacementTemplateData": "{}"},
            {"Destination": {"ToAddresses": ["many@example.com"]}, "ReplacementTemplateData": '{"name":"Bo"}'},
            {"Destination": {"ToAddresses": ["nobody"]}},
        ],
    )["Status"]
    assert [one["Status"] for one in status] == ["Success", "Success", "Success", "InvalidParameterValue"], status
    assert [mail["subject"] for mail in box.mails("many@example.com")] == ["Ann, 2", "friend, 1"]

    results = sesv2.send_bulk_email(
        FromEmailAddress="shop@example.com",
        DefaultContent={"Template": {"TemplateName": "hello", "TemplateData": '{"name":"friend","n":3}'}},
        BulkEmailEntries=[
            {
                "Destination": {"ToAddresses": ["many@example.com"]},
                "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": '{"name":"Cho","n":4}'}},
            },
            {"Destination": {"ToAddresses": ["nobody"]}},
        ],
    )["BulkEmailEntryResults"]
    assert [one["Status"] for one in results] == ["SUCCESS", "INVALID_PARAMETER"], results
    assert box.mails("many@example.com")[-1]["subject"] == "Cho, 4"


for check in [templates_are_kept_and_paged, a_template_is_tried, a_mail_is_made_of_a_template, many_mails_are_made_in_one_call]:
    check()

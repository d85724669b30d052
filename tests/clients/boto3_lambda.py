"""boto3_lambda.py ENDPOINT: Lambda's own API by boto3, for the functions of the donut shop, on a frozen clock: what there is,
invoking in all three ways with the tail of the log, the pool and its reservations, permissions, and a mapping that is disabled,
so that its queue fills, and enabled, so that it drains."""

import base64
import json
import sys

import boto3

from box import Box

endpoint = sys.argv[1]
box = Box(endpoint)
functions = boto3.client("lambda", endpoint_url=endpoint)
queues = boto3.client("sqs", endpoint_url=endpoint)
account = "000000000000"
checkout = {
    "version": "2.0",
    "routeKey": "GET /product/donut",
    "rawPath": "/product/donut",
    "rawQueryString": "",
    "headers": {},
    "requestContext": {"http": {"method": "GET", "path": "/product/donut"}},
    "isBase64Encoded": False,
}


def refused(name, call, **arguments):
    try:
        call(**arguments)
    except functions.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == name, error.response
        return error.response
    raise SystemExit(f"{call.__name__} was not refused: {name} was expected")


def there_are_functions():
    listed = [one["FunctionName"] for page in functions.get_paginator("list_functions").paginate() for one in page["Functions"]]
    assert {"sales_api", "stock_lambda", "stock_inc_lambda", "ad_lambda"} <= set(listed), listed
    got = functions.get_function(FunctionName="stock_lambda")["Configuration"]
    assert got["FunctionArn"] == f"arn:aws:lambda:ap-northeast-2:{account}:function:stock_lambda", got
    assert got["Timeout"] == 6 and got["State"] == "Active", got
    by_arn = functions.get_function_configuration(FunctionName=got["FunctionArn"])
    assert by_arn["Environment"]["Variables"]["FACTORY_API"].endswith("/api/manufactures"), by_arn
    told = refused("ResourceNotFoundException", functions.get_function, FunctionName="nobody")
    assert told["Error"]["Message"] == f"Function not found: arn:aws:lambda:ap-northeast-2:{account}:function:nobody", told


def functions_are_invoked():
    done = functions.invoke(FunctionName="sales_api", LogType="Tail", Payload=json.dumps(checkout))
    assert done["StatusCode"] == 200 and done["ExecutedVersion"] == "$LATEST" and "FunctionError" not in done, done
    answer = json.loads(done["Payload"].read())
    assert answer["statusCode"] == 200 and json.loads(answer["body"])["name"] == "부산도너츠", answer
    log = base64.b64decode(done["LogResult"]).decode()
    assert log.startswith("START RequestId: ") and "\nREPORT RequestId: " in log and "Init Duration" in log, log

    failed = functions.invoke(FunctionName="stock_lambda", Payload=b'{"Records":[{"body":"no envelope"}]}')
    assert failed["StatusCode"] == 200 and failed["FunctionError"] == "Unhandled", failed
    assert set(json.loads(failed["Payload"].read())) >= {"errorType", "errorMessage"}

    assert functions.invoke(FunctionName="sales_api", InvocationType="DryRun")["StatusCode"] == 204
    assert functions.invoke(FunctionName="stock_lambda", InvocationType="Event", Payload=b'{"Records":[]}')["StatusCode"] == 202
    refused("InvalidRequestContentException", functions.invoke, FunctionName="sales_api", Payload=b"{")

    seen = box.look("functions/invocations", function="stock_lambda")["invocations"]
    assert [(one["type"], one["status"]) for one in seen] == [("RequestResponse", "failed"), ("Event", "succeeded")], seen
    lines = box.look("functions/logs", function="stock_lambda")["lines"]
    assert lines[0]["logGroup"] == "/aws/lambda/stock_lambda", lines


def concurrency_can_be_reserved():
    functions.put_function_concurrency(FunctionName="sales_api", ReservedConcurrentExecutions=0)
    throttled = refused("TooManyRequestsException", functions.invoke, FunctionName="sales_api")
    assert throttled["ResponseMetadata"]["HTTPStatusCode"] == 429, throttled
    assert throttled["Reason"] == "ReservedFunctionConcurrentInvocationLimitExceeded", throttled
    functions.delete_function_concurrency(FunctionName="sales_api")
    assert "ReservedConcurrentExecutions" not in functions.get_function_concurrency(FunctionName="sales_api")
    assert functions.get_account_settings()["AccountLimit"]["ConcurrentExecutions"] == 1000


def services_may_be_let_in():
    added = functions.add_permission(
        FunctionName="sales_api", StatementId="api", Action="lambda:InvokeFunction", Principal="apigateway.amazonaws.com"
    )
    statement = json.loads(added["Statement"])
    policy = json.loads(functions.get_policy(FunctionName="sales_api")["Policy"])
    assert policy["Statement"] == [statement] and statement["Principal"] == {"Service": "apigateway.amazonaws.com"}, policy
    functions.remove_permission(FunctionName="sales_api", StatementId="api")
    refused("ResourceNotFoundException", functions.get_policy, FunctionName="sales_api")


def a_mapping_is_switched_off_and_on():
    url = queues.get_queue_url(QueueName="stock_queue")["QueueUrl"]

    def held():
        told = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        return int(told["Attributes"]["ApproximateNumberOfMessages"])

    def order():
        attribute = lambda value: {"Type": "String", "Value": value}
        body = {
            "Type": "Notification",
            "Message": "도너츠 재고가 없습니다.",
            "MessageAttributes": {
                "groupId": attribute("stock-arrival-group"),
                "productId": attribute("CP-502101"),
                "productCnt": attribute("1"),
                "factoryId": attribute("FF-500293"),
                "requester": attribute("factory-manager@example.com"),
                "callbackUrl": attribute("http://api.box/product/donut"),
            },
        }
        queues.send_message(QueueUrl=url, MessageBody=json.dumps(body))
        box.advance("0s")

    (mapping,) = functions.list_event_source_mappings(FunctionName="stock_lambda")["EventSourceMappings"]
    assert mapping["State"] == "Enabled" and mapping["EventSourceArn"].endswith(":stock_queue"), mapping
    orders = len(box.look("factory/orders")["orders"])
    changed = functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=False)
    assert changed["State"] == "Disabling", changed
    box.advance("0s")
    assert functions.get_event_source_mapping(UUID=mapping["UUID"])["State"] == "Disabled"
    for _ in range(3):
        order()
    assert held() == 3 and len(box.look("factory/orders")["orders"]) == orders

    functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)
    box.advance("0s")
    assert functions.get_event_source_mapping(UUID=mapping["UUID"])["State"] == "Enabled"
    assert held() == 0 and len(box.look("factory/orders")["orders"]) == orders + 3

    functions.delete_event_source_mapping(UUID=mapping["UUID"])
    box.advance("0s")
    refused("ResourceNotFoundException", functions.get_event_source_mapping, UUID=mapping["UUID"])
    wide = {"EventSourceArn": mapping["EventSourceArn"], "FunctionName": "stock_lambda", "BatchSize": 100}
    told = refused("InvalidParameterValueException", functions.create_event_source_mapping, **wide)
    assert told["Error"]["Message"].startswith("Maximum batch window in seconds must be greater than 0"), told
    made = functions.create_event_source_mapping(
        **wide, MaximumBatchingWindowInSeconds=1, FunctionResponseTypes=["ReportBatchItemFailures"]
    )
    assert made["State"] == "Creating" and made["FunctionResponseTypes"] == ["ReportBatchItemFailures"], made
    again = refused("ResourceConflictException", functions.create_event_source_mapping, **wide, MaximumBatchingWindowInSeconds=1)
    assert made["UUID"] in again["Error"]["Message"], again
    order()
    box.advance("2s")
    assert held() == 0


there_are_functions()
functions_are_invoked()
concurrency_can_be_reserved()
services_may_be_let_in()
a_mapping_is_switched_off_and_on()

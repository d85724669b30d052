#!/usr/bin/env bash
# aws_cli.sh ENDPOINT: the AWS CLI as Debian has it (SQS over Query): topic, queue with dead-letter queue, subscription,
# publish, receive the envelope, delete, tags, permissions, and the error of a missing queue; then SNS's attributes, filters,
# batches, tags and the error of a missing topic. (It has no message move tasks yet; the JavaScript SDKs check those.)
set -euo pipefail
endpoint=$1
cli() { /usr/bin/aws --endpoint-url "$endpoint" --output text "$@"; }
equal() { [ "$1" = "$2" ] || { echo "$3: expected \"$2\", came \"$1\"" >&2; exit 1; }; }

topic=$(cli sns create-topic --name orders --query TopicArn)
equal "$topic" arn:aws:sns:ap-northeast-2:000000000000:orders "the topic's ARN"
dead=$(cli sqs create-queue --queue-name jobs-dead --query QueueUrl)
equal "$dead" "$endpoint/000000000000/jobs-dead" "the dead-letter queue's URL"
policy='{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:ap-northeast-2:000000000000:jobs-dead\",\"maxReceiveCount\":\"1\"}"}'
queue=$(cli sqs create-queue --queue-name jobs --attributes "$policy" --query QueueUrl)
arn=$(cli sqs get-queue-attributes --queue-url "$queue" --attribute-names QueueArn --query Attributes.QueueArn)
cli sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint "$arn" >/dev/null

message_id=$(cli sns publish --topic-arn "$topic" --subject 재고 --message "도너츠 재고가 없습니다." --query MessageId)
body=$(cli sqs receive-message --queue-url "$queue" --wait-time-seconds 5 --query 'Messages[0].Body')
read_body() { /usr/bin/python3 -c 'import json,sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$body" "$1"; }
equal "$(read_body MessageId)" "$message_id" "the envelope's MessageId"
equal "$(read_body Message)" "도너츠 재고가 없습니다." "the envelope's Message"
equal "$(read_body Subject)" "재고" "the envelope's Subject"

# Received once and not deleted: the next receive moves it to the dead-letter queue, where it is deleted.
read -r handle < <(cli sqs send-message --queue-url "$queue" --message-body direct --query MessageId)
handle=$(cli sqs receive-message --queue-url "$queue" --visibility-timeout 0 --wait-time-seconds 5 --query 'Messages[0].ReceiptHandle')
cli sqs receive-message --queue-url "$queue" >/dev/null
handle=$(cli sqs receive-message --queue-url "$dead" --wait-time-seconds 5 --query 'Messages[0].ReceiptHandle')
cli sqs delete-message --queue-url "$dead" --receipt-handle "$handle"
left=$(cli sqs get-queue-attributes --queue-url "$dead" --attribute-names All --query Attributes.ApproximateNumberOfMessages)
equal "$left" 0 "messages left in the dead-letter queue"

sources=$(cli sqs list-dead-letter-source-queues --queue-url "$dead" --query 'queueUrls[0]')
equal "$sources" "$queue" "the sources of the dead-letter queue"

tagged=$(cli sqs create-queue --queue-name tagged --tags team=donut,stage=test --query QueueUrl)
cli sqs tag-queue --queue-url "$tagged" --tags stage=live,cost=0
cli sqs untag-queue --queue-url "$tagged" --tag-keys team
equal "$(cli --output json sqs list-queue-tags --queue-url "$tagged" --query 'Tags.[stage,cost,team]' | tr -d ' \n')" \
  '["live","0",null]' "the tags"
cli sqs add-permission --queue-url "$tagged" --label partner --aws-account-ids 111122223333 --actions SendMessage ReceiveMessage
policy=$(cli sqs get-queue-attributes --queue-url "$tagged" --attribute-names Policy --query Attributes.Policy)
case $policy in
  *'"Sid":"partner"'*) ;;
  *) echo "the permission is not in the policy: $policy" >&2; exit 1 ;;
esac
cli sqs remove-permission --queue-url "$tagged" --label partner
policy=$(cli sqs get-queue-attributes --queue-url "$tagged" --attribute-names All --query Attributes.Policy)
case $policy in
  *partner*) echo "the permission is still in the policy: $policy" >&2; exit 1 ;;
esac
names=$(cli sqs list-queues --queue-name-prefix jobs --page-size 1 --query 'QueueUrls[]' | tr '\t\n' '  ')
equal "$names" "$queue $dead " "the queues in pages"
[ -z "$(cli sqs purge-queue --queue-url "$tagged")" ]
cli sqs delete-queue --queue-url "$tagged"

if cli sqs get-queue-url --queue-name missing 2>/tmp/aws_cli_error.$$; then
  echo "a missing queue was found" >&2
  exit 1
fi
error=$(cat /tmp/aws_cli_error.$$; rm /tmp/aws_cli_error.$$)
case $error in
  *AWS.SimpleQueueService.NonExistentQueue*"does not exist"*) ;;
  *) echo "the error of a missing queue: $error" >&2; exit 1 ;;
esac

# What SNS publishes with attributes and in a batch, as a queue that wants it raw gets it.
sales=$(cli sns create-topic --name sales --attributes DisplayName=Sales --tags Key=team,Value=donut --query TopicArn)
equal "$(cli sns get-topic-attributes --topic-arn "$sales" --query Attributes.DisplayName)" Sales "the topic's DisplayName"
equal "$(cli sns list-tags-for-resource --resource-arn "$sales" --query 'Tags[0].[Key,Value]' | tr '\t' =)" team=donut "the topic's tags"
queue=$(cli sqs create-queue --queue-name sales --query QueueUrl)
subscription=$(cli sns subscribe --topic-arn "$sales" --protocol sqs \
  --notification-endpoint arn:aws:sqs:ap-northeast-2:000000000000:sales \
  --attributes '{"RawMessageDelivery":"true","FilterPolicy":"{\"kind\":[\"sale\"]}"}' --query SubscriptionArn)
kind='"kind":{"DataType":"String","StringValue":"sale"}'
cli sns publish --topic-arn "$sales" --message "nobody wants it" >/dev/null
cli sns publish --topic-arn "$sales" --message one \
  --message-attributes "{$kind,\"bytes\":{\"DataType\":\"Binary\",\"BinaryValue\":\"AP8=\"}}" >/dev/null
receive() { cli sqs receive-message --queue-url "$queue" --wait-time-seconds 5 --message-attribute-names All --query "$1" | tr '\t' ' '; }
equal "$(receive 'Messages[0].[Body,MessageAttributes.kind.StringValue,MessageAttributes.bytes.BinaryValue]')" "one sale AP8=" \
  "the raw message"
entries="[{\"Id\":\"a\",\"Message\":\"batch a\",\"MessageAttributes\":{$kind}},{\"Id\":\"b\",\"Message\":\"batch b\"}]"
equal "$(cli sns publish-batch --topic-arn "$sales" --publish-batch-request-entries "$entries" --query 'Successful[].Id' | tr '\t' ' ')" \
  "a b" "the batch"
equal "$(receive 'Messages[].Body')" "batch a" "the message of the batch that the filter lets through"
equal "$(cli sns list-subscriptions-by-topic --topic-arn "$sales" --query 'Subscriptions[].SubscriptionArn')" "$subscription" \
  "the topic's subscriptions"
[ -z "$(cli sns unsubscribe --subscription-arn "$subscription")" ]
[ -z "$(cli sns delete-topic --topic-arn "$sales")" ]
if error=$(cli sns publish --topic-arn "$sales" --message x 2>&1); then
  echo "a missing topic was found" >&2
  exit 1
fi
case $error in
  *"(NotFound)"*"Topic does not exist"*) ;;
  *) echo "the error of a missing topic: $error" >&2; exit 1 ;;
esac
cli sts get-caller-identity --query Account | grep -qx 000000000000

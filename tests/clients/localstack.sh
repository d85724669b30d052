#!/usr/bin/env bash
# localstack.sh ENDPOINT: what scripts written for LocalStack do around their tests: wait for it in each of the usual ways, ask for
# init scripts, look inside, empty it.
set -euo pipefail
# Whoever signs nothing, as curl, asks in the region of the box.
export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
endpoint=$1

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

# waits FOR TEXT PATH: the loop of such scripts, which gives up here.
waits() {
  for _ in $(seq 3); do
    if curl -sf "$endpoint/$2" | grep -q "$1"; then return; fi
  done
  fail "a script would wait for $1 at $2 for ever"
}
waits '"sqs": "available"' _localstack/health
waits '"sqs": "running"' _localstack/health
waits '"ses": "running"' _localstack/health
waits '"initScripts": "initialized"' _localstack/health
waits '"completed": true' _localstack/init/ready
waits '"READY": true' _localstack/init
waits '"version"' _localstack/info
curl -sf -o /dev/null --head "$endpoint/_localstack/health" || fail 'a health check by HEAD'

url=$(aws --endpoint-url "$endpoint" sqs create-queue --queue-name jobs --query QueueUrl --output text)
aws --endpoint-url "$endpoint" sqs send-message --queue-url "$url" --message-body hello >/dev/null
for _ in 1 2; do
  seen=$(aws --endpoint-url "$endpoint/_aws/sqs/messages" sqs receive-message --queue-url "$url" --query 'Messages[].Body' --output text)
  [ "$seen" = hello ] || fail "the AWS CLI sees '$seen' by LocalStack's path"
done
curl -sf -H 'Accept: application/json' "$endpoint/_aws/sqs/messages?QueueUrl=$url" | grep -q '"Body":"hello"' || fail 'a look in JSON'
curl -sf -X POST "$endpoint/_localstack/state/reset" >/dev/null || fail 'a reset'
aws --endpoint-url "$endpoint" sqs list-queues --output json | grep -q jobs && fail "after a reset a queue is there"
echo 'localstack: every script goes on'

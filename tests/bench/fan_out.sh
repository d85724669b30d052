#!/usr/bin/env bash
# fan_out.sh [ROUNDS [MESSAGES]]: what one delivery costs when a message is published over HTTP to a topic with 100 raw subscriptions, each
# with a filter policy that lets it through, against one SendMessage over HTTP. The cost is the CPU time of the server, from the first
# request until every queue holds every message, which is checked. Both have bodies of 256 bytes and come on 16 connections.
set -euo pipefail
rounds=${1:-7} messages=${2:-1000} subscriptions=100
cd "$(dirname "$0")/../.."
. .ci/build.sh
install_packages "${build_packages[@]}" curl python3
build release proofbox bench_load

directory=$(mktemp -d) server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$directory"' EXIT
mkfifo "$directory/ready"
taskset -c 0 build/release/proofbox serve --port 0 --shop none >"$directory/ready" 2>/dev/null &
server=$!
read -r line <"$directory/ready"
port=${line##*:}
sqs() {
  curl -sS --fail-with-body "http://127.0.0.1:$port/" -H 'Content-Type: application/x-amz-json-1.0' -H "X-Amz-Target: AmazonSQS.$1" -d "$2"
}
sns() { # ACTION NAME=VALUE...
  local action=$1 fields=()
  shift
  for field in "$@"; do fields+=(--data-urlencode "$field"); done
  curl -sS --fail-with-body "http://127.0.0.1:$port/" -d "Action=$action&Version=2010-03-31" "${fields[@]}" >/dev/null
}
sqs CreateQueue '{"QueueName":"bench"}' >/dev/null
sns CreateTopic Name=bench
for i in $(seq "$subscriptions"); do
  sqs CreateQueue "{\"QueueName\":\"queue-$i\"}" >/dev/null
  sns Subscribe TopicArn=arn:aws:sns:us-east-1:000000000000:bench Protocol=sqs Endpoint="arn:aws:sqs:us-east-1:000000000000:queue-$i" \
    Attributes.entry.1.key=RawMessageDelivery Attributes.entry.1.value=true \
    Attributes.entry.2.key=FilterPolicy Attributes.entry.2.value="{\"kind\":[\"order\",\"return\"],\"number\":[{\"exists\":false}]}"
done

ticks() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
held() { # QUEUE
  sqs GetQueueAttributes "{\"QueueUrl\":\"$1\",\"AttributeNames\":[\"ApproximateNumberOfMessages\"]}" | grep -o '[0-9]\+'
}
wait_for() { # QUEUE COUNT
  until [ "$(held "$1")" -eq "$2" ]; do :; done
}
load() { taskset -c 1 build/release/bench_load "$port" 16 0 "$@" >/dev/null; }
per() { awk -v ticks="$1" -v hertz="$(getconf CLK_TCK)" -v count="$2" 'BEGIN { printf "%.2f", ticks / hertz / count * 1000000 }'; }

sends=$((messages * subscriptions / 10 * 10))
load --publish=100
wait_for "queue-$subscriptions" 100
printf '%-6s %24s %24s\n' round 'a delivery: us of CPU' 'a SendMessage: us'
for round in $(seq "$rounds"); do
  for queue in bench $(seq -f 'queue-%g' "$subscriptions"); do
    sqs PurgeQueue "{\"QueueUrl\":\"$queue\"}" >/dev/null
  done
  before=$(ticks)
  load --publish="$messages"
  wait_for "queue-$subscriptions" "$messages"
  delivery=$(per $(($(ticks) - before)) $((messages * subscriptions)))
  for i in $(seq "$subscriptions"); do wait_for "queue-$i" "$messages"; done
  before=$(ticks)
  load --sends="$sends"
  send=$(per $(($(ticks) - before)) "$sends")
  printf '%-6s %24s %24s\n' "$round" "$delivery" "$send"
  echo "$delivery" >>"$directory/a"
  echo "$send" >>"$directory/b"
done
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
awk -v a="$(median "$directory/a")" -v b="$(median "$directory/b")" \
  'BEGIN { printf "median: a delivery %.2f us, a SendMessage %.2f us; ratio %.2f\n", a, b, a / b }'

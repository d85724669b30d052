#!/usr/bin/env bash
# A server as a user meets it: its first line, its clocks, its seed, its limits, and how it ends.
# usage: serve_test.sh PATH_OF_PROOFBOX
set -u
proofbox=$1
dir=$(mktemp -d)
servers=()
trap 'for server in "${servers[@]}"; do kill "$server" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$dir"' EXIT
failures=0

fail() {
  echo "FAILED: $1"
  failures=$((failures + 1))
}

# start NAME FLAG...: leaves the process in $pid and the address in $url.
start() {
  local name=$1
  shift
  rm -f "$dir/$name.out" # of a server of the same name before
  "$proofbox" serve --port 0 "$@" >"$dir/$name.out" 2>"$dir/$name.err" &
  pid=$!
  servers+=("$pid")
  for _ in $(seq 200); do
    [ -s "$dir/$name.out" ] && break
    sleep 0.05
  done
  local line
  line=$(head -n 1 "$dir/$name.out")
  [[ $line =~ ^proofbox\ is\ ready\ on\ (http://127\.0\.0\.1:[0-9]+)$ ]] || fail "the first line is '$line'"
  url=${BASH_REMATCH[1]:-http://127.0.0.1:1}
}

# stop NAME: ends the server and takes its exit code.
stop() {
  local code=0
  kill -TERM "$pid"
  wait "$pid" || code=$?
  [ "$code" -eq 0 ] || fail "the server $1 ended with exit code $code"
}

call() { curl -s -m 15 "$@"; }
sqs() { call "$url/" -d "Version=2012-11-05" -d "$@"; }
millis() { date +%s%3N; }

# Returns when a second request is open beside the question itself: the poll has arrived.
poll_arrives() {
  for _ in $(seq 2000); do
    if call "$url/_proofbox/health" | grep -q '"openRequests":2'; then return; fi
  done
  fail 'the poll arrives'
}

# ---- the same seed, the same ids ----

start first --seed 42 --start 2023-05-25T09:00:00+09:00 --clock frozen
sqs 'Action=CreateQueue&QueueName=q' >/dev/null
first=$(sqs 'Action=SendMessage&QueueUrl=q&MessageBody=hello' | grep -o '<MessageId>[^<]*')
[ -n "$first" ] || fail 'a message has an id'

# ---- a frozen clock ----

receive='Action=ReceiveMessage&QueueUrl=q&WaitTimeSeconds=20'
sqs 'Action=PurgeQueue&QueueUrl=q' >/dev/null
call "$url/_proofbox/clock" | grep -qF '{"now":"2023-05-25T00:00:00.000Z","mode":"frozen"' || fail "the clock says $(call "$url/_proofbox/clock")"
sqs "$receive" >"$dir/poll" &
poll=$!
poll_arrives
kill -0 "$poll" || fail 'a frozen clock holds a long poll'
call "$url/_proofbox/clock" -d '{"advance":"19s"}' >/dev/null
kill -0 "$poll" || fail 'a long poll of 20 s waits on after 19 s'
call "$url/_proofbox/clock" -d '{"advance":"1s"}' | grep -qF '"now":"2023-05-25T00:00:20.000Z"' || fail 'the clock was moved by 20 s'
wait "$poll"
grep -q '<ReceiveMessageResult></ReceiveMessageResult>' "$dir/poll" || fail "the poll got $(cat "$dir/poll")"

# ---- what happens is told on standard error ----

call -X POST "$url/checkout" >/dev/null
[ "$(wc -l <"$dir/first.out")" -eq 1 ] || fail 'the log stays off standard output'
grep -q 'invocation sales_api' "$dir/first.err" || fail "the log tells of an invocation: $(cat "$dir/first.err")"

# ---- limits of a body ----

head -c 3145728 /dev/zero | tr '\0' 'a' >"$dir/3MiB"
scoped() {
  call -o /dev/null -w '%{http_code}' "$url/" -H "Authorization: AWS4-HMAC-SHA256 Credential=test/20230525/us-east-1/$1/aws4_request, SignedHeaders=host, Signature=0" \
    -H 'Content-Type: application/x-www-form-urlencoded' -H 'Expect:' --data-binary "@$2"
}
[ "$(scoped sns "$dir/3MiB")" = 413 ] || fail 'SNS takes 2 MiB'
{ printf 'Action=SendMessageBatch&Version=2012-11-05&QueueUrl=q&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody='
  for _ in $(seq 1000); do printf '%%EA%%B5%%AC'; done; printf '&Padding='; cat "$dir/3MiB"; } >"$dir/form"
[ "$(scoped sqs "$dir/form")" = 200 ] || fail "SQS takes a form of 3 MiB: $(scoped sqs "$dir/form")"
stop first

start second --seed 42 --start 2023-05-25T09:00:00+09:00 --clock frozen
sqs 'Action=CreateQueue&QueueName=q' >/dev/null
second=$(sqs 'Action=SendMessage&QueueUrl=q&MessageBody=hello' | grep -o '<MessageId>[^<]*')
[ "$first" = "$second" ] || fail "the same seed gave $first and $second"
stop second

# ---- strictness ----

purge_twice() { # the status of the second
  sqs 'Action=CreateQueue&QueueName=q' >/dev/null
  sqs 'Action=PurgeQueue&QueueUrl=q' >/dev/null
  call -o "$dir/purge" -w '%{http_code}' "$url/" -d 'Version=2012-11-05&Action=PurgeQueue&QueueUrl=q'
}
for strict in --strict --strict=cooldowns; do
  start strict "$strict" --shop none --clock frozen
  [ "$(purge_twice)" = 403 ] || fail "with $strict a second purge got $(cat "$dir/purge")"
  grep -q '<Code>AWS.SimpleQueueService.PurgeQueueInProgress</Code>' "$dir/purge" || fail "with $strict a second purge got $(cat "$dir/purge")"
  call "$url/_proofbox/clock" -d '{"advance":"60s"}' >/dev/null
  [ "$(purge_twice)" = 403 ] || fail "with $strict a purge after a minute began another minute"
  stop strict
done
start lenient --shop none
[ "$(purge_twice)" = 200 ] || fail "without --strict a second purge got $(cat "$dir/purge")"
stop lenient

# ---- allowances ----

wildcard_filter() { # the status of a subscription with one
  call "$url/" -d 'Version=2010-03-31&Action=CreateTopic&Name=t' >/dev/null
  call -o "$dir/filter" -w '%{http_code}' "$url/" -d 'Version=2010-03-31&Action=Subscribe&Protocol=sqs' \
    -d 'TopicArn=arn:aws:sns:us-east-1:000000000000:t&Endpoint=arn:aws:sqs:us-east-1:000000000000:q' \
    -d 'Attributes.entry.1.key=FilterPolicy' --data-urlencode 'Attributes.entry.1.value={"k":[{"wildcard":"a*b"}]}'
}
for allow in --allow --allow=newer-filters; do
  start allowing "$allow" --shop none
  [ "$(wildcard_filter)" = 200 ] || fail "with $allow a wildcard got $(cat "$dir/filter")"
  stop allowing
done
start recorded --shop none
[ "$(wildcard_filter)" = 400 ] || fail "without --allow a wildcard got $(cat "$dir/filter")"
grep -q 'Unrecognized match type wildcard' "$dir/filter" || fail "without --allow a wildcard got $(cat "$dir/filter")"
stop recorded

# ---- a skipping clock ----

start skipping --clock skip
sqs 'Action=CreateQueue&QueueName=q' >/dev/null
began=$(millis)
sqs "$receive" | grep -q '<ReceiveMessageResult></ReceiveMessageResult>' || fail 'the skipped poll got its answer'
took=$(($(millis) - began))
[ "$took" -lt 10000 ] || fail "a skipped poll of 20 s took $took ms"
stop skipping

# ---- the SMTP door ----

start mail --shop none --clock skip --start 2023-05-25T09:00:00+09:00 --smtp-port 0 --smtp-tls-port 0
[[ $(sed -n 2p "$dir/mail.out") =~ ^proofbox\ takes\ mail\ on\ smtp://127\.0\.0\.1:([0-9]+)$ ]] || fail "no SMTP door: $(cat "$dir/mail.out")"
door=${BASH_REMATCH[1]:-1}
sed -n 3p "$dir/mail.out" | grep -qE '^proofbox takes mail on smtps://127\.0\.0\.1:[0-9]+$' || fail "no second SMTP door: $(cat "$dir/mail.out")"
sqs 'Action=CreateQueue&QueueName=q' >/dev/null
sqs 'Action=SendMessage&QueueUrl=q&MessageBody=later&DelaySeconds=60' >/dev/null
exec {smtp}<>"/dev/tcp/127.0.0.1/$door" || fail 'the SMTP door takes connections'
read -r -t 10 -u "$smtp" greeting
[[ $greeting == 220* ]] || fail "the SMTP door says '$greeting'"
call "$url/_proofbox/health" | grep -q '"openRequests":1' || fail 'a mail client that says nothing is no open request'
call "$url/_proofbox/clock" | grep -qF '"now":"2023-05-25T00:00:00.000Z"' || fail 'a mail client that says nothing moves no clock'
call "$url/_proofbox/certificate" | grep -q 'BEGIN CERTIFICATE' || fail 'the certificate can be fetched'
began=$(millis)
stop mail
read -r -t 10 -u "$smtp" farewell
[[ $farewell == 421* ]] || fail "the SMTP door parts with '$farewell'"
exec {smtp}>&-
took=$(($(millis) - began))
[ "$took" -lt 10000 ] || fail "the end with a mail client took $took ms"

# ---- the end, in the middle of a poll ----

for shop in donut none; do
  start "ending with $shop" --shop "$shop"
  sqs 'Action=CreateQueue&QueueName=q' >/dev/null
  sqs "$receive" >"$dir/last poll" &
  poll=$!
  poll_arrives
  began=$(millis)
  stop "ending with $shop"
  took=$(($(millis) - began))
  [ "$took" -lt 10000 ] || fail "the end took $took ms"
  wait "$poll"
  grep -q '<ReceiveMessageResult></ReceiveMessageResult>' "$dir/last poll" || fail "the last poll got '$(cat "$dir/last poll")'"
done

# ---- the end, while functions are under way ----

# The mistake L7 has a function wait for its time-out, which on a frozen clock never comes.
start 'ending with a function' --clock frozen --shop '{"mistakes": ["L7"], "message_form": "A", "products": [{"sku": "CP-502101", "stock": 0}]}'
call -X POST "$url/checkout" >"$dir/last answer" &
asker=$!
poll_arrives
began=$(millis)
stop 'ending with a function'
took=$(($(millis) - began))
[ "$took" -lt 10000 ] || fail "the end with a function took $took ms"
wait "$asker"
grep -q 'Service Unavailable' "$dir/last answer" || fail "whoever waited for a function got '$(cat "$dir/last answer")'"

[ "$failures" -eq 0 ] && echo 'the server is as it should be'
exit "$((failures > 0))"

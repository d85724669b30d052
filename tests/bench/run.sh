#!/usr/bin/env bash
# run.sh [ROUNDS [SECONDS [CONNECTIONS]]]: SendMessage over JSON against a server that does nothing, in turn, and the ratio of
# the medians. Server and load each have a core of their own.
set -euo pipefail
rounds=${1:-7} seconds=${2:-2} connections=${3:-16}
cd "$(dirname "$0")/../.."
. .ci/build.sh
install_packages "${build_packages[@]}" curl
build release proofbox bench_bare_server bench_load

directory=$(mktemp -d) servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; rm -rf "$directory"' EXIT
start() { # NAME COMMAND...: its port goes to $port
  mkfifo "$directory/$1"
  taskset -c 0 "${@:2}" >"$directory/$1" 2>/dev/null &
  servers+=($!)
  read -r line <"$directory/$1"
  port=${line##*:}
}
start bare build/release/bench_bare_server
bare=$port
start proofbox build/release/proofbox serve --port 0 --shop none
proofbox=$port
sqs() {
  curl -sS --fail-with-body "http://127.0.0.1:$proofbox/" -H 'Content-Type: application/x-amz-json-1.0' -H "X-Amz-Target: AmazonSQS.$1" -d "$2" >/dev/null
}
sqs CreateQueue '{"QueueName":"bench"}'

load() { taskset -c 1 build/release/bench_load "$@"; }
load "$bare" "$connections" 0.5 --any >/dev/null
load "$proofbox" "$connections" 0.5 >/dev/null
printf '%-6s %28s %28s\n' round 'bare: req/s  p50  p99 (us)' 'proofbox: req/s  p50  p99'
for round in $(seq "$rounds"); do
  sqs PurgeQueue '{"QueueUrl":"bench"}'
  a=$(load "$bare" "$connections" "$seconds" --any)
  b=$(load "$proofbox" "$connections" "$seconds")
  printf '%-6s %28s %28s\n' "$round" "$a" "$b"
  echo "${a%% *}" >>"$directory/a"
  echo "${b%% *}" >>"$directory/b"
done
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
a=$(median "$directory/a") b=$(median "$directory/b")
awk -v a="$a" -v b="$b" 'BEGIN { printf "median: bare %d, proofbox %d requests a second; ratio %.2f\n", a, b, b / a }'

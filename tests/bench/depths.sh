#!/usr/bin/env bash
# depths.sh [ROUNDS [SECONDS [CONNECTIONS]]]: what a message costs over HTTP (send, receive, delete) on a queue that is empty, one
# with a million messages, and one with a hundred thousand more in flight, in turn. Then the engine alone, at more depths.
set -euo pipefail
rounds=${1:-7} seconds=${2:-2} connections=${3:-16}
cd "$(dirname "$0")/../.."
. .ci/build.sh
install_packages "${build_packages[@]}" libbenchmark-dev curl
build release proofbox bench_load bench_sqs_engine

directory=$(mktemp -d) servers=()
trap 'kill "${servers[@]}" 2>/dev/null || true; rm -rf "$directory"' EXIT
start() { # its port goes to $port
  mkfifo "$directory/${#servers[@]}"
  taskset -c 0 build/release/proofbox serve --port 0 --shop none >"$directory/${#servers[@]}" 2>/dev/null &
  read -r line <"$directory/${#servers[@]}"
  servers+=($!)
  port=${line##*:}
  curl -sS --fail-with-body "http://127.0.0.1:$port/" -H 'Content-Type: application/x-amz-json-1.0' -H 'X-Amz-Target: AmazonSQS.CreateQueue' \
    -d '{"QueueName":"bench"}' >/dev/null
}
load() { taskset -c 1 build/release/bench_load "$@"; }
names=("empty" "1,000,000 messages" "and 100,000 in flight") ports=()
for name in "${names[@]}"; do
  start
  ports+=("$port")
done
load "${ports[1]}" 4 0 --fill=1000000 >/dev/null
load "${ports[2]}" 4 0 --fill=1100000 >/dev/null
load "${ports[2]}" 4 0 --hold=100000 >/dev/null
for port in "${ports[@]}"; do
  load "$port" "$connections" 0.5 --cycle >/dev/null
done
printf '%-8s' round
printf '%26s' "${names[@]}"
printf '\n'
for round in $(seq "$rounds"); do
  printf '%-8s' "$round"
  for i in "${!ports[@]}"; do
    measured=$(load "${ports[$i]}" "$connections" "$seconds" --cycle)
    echo "${measured%% *}" >>"$directory/rates.$i"
    printf '%26s' "$measured"
  done
  printf '\n'
done
median() { sort -n "$1" | sed -n "$(((rounds + 1) / 2))p"; }
for i in "${!ports[@]}"; do
  awk -v name="${names[$i]}" -v a="$(median "$directory/rates.0")" -v b="$(median "$directory/rates.$i")" \
    'BEGIN { printf "median, %s: %d messages a second; %.2f of the empty queue'"'"'s\n", name, b, b / a }'
done
kill "${servers[@]}"
servers=()
taskset -c 1 build/release/bench_sqs_engine 2>/dev/null

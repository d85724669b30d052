#!/usr/bin/env bash
# boxes.sh [ROUNDS [BOXES]]: how long it takes to make a box over HTTP, and how much memory boxes need: empty ones, empty ones
# that hold a queue with a message each, and ones with the donut shop in them. A fresh server for each kind and round; the time
# is that of the request on one connection, the memory what the resident set of the server grew by.
set -euo pipefail
rounds=${1:-7} boxes=${2:-1000}
cd "$(dirname "$0")/../.."
. .ci/build.sh
install_packages "${build_packages[@]}" python3
build release proofbox

directory=$(mktemp -d) server=
trap 'kill "$server" 2>/dev/null || true; rm -rf "$directory"' EXIT

measure() { # KIND: "microseconds of a request, median and 99 %, and KiB a box"
  mkfifo "$directory/ready"
  taskset -c 0 build/release/proofbox serve --port 0 --shop none --clock frozen >"$directory/ready" 2>/dev/null &
  server=$!
  read -r line <"$directory/ready"
  rm "$directory/ready"
  taskset -c 1 python3 tests/bench/boxes.py "${line##*:}" "$server" "$boxes" "$1"
  kill "$server"
  wait "$server" || true
  server=
}
median() { cut -d ' ' -f "$2" "$1" | sort -n | sed -n "$(((rounds + 1) / 2))p"; }

kinds=(empty queue shop)
printf '%-6s %26s %26s %26s\n' round 'empty: us p50 p99  KiB' 'with a queue: us p50 p99  KiB' 'with the shop: us p50 p99  KiB'
for round in $(seq "$rounds"); do
  printf '%-6s' "$round"
  for kind in "${kinds[@]}"; do
    measure "$kind" | tee -a "$directory/$kind" | { read -r middle high size; printf ' %14s %5s %6s' "$middle" "$high" "$size"; }
  done
  echo
done
for kind in "${kinds[@]}"; do
  size=$(median "$directory/$kind" 3)
  echo "median, $kind: $(median "$directory/$kind" 1) us a box, $size KiB each, $((size * boxes / 1024)) MiB for $boxes"
done

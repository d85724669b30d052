#!/usr/bin/env bash
# proofbox exec as a user meets it: the command finds the box, its exit code is the process's, and nothing is left behind.
# usage: exec_test.sh PATH_OF_PROOFBOX
set -u
proofbox=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failures=0

fail() {
  echo "FAILED: $1"
  failures=$((failures + 1))
}

# run WANTED_CODE ARGUMENT...: leaves what was written in $dir/out and $dir/err.
run() {
  local wanted=$1 code=0
  shift
  (cd "$dir" && timeout 60 "$proofbox" exec "$@") >"$dir/out" 2>"$dir/err" || code=$?
  [ "$code" -eq "$wanted" ] || fail "proofbox exec $*: exit code $code, not $wanted: $(cat "$dir/out" "$dir/err")"
}

out_is() {
  [ "$(cat "$dir/out")" = "$1" ] || fail "$2: '$(cat "$dir/out")' instead of '$1'"
}

run 0 --shop none --region eu-west-1 -- bash -c 'echo "$AWS_REGION $AWS_DEFAULT_REGION $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY"'
out_is 'eu-west-1 eu-west-1 test test' 'what the clients of AWS want to know'
[ ! -s "$dir/err" ] || fail "a command that succeeds: standard error has '$(cat "$dir/err")'"

AWS_PROFILE=mine AWS_SESSION_TOKEN=old AWS_ENDPOINT_URL=http://elsewhere.test run 0 -- bash -c \
  'echo "${AWS_PROFILE-none} ${AWS_SESSION_TOKEN-none}"; [ "$AWS_ENDPOINT_URL" != http://elsewhere.test ]'
out_is 'none none' 'what was set before'

# The address ends with the command.
run 0 -- bash -c 'exec 3<>"/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}" && echo "$AWS_ENDPOINT_URL"'
port=$(cat "$dir/out")
if (exec 3<>"/dev/tcp/127.0.0.1/${port##*:}") 2>/dev/null; then fail 'the box is still there after its command'; fi

run 0 --smtp-port 0 -- bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$PROOFBOX_SMTP_PORT" && head -c 3 <&3'
out_is 220 'the greeting of the mail door'

run 0 --allow-host box.test --allow-host box2.test -- bash -c 'exit 0'

# What a file says is there before the command is, and a flag wins over it.
printf '{"clock": "frozen", "start": "2023-05-25T09:00:00+09:00", "region": "eu-west-1", "shop": "none", "queues": [{"name": "jobs"}]}' >"$dir/config.json"
asked='exec 3<>"/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}"; printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$0" >&3; tail -n 1 <&3'
run 0 --config config.json -- bash -c 'echo "$AWS_REGION"'
out_is 'eu-west-1' 'the region that the file says'
run 0 --config config.json -- bash -c "$asked" /_proofbox/clock
out_is '{"now":"2023-05-25T00:00:00.000Z","mode":"frozen","nextDue":null}' 'the clock that the file says'
run 0 --config config.json --start 2026-01-01T00:00:00Z --clock skip --region eu-west-2 -- bash -c "$asked" /_proofbox/clock
out_is '{"now":"2026-01-01T00:00:00.000Z","mode":"skip","nextDue":null}' 'the clock that the flags say'
run 0 --config config.json -- bash -c "$asked" /_proofbox/events
grep -q '"operation":"CreateQueue","account":"000000000000","region":"eu-west-1","input":{"QueueName":"jobs"}' "$dir/out" ||
  fail "the queue that the file says is not there: $(cat "$dir/out")"

# A recording replays to its own hash; one that cannot be written is said at once.
run 0 --record session.json -- bash -c 'exec 3<>"/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}"; printf "POST /checkout HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" >&3; cat <&3 >/dev/null'
hash=$(sed -n 's/^  "trace": "\(.*\)"}$/\1/p' "$dir/session.json")
replayed=$("$proofbox" replay "$dir/session.json") || fail "a recorded session does not hold: $replayed"
grep -qF "trace $hash" <<<"$replayed" && [ ${#hash} = 16 ] || fail "a recorded session has the hash '$hash', its replay says $replayed"
run 2 --record "$dir/nowhere/session.json" -- true
grep -qF "proofbox: $dir/nowhere/session.json cannot be written: No such file or directory." "$dir/err" || fail "a recording nowhere: $(cat "$dir/err")"
run 2 --record /dev/full -- true
grep -qF 'proofbox: /dev/full cannot be written: No space left on device.' "$dir/err" || fail "a recording on a full disk: $(cat "$dir/err")"

run 7 -- bash -c 'exit 7'
run 143 -- bash -c 'kill -TERM $$'

# What the box did last is shown where the command failed, and only there.
checkout='exec 3<>"/dev/tcp/127.0.0.1/${AWS_ENDPOINT_URL##*:}"; printf "POST /checkout HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" >&3; cat <&3 >/dev/null'
run 1 -- bash -c "$checkout; exit 1"
grep -q 'what the box did last' "$dir/err" && grep -q 'sales_api' "$dir/err" || fail "a command that fails: the log is not shown: $(cat "$dir/err")"
run 0 -- bash -c "$checkout"
[ ! -s "$dir/err" ] || fail "a command that succeeds: standard error has '$(cat "$dir/err")'"

run 2 -- "$dir/nobody"
grep -qF "proofbox: \"$dir/nobody\" cannot be started: No such file or directory." "$dir/err" || fail "a command that is not there: $(cat "$dir/err")"
run 2 --shop none
grep -qF 'proofbox: COMMAND is required' "$dir/err" || fail "no command: $(cat "$dir/err")"

# A signal for us is the command's: it ends, and we end as it does.
mkfifo "$dir/begun"
mkfifo "$dir/never"
"$proofbox" exec --shop none -- bash -c 'trap "exit 9" TERM; echo >"$1"; while [ -p "$2" ]; do read -r -t 60 <>"$2"; done' _ "$dir/begun" "$dir/never" 2>/dev/null &
process=$!
read -r <"$dir/begun"
kill -TERM "$process"
code=0
wait "$process" || code=$?
[ "$code" -eq 9 ] || fail "after SIGTERM: exit code $code, not the command's own 9"

[ "$failures" -eq 0 ] || exit 1
echo "exec: as it should be"

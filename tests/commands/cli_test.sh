#!/usr/bin/env bash
# The command line as a user meets it: exit codes, and every complaint as one sentence on standard error.
# usage: cli_test.sh PATH_OF_PROOFBOX
set -u
proofbox=$1
here=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
busy=
trap 'if [ -n "$busy" ]; then kill "$busy"; fi; rm -rf "$dir"' EXIT
failures=0

fail() {
  echo "FAILED: $1"
  failures=$((failures + 1))
}

# run WANTED_CODE ARGUMENT...: leaves what was written in $dir/out and $dir/err.
run() {
  local wanted=$1 code=0
  shift
  (cd "$dir" && timeout 300 "$proofbox" "$@") >"$dir/out" 2>"$dir/err" || code=$?  # against hanging only
  [ "$code" -eq "$wanted" ] || fail "proofbox $*: exit code $code, not $wanted: $(cat "$dir/out" "$dir/err")"
}

# refused SENTENCE ARGUMENT...: exit code 2, this sentence on standard error and nothing else anywhere.
refused() {
  local sentence=$1
  shift
  run 2 "$@"
  [ "$(cat "$dir/err")" = "proofbox: $sentence" ] || fail "proofbox $*: said '$(cat "$dir/err")', not 'proofbox: $sentence'"
  [ ! -s "$dir/out" ] || fail "proofbox $*: a refusal writes nothing to standard output"
}

says() {
  grep -qF -- "$1" "$dir/out" || fail "the output lacks '$1': $(cat "$dir/out")"
}

# ---- the command line ----

refused 'A subcommand is required'
refused 'There is no command "serv". Did you mean "serve"?' serv
refused 'There is no command "frobnicate".' frobnicate
refused 'There is no flag "--prot". Did you mean "--port"?' serve --prot 1
refused 'There is no flag "--prot". Did you mean "--port"?' serve --prot=1
refused 'There is no flag "--trac". Did you mean "--trace"?' replay x.json --trac y
refused 'There is no flag "-x".' -x
refused 'SCENARIO is required' replay
refused 'SCENARIO is required' check
refused '--clock takes real, frozen, skip or xN, not "frzen". Did you mean "frozen"?' serve --clock frzen
refused '--clock takes real, frozen, skip or xN, not "x0".' serve --clock x0
refused '--start takes an instant as 2023-05-25T09:00:00+09:00, not "yesterday".' serve --start yesterday
refused '--port: Value 70000 not in range 0 to 65535' serve --port 70000
refused '--smtp-port: Value 70000 not in range 0 to 65535' serve --smtp-port 70000
refused '--key takes ID:SECRET.' serve --key AKIDEXAMPLE
refused '--shop: donuts not in {donut,none}, and no JSON object' serve --shop donuts
refused '--shop: The shop knows no mistake "L99". Did you mean "L9"?' serve --shop '{"mistakes": ["L99"]}'
refused '--strict knows no "cooldown". Did you mean "cooldowns"?' serve --strict=cooldown
refused '--strict knows no "".' serve --strict=cooldowns,
refused '--strict knows no "limits".' serve --strict=cooldowns,limits
refused '--allow knows no "new-filters". Did you mean "newer-filters"?' serve --allow=new-filters
refused '--allow knows no "".' serve --allow=newer-filters,
refused '--log: xml not in {text,json}' serve --log xml
refused '"nohost" is no address of this machine.' serve --host nohost

run 0 version
grep -qE '^proofbox [0-9]+\.[0-9]+\.[0-9]+$' "$dir/out" || fail "version says '$(cat "$dir/out")'"
run 0 --help
for command in serve replay check version; do says "  $command "; done
run 0 serve --help
says '--port'
says '--strict'
says '--allow '
run 0 replay --help
says '--twice'

# ---- files ----

refused 'nowhere.json: There is no such file or directory.' replay nowhere.json
refused 'nowhere.json: There is no such file or directory.' check nowhere.json

printf '{\n  "title": "t",\n  "steps": [\n    { "advnce": "1s" }\n  ]\n}\n' >"$dir/typo.json"
run 2 replay typo.json
grep -qE '^proofbox: typo\.json:4:7: A step is one of .* Did you mean "advance"\?$' "$dir/err" || fail "a typo has no place: $(cat "$dir/err")"
printf '{\n  "title": "t"\n  "steps": []\n}\n' >"$dir/comma.json"
run 2 check comma.json
grep -qE '^proofbox: comma\.json:3:[0-9]+: This is no JSON: ' "$dir/err" || fail "a missing comma has no place: $(cat "$dir/err")"
printf '{"title":"t","shop":{"products":[{"sku":"CP-502102","stock":1}]},"steps":[]}' >"$dir/sku.json"
refused 'sku.json: The shop has no product "CP-502102". Did you mean "CP-502101"?' check sku.json

printf '{\n  "title": "One more than there is",\n  "shop": {"products": [{"sku": "CP-502101", "stock": 0}]},\n  "steps": [\n    { "note": "sold out" },\n    { "do": "POST /checkout", "expect": { "body": { "message": "구매 완료! 남은 재고: 0" } } }\n  ]\n}\n' >"$dir/breaks.json"
run 1 replay breaks.json
says 'BROKE One more than there is'
says 'breaks.json:6:5: POST /checkout did not answer as expected at body.message.'
says 'expected  "구매 완료! 남은 재고: 0"'
says 'came      "구매 실패! 남은 재고: 0"'
says 'again: proofbox replay breaks.json --seed 1'
says '1 story, 1 broke:'
[ ! -s "$dir/err" ] || fail "a story that breaks is no complaint: $(cat "$dir/err")"
run 0 check breaks.json
says 'breaks.json: well formed, 2 steps'

# ---- what stands in a box from the start ----

printf '{\n  "quues": []\n}\n' >"$dir/config.json"
refused 'nowhere.json: The file cannot be read.' serve --config nowhere.json
refused 'config.json:2:3: A config has no "quues". Did you mean "queues"?' serve --port 0 --config config.json
refused 'config.json:2:3: A config has no "quues". Did you mean "queues"?' exec --config config.json -- true
printf '{"queues": [\n  {"name": "jobs", "attributes": {"VisibilityTimeot": 45}}\n]}' >"$dir/config.json"
refused 'config.json:2:3: The queue "jobs" is refused: InvalidAttributeName: Unknown Attribute VisibilityTimeot.' serve --port 0 --config config.json
printf '{"shop": "none", "functions": [{"name": "stock_lambda"}]}' >"$dir/config.json"
refused 'config.json:1:41: There is no function "stock_lambda", as no shop is deployed.' serve --port 0 --config config.json
printf '{"clock": "frozen", "calls": [\n{"do": "sqs.ReceiveMessage", "region": "ap-northeast-2", "with": {"QueueUrl": "stock_queue", "WaitTimeSeconds": 20}}]}' >"$dir/config.json"
refused 'config.json:2:1: sqs.ReceiveMessage waits for time to pass; what a config says is done at one moment.' serve --port 0 --config config.json

# ---- playing ----

story=$here/scenarios/sold_out_and_refilled.json
run 0 replay "$story" --trace first.trace
grep -qF "$(grep -F ', trace ' "$dir/out")" "$here/README.md" || fail "README shows another run than this: $(cat "$dir/out")"
run 0 replay "$story" --trace second.trace
[ -s "$dir/first.trace" ] || fail 'the trace is empty'
cmp -s "$dir/first.trace" "$dir/second.trace" || fail 'two runs left two traces'
run 0 replay "$story" --seed 8 --trace other.trace
if cmp -s "$dir/first.trace" "$dir/other.trace"; then fail 'another seed left the same trace'; fi
run 0 replay "$story" --twice
says 'run twice: the same trace, byte for byte'
run 0 replay "$here/scenarios"
says 'all held'
refused '--trace takes one scenario, and 2 were given.' replay "$story" "$here/scenarios/a_sale.json" --trace both.trace
[ ! -e "$dir/both.trace" ] || fail 'a refused trace was written'
run 2 replay "$story" --trace "$dir/missing/x.trace"
grep -qxF "proofbox: the trace could not be written to $dir/missing/x.trace." "$dir/err" || fail "an unwritable trace: $(cat "$dir/err")"

# ---- reports ----

run 1 replay "$story" breaks.json --junit report.xml --json report.json
grep -qF '<testsuites name="proofbox" tests="2" failures="1" errors="0" time="' "$dir/report.xml" || fail "JUnit's report: $(cat "$dir/report.xml")"
grep -qF '"broken": 1,' "$dir/report.json" || fail "the JSON report: $(cat "$dir/report.json")"
says 'what led there:'
says 'client -> API  POST /checkout'
run 2 replay "$story" --junit "$dir/missing/x.xml"
grep -qxF "proofbox: the JUnit report could not be written to $dir/missing/x.xml." "$dir/err" || fail "an unwritable report: $(cat "$dir/err")"
if grep -q "$(printf '\033')" "$dir/out"; then fail 'a pipe gets neither progress nor colour'; fi
if command -v script >/dev/null; then
  (cd "$dir" && script -qec "'$proofbox' replay '$story' breaks.json" /dev/null) </dev/null >"$dir/out" 2>&1
  says '[2/2] One more than there is'
  says "$(printf '\033')[32mheld"
  (cd "$dir" && NO_COLOR=1 script -qec "'$proofbox' replay '$story'" /dev/null) </dev/null >"$dir/out" 2>&1
  if grep -qF "$(printf '\033')[32m" "$dir/out"; then fail 'NO_COLOR is not honoured'; fi
fi

# The page: one file whose data no text of a story can end, the same for the same runs.
printf '{"title":"</script><!--","steps":[{"do":"POST /checkout"}]}' >"$dir/tags.json"
run 0 replay "$story" tags.json --html page.html
run 0 replay "$story" tags.json --html again.html
cmp -s "$dir/page.html" "$dir/again.html" || fail 'the same runs made two pages'
[ "$(grep -c '</script>' "$dir/page.html")" -eq 2 ] || fail 'a title ends a script of the page'
if grep -qE 'PROOFBOX_(STYLE|DATA|SCRIPT)|(src|href)="(https?:)?//' "$dir/page.html"; then fail 'the page lacks a part, or fetches one'; fi

# ---- a part of a story ----

run 0 replay "$story" --until 10s --trace part.trace
says '10s of box time'
says 'stopped here; the box holds:'
says 'shop/products'
head -n "$(wc -l <"$dir/part.trace")" "$dir/first.trace" | cmp -s - "$dir/part.trace" || fail 'a part of a story is not its beginning'
[ "$(wc -l <"$dir/part.trace")" -lt "$(wc -l <"$dir/first.trace")" ] || fail 'a part of a story is the whole of it'
run 0 replay "$story" --until 2023-05-25T09:00:10+09:00 --trace same.trace
cmp -s "$dir/part.trace" "$dir/same.trace" || fail 'an instant stops it elsewhere than a duration'
refused '--until takes a duration from the start, as 31s, or an instant, as 2023-05-25T09:00:31+09:00, not "soon".' replay "$story" --until soon
refused "--until is before the start of $story, which is 2023-05-25T00:00:00.000Z." replay "$story" --until 2023-05-25T08:00:00+09:00

# ---- golden traces ----

cp "$story" "$dir/golden.json"
run 0 replay golden.json
[ ! -e "$dir/golden.trace" ] || fail 'a golden trace was written though nobody asked'
run 0 replay golden.json --update
says 'golden trace written to golden.trace'
cmp -s "$dir/golden.trace" "$dir/first.trace" || fail 'the golden trace is another one'
run 0 replay golden.json --update
if grep -qF 'golden trace written' "$dir/out"; then fail 'the same golden trace was written again'; fi
run 0 replay golden.json
run 0 replay golden.json --seed 8
sed -i '50s/stock_queue/stork_queue/' "$dir/golden.trace"
sed -i '50s/"n":50/"n":51/' "$dir/golden.trace"
run 1 replay golden.json
says 'The trace is not that of golden.trace: line 50 differs.'
run 0 replay golden.json --update
run 0 replay golden.json
run 1 replay breaks.json --update
[ ! -e "$dir/breaks.trace" ] || fail 'a story that broke left a golden trace'
refused '--update writes whole runs under the scenarios'"'"' own seeds: it goes with neither --seed nor --until.' replay golden.json --update --seed 2

# ---- a port that somebody has ----

"$proofbox" serve --port 0 --shop none >"$dir/busy" 2>"$dir/busy.log" &
busy=$!
for _ in $(seq 100); do
  [ -s "$dir/busy" ] && break
  sleep 0.05
done
port=$(sed 's/.*://' "$dir/busy")
run 2 serve --port "$port"
[ "$(wc -l <"$dir/err")" -eq 1 ] || fail "a busy port is one sentence: $(cat "$dir/err")"
grep -q "^proofbox: .*$port" "$dir/err" || fail "a busy port is named: $(cat "$dir/err")"

# ---- a box that fails by itself ----

code=0
kill -ABRT "$busy"
wait "$busy" || code=$?
busy=
[ "$code" -eq 3 ] || fail "a box that fails ends with exit code $code, not 3"

[ "$failures" -eq 0 ] && echo 'the command line is as it should be'
exit "$((failures > 0))"

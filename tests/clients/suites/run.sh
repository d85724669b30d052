#!/usr/bin/env bash
# run.sh PROOFBOX [ROUNDS]: the two suites that docs/testing.md shows, so many times, each test in a box of its own and several
# at once; and that the page shows what is run.
set -euo pipefail
proofbox=$(realpath "$1") rounds=${2:-5}
cd "$(dirname "$0")"
. ../../../.ci/build.sh
install_packages python3-boto3 python3-pytest python3-pytest-xdist
page=../../../docs/testing.md
for file in conftest.py test_time.py box.mjs time.test.mjs; do
  diff <(sed -n "/^\`\`\`.* $file\$/,/^\`\`\`\$/p" "$page" | sed '1d;$d') "$file" || { echo "docs/testing.md shows another $file" >&2; exit 1; }
done
times() { for _ in $(seq "$rounds"); do echo "$1"; done; }
# shellcheck disable=SC2046
"$proofbox" exec -- /usr/bin/python3 -m pytest -q -p no:cacheprovider -n 4 --keep-duplicates $(times test_time.py)
for _ in $(seq "$rounds"); do
  "$proofbox" exec -- node --test time.test.mjs >/dev/null
done
echo "   both suites held $rounds times"

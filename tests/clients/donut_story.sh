#!/usr/bin/env bash
# donut_story.sh ENDPOINT: curl through the shop, on a frozen clock: three donuts are sold, the fourth buyer comes too
# late, the Factory bakes, and the shop sells again.
set -euo pipefail
endpoint=$1
buy() { curl -sS --fail-with-body -X POST "$endpoint/checkout"; }
expect() { [ "$1" = "$2" ] || { echo "expected $2, came $1" >&2; exit 1; }; }

curl -sS --fail-with-body "$endpoint/product/donut" | grep -q '"name":"부산도너츠"'
for left in 2 1 0; do
  expect "$(buy)" "{\"message\":\"구매 완료! 남은 재고: $left\"}"
done
expect "$(buy)" '{"message":"구매 실패! 남은 재고: 0"}'
# The queue, the function and the Factory have done their part at this moment; the lead time of 5 s is the clock's.
curl -sS --fail-with-body -X POST "$endpoint/_proofbox/clock" -d '{"settle":true}' >/dev/null
expect "$(buy)" '{"message":"구매 실패! 남은 재고: 0"}'
curl -sS --fail-with-body -X POST "$endpoint/_proofbox/clock" -d '{"advance":"6s"}' >/dev/null
buy | grep -q '구매 완료! 남은 재고: '
curl -sS "$endpoint/_proofbox/factory/orders" | grep -q '"productId":"CP-502101"'
expect "$(curl -sS -o /dev/null -w '%{http_code}' "$endpoint/nowhere")" 404

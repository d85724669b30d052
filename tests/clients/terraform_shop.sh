#!/usr/bin/env bash
# terraform_shop.sh ENDPOINT: docs/terraform makes the donut shop's resources with Terraform's AWS provider; a second plan
# has nothing to change; a sale without stock runs through all of them, until the factory has baked; and all is destroyed.
# The endpoint has the shop's functions, an empty stock and none of the shop's resources, and is strict about policies. Says so
# and skips where Terraform or its AWS provider is not installed.
set -euo pipefail
endpoint=$1
here=$(cd "$(dirname "$0")" && pwd)

. "$here/terraform_common.sh"
cp "$here/../../docs/terraform/main.tf" .

fail() {
  echo "terraform_shop.sh: $1" >&2
  exit 1
}
# box PATH [BODY]: the box's own API.
box() { curl -sSf "$endpoint/_proofbox/$1" ${2:+-d "$2"}; }
# Terraform waits for mappings and queues by the wall's time; the box's clock is held only for the flow.
init
apply
nothing_to_change

box clock '{"mode":"frozen"}' >/dev/null
buy() { curl -sSf -X POST "$endpoint/checkout"; }
[ "$(buy)" = '{"message":"구매 실패! 남은 재고: 0"}' ] || fail "there is stock where there should be none"
box clock '{"advance":"6s"}' >/dev/null
box factory/orders | grep -q '"state":"delivered"' || fail "the factory was not asked, or nobody heard it: $(box factory/orders)"
[ "$(buy)" = '{"message":"구매 완료! 남은 재고: 0"}' ] || fail "the donut that was baked is not for sale"
box 'ses/messages?to=ad-manager@example.com' | grep -q '광고 중단 요청' || fail "the ad manager got no mail"
box clock '{"mode":"real"}' >/dev/null

quietly terraform destroy -no-color -input=false -auto-approve
left=$(aws --endpoint-url "$endpoint" sqs list-queues --query 'length(QueueUrls || `[]`)')
[ "$left" = 0 ] || fail "$left queues are left after all was destroyed"

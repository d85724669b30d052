#!/usr/bin/env bash
# run.sh PROOFBOX: real clients against a running proofbox: the AWS CLI, boto3, kombu and celery as Debian has them, the
# JavaScript SDKs v2 and v3, sqs-consumer, smtplib and nodemailer, pytest and node:test, two validators of SNS's signatures,
# thousands of raw long polls, curl through the donut story, Terraform where it is installed, then the page of reports in
# Chromium. Installs what it needs; the first check that fails ends it.
set -euo pipefail
proofbox=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
. .ci/build.sh
install_packages awscli python3-boto3 python3-kombu python3-celery python3-pycurl curl ca-certificates
command -v node >/dev/null && command -v npm >/dev/null || install_packages nodejs npm
(cd "$here" && npm ci --no-audit --no-fund --loglevel=error >/dev/null)

export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=ap-northeast-2 AWS_REGION=ap-northeast-2 AWS_EC2_METADATA_DISABLED=true
export AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED=true PYTHONDONTWRITEBYTECODE=1
export AWS_PAGER= AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null

server= output=$(mktemp -d)
stop_server() {
  [ -n "$server" ] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}
trap 'stop_server; rm -rf "$output"' EXIT

# start_server ARGS...: a fresh proofbox on free ports; its address is in $endpoint, the port of its SMTP door in $smtp.
start_server() {
  stop_server
  mkfifo "$output/ready"
  "$proofbox" serve --port 0 --smtp-port 0 "$@" >"$output/ready" 2>"$output/log" &
  server=$!
  { read -r line && read -r mail; } <"$output/ready" || { cat "$output/log" >&2; exit 1; }
  rm "$output/ready"
  endpoint=${line##* } smtp=${mail##*:}
}

ulimit -n "$(ulimit -H -n)" # long_polls.py keeps thousands of connections
for client in aws_cli.sh aws_cli_ses.sh localstack.sh "/usr/bin/python3 boto3_check.py" "/usr/bin/python3 boto3_sqs.py" \
  "/usr/bin/python3 boto3_sns.py" "/usr/bin/python3 boto3_sns_outside.py" "/usr/bin/python3 boto3_ses.py" \
  "/usr/bin/python3 boto3_ses_templates.py" "/usr/bin/python3 boto3_ses_events.py" "/usr/bin/python3 boto3_sesv2.py" \
  "node sdk_v2.cjs" "node sqs_v2.cjs" "node ses_v2.cjs" "node sdk_v3.mjs" "node sqs_v3.mjs" "node ses_v3.mjs" \
  "node sqs_consumer.mjs" "node sns_validators.mjs" \
  "/usr/bin/python3 boxes.py" "/usr/bin/python3 celery_check.py" "/usr/bin/python3 terraform_calls.py" "/usr/bin/python3 smtplib_check.py" \
  "node nodemailer_check.mjs" "node nodemailer_ses.mjs"; do
  start_server --shop none
  echo "-- ${client##* }"
  # shellcheck disable=SC2086
  (cd "$here" && case $client in *.sh) "./$client" "$endpoint" ;; *) $client "$endpoint" "$smtp" ;; esac)
done
start_server --config "$here/bakery.json"
echo "-- boto3_config.py"
(cd "$here" && /usr/bin/python3 boto3_config.py "$endpoint")
stop_server
echo "-- exec_v3.mjs"
(cd "$here" && "$proofbox" exec --shop none --region ap-northeast-2 -- node exec_v3.mjs)
echo "-- boto3_record.py"
(cd "$here" && /usr/bin/python3 boto3_record.py "$proofbox")
start_server --shop none
echo "-- waiting_check.py"
(cd "$here" && /usr/bin/python3 waiting_check.py "$endpoint")
start_server --shop none
echo "-- long_polls.py"
(cd "$here" && /usr/bin/python3 long_polls.py "$endpoint" "$server")
start_server --clock frozen --start 2023-05-25T09:00:00+09:00
echo "-- donut_story.sh"
"$here/donut_story.sh" "$endpoint"
start_server --clock frozen --start 2023-05-25T09:00:00+09:00 --region ap-northeast-2
echo "-- boto3_lambda.py"
(cd "$here" && /usr/bin/python3 boto3_lambda.py "$endpoint")
start_server --shop none --region ap-northeast-2 --strict=signatures --key AKIDEXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
echo "-- smtp_password_check.py"
(cd "$here" && /usr/bin/python3 smtp_password_check.py "$endpoint" "$smtp")
start_server --shop none --strict=sandbox
echo "-- boto3_ses_sandbox.py"
(cd "$here" && /usr/bin/python3 boto3_ses_sandbox.py "$endpoint")
start_server --shop none --strict=policies
echo "-- terraform.sh"
"$here/terraform.sh" "$endpoint"
for check in "/usr/bin/python3 terraform_shop_calls.py" ./terraform_shop.sh; do
  start_server --shop '{"without_resources": true, "products": [{"sku": "CP-502101", "stock": 0}]}' --region ap-northeast-2 \
    --strict=policies
  echo "-- ${check##*[ /]}"
  # shellcheck disable=SC2086
  (cd "$here" && $check "$endpoint")
done
stop_server
echo "-- suites/run.sh"
"$here/suites/run.sh" "$proofbox"
echo "-- report_page.mjs"
install_packages chromium fonts-noto-cjk
(cd "$here" && node report_page.mjs "$proofbox")
echo "all clients are content"

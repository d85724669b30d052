#!/usr/bin/env bash
# aws_cli_ses.sh ENDPOINT: SES by the AWS CLI as Debian has it, both of its APIs (`aws ses`, `aws sesv2`): identities, mails in
# Korean, a raw mail with an attachment, templates, a bounce that comes back through SNS into a queue, the suppression list, the
# account, receipt rules, and what is refused.
set -euo pipefail
endpoint=$1
files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
cli() { /usr/bin/aws --endpoint-url "$endpoint" --output text "$@"; }
ses() { cli ses "$@"; }
sesv2() { cli sesv2 "$@"; }
equal() { [ "$1" = "$2" ] || { echo "$3: expected \"$2\", came \"$1\"" >&2; exit 1; }; }

# refused ERROR ARGUMENTS...: `aws ARGUMENTS` ends with an error that has those words.
refused() {
  local words=$1 error
  shift
  if error=$(cli "$@" 2>&1); then
    echo "was not refused: aws $*" >&2
    exit 1
  fi
  case $error in
    *"$words"*) ;;
    *) echo "aws $*: expected \"$words\", came \"$error\"" >&2; exit 1 ;;
  esac
}

# mail TO FIELD: what the one mail to an address has, as a Python expression on `mail`.
mail() {
  curl -fsS -G --data-urlencode "to=$1" "$endpoint/_proofbox/ses/messages" |
    /usr/bin/python3 -c 'import json,sys; (mail,) = json.load(sys.stdin)["messages"]; print(eval(sys.argv[1]))' "$2"
}
no_mail() { equal "$(curl -fsS "$endpoint/_proofbox/ses/messages?to=$1" | tr -d ' \n')" '{"messages":[]}' "mails to $1"; }
unverified='Email address is not verified. The following identities failed the check in region AP-NORTHEAST-2: a@strange.example'

# ---- aws ses: identities ----

ses verify-email-identity --email-address kim@other.example
token=$(ses verify-domain-identity --domain shop.example --query VerificationToken)
equal "$(ses get-identity-verification-attributes --identities shop.example nobody.example \
  --query 'VerificationAttributes."shop.example".[VerificationStatus,VerificationToken]' | tr '\t' ' ')" "Success $token" "the domain"
equal "$(ses list-identities --identity-type EmailAddress --query 'Identities[]')" kim@other.example "the addresses"
tokens=$(ses verify-domain-dkim --domain shop.example --query 'DkimTokens[]')
equal "$(ses get-identity-dkim-attributes --identities shop.example --query 'DkimAttributes."shop.example".DkimTokens[]')" "$tokens" \
  "the DKIM tokens"
equal "$(wc -w <<<"$tokens")" 3 "the number of DKIM tokens"
ses set-identity-mail-from-domain --identity shop.example --mail-from-domain bounces.shop.example
equal "$(ses get-identity-mail-from-domain-attributes --identities shop.example \
  --query 'MailFromDomainAttributes."shop.example".MailFromDomain')" bounces.shop.example "the MAIL FROM domain"
ses put-identity-policy --identity shop.example --policy-name partner --policy '{"Version":"2012-10-17","Statement":[]}'
equal "$(ses list-identity-policies --identity shop.example --query 'PolicyNames[]')" partner "the policies"

# ---- aws ses: mails ----

id=$(ses send-email --from '도너츠 가게 <ops@shop.example>' --to '광고 담당 <v1@other.example>' --bcc archive@other.example \
  --subject '재고 부족: 도너츠가 모두 팔렸습니다' --text '광고를 중단해 주세요.' --html '<p>광고 <b>중단</b></p>' \
  --reply-to-addresses answers@shop.example --tags Name=campaign,Value=donut --query MessageId)
equal "$(mail v1@other.example 'mail["id"]')" "$id" "the mail's id"
equal "$(mail v1@other.example 'mail["from"], mail["to"], mail["bcc"], mail["replyTo"]')" \
  "('도너츠 가게 <ops@shop.example>', ['광고 담당 <v1@other.example>'], ['archive@other.example'], ['answers@shop.example'])" "who is in the mail"
equal "$(mail v1@other.example 'mail["subject"], mail["text"], mail["html"]')" \
  "('재고 부족: 도너츠가 모두 팔렸습니다', '광고를 중단해 주세요.', '<p>광고 <b>중단</b></p>')" "what is in the mail"
equal "$(mail v1@other.example 'mail["tags"]')" "[{'Name': 'campaign', 'Value': 'donut'}]" "the mail's tags"

/usr/bin/python3 - >"$files/raw.json" <<'EOF'
import json
from email.message import EmailMessage

message = EmailMessage()
message["From"], message["To"], message["Subject"] = "ops@shop.example", "raw@other.example", "재고 부족"
message.set_content("글\n")
message.add_attachment("sku,재고\n", subtype="csv", filename="재고.csv")
print(json.dumps({"Data": message.as_string()}))
EOF
# Version 2 of the CLI wants blobs in base64, unless told otherwise.
ses send-raw-email --cli-binary-format raw-in-base64-out --raw-message "file://$files/raw.json" >"$files/id"
equal "$(mail raw@other.example 'mail["id"], mail["subject"], mail["text"].strip()')" "('$(cat "$files/id")', '재고 부족', '글')" "the raw mail"
equal "$(mail raw@other.example '[(one["fileName"], one["contentType"]) for one in mail["attachments"]]')" "[('재고.csv', 'text/csv')]" \
  "what is attached to the raw mail"
equal "$(curl -fsS "$endpoint/_proofbox/ses/messages/$(cat "$files/id")/attachments/1")" "sku,재고" "the attachment"

template='{"TemplateName":"ad-stop","SubjectPart":"{{name}} 광고 중단","TextPart":"{{#each stores}}{{this}} {{/each}}"}'
ses create-template --template "$template"
equal "$(ses get-template --template-name ad-stop --query Template.SubjectPart)" "{{name}} 광고 중단" "the template"
rendered=$(ses test-render-template --template-name ad-stop --template-data '{"name":"x","stores":["a","b"]}' --query RenderedTemplate)
grep -q '^a b' <<<"$rendered" || { echo "the template was rendered as: $rendered" >&2; exit 1; }
ses send-templated-email --source ops@shop.example --destination ToAddresses=made@other.example --template ad-stop \
  --template-data '{"name":"글레이즈드","stores":["강남","서초"]}' >/dev/null
equal "$(mail made@other.example 'mail["subject"], mail["text"], mail["template"]')" "('글레이즈드 광고 중단', '강남 서초 ', 'ad-stop')" \
  "the templated mail"
statuses=$(ses send-bulk-templated-email --source ops@shop.example --template ad-stop \
  --default-template-data '{"name":"모두","stores":[]}' --query 'Status[].Status' --destinations \
  '[{"Destination":{"ToAddresses":["bulk@other.example"]}},{"Destination":{"ToAddresses":["nobody"]}}]')
equal "$statuses" "Success	InvalidParameterValue" "the bulk's statuses"
equal "$(mail bulk@other.example 'mail["subject"]')" "모두 광고 중단" "the bulk's mail"

# ---- aws ses: what is refused ----

from=(--from ops@shop.example --subject s --text t)
refused "(MessageRejected) when calling the SendEmail operation: $unverified" \
  ses send-email --from a@strange.example --to b@other.example --subject s --text t
# shellcheck disable=SC2046
refused "(InvalidParameterValue) when calling the SendEmail operation: Recipient count exceeds 50." \
  ses send-email "${from[@]}" --to $(seq -f 'r%g@other.example' 51)
refused "(InvalidParameterValue) when calling the SendEmail operation: Missing final '@domain'" ses send-email "${from[@]}" --to nobody
refused "(InvalidParameterValue)" ses send-email --from ops@shop.example --text t --to b@other.example --subject $'a\r\nBcc: c@other.example'
refused "(ConfigurationSetDoesNotExist) when calling the SendEmail operation: Configuration set <none> does not exist." \
  ses send-email "${from[@]}" --to b@other.example --configuration-set-name none
refused "(TemplateDoesNotExist) when calling the SendTemplatedEmail operation: Template none does not exist" \
  ses send-templated-email --source ops@shop.example --destination ToAddresses=b@other.example --template none --template-data '{}'
no_mail b@other.example
no_mail r1@other.example

# ---- a bounce comes back to a queue ----

topic=$(cli sns create-topic --name feedback --query TopicArn)
queue=$(cli sqs create-queue --queue-name feedback --query QueueUrl)
cli sns subscribe --topic-arn "$topic" --protocol sqs --notification-endpoint arn:aws:sqs:ap-northeast-2:000000000000:feedback \
  --attributes RawMessageDelivery=true >/dev/null
next() {
  local message
  message=$(cli --output json sqs receive-message --queue-url "$queue" --wait-time-seconds 20 --query 'Messages[0].[Body,ReceiptHandle]')
  read_message() { /usr/bin/python3 -c 'import json,sys; print(json.loads(sys.argv[1])[int(sys.argv[2])])' "$message" "$1"; }
  cli sqs delete-message --queue-url "$queue" --receipt-handle "$(read_message 1)"
  read_message 0
}
event() { /usr/bin/python3 -c 'import json,sys; event = json.loads(sys.argv[1]); print(eval(sys.argv[2]))' "$1" "$2"; }
ses create-configuration-set --configuration-set Name=watched
ses create-configuration-set-event-destination --configuration-set-name watched --event-destination \
  "{\"Name\":\"to-sns\",\"Enabled\":true,\"MatchingEventTypes\":[\"bounce\"],\"SNSDestination\":{\"TopicARN\":\"$topic\"}}"
equal "$(next)" "Successfully validated SNS topic for Amazon SES event publishing." "the word that the topic was taken"
equal "$(ses describe-configuration-set --configuration-set-name watched --configuration-set-attribute-names eventDestinations \
  --query 'EventDestinations[0].SNSDestination.TopicARN')" "$topic" "the event destination"
id=$(ses send-email --from ops@shop.example --to bounce@simulator.amazonses.com --subject 반송 --text t \
  --configuration-set-name watched --query MessageId)
bounce=$(next)
equal "$(event "$bounce" 'event["eventType"], event["mail"]["messageId"], event["mail"]["commonHeaders"]["subject"]')" \
  "('Bounce', '$id', '반송')" "the bounce"
equal "$(event "$bounce" '[one["emailAddress"] for one in event["bounce"]["bouncedRecipients"]]')" \
  "['bounce@simulator.amazonses.com']" "who bounced"
equal "$(ses get-send-statistics --query 'sum(SendDataPoints[].Bounces)')" 1 "the bounces in the statistics"
equal "$(ses get-send-quota --query '[Max24HourSend,MaxSendRate]')" "200.0	1.0" "the quota"

# ---- aws ses: receipt rules ----

ses create-receipt-rule-set --rule-set-name inbound
ses create-receipt-rule --rule-set-name inbound --rule '{"Name":"store","Enabled":true,"Actions":[{"StopAction":{"Scope":"RuleSet"}}]}'
ses set-active-receipt-rule-set --rule-set-name inbound
equal "$(ses describe-active-receipt-rule-set --query '[Metadata.Name,Rules[0].Name,Rules[0].Actions[0].StopAction.Scope]')" \
  "inbound	store	RuleSet" "the active rule set"
refused "(CannotDelete)" ses delete-receipt-rule-set --rule-set-name inbound

# ---- aws sesv2 ----

equal "$(sesv2 create-email-identity --email-identity brand.example --tags Key=team,Value=도너츠 \
  --query '[IdentityType,VerifiedForSendingStatus,length(DkimAttributes.Tokens)]')" "DOMAIN	True	3" "the identity made"
equal "$(sesv2 get-email-identity --email-identity brand.example --query 'Tags[0].Value')" 도너츠 "the identity's tag"
sesv2 create-email-identity --email-identity kim+ads@brand2.example >/dev/null
equal "$(sesv2 list-email-identities --query 'EmailIdentities[].IdentityName')" \
  "brand.example	kim+ads@brand2.example	kim@other.example	shop.example" "the identities"
equal "$(sesv2 list-email-identities --page-size 3 --query 'length(EmailIdentities)')" 3 "the identities on a page"
sesv2 delete-email-identity --email-identity kim+ads@brand2.example
refused "(NotFoundException)" sesv2 get-email-identity --email-identity kim+ads@brand2.example

content='{"Simple":{"Subject":{"Data":"재고 부족"},"Body":{"Text":{"Data":"광고를 중단해 주세요."}}}}'
id=$(sesv2 send-email --from-email-address '도너츠 가게 <ops@shop.example>' --destination ToAddresses=v2@other.example \
  --content "$content" --query MessageId)
equal "$(mail v2@other.example 'mail["id"], mail["from"], mail["subject"], mail["text"]')" \
  "('$id', '도너츠 가게 <ops@shop.example>', '재고 부족', '광고를 중단해 주세요.')" "the mail of v2"
sesv2 create-email-template --template-name hello --template-content '{"Subject":"{{name}}님","Text":"t"}'
statuses=$(sesv2 send-bulk-email --from-email-address ops@shop.example --query 'BulkEmailEntryResults[].Status' \
  --default-content '{"Template":{"TemplateName":"hello","TemplateData":"{\"name\":\"친구\"}"}}' --bulk-email-entries \
  '[{"Destination":{"ToAddresses":["bulk2@other.example"]}},{"Destination":{"ToAddresses":["nobody"]}}]')
equal "$statuses" "SUCCESS	INVALID_PARAMETER" "the bulk's statuses"
equal "$(mail bulk2@other.example 'mail["subject"]')" "친구님" "the bulk's mail"
refused "Attribute 'name' is not present in the rendering data." \
  sesv2 test-render-email-template --template-name hello --template-data '{}'
refused "(MessageRejected) when calling the SendEmail operation: $unverified" \
  sesv2 send-email --from-email-address a@strange.example --destination ToAddresses=b@other.example --content "$content"
refused "(BadRequestException) when calling the SendEmail operation: Local address contains control or whitespace" \
  sesv2 send-email --from-email-address ops@shop.example --destination 'ToAddresses=b b@other.example' --content "$content"

sesv2 create-configuration-set --configuration-set-name careful --suppression-options SuppressedReasons=BOUNCE
sesv2 create-configuration-set-event-destination --configuration-set-name careful --event-destination-name to-sns \
  --event-destination "{\"Enabled\":true,\"MatchingEventTypes\":[\"BOUNCE\"],\"SnsDestination\":{\"TopicArn\":\"$topic\"}}"
equal "$(next)" "Successfully validated SNS topic for Amazon SES event publishing." "the word that the topic was taken again"
equal "$(sesv2 list-configuration-sets --query 'ConfigurationSets[]')" "careful	watched" "the configuration sets"
sesv2 put-suppressed-destination --email-address gone@other.example --reason BOUNCE
equal "$(sesv2 list-suppressed-destinations --query 'SuppressedDestinationSummaries[].[EmailAddress,Reason]')" "gone@other.example	BOUNCE" \
  "the suppression list"
sesv2 send-email --from-email-address ops@shop.example --destination ToAddresses=gone@other.example --content "$content" \
  --configuration-set-name careful >/dev/null
equal "$(event "$(next)" 'event["bounce"]["bounceSubType"]')" OnAccountSuppressionList "why it bounced"
sesv2 delete-suppressed-destination --email-address gone@other.example
refused "(NotFoundException)" sesv2 get-suppressed-destination --email-address gone@other.example
equal "$(sesv2 get-account --query '[ProductionAccessEnabled,SendQuota.Max24HourSend,SendingEnabled]')" "False	200.0	True" "the account"
sesv2 put-account-sending-attributes --no-sending-enabled
refused "(SendingPausedException)" sesv2 send-email --from-email-address ops@shop.example --destination ToAddresses=b@other.example \
  --content "$content"
refused "(AccountSendingPausedException)" ses send-email "${from[@]}" --to b@other.example
sesv2 put-account-sending-attributes --sending-enabled
no_mail b@other.example

#!/usr/bin/env bash
# terraform.sh ENDPOINT: Terraform's AWS provider makes a topic, queues with their policy, and filtered subscriptions; what
# it reads back is what it set, so that a second plan has nothing to change. The endpoint is strict about policies: what
# the topic sends arrives through the policy that Terraform wrote. Says so and skips where Terraform or its AWS provider
# is not installed. It takes over a minute, in which the provider waits for queues to settle.
set -euo pipefail
endpoint=$1

here=$(cd "$(dirname "$0")" && pwd)
. "$here/terraform_common.sh"

cat >main.tf <<'HCL'
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" {}
variable "wanted" {
  type    = list(string)
  default = ["donut", "bagel"]
}

provider "aws" {
  region                      = "ap-northeast-2"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    sns = var.endpoint
    sqs = var.endpoint
    sts = var.endpoint
  }
}

resource "aws_sns_topic" "orders" {
  name              = "orders"
  display_name      = "Orders"
  signature_version = 2
  delivery_policy = jsonencode({
    http = {
      defaultHealthyRetryPolicy = {
        minDelayTarget = 1, maxDelayTarget = 60, numRetries = 10, numMaxDelayRetries = 2, numNoDelayRetries = 1,
        numMinDelayRetries = 2, backoffFunction = "exponential"
      }
      disableSubscriptionOverrides = false
    }
  })
  tags = { team = "bakery", "cost centre" = "도넛" }
}

resource "aws_sns_topic" "ledger" {
  name                        = "ledger.fifo"
  fifo_topic                  = true
  content_based_deduplication = true
}

resource "aws_sqs_queue" "dead" {
  name                      = "kitchen-dead"
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "kitchen" {
  name                       = "kitchen"
  visibility_timeout_seconds = 45
  tags                       = { team = "bakery" }
}

resource "aws_sqs_queue" "oven" {
  name           = "oven"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
}

resource "aws_sqs_queue" "books" {
  name                        = "books.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
}

data "aws_iam_policy_document" "from_orders" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.kitchen.arn]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.orders.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "from_orders" {
  queue_url = aws_sqs_queue.kitchen.id
  policy    = data.aws_iam_policy_document.from_orders.json
}

resource "aws_sns_topic_policy" "orders" {
  arn = aws_sns_topic.orders.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "publishers"
      Effect    = "Allow"
      Principal = { AWS = "*" }
      Action    = ["SNS:Publish", "SNS:Subscribe"]
      Resource  = aws_sns_topic.orders.arn
    }]
  })
}

resource "aws_sns_topic_subscription" "kitchen" {
  topic_arn            = aws_sns_topic.orders.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.kitchen.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ product = var.wanted, count = [{ numeric = [">", 0, "<=", 100] }] })
  redrive_policy       = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn })
}

resource "aws_sns_topic_subscription" "dead" {
  topic_arn           = aws_sns_topic.orders.arn
  protocol            = "sqs"
  endpoint            = aws_sqs_queue.dead.arn
  filter_policy_scope = "MessageBody"
  filter_policy       = jsonencode({ order = { state = [{ "anything-but" = ["baked"] }] } })
}

resource "aws_sns_topic_subscription" "books" {
  topic_arn = aws_sns_topic.ledger.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.books.arn
}
HCL
init
apply
nothing_to_change
apply -var 'wanted=["donut"]'
nothing_to_change -var 'wanted=["donut"]'

sns() { aws --endpoint-url "$endpoint" sns "$@" >/dev/null; }
for product in donut bagel; do
  sns publish --topic-arn arn:aws:sns:ap-northeast-2:000000000000:orders --message "a $product" --message-attributes \
    "{\"product\":{\"DataType\":\"String\",\"StringValue\":\"$product\"},\"count\":{\"DataType\":\"Number\",\"StringValue\":\"12\"}}"
done
received=$(aws --endpoint-url "$endpoint" sqs receive-message --queue-url "$endpoint/000000000000/kitchen" \
  --max-number-of-messages 10 --wait-time-seconds 5 --query 'Messages[].Body' --output text)
[ "$received" = "a donut" ] || { echo "terraform.sh: received '$received' instead of 'a donut'" >&2; exit 1; }

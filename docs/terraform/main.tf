# The donut shop's resources for Terraform's AWS provider, against a box: topics, queues with their dead-letter queues and
# policies, subscriptions, mail identities, and the mappings of the queues to the shop's functions. The functions
# themselves, the databases and the HTTP API are the box's:
#
#   ./run serve --shop '{"without_resources": true}' --region ap-northeast-2
#   cd docs/terraform && terraform init && terraform apply

terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

variable "endpoint" {
  description = "Where the box is."
  default     = "http://127.0.0.1:4566"
}

provider "aws" {
  region                      = "ap-northeast-2"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  endpoints {
    lambda = var.endpoint
    ses    = var.endpoint
    sns    = var.endpoint
    sqs    = var.endpoint
    sts    = var.endpoint
  }
}

locals {
  # Each queue: its dead-letter queue, the topic that it hears, and the function that works on it.
  queues = {
    stock_queue     = { dead_letters = "dead_letter_queue", topic = "stock_empty", function = "stock_lambda" }
    ad_queue        = { dead_letters = "ad_dead_letter_queue", topic = "stock_empty", function = "ad_lambda" }
    vip_queue       = { dead_letters = "vip_dead_letter_queue", topic = "vip_purchase", function = "vip_lambda" }
    marketing_queue = { dead_letters = "marketing_dead_letter_queue", topic = "vip_purchase", function = "marketing_lambda" }
  }
}

resource "aws_sns_topic" "shop" {
  for_each = toset(["stock_empty", "vip_purchase"])
  name     = each.key
}

resource "aws_sqs_queue" "dead_letters" {
  for_each                  = local.queues
  name                      = each.value.dead_letters
  message_retention_seconds = 1209600
}

resource "aws_sqs_queue" "shop" {
  for_each                   = local.queues
  name                       = each.key
  visibility_timeout_seconds = 30
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters[each.key].arn
    maxReceiveCount     = 3
  })
}

data "aws_iam_policy_document" "from_topic" {
  for_each = local.queues
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.shop[each.key].arn]
    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.shop[each.value.topic].arn]
    }
  }
}

resource "aws_sqs_queue_policy" "from_topic" {
  for_each  = local.queues
  queue_url = aws_sqs_queue.shop[each.key].id
  policy    = data.aws_iam_policy_document.from_topic[each.key].json
}

resource "aws_sns_topic_subscription" "shop" {
  for_each  = local.queues
  topic_arn = aws_sns_topic.shop[each.value.topic].arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.shop[each.key].arn
}

resource "aws_ses_email_identity" "shop" {
  email = "donut-states@example.com"
}

resource "aws_lambda_event_source_mapping" "shop" {
  for_each         = local.queues
  event_source_arn = aws_sqs_queue.shop[each.key].arn
  function_name    = each.value.function
  batch_size       = 1
}

// The situations in which AWS was recorded, and what is done to bring a box into them. What was
// called is ours, made up from the situation's name and the answers; nobody recorded the calls.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "recordings/boto.hpp"

namespace proofbox::test {

// Where a second client calls from; the first one is in the box's own region.
inline std::string const other_region = "us-west-2";

// A fresh box, its SQS for a client of one protocol, its SNS and the older API of its SES.
struct Stage {
  Stage(Protocol protocol, std::string of_variant)
      : sqs(sim, protocol, "sqs"),
        sns(sim, Protocol::query, "sns"),
        ses(sim, Protocol::query, "ses"),
        variant(std::move(of_variant)) {}

  // The URL of a new queue; a name that ends in ".fifo" makes a FIFO one. A call of these that is
  // refused is a std::runtime_error.
  std::string create(std::string const& name);
  std::string create(std::string const& name, nlohmann::json attributes);
  void set(std::string const& url, nlohmann::json const& attributes);
  nlohmann::json all_attributes(std::string const& url);
  static std::string arn(std::string const& name);
  static std::string redrive(std::string const& to, int receive_count_max);

  // `more`: further members of the operation.
  nlohmann::json send(std::string const& url, std::string const& body);
  nlohmann::json send(std::string const& url, std::string const& body, nlohmann::json more);
  nlohmann::json receive(std::string const& url);
  nlohmann::json receive(std::string const& url, nlohmann::json more);
  std::vector<std::string> handles(nlohmann::json const& received);
  void remove(std::string const& url, nlohmann::json const& received);

  SimBox sim;
  Boto sqs;
  Boto sns;
  Boto ses;
  std::string variant;  // what stood in brackets, without the protocol
};

struct Situation {
  std::string_view test;  // as in Recording
  nlohmann::json (*answers)(Stage& stage);
};

std::vector<Situation> sqs_queue_situations();
std::vector<Situation> sqs_sending_situations();
std::vector<Situation> sqs_receiving_situations();
std::vector<Situation> sqs_fifo_situations();
std::vector<Situation> sqs_redrive_situations();
std::vector<Situation> sqs_move_task_situations();
std::vector<Situation> sns_topic_situations();
std::vector<Situation> sns_subscription_situations();
std::vector<Situation> sns_queue_situations();
std::vector<Situation> sns_fifo_situations();
std::vector<Situation> sns_publish_situations();
std::vector<Situation> sns_region_situations();
std::vector<Situation> sns_filter_situations();
std::vector<Situation> sns_platform_situations();
std::vector<Situation> sns_sms_situations();
std::vector<Situation> sns_http_situations();
std::vector<Situation> sns_function_situations();
std::vector<Situation> ses_template_situations();
std::vector<Situation> ses_situations();
std::vector<Situation> ses_mailbox_situations();

}  // namespace proofbox::test

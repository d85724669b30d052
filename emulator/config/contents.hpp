// What is to stand in a box from the start, as a person says it in a file: queues, topics,
// identities and so on, by their names. Reading checks all that can be known without a box.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "match/reading.hpp"
#include "ports/api.hpp"

namespace proofbox::config {

using match::Mistake;
using match::Node;
using match::Place;

// A queue, a topic or a function by its name, or whatever has an ARN by that.
struct Named {
  std::string name;
  Place place;
};

// Whose something is; the box's own where it is not said.
struct Owner {
  std::optional<std::string> account, region;
};

struct Queue {
  Place place;
  Owner owner;
  std::string name;
  Map<std::string> attributes;
  std::optional<Named> dead_letter_queue;
  std::int64_t receive_count_max = 0;  // only with a dead-letter queue
  Map<std::string> tags;
};

struct Topic {
  Place place;
  Owner owner;
  std::string name;
  Map<std::string> attributes;
  Map<std::string> tags;
};

// To a queue by its name, or to any endpoint by a protocol.
struct Subscription {
  Place place;
  Owner owner;
  Named topic;
  std::optional<Named> queue;
  std::string protocol, endpoint;
  Map<std::string> attributes;
  std::optional<Named> dead_letter_queue;
};

// An address or a domain that mail is sent from.
struct Identity {
  Place place;
  Owner owner;
  std::string name;
  std::string status = "Success";
};

struct MailTemplate {
  Place place;
  Owner owner;
  std::string name;
  std::optional<std::string> subject, text, html;
};

// A configuration set, and the topics that are told of mails sent with it.
struct ConfigurationSet {
  struct Destination {
    Place place;
    Named topic;
    std::vector<std::string> types;
  };
  Place place;
  Owner owner;
  std::string name;
  std::vector<Destination> destinations;
};

// A function that is deployed in the box anyway.
struct Function {
  struct Mapping {
    Place place;
    Named queue;
    Node settings;  // of the input of CreateEventSourceMapping
  };
  Named function;
  std::optional<std::int64_t> reserved_concurrency;
  std::vector<Mapping> mappings;
};

// Any operation.
struct Order {
  Place place;
  Owner owner;
  Row const* row = nullptr;
  Node input;
};

// Rules by which things go wrong from the start.
struct Faults {
  Place place;
  std::string json;  // the list
};

struct Contents {
  std::string file;  // for sentences about it; may be empty
  std::vector<Queue> queues;
  std::vector<Topic> topics;
  std::vector<Subscription> subscriptions;
  std::vector<Identity> identities;
  std::vector<MailTemplate> templates;
  std::vector<ConfigurationSet> configuration_sets;
  std::vector<Function> functions;
  std::vector<Order> calls;
  std::optional<Faults> faults;
};

// Letters, digits and hyphens, as in "ap-northeast-2".
bool is_region(std::string_view text);

// The top keys under which all this stands.
std::vector<std::string_view> const& content_words();

// Reads the members of `root` that have those keys, and no others. Throws match::Stop at the first
// mistake.
Contents read_contents(Node const& root, std::string file);

}  // namespace proofbox::config

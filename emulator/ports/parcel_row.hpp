// A parcel as a row keeps it, so that it leaves once more where nobody knows whether it arrived.
// What only a box that runs can do anything with has no row: a function's run, a question, word to
// pollers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ports/turn.hpp"

namespace proofbox {

struct ParcelRow {
  struct Attribute {
    std::string name, data_type, text;
    Blob bytes;
    static Shape const& shape();
  };
  struct Queue {
    std::string queue_arn, source_arn, body;
    std::vector<Attribute> attributes;
    std::optional<std::string> group_id, deduplication_id;
    std::string trace_header;
    static Shape const& shape();
  };
  struct Header {
    std::string name, value;
    static Shape const& shape();
  };
  struct Url {
    std::string method, host, target;
    std::vector<Header> headers;
    std::string body;
    bool is_tls = false;
    std::optional<std::int64_t> patience_nanoseconds;
    static Shape const& shape();
  };
  struct Function {
    std::string function_arn, event, source_arn;
    std::int64_t hops = 0;
    static Shape const& shape();
  };
  struct Mailbox {
    std::string account, region, sender_name, sender, to, subject, text;
    static Shape const& shape();
  };
  struct Topic {
    std::string topic_arn, source_arn, subject, message;
    std::vector<Attribute> attributes;
    static Shape const& shape();
  };

  std::int64_t id = 0;
  std::string about;
  std::optional<Queue> to_queue;  // one of these
  std::optional<Url> to_url;
  std::optional<Function> to_function;
  std::optional<Mailbox> to_mailbox;
  std::optional<Topic> to_topic;
  static Shape const& shape();

  // Nothing where it has no row.
  static std::optional<ParcelRow> of(Parcel const& parcel);
  // Nothing where it says not where to.
  std::optional<Parcel> parcel() const;
};

}  // namespace proofbox

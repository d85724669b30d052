// The mock Factory's one operation as the donut shop's documents give it, and those by which a
// sandbox sets it up and looks inside. It is no AWS service: its API is plain JSON over HTTP.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shape/operation.hpp"
#include "shape/shape.hpp"

namespace proofbox::factory {

template <class Op>
constexpr std::string_view service_of(Op const*) {
  return "factory";
}

// POST /api/manufactures: bake so many of this product, and call back when they are ready. Members
// are described in the order of the alphabet, in which the Factory repeats them.
struct Manufacture {
  std::string callback_url;
  std::optional<std::string> message_attribute_factory_id;
  std::string message_attribute_product_cnt;  // a whole number, as text or as a JSON number
  std::string message_attribute_product_id;
  std::optional<std::string> message_attribute_requester;
  std::optional<std::string> message_group_id;
  static Shape const& shape();
  struct Accepted;
  struct Output;
};

struct Manufacture::Accepted {
  Manufacture data;
  std::string id;  // a version-1 uuid
  std::optional<std::string>
      reqestor;  // misspelt by the Factory itself; null where nobody is named
  static Shape const& shape();
};

struct Manufacture::Output {
  Accepted data;
  static Shape const& shape();
};

// ---- setting up and looking inside ----

// From `from` on, and before `until`, the Factory answers 503 to orders; what is in the oven bakes
// on.
struct Downtime {
  Instant from{};
  Instant until{};
  bool operator==(Downtime const&) const = default;
  static Shape const& shape();
};

// Changes what is given and leaves the rest; answers with all that holds now.
struct Configure {
  std::optional<std::string> lead_time;       // "5s": from order to callback
  std::optional<std::string> answers_after;   // "0s": how long the Factory thinks before it answers
  std::optional<std::vector<Downtime>> down;  // takes the place of all downtimes given before
  static Shape const& shape();
  struct Output {
    std::string lead_time;
    std::string answers_after;
    std::vector<Downtime> down;
    static Shape const& shape();
  };
};

// Every order, the oldest first.
struct ListOrders {
  static Shape const& shape();
  struct Listed {
    std::string id;
    std::string product_id;
    std::string count;
    std::optional<std::string> factory_id;
    std::optional<std::string> requester;
    std::string callback_url;
    std::string state;  // baking, delivering, delivered, given up
    Instant ordered_at{};
    Instant ready_at{};
    std::int64_t attempts = 0;  // of calling back
    static Shape const& shape();
  };
  struct Output {
    std::vector<Listed> orders;
    static Shape const& shape();
  };
};

}  // namespace proofbox::factory

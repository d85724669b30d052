// What may be said of the shop before it opens: the JSON object that a scenario gives as "shop".
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "shape/shape.hpp"
#include "shop/connection.hpp"
#include "shop/mistakes.hpp"
#include "tutorial/tutorial.hpp"

namespace proofbox::shop {

struct Settings {
  struct Item {
    std::string sku;
    std::int64_t stock = 0;
    static Shape const& shape();
  };
  struct Customer {
    std::string user_id;
    std::string type = "normal";
    static Shape const& shape();
  };
  // Instants as "2023-05-25T09:00:00+09:00".
  struct Downtime {
    std::string from;
    std::string until;
    static Shape const& shape();
  };
  struct Tutorial {
    std::string consumer_sleeps = "0s";
    std::string consumer_timeout = "6s";
    std::int64_t growth_per_minute = 300;             // of the consumer's batches at once
    std::optional<std::int64_t> maximum_concurrency;  // of them, 2 to 1,000
    static Shape const& shape();
  };
  std::vector<Item> products;
  std::vector<Customer> customers;
  std::vector<Downtime> customers_down;  // when the customers' database takes no session
  std::string message_form = "B";        // which attributes an empty stock is announced with
  bool http_subscriber = false;          // stock_http instead of stock_queue and stock_lambda
  std::string marketing = "http://marketing.test/api/vip-purchases";
  Tutorial tutorial;
  std::int64_t account_concurrency = 1000;  // functions that run at once
  bool arrival_notices = false;             // a queue is told of arrivals that nobody waited for
  bool without_resources = false;  // functions and databases only: the rest is made from outside
  std::vector<std::string> mistakes;
  std::vector<std::string> cures;
  static Shape const& shape();

  Switches switches() const { return {mistakes, cures}; }
  std::vector<Outage> customer_outages() const;
};

// The Error says in one sentence what is wrong.
Result<Settings> settings_of(std::string const& text);

}  // namespace proofbox::shop

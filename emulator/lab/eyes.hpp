// How laws look into a box: without a trace, and into its databases.
#pragma once

#include "box/box.hpp"
#include "ports/invariant.hpp"

namespace proofbox::lab {

class Eyes : public Inspector {
 public:
  explicit Eyes(Box& box) : box_(box) {}

  std::string look(std::string_view service, std::string_view operation,
                   std::string_view input) override {
    return box_.look(service, operation, input);
  }
  std::optional<Rows> rows(std::string_view database, std::string_view sql) override {
    if (!box_.has_database(database))
      return {};
    Statement const select{std::string{sql}, {}};
    auto rows = box_.database(std::string{database}).look(select);
    return rows ? std::optional{std::move(*rows)} : std::nullopt;
  }

 private:
  Box& box_;
};

}  // namespace proofbox::lab

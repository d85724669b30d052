// A function's session with a database server: RDS lets in whoever has an account, and only so many
// at once. Who forgets to close one leaves the next caller one less.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "lambda/function.hpp"

namespace proofbox::shop {

// The only account that the shop's servers know; a function has it from its environment.
inline constexpr std::string_view database_user = "donut";

// From `from` on, and before `until`, a server takes no session.
struct Outage {
  Instant from{};
  Instant until{};
};

class Connection {
 public:
  // A session of the user that the function's environment names (DB_USERNAME). Where there are too
  // many it asks again for three seconds, as a crowd passes; the error is MySQL's own.
  static Task<Result<Connection>> open(lambda::Context& context, std::string_view database);

  // A function that ends without closing leaves its session to the server, which ends it after
  // eight hours (MySQL's wait_timeout).
  Task<void> close();

  Database& database() const { return *database_; }

  // What a server keeps of its sessions.
  static std::vector<Statement> setup(std::vector<Outage> const& outages = {});

 private:
  Connection(Database& database, std::int64_t id) : database_(&database), id_(id) {}

  static Task<Result<Connection>> attempt(lambda::Context& context, Database& database);
  static Task<Error> refusal(lambda::Context& context, Database& database, std::string const& user);

  Database* database_;
  std::int64_t id_;
};

}  // namespace proofbox::shop

#include "lambda/stumble.hpp"

namespace proofbox::lambda {

class Stumble::CountedClient : public Client {
 public:
  CountedClient(Stumble& of, Client& to) : of_(of), to_(to) {}

  Task<std::optional<Error>> call(Operation const& operation, void const* input,
                                  void* output) override {
    auto calling = to_.call(operation, input, output);
    auto error = co_await std::move(calling);
    latest_event = to_.latest_event;
    co_await of_.count();
    co_return error;
  }

 private:
  Stumble& of_;
  Client& to_;
};

class Stumble::CountedHttp : public HttpClient {
 public:
  CountedHttp(Stumble& of, HttpClient& to) : of_(of), to_(to) {}

  Task<Result<HttpResponse>> send(HttpRequest const& request) override {
    auto sending = to_.send(request);
    auto response = co_await std::move(sending);
    co_await of_.count();
    co_return response;
  }

 private:
  Stumble& of_;
  HttpClient& to_;
};

class Stumble::CountedDatabase : public Database {
 public:
  CountedDatabase(Stumble& of, Database& to) : of_(of), to_(to) {}

  Task<Result<Rows>> query(Statement const& statement) override {
    auto asking = to_.query(statement);
    auto rows = co_await std::move(asking);
    co_await of_.count();
    co_return rows;
  }
  Task<Result<Done>> transact(std::vector<Statement> const& statements) override {
    auto asking = to_.transact(statements);
    auto done = co_await std::move(asking);
    co_await of_.count();
    co_return done;
  }
  Result<Done> prepare(std::vector<Statement> const& statements) override {
    return to_.prepare(statements);
  }
  std::vector<std::string> dump() override { return to_.dump(); }
  Result<Done> load(std::vector<std::string> const& statements) override {
    return to_.load(statements);
  }
  Result<Rows> look(Statement const& statement) override { return to_.look(statement); }

 private:
  Stumble& of_;
  Database& to_;
};

Stumble::Stumble(Strike const& strike, Client& cloud, HttpClient& http, OpenDatabase open)
    : strike_(strike),
      open_(std::move(open)),
      cloud_(std::make_unique<CountedClient>(*this, cloud)),
      http_(std::make_unique<CountedHttp>(*this, http)) {}

Stumble::~Stumble() = default;

Client& Stumble::cloud() { return *cloud_; }
HttpClient& Stumble::http() { return *http_; }

Database& Stumble::database(std::string const& name) {
  auto& held = databases_[name];
  if (!held)
    held = std::make_unique<CountedDatabase>(*this, open_(name));
  return *held;
}

Task<Result<std::string>> Stumble::stumbling(Scheduler& scheduler,
                                             Task<Result<std::string>> handling) {
  if (strike_.slow > Duration{})
    co_await scheduler.sleep_until(strike_.slow > Instant::max() - scheduler.now()
                                       ? Instant::max()
                                       : scheduler.now() + strike_.slow);
  auto const& breakdown = strike_.breakdown;
  if (breakdown && breakdown->where == Breakdown::Where::before)
    co_await stop();
  auto result = co_await std::move(handling);
  if (breakdown)
    co_await stop();
  co_return result;
}

Task<void> Stumble::count() {
  auto const& breakdown = strike_.breakdown;
  if (breakdown && breakdown->where == Breakdown::Where::between && ++calls_ >= breakdown->calls)
    co_await stop();
}

// Nothing of the run goes on from here: its time-out ends it, or its crash.
Task<void> Stumble::stop() {
  if (!strike_.breakdown->hangs && !std::exchange(has_crashed_, true))
    on_crash();
  std::suspend_always const for_ever;
  co_await for_ever;
}

}  // namespace proofbox::lambda

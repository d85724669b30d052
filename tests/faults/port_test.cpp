#include <catch2/catch.hpp>

#include "engines/sqs/shapes.hpp"
#include "support/sim_box.hpp"

using namespace proofbox;

namespace {

// Fails every second call.
class EverySecond : public Faults {
 public:
  std::optional<Error> strikes(Instant, Operation const&, Caller const&) override {
    return ++calls_ % 2 == 0 ? std::optional{Error{"InternalError", "Struck.", 500}} : std::nullopt;
  }
  std::optional<Error> strikes(Instant, HttpRequest const&) override {
    return Error{"ConnectionReset", "Struck.", 0};
  }

 private:
  int calls_ = 0;
};

Task<Result<HttpResponse>> fetch(Box& box, HttpRequest const& request) {
  co_return co_await box.http().send(request);
}

}  // namespace

TEST_CASE("A fault that strikes fails the call before it does anything") {
  EverySecond faults;
  test::SimBox sim{{}, faults};
  sqs::CreateQueue create;
  create.queue_name = "one";
  CHECK(sim.call(create).ok());
  create.queue_name = "two";
  CHECK(sim.call(create).error().message == "Struck.");
  CHECK(sim.call(sqs::ListQueues{})->queue_urls.size() == 1);
  HttpRequest const request{"GET", "outside.test", "/"};
  CHECK(sim.run(fetch(sim.box, request)).error().code == "ConnectionReset");
}

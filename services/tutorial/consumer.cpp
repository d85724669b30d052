#include "tutorial/consumer.hpp"

#include "base/time.hpp"
#include "shape/json.hpp"
#include "shop/mistakes.hpp"

namespace proofbox::tutorial {

Task<Result<Done>> consumer(lambda::Context& context, lambda::QueueEvent const& event) {
  for (auto const& record : event.records) {
    // JSON.parse(event.body): an event of a queue has records, and no body of its own.
    context.log("Message Body:  " + record.body);
    // console.log("[context]", event)
    context.log(shop::makes(context, shop::mistake::logs_the_event_as_its_context)
                    ? "[context] " + to_json(event)
                    : "[context] " + context.request_id);
    if (shop::makes(context, shop::mistake::parses_the_event_itself))
      co_return Error{"SyntaxError", "Unexpected token u in JSON at position 0", 400};
    auto const sleeps = parse_duration(context.variable("CONSUMER_SLEEPS"));
    if (sleeps && *sleeps > Duration{0})
      co_await context.scheduler.sleep_until(context.now() + *sleeps);
  }
  co_return Done{};
}

}  // namespace proofbox::tutorial

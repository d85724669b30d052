#include "stock/stock.hpp"

#include "shop/events.hpp"
#include "shop/mistakes.hpp"
#include "stock/ordering.hpp"

namespace proofbox::shop {
namespace {

// body.replace(/\n|\r|\s*/g, ""): meant for line ends, it takes every blank.
lambda::QueueEvent::Record without_blanks(lambda::QueueEvent::Record record) {
  std::erase_if(record.body, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
  return record;
}

Task<Result<Order>> order_in(lambda::Context& context, lambda::QueueEvent::Record const& record) {
  auto const envelope = makes(context, mistake::strips_all_blanks)
                            ? envelope_of(without_blanks(record))
                            : envelope_of(record);
  if (!envelope)
    co_return envelope.error();
  co_return co_await order_of(context, *envelope, record.message_id);
}

}  // namespace

Shape const& Consumed::shape() {
  static Shape const shape = Describe<Consumed>("Consumed")
                                 .member("statusCode", &Consumed::status_code)
                                 .member("body", &Consumed::body);
  return shape;
}

Task<Result<Consumed>> stock(lambda::Context& context, lambda::QueueEvent const& event) {
  for (auto const& record : event.records) {
    auto const order = co_await order_in(context, record);
    if (!order) {
      // A status code is for whoever called over HTTP. A queue asks only whether the function
      // failed, and so takes this for a success.
      if (makes(context, mistake::answers_400_to_a_queue))
        co_return Consumed{400, order.error().message};
      co_return order.error();
    }
    // axios.post without await: the function is done, and its environment frozen, before the
    // request has left.
    if (makes(context, mistake::does_not_wait_for_the_factory)) {
      auto const begun = order_without_waiting(context, *order);
      if (!begun)
        co_return begun.error();
      continue;
    }
    auto const ordered = co_await order_at_factory(context, *order);
    // A .catch that logs and does no more: nobody hears of the failure, so the message is deleted.
    if (!ordered && !makes(context, mistake::only_logs_the_failure))
      co_return ordered.error();
    // A return inside the loop ends the function with the first record; the others count as done.
    if (makes(context, mistake::handles_the_first_record_only))
      co_return Consumed{};
  }
  co_return Consumed{};
}

}  // namespace proofbox::shop

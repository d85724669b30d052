#include "engines/factory/shapes.hpp"

namespace proofbox::factory {

Shape const& Manufacture::shape() {
  static Shape const shape =
      Describe<Manufacture>("Manufacture")
          .member("CallbackUrl", &Manufacture::callback_url, required)
          .member("MessageAttributeFactoryId", &Manufacture::message_attribute_factory_id,
                  optional.or_number())
          .member("MessageAttributeProductCnt", &Manufacture::message_attribute_product_cnt,
                  required.or_number())
          .member("MessageAttributeProductId", &Manufacture::message_attribute_product_id,
                  required.or_number())
          .member("MessageAttributeRequester", &Manufacture::message_attribute_requester)
          .member("MessageGroupId", &Manufacture::message_group_id);
  return shape;
}

Shape const& Manufacture::Accepted::shape() {
  static Shape const shape = Describe<Accepted>("AcceptedOrder")
                                 .member("data", &Accepted::data)
                                 .member("id", &Accepted::id)
                                 .member("reqestor", &Accepted::reqestor, optional.or_null());
  return shape;
}

Shape const& Manufacture::Output::shape() {
  static Shape const shape = Describe<Output>("ManufactureResult").member("data", &Output::data);
  return shape;
}

Shape const& Downtime::shape() {
  static Shape const shape = Describe<Downtime>("Downtime")
                                 .member("from", &Downtime::from, required)
                                 .member("until", &Downtime::until, required);
  return shape;
}

Shape const& Configure::shape() {
  static Shape const shape = Describe<Configure>("Configure")
                                 .member("lead_time", &Configure::lead_time)
                                 .member("answers_after", &Configure::answers_after)
                                 .member("down", &Configure::down);
  return shape;
}

Shape const& Configure::Output::shape() {
  static Shape const shape = Describe<Output>("ConfigureResult")
                                 .member("lead_time", &Output::lead_time)
                                 .member("answers_after", &Output::answers_after)
                                 .member("down", &Output::down, always);
  return shape;
}

Shape const& ListOrders::shape() {
  static Shape const shape = Describe<ListOrders>("ListOrders");
  return shape;
}

Shape const& ListOrders::Listed::shape() {
  static Shape const shape = Describe<Listed>("Order")
                                 .member("id", &Listed::id)
                                 .member("productId", &Listed::product_id)
                                 .member("count", &Listed::count)
                                 .member("factoryId", &Listed::factory_id)
                                 .member("requester", &Listed::requester)
                                 .member("callbackUrl", &Listed::callback_url)
                                 .member("state", &Listed::state)
                                 .member("orderedAt", &Listed::ordered_at)
                                 .member("readyAt", &Listed::ready_at)
                                 .member("attempts", &Listed::attempts);
  return shape;
}

Shape const& ListOrders::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListOrdersResult").member("orders", &Output::orders, always);
  return shape;
}

}  // namespace proofbox::factory

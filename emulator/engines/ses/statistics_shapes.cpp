#include "engines/ses/statistics_shapes.hpp"

namespace proofbox::ses {

namespace v1 {

Shape const& SendDataPoint::shape() {
  static Shape const shape = Describe<SendDataPoint>("SendDataPoint")
                                 .member("Timestamp", &SendDataPoint::timestamp)
                                 .member("DeliveryAttempts", &SendDataPoint::delivery_attempts)
                                 .member("Bounces", &SendDataPoint::bounces)
                                 .member("Complaints", &SendDataPoint::complaints)
                                 .member("Rejects", &SendDataPoint::rejects);
  return shape;
}

Shape const& GetSendStatistics::shape() {
  static Shape const shape = Describe<GetSendStatistics>("GetSendStatistics");
  return shape;
}

Shape const& GetSendStatistics::Output::shape() {
  static Shape const shape = Describe<Output>("GetSendStatisticsResult")
                                 .member("SendDataPoints", &Output::send_data_points, always);
  return shape;
}

Shape const& UpdateAccountSendingEnabled::shape() {
  static Shape const shape = Describe<UpdateAccountSendingEnabled>("UpdateAccountSendingEnabled")
                                 .member("Enabled", &UpdateAccountSendingEnabled::enabled);
  return shape;
}

Shape const& GetAccountSendingEnabled::shape() {
  static Shape const shape = Describe<GetAccountSendingEnabled>("GetAccountSendingEnabled");
  return shape;
}

Shape const& GetAccountSendingEnabled::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetAccountSendingEnabledResult").member("Enabled", &Output::enabled);
  return shape;
}

}  // namespace v1

namespace v2 {

Shape const& PutAccountSendingAttributes::shape() {
  static Shape const shape =
      Describe<PutAccountSendingAttributes>("PutAccountSendingAttributes")
          .member("SendingEnabled", &PutAccountSendingAttributes::sending_enabled);
  return shape;
}

Shape const& PutAccountSendingAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("PutAccountSendingAttributesResult");
  return shape;
}

}  // namespace v2

}  // namespace proofbox::ses

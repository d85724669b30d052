#include "engines/ses/suppression_shapes.hpp"

namespace proofbox::ses {

namespace v2 {

Shape const& PutSuppressedDestination::shape() {
  static Shape const shape =
      Describe<PutSuppressedDestination>("PutSuppressedDestination")
          .member("EmailAddress", &PutSuppressedDestination::email_address, required)
          .member("Reason", &PutSuppressedDestination::reason, required);
  return shape;
}

Shape const& PutSuppressedDestination::Output::shape() {
  static Shape const shape = Describe<Output>("PutSuppressedDestinationResult");
  return shape;
}

Shape const& SuppressedDestinationAttributes::shape() {
  static Shape const shape =
      Describe<SuppressedDestinationAttributes>("SuppressedDestinationAttributes")
          .member("MessageId", &SuppressedDestinationAttributes::message_id)
          .member("FeedbackId", &SuppressedDestinationAttributes::feedback_id);
  return shape;
}

Shape const& SuppressedDestination::shape() {
  static Shape const shape = Describe<SuppressedDestination>("SuppressedDestination")
                                 .member("EmailAddress", &SuppressedDestination::email_address)
                                 .member("Reason", &SuppressedDestination::reason)
                                 .member("LastUpdateTime", &SuppressedDestination::last_update_time)
                                 .member("Attributes", &SuppressedDestination::attributes);
  return shape;
}

Shape const& GetSuppressedDestination::shape() {
  static Shape const shape =
      Describe<GetSuppressedDestination>("GetSuppressedDestination")
          .member("EmailAddress", &GetSuppressedDestination::email_address, required.in_path());
  return shape;
}

Shape const& GetSuppressedDestination::Output::shape() {
  static Shape const shape = Describe<Output>("GetSuppressedDestinationResult")
                                 .member("SuppressedDestination", &Output::suppressed_destination);
  return shape;
}

Shape const& DeleteSuppressedDestination::shape() {
  static Shape const shape =
      Describe<DeleteSuppressedDestination>("DeleteSuppressedDestination")
          .member("EmailAddress", &DeleteSuppressedDestination::email_address, required.in_path());
  return shape;
}

Shape const& DeleteSuppressedDestination::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteSuppressedDestinationResult");
  return shape;
}

Shape const& SuppressedDestinationSummary::shape() {
  static Shape const shape =
      Describe<SuppressedDestinationSummary>("SuppressedDestinationSummary")
          .member("EmailAddress", &SuppressedDestinationSummary::email_address)
          .member("Reason", &SuppressedDestinationSummary::reason)
          .member("LastUpdateTime", &SuppressedDestinationSummary::last_update_time);
  return shape;
}

Shape const& ListSuppressedDestinations::shape() {
  static Shape const shape =
      Describe<ListSuppressedDestinations>("ListSuppressedDestinations")
          .member("Reason", &ListSuppressedDestinations::reason, optional.in_query_string())
          .member("StartDate", &ListSuppressedDestinations::start_date, optional.in_query_string())
          .member("EndDate", &ListSuppressedDestinations::end_date, optional.in_query_string())
          .member("NextToken", &ListSuppressedDestinations::next_token, optional.in_query_string())
          .member("PageSize", &ListSuppressedDestinations::page_size, optional.in_query_string());
  return shape;
}

Shape const& ListSuppressedDestinations::Output::shape() {
  static Shape const shape = Describe<Output>("ListSuppressedDestinationsResult")
                                 .member("SuppressedDestinationSummaries",
                                         &Output::suppressed_destination_summaries, always)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& PutAccountSuppressionAttributes::shape() {
  static Shape const shape =
      Describe<PutAccountSuppressionAttributes>("PutAccountSuppressionAttributes")
          .member("SuppressedReasons", &PutAccountSuppressionAttributes::suppressed_reasons);
  return shape;
}

Shape const& PutAccountSuppressionAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("PutAccountSuppressionAttributesResult");
  return shape;
}

}  // namespace v2

}  // namespace proofbox::ses

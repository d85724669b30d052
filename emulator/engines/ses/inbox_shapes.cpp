#include "engines/ses/inbox_shapes.hpp"

namespace proofbox::ses {

Shape const& ReadAttachment::shape() {
  static Shape const shape = Describe<ReadAttachment>("ReadAttachment")
                                 .member("id", &ReadAttachment::id, required)
                                 .member("number", &ReadAttachment::number, required);
  return shape;
}

Shape const& ReadAttachment::Output::shape() {
  static Shape const shape = Describe<Output>("ReadAttachmentResult")
                                 .member("fileName", &Output::file_name)
                                 .member("contentType", &Output::content_type)
                                 .member("content", &Output::content);
  return shape;
}

Shape const& DeleteMessages::shape() {
  static Shape const shape =
      Describe<DeleteMessages>("DeleteMessages").member("id", &DeleteMessages::id);
  return shape;
}

Shape const& DeleteMessages::Output::shape() {
  static Shape const shape =
      Describe<Output>("DeleteMessagesResult").member("deleted", &Output::deleted);
  return shape;
}

Shape const& FollowVerificationLink::shape() {
  static Shape const shape = Describe<FollowVerificationLink>("FollowVerificationLink")
                                 .member("identity", &FollowVerificationLink::identity, required)
                                 .member("token", &FollowVerificationLink::token, required);
  return shape;
}

Shape const& SetVerificationStatus::shape() {
  static Shape const shape = Describe<SetVerificationStatus>("SetVerificationStatus")
                                 .member("identity", &SetVerificationStatus::identity, required)
                                 .member("status", &SetVerificationStatus::status, required);
  return shape;
}

}  // namespace proofbox::ses

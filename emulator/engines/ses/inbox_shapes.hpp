// How the box looks into its inbox, and what it may do there that no owner of an account can. No
// such operation exists on AWS: there a mail is seen by whoever receives it.
#pragma once

#include "engines/ses/shapes.hpp"

namespace proofbox::ses {

// An attachment, as it stands `number`th in its mail, counted from 1.
struct ReadAttachment {
  std::string id;
  std::int64_t number = 0;
  static Shape const& shape();
  struct Output {
    std::string file_name;
    std::string content_type;
    Blob content;
    static Shape const& shape();
  };
};

// Takes mails out of the inbox; what they counted against a quota, they still do.
struct DeleteMessages {
  std::optional<std::string> id;  // all, if not given
  static Shape const& shape();
  struct Output {
    std::int64_t deleted = 0;
    static Shape const& shape();
  };
};

// What the link in a verification mail does.
struct FollowVerificationLink {
  std::string identity;
  std::string token;
  static Shape const& shape();
  using Output = Nothing;
};

// Makes an identity verified, or not, whatever its owner would say; it need not be there yet.
struct SetVerificationStatus {
  std::string identity;
  std::string status;  // Success, Pending, Failed
  static Shape const& shape();
  using Output = Nothing;
};

}  // namespace proofbox::ses

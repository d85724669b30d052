// The password by which an access key sends over SES's SMTP door: derived from its secret, and good
// in one region only.
#pragma once

#include <string>
#include <string_view>

namespace proofbox::wire {

std::string smtp_password(std::string_view secret, std::string_view region);

}  // namespace proofbox::wire

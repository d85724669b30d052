// Every action of SNS is either there or written down as missing.
#include <catch2/catch.hpp>
#include <fstream>

#include "engines/sns/api.hpp"

using namespace proofbox;

namespace {

// As the service's model of 2010-03-31 lists them.
std::string_view const actions[] = {
    "AddPermission",
    "CheckIfPhoneNumberIsOptedOut",
    "ConfirmSubscription",
    "CreatePlatformApplication",
    "CreatePlatformEndpoint",
    "CreateSMSSandboxPhoneNumber",
    "CreateTopic",
    "DeleteEndpoint",
    "DeletePlatformApplication",
    "DeleteSMSSandboxPhoneNumber",
    "DeleteTopic",
    "GetDataProtectionPolicy",
    "GetEndpointAttributes",
    "GetPlatformApplicationAttributes",
    "GetSMSAttributes",
    "GetSMSSandboxAccountStatus",
    "GetSubscriptionAttributes",
    "GetTopicAttributes",
    "ListEndpointsByPlatformApplication",
    "ListOriginationNumbers",
    "ListPhoneNumbersOptedOut",
    "ListPlatformApplications",
    "ListSMSSandboxPhoneNumbers",
    "ListSubscriptions",
    "ListSubscriptionsByTopic",
    "ListTagsForResource",
    "ListTopics",
    "OptInPhoneNumber",
    "Publish",
    "PublishBatch",
    "PutDataProtectionPolicy",
    "RemovePermission",
    "SetEndpointAttributes",
    "SetPlatformApplicationAttributes",
    "SetSMSAttributes",
    "SetSubscriptionAttributes",
    "SetTopicAttributes",
    "Subscribe",
    "TagResource",
    "Unsubscribe",
    "UntagResource",
    "VerifySMSSandboxPhoneNumber",
};

// The part of the documentation that begins with a text, up to the next heading.
std::string part(std::string const& beginning) {
  std::ifstream file{PROOFBOX_SOURCE_DIR "/docs/compatibility.md"};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  auto const from = text.find(beginning);
  REQUIRE(from != std::string::npos);
  return text.substr(from, text.find("\n#", from) - from);
}

// Whether the words of a text have this one.
bool has_word(std::string const& text, std::string_view word) {
  auto const is_letter = [&](std::size_t at) {
    return at < text.size() && std::isalpha(static_cast<unsigned char>(text[at]));
  };
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size()))
      return true;
  return false;
}

}  // namespace

TEST_CASE("Every action of SNS is there, or the documentation says that it is not", "[sns][docs]") {
  auto const table = part("| SNS | Query |");
  auto const there = table.substr(0, table.find('\n'));
  auto const missing = part("## SNS actions that are not there");
  for (auto const action : actions) {
    INFO(action);
    bool const is_there = sns::api().find(action) != nullptr;
    CHECK(has_word(there, action) == is_there);
    CHECK(has_word(missing, action) != is_there);
  }
}

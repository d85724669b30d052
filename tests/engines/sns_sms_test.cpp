// Text messages: sent to numbers, by whose settings, and who wants none.
#include <catch2/catch.hpp>

#include "engines/sns_mobile.hpp"

using namespace proofbox;
using namespace proofbox::test;

namespace {

std::string const number = "+15555550100";

Error badly_formatted() { return invalid("PhoneNumber Reason: input incorrectly formatted"); }

struct SmsShop : MobileShop {
  Result<sns::Publish::Output> text(std::string to, std::string message) {
    return publish(to_phone(std::move(to), std::move(message)));
  }
  void opt_out(std::string who) { REQUIRE(turn(sns, sns::OptOutPhoneNumber{std::move(who)}).ok()); }
  Result<sns::OptInPhoneNumber::Output> opt_in(std::string who) {
    return turn(sns, sns::OptInPhoneNumber{std::move(who)});
  }
  bool is_opted_out(std::string who) {
    return turn(sns, sns::CheckIfPhoneNumberIsOptedOut{std::move(who)})->is_opted_out;
  }
  std::vector<std::string> opted_out() {
    return turn(sns, sns::ListPhoneNumbersOptedOut{})->phone_numbers;
  }
  Result<sns::SetSMSAttributes::Output> set(Map<std::string> attributes) {
    return turn(sns, sns::SetSMSAttributes{std::move(attributes)});
  }
  Map<std::string> settings(std::vector<std::string> names = {}) {
    return turn(sns, sns::GetSMSAttributes{std::move(names)})->attributes;
  }
  std::vector<std::string> sandbox_numbers() {
    std::vector<std::string> all;
    auto const listed = *turn(sns, sns::ListSMSSandboxPhoneNumbers{});
    for (auto const& held : listed.phone_numbers)
      all.push_back(held.phone_number + ' ' + held.status);
    return all;
  }
};

}  // namespace

TEST_CASE("A message to a phone number is in the outbox", "[sns][sms]") {
  SmsShop shop;
  auto const published = shop.text(number, "fresh donuts");
  REQUIRE(published.ok());
  auto const texts = shop.texts();
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].message_id == published->message_id);
  CHECK(texts[0].phone_number == number);
  CHECK(texts[0].message == "fresh donuts");
  CHECK(texts[0].sms_type == "Promotional");
  CHECK_FALSE(texts[0].sender_id.has_value());
  CHECK_FALSE(texts[0].published.has_value());
  CHECK_FALSE(texts[0].topic_arn.has_value());
  CHECK(texts[0].account == "000000000000");
  CHECK(texts[0].region == "us-east-1");
  CHECK(texts[0].sent_at == shop.turn.now);
  CHECK(shop.turn.parcels.empty());
}

TEST_CASE("Sender and type are the message's own, or the account's", "[sns][sms]") {
  SmsShop shop;
  REQUIRE(shop.set({{"DefaultSenderID", "Shop"}, {"DefaultSMSType", "Transactional"}}).ok());
  REQUIRE(shop.text(number, "1").ok());
  CHECK(shop.texts().back().sender_id == "Shop");
  CHECK(shop.texts().back().sms_type == "Transactional");
  auto own = MobileShop::to_phone(number, "2");
  own.message_attributes["AWS.SNS.SMS.SenderID"] = {"String", "Donuts", {}};
  own.message_attributes["AWS.SNS.SMS.SMSType"] = {"String", "Promotional", {}};
  own.message_attributes["AWS.SNS.SMS.MaxPrice"] = {"Number", "0.50", {}};
  REQUIRE(shop.publish(own).ok());
  CHECK(shop.texts().back().sender_id == "Donuts");
  CHECK(shop.texts().back().sms_type == "Promotional");
  CHECK(shop.texts().back().message_attributes == own.message_attributes);
}

TEST_CASE("Numbers are E.164, and may be written with single separators", "[sns][sms]") {
  SmsShop shop;
  for (auto const* written :
       {"+15555550100", "15555550100", "+1-555-555-0100", "+1/555.555-0100"}) {
    INFO(written);
    REQUIRE(shop.text(written, "hello").ok());
    CHECK(shop.texts().back().phone_number == number);
  }
  for (std::string const wrong :
       {"", "+", "1", "+1--5555550100", "NAA+15555550100", "+15555550100.", "/+15555550100",
        "+05555550100", "+1 555 5550100", "++15555550100", "+1234567890123456", "nobody"}) {
    INFO(wrong);
    CHECK(shop.text(wrong, "hello").error() ==
          invalid("PhoneNumber Reason: " + wrong + " is not valid to publish to"));
    CHECK(shop.opt_in(wrong).error() == badly_formatted());
  }
  REQUIRE(shop.text("+123456789012345", "hello").ok());
}

TEST_CASE("A message of more than 1,600 characters goes to no phone", "[sns][sms]") {
  SmsShop shop;
  std::string donuts;
  for (int i = 0; i < 1600; ++i)
    donuts += "\xF0\x9F\x8D\xA9";
  CHECK(shop.text(number, donuts).ok());
  CHECK(shop.text(number, donuts + 'x').error() == invalid("Message too long"));
  CHECK(shop.text(number, "").error() == invalid("Empty message"));
  CHECK(shop.texts().size() == 1);
}

TEST_CASE("A phone gets the text for sms, or else the default", "[sns][sms]") {
  SmsShop shop;
  auto const shown = [&](std::string message) {
    auto op = MobileShop::to_phone(number, std::move(message));
    op.message_structure = "json";
    auto const done = shop.publish(op);
    return done.ok() ? shop.texts().back().message : done.error().message;
  };
  CHECK(shown(R"({"default":"d","sms":"s"})") == "s");
  CHECK(shown(R"({"default":"d","email":"e"})") == "d");
  CHECK(shown(R"({"email":"e"})") ==
        "Invalid parameter: Message Structure - No default entry in JSON message body");
}

TEST_CASE("Who opted out gets nothing, though the message is taken", "[sns][sms]") {
  SmsShop shop;
  shop.opt_out(number);
  auto const published = shop.text(number, "hello");
  REQUIRE(published.ok());
  CHECK(shop.texts().empty());
  REQUIRE(shop.turn.parcels.empty());
  CHECK(shop.text("+15555550101", "hello").ok());
  CHECK(shop.texts().size() == 1);
}

TEST_CASE("The trace tells of a message that nobody wanted", "[sns][sms]") {
  SmsShop shop;
  shop.opt_out(number);
  auto const published = shop.text(number, "hello");
  REQUIRE(shop.turn.notes.size() == 1);
  CHECK(shop.turn.notes[0].kind == "delivery");
  CHECK(shop.turn.notes[0].who == number);
  CHECK(shop.turn.notes[0].what == R"({"messageId":")" + published->message_id +
                                       R"(","to":"+15555550100","outcome":"lost",)"
                                       R"("error":"OptedOut: +15555550100 is opted out"})");
}

TEST_CASE("Numbers that opted out are known and can be opted in again", "[sns][sms]") {
  SmsShop shop;
  CHECK(shop.opted_out().empty());
  CHECK_FALSE(shop.is_opted_out(number));
  shop.opt_out("+1-555-555-0100");
  shop.opt_out("+4930123456");
  shop.opt_out(number);
  CHECK(shop.opted_out() == std::vector<std::string>{number, "+4930123456"});
  CHECK(shop.is_opted_out("15555550100"));
  REQUIRE(shop.opt_in(number).ok());
  CHECK_FALSE(shop.is_opted_out(number));
  CHECK(shop.opted_out() == std::vector<std::string>{"+4930123456"});
  CHECK(shop.opt_in("+15555550199").ok());
  CHECK(shop.turn(shop.sns, sns::CheckIfPhoneNumberIsOptedOut{"nobody"}).error() ==
        badly_formatted());
  CHECK(shop.turn(shop.sns, sns::OptOutPhoneNumber{"nobody"}).error() == badly_formatted());
}

TEST_CASE("A number can be opted in once in thirty days", "[sns][sms]") {
  SmsShop shop;
  shop.opt_out(number);
  REQUIRE(shop.opt_in(number).ok());
  shop.turn.now += std::chrono::hours{24};
  CHECK(shop.opt_in(number).ok());
  shop.opt_out(number);
  CHECK(shop.opt_in(number).error().code == "InvalidParameter");
  CHECK(shop.is_opted_out(number));
  shop.turn.now += std::chrono::hours{29 * 24} - Duration{1};
  CHECK_FALSE(shop.opt_in(number).ok());
  shop.turn.now += Duration{1};
  CHECK(shop.opt_in(number).ok());
  CHECK_FALSE(shop.is_opted_out(number));
}

TEST_CASE("Numbers that opted out are listed a hundred at a time", "[sns][sms]") {
  SmsShop shop;
  for (int i = 0; i < 102; ++i)
    shop.opt_out("+1555555" + std::to_string(1000 + i));
  REQUIRE(shop.opt_in("+15555551000").ok());
  auto const first = shop.turn(shop.sns, sns::ListPhoneNumbersOptedOut{});
  REQUIRE(first->phone_numbers.size() == 100);
  CHECK(first->phone_numbers.front() == "+15555551001");
  auto const second = shop.turn(shop.sns, sns::ListPhoneNumbersOptedOut{first->next_token});
  CHECK(second->phone_numbers == std::vector<std::string>{"+15555551101"});
  CHECK_FALSE(second->next_token.has_value());
}

TEST_CASE("Accounts and regions know nothing of each other's numbers and settings", "[sns][sms]") {
  SmsShop shop;
  shop.opt_out(number);
  REQUIRE(shop.set({{"DefaultSenderID", "Shop"}}).ok());
  shop.turn.caller.region = "eu-west-1";
  CHECK_FALSE(shop.is_opted_out(number));
  CHECK(shop.opted_out().empty());
  CHECK(shop.settings() == Map<std::string>{{"MonthlySpendLimit", "1"}});
  REQUIRE(shop.text(number, "hello").ok());
  CHECK(shop.texts().back().region == "eu-west-1");
  shop.turn.caller = {};
  shop.turn.caller.account = "111111111111";
  CHECK_FALSE(shop.is_opted_out(number));
}

TEST_CASE("Settings come back as they were set, and go when they are empty", "[sns][sms]") {
  SmsShop shop;
  REQUIRE(shop.set({{"DefaultSenderID", "Shop1"},
                    {"DefaultSMSType", "Promotional"},
                    {"DeliveryStatusIAMRole", "arn:aws:iam::000000000000:role/sms"},
                    {"DeliveryStatusSuccessSamplingRate", "100"},
                    {"MonthlySpendLimit", "50"},
                    {"UsageReportS3Bucket", "reports"}})
              .ok());
  CHECK(shop.settings().size() == 6);
  CHECK(shop.settings({"DefaultSenderID", "MonthlySpendLimit", "Colour"}) ==
        Map<std::string>{{"DefaultSenderID", "Shop1"}, {"MonthlySpendLimit", "50"}});
  REQUIRE(shop.set({{"DefaultSenderID", "Other"}, {"MonthlySpendLimit", ""}}).ok());
  CHECK(shop.settings({"DefaultSenderID", "MonthlySpendLimit"}) ==
        Map<std::string>{{"DefaultSenderID", "Other"}, {"MonthlySpendLimit", "1"}});
}

TEST_CASE("Settings that can not be are refused, all of them", "[sns][sms]") {
  SmsShop shop;
  CHECK(shop.set({}).error().message ==
        "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: "
        "Member must not be null");
  CHECK(shop.set({{"Colour", "pink"}, {"DefaultSenderID", "Shop"}}).error() ==
        Error{"InvalidParameter", "Colour is not a valid attribute", 400});
  CHECK(shop.set({{"DefaultSMSType", "Loud"}}).error() ==
        Error{"InvalidParameter", "DefaultSMSType is invalid", 400});
  for (auto const* sender : {"TwelveLetter", "12345", "a b", "a-b"})
    CHECK(shop.set({{"DefaultSenderID", sender}}).error() == invalid(""));
  for (auto const* rate : {"101", "-1", "some"})
    CHECK(shop.set({{"DeliveryStatusSuccessSamplingRate", rate}}).error() == invalid(""));
  for (auto const* limit : {"much", "-1", "1.", ".5"})
    CHECK(shop.set({{"MonthlySpendLimit", limit}}).error() == invalid(""));
  CHECK(shop.settings() == Map<std::string>{{"MonthlySpendLimit", "1"}});
  CHECK(shop.set({{"MonthlySpendLimit", "1.50"}}).ok());
}

TEST_CASE("A number of AWS's sandbox is verified with the password that was sent to it",
          "[sns][sms]") {
  SmsShop shop;
  REQUIRE(shop.turn(shop.sns, sns::CreateSMSSandboxPhoneNumber{number, "ja-JP"}).ok());
  CHECK(shop.sandbox_numbers() == std::vector<std::string>{number + " Pending"});
  auto const text = shop.texts().back();
  CHECK(text.phone_number == number);
  auto const password = text.message.substr(text.message.size() - 6);
  auto const verify = [&](std::string given) {
    return shop.turn(shop.sns, sns::VerifySMSSandboxPhoneNumber{number, std::move(given)});
  };
  auto const wrong = password == "000000" ? "000001" : "000000";
  CHECK(verify(wrong).error().code == "VerificationException");
  CHECK(shop.sandbox_numbers() == std::vector<std::string>{number + " Pending"});
  REQUIRE(verify(password).ok());
  CHECK(shop.sandbox_numbers() == std::vector<std::string>{number + " Verified"});
  CHECK(verify(password).error().code == "VerificationException");
  REQUIRE(shop.turn(shop.sns, sns::DeleteSMSSandboxPhoneNumber{number}).ok());
  CHECK(shop.sandbox_numbers().empty());
  Error const gone{"ResourceNotFound", "Resource does not exist", 404};
  CHECK(shop.turn(shop.sns, sns::DeleteSMSSandboxPhoneNumber{number}).error() == gone);
  CHECK(verify(password).error() == gone);
}

TEST_CASE("AWS's sandbox has ten numbers, and the box's accounts are not in it", "[sns][sms]") {
  SmsShop shop;
  auto const add = [&](std::string who) {
    return shop.turn(shop.sns, sns::CreateSMSSandboxPhoneNumber{std::move(who), {}});
  };
  for (int i = 0; i < 10; ++i)
    REQUIRE(add("+1555555010" + std::to_string(i)).ok());
  CHECK(add("+15555550110").error().code == "UserError");
  CHECK(add(number).ok());
  CHECK(shop.sandbox_numbers().size() == 10);
  CHECK_FALSE(shop.turn(shop.sns, sns::GetSMSSandboxAccountStatus{})->is_in_sandbox);
  CHECK(shop.text("+4930123456", "hello").ok());
  auto const page = shop.turn(shop.sns, sns::ListSMSSandboxPhoneNumbers{{}, 4});
  CHECK(page->phone_numbers.size() == 4);
  CHECK(page->next_token.has_value());
}

TEST_CASE("What AWS's sandbox does not take is refused", "[sns][sms]") {
  SmsShop shop;
  auto const refusal = [&](std::string who, std::optional<std::string> language = {}) {
    return shop
        .turn(shop.sns, sns::CreateSMSSandboxPhoneNumber{std::move(who), std::move(language)})
        .error()
        .message;
  };
  std::string const detected = "1 validation error detected: Value ";
  CHECK(refusal("+1-555") ==
        detected +
            "'+1-555' at 'phoneNumber' failed to satisfy constraint: Member must satisfy "
            R"(regular expression pattern: ^(\+[0-9]{8,}|[0-9]{0,9})$)");
  CHECK(refusal("+12345678901234567890") ==
        detected +
            "'+12345678901234567890' at 'phoneNumber' failed to satisfy constraint: Member "
            "must have length less than or equal to 20");
  CHECK(refusal("") == badly_formatted().message);
  CHECK(refusal(number, "tlh")
            .starts_with(
                detected +
                "'tlh' at 'languageCode' failed to satisfy constraint: Member must satisfy enum "
                "value set: [en-US, en-GB, "));
  shop.opt_out(number);
  CHECK(refusal(number) == "+15555550100 is opted out");
  auto const bad_password = [&](std::string password) {
    return shop.turn(shop.sns, sns::VerifySMSSandboxPhoneNumber{number, std::move(password)})
        .error()
        .message;
  };
  for (auto const* password : {"1234", "123456789", "12a456"})
    CHECK(bad_password(password).starts_with(detected + '\'' + password +
                                             "' at 'oneTimePassword' failed"));
  CHECK(shop.turn(shop.sns, sns::ListSMSSandboxPhoneNumbers{{}, 101}).error().message ==
        detected +
            "'101' at 'maxResults' failed to satisfy constraint: Member must have value less "
            "than or equal to 100");
  CHECK(shop.turn(shop.sns, sns::ListOriginationNumbers{{}, 31}).error().code == "ValidationError");
  CHECK(shop.turn(shop.sns, sns::ListOriginationNumbers{})->phone_numbers.empty());
  CHECK(shop.texts().empty());
}

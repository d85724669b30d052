#include "engines/sns/sms_shapes.hpp"

namespace proofbox::sns {

Shape const& SetSMSAttributes::shape() {
  static Shape const shape = Describe<SetSMSAttributes>("SetSMSAttributes")
                                 .member("attributes", &SetSMSAttributes::attributes, required);
  return shape;
}

Shape const& SetSMSAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("SetSMSAttributesResult");
  return shape;
}

Shape const& GetSMSAttributes::shape() {
  static Shape const shape = Describe<GetSMSAttributes>("GetSMSAttributes")
                                 .member("attributes", &GetSMSAttributes::attributes);
  return shape;
}

Shape const& GetSMSAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetSMSAttributesResult").member("attributes", &Output::attributes);
  return shape;
}

Shape const& CheckIfPhoneNumberIsOptedOut::shape() {
  static Shape const shape =
      Describe<CheckIfPhoneNumberIsOptedOut>("CheckIfPhoneNumberIsOptedOut")
          .member("phoneNumber", &CheckIfPhoneNumberIsOptedOut::phone_number, required);
  return shape;
}

Shape const& CheckIfPhoneNumberIsOptedOut::Output::shape() {
  static Shape const shape = Describe<Output>("CheckIfPhoneNumberIsOptedOutResult")
                                 .member("isOptedOut", &Output::is_opted_out);
  return shape;
}

Shape const& ListPhoneNumbersOptedOut::shape() {
  static Shape const shape = Describe<ListPhoneNumbersOptedOut>("ListPhoneNumbersOptedOut")
                                 .member("nextToken", &ListPhoneNumbersOptedOut::next_token);
  return shape;
}

Shape const& ListPhoneNumbersOptedOut::Output::shape() {
  static Shape const shape = Describe<Output>("ListPhoneNumbersOptedOutResult")
                                 .member("phoneNumbers", &Output::phone_numbers)
                                 .member("nextToken", &Output::next_token);
  return shape;
}

Shape const& OptInPhoneNumber::shape() {
  static Shape const shape = Describe<OptInPhoneNumber>("OptInPhoneNumber")
                                 .member("phoneNumber", &OptInPhoneNumber::phone_number, required);
  return shape;
}

Shape const& OptInPhoneNumber::Output::shape() {
  static Shape const shape = Describe<Output>("OptInPhoneNumberResult");
  return shape;
}

Shape const& OptOutPhoneNumber::shape() {
  static Shape const shape = Describe<OptOutPhoneNumber>("OptOutPhoneNumber")
                                 .member("phoneNumber", &OptOutPhoneNumber::phone_number, required);
  return shape;
}

Shape const& CreateSMSSandboxPhoneNumber::shape() {
  static Shape const shape =
      Describe<CreateSMSSandboxPhoneNumber>("CreateSMSSandboxPhoneNumber")
          .member("PhoneNumber", &CreateSMSSandboxPhoneNumber::phone_number, required)
          .member("LanguageCode", &CreateSMSSandboxPhoneNumber::language_code);
  return shape;
}

Shape const& CreateSMSSandboxPhoneNumber::Output::shape() {
  static Shape const shape = Describe<Output>("CreateSMSSandboxPhoneNumberResult");
  return shape;
}

Shape const& VerifySMSSandboxPhoneNumber::shape() {
  static Shape const shape =
      Describe<VerifySMSSandboxPhoneNumber>("VerifySMSSandboxPhoneNumber")
          .member("PhoneNumber", &VerifySMSSandboxPhoneNumber::phone_number, required)
          .member("OneTimePassword", &VerifySMSSandboxPhoneNumber::one_time_password, required);
  return shape;
}

Shape const& VerifySMSSandboxPhoneNumber::Output::shape() {
  static Shape const shape = Describe<Output>("VerifySMSSandboxPhoneNumberResult");
  return shape;
}

Shape const& DeleteSMSSandboxPhoneNumber::shape() {
  static Shape const shape =
      Describe<DeleteSMSSandboxPhoneNumber>("DeleteSMSSandboxPhoneNumber")
          .member("PhoneNumber", &DeleteSMSSandboxPhoneNumber::phone_number, required);
  return shape;
}

Shape const& DeleteSMSSandboxPhoneNumber::Output::shape() {
  static Shape const shape = Describe<Output>("DeleteSMSSandboxPhoneNumberResult");
  return shape;
}

Shape const& ListSMSSandboxPhoneNumbers::shape() {
  static Shape const shape = Describe<ListSMSSandboxPhoneNumbers>("ListSMSSandboxPhoneNumbers")
                                 .member("NextToken", &ListSMSSandboxPhoneNumbers::next_token)
                                 .member("MaxResults", &ListSMSSandboxPhoneNumbers::max_results);
  return shape;
}

Shape const& ListSMSSandboxPhoneNumbers::Number::shape() {
  static Shape const shape = Describe<Number>("SMSSandboxPhoneNumber")
                                 .member("PhoneNumber", &Number::phone_number)
                                 .member("Status", &Number::status);
  return shape;
}

Shape const& ListSMSSandboxPhoneNumbers::Output::shape() {
  static Shape const shape = Describe<Output>("ListSMSSandboxPhoneNumbersResult")
                                 .member("PhoneNumbers", &Output::phone_numbers)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& GetSMSSandboxAccountStatus::shape() {
  static Shape const shape = Describe<GetSMSSandboxAccountStatus>("GetSMSSandboxAccountStatus");
  return shape;
}

Shape const& GetSMSSandboxAccountStatus::Output::shape() {
  static Shape const shape = Describe<Output>("GetSMSSandboxAccountStatusResult")
                                 .member("IsInSandbox", &Output::is_in_sandbox);
  return shape;
}

Shape const& ListOriginationNumbers::shape() {
  static Shape const shape = Describe<ListOriginationNumbers>("ListOriginationNumbers")
                                 .member("NextToken", &ListOriginationNumbers::next_token)
                                 .member("MaxResults", &ListOriginationNumbers::max_results);
  return shape;
}

Shape const& ListOriginationNumbers::Number::shape() {
  static Shape const shape = Describe<Number>("PhoneNumberInformation")
                                 .member("CreatedAt", &Number::created_at)
                                 .member("PhoneNumber", &Number::phone_number)
                                 .member("Status", &Number::status)
                                 .member("Iso2CountryCode", &Number::iso2_country_code)
                                 .member("RouteType", &Number::route_type)
                                 .member("NumberCapabilities", &Number::number_capabilities);
  return shape;
}

Shape const& ListOriginationNumbers::Output::shape() {
  static Shape const shape = Describe<Output>("ListOriginationNumbersResult")
                                 .member("NextToken", &Output::next_token)
                                 .member("PhoneNumbers", &Output::phone_numbers);
  return shape;
}

}  // namespace proofbox::sns

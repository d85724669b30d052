#include "engines/sns/platform_shapes.hpp"

namespace proofbox::sns {

Shape const& CreatePlatformApplication::shape() {
  static Shape const shape =
      Describe<CreatePlatformApplication>("CreatePlatformApplication")
          .member("Name", &CreatePlatformApplication::name, required)
          .member("Platform", &CreatePlatformApplication::platform, required)
          .member("Attributes", &CreatePlatformApplication::attributes, required);
  return shape;
}

Shape const& CreatePlatformApplication::Output::shape() {
  static Shape const shape =
      Describe<Output>("CreatePlatformApplicationResult")
          .member("PlatformApplicationArn", &Output::platform_application_arn);
  return shape;
}

Shape const& DeletePlatformApplication::shape() {
  static Shape const shape =
      Describe<DeletePlatformApplication>("DeletePlatformApplication")
          .member("PlatformApplicationArn", &DeletePlatformApplication::platform_application_arn,
                  required);
  return shape;
}

Shape const& GetPlatformApplicationAttributes::shape() {
  static Shape const shape =
      Describe<GetPlatformApplicationAttributes>("GetPlatformApplicationAttributes")
          .member("PlatformApplicationArn",
                  &GetPlatformApplicationAttributes::platform_application_arn, required);
  return shape;
}

Shape const& GetPlatformApplicationAttributes::Output::shape() {
  static Shape const shape = Describe<Output>("GetPlatformApplicationAttributesResult")
                                 .member("Attributes", &Output::attributes);
  return shape;
}

Shape const& SetPlatformApplicationAttributes::shape() {
  static Shape const shape =
      Describe<SetPlatformApplicationAttributes>("SetPlatformApplicationAttributes")
          .member("PlatformApplicationArn",
                  &SetPlatformApplicationAttributes::platform_application_arn, required)
          .member("Attributes", &SetPlatformApplicationAttributes::attributes, required);
  return shape;
}

Shape const& ListPlatformApplications::shape() {
  static Shape const shape = Describe<ListPlatformApplications>("ListPlatformApplications")
                                 .member("NextToken", &ListPlatformApplications::next_token);
  return shape;
}

Shape const& ListPlatformApplications::Application::shape() {
  static Shape const shape =
      Describe<Application>("PlatformApplication")
          .member("PlatformApplicationArn", &Application::platform_application_arn)
          .member("Attributes", &Application::attributes);
  return shape;
}

Shape const& ListPlatformApplications::Output::shape() {
  static Shape const shape = Describe<Output>("ListPlatformApplicationsResult")
                                 .member("PlatformApplications", &Output::platform_applications)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

Shape const& CreatePlatformEndpoint::shape() {
  static Shape const shape =
      Describe<CreatePlatformEndpoint>("CreatePlatformEndpoint")
          .member("PlatformApplicationArn", &CreatePlatformEndpoint::platform_application_arn,
                  required)
          .member("Token", &CreatePlatformEndpoint::token, required)
          .member("CustomUserData", &CreatePlatformEndpoint::custom_user_data)
          .member("Attributes", &CreatePlatformEndpoint::attributes);
  return shape;
}

Shape const& CreatePlatformEndpoint::Output::shape() {
  static Shape const shape =
      Describe<Output>("CreatePlatformEndpointResult").member("EndpointArn", &Output::endpoint_arn);
  return shape;
}

Shape const& DeleteEndpoint::shape() {
  static Shape const shape = Describe<DeleteEndpoint>("DeleteEndpoint")
                                 .member("EndpointArn", &DeleteEndpoint::endpoint_arn, required);
  return shape;
}

Shape const& GetEndpointAttributes::shape() {
  static Shape const shape =
      Describe<GetEndpointAttributes>("GetEndpointAttributes")
          .member("EndpointArn", &GetEndpointAttributes::endpoint_arn, required);
  return shape;
}

Shape const& GetEndpointAttributes::Output::shape() {
  static Shape const shape =
      Describe<Output>("GetEndpointAttributesResult").member("Attributes", &Output::attributes);
  return shape;
}

Shape const& SetEndpointAttributes::shape() {
  static Shape const shape =
      Describe<SetEndpointAttributes>("SetEndpointAttributes")
          .member("EndpointArn", &SetEndpointAttributes::endpoint_arn, required)
          .member("Attributes", &SetEndpointAttributes::attributes, required);
  return shape;
}

Shape const& ListEndpointsByPlatformApplication::shape() {
  static Shape const shape =
      Describe<ListEndpointsByPlatformApplication>("ListEndpointsByPlatformApplication")
          .member("PlatformApplicationArn",
                  &ListEndpointsByPlatformApplication::platform_application_arn, required)
          .member("NextToken", &ListEndpointsByPlatformApplication::next_token);
  return shape;
}

Shape const& ListEndpointsByPlatformApplication::Endpoint::shape() {
  static Shape const shape = Describe<Endpoint>("Endpoint")
                                 .member("EndpointArn", &Endpoint::endpoint_arn)
                                 .member("Attributes", &Endpoint::attributes);
  return shape;
}

Shape const& ListEndpointsByPlatformApplication::Output::shape() {
  static Shape const shape = Describe<Output>("ListEndpointsByPlatformApplicationResult")
                                 .member("Endpoints", &Output::endpoints)
                                 .member("NextToken", &Output::next_token);
  return shape;
}

}  // namespace proofbox::sns

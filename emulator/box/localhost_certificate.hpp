// The certificate that the SMTP door shows where TLS is asked for: of localhost, by the key of
// signing_key.hpp, signed by itself. It is the same in every proofbox and guards nothing.
#pragma once

#include <string_view>

namespace proofbox {

// In PEM.
inline constexpr std::string_view localhost_certificate =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDmDCCAoCgAwIBAgIBAjANBgkqhkiG9w0BAQsFADAnMRIwEAYDVQQDDAlsb2Nh\n"
    "bGhvc3QxETAPBgNVBAoMCHByb29mYm94MCAXDTcwMDEwMTAwMDAwMFoYDzk5OTkx\n"
    "MjMxMjM1OTU5WjAnMRIwEAYDVQQDDAlsb2NhbGhvc3QxETAPBgNVBAoMCHByb29m\n"
    "Ym94MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlArKcAfxWIf/jwne\n"
    "Vg/vG8eptRZmu5IagesHn8KOvggsLl693bkYXrcxSXHm2jS9YN5GLKpkmobqtM1w\n"
    "gmIwz+yXcWmc0HsUbUnI0ZjwUs+SaTV5kXJQJcp3ghL0Xmb+UkUt6a/BybCSC3I6\n"
    "ohepEmxQ8B1lu7MDfuOEUcq1KPAEiMXjzYDrjQfH1HYLxYUiIqMxTKejJtkNX9n5\n"
    "oEGCzm1TzASrrDyD7x4AcPmAsoiFFGyfn9zLBBaeXFw1kFA042HeZyqE613Oi1n1\n"
    "o0DEddMpQxvEYcRJF03krYGyCd74dds7KmuTgoTObJ883oZEu7UWAOtFtCF/gifE\n"
    "BTYEOwIDAQABo4HMMIHJMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMG\n"
    "A1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBS18066J4h9P3NF4fEmgVVuyC6G\n"
    "hjAfBgNVHSMEGDAWgBS18066J4h9P3NF4fEmgVVuyC6GhjBUBgNVHREETTBLggls\n"
    "b2NhbGhvc3SCCyoubG9jYWxob3N0ggNib3iCFGhvc3QuZG9ja2VyLmludGVybmFs\n"
    "hwR/AAABhxAAAAAAAAAAAAAAAAAAAAABMA0GCSqGSIb3DQEBCwUAA4IBAQATcPTN\n"
    "C6Rr0QCL+gpTtyN6wGT3QC10meAJLmgJTDKnJGfHApnYISE5+PoUhMW2WRITUle0\n"
    "JZDPnse2hG/dPGe7bsT7+cNilskXBy2UyD2JLJeS6kvZGhmCvdHsqS7AqBS4bo7q\n"
    "WYRoouxtuST60VXGWKr77iCRzmG7ylMx/eRx2PyGmRv94ru83ALpNfWzXrNoOyoX\n"
    "rVR7jc6am3uRnn41qOUDA8apYbxA0ZOwh1Hhi8aFOPwshdEWeVWei/V3E+6uXBX5\n"
    "1jNNKdCN0QM1oY9VruGx4XfP0lYgkXZ+2btvKNY8kijXkKGXNwobrvXMfTMD9Ith\n"
    "7U39QjOEZBdTQ05A\n"
    "-----END CERTIFICATE-----\n";

}  // namespace proofbox

#include "faults/refusal.hpp"

#include <span>

namespace proofbox::faults {
namespace {

struct Words {
  Refusal refusal;
  std::string_view code, message;
  int status;
  std::string_view reason = {};
};

// The "Common Errors" pages of AWS's API references.
constexpr Words common[] = {
    {Refusal::unavailable, "ServiceUnavailable",
     "The request has failed due to a temporary failure of the server.", 503},
    {Refusal::throttled, "ThrottlingException", "The request was denied due to request throttling.",
     400},
    {Refusal::internal, "InternalFailure",
     "The request processing has failed because of an unknown error, exception or failure.", 500},
};

constexpr Words sns[] = {
    {Refusal::throttled, "Throttled", "Rate exceeded", 429},
    {Refusal::internal, "InternalError", "Internal service error.", 500},
};

constexpr Words ses_v1[] = {
    {Refusal::throttled, "Throttling", "Maximum sending rate exceeded.", 400},
};

constexpr Words ses_v2[] = {
    {Refusal::throttled, "TooManyRequestsException", "Too many requests.", 429},
    {Refusal::internal, "InternalServiceErrorException", "Internal service error.", 500},
};

constexpr Words lambda[] = {
    {Refusal::throttled, "TooManyRequestsException", "Rate exceeded", 429,
     "CallerRateLimitExceeded"},
    {Refusal::internal, "ServiceException", "The AWS Lambda service encountered an internal error.",
     500},
};

// No service of AWS's: it says what HTTP says.
constexpr Words factory[] = {
    {Refusal::unavailable, "ServiceUnavailable", "Service Unavailable", 503},
    {Refusal::throttled, "TooManyRequests", "Too Many Requests", 429},
    {Refusal::internal, "InternalServerError", "Internal Server Error", 500},
};

std::span<Words const> words_of(Api const& api) {
  if (api.service == "sns")
    return sns;
  if (api.service == "ses")
    return api.path_prefix.empty() ? std::span<Words const>{ses_v1} : ses_v2;
  if (api.service == "lambda")
    return lambda;
  if (api.service == "factory")
    return factory;
  return {};
}

Error error_of(Words const& words) {
  Error error{std::string{words.code}, std::string{words.message}, words.status};
  error.reason = words.reason;
  return error;
}

}  // namespace

Error refusal_of(Refusal refusal, Api const& api) {
  for (auto const table : {words_of(api), std::span<Words const>{common}})
    for (auto const& words : table)
      if (words.refusal == refusal)
        return error_of(words);
  return error_of(common[0]);
}

std::string_view name_of(Refusal refusal) {
  switch (refusal) {
    case Refusal::unavailable: return "unavailable";
    case Refusal::throttled: return "throttled";
    case Refusal::internal: return "internal";
  }
  return {};
}

std::optional<Error> known_refusal(std::string_view code) {
  for (auto const table : {std::span<Words const>{common}, std::span<Words const>{sns},
                           std::span<Words const>{ses_v1}, std::span<Words const>{ses_v2},
                           std::span<Words const>{lambda}, std::span<Words const>{factory}})
    for (auto const& words : table)
      if (words.code == code)
        return error_of(words);
  return {};
}

}  // namespace proofbox::faults

#include "wire/sigv4.hpp"

#include "base/text.hpp"
#include "shape/query.hpp"

namespace proofbox::wire {
namespace {

std::optional<CredentialScope> scope_of(std::string_view credential) {
  auto const parts = split(credential, '/');
  if (parts.size() < 5)
    return {};
  // An access key may have slashes of its own; the scope is counted from the end.
  auto const n = parts.size();
  return CredentialScope{std::string{parts[0]}, std::string{parts[n - 3]},
                         std::string{parts[n - 2]}};
}

}  // namespace

std::optional<CredentialScope> credential_scope(HttpRequest const& request) {
  auto const authorization = header(request.headers, "Authorization");
  constexpr std::string_view mark = "Credential=";
  if (auto const at = authorization.find(mark); at != std::string_view::npos) {
    auto const credential = authorization.substr(at + mark.size());
    return scope_of(credential.substr(0, credential.find_first_of(", ")));
  }
  if (request.query().find("X-Amz-Credential=") == std::string_view::npos)
    return {};
  auto const form = read_form(request.query());
  return form ? scope_of(field(*form, "X-Amz-Credential")) : std::nullopt;
}

}  // namespace proofbox::wire

#include "engines/factory/errors.hpp"

#include <fmt/format.h>

namespace proofbox::factory::errors {

Error service_unavailable() { return {"ServiceUnavailable", "Service Unavailable", 503}; }

Error bad_request(std::string_view message) { return {"BadRequest", std::string{message}, 400}; }

Error of(Misfit const& misfit) {
  switch (misfit.kind) {
    case Misfit::Kind::missing: return bad_request(fmt::format("{} is missing.", misfit.member));
    case Misfit::Kind::type:
      return bad_request(
          fmt::format("{} has a value of the wrong type: {}.", misfit.member, misfit.value));
    case Misfit::Kind::range:
      return bad_request(fmt::format("{} is out of range: {}.", misfit.member, misfit.value));
    case Misfit::Kind::syntax: break;
  }
  return bad_request("The body is not a JSON object.");
}

}  // namespace proofbox::factory::errors

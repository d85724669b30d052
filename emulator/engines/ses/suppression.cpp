#include "engines/ses/suppression.hpp"

#include "engines/ses/errors.hpp"

namespace proofbox::ses {

Shape const& Suppressed::shape() {
  static Shape const shape = Describe<Suppressed>("SuppressedRow")
                                 .member("account", &Suppressed::account)
                                 .member("region", &Suppressed::region)
                                 .member("destination", &Suppressed::destination);
  return shape;
}

std::optional<Error> refusal_of_reasons(std::vector<std::string> const& reasons) {
  for (auto const& reason : reasons)
    if (reason != "BOUNCE" && reason != "COMPLAINT")
      return errors::bad_suppression_reason(reason);
  return {};
}

}  // namespace proofbox::ses

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

Shape const& SendingRules::shape() {
  static Shape const shape = Describe<SendingRules>("SendingRulesRow")
                                 .member("account", &SendingRules::account)
                                 .member("region", &SendingRules::region)
                                 .member("sending_enabled", &SendingRules::sending_enabled)
                                 .member("suppressed_reasons", &SendingRules::suppressed_reasons);
  return shape;
}

Shape const& SendCount::shape() {
  static Shape const shape = Describe<SendCount>("SendCountRow")
                                 .member("account", &SendCount::account)
                                 .member("region", &SendCount::region)
                                 .member("from", &SendCount::from)
                                 .member("delivery_attempts", &SendCount::delivery_attempts)
                                 .member("bounces", &SendCount::bounces)
                                 .member("complaints", &SendCount::complaints)
                                 .member("rejects", &SendCount::rejects);
  return shape;
}

std::optional<Error> refusal_of_reasons(std::vector<std::string> const& reasons) {
  for (auto const& reason : reasons)
    if (reason != "BOUNCE" && reason != "COMPLAINT")
      return errors::bad_suppression_reason(reason);
  return {};
}

}  // namespace proofbox::ses

#include "engines/ses/account.hpp"

namespace proofbox::ses {

Shape const& Account::shape() {
  static Shape const shape = Describe<Account>("AccountRow")
                                 .member("account", &Account::account)
                                 .member("region", &Account::region)
                                 .member("has_production_access", &Account::has_production_access)
                                 .member("details", &Account::details)
                                 .member("sending_enabled", &Account::sending_enabled)
                                 .member("suppressed_reasons", &Account::suppressed_reasons);
  return shape;
}

Shape const& Sending::shape() {
  static Shape const shape = Describe<Sending>("SendingRow")
                                 .member("number", &Sending::number)
                                 .member("account", &Sending::account)
                                 .member("region", &Sending::region)
                                 .member("at", &Sending::at)
                                 .member("recipients", &Sending::recipients)
                                 .member("counted", &Sending::counted);
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

}  // namespace proofbox::ses

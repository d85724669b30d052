#include "engines/ses/mail.hpp"

namespace proofbox::ses {

Shape const& Mail::shape() {
  static Shape const shape = Describe<Mail>("MailRow")
                                 .member("number", &Mail::number)
                                 .member("id", &Mail::id)
                                 .member("account", &Mail::account)
                                 .member("region", &Mail::region)
                                 .member("from", &Mail::from)
                                 .member("to", &Mail::to)
                                 .member("cc", &Mail::cc)
                                 .member("bcc", &Mail::bcc)
                                 .member("reply_to", &Mail::reply_to)
                                 .member("return_path", &Mail::return_path)
                                 .member("subject", &Mail::subject)
                                 .member("text", &Mail::text)
                                 .member("html", &Mail::html)
                                 .member("tags", &Mail::tags)
                                 .member("is_raw", &Mail::is_raw)
                                 .member("raw", &Mail::raw)
                                 .member("sent_at", &Mail::sent_at)
                                 .member("source", &Mail::source)
                                 .member("identity", &Mail::identity)
                                 .member("configuration_set", &Mail::configuration_set)
                                 .member("operation", &Mail::operation)
                                 .member("is_of_aws", &Mail::is_of_aws)
                                 .member("template_name", &Mail::template_name)
                                 .member("template_data", &Mail::template_data);
  return shape;
}

}  // namespace proofbox::ses

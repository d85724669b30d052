// Mails under /_aws/ses, where tests written for LocalStack look for them; they get the answers
// that they expect. https://docs.localstack.cloud/aws/services/ses/ (Retrieve Sent Emails).
#include <fmt/format.h>

#include "control/answers.hpp"
#include "control/control.hpp"

namespace proofbox::control {
namespace {

constexpr std::string_view path_of_mails = "/_aws/ses";

// What is read of SES's own list.
struct Listed {
  struct Mail {
    std::string id, from, subject, region;
    std::vector<std::string> to, cc, bcc;
    std::optional<std::string> text, html, template_name, template_data;
    bool is_raw = false;
    Instant sent_at{};
    static Shape const& shape() {
      static Shape const shape = Describe<Mail>("Mail")
                                     .member("id", &Mail::id)
                                     .member("from", &Mail::from)
                                     .member("subject", &Mail::subject)
                                     .member("region", &Mail::region)
                                     .member("to", &Mail::to)
                                     .member("cc", &Mail::cc)
                                     .member("bcc", &Mail::bcc)
                                     .member("text", &Mail::text)
                                     .member("html", &Mail::html)
                                     .member("template", &Mail::template_name)
                                     .member("templateData", &Mail::template_data)
                                     .member("isRaw", &Mail::is_raw)
                                     .member("sentAt", &Mail::sent_at);
      return shape;
    }
  };
  std::vector<Mail> messages;
  static Shape const& shape() {
    static Shape const shape = Describe<Listed>("Listed").member("messages", &Listed::messages);
    return shape;
  }
};

struct Recipients {
  std::vector<std::string> to, cc, bcc;
  static Shape const& shape() {
    static Shape const shape = Describe<Recipients>("Destination")
                                   .member("ToAddresses", &Recipients::to)
                                   .member("CcAddresses", &Recipients::cc)
                                   .member("BccAddresses", &Recipients::bcc);
    return shape;
  }
};

struct Bodies {
  std::optional<std::string> text, html;
  static Shape const& shape() {
    static Shape const shape = Describe<Bodies>("Body")
                                   .member("text_part", &Bodies::text, optional.or_null())
                                   .member("html_part", &Bodies::html, optional.or_null());
    return shape;
  }
};

struct Sent {
  std::string id, region;
  Recipients destination;
  std::string source, subject;
  Bodies body;
  std::optional<std::string> template_name, template_data, raw_data;
  std::string timestamp;
  static Shape const& shape() {
    static Shape const shape = Describe<Sent>("SentEmail")
                                   .member("Id", &Sent::id)
                                   .member("Region", &Sent::region)
                                   .member("Destination", &Sent::destination)
                                   .member("Source", &Sent::source)
                                   .member("Subject", &Sent::subject)
                                   .member("Body", &Sent::body)
                                   .member("Template", &Sent::template_name)
                                   .member("TemplateData", &Sent::template_data)
                                   .member("RawData", &Sent::raw_data)
                                   .member("Timestamp", &Sent::timestamp);
    return shape;
  }
};

struct AllSent {
  std::vector<Sent> messages;
  static Shape const& shape() {
    static Shape const shape =
        Describe<AllSent>("AllSent").member("messages", &AllSent::messages, always);
    return shape;
  }
};

struct Raw {
  std::string raw;
  static Shape const& shape() {
    static Shape const shape = Describe<Raw>("Raw").member("raw", &Raw::raw);
    return shape;
  }
};

// "2023-09-11T08:37:13": UTC, without saying so.
std::string timestamp_of(Instant when) { return iso8601(when).substr(0, 19); }

Sent sent_of(Listed::Mail mail) {
  Sent sent;
  sent.id = std::move(mail.id);
  sent.region = std::move(mail.region);
  sent.destination = {std::move(mail.to), std::move(mail.cc), std::move(mail.bcc)};
  sent.source = std::move(mail.from);
  sent.subject = std::move(mail.subject);
  sent.body = {std::move(mail.text), std::move(mail.html)};
  sent.template_name = std::move(mail.template_name);
  sent.template_data = std::move(mail.template_data);
  sent.timestamp = timestamp_of(mail.sent_at);
  return sent;
}

}  // namespace

// What SES answers to a look, read as whatever of it is wanted here.
template <class T>
std::optional<T> Control::seen(std::string_view operation, Form const& form) {
  auto const answered = ask(operation, form);
  if (answered.error)
    return {};
  std::string text;
  write_json(text, *answered.operation->output, answered.output.get());
  T seen;
  check(!from_json(text, seen), "what SES shows can be read");
  return seen;
}

Task<HttpResponse> Control::aws_ses(std::string_view path, HttpRequest const& request) {
  if (path != path_of_mails && path != "/_aws/ses/")
    co_return nothing_at(path, request);
  auto const form = read_form(request.query());
  if (!form)
    co_return refuse(400, "The query string is not UTF-8.");
  auto const id = field(*form, "id");
  if (request.method == "DELETE") {
    Caller const nobody;
    Form which;
    if (!id.empty())
      which.emplace_back("id", id);
    auto const deleted = co_await order("DeleteMessages", which, nobody);
    // Who deletes what is not there any more finds it gone.
    if (deleted.status != 200 && deleted.status != 404)
      co_return deleted;
    co_return HttpResponse{204, {}, {}};
  }
  if (request.method != "GET")
    co_return refuse(405, fmt::format("{} does not take {}.", path, request.method));
  Form wanted;
  if (!id.empty())
    wanted.emplace_back("id", id);
  if (auto const email = field(*form, "email"); !email.empty())
    wanted.emplace_back("from", email);
  auto listed = seen<Listed>("ListMessages", wanted);
  AllSent all;
  if (listed)
    for (auto& mail : listed->messages) {
      Form const which{{"id", mail.id}};
      auto raw = mail.is_raw ? seen<Raw>("ReadMessage", which) : std::nullopt;
      all.messages.push_back(sent_of(std::move(mail)));
      if (raw)
        all.messages.back().raw_data = std::move(raw->raw);
    }
  co_return json(200, to_json(all));
}

}  // namespace proofbox::control

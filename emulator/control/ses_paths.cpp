// SES's inbox under /_proofbox/ses: mails to look at, as JSON, as .eml and attachment by
// attachment, and to delete; and identities, whose owners follow their links here.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "control/answers.hpp"
#include "control/control.hpp"

namespace proofbox::control {
namespace {

constexpr std::string_view messages = "ses/messages";
constexpr std::string_view eml = ".eml";

// The member of that name of an answer, a text or bytes.
template <class T>
T const& member_of(Operation const& operation, void const* output, std::string_view name) {
  auto const* const member = operation.output->find(name);
  check(member != nullptr && member->type == &type_of<T>(), "an answer has the members it says");
  return *static_cast<T const*>(member->in(output));
}

// A type as a header may carry it: what came in a mail may be anything.
std::string content_type_of(std::string const& text) {
  bool const plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
  return plain && !text.empty() ? text : "application/octet-stream";
}

struct StatusOrder {
  std::string identity;
  std::string status;
  std::optional<std::string> account, region;
  static Shape const& shape() {
    static Shape const shape = Describe<StatusOrder>("StatusOrder")
                                   .member("identity", &StatusOrder::identity, required)
                                   .member("status", &StatusOrder::status, required)
                                   .member("account", &StatusOrder::account)
                                   .member("region", &StatusOrder::region);
    return shape;
  }
};

std::string otherwise(std::string_view given, std::string const& standing) {
  return given.empty() ? standing : std::string{given};
}

}  // namespace

Control::Answered Control::ask(std::string_view operation, Form const& form) {
  auto const target = box_.find("ses", operation);
  check(bool{target}, "SES has the operations of its inbox");
  Answered answered{target.row->operation, target.row->operation->make_output(), {}};
  auto const input = target.row->operation->make_input();
  if (auto const misfit =
          read_query(form, *answered.operation->input, QueryStyle::nested, input.get()))
    answered.error = Error{"BadRequest", misfit->member + " is missing or wrong.", 400};
  Caller caller;
  caller.region = box_.settings().region;
  if (!answered.error)
    answered.error = box_.look(target, caller, input.get(), answered.output.get());
  return answered;
}

Task<HttpResponse> Control::order(std::string_view operation, Form form, Caller caller) {
  auto const target = box_.find("ses", operation);
  check(bool{target}, "SES has the operations of its inbox");
  auto const input = target.row->operation->make_input();
  auto const output = target.row->operation->make_output();
  if (auto const misfit =
          read_query(form, *target.row->operation->input, QueryStyle::nested, input.get()))
    co_return refuse(400, misfit->member + " is missing or wrong.");
  if (auto const error = co_await box_.call(target, caller, 0, input.get(), output.get()))
    co_return refuse(error->status, error->message);
  std::string body;
  write_json(body, *target.row->operation->output, output.get());
  co_return json(200, std::move(body));
}

// "ses/messages", "ses/messages/ID", "ses/messages/ID.eml", "ses/messages/ID/attachments/1",
// "ses/identities", "ses/identities/verify"
Task<HttpResponse> Control::ses(std::string_view path, HttpRequest const& request) {
  bool const reads = request.method == "GET";
  auto const form = read_form(request.query());
  if (!form)
    co_return refuse(400, "The query string is not UTF-8.");
  if (path == "ses/identities/verify" && reads) {
    Caller owner;
    owner.account = otherwise(field(*form, "account"), owner.account);
    owner.region = otherwise(field(*form, "region"), box_.settings().region);
    Form const link{{"identity", std::string{field(*form, "identity")}},
                    {"token", std::string{field(*form, "token")}}};
    co_return co_await order("FollowVerificationLink", link, owner);
  }
  if (path == "ses/identities" && request.method == "POST") {
    StatusOrder status;
    if (read_json(request.body, StatusOrder::shape(), &status, Unknown::refused))
      co_return refuse(400,
                       "An identity takes {\"identity\":\"a@example.com\",\"status\":\"Success\"}; "
                       "\"Pending\" and \"Failed\" are the other states.");
    Caller owner;
    owner.account = status.account.value_or(owner.account);
    owner.region = status.region.value_or(box_.settings().region);
    Form const set{{"identity", status.identity}, {"status", status.status}};
    co_return co_await order("SetVerificationStatus", set, owner);
  }
  bool const of_messages = path == messages || path.starts_with(std::string{messages} + '/');
  if (!of_messages)
    co_return view(path, request);
  auto const rest = path.substr(std::min(messages.size() + 1, path.size()));
  if (request.method == "DELETE" && rest.find('/') == std::string_view::npos) {
    Caller const nobody;
    Form which;
    if (!rest.empty())
      which.emplace_back("id", percent_decode(rest, false));
    co_return co_await order("DeleteMessages", which, nobody);
  }
  if (!reads)
    co_return refuse(405, fmt::format("{} does not take {}.", path, request.method));
  co_return rest.empty() ? look(box_.find("ses", "ListMessages"), *form, {}) : message(rest);
}

// "ID", "ID.eml" or "ID/attachments/1"
HttpResponse Control::message(std::string_view path) {
  auto const parts = split(path, '/');
  auto const no_mail = [&](std::string_view id) {
    return refuse(404, fmt::format("No mail has the id {}.", id));
  };
  if (parts.size() == 3 && parts[1] == "attachments")
    return attachment(percent_decode(parts[0], false), parts[2]);
  if (parts.size() != 1)
    return refuse(404, fmt::format("The box has no GET /_proofbox/ses/messages/{}.", path));
  if (path.ends_with(eml)) {
    auto const id = percent_decode(path.substr(0, path.size() - eml.size()), false);
    auto const read = ask("ReadMessage", {{"id", id}});
    if (read.error)
      return no_mail(id);
    return {200,
            {{"Content-Type", "message/rfc822"}},
            member_of<std::string>(*read.operation, read.output.get(), "raw")};
  }
  auto const id = percent_decode(path, false);
  auto const listed = ask("ListMessages", {{"id", id}});
  auto const* const member = listed.operation->output->find("messages");
  auto const* const list = member->in(static_cast<void const*>(listed.output.get()));
  if (listed.error || member->type->size(list) == 0)
    return no_mail(id);
  std::string body;
  write_json_value(body, *member->type->element, member->type->at(list, 0));
  return json(200, std::move(body));
}

HttpResponse Control::attachment(std::string const& id, std::string_view number) {
  auto const read = ask("ReadAttachment", {{"id", id}, {"number", std::string{number}}});
  if (read.error)
    return refuse(read.error->status, read.error->message);
  auto const text = [&](std::string_view name) {
    return member_of<std::string>(*read.operation, read.output.get(), name);
  };
  // Whatever a mail brings, a browser is not to run it here.
  Headers const headers{
      {"Content-Type", content_type_of(text("contentType"))},
      {"Content-Disposition", "attachment; filename*=UTF-8''" + percent_encode(text("fileName"))},
      {"X-Content-Type-Options", "nosniff"}};
  return {200, headers, member_of<Blob>(*read.operation, read.output.get(), "content").bytes};
}

}  // namespace proofbox::control

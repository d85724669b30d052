#include "boxes/naming.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "shape/json.hpp"
#include "shape/query.hpp"

namespace proofbox::boxes {
namespace {

constexpr std::string_view path_start = "/_box";
constexpr std::string_view host_end = ".localhost";

bool has_mark(std::string_view text) {
  return text.find("_box") != std::string_view::npos ||
         text.find(host_end) != std::string_view::npos;
}

bool is_below_localhost(std::string_view host) {
  auto const name = host.substr(0, host.rfind(':'));
  return name.size() > host_end.size() &&
         equal_ignoring_case(name.substr(name.size() - host_end.size()), host_end);
}

// The path's first part after "/_box/"; nothing where it does not begin so.
std::optional<std::string_view> named_by_path(std::string_view target) {
  if (!target.starts_with(path_start))
    return {};
  auto const rest = target.substr(path_start.size());
  if (rest.empty() || rest.front() == '?')
    return rest.substr(0, 0);
  if (rest.front() != '/')
    return {};
  return rest.substr(1, rest.find_first_of("/?", 1) - 1);
}

// "t42" of "t42.localhost:4566". An SDK may put words of its own before the host that it was given.
std::optional<std::string> named_by_host(std::string_view host) {
  if (!is_below_localhost(host))
    return {};
  auto const name = lower_case(host.substr(0, host.rfind(':')));
  auto const labels = std::string_view{name}.substr(0, name.size() - host_end.size());
  return std::string{labels.substr(labels.rfind('.') + 1)};
}

struct QueueAsked {
  std::optional<std::string> queue_url;
  static Shape const& shape() {
    static Shape const shape =
        Describe<QueueAsked>("QueueAsked").member("QueueUrl", &QueueAsked::queue_url);
    return shape;
  }
};

std::string queue_in(std::optional<Form> const& form) {
  return form ? std::string{field(*form, "QueueUrl")} : std::string{};
}

// What a malformed body says is for the box to refuse, in AWS's words.
std::string queue_url_of(HttpRequest const& request) {
  if (has_mark(request.query()))
    if (auto url = queue_in(read_form(request.query())); !url.empty())
      return url;
  if (!has_mark(request.body))
    return {};
  if (header(request.headers, "X-Amz-Target").starts_with("AmazonSQS.")) {
    QueueAsked asked;
    bool const is_read = !read_json(request.body, QueueAsked::shape(), &asked);
    return is_read ? asked.queue_url.value_or("") : std::string{};
  }
  constexpr std::string_view form_type = "application/x-www-form-urlencoded";
  bool const is_form = header(request.headers, "Content-Type").starts_with(form_type);
  return is_form ? queue_in(read_form(request.body)) : std::string{};
}

// The names that a request gives, as they come in; all have to be the same.
class Names {
 public:
  // Whether this one may stand beside those before it.
  std::optional<Error> add(std::optional<std::string_view> name, std::string_view where) {
    if (!name)
      return {};
    if (!is_box_name(*name))
      return Error{"InvalidBoxName",
                   fmt::format("{} should name a box by letters, digits, \"-\" and \"_\", at most "
                               "63 of them; \"{}\" is no such name.",
                               where, *name),
                   400};
    auto const lower = lower_case(*name);
    if (box && *box != lower)
      return Error{"BoxesDisagree",
                   fmt::format("The request names two boxes: {} says \"{}\", {} says \"{}\".",
                               where_, *box, where, lower),
                   400};
    if (!box)
      where_ = where;
    box = lower;
    return {};
  }

  std::optional<std::string> box;

 private:
  std::string_view where_;
};

}  // namespace

bool is_box_name(std::string_view name) {
  return !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

bool may_name_a_box(HttpRequest const& request) {
  return has_mark(request.target) || is_below_localhost(request.host) || has_mark(request.body);
}

Result<Addressee> addressee_of(HttpRequest const& request) {
  Names names;
  auto const by_path = named_by_path(request.target);
  if (auto error = names.add(by_path, "the path"))
    return *error;
  auto const by_host = named_by_host(request.host);
  if (auto error = names.add(by_host, "the host"))
    return *error;
  if (auto const url = request_to("GET", queue_url_of(request))) {
    if (auto error = names.add(named_by_path(url->target), "the path of the QueueUrl"))
      return *error;
    auto const host = named_by_host(url->host);
    if (auto error = names.add(host, "the host of the QueueUrl"))
      return *error;
  }
  return Addressee{names.box, by_path ? path_start.size() + 1 + by_path->size() : 0};
}

Addressee addressee_by_path(HttpRequest const& head) {
  auto const by_path = named_by_path(head.target);
  if (!by_path || !is_box_name(*by_path))
    return {};
  return {lower_case(*by_path), path_start.size() + 1 + by_path->size()};
}

HttpRequest without_prefix(HttpRequest const& request, std::size_t prefix) {
  auto inside = request;
  inside.prefix = request.target.substr(0, prefix);
  inside.target = request.target.substr(prefix);
  if (!inside.target.starts_with('/'))
    inside.target.insert(0, 1, '/');
  return inside;
}

std::string endpoint_of(std::string_view host, std::string const& name) {
  auto const colon = host.rfind(':');
  if (named_by_host(host))
    return fmt::format("http://{}{}{}", name, host_end,
                       colon == std::string_view::npos ? "" : host.substr(colon));
  return fmt::format("http://{}{}", host, name == main_box ? "" : "/_box/" + name);
}

}  // namespace proofbox::boxes

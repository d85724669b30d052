// The paths under /_localstack by which scripts wait for LocalStack, ask what it is and empty it;
// they get the answers that let them go on.
// https://docs.localstack.cloud/aws/capabilities/networking/internal-endpoints/ and
// https://docs.localstack.cloud/aws/capabilities/config/initialization-hooks/
#include <fmt/format.h>

#include <set>

#include "base/version.hpp"
#include "control/answers.hpp"
#include "control/control.hpp"

namespace proofbox::control {
namespace {

constexpr std::string_view prefix = "/_localstack/";

bool takes(std::string_view path, std::string_view method, std::string_view wanted) {
  return path == wanted && (method == "GET" || method == "HEAD");
}

// {"lambda": "available", "ses": "available", ...}: with blanks, for there are scripts that look
// for such a pair in the text.
template <class Names>
std::string states(Names const& names, std::string_view state) {
  std::string text = "{";
  for (auto const& name : names)
    text += fmt::format("{}\"{}\": \"{}\"", text.size() > 1 ? ", " : "", name, state);
  return text + '}';
}

// AWS's services by the names that SDKs have for them.
std::set<std::string_view> services(Box const& box) {
  std::set<std::string_view> names;
  for (auto const* api : box.apis())
    if (api->service != "factory")
      names.insert(api->service);
  if (names.contains("ses"))
    names.insert("sesv2");
  return names;
}

// LocalStack calls a service available until its first use, and running from then on. Scripts wait
// for one or the other; both stand here.
std::string told_health(Box const& box) {
  std::vector<std::string_view> engines;
  for (auto const& kit : engine_kits())
    engines.push_back(kit.name);
  return fmt::format(
      "{{\"services\": {}, \"engines\": {}, \"features\": {{\"initScripts\": "
      "\"initialized\"}}, \"edition\": \"community\", \"version\": \"{}\"}}",
      states(services(box), "available"), states(engines, "running"), version);
}

std::string told_info(Box& box) {
  auto const now = box.agenda().now();
  return fmt::format(
      "{{\"version\": \"{}\", \"edition\": \"community\", \"is_license_activated\": false, "
      "\"is_docker\": false, \"system\": \"proofbox\", \"session_id\": \"{}\", "
      "\"server_time_utc\": \"{}\", \"uptime\": {}}}",
      version, box.settings().name, iso8601(now).substr(0, 19), (now - box.settings().start) / 1s);
}

struct Stage {
  std::string_view name;  // as it is listed
  std::string_view path;  // as it is asked for
  bool is_over = true;
};
constexpr Stage stages[] = {
    {"BOOT", "boot"}, {"START", "start"}, {"READY", "ready"}, {"SHUTDOWN", "shutdown", false}};

std::string all_stages() {
  std::string completed;
  for (auto const& stage : stages)
    completed += fmt::format("{}\"{}\": {}", completed.empty() ? "" : ", ", stage.name,
                             stage.is_over ? "true" : "false");
  return fmt::format("{{\"completed\": {{{}}}, \"scripts\": []}}", completed);
}

// What stands in the box from the start stands in it before anybody is let in.
std::optional<std::string> stage(std::string_view name) {
  for (auto const& stage : stages)
    if (stage.path == name || stage.name == name)
      return fmt::format("{{\"completed\": {}, \"scripts\": []}}", stage.is_over);
  return {};
}

}  // namespace

Task<HttpResponse> Control::localstack(std::string_view path, HttpRequest const& request) {
  auto const whole_path = path;
  path.remove_prefix(prefix.size());
  if (path.ends_with('/'))
    path.remove_suffix(1);
  auto const& method = request.method;
  if (takes(path, method, "health"))
    co_return json(200, told_health(box_));
  if (takes(path, method, "info"))
    co_return json(200, told_info(box_));
  if (takes(path, method, "init"))
    co_return json(200, all_stages());
  constexpr std::string_view init = "init/";
  if (path.starts_with(init) && takes(path, method, path))
    if (auto const told = stage(path.substr(init.size())))
      co_return json(200, *told);
  auto const parts = split(path, '/');
  if (parts[0] == "state" && parts.back() == "reset" && method == "POST") {
    if (parts.size() == 2)
      co_return co_await reset_all(request);
    std::string const service{parts[1] == "sesv2" ? "ses" : parts[1]};
    if (parts.size() == 3)
      co_return co_await reset_service(service, request);
  }
  co_return nothing_at(whole_path, request);
}

}  // namespace proofbox::control

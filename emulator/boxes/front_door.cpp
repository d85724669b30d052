#include "boxes/front_door.hpp"

#include <fmt/format.h>

#include "boxes/naming.hpp"
#include "control/answers.hpp"

namespace proofbox::boxes {
namespace {

using control::json;
using control::refuse;

constexpr std::string_view boxes_path = "/_proofbox/boxes";

bool is_about_boxes(std::string_view path) {
  return path.starts_with(boxes_path) &&
         (path.size() == boxes_path.size() || path[boxes_path.size()] == '/');
}

Error no_such_box(std::string const& name, std::vector<std::string> const& names) {
  std::vector<std::string_view> const known(names.begin(), names.end());
  return {"NoSuchBox", fmt::format("There is no box \"{}\".{}", name, did_you_mean(name, known)),
          404};
}

Error dropped(std::string const& name) {
  return {"BoxDropped",
          fmt::format("The box \"{}\" was dropped while this request waited in it.", name), 410};
}

// How clients come to it: the way by which this request came.
std::string description(Room& room, HttpRequest const& request) {
  auto const& name = room.box.settings().name;
  std::string text = "{\"name\":";
  write_json_text(text, name);
  text += ",\"endpoint\":";
  write_json_text(text, endpoint_of(request.host, name));
  return text + fmt::format(",\"now\":\"{}\",\"clock\":\"{}\",{}}}",
                            iso8601(room.box.agenda().now()), name_of(room.box.clock().pace()),
                            plan_json(room.plan));
}

// Whoever comes after the answer finds all in its place.
Task<HttpResponse> furnish(Boxes& boxes, Room& room, HttpRequest const& request) {
  auto const error = co_await boxes.furnish(room);
  co_return error ? refuse(error->status, error->message) : json(201, description(room, request));
}

}  // namespace

FrontDoor::FrontDoor(Boxes& boxes, Plan standing) : boxes_(boxes), standing_(std::move(standing)) {
  standing_.ttl.reset();
}

Room& FrontDoor::main() const {
  auto* const room = boxes_.find(main_box);
  check(room != nullptr, "the main box is there as long as its door");
  return *room;
}

Task<HttpResponse> FrontDoor::answer(HttpRequest const& request) {
  if (may_name_a_box(request))
    return find_and_answer(request);
  if (is_about_boxes(request.path()))
    return manage(request);
  return main().box.answer(request);
}

Task<HttpResponse> FrontDoor::find_and_answer(HttpRequest const& request) {
  auto const addressee = addressee_of(request);
  if (!addressee)
    co_return main().wire.refuse(request, addressee.error());
  auto const inside = without_prefix(request, addressee->prefix);
  auto const name = addressee->box.value_or(std::string{main_box});
  if (name == main_box && is_about_boxes(inside.path()))
    co_return co_await manage(inside);
  auto* const room = boxes_.find(name);
  if (room == nullptr)
    co_return no_box(inside, name);
  auto task = room->box.answer(inside);
  auto const answer = co_await boxes_.host(*room, std::move(task));
  if (!answer)
    co_return main().wire.refuse(inside, dropped(name));
  co_return *answer;
}

HttpResponse FrontDoor::no_box(HttpRequest const& request, std::string const& name) {
  return main().wire.refuse(request, no_such_box(name, boxes_.names()));
}

std::size_t FrontDoor::body_limit(HttpRequest const& head) const {
  auto const prefix = addressee_by_path(head).prefix;
  return main().wire.body_limit(prefix == 0 ? head : without_prefix(head, prefix));
}

// ---- /_proofbox/boxes ----

Task<HttpResponse> FrontDoor::manage(HttpRequest const& request) {
  auto rest = request.path().substr(boxes_path.size());
  if (!rest.empty())
    rest.remove_prefix(1);
  if (rest.empty()) {
    if (request.method != "GET")
      co_return refuse(405, fmt::format("boxes does not take {}.", request.method));
    co_return list(request);
  }
  auto const name = lower_case(rest);
  if (request.method == "PUT")
    co_return co_await make(name, request);
  if (request.method != "GET" && request.method != "DELETE")
    co_return refuse(405, fmt::format("boxes/{} does not take {}.", name, request.method));
  auto* const room = boxes_.find(name);
  if (room == nullptr)
    co_return no_box(request, name);
  if (request.method == "GET")
    co_return json(200, description(*room, request));
  if (name == main_box)
    co_return refuse(409,
                     "The box \"main\" ends with the server; POST /_proofbox/reset empties it.");
  boxes_.drop(name);
  co_return json(200, "{}");
}

Task<HttpResponse> FrontDoor::make(std::string name, HttpRequest const& request) {
  if (name == main_box)
    co_return refuse(409, "The box \"main\" was made with the server; others have other names.");
  auto const plan = read_plan(request.body, standing_);
  if (!plan)
    co_return refuse(400, plan.error().message);
  if (auto const error = boxes_.make(name, *plan))
    co_return refuse(error->status, error->message);
  auto& room = *boxes_.find(name);
  auto task = furnish(boxes_, room, request);
  auto const answer = co_await boxes_.host(room, std::move(task));
  if (!answer)
    co_return refuse(410, dropped(name).message);
  if (answer->status != 201 && boxes_.find(name) == &room)
    boxes_.drop(name);
  co_return *answer;
}

HttpResponse FrontDoor::list(HttpRequest const& request) {
  std::string body = "{\"boxes\":[";
  for (auto const& name : boxes_.names())
    body += (body.ends_with('[') ? "" : ",") + description(*boxes_.find(name), request);
  return json(200, body + "]}");
}

}  // namespace proofbox::boxes

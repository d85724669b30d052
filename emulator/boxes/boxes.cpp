#include "boxes/boxes.hpp"

#include <fmt/format.h>

#include "boxes/naming.hpp"

namespace proofbox::boxes {
namespace {

BoxSettings settings_of(std::string name, Plan const& plan, Instant now) {
  BoxSettings settings;
  settings.name = std::move(name);
  settings.seed = plan.seed;
  settings.start = plan.start.value_or(now);
  settings.clock = plan.clock.mode;
  settings.region = plan.region;
  settings.events_max = plan.events_max;
  settings.strict = plan.strict;
  settings.allowed = plan.allowed;
  settings.keys = plan.keys;
  return settings;
}

using config::Mistake;

Error about(Mistake const& mistake) { return {std::string{invalid_config}, mistake.text(), 400}; }

}  // namespace

// A client's request while a box works on it. The box may go; the client stays and is told.
class Guest {
 public:
  Guest(Room& room, Scheduler& wall, Task<HttpResponse> task)
      : room_(room), wall_(wall), task_(std::move(task)) {}
  Guest(Guest const&) = delete;
  ~Guest() { leave(); }

  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> client) {
    client_ = client;
    place_ = room_.guests.insert(room_.guests.end(), this);
    staying_ = true;
    return task_.begin(client);
  }
  std::optional<HttpResponse> await_resume() {
    leave();
    if (cut_)
      return {};
    return task_.take();
  }

  // Ends the work; the client goes on when the wall has its next turn.
  void cut() {
    leave();
    cut_ = true;
    task_.drop();
    timer_ = wall_.at(wall_.now(), [this] { client_.resume(); });
  }

 private:
  void leave() {
    if (std::exchange(staying_, false))
      room_.guests.erase(place_);
  }

  Room& room_;
  Scheduler& wall_;
  Task<HttpResponse> task_;
  std::coroutine_handle<> client_;
  std::list<Guest*>::iterator place_;
  Timer timer_;
  bool staying_ = false, cut_ = false;
};

Room::Room(std::string name, Plan how, World const& world)
    : plan(std::move(how)),
      box(settings_of(std::move(name), plan, world.wall.now()), world),
      wire(box),
      control(box) {
  box.clock().set_pace(plan.clock);
  box.add_door(control);
  box.add_door(wire);
}

Boxes::~Boxes() {
  while (!rooms_.empty())
    drop(rooms_.begin()->first);
}

std::optional<Error> Boxes::make(std::string const& name, Plan const& plan) {
  if (!is_box_name(name))
    return Error{"InvalidBox",
                 fmt::format("A box's name has letters, digits, \"-\" and \"_\", at most 63 of "
                             "them; \"{}\" is no such name.",
                             name),
                 400};
  if (rooms_.size() >= boxes_max && find(name) == nullptr)
    return Error{"TooManyBoxes",
                 fmt::format("There are {} boxes already: drop some first.", boxes_max), 409};
  auto deployment = deployment_of(plan);
  if (!deployment)
    return deployment.error();
  config::Calls contents;
  if (plan.contents)
    contents = config::calls_of(*plan.contents, {plan.region, deployment->get()});
  if (contents.mistake)
    return about(*contents.mistake);
  auto const key = lower_case(name);
  drop(key);
  auto& room = *rooms_.emplace(key, std::make_unique<Room>(key, plan, world_)).first->second;
  room.calls = std::move(contents.calls);
  open(room, key, std::move(*deployment));
  return {};
}

Result<Boxes::Shared> Boxes::deployment_of(Plan const& plan) {
  if (plan.shop == "none")
    return Shared{};
  auto const latest = deployments_.find(plan.shop);
  if (latest != deployments_.end())
    if (auto shared = latest->second.lock())
      return shared;
  std::erase_if(deployments_, [&](auto const& kept) { return kept.second.expired(); });
  auto made = shop_.with(plan.shop == "donut" ? "{}" : plan.shop);
  if (!made)
    return made.error();
  auto shared = std::make_shared<lambda::Deployment const>(std::move(*made));
  deployments_[plan.shop] = shared;
  return shared;
}

void Boxes::open(Room& room, std::string const& name, Shared deployment) {
  if (on_event)
    room.box.events().on_event = [this, &room](Event const& event) { on_event(room.box, event); };
  if (accompany)
    room.companion = accompany(room);
  if (name == main_box)
    room.control.box_names = [this] { return names(); };
  if (room.has_contents())
    room.control.furnish = [this, &room](std::string service) {
      return furnish(room, std::move(service));
    };
  if (deployment)
    room.box.deploy(std::move(deployment));
  if (room.plan.ttl)
    room.end = world_.wall.at(world_.wall.now() + *room.plan.ttl, [this, name] { drop(name); });
}

// The calls of a file while they are made; they end with whoever waits for them.
class Furnishing {
 public:
  Furnishing(Room& room, std::string service) : room_(room), service_(std::move(service)) {}

  Task<std::optional<Error>> run() {
    auto calls = make();
    making_.spawn(std::move(calls));
    constexpr Duration no_time{};
    co_await room_.box.clock().advance(no_time);
    if (!is_done_)
      mistake_ = Mistake{file(), room_.calls[at_].place,
                         room_.calls[at_].title +
                             " waits for time to pass; what a config says is "
                             "done at one moment."};
    if (!mistake_ && service_.empty() && room_.plan.contents->faults) {
      auto laying = lay_faults();
      co_await std::move(laying);
    }
    co_return mistake_ ? std::optional{about(*mistake_)} : std::nullopt;
  }

 private:
  std::string const& file() const { return room_.plan.contents->file; }
  Task<void> make() {
    mistake_ = co_await config::make_calls(room_.box, room_.calls, file(), service_, &at_);
    is_done_ = true;
  }

  // Last, so that none strikes what is made here. As a client does, so that a recording has it.
  Task<void> lay_faults() {
    auto const& faults = *room_.plan.contents->faults;
    HttpRequest const lay{"PUT", "box", "/_proofbox/faults", {}, faults.json};
    auto const answer = co_await room_.box.answer(lay);
    if (answer.status != 200)
      mistake_ = Mistake{file(), faults.place, "The faults are refused: " + answer.body};
  }

  Room& room_;
  std::string service_;
  std::size_t at_ = 0;
  bool is_done_ = false;
  std::optional<Mistake> mistake_;
  TaskGroup making_;
};

Task<std::optional<Error>> Boxes::furnish(Room& room, std::string service) {
  // What is deployed comes first.
  constexpr Duration no_time{};
  co_await room.box.clock().advance(no_time);
  if (!room.has_contents())
    co_return std::optional<Error>{};
  Furnishing furnishing{room, std::move(service)};
  auto work = furnishing.run();
  co_return co_await std::move(work);
}

bool Boxes::drop(std::string_view name) {
  auto const place = rooms_.find(name);
  if (place == rooms_.end())
    return false;
  auto& room = *leaving_.emplace_back(std::move(place->second));
  rooms_.erase(place);
  room.companion.reset();
  room.end.cancel();
  while (!room.guests.empty())
    room.guests.front()->cut();
  room.box.close();
  // Whoever drops it may have been called by its own clock.
  gone_ = world_.wall.at(world_.wall.now(), [this] { leaving_.clear(); });
  return true;
}

Room* Boxes::find(std::string_view name) {
  auto const place = rooms_.find(name);
  return place == rooms_.end() ? nullptr : place->second.get();
}

std::vector<std::string> Boxes::names() const {
  std::vector<std::string> names;
  for (auto const& [name, room] : rooms_)
    names.push_back(name);
  return names;
}

Task<std::optional<HttpResponse>> Boxes::host(Room& room, Task<HttpResponse> task) {
  Guest guest{room, world_.wall, std::move(task)};
  co_return co_await guest;
}

void Boxes::close() {
  for (auto const& [name, room] : rooms_)
    room->box.close();
}

}  // namespace proofbox::boxes

// The boxes of one process, by their names. They share a wall, a way outside and nothing else; a
// box may be dropped at any moment, and whoever waits in it is told.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "boxes/plan.hpp"
#include "config/calls.hpp"
#include "control/control.hpp"
#include "lambda/deployment.hpp"
#include "wire/wire.hpp"

namespace proofbox::boxes {

class Guest;

// The code of Errors about what is to stand in a box from the start.
inline constexpr std::string_view invalid_config = "InvalidConfig";

// A box with its doors. Members go in the reverse order: the box last.
struct Room {
  Room(std::string name, Plan how, World const& world);

  Plan plan;
  // Whether anything is to stand in it from the start.
  bool has_contents() const { return !calls.empty() || (plan.contents && plan.contents->faults); }

  std::vector<config::Call> calls;  // by which plan.contents are put in
  Box box;
  wire::Wire wire;
  control::Control control;
  std::list<Guest*> guests;         // the requests that are being answered in it
  Timer end;                        // of its time to live
  std::shared_ptr<void> companion;  // whoever goes along with it
};

class Boxes {
 public:
  static constexpr std::size_t boxes_max = 10'000;

  Boxes(World world, lambda::Deployable const& shop) : world_(std::move(world)), shop_(shop) {
    world_.shop = &shop_;
  }
  Boxes(Boxes const&) = delete;
  ~Boxes();

  // Makes a box, in the place of one that has the name already. An Error says in one sentence what
  // is wrong with the plan; then nothing changed.
  std::optional<Error> make(std::string const& name, Plan const& plan);

  // Puts in what the plan says stands in the box from the start, or what of it is a service's;
  // called when a box was made or emptied. An Error names the first thing that is refused. All is
  // done at one moment of box time.
  Task<std::optional<Error>> furnish(Room& room, std::string service = {});

  // False where there is no such box.
  bool drop(std::string_view name);

  Room* find(std::string_view name);
  std::vector<std::string> names() const;

  // Does a task for a client of the room; nothing comes back where the box was dropped meanwhile.
  // What the task refers to outlives it.
  Task<std::optional<HttpResponse>> host(Room& room, Task<HttpResponse> task);

  // Ends what all of them do by themselves, and every wait in them.
  void close();

  // Gives each box that is made from now on somebody who goes along with it: from before anything
  // happens in it until it goes.
  std::function<std::shared_ptr<void>(Room&)> accompany;

  // Sees each event of each box that is made from now on.
  std::function<void(Box const&, Event const&)> on_event;

 private:
  using Shared = std::shared_ptr<lambda::Deployment const>;

  // Boxes with the same shop share its description.
  Result<Shared> deployment_of(Plan const& plan);
  void open(Room& room, std::string const& name, Shared deployment);

  World world_;
  lambda::Deployable const& shop_;
  std::map<std::string, std::weak_ptr<lambda::Deployment const>> deployments_;  // by settings
  std::map<std::string, std::unique_ptr<Room>, std::less<>> rooms_;
  std::list<std::unique_ptr<Room>> leaving_;  // dropped, until the wall has its turn
  Timer gone_;
};

}  // namespace proofbox::boxes

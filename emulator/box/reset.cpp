// Emptying a box, wholly or one service of it.
#include "box/box.hpp"
#include "box/inside.hpp"
#include "box/installed.hpp"
#include "box/waiting.hpp"

namespace proofbox {

void Box::reset() {
  events_.begin_anew();
  events_.add({0, agenda_.now(), 0, "reset", "box", "{}", {}});
  rules_.begin_anew(agenda_.now());
  event_sources_.clear();
  runs_.clear();
  tasks_.clear();
  while (!visits_.empty())
    visits_.front()->cut();
  left_behind_.clear();
  databases_.clear();
  streams_.clear();
  starts_ = 0;
  alarms_.clear();
  for (auto const& installed : engines_)
    reset_engine(installed->kit->name);
  if (deployment_)
    deploy(deployment_);
}

bool Box::reset(std::string_view service) {
  if (!reset_engine(service))
    return false;
  events_.add(
      {0, agenda_.now(), 0, "reset", "box", "{\"service\":\"" + std::string{service} + "\"}", {}});
  if (service == "lambda")
    deploy_functions_again();
  return true;
}

bool Box::reset_engine(std::string_view service) {
  for (auto const& installed : engines_) {
    bool const meant = installed->kit->name == service;
    if (!meant)
      continue;
    forget_rows(*installed);
    installed->engine = installed->kit->make();
    installed->random = chance(installed->kit->name);
    ++installed->resets;
    arm(*installed);
    // Whoever waits for something of the old engine asks the new one.
    std::vector<Bell> bells;
    for (auto const& [bell, line] : waiting_)
      if (bell.service == service)
        bells.push_back(bell);
    for (auto const& bell : bells)
      while (waiting_.contains(bell))
        waiting_.find(bell)->second.front()->wake();
    return true;
  }
  return false;
}

}  // namespace proofbox

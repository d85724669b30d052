#include "lab/fault_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "lab/reading.hpp"
#include "lab/step_reading.hpp"
#include "lab/values.hpp"

namespace proofbox::lab {
namespace {

// {"end": "the queue is slow"}; null where the node lays a fault.
Node const* end_in(Node const& said) {
  return said.kind == Node::Kind::object && said.members.size() == 1 ? said.find("end") : nullptr;
}

std::string no_fault(std::string_view name, std::vector<std::string_view> const& known) {
  return fmt::format("No fault has the name \"{}\" here.{}", name, did_you_mean(name, known));
}

}  // namespace

// What has values in it is read whole when they are there.
void StepReader::fill_fault(Step& made, Node const& node) {
  allow_only(node, {"fault"}, "A \"fault\" step");
  auto const& said = *node.find("fault");
  check_uses(said);
  made.kind = Step::Kind::fault;
  made.input = said;
  auto const named = uses(said);
  if (auto const* end = end_in(said)) {
    auto const& name = text(*end, "end");
    made.title = "fault ends: " + name;
    std::vector<std::string_view> const known(faults_.begin(), faults_.end());
    if (named.empty() && !may_have_others_ &&
        std::find(known.begin(), known.end(), name) == known.end())
      stop(end->place, no_fault(name, known));
    std::erase(faults_, name);
    return;
  }
  if (!named.empty()) {
    made.title = "fault " + write_node(said, 100);
    may_have_others_ = true;
    return;
  }
  auto const reading = match::read_fault(said);
  if (!reading.rule)
    stop(reading.mistake->place, reading.mistake->complaint);
  auto const& name = reading.rule->name;
  made.title = "fault: " + name;
  bool const is_known = std::find(faults_.begin(), faults_.end(), name) != faults_.end();
  if (is_known && said.find("name") == nullptr)
    stop(said.place,
         fmt::format("A fault is called \"{}\" already: give this one a \"name\".", name));
  if (!is_known)
    faults_.push_back(name);
}

std::optional<match::BadFault> take_fault(Box& box, Node const& said) {
  if (auto const* end = end_in(said)) {
    if (box.rules().lift(end->text))
      return {};
    std::vector<std::string_view> known;
    for (auto const& laid : box.rules().all())
      known.push_back(laid.rule.name);
    return match::BadFault{end->place, no_fault(end->text, known)};
  }
  auto reading = match::read_fault(said);
  if (!reading.rule)
    return std::move(reading.mistake);
  if (auto vain = match::why_in_vain(*reading.rule, said, box))
    return vain;
  if (auto complaint = match::why_too_many(*reading.rule, box))
    return match::BadFault{said.place, std::move(*complaint)};
  box.rules().lay(std::move(*reading.rule), box.agenda().now());
  return {};
}

}  // namespace proofbox::lab

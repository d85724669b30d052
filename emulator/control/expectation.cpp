#include "control/expectation.hpp"

#include <fmt/format.h>

#include <set>

#include "match/path.hpp"
#include "match/wanted.hpp"
#include "shape/json.hpp"

namespace proofbox::control {
namespace {

using match::Mismatch;
using match::Node;

constexpr std::size_t shown_max = 64 * 1024;  // of an event that came close
constexpr std::size_t kinds_looked_at = 10'000;

std::string mismatch_json(Mismatch const& mismatch) {
  std::string text = "{\"path\":";
  write_json_text(text, mismatch.path);
  text += ",\"expected\":";
  write_json_text(text, mismatch.expected);
  text += ",\"actual\":";
  write_json_text(text, mismatch.actual);
  return text + '}';
}

class EventsExpected : public Expectation {
 public:
  EventsExpected(WaitOrder const& order, EventLog const& log)
      : log_(log), wanted_(order.patterns), is_list_(order.is_list), none_(order.none) {}

  void see(Event const& event) override { wanted_.see(event); }
  bool comes_silently() const override { return false; }
  bool has_come() override { return none_ ? wanted_.has_any() : wanted_.has_all(); }

  std::string told() const override {
    std::string text = ",\"matched\":[";
    bool first = true;
    for (auto const& one : wanted_.found()) {
      text += std::exchange(first, false) ? "" : ",";
      text += one ? one->line : "null";
    }
    return text + ']';
  }

  std::string missed() const override {
    auto const near = wanted_.near_misses();
    std::string text = told() + ",\"nearMisses\":[";
    bool first = true;
    for (auto const& one : near) {
      text += std::exchange(first, false) ? "" : ",";
      text += fmt::format("{{\"pattern\":{},\"mismatch\":{},\"event\":{}}}", one.pattern,
                          mismatch_json(one.mismatch),
                          one.event.line.size() <= shown_max
                              ? one.event.line
                              : fmt::format("{{\"n\":{}}}", one.event.n));
    }
    text += ']';
    return near.empty() ? text + kinds() : text;
  }

  std::string missed_sentence() const override { return "What was waited for did not happen"; }

  std::optional<Node> captured(std::string const& path) const override {
    if (!is_list_)
      return match::at_path(wanted_.found().front()->node, path);
    Node list{Node::Kind::list};
    for (auto const& one : wanted_.found())
      list.items.push_back(one->node);
    return match::at_path(list, path);
  }

 private:
  // Where nothing came close, perhaps the kind is called otherwise.
  std::string kinds() const {
    std::set<std::string_view> kinds;
    for (auto const* event : log_.after(log_.begins_after(), kinds_looked_at))
      kinds.insert(event->kind);
    std::string text = ",\"kinds\":[";
    for (auto const kind : kinds) {
      text += text.ends_with('[') ? "" : ",";
      write_json_text(text, kind);
    }
    return text + ']';
  }

  EventLog const& log_;
  match::Wanted wanted_;
  bool is_list_, none_;
};

class StateExpected : public Expectation {
 public:
  StateExpected(WaitOrder const& order, match::State const& state)
      : expected_(order.state), state_(state) {}

  bool comes_silently() const override { return true; }

  bool has_come() override {
    mismatch_.reset();
    actual_ = Node{Node::Kind::object};
    for (auto const& [name, value] : expected_.members) {
      auto actual = state_.of(name);
      auto found = match::mismatch(value, actual ? &*actual : nullptr);
      if (actual)
        actual_.members.emplace_back(name, std::move(*actual));
      if (!found || mismatch_)
        continue;
      found->path = found->path.empty() ? name : name + '.' + found->path;
      mismatch_ = std::move(found);
    }
    return !mismatch_;
  }

  std::string told() const override {
    return ",\"state\":" + match::write_node(actual_, std::string::npos);
  }
  std::string missed() const override {
    return told() + (mismatch_ ? ",\"mismatch\":" + mismatch_json(*mismatch_) : "");
  }
  std::string missed_sentence() const override {
    return (mismatch_ ? mismatch_->path : std::string{"The state"}) + " was not as expected";
  }

  // The names of states have dots of their own.
  std::optional<Node> captured(std::string const& path) const override {
    for (auto const& [name, value] : actual_.members) {
      if (path == name)
        return value;
      if (path.starts_with(name) && (path[name.size()] == '.' || path[name.size()] == '['))
        return match::at_path(
            value, std::string_view{path}.substr(name.size() + (path[name.size()] == '.')));
    }
    return {};
  }

 private:
  Node expected_;
  match::State const& state_;
  Node actual_;
  std::optional<Mismatch> mismatch_;
};

}  // namespace

std::unique_ptr<Expectation> expectation_of(WaitOrder const& order, match::State const& state,
                                            EventLog const& log) {
  if (order.patterns.empty())
    return std::make_unique<StateExpected>(order, state);
  return std::make_unique<EventsExpected>(order, log);
}

}  // namespace proofbox::control

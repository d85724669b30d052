#include "shop/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace proofbox::shop {
namespace {

// Mermaid's names of nodes are plain words.
std::string id(std::string_view name) {
  std::string made{name};
  for (auto& c : made)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0)
      c = '_';
  return made;
}

class Drawing {
 public:
  explicit Drawing(lambda::Deployment const& deployment) : deployment_(deployment) {}

  std::string text() {
    line("flowchart LR");
    nodes();
    edges();
    return std::move(text_);
  }

 private:
  void nodes() {
    line("  client([client])");
    for (auto const& route : deployment_.routes)
      line(fmt::format("  {}[/\"{}\"/]", id(name_of(route)), name_of(route)));
    for (auto const& function : deployment_.functions)
      line(fmt::format("  {}[[\"{}, {} s\"]]", id(function.name), function.name,
                       std::chrono::duration_cast<std::chrono::seconds>(function.timeout).count()));
    for (auto const& topic : deployment_.topics)
      line(fmt::format("  {}{{{{\"SNS {}\"}}}}", id(topic.name), topic.name));
    for (auto const& queue : deployment_.queues)
      line(fmt::format("  {}[(\"SQS {}\")]", id(queue.name), queue.name));
    for (auto const& database : deployment_.databases)
      line(fmt::format("  {}[(\"SQL {}\")]", id(database.name), database.name));
    for (auto const& use : deployment_.uses)
      if (!is_drawn(use.what)) {
        line(fmt::format("  {}[\"{}\"]", id(use.what), use.what));
        outside_.push_back(use.what);
      }
  }

  void edges() {
    for (auto const& route : deployment_.routes) {
      bool const is_called_back =
          std::any_of(deployment_.callbacks.begin(), deployment_.callbacks.end(),
                      [&](auto const& callback) { return callback.route == name_of(route); });
      if (!is_called_back)
        line(fmt::format("  client --> {}", id(name_of(route))));
      line(fmt::format("  {} --> {}", id(name_of(route)), id(route.function)));
    }
    for (auto const& use : deployment_.uses)
      line(fmt::format("  {} --> {}", id(use.function), id(use.what)));
    for (auto const& subscription : deployment_.subscriptions)
      line(fmt::format("  {} --> {}", id(subscription.topic), id(subscription.queue)));
    for (auto const& queue : deployment_.queues)
      if (!queue.dead_letter_queue.empty())
        line(fmt::format("  {} -. \"after {} receives\" .-> {}", id(queue.name),
                         queue.receive_count_max, id(queue.dead_letter_queue)));
    for (auto const& mapping : deployment_.mappings)
      line(fmt::format("  {} --> {}", id(mapping.queue), id(mapping.function)));
    for (auto const& alarm : deployment_.alarms)
      line(fmt::format("  {} -. \"alarm\" .-> {}", id(alarm.queue), id(alarm.function)));
    for (auto const& callback : deployment_.callbacks)
      line(fmt::format("  {} -. \"calls back\" .-> {}", id(callback.from), id(callback.route)));
  }

  bool is_drawn(std::string const& name) const {
    auto const has = [&](auto const& list) {
      return std::any_of(list.begin(), list.end(),
                         [&](auto const& item) { return item.name == name; });
    };
    return has(deployment_.topics) || has(deployment_.queues) || has(deployment_.databases) ||
           std::find(outside_.begin(), outside_.end(), name) != outside_.end();
  }

  static std::string name_of(lambda::Route const& route) { return route.method + ' ' + route.path; }

  void line(std::string const& content) { text_ += content + '\n'; }

  lambda::Deployment const& deployment_;
  std::string text_;
  std::vector<std::string> outside_;
};

template <class Items, class Keeps>
void keep(Items& items, Keeps const& keeps) {
  std::erase_if(items, [&](auto const& item) { return !keeps(item); });
}

}  // namespace

lambda::Deployment part_of(lambda::Deployment whole, std::vector<std::string> const& functions) {
  auto const is_kept = [&](std::string const& function) {
    return std::find(functions.begin(), functions.end(), function) != functions.end();
  };
  auto const of_function = [&](auto const& item) { return is_kept(item.function); };
  keep(whole.functions, [&](auto const& function) { return is_kept(function.name); });
  keep(whole.mappings, of_function);
  keep(whole.alarms, of_function);
  keep(whole.routes, of_function);
  keep(whole.uses, of_function);
  auto const topics = whole.topics;
  auto const is_topic = [&](std::string const& name) {
    return std::any_of(topics.begin(), topics.end(),
                       [&](auto const& topic) { return topic.name == name; });
  };
  auto const is_used = [&](auto const& item) {
    return std::any_of(whole.uses.begin(), whole.uses.end(),
                       [&](auto const& use) { return use.what == item.name; });
  };
  auto const is_polled = [&](std::string const& queue) {
    return std::any_of(whole.mappings.begin(), whole.mappings.end(),
                       [&](auto const& mapping) { return mapping.queue == queue; });
  };
  keep(whole.subscriptions, [&](auto const& item) { return is_polled(item.queue); });
  auto const is_published = [&](auto const& topic) {
    return std::any_of(whole.subscriptions.begin(), whole.subscriptions.end(),
                       [&](auto const& item) { return item.topic == topic.name; });
  };
  auto const drained = whole.queues;
  auto const is_fed = [&](auto const& queue) {
    return is_used(queue) || is_polled(queue.name) ||
           std::any_of(drained.begin(), drained.end(), [&](auto const& source) {
             return source.dead_letter_queue == queue.name && is_polled(source.name);
           });
  };
  keep(whole.queues, is_fed);
  keep(whole.topics, is_published);
  keep(whole.databases, is_used);
  keep(whole.uses, [&](auto const& use) {
    // A topic that leads nowhere in this part belongs to another.
    return !is_topic(use.what) ||
           std::any_of(whole.topics.begin(), whole.topics.end(),
                       [&](auto const& topic) { return topic.name == use.what; });
  });
  keep(whole.callbacks, [&](auto const& callback) {
    return std::any_of(whole.routes.begin(), whole.routes.end(), [&](auto const& route) {
      return route.method + ' ' + route.path == callback.route;
    });
  });
  return whole;
}

std::string mermaid(lambda::Deployment const& deployment) { return Drawing{deployment}.text(); }

}  // namespace proofbox::shop

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

}  // namespace

std::string mermaid(lambda::Deployment const& deployment) { return Drawing{deployment}.text(); }

}  // namespace proofbox::shop

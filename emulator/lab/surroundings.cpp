#include "lab/surroundings.hpp"

#include <fmt/format.h>

#include "lab/reading.hpp"
#include "lab/timing_reading.hpp"

namespace proofbox::lab {
namespace {

// "09:10" is that time of the day on which the story starts, in the zone that its start is written
// in.
Instant moment(Node const& node, Node const* start_node, Instant start) {
  auto const& written = text(node, "down");
  if (auto const instant = parse_instant(written))
    return *instant;
  auto const start_text =
      start_node == nullptr ? standing_start : std::string_view{start_node->text};
  auto const zone = start_text.find_first_of("+-Z", 11);
  auto const composed =
      std::string{start_text.substr(0, 11)} + written + (written.size() == 5 ? ":00" : "") +
      (zone == std::string_view::npos ? "" : std::string{start_text.substr(zone)});
  auto const instant = parse_instant(composed);
  if (!instant || *instant < start - 24h)
    stop(node.place, "A downtime is given as [\"09:10\", \"09:20\"] or by two instants, not by " +
                         write_node(node) + '.');
  return *instant;
}

FactorySettings factory(Node const& node, Node const* start_node, Instant start) {
  want(node, Node::Kind::object, "factory", "an object");
  allow_only(node, {"lead_time", "answers_after", "down"}, "\"factory\"");
  FactorySettings settings;
  if (auto const* lead = node.find("lead_time")) {
    static_cast<void>(duration(*lead, "lead_time"));
    settings.lead_time = lead->text;
  }
  if (auto const* after = node.find("answers_after")) {
    static_cast<void>(duration(*after, "answers_after"));
    settings.answers_after = after->text;
  }
  if (auto const* down = node.find("down"))
    for (auto const& item : want(*down, Node::Kind::list, "down", "a list of pairs").items) {
      if (item.kind != Node::Kind::list || item.items.size() != 2)
        stop(item.place, "A downtime is a pair, as [\"09:10\", \"09:20\"].");
      Downtime const time{moment(item.items[0], start_node, start),
                          moment(item.items[1], start_node, start)};
      if (time.until <= time.from)
        stop(item.place, "A downtime ends after it begins.");
      settings.down.push_back(time);
    }
  return settings;
}

std::vector<std::pair<std::string, std::vector<HostAnswer>>> hosts(Node const& node) {
  std::vector<std::pair<std::string, std::vector<HostAnswer>>> made;
  want(node, Node::Kind::object, "hosts",
       "an object of hosts, as {\"http://marketing.test\": [{\"status\": 200}]}, or \"by steps\"");
  for (auto const& [url, answers] : node.members) {
    constexpr std::string_view scheme = "http://";
    if (!url.starts_with(scheme) || url.find('/', scheme.size()) != std::string::npos)
      stop(key_place(node, url), "A host is written as \"http://marketing.test\", without a path.");
    std::vector<HostAnswer> list;
    for (auto const& item : want(answers, Node::Kind::list, url, "a list of answers").items) {
      want(item, Node::Kind::object, url, "answers that are objects");
      allow_only(item, {"until", "status", "body", "delay", "confirms"}, "The answer of a host");
      HostAnswer answer;
      if (auto const* until = item.find("until"))
        answer.until = duration(*until, "until");
      if (auto const* status = item.find("status"))
        answer.status = static_cast<int>(integer(*status, "status", 100, 599));
      if (auto const* body = item.find("body"))
        answer.body = body->kind == Node::Kind::text ? body->text : whole(*body);
      if (auto const* delay = item.find("delay"))
        answer.delay = duration(*delay, "delay");
      if (auto const* confirms = item.find("confirms"))
        answer.confirms = want(*confirms, Node::Kind::boolean, "confirms", "true or false").truth;
      list.push_back(std::move(answer));
    }
    made.emplace_back(url.substr(scheme.size()), std::move(list));
  }
  return made;
}

void read_shop(Scenario& scenario, Node const& node, Node const* start_node) {
  if (node.kind == Node::Kind::text && node.text == "none") {
    scenario.with_shop = false;
    return;
  }
  want(node, Node::Kind::object, "shop", "the shop's settings, or \"none\"");
  Node settings{Node::Kind::object};
  for (auto const& member : node.members) {
    if (member.first == "factory")
      scenario.factory = factory(member.second, start_node, scenario.start);
    else
      settings.members.push_back(member);
  }
  scenario.shop = whole(settings);
}

}  // namespace

void read_surroundings(Scenario& scenario, Node const& root) {
  auto const* start = root.find("start");
  if (auto const* shop = root.find("shop"))
    read_shop(scenario, *shop, start);
  if (auto const* around = root.find("factory")) {
    auto const* shop = root.find("shop");
    if (shop != nullptr && shop->find("factory") != nullptr)
      stop(key_place(root, "factory"),
           "\"factory\" is given twice, here and in \"shop\"; once is enough.");
    scenario.factory = factory(*around, start, scenario.start);
  }
  if (auto const* others = root.find("hosts")) {
    scenario.hosts_by_steps = others->kind == Node::Kind::text && others->text == "by steps";
    if (!scenario.hosts_by_steps)
      scenario.hosts = hosts(*others);
  }
  if (auto const* region = root.find("region"))
    scenario.region = text(*region, "region");
  if (auto const* endpoint = root.find("endpoint"))
    scenario.endpoint = endpoint_of(*endpoint);
}

}  // namespace proofbox::lab

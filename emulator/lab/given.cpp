#include "lab/given.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "lab/reading.hpp"

namespace proofbox::lab {
namespace {

void mark(Node& node, std::size_t file) {
  node.place.file = file;
  for (auto& key : node.keys)
    key.file = file;
  for (auto& item : node.items)
    mark(item, file);
  for (auto& member : node.members)
    mark(member.second, file);
}

Node* member(Node& object, std::string_view key) {
  for (auto& [name, value] : object.members)
    if (name == key)
      return &value;
  return nullptr;
}

void drop(Node& object, std::string_view key) {
  for (std::size_t i = 0; i < object.members.size(); ++i)
    if (object.members[i].first == key) {
      object.members.erase(object.members.begin() + static_cast<std::ptrdiff_t>(i));
      object.keys.erase(object.keys.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
}

void put(Node& object, std::string const& key, Place place, Node value) {
  drop(object, key);
  object.members.emplace_back(key, std::move(value));
  object.keys.push_back(place);
}

// The later list behind the earlier one.
void append(Node& earlier, Node const& later, bool each_once) {
  for (auto const& item : later.items) {
    bool const is_there =
        each_once && std::any_of(earlier.items.begin(), earlier.items.end(), [&](auto const& held) {
          return held.kind == item.kind && held.text == item.text;
        });
    if (!is_there)
      earlier.items.push_back(item);
  }
}

// Steps come one after the other; of lists of names each name counts once; of the shop, the
// Factory and the hosts each setting is the later one's; anything else is the later one's whole.
void lay_over(Node& earlier, Node const& later) {
  auto const* shop = later.find("shop");
  if (later.find("factory") != nullptr && member(earlier, "shop") != nullptr)
    drop(*member(earlier, "shop"), "factory");
  if (shop != nullptr && shop->find("factory") != nullptr)
    drop(earlier, "factory");
  for (std::size_t i = 0; i < later.members.size(); ++i) {
    auto const& [key, value] = later.members[i];
    auto* const held = member(earlier, key);
    bool const lists =
        held != nullptr && held->kind == Node::Kind::list && value.kind == Node::Kind::list;
    bool const objects =
        held != nullptr && held->kind == Node::Kind::object && value.kind == Node::Kind::object;
    if (lists && (key == "steps" || key == "strict" || key == "allow" || key == "always")) {
      append(*held, value, key != "steps");
    } else if (objects && (key == "shop" || key == "factory" || key == "hosts")) {
      for (std::size_t inner = 0; inner < value.members.size(); ++inner)
        put(*held, value.members[inner].first, value.keys[inner], value.members[inner].second);
    } else {
      put(earlier, key, later.keys[i], value);
    }
  }
}

class Gathering {
 public:
  Gathering(std::vector<std::string>& files, OpenFile const& open) : files_(files), open_(open) {}

  // `under_way`: the files that lead here, the outermost first.
  Node gather(Node node, std::vector<std::string> const& under_way) {
    auto const* given = node.find("given");
    if (given == nullptr)
      return node;
    Node made{Node::Kind::object};
    made.place = node.place;
    if (given->kind == Node::Kind::list) {
      for (auto const& item : given->items)
        lay_over(made, file(item, under_way));
    } else {
      lay_over(made, file(*given, under_way));
    }
    drop(node, "given");
    lay_over(made, node);
    return made;
  }

 private:
  Node file(Node const& name, std::vector<std::string> under_way) {
    auto const& written = want(name, Node::Kind::text, "given", "a file or a list of files").text;
    auto const beside = std::filesystem::path{under_way.back()}.parent_path();
    auto const path = (beside / written).lexically_normal().generic_string();
    if (std::find(under_way.begin(), under_way.end(), path) != under_way.end())
      stop(name.place,
           fmt::format("\"{}\" is given by itself: {}.", written, way(under_way, path)));
    auto const content = open_(path);
    if (!content)
      stop(name.place, fmt::format("There is no file \"{}\" to be given.", path));
    auto const number = files_.size();
    files_.push_back(path);
    auto node = read(*content, number);
    under_way.push_back(path);
    return gather(std::move(node), under_way);
  }

  static Node read(std::string const& content, std::size_t number) {
    Place where;
    auto node = read_document(content, where);
    where.file = number;
    if (!node)
      stop(where, "This is no JSON: " + node.error().message + '.');
    mark(*node, number);
    want(*node, Node::Kind::object, "What is given", "an object");
    allow_only(*node,
               {"$schema", "given", "seed", "start", "strict", "allow", "signatures", "shop",
                "factory", "hosts", "steps", "always", "region", "endpoint"},
               "What is given");
    drop(*node, "$schema");
    return std::move(*node);
  }

  static std::string way(std::vector<std::string> const& under_way, std::string const& path) {
    std::string text;
    auto const begin = std::find(under_way.begin(), under_way.end(), path);
    for (auto at = begin; at != under_way.end(); ++at)
      text += *at + " gives ";
    return text + path;
  }

  std::vector<std::string>& files_;
  OpenFile const& open_;
};

}  // namespace

Node with_given(Node story, std::vector<std::string>& files, OpenFile const& open) {
  if (story.kind != Node::Kind::object)
    return story;
  auto const own = std::filesystem::path{files.front()}.lexically_normal().generic_string();
  return Gathering{files, open}.gather(std::move(story), {own});
}

}  // namespace proofbox::lab

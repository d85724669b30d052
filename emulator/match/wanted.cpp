#include "match/wanted.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "box/event_log.hpp"

namespace proofbox::match {
namespace {

constexpr std::size_t near_misses_max = 3;  // of each pattern

// How many of the expected values are there.
std::size_t agreement(Node const& expected, Node const* actual) {
  bool const is_matcher =
      expected.members.size() == 1 && expected.members.front().first.starts_with('$');
  if (!expected.is(Node::Kind::object) || is_matcher)
    return mismatch(expected, actual) ? 0 : 1;
  std::size_t count = 0;
  for (auto const& [key, value] : expected.members)
    count += agreement(value, actual == nullptr ? nullptr : actual->find(key));
  return count;
}

// Whether a plain text that is expected under this key rules the event out already.
bool is_other(Node const& pattern, std::string_view key, std::string_view text) {
  auto const* expected = pattern.find(key);
  return expected != nullptr && expected->is(Node::Kind::text) && expected->text != text;
}

}  // namespace

std::optional<BadMatcher> bad_pattern(Node const& pattern) {
  static std::vector<std::string_view> const members{"n",   "at",   "cause",  "kind",
                                                     "who", "what", "outcome"};
  if (!pattern.is(Node::Kind::object))
    return BadMatcher{pattern.place,
                      "An event's pattern is an object, not " + describe(pattern) + '.'};
  if (pattern.members.empty())
    return BadMatcher{pattern.place,
                      "An event's pattern says something of it, as "
                      "{\"kind\": \"mail\"}."};
  for (std::size_t i = 0; i < pattern.members.size(); ++i) {
    auto const& key = pattern.members[i].first;
    if (std::find(members.begin(), members.end(), key) == members.end())
      return BadMatcher{pattern.keys[i],
                        "Events have no \"" + key + "\"." + did_you_mean(key, members) +
                            " They have n, at, cause, kind, who, what and outcome."};
  }
  return bad_matcher(pattern);
}

Wanted::Wanted(std::vector<Node> patterns)
    : patterns_(std::move(patterns)),
      found_(patterns_.size()),
      fits_(patterns_.size()),
      near_(patterns_.size()) {}

void Wanted::see(Event const& event) {
  std::shared_ptr<Sighting> sighting;
  std::vector<std::size_t> fits;
  for (std::size_t i = 0; i < patterns_.size(); ++i) {
    if (is_other(patterns_[i], "kind", event.kind))
      continue;
    // An event of another kind is not near; one of somebody else may be.
    if (!sighting) {
      auto line = trace_line(event);
      auto node = read_answer(line);
      sighting = std::make_shared<Sighting>(Sighting{event.n, std::move(line), std::move(node)});
    }
    if (auto found = mismatch(patterns_[i], &sighting->node))
      note_near_miss(i, *sighting, std::move(*found));
    else
      fits.push_back(i);
  }
  if (fits.empty())
    return;
  // An event may take the place of one that another pattern takes as well: so none is left out
  // because a wider pattern came first.
  auto place = std::find_if(fits.begin(), fits.end(),
                            [&](auto const pattern) { return found_[pattern] == nullptr; });
  if (place == fits.end()) {
    std::vector<bool> tried(patterns_.size());
    for (auto const pattern : fits)
      tried[pattern] = true;
    place = std::find_if(fits.begin(), fits.end(),
                         [&](auto const pattern) { return find_room(pattern, tried); });
  }
  if (place == fits.end())
    return;
  found_[*place] = sighting;
  fits_[*place] = fits;
  ++found_count_;
}

// Moves the event of this pattern to another one that it fits.
bool Wanted::find_room(std::size_t pattern, std::vector<bool>& tried) {
  for (auto const other : fits_[pattern]) {
    if (tried[other])
      continue;
    tried[other] = true;
    if (found_[other] == nullptr || find_room(other, tried)) {
      found_[other] = found_[pattern];
      fits_[other] = fits_[pattern];
      return true;
    }
  }
  return false;
}

void Wanted::note_near_miss(std::size_t pattern, Sighting const& event, Mismatch found) {
  auto const agreed = agreement(patterns_[pattern], &event.node);
  auto& near = near_[pattern];
  bool const is_far = near.size() == near_misses_max && near.back().agreement > agreed;
  if (agreed == 0 || is_far)
    return;
  // Of those that are equally near the latest comes first.
  auto const place = std::find_if(near.begin(), near.end(),
                                  [&](auto const& one) { return one.agreement <= agreed; });
  near.insert(place, {pattern, agreed, event, std::move(found)});
  if (near.size() > near_misses_max)
    near.pop_back();
}

std::vector<NearMiss> Wanted::near_misses() const {
  std::vector<NearMiss> all;
  for (std::size_t i = 0; i < patterns_.size(); ++i)
    if (found_[i] == nullptr)
      all.insert(all.end(), near_[i].begin(), near_[i].end());
  std::stable_sort(all.begin(), all.end(), [](auto const& left, auto const& right) {
    return left.agreement > right.agreement;
  });
  return all;
}

}  // namespace proofbox::match

#include "lab/chain.hpp"

#include <fmt/format.h>

#include "lab/sequence.hpp"

namespace proofbox::lab {
namespace {

constexpr std::size_t links_max = 16;  // shown; the first causes are left out

// What failed last of the arrows behind number `n`, or the last of them; nothing where none is.
Arrow const* last_link(Sequence const& sequence, std::uint64_t n) {
  Arrow const* last = nullptr;
  for (auto const& arrow : sequence.arrows)
    if (arrow.n > n && !arrow.is_folded && (arrow.failed || last == nullptr || !last->failed))
      last = &arrow;
  return last;
}

}  // namespace

std::vector<std::string> chain_of(std::vector<std::string> const& trace, Instant start,
                                  std::uint64_t set_up, std::uint64_t before) {
  auto const sequence = sequence_of(trace, set_up);
  auto const* last = last_link(sequence, before);
  if (last == nullptr)
    last = last_link(sequence, 0);
  std::vector<std::string> words;
  if (last == nullptr)
    return words;
  auto links = sequence.chain(last->n);
  if (links.size() > links_max)
    links.erase(links.begin(), links.end() - links_max);
  for (auto const* link : links)
    words.push_back(
        fmt::format("+{:<8} {}", duration_text(link->at - start), sequence.words(*link)));
  return words;
}

}  // namespace proofbox::lab

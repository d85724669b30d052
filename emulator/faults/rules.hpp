// The rules of one box: counts what each selects, draws where it strikes by chance, and says what
// goes wrong. Every rule counts and draws for itself, whatever the others do, so that a rule less
// changes nothing for those that stay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "faults/rule.hpp"

namespace proofbox::faults {

class Rules : public Faults {
 public:
  explicit Rules(std::uint64_t seed) : seed_(seed) {}

  struct Laid {
    Rule rule;
    Instant since;             // box time
    std::uint64_t met = 0;     // how often what it selects came, within its window
    std::uint64_t struck = 0;  // how often it made something go wrong
    Random chance;
  };

  // From now on the rule holds, counted from nothing; one of the same name makes room.
  void lay(Rule rule, Instant now);
  // False where there is none of this name.
  bool lift(std::string_view name);
  void clear() { laid_.clear(); }
  // As if all had been laid just now: nothing counted, nothing drawn.
  void begin_anew(Instant now);

  bool is_empty() const { return laid_.empty(); }
  // In the order in which they were laid.
  std::vector<Laid> const& all() const { return laid_; }
  Laid const* find(std::string_view name) const;

  std::optional<Strike> strikes(Instant now, Api const& api, Operation const& operation,
                                void const* input) override;
  std::optional<Strike> strikes(Instant now, HttpRequest const& request) override;
  std::optional<Strike> strikes(Instant now, std::string_view function) override;

 private:
  template <class Selects>
  std::optional<Strike> strike(Instant now, Api const* api, std::string const& what,
                               Selects const& selects);
  Random chance_of(Rule const& rule) const;

  std::uint64_t seed_;
  std::vector<Laid> laid_;
};

}  // namespace proofbox::faults

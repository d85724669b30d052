#include "shop/mistakes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace proofbox::shop {
namespace {

using Labels = std::vector<std::string_view>;

Labels const& known_mistakes() {
  static Labels const labels{mistake::subscribed_from_the_topic,
                             mistake::tells_of_failures_only,
                             mistake::counts_from_the_wrong_field,
                             mistake::reads_a_clashing_variable,
                             mistake::leaves_its_module_at_home,
                             mistake::asks_for_another_runtimes_module,
                             mistake::has_a_role_without_rights,
                             mistake::works_longer_than_it_may,
                             mistake::policy_names_another_topic,
                             mistake::parses_the_event_itself,
                             mistake::handles_the_first_record_only,
                             mistake::answers_400_to_a_queue,
                             mistake::does_not_wait_for_the_factory,
                             mistake::only_logs_the_failure,
                             mistake::strips_all_blanks,
                             mistake::selects_without_alias,
                             mistake::reads_then_writes_the_stock,
                             mistake::leaves_connections_open,
                             mistake::adds_a_text_to_a_number,
                             mistake::logs_the_event_as_its_context,
                             mistake::parses_json_bodies_only};
  return labels;
}

Labels const& known_cures() {
  static Labels const labels{cure::failed_purchase_is_no_success, cure::orders_once_a_shortage};
  return labels;
}

template <class List>
bool has(List const& labels, std::string_view label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

std::string joined(std::vector<std::string> const& labels) {
  return fmt::format("{}", fmt::join(labels, ","));
}

}  // namespace

bool Switches::make(std::string_view mistake) const { return has(mistakes, mistake); }

Map<std::string> Switches::environment() const {
  Map<std::string> variables;
  if (!mistakes.empty())
    variables["MISTAKES"] = joined(mistakes);
  if (!cures.empty())
    variables["CURES"] = joined(cures);
  return variables;
}

std::optional<std::string> Switches::complaint() const {
  for (auto const& label : mistakes)
    if (has(known_cures(), label))
      return fmt::format(
          "The documents' shop does {0} by itself: it is mended by \"cures\": [\"{0}\"].", label);
    else if (!has(known_mistakes(), label))
      return fmt::format("The shop knows no mistake \"{}\".{}", label,
                         did_you_mean(label, known_mistakes()));
  for (auto const& label : cures)
    if (has(known_mistakes(), label))
      return fmt::format(
          "The shop does not make the mistake {0} unless \"mistakes\": [\"{0}\"] says "
          "so: there is nothing to cure.",
          label);
    else if (!has(known_cures(), label))
      return fmt::format("The shop knows no cure \"{}\".{}", label,
                         did_you_mean(label, known_cures()));
  return {};
}

bool makes(lambda::Context const& context, std::string_view mistake) {
  return has(split(context.variable("MISTAKES"), ','), mistake);
}

bool is_cured(lambda::Context const& context, std::string_view cure) {
  return has(split(context.variable("CURES"), ','), cure);
}

}  // namespace proofbox::shop

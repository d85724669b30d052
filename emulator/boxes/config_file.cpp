#include "boxes/config_file.hpp"

#include "base/text.hpp"
#include "config/contents.hpp"

namespace proofbox::boxes {
namespace {

using match::Node;
using match::stop;

// Of a box's words a file says what flags say: how long a box lives is not among it.
std::vector<std::string_view> words_of_file() {
  std::vector<std::string_view> words{"$schema"};
  for (auto const word : plan_words())
    if (word != "ttl" && word != "config")
      words.push_back(word);
  auto const& contents = config::content_words();
  words.insert(words.end(), contents.begin(), contents.end());
  return words;
}

Plan plan_of(Node const& root, std::string const& file, Plan const& standing,
             lambda::Deployable const& shop) {
  if (!root.is(Node::Kind::object))
    stop(root.place, "A config is a JSON object, as {\"queues\": [{\"name\": \"jobs\"}]}.");
  match::allow_only(root, words_of_file(), "A config");
  auto plan = standing;
  for (auto const& [word, value] : root.members)
    read_plan_word(word, value, plan);
  if (plan.shop.starts_with('{'))
    if (auto const made = shop.with(plan.shop); !made)
      stop(root.find("shop")->place, made.error().message);
  plan.contents = std::make_shared<config::Contents const>(config::read_contents(root, file));
  return plan;
}

}  // namespace

ConfigReading read_config(std::string file, std::string_view text, Plan const& standing,
                          lambda::Deployable const& shop) {
  match::Place where;
  auto const root = match::read_document(text, where);
  if (!root)
    return {standing, match::Mistake{std::move(file), where,
                                     "This is no JSON: " + root.error().message + '.'}};
  try {
    return {plan_of(*root, file, standing, shop), {}};
  } catch (match::Stop const& mistake) {
    return {standing, match::Mistake{std::move(file), mistake.place, mistake.sentence}};
  }
}

}  // namespace proofbox::boxes

#include "lambda/batch_answer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

namespace proofbox::lambda {
namespace {

using Json = nlohmann::json;

// The ids that the answer names; nothing where it is malformed.
std::optional<std::set<std::string>> failures_in(std::string const& answer) {
  std::set<std::string> failures;
  auto const json = Json::parse(answer, nullptr, false);
  if (answer.empty() || json.is_null() || json == "")
    return failures;
  if (!json.is_object())
    return {};
  auto const list = json.find("batchItemFailures");
  if (list == json.end())
    return json.empty() ? std::optional{failures} : std::nullopt;
  if (list->is_null())
    return failures;
  if (!list->is_array())
    return {};
  for (auto const& item : *list) {
    auto const id = item.is_object() ? item.find("itemIdentifier") : item.end();
    if (!item.is_object() || id == item.end() || !id->is_string() ||
        id->get_ref<std::string const&>().empty())
      return {};
    failures.insert(id->get<std::string>());
  }
  return failures;
}

}  // namespace

std::vector<sqs::Message> done_of(std::string const& answer,
                                  std::vector<sqs::Message> const& batch) {
  auto const failures = failures_in(answer);
  if (!failures)
    return {};
  auto const is_in_batch = [&](std::string const& id) {
    return std::any_of(batch.begin(), batch.end(),
                       [&](auto const& message) { return message.message_id == id; });
  };
  if (!std::all_of(failures->begin(), failures->end(), is_in_batch))
    return {};
  std::vector<sqs::Message> done;
  for (auto const& message : batch)
    if (!failures->contains(message.message_id))
      done.push_back(message);
  return done;
}

}  // namespace proofbox::lambda

// What every batch of SQS has in common: how many entries, and which ids they may have.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "engines/sqs/errors.hpp"
#include "engines/sqs/names.hpp"
#include "engines/sqs/shapes.hpp"

namespace proofbox::sqs {

// What refuses the whole call. `entry_type` is the entry's name in AWS's model.
template <class Entry>
std::optional<Error> bad_batch(std::vector<Entry> const& entries, std::string_view entry_type) {
  if (entries.empty())
    return errors::empty_batch(entry_type);
  if (entries.size() > 10)
    return errors::too_many_entries(entries.size());
  std::set<std::string_view> ids;
  for (auto const& entry : entries)
    if (!is_plain_name(entry.id))
      return errors::bad_entry_id();
  for (auto const& entry : entries)
    if (!ids.insert(entry.id).second)
      return errors::entry_ids_not_distinct(entry.id);
  return {};
}

inline BatchResultErrorEntry failed_entry(std::string const& id, Error const& error) {
  return {id, true, error.code, error.message};
}

}  // namespace proofbox::sqs

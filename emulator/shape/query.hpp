// AWS Query: a form ("Action=SendMessage&QueueUrl=...") to a struct, by its Shape. Lists and maps
// come in two styles: flattened as SQS writes them (AttributeName.1, Attribute.1.Name) and with a
// level of their own as all other services do (Tags.member.1.Key, Attributes.entry.1.key).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shape/limits.hpp"
#include "shape/shape.hpp"

namespace proofbox {

using Form = std::vector<std::pair<std::string, std::string>>;

enum class QueryStyle { flattened, nested };

// Decodes "a=1&b=%20"; nothing where it is not UTF-8 or has more than 20,000 fields.
std::optional<Form> read_form(std::string_view text);

// The first field of that name, or an empty text.
std::string_view field(Form const& form, std::string_view name);

// Fills `object`, a default-made struct of the shape, or says what did not fit. Unknown fields are
// skipped.
std::optional<Misfit> read_query(Form const& form, Shape const& shape, QueryStyle style,
                                 void* object);

}  // namespace proofbox

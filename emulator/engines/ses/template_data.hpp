// What a template is filled with: a JSON object, its numbers as they were written and its members
// in their order. Nothing here knows templates.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proofbox::ses {

struct TemplateData {
  enum class Kind { null, boolean, number, text, list, object };

  Kind kind = Kind::null;
  std::string text = {};                 // a text; a number as it was written; "true" or "false"
  std::vector<TemplateData> items = {};  // of a list; the values of an object
  std::vector<std::string> names = {};   // of an object, one for each item
  std::map<std::string, std::size_t, std::less<>> places = {};  // of an object: which item

  // The member of an object or the item of a list ("0"), or null where there is none.
  TemplateData const* find(std::string_view name) const;

  // False, null, an empty text, zero and an empty list are not.
  bool is_truthy() const;
  bool is_zero() const;
};

// The object that the text is; nothing where it is no JSON, no object, or over 100 levels deep. Of
// members with the same name the last one counts.
std::optional<TemplateData> read_template_data(std::string_view json);

TemplateData text_data(std::string_view text);
TemplateData number_data(std::string_view number);
TemplateData boolean_data(bool value);

// A value as a template prints it: null is empty, a list is its items between commas, an object is
// "[object Object]".
std::string printed(TemplateData const& data);

}  // namespace proofbox::ses

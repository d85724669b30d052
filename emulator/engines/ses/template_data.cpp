#include "engines/ses/template_data.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace proofbox::ses {
namespace {

using Kind = TemplateData::Kind;
using Json = nlohmann::json;

constexpr std::size_t depth_max = 100;

// Fills the data while the text is read. Lists and objects that are not yet closed lie on a stack.
class Reader : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return add({}); }
  bool boolean(bool value) override { return add(boolean_data(value)); }
  bool number_integer(Json::number_integer_t value) override {
    return add(number_data(std::to_string(value)));
  }
  bool number_unsigned(Json::number_unsigned_t value) override {
    return add(number_data(std::to_string(value)));
  }
  bool number_float(Json::number_float_t, std::string const& written) override {
    return add(number_data(written));
  }
  bool string(std::string& value) override { return add(text_data(value)); }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Kind::object); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(Kind::list); }
  bool end_array() override { return close(); }
  bool key(std::string& name) override {
    names_.back() = name;
    return true;
  }
  bool parse_error(std::size_t, std::string const&, nlohmann::detail::exception const&) override {
    return false;
  }

  TemplateData root;

 private:
  bool open(Kind kind) {
    if (open_.size() == depth_max)
      return false;
    TemplateData data;
    data.kind = kind;
    open_.push_back(std::move(data));
    names_.emplace_back();
    return true;
  }

  bool close() {
    auto data = std::move(open_.back());
    open_.pop_back();
    names_.pop_back();
    return add(std::move(data));
  }

  bool add(TemplateData data) {
    if (open_.empty()) {
      root = std::move(data);
      return true;
    }
    auto& into = open_.back();
    if (into.kind == Kind::list) {
      into.items.push_back(std::move(data));
      return true;
    }
    auto const& name = names_.back();
    auto const [place, is_new] = into.places.emplace(name, into.items.size());
    if (!is_new) {
      into.items[place->second] = std::move(data);
      return true;
    }
    into.names.push_back(name);
    into.items.push_back(std::move(data));
    return true;
  }

  std::vector<TemplateData> open_;
  std::vector<std::string> names_;  // of the member that comes next, one for each that is open
};

TemplateData scalar(Kind kind, std::string_view text) {
  TemplateData data;
  data.kind = kind;
  data.text = text;
  return data;
}

void print(std::string& out, TemplateData const& data) {
  if (data.kind == Kind::object) {
    out += "[object Object]";
    return;
  }
  out += data.text;
  for (std::size_t i = 0; i < data.items.size(); ++i) {
    if (i > 0)
      out += ',';
    print(out, data.items[i]);
  }
}

}  // namespace

TemplateData const* TemplateData::find(std::string_view name) const {
  if (kind == Kind::object) {
    auto const place = places.find(name);
    return place == places.end() ? nullptr : &items[place->second];
  }
  if (kind != Kind::list)
    return nullptr;
  auto const index = parse_integer(name);
  if (!index || *index < 0 || static_cast<std::size_t>(*index) >= items.size())
    return nullptr;
  return &items[static_cast<std::size_t>(*index)];
}

bool TemplateData::is_zero() const {
  if (kind != Kind::number)
    return false;
  // "0", "-0.00", "0e7": no digit before the exponent is another than 0.
  auto const mantissa = std::string_view{text}.substr(0, text.find_first_of("eE"));
  return mantissa.find_first_of("123456789") == std::string_view::npos;
}

bool TemplateData::is_truthy() const {
  switch (kind) {
    case Kind::null: return false;
    case Kind::boolean: return text == "true";
    case Kind::number: return !is_zero();
    case Kind::text: return !text.empty();
    case Kind::list: return !items.empty();
    case Kind::object: return true;
  }
  return true;
}

std::optional<TemplateData> read_template_data(std::string_view json) {
  Reader reader;
  if (!Json::sax_parse(json, &reader) || reader.root.kind != Kind::object)
    return {};
  return std::move(reader.root);
}

TemplateData text_data(std::string_view text) { return scalar(Kind::text, text); }
TemplateData number_data(std::string_view number) { return scalar(Kind::number, number); }
TemplateData boolean_data(bool value) { return scalar(Kind::boolean, value ? "true" : "false"); }

std::string printed(TemplateData const& data) {
  std::string out;
  print(out, data);
  return out;
}

}  // namespace proofbox::ses

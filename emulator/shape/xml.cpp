#include "shape/xml.hpp"

namespace proofbox {
namespace {

void open(std::string& out, std::string_view name) {
  out += '<';
  out += name;
  out += '>';
}

void close(std::string& out, std::string_view name) {
  out += "</";
  out += name;
  out += '>';
}

// U+FFFE and U+FFFF: EF BF BE and EF BF BF.
bool is_noncharacter(std::string_view text, std::size_t at) {
  auto const three = text.substr(at, 3);
  return three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf";
}

bool is_forbidden(std::string_view text, std::size_t at) {
  auto const c = static_cast<unsigned char>(text[at]);
  return (c < ' ' && c != '\t' && c != '\n') || (c == 0xef && is_noncharacter(text, at));
}

class Writer {
 public:
  Writer(std::string& out, QueryStyle style) : out_(out), style_(style) {}

  void structure(Shape const& shape, void const* object) {
    for (auto const& member : shape.members())
      element(member.query_name(), *member.type, member.in(object), member.traits);
  }

 private:
  void element(std::string_view name, Type const& type, void const* object, Traits const& traits) {
    switch (type.kind) {
      case Kind::optional:
        if (type.present(object))
          element(name, *type.element, type.value(object), traits);
        return;
      case Kind::list:
        return style_ == QueryStyle::flattened ? flat_list(name, type, object)
                                               : nested_list(name, type, object);
      case Kind::map: return map(name, type, object, traits);
      case Kind::structure:
        open(out_, name);
        structure(type.shape(), object);
        return close(out_, name);
      default:
        open(out_, name);
        write_xml_text(out_, text_of(type, object));
        return close(out_, name);
    }
  }

  void flat_list(std::string_view name, Type const& type, void const* object) {
    for (std::size_t i = 0; i < type.size(object); ++i)
      element(name, *type.element, type.at(object, i), optional);
  }

  void nested_list(std::string_view name, Type const& type, void const* object) {
    open(out_, name);
    flat_list("member", type, object);
    close(out_, name);
  }

  void map(std::string_view name, Type const& type, void const* object, Traits const& traits) {
    bool const flat = style_ == QueryStyle::flattened;
    auto const key_name = traits.key_in_query.empty() ? "key" : traits.key_in_query;
    auto const value_name = traits.value_in_query.empty() ? "value" : traits.value_in_query;
    if (!flat)
      open(out_, name);
    type.each(object, [&](std::string const& key, void const* value) {
      open(out_, flat ? name : "entry");
      open(out_, key_name);
      write_xml_text(out_, key);
      close(out_, key_name);
      element(value_name, *type.element, value, optional);
      close(out_, flat ? name : "entry");
    });
    if (!flat)
      close(out_, name);
  }

  std::string& out_;
  QueryStyle style_;
};

}  // namespace

void write_xml(std::string& out, Shape const& shape, QueryStyle style, void const* object) {
  Writer{out, style}.structure(shape, object);
}

void write_xml_text(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view escaped;
    switch (text[i]) {
      case '&': escaped = "&amp;"; break;
      case '<': escaped = "&lt;"; break;
      case '>': escaped = "&gt;"; break;
      case '"': escaped = "&quot;"; break;
      case '\r': escaped = "&#xD;"; break;
      default:
        if (!is_forbidden(text, i))
          continue;
        // XML has no way to write it; an error may give back such a text.
        escaped = "\xef\xbf\xbd";
    }
    out.append(text.substr(plain, i - plain));
    out += escaped;
    i += is_noncharacter(text, i) ? 2 : 0;
    plain = i + 1;
  }
  out.append(text.substr(plain));
}

}  // namespace proofbox

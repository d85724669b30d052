// Reading mail, by GMime, and turning its charsets into UTF-8.
#include <gmime/gmime.h>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

#include <algorithm>
#include <memory>

#include "base/text.hpp"
#include "engines/ses/mime.hpp"

namespace proofbox::ses {
namespace {

constexpr std::size_t fields_max = 1000;
// What GMime is given ends where one of these is passed: its memory grows with headers and parts,
// and each line of a mail is compared with every boundary that is open.
constexpr int head_lines_max = 20'000;
constexpr int parts_max = 10'000;
constexpr int boundaries_max = 64;

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// A message within the message is a part as any other: GMime would read it in place, and addresses
// in its headers recursively, as deep as a sender likes. GMime loses what it had registered for a
// kind that is registered anew: 80 bytes, once, which the leak checker need not tell of.
void begin_gmime() {
  static bool const begun = [] {
#ifdef __SANITIZE_ADDRESS__
    __lsan::ScopedDisabler const unwatched;
#endif
    g_mime_init();
    for (auto const* const kind : {"rfc822", "rfc2822", "global", "news", "partial"})
      g_mime_object_register_type("message", kind, GMIME_TYPE_PART);
    return true;
  }();
  static_cast<void>(begun);
}

struct FreeOptions {
  void operator()(GMimeParserOptions* options) const { g_mime_parser_options_free(options); }
};

// Nothing of what is read depends on where the box runs.
GMimeParserOptions* options() {
  static std::unique_ptr<GMimeParserOptions, FreeOptions> const options = [] {
    char const* charsets[] = {"utf-8", "iso-8859-1", nullptr};
    auto* const made = g_mime_parser_options_new();
    g_mime_parser_options_set_fallback_charsets(made, charsets);
    g_mime_parser_options_set_rfc2047_compliance_mode(made, GMIME_RFC_COMPLIANCE_STRICT);
    return std::unique_ptr<GMimeParserOptions, FreeOptions>{made};
  }();
  return options.get();
}

// The next line of `rest` with its end; moves past it.
std::string_view take_line(std::string_view& rest) {
  auto const end = rest.find('\n');
  auto const size = end == std::string_view::npos ? rest.size() : end + 1;
  auto const line = rest.substr(0, size);
  rest.remove_prefix(size);
  return line;
}

bool is_blank(std::string_view line) { return line == "\n" || line == "\r\n"; }
bool is_fold(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

int count_boundaries(std::string_view line) {
  constexpr std::string_view word = "boundary";
  auto const is_same = [](char left, char right) { return (left | 0x20) == right; };
  int count = 0;
  for (auto at = line.begin();; ++count) {
    at = std::search(at, line.end(), word.begin(), word.end(), is_same);
    if (at == line.end())
      return count;
    at += word.size();
  }
}

// As much of the bytes as is read. A head is at the beginning and behind whatever may be a
// boundary, which in a mail that names none is but a line of text.
std::string_view readable(std::string_view bytes) {
  auto rest = bytes;
  bool in_head = true;
  int head_lines = 0, parts = 0, boundaries = 0;
  while (!rest.empty()) {
    auto const at = bytes.size() - rest.size();
    auto const line = take_line(rest);
    if (boundaries > 0 && line.starts_with("--")) {
      in_head = true;
      ++parts;
    } else if (is_blank(line)) {
      in_head = false;
    } else if (in_head) {
      ++head_lines;
      boundaries += count_boundaries(line);
    }
    if (head_lines > head_lines_max || parts > parts_max || boundaries > boundaries_max)
      return bytes.substr(0, at);
  }
  return bytes;
}

// The part that all of the bytes are; nothing where they do not begin as a mail does.
Owned<GMimeObject> parse(std::string_view bytes) {
  begin_gmime();
  auto const stream =
      Owned<GMimeStream>{g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size())};
  auto const parser = Owned<GMimeParser>{g_mime_parser_new_with_stream(stream.get())};
  return Owned<GMimeObject>{g_mime_parser_construct_part(parser.get(), options())};
}

// How long the field is that begins here.
std::size_t length_of_field(std::string_view text) {
  auto rest = text;
  take_line(rest);
  while (is_fold(rest))
    take_line(rest);
  return text.size() - rest.size();
}

// "a,\r\n b" is "a, b".
std::string unfolded(std::string_view raw) {
  std::string value;
  for (auto const line : split(raw, '\n')) {
    auto const text = trim(line);
    value += value.empty() || text.empty() ? "" : " ";
    value += text;
  }
  return value;
}

// What follows the first line that is empty.
std::string_view behind_head(std::string_view bytes) {
  while (!bytes.empty())
    if (is_blank(take_line(bytes)))
      break;
  return bytes;
}

HeaderField field_of(GMimeHeader* header, std::string_view bytes) {
  auto const begin = static_cast<std::size_t>(g_mime_header_get_offset(header));
  auto const from = bytes.substr(std::min(begin, bytes.size()));
  auto const line = from.substr(0, length_of_field(from));
  auto const value = line.substr(std::min(line.find(':') + 1, line.size()));
  return {g_mime_header_get_name(header), unfolded(value), std::string{line}};
}

std::string bytes_of(GMimePart* part) {
  auto* const content = g_mime_part_get_content(part);
  if (content == nullptr)
    return {};
  auto const stream = Owned<GMimeStream>{g_mime_stream_mem_new()};
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  auto const* const bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  return {reinterpret_cast<char const*>(bytes->data), bytes->len};
}

std::string text_of(GMimePart* part) {
  auto const bytes = bytes_of(part);
  auto const* const charset =
      g_mime_object_get_content_type_parameter(GMIME_OBJECT(part), "charset");
  auto text = in_utf8(bytes, charset == nullptr ? "" : charset);
  return text ? std::move(*text) : made_utf8(bytes);
}

// "<a@b>" is "a@b".
std::string content_id_of(GMimePart* part) {
  auto const* const id = g_mime_part_get_content_id(part);
  return id == nullptr ? std::string{} : made_utf8(id);
}

Attachment attachment_of(GMimePart* part, std::string_view type, std::string_view disposition) {
  Attachment attachment;
  if (auto const* const name = g_mime_part_get_filename(part))
    attachment.file_name = decode_words(made_utf8(name));
  attachment.content_type = type;
  attachment.content_id = content_id_of(part);
  attachment.is_inline = disposition == "inline";
  attachment.bytes = bytes_of(part);
  return attachment;
}

std::string type_of(GMimeObject* object) {
  auto* const text = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
  auto type = lower_case(made_utf8(text));
  g_free(text);
  return type;
}

void collect(GMimeObject* object, Contents& contents) {
  if (GMIME_IS_MULTIPART(object)) {
    auto* const parts = GMIME_MULTIPART(object);
    for (int i = 0; i < g_mime_multipart_get_count(parts); ++i)
      collect(g_mime_multipart_get_part(parts, i), contents);
    return;
  }
  if (!GMIME_IS_PART(object))
    return;
  auto* const part = GMIME_PART(object);
  auto const type = type_of(object);
  auto const* const given = g_mime_object_get_disposition(object);
  auto const disposition = lower_case(given == nullptr ? "" : given);
  auto* const body = type == "text/plain"  ? &contents.text
                     : type == "text/html" ? &contents.html
                                           : nullptr;
  if (disposition == "attachment" || body == nullptr || *body)
    contents.attachments.push_back(attachment_of(part, type, disposition));
  else
    *body = text_of(part);
}

}  // namespace

std::optional<std::string> in_utf8(std::string_view bytes, std::string_view charset) {
  auto const name = std::string{trim(charset)};
  if (name.empty() || equal_ignoring_case(name, "utf-8") || equal_ignoring_case(name, "us-ascii"))
    return is_utf8(bytes) ? std::optional{std::string{bytes}} : std::nullopt;
  gsize size = 0;
  auto* const text = g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8",
                               g_mime_charset_iconv_name(name.c_str()), nullptr, &size, nullptr);
  if (text == nullptr)
    return {};
  std::string converted{text, size};
  g_free(text);
  return is_utf8(converted) ? std::optional{std::move(converted)} : std::nullopt;
}

std::string made_utf8(std::string_view bytes) {
  auto* const text = g_utf8_make_valid(bytes.data(), static_cast<gssize>(bytes.size()));
  std::string valid{text};
  g_free(text);
  return valid;
}

std::size_t Message::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(
      fields.begin(), fields.end(),
      [&](HeaderField const& field) { return equal_ignoring_case(field.name, name); }));
}

std::string_view Message::find(std::string_view name) const {
  for (auto const& field : fields)
    if (equal_ignoring_case(field.name, name))
      return field.value;
  return {};
}

Message read_message(std::string_view bytes) {
  Message message;
  message.body = bytes;
  auto const object = parse(readable(bytes));
  if (!object)
    return message;
  message.body = behind_head(bytes);
  auto* const headers = g_mime_object_get_header_list(object.get());
  auto const count =
      std::min(static_cast<std::size_t>(g_mime_header_list_get_count(headers)), fields_max);
  for (std::size_t i = 0; i < count; ++i)
    message.fields.push_back(
        field_of(g_mime_header_list_get_header_at(headers, static_cast<int>(i)), bytes));
  return message;
}

Contents contents_of(std::string_view bytes) {
  Contents contents;
  auto const object = parse(readable(bytes));
  if (object)
    collect(object.get(), contents);
  else
    contents.text = made_utf8(bytes);
  return contents;
}

}  // namespace proofbox::ses

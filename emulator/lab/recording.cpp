#include "lab/recording.hpp"

#include <fmt/format.h>

#include "base/version.hpp"
#include "lab/reading.hpp"
#include "lab/recorded_request.hpp"
#include "lab/values.hpp"
#include "match/operations.hpp"
#include "shape/json.hpp"

namespace proofbox::lab {
namespace {

constexpr std::size_t hash_digits = 16;

std::string quoted(std::string_view text) {
  std::string out;
  write_json_text(out, text);
  return out;
}

// To the nanosecond.
std::string instant_text(Instant when) {
  auto const seconds = iso8601_seconds(when);
  auto const rest = when - instant_from_epoch_seconds(epoch_seconds(when));
  return fmt::format("{}.{:09}Z", seconds.substr(0, seconds.size() - 1), rest.count());
}

// Seconds, so that steps can be read one below the other. Durations end after a hundred years.
std::string moment_text(Instant when, Instant start) {
  auto const since = when - start;
  if (since > 24h * 365 * 100)
    return instant_text(when);
  auto text = fmt::format("{}.{:09}", since / 1s, (since % 1s).count());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.'))
    text.pop_back();
  return text + 's';
}

template <class Switches, class Table>
std::string names_text(Switches const& switches, Table const& table) {
  std::string text;
  for (auto const& [name, member] : table)
    if (switches.*member)
      text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", name);
  return '[' + text + ']';
}

// On one line and without the comments that it may have.
std::string shop_text(std::string const& shop) {
  Place where;
  auto const node = read_document(shop, where);
  return node ? whole(*node) : quoted(shop);
}

bool is_of_the_box_itself(std::string_view path) { return path.starts_with("/_"); }

}  // namespace

Recording::Recording(Box& box, wire::Wire const& wire)
    : box_(box), wire_(wire), start_(box.agenda().now()) {
  box_.events().start_hash();
  box_.witness = this;
}

void Recording::open(std::string const& path, Beginning const& beginning) {
  endpoint_ = beginning.endpoint;
  auto const early = std::exchange(early_, std::nullopt);
  box_.witness = nullptr;
  story_ = std::make_unique<GrowingStory>(
      path, as_letters(beginning_text(beginning)),
      R"({"at": "0s", "after": 0, "note": "The box is there; what is due at once is not done yet."})");
  box_.witness = this;
  for (auto const& step : *early)
    write(step);
}

std::string Recording::beginning_text(Beginning const& beginning) const {
  auto const& settings = box_.settings();
  auto text = fmt::format(
      "// Recorded by proofbox {}; docs/recording.md\n{{\n"
      "  \"title\": {},\n  \"seed\": {},\n  \"start\": \"{}\",\n  \"region\": {},\n"
      "  \"endpoint\": {},\n",
      version,
      quoted(fmt::format("What was asked of the box {} from {} on", settings.name,
                         iso8601_seconds(start_))),
      settings.seed, instant_text(start_), quoted(settings.region), quoted(endpoint_));
  if (auto const names = names_text(settings.strict, strictnesses); names != "[]")
    text += "  \"strict\": " + names + ",\n";
  if (auto const names = names_text(settings.allowed, allowances); names != "[]")
    text += "  \"allow\": " + names + ",\n";
  if (beginning.shop != "donut")
    text += "  \"shop\": " + shop_text(beginning.shop) + ",\n";
  return text + "  \"hosts\": \"by steps\",\n";
}

std::string Recording::moment() {
  auto const& agenda = box_.agenda();
  auto text = fmt::format("\"at\": \"{}\"", moment_text(agenda.now(), start_));
  if (agenda.has_work_now())
    text +=
        fmt::format(", \"after\": {}", agenda.done_now() - (agenda.now() == latest_ ? done_ : 0));
  latest_ = agenda.now();
  done_ = agenda.done_now();
  return text + fmt::format(", \"trace\": \"{}\"", box_.events().hash().substr(0, hash_digits));
}

void Recording::add(std::uint64_t number, std::string const& what) {
  auto const name = number == 0 ? "" : fmt::format("\"number\": {}, ", number);
  auto const step = as_letters(fmt::format("{{{}{}, {}}}", name, moment(), what));
  if (early_)
    early_->push_back(step);
  else
    write(step);
}

void Recording::write(std::string const& step) {
  if (story_ == nullptr || story_->add(step))
    return;
  box_.witness = nullptr;
  auto const trouble = story_->trouble();
  story_.reset();
  if (on_trouble)
    on_trouble(trouble);
}

void Recording::end() {
  box_.witness = nullptr;
  if (story_ == nullptr)
    return;
  add(0, R"("note": "The recording ends.")");
  if (story_ != nullptr)
    story_->end(fmt::format("\"trace\": \"{}\"", box_.events().hash().substr(0, hash_digits)));
  story_.reset();
}

std::string Recording::caller_text(Caller const& caller) const {
  std::string text;
  auto const say = [&](std::string_view name, std::string const& value) {
    text += fmt::format("{}\"{}\": {}", text.empty() ? "" : ", ", name, value);
  };
  if (caller.account != Caller{}.account)
    say("account", quoted(caller.account));
  if (caller.region != box_.settings().region)
    say("region", quoted(caller.region));
  if (caller.endpoint != endpoint_)
    say("endpoint", quoted(caller.endpoint));
  if (!caller.trace_header.empty())
    say("trace_header", quoted(caller.trace_header));
  if (caller.is_anonymous)
    say("anonymous", "true");
  if (caller.is_spared)
    say("spared", "true");
  return text.empty() ? text : ", \"as\": {" + text + '}';
}

std::uint64_t Recording::see(Caller const& caller, Operation const& operation, void const* input) {
  auto const number = ++requests_;
  auto const with = input_text(operation, input);
  auto const name = quoted(match::name_of(operation));
  add(number, with ? fmt::format("\"do\": {}{}, {}", name, caller_text(caller), *with)
                   : fmt::format("\"note\": {}", quoted("A call whose input no step can tell: " +
                                                        match::name_of(operation))));
  return number;
}

std::uint64_t Recording::see(HttpRequest const& request) {
  auto const meant = is_of_the_box_itself(request.path()) ? std::nullopt : wire_.read(request);
  bool const is_text = is_utf8(percent_decode(request.target, false));
  if (meant && is_text && input_text(*meant->target.row->operation, meant->input.get()))
    return see(meant->caller, *meant->target.row->operation, meant->input.get());
  auto const number = ++requests_;
  auto const told = http_text(request, endpoint_);
  add(number,
      told
          ? *told
          : fmt::format("\"note\": {}",
                        quoted(fmt::format("A request that no step can send: {} {} at {}",
                                           request.method, request.target, endpoint_of(request)))));
  return number;
}

void Recording::see_gone(std::uint64_t number) { add(0, fmt::format("\"hang up\": {}", number)); }

void Recording::see_answer(std::uint64_t event, Result<HttpResponse> const& answer) {
  add(0, fmt::format("\"answer\": {}, \"with\": {}", event, answer_text(answer)));
}

}  // namespace proofbox::lab

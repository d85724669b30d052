#include "config/contents.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "match/fault_reading.hpp"
#include "match/operation_reading.hpp"

namespace proofbox::config {
namespace {

using match::allow_only;
using match::key_place;
using match::stop;
using match::text;
using match::want;
using match::whole;

using Keys = std::vector<std::string_view>;

// ---- what many have ----

bool is_account(std::string_view text) {
  return text.size() == 12 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Owner owner_of(Node const& node) {
  Owner owner;
  if (auto const* region = node.find("region")) {
    owner.region = text(*region, "region");
    if (!is_region(*owner.region))
      stop(region->place, fmt::format("\"region\" takes a region as \"ap-northeast-2\", not {}.",
                                      write_node(*region)));
  }
  if (auto const* account = node.find("account")) {
    owner.account = text(*account, "account");
    if (!is_account(*owner.account))
      stop(account->place,
           fmt::format("\"account\" takes the 12 digits of an account as \"000000000000\", not {}.",
                       write_node(*account)));
  }
  return owner;
}

// An object whose keys are these, or also those of an owner.
Node const& entry(Node const& node, Keys keys, std::string_view list, std::string_view what,
                  std::string_view example) {
  if (node.kind != Node::Kind::object)
    stop(node.place,
         fmt::format("\"{}\" takes objects, as {}, not {}.", list, example, match::describe(node)));
  keys.insert(keys.end(), {"account", "region"});
  allow_only(node, keys, what);
  return node;
}

Node const& needed(Node const& node, std::string_view key, std::string_view what) {
  auto const* const found = node.find(key);
  if (found == nullptr)
    stop(node.place, fmt::format("{} needs \"{}\".", what, key));
  return *found;
}

std::string name_of(Node const& node, std::string_view key, std::string_view what) {
  auto const& found = needed(node, key, what);
  if (text(found, key).empty())
    stop(found.place, fmt::format("\"{}\" of {} is empty.", key, lower_case(what)));
  return found.text;
}

Named named(Node const& node, std::string_view key) { return {text(node, key), node.place}; }

std::optional<Named> named_if_there(Node const& node, std::string_view key) {
  auto const* const found = node.find(key);
  return found == nullptr ? std::nullopt : std::optional{named(*found, key)};
}

// An attribute is a text to AWS; a person writes numbers, truth and whole documents as such.
std::string as_attribute(Node const& node, std::string_view name) {
  switch (node.kind) {
    case Node::Kind::text:
    case Node::Kind::number: return node.text;
    case Node::Kind::boolean: return node.truth ? "true" : "false";
    case Node::Kind::list:
    case Node::Kind::object: return whole(node);
    case Node::Kind::null: break;
  }
  stop(node.place, fmt::format("\"{}\" takes a value, not null.", name));
}

Map<std::string> attributes_of(Node const& node) {
  Map<std::string> made;
  auto const* const attributes = node.find("attributes");
  if (attributes == nullptr)
    return made;
  want(*attributes, Node::Kind::object, "attributes", "an object of attributes by AWS's names");
  for (auto const& [name, value] : attributes->members)
    made.emplace(name, as_attribute(value, name));
  return made;
}

// A word of ours for one of AWS's attributes.
void put_attribute(Map<std::string>& attributes, Node const& node, std::string_view word,
                   std::string const& attribute, Node::Kind kind, std::string_view wanted) {
  auto const* const value = node.find(word);
  if (value == nullptr)
    return;
  want(*value, kind, word, wanted);
  if (!attributes.emplace(attribute, as_attribute(*value, word)).second)
    stop(key_place(node, word),
         fmt::format("\"{}\" is given twice, here and as the attribute {}.", word, attribute));
}

Map<std::string> tags_of(Node const& node) {
  Map<std::string> made;
  auto const* const tags = node.find("tags");
  if (tags == nullptr)
    return made;
  for (auto const& [name, value] :
       want(*tags, Node::Kind::object, "tags", "an object of texts").members)
    made.emplace(name, text(value, name));
  return made;
}

// Who has a name as FIFO queues and topics have it, is one.
void put_fifo(Map<std::string>& attributes, Node const& node, std::string const& name) {
  constexpr std::string_view suffix = ".fifo";
  bool const is_named_so = name.ends_with(suffix);
  if (auto const* const fifo = node.find("fifo"))
    if (want(*fifo, Node::Kind::boolean, "fifo", "true or false").truth != is_named_so)
      stop(fifo->place, fmt::format("The names of FIFO queues and topics, and of no others, end in "
                                    "\"{}\"; \"{}\" {}.",
                                    suffix, name, is_named_so ? "does" : "does not"));
  if (is_named_so)
    attributes.emplace("FifoQueue", "true");
}

// The same for topics, which have another name for it.
void put_fifo_topic(Map<std::string>& attributes, Node const& node, std::string const& name) {
  Map<std::string> as_queue;
  put_fifo(as_queue, node, name);
  if (!as_queue.empty())
    attributes.emplace("FifoTopic", "true");
}

// ---- SQS and SNS ----

Queue queue(Node const& node) {
  entry(node,
        {"name", "attributes", "fifo", "policy", "dead_letter_queue", "max_receive_count", "tags"},
        "queues", "A queue", R"({"name": "jobs"})");
  Queue made{node.place, owner_of(node), name_of(node, "name", "A queue"), attributes_of(node), {},
             0,          tags_of(node)};
  put_fifo(made.attributes, node, made.name);
  put_attribute(made.attributes, node, "policy", "Policy", Node::Kind::object,
                "a policy document as an object");
  made.dead_letter_queue = named_if_there(node, "dead_letter_queue");
  auto const* const most = node.find("max_receive_count");
  if (most == nullptr && !made.dead_letter_queue)
    return made;
  if (most == nullptr || !made.dead_letter_queue)
    stop(node.place,
         "\"dead_letter_queue\" and \"max_receive_count\" are given together or not at all.");
  made.receive_count_max = match::integer(*most, "max_receive_count", 1, 1000);
  if (made.attributes.contains("RedrivePolicy"))
    stop(key_place(node, "dead_letter_queue"),
         "\"dead_letter_queue\" is given twice, here and as the attribute RedrivePolicy.");
  return made;
}

Topic topic(Node const& node) {
  entry(node, {"name", "attributes", "fifo", "policy", "tags"}, "topics", "A topic",
        R"({"name": "news"})");
  Topic made{node.place, owner_of(node), name_of(node, "name", "A topic"), attributes_of(node),
             tags_of(node)};
  put_fifo_topic(made.attributes, node, made.name);
  put_attribute(made.attributes, node, "policy", "Policy", Node::Kind::object,
                "a policy document as an object");
  return made;
}

Subscription subscription(Node const& node) {
  constexpr std::string_view what = "A subscription";
  entry(node,
        {"topic", "queue", "protocol", "endpoint", "filter_policy", "filter_policy_scope",
         "raw_message_delivery", "dead_letter_queue", "attributes"},
        "subscriptions", what, R"({"topic": "news", "queue": "jobs"})");
  Subscription made;
  made.place = node.place;
  made.owner = owner_of(node);
  made.topic = named(needed(node, "topic", what), "topic");
  made.queue = named_if_there(node, "queue");
  if (made.queue) {
    for (auto const* key : {"protocol", "endpoint"})
      if (node.find(key) != nullptr)
        stop(key_place(node, key),
             fmt::format("A subscription of a \"queue\" needs no \"{}\".", key));
  } else {
    if (node.find("protocol") == nullptr && node.find("endpoint") == nullptr)
      stop(node.place,
           "A subscription needs \"queue\", or \"protocol\" and \"endpoint\" of what is "
           "subscribed.");
    made.protocol = text(needed(node, "protocol", what), "protocol");
    made.endpoint = text(needed(node, "endpoint", what), "endpoint");
  }
  made.attributes = attributes_of(node);
  put_attribute(made.attributes, node, "filter_policy", "FilterPolicy", Node::Kind::object,
                "a filter policy as an object");
  put_attribute(made.attributes, node, "filter_policy_scope", "FilterPolicyScope", Node::Kind::text,
                "\"MessageAttributes\" or \"MessageBody\"");
  put_attribute(made.attributes, node, "raw_message_delivery", "RawMessageDelivery",
                Node::Kind::boolean, "true or false");
  made.dead_letter_queue = named_if_there(node, "dead_letter_queue");
  if (made.dead_letter_queue && made.attributes.contains("RedrivePolicy"))
    stop(key_place(node, "dead_letter_queue"),
         "\"dead_letter_queue\" is given twice, here and as the attribute RedrivePolicy.");
  return made;
}

// ---- SES ----

Identity identity(Node const& node) {
  if (node.kind == Node::Kind::text && !node.text.empty())
    return {node.place, {}, node.text};
  constexpr std::string_view example = R"({"identity": "shop@example.com", "status": "Pending"})";
  if (node.kind == Node::Kind::text)
    stop(node.place, "An identity is an address or a domain, not an empty text.");
  if (node.kind != Node::Kind::object)
    stop(node.place, fmt::format("\"identities\" takes addresses and domains as texts, or objects "
                                 "as {}, not {}.",
                                 example, match::describe(node)));
  entry(node, {"identity", "status"}, "identities", "An identity", example);
  Identity made{node.place, owner_of(node), name_of(node, "identity", "An identity")};
  if (auto const* const status = node.find("status")) {
    static Keys const known{"Success", "Pending", "Failed"};
    made.status = text(*status, "status");
    if (std::find(known.begin(), known.end(), made.status) == known.end())
      stop(status->place,
           fmt::format("\"status\" takes \"Success\", \"Pending\" or \"Failed\", not \"{}\".{}",
                       made.status, did_you_mean(made.status, known)));
  }
  return made;
}

MailTemplate mail_template(Node const& node) {
  entry(node, {"name", "subject", "text", "html"}, "templates", "A template",
        R"({"name": "hello", "subject": "Hello {{name}}", "text": "..."})");
  MailTemplate made{node.place, owner_of(node), name_of(node, "name", "A template"), {}, {}, {}};
  auto const part = [&](std::string_view key, std::optional<std::string>& into) {
    if (auto const* const found = node.find(key))
      into = text(*found, key);
  };
  part("subject", made.subject);
  part("text", made.text);
  part("html", made.html);
  return made;
}

ConfigurationSet configuration_set(Node const& node) {
  if (node.kind == Node::Kind::text && !node.text.empty())
    return {node.place, {}, node.text, {}};
  constexpr std::string_view what = "A configuration set";
  entry(node, {"name", "events"}, "configuration_sets", what,
        R"({"name": "sales", "events": [{"topic": "mails", "types": ["bounce"]}]})");
  ConfigurationSet made{node.place, owner_of(node), name_of(node, "name", what), {}};
  auto const* const events = node.find("events");
  if (events == nullptr)
    return made;
  for (auto const& item :
       want(*events, Node::Kind::list, "events", "a list of topics that are told").items) {
    constexpr std::string_view who = "An event destination";
    want(item, Node::Kind::object, "events",
         R"(objects, as {"topic": "mails", "types": ["send"]})");
    allow_only(item, {"topic", "types"}, who);
    ConfigurationSet::Destination destination{
        item.place, named(needed(item, "topic", who), "topic"), {}};
    for (auto const& type :
         want(needed(item, "types", who), Node::Kind::list, "types", "a list of types").items)
      destination.types.push_back(text(type, "types"));
    made.destinations.push_back(std::move(destination));
  }
  return made;
}

// ---- functions and calls ----

Row const& creation_of_mapping() {
  static Row const& row =
      match::operation_named(Node::of_text("lambda.CreateEventSourceMapping"), {});
  return row;
}

Function::Mapping mapping(Node const& node) {
  constexpr std::string_view what = "A mapping";
  want(node, Node::Kind::object, "mappings", R"(objects, as {"queue": "jobs"})");
  allow_only(node, {"queue", "with"}, what);
  Function::Mapping made{node.place, named(needed(node, "queue", what), "queue"),
                         Node{Node::Kind::object}};
  auto const* const with = node.find("with");
  if (with == nullptr)
    return made;
  want(*with, Node::Kind::object, "with", "an object, of the input of CreateEventSourceMapping");
  for (auto const* key : {"EventSourceArn", "FunctionName"})
    if (with->find(key) != nullptr)
      stop(key_place(*with, key), fmt::format("A mapping knows its {} already.", key));
  match::check_input(*creation_of_mapping().operation, *with, *with);
  made.settings = *with;
  return made;
}

Function function(Node const& node) {
  constexpr std::string_view what = "A function";
  want(node, Node::Kind::object, "functions",
       R"(objects, as {"name": "stock_lambda", "reserved_concurrency": 2})");
  allow_only(node, {"name", "reserved_concurrency", "mappings"}, what);
  Function made;
  made.function = named(needed(node, "name", what), "name");
  if (auto const* const reserved = node.find("reserved_concurrency"))
    made.reserved_concurrency = match::integer(*reserved, "reserved_concurrency", 0, 1'000'000);
  if (auto const* const mappings = node.find("mappings"))
    for (auto const& item :
         want(*mappings, Node::Kind::list, "mappings", "a list of queues that it polls").items)
      made.mappings.push_back(mapping(item));
  return made;
}

Order order(Node const& node) {
  constexpr std::string_view what = "A call";
  entry(node, {"do", "with"}, "calls", what,
        R"({"do": "sqs.SendMessage", "with": {"QueueUrl": "jobs", "MessageBody": "1"}})");
  auto const& name = needed(node, "do", what);
  if (text(name, "do").find(' ') != std::string::npos)
    stop(name.place, fmt::format("\"do\" takes an AWS operation, as \"sqs.SendMessage\", not {}.",
                                 write_node(name)));
  Order made{node.place, owner_of(node),
             &match::operation_named(name, "An operation is written as \"sqs.SendMessage\"."),
             Node{Node::Kind::object}};
  if (auto const* const with = node.find("with")) {
    want(*with, Node::Kind::object, "with", "an object, the operation's input");
    match::check_input(*made.row->operation, *with, *with);
    made.input = *with;
  }
  return made;
}

Faults faults_in(Node const& list) {
  auto const reading = match::read_faults(list);
  if (reading.mistake)
    stop(reading.mistake->place, reading.mistake->complaint);
  return {list.place, match::whole(list)};
}

template <class T>
void read_list(Node const& root, std::string_view key, std::vector<T>& into,
               T (*read)(Node const&)) {
  auto const* const list = root.find(key);
  if (list == nullptr)
    return;
  for (auto const& item : want(*list, Node::Kind::list, key, "a list").items)
    into.push_back(read(item));
}

// AWS would take the second for the first, or refuse it; here it is a slip.
template <class T>
void refuse_twins(std::vector<T> const& all, std::string_view what) {
  for (auto at = all.begin(); at != all.end(); ++at)
    for (auto before = all.begin(); before != at; ++before)
      if (before->name == at->name && before->owner.region == at->owner.region &&
          before->owner.account == at->owner.account)
        stop(at->place, fmt::format("The {} \"{}\" is there already, in line {}.", what, at->name,
                                    before->place.line));
}

}  // namespace

bool is_region(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::vector<std::string_view> const& content_words() {
  static Keys const words{"queues",     "topics",    "subscriptions",
                          "identities", "templates", "configuration_sets",
                          "functions",  "calls",     "faults"};
  return words;
}

Contents read_contents(Node const& root, std::string file) {
  Contents contents;
  contents.file = std::move(file);
  read_list(root, "queues", contents.queues, queue);
  read_list(root, "topics", contents.topics, topic);
  read_list(root, "subscriptions", contents.subscriptions, subscription);
  read_list(root, "identities", contents.identities, identity);
  read_list(root, "templates", contents.templates, mail_template);
  read_list(root, "configuration_sets", contents.configuration_sets, configuration_set);
  read_list(root, "functions", contents.functions, function);
  read_list(root, "calls", contents.calls, order);
  if (auto const* const faults = root.find("faults"))
    contents.faults = faults_in(*faults);
  refuse_twins(contents.queues, "queue");
  refuse_twins(contents.topics, "topic");
  return contents;
}

}  // namespace proofbox::config

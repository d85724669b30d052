#include "ports/parcel_row.hpp"

namespace proofbox {
namespace {

using Attributes = std::vector<std::pair<std::string, ParcelAttribute>>;

std::vector<ParcelRow::Attribute> rows_of(Attributes const& attributes) {
  std::vector<ParcelRow::Attribute> rows;
  for (auto const& [name, attribute] : attributes)
    rows.push_back({name, attribute.data_type, attribute.text, Blob{attribute.bytes}});
  return rows;
}

Attributes attributes_of(std::vector<ParcelRow::Attribute> const& rows) {
  Attributes attributes;
  for (auto const& row : rows)
    attributes.push_back({row.name, {row.data_type, row.text, row.bytes.bytes}});
  return attributes;
}

ParcelRow::Url row_of(ToUrl const& parcel) {
  auto const& request = parcel.request;
  ParcelRow::Url row{
      request.method, request.host, request.target, {}, request.body, request.is_tls, {}};
  for (auto const& [name, value] : request.headers)
    row.headers.push_back({name, value});
  if (parcel.patience)
    row.patience_nanoseconds = parcel.patience->count();
  return row;
}

ToUrl parcel_of(ParcelRow::Url const& row) {
  ToUrl parcel;
  parcel.request = {row.method, row.host, row.target, {}, row.body, 0, row.is_tls, {}};
  for (auto const& [name, value] : row.headers)
    parcel.request.headers.emplace_back(name, value);
  if (row.patience_nanoseconds)
    parcel.patience = Duration{*row.patience_nanoseconds};
  return parcel;
}

}  // namespace

Shape const& ParcelRow::Attribute::shape() {
  static Shape const shape = Describe<Attribute>("ParcelAttribute")
                                 .member("name", &Attribute::name)
                                 .member("data_type", &Attribute::data_type)
                                 .member("text", &Attribute::text)
                                 .member("bytes", &Attribute::bytes);
  return shape;
}

Shape const& ParcelRow::Queue::shape() {
  static Shape const shape = Describe<Queue>("ParcelToQueue")
                                 .member("queue_arn", &Queue::queue_arn)
                                 .member("source_arn", &Queue::source_arn)
                                 .member("body", &Queue::body)
                                 .member("attributes", &Queue::attributes)
                                 .member("group_id", &Queue::group_id)
                                 .member("deduplication_id", &Queue::deduplication_id)
                                 .member("trace_header", &Queue::trace_header);
  return shape;
}

Shape const& ParcelRow::Header::shape() {
  static Shape const shape = Describe<Header>("ParcelHeader")
                                 .member("name", &Header::name)
                                 .member("value", &Header::value);
  return shape;
}

Shape const& ParcelRow::Url::shape() {
  static Shape const shape = Describe<Url>("ParcelToUrl")
                                 .member("method", &Url::method)
                                 .member("host", &Url::host)
                                 .member("target", &Url::target)
                                 .member("headers", &Url::headers)
                                 .member("body", &Url::body)
                                 .member("is_tls", &Url::is_tls)
                                 .member("patience_nanoseconds", &Url::patience_nanoseconds);
  return shape;
}

Shape const& ParcelRow::Function::shape() {
  static Shape const shape = Describe<Function>("ParcelToFunction")
                                 .member("function_arn", &Function::function_arn)
                                 .member("event", &Function::event)
                                 .member("source_arn", &Function::source_arn)
                                 .member("hops", &Function::hops);
  return shape;
}

Shape const& ParcelRow::Mailbox::shape() {
  static Shape const shape = Describe<Mailbox>("ParcelToMailbox")
                                 .member("account", &Mailbox::account)
                                 .member("region", &Mailbox::region)
                                 .member("sender_name", &Mailbox::sender_name)
                                 .member("sender", &Mailbox::sender)
                                 .member("to", &Mailbox::to)
                                 .member("subject", &Mailbox::subject)
                                 .member("text", &Mailbox::text);
  return shape;
}

Shape const& ParcelRow::Topic::shape() {
  static Shape const shape = Describe<Topic>("ParcelToTopic")
                                 .member("topic_arn", &Topic::topic_arn)
                                 .member("source_arn", &Topic::source_arn)
                                 .member("subject", &Topic::subject)
                                 .member("message", &Topic::message)
                                 .member("attributes", &Topic::attributes);
  return shape;
}

Shape const& ParcelRow::shape() {
  static Shape const shape = Describe<ParcelRow>("ParcelRow")
                                 .member("id", &ParcelRow::id)
                                 .member("about", &ParcelRow::about)
                                 .member("to_queue", &ParcelRow::to_queue)
                                 .member("to_url", &ParcelRow::to_url)
                                 .member("to_function", &ParcelRow::to_function)
                                 .member("to_mailbox", &ParcelRow::to_mailbox)
                                 .member("to_topic", &ParcelRow::to_topic);
  return shape;
}

std::optional<ParcelRow> ParcelRow::of(Parcel const& parcel) {
  ParcelRow row;
  row.id = static_cast<std::int64_t>(parcel.id);
  row.about = parcel.about;
  if (auto const* queue = std::get_if<ToQueue>(&parcel.to))
    row.to_queue = Queue{queue->queue_arn,           queue->source_arn, queue->body,
                         rows_of(queue->attributes), queue->group_id,   queue->deduplication_id,
                         queue->trace_header};
  else if (auto const* url = std::get_if<ToUrl>(&parcel.to))
    row.to_url = row_of(*url);
  else if (auto const* function = std::get_if<ToFunction>(&parcel.to))
    row.to_function =
        Function{function->function_arn, function->event, function->source_arn, function->hops};
  else if (auto const* mailbox = std::get_if<ToMailbox>(&parcel.to))
    row.to_mailbox =
        Mailbox{mailbox->account, mailbox->region,  mailbox->sender_name, mailbox->sender,
                mailbox->to,      mailbox->subject, mailbox->text};
  else if (auto const* topic = std::get_if<ToTopic>(&parcel.to))
    row.to_topic = Topic{topic->topic_arn, topic->source_arn, topic->subject, topic->message,
                         rows_of(topic->attributes)};
  else
    return {};
  return row;
}

std::optional<Parcel> ParcelRow::parcel() const {
  Parcel parcel{static_cast<std::uint64_t>(id), about, {}};
  if (to_queue)
    parcel.to = ToQueue{to_queue->queue_arn,   to_queue->source_arn,
                        to_queue->body,        attributes_of(to_queue->attributes),
                        to_queue->group_id,    to_queue->deduplication_id,
                        to_queue->trace_header};
  else if (to_url)
    parcel.to = parcel_of(*to_url);
  else if (to_function)
    parcel.to = ToFunction{to_function->function_arn, to_function->event, to_function->source_arn,
                           static_cast<int>(to_function->hops)};
  else if (to_mailbox)
    parcel.to = ToMailbox{to_mailbox->account, to_mailbox->region, to_mailbox->sender_name,
                          to_mailbox->sender,  to_mailbox->to,     to_mailbox->subject,
                          to_mailbox->text};
  else if (to_topic)
    parcel.to = ToTopic{to_topic->topic_arn, to_topic->source_arn, to_topic->subject,
                        to_topic->message, attributes_of(to_topic->attributes)};
  else
    return {};
  return parcel;
}

}  // namespace proofbox

#include "engines/ses/shapes.hpp"

namespace proofbox::ses {

Shape const& MessageTag::shape() {
  static Shape const shape = Describe<MessageTag>("MessageTag")
                                 .member("Name", &MessageTag::name, required)
                                 .member("Value", &MessageTag::value, required);
  return shape;
}

Shape const& Content::shape() {
  static Shape const shape = Describe<Content>("Content")
                                 .member("Data", &Content::data, required)
                                 .member("Charset", &Content::charset);
  return shape;
}

Shape const& Body::shape() {
  static Shape const shape =
      Describe<Body>("Body").member("Text", &Body::text).member("Html", &Body::html);
  return shape;
}

Shape const& Destination::shape() {
  static Shape const shape = Describe<Destination>("Destination")
                                 .member("ToAddresses", &Destination::to_addresses)
                                 .member("CcAddresses", &Destination::cc_addresses)
                                 .member("BccAddresses", &Destination::bcc_addresses);
  return shape;
}

Shape const& RawMessage::shape() {
  static Shape const shape =
      Describe<RawMessage>("RawMessage").member("Data", &RawMessage::data, required);
  return shape;
}

Shape const& SendQuota::shape() {
  static Shape const shape = Describe<SendQuota>("SendQuota")
                                 .member("Max24HourSend", &SendQuota::max_24_hour_send)
                                 .member("MaxSendRate", &SendQuota::max_send_rate)
                                 .member("SentLast24Hours", &SendQuota::sent_last_24_hours);
  return shape;
}

Shape const& RecipientState::shape() {
  static Shape const shape = Describe<RecipientState>("RecipientState")
                                 .member("address", &RecipientState::address)
                                 .member("state", &RecipientState::state)
                                 .member("since", &RecipientState::since);
  return shape;
}

Shape const& ConfigureDelivery::shape() {
  static Shape const shape = Describe<ConfigureDelivery>("ConfigureDelivery")
                                 .member("delivers_after", &ConfigureDelivery::delivers_after)
                                 .member("complains_after", &ConfigureDelivery::complains_after)
                                 .member("bounces", &ConfigureDelivery::bounces)
                                 .member("complains", &ConfigureDelivery::complains);
  return shape;
}

Shape const& ConfigureDelivery::Output::shape() {
  static Shape const shape = Describe<Output>("ConfigureDeliveryResult")
                                 .member("delivers_after", &Output::delivers_after)
                                 .member("complains_after", &Output::complains_after)
                                 .member("bounces", &Output::bounces, always)
                                 .member("complains", &Output::complains, always);
  return shape;
}

Shape const& ListMessages::shape() {
  static Shape const shape = Describe<ListMessages>("ListMessages")
                                 .member("id", &ListMessages::id)
                                 .member("to", &ListMessages::to)
                                 .member("from", &ListMessages::from)
                                 .member("subject", &ListMessages::subject)
                                 .member("template", &ListMessages::from_template);
  return shape;
}

Shape const& ListMessages::Header::shape() {
  static Shape const shape =
      Describe<Header>("Header").member("name", &Header::name).member("value", &Header::value);
  return shape;
}

Shape const& ListMessages::Attachment::shape() {
  static Shape const shape = Describe<Attachment>("Attachment")
                                 .member("fileName", &Attachment::file_name)
                                 .member("contentType", &Attachment::content_type)
                                 .member("contentId", &Attachment::content_id)
                                 .member("inline", &Attachment::is_inline)
                                 .member("size", &Attachment::size);
  return shape;
}

Shape const& ListMessages::Mail::shape() {
  static Shape const shape = Describe<Mail>("Mail")
                                 .member("id", &Mail::id)
                                 .member("from", &Mail::from)
                                 .member("to", &Mail::to, always)
                                 .member("cc", &Mail::cc, always)
                                 .member("bcc", &Mail::bcc, always)
                                 .member("subject", &Mail::subject)
                                 .member("text", &Mail::text)
                                 .member("html", &Mail::html)
                                 .member("replyTo", &Mail::reply_to, always)
                                 .member("returnPath", &Mail::return_path)
                                 .member("headers", &Mail::headers, always)
                                 .member("attachments", &Mail::attachments, always)
                                 .member("tags", &Mail::tags, always)
                                 .member("template", &Mail::template_name)
                                 .member("templateData", &Mail::template_data)
                                 .member("isRaw", &Mail::is_raw)
                                 .member("region", &Mail::region)
                                 .member("sentAt", &Mail::sent_at)
                                 .member("recipients", &Mail::recipients);
  return shape;
}

Shape const& ListMessages::Output::shape() {
  static Shape const shape =
      Describe<Output>("ListMessagesResult").member("messages", &Output::messages, always);
  return shape;
}

Shape const& PutMessage::shape() {
  static Shape const shape = Describe<PutMessage>("PutMessage")
                                 .member("senderName", &PutMessage::sender_name)
                                 .member("sender", &PutMessage::sender, required)
                                 .member("to", &PutMessage::to, required)
                                 .member("subject", &PutMessage::subject)
                                 .member("text", &PutMessage::text);
  return shape;
}

Shape const& PutMessage::Output::shape() {
  static Shape const shape = Describe<Output>("PutMessageResult").member("id", &Output::id);
  return shape;
}

Shape const& SendSmtpEmail::shape() {
  static Shape const shape = Describe<SendSmtpEmail>("SendSmtpEmail")
                                 .member("Source", &SendSmtpEmail::source, required)
                                 .member("Destinations", &SendSmtpEmail::destinations, required)
                                 .member("RawMessage", &SendSmtpEmail::raw_message, required);
  return shape;
}

Shape const& SendSmtpEmail::Output::shape() {
  static Shape const shape =
      Describe<Output>("SendSmtpEmailResult").member("MessageId", &Output::message_id);
  return shape;
}

Shape const& ReadMessage::shape() {
  static Shape const shape =
      Describe<ReadMessage>("ReadMessage").member("id", &ReadMessage::id, required);
  return shape;
}

Shape const& ReadMessage::Output::shape() {
  static Shape const shape = Describe<Output>("ReadMessageResult")
                                 .member("raw", &Output::raw)
                                 .member("replyTo", &Output::reply_to, always)
                                 .member("returnPath", &Output::return_path)
                                 .member("tags", &Output::tags, always);
  return shape;
}

}  // namespace proofbox::ses

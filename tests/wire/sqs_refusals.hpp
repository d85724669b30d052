// A box with queues in every state, behind the wire in one protocol, where bad requests are made:
// each must be refused in AWS's words, and leave everything as it was.
#pragma once

#include <map>
#include <string>

#include "engines/sqs_desk.hpp"
#include "support/sim_box.hpp"

namespace proofbox::test {

enum class Protocol { json, query };

// What must be answered. Where AWS's sentence is not known, only its beginning is compared.
struct Refusal {
  Error error;
  bool begins = false;
};

inline Refusal beginning(Error error) { return {std::move(error), true}; }

// The queues are stock (with messages ready, in flight and delayed, a tag, a permission and dead as
// its dead-letter queue), stock.fifo, small (for messages of 1,024 bytes), other and other.fifo.
//
// Requests are written in JSON; for the Query protocol they are made into a form by the operation's
// shape. In their texts $taken is the receipt handle of a message of stock that is in flight,
// $deleted that of one that was deleted, $fifo one of stock.fifo, $expired one of it that has
// expired, $foreign one of other.
class BadInputDesk {
 public:
  explicit BadInputDesk(Protocol protocol, Strictness strict = {});

  void expect_refused(std::string const& action, std::string const& input, Refusal const& refusal);
  void expect_refused(std::string const& action, std::string const& input, Error error) {
    expect_refused(action, input, Refusal{std::move(error)});
  }
  void expect_accepted(std::string const& action, std::string const& input);

  // A batch of which every entry fails, the first one so.
  void expect_failed(std::string const& action, std::string const& input, std::string const& id,
                     Refusal const& refusal);
  void expect_failed(std::string const& action, std::string const& input, std::string const& id,
                     Error error) {
    expect_failed(action, input, id, Refusal{std::move(error)});
  }

  // As above, with a form that is none of a JSON text's.
  void expect_form_refused(std::string const& form, Refusal const& refusal);

  // Sends the request as it stands in the desk's protocol.
  HttpResponse ask(std::string const& action, std::string const& input);

 private:
  void fill();
  std::string filled_in(std::string text) const;
  HttpResponse post(std::string content_type, std::string target, std::string body);
  void expect_words(HttpResponse const& response, Refusal const& refusal) const;
  void expect_unchanged();
  std::string everything();

  Protocol protocol_;
  SimBox sim_;
  std::map<std::string, std::string> handles_;
  std::string before_;
};

// Every action of SQS with an input that is good on a new desk.
std::map<std::string, std::string> const& good_inputs();

}  // namespace proofbox::test

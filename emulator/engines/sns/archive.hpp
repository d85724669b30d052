// What a FIFO topic with an archive policy keeps of its messages, oldest first, so that its
// subscriptions may have them once more. It knows nothing of who asks for them, nor of policies.
// https://docs.aws.amazon.com/sns/latest/dg/fifo-message-archiving-replay.html
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "engines/sns/notification.hpp"
#include "ports/table.hpp"

namespace proofbox::sns {

class Archive {
 public:
  // Of one topic's messages with their attributes. AWS has no such bound: beyond it, what is oldest
  // goes before its time.
  static constexpr std::size_t bytes_max = 64 << 20;

  explicit Archive(Instant since) : since_(since) {}

  // The message has a sequence number, greater than those of all that were published earlier.
  void add(std::shared_ptr<Notification const> notification);

  // Lets go of what was published before `oldest`, and of what is over the bound; returns the
  // sequence numbers of what is gone.
  std::vector<std::string> forget(Instant oldest);

  // In the order of publishing, both ends included.
  std::vector<std::shared_ptr<Notification const>> between(Instant from, Instant to) const;

  // From when on all messages are here, but for those past their time.
  Instant since() const { return since_; }
  std::size_t size() const { return kept_.size(); }

  // The sequence numbers of all messages.
  std::vector<std::string> numbers() const;
  // All of them, in the order of publishing.
  std::vector<std::shared_ptr<Notification const>> all() const {
    return between(Instant::min(), Instant::max());
  }

 private:
  struct Kept {
    std::shared_ptr<Notification const> notification;
    std::size_t bytes;
  };

  Instant since_;
  std::map<std::string, Kept, std::less<>> kept_;  // by sequence number, which has 20 digits
  std::size_t bytes_ = 0;
};

// A row is one message of an archive.
extern Table const archived_message_table;

}  // namespace proofbox::sns

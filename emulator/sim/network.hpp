// The world outside a simulated box: no socket, only the hosts that a scenario describes. Any other
// host does not exist, or answers what it is told to.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ports/http.hpp"
#include "ports/scheduler.hpp"

namespace proofbox::sim {

class Network : public HttpClient {
 public:
  // How a host answers, one after the other by time; the last one holds for ever.
  struct Answer {
    std::optional<Duration> until;  // since the start
    int status = 200;
    std::string body = {};
    Duration delay = {};
    bool confirms = false;  // follows the link of a request of SNS's to confirm
  };

  // From now on hosts answer by this clock, a box's; before, no request may come.
  void begin(Scheduler& scheduler) {
    scheduler_ = &scheduler;
    start_ = scheduler.now();
  }

  // `host` without scheme, as "marketing.test".
  void add_host(std::string host, std::vector<Answer> answers) {
    hosts_[std::move(host)] = std::move(answers);
  }

  // Follows a link that a host was sent; nothing follows where it is not set.
  std::function<void(HttpRequest link)> follow;

  // From now on who asks a host that is not known waits for its answer.
  void wait_for_answers() { waits_ = true; }
  // Answers who waits because of the request in this event of the trace; false where nobody does.
  bool answer(std::uint64_t event, Result<HttpResponse> with);

  // What each host received, in order.
  std::vector<HttpRequest> const& received() const { return received_; }

  Task<Result<HttpResponse>> send(HttpRequest const& request) override;

 private:
  class Unanswered;
  void confirm(HttpRequest const& request) const;

  Scheduler* scheduler_ = nullptr;
  Instant start_{};
  std::map<std::string, std::vector<Answer>, std::less<>> hosts_;
  std::vector<HttpRequest> received_;
  std::map<std::uint64_t, Unanswered*> unanswered_;  // by the events of their requests
  bool waits_ = false;
};

}  // namespace proofbox::sim

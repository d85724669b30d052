// A run of a function with which something goes wrong: it begins late, or its work ends at a place
// of its own, where it hangs or its process ends. Only for the files of this folder.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "lambda/function.hpp"
#include "ports/faults.hpp"

namespace proofbox::lambda {

class Stumble {
 public:
  using OpenDatabase = std::function<Database&(std::string const& name)>;

  // What the function would call; all of it outlives this.
  Stumble(Strike const& strike, Client& cloud, HttpClient& http, OpenDatabase open);
  Stumble(Stumble const&) = delete;
  ~Stumble();

  // What it calls instead: the same, until its work ends.
  Client& cloud();
  HttpClient& http();
  Database& database(std::string const& name);

  // The handler's run. It does not come back where the work ends before its time.
  Task<Result<std::string>> stumbling(Scheduler& scheduler, Task<Result<std::string>> handling);

  // Called when the process ends, by whoever is called within it: the run may be destroyed, though
  // not before this returns.
  std::function<void()> on_crash;
  bool has_crashed() const { return has_crashed_; }

 private:
  class CountedClient;
  class CountedHttp;
  class CountedDatabase;

  // A call is done: the work may end with it.
  Task<void> count();
  Task<void> stop();

  Strike const& strike_;
  OpenDatabase open_;
  std::unique_ptr<CountedClient> cloud_;
  std::unique_ptr<CountedHttp> http_;
  std::map<std::string, std::unique_ptr<CountedDatabase>> databases_;
  int calls_ = 0;
  bool has_crashed_ = false;
};

}  // namespace proofbox::lambda

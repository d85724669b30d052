#include "live/child_process.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "live/loop.hpp"

extern char** environ;

namespace proofbox::live {
namespace {

// Our environment with the variables in it, where they take the place of others of their name.
std::vector<std::string> environment_with(ChildProcess::Variables const& variables) {
  std::vector<std::string> lines;
  for (auto** line = environ; *line != nullptr; ++line) {
    std::string_view const text{*line};
    auto const name = text.substr(0, text.find('='));
    bool const is_replaced =
        std::any_of(variables.begin(), variables.end(),
                    [&](auto const& variable) { return variable.first == name; });
    if (!is_replaced)
      lines.emplace_back(text);
  }
  for (auto const& [name, value] : variables)
    if (value)
      lines.push_back(name + '=' + *value);
  return lines;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (auto& text : texts)
    pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

struct ChildProcess::State {
  boost::asio::signal_set ends;
  pid_t pid = 0;
  std::optional<int> status;
  Job ended;

  State(Loop& loop, Job job) : ends(loop.context(), SIGCHLD), ended(std::move(job)) {}

  void listen() {
    ends.async_wait([this](boost::system::error_code const& error, int) {
      if (error)
        return;
      int told = 0;
      if (waitpid(pid, &told, WNOHANG) != pid)
        return listen();
      status = told;
      ended();
    });
  }
};

ChildProcess::ChildProcess(Loop& loop, std::vector<std::string> const& command,
                           Variables const& variables, Job ended)
    : state_(std::make_unique<State>(loop, std::move(ended))) {
  auto arguments = command;
  auto environment = environment_with(variables);
  state_->listen();
  auto const failed = posix_spawnp(&state_->pid, command.front().c_str(), nullptr, nullptr,
                                   pointers_to(arguments).data(), pointers_to(environment).data());
  if (failed != 0)
    throw std::runtime_error{
        fmt::format("\"{}\" cannot be started: {}.", command.front(), std::strerror(failed))};
}

ChildProcess::~ChildProcess() = default;

void ChildProcess::signal(int number) {
  if (!state_->status)
    kill(state_->pid, number);
}

int ChildProcess::exit_code() const {
  auto const status = state_->status.value_or(0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace proofbox::live

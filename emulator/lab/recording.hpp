// Takes down what comes into a box from outside, as a scenario that tells the same story again:
// each request with its order, its instant, its place among the work of that instant, who asked,
// and what.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "box/box.hpp"
#include "lab/growing_story.hpp"
#include "wire/wire.hpp"

namespace proofbox::lab {

class Recording : public Witness {
 public:
  // The box has done nothing yet, or its trace would lack that. Box and wire outlive the recording.
  Recording(Box& box, wire::Wire const& wire);
  ~Recording() override { end(); }

  struct Beginning {
    std::string shop;      // "donut", "none" or its settings as JSON
    std::string endpoint;  // where most clients reach the box
  };
  // Begins to write, before time has passed; what came until then is written too. Throws
  // std::runtime_error where the file cannot be written.
  void open(std::string const& path, Beginning const& beginning);

  // This is the end of the story; what happens from now on is no part of it.
  void end();

  // Told, once, where the file cannot be written any more: what it has until then stays good.
  std::function<void(std::string const& sentence)> on_trouble;

  std::uint64_t see(HttpRequest const& request) override;
  std::uint64_t see(Caller const& caller, Operation const& operation, void const* input) override;
  void see_gone(std::uint64_t number) override;
  void see_answer(std::uint64_t event, Result<HttpResponse> const& answer) override;

 private:
  std::string beginning_text(Beginning const& beginning) const;
  // "at": ... and all that says when; it counts the step in.
  std::string moment();
  std::string caller_text(Caller const& caller) const;
  void add(std::uint64_t number, std::string const& what);
  void write(std::string const& step);

  Box& box_;
  wire::Wire const& wire_;
  Instant start_;  // when the box has done nothing yet
  std::unique_ptr<GrowingStory> story_;
  std::optional<std::vector<std::string>> early_{std::in_place};  // steps, until there is a file
  std::string endpoint_;
  std::uint64_t requests_ = 0;
  // Where the latest step began, and behind how much work of that instant.
  Instant latest_ = start_;
  std::uint64_t done_ = 0;
};

}  // namespace proofbox::lab

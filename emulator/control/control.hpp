// The box's own API under /_proofbox: its health, its clock, what happened in it and what it holds.
// JSON over HTTP.
#pragma once

#include "box/box.hpp"
#include "control/observation.hpp"
#include "control/snapshots.hpp"
#include "shape/query.hpp"

namespace proofbox::control {

class Control : public HttpHandler {
 public:
  explicit Control(Box& box) : box_(box), observation_(box) {}

  Task<std::optional<HttpResponse>> handle(HttpRequest const& request) override;

  // The names of all boxes of the process, for its health; this box's own where nothing is set.
  std::function<std::vector<std::string>()> box_names;

  // Puts in again what stands in the box from the start, or what of it is a service's, after all
  // or that service was emptied; an Error says what is refused of it. Nothing is put in where
  // nothing is set.
  std::function<Task<std::optional<Error>>(std::string service)> furnish;

 private:
  HttpResponse health() const;
  HttpResponse clock() const;
  Task<HttpResponse> set_clock(HttpRequest const& request);
  Task<HttpResponse> reset(HttpRequest const& request);
  Task<HttpResponse> reset_all(HttpRequest const& request);
  Task<HttpResponse> reset_service(std::string service, HttpRequest const& request);
  Task<HttpResponse> furnished(std::string service);
  Task<void> settle();
  // "state", "state/NAME" and "states".
  Task<HttpResponse> state(std::string_view path, HttpRequest const& request);
  Task<HttpResponse> named_state(std::string_view path, HttpRequest const& request);
  Task<HttpResponse> go_back(State const& state);
  HttpResponse list_states() const;
  // What an engine or the deployment shows: "factory/orders", "shop/products".
  HttpResponse view(std::string_view name, HttpRequest const& request);
  HttpResponse look(Box::Target const& target, Form form, std::string_view standing);
  // SES's inbox, and what its owner may do there: "ses/messages/ID.eml".
  Task<HttpResponse> ses(std::string_view path, HttpRequest const& request);
  HttpResponse message(std::string_view path);
  HttpResponse attachment(std::string const& id, std::string_view number);
  struct Answered {
    Operation const* operation;
    std::shared_ptr<void> output;
    std::optional<Error> error;
  };
  // An operation of SES's sandbox that looks, and one that changes something.
  Answered ask(std::string_view operation, Form const& form);
  template <class T>
  std::optional<T> seen(std::string_view operation, Form const& form);
  Task<HttpResponse> order(std::string_view operation, Form form, Caller caller);
  // The paths that LocalStack has: to wait for it and to empty it, and to look inside.
  Task<HttpResponse> localstack(std::string_view path, HttpRequest const& request);
  Task<HttpResponse> aws(std::string_view path, HttpRequest const& request);
  Task<HttpResponse> aws_sns(std::string_view path, HttpRequest const& request);
  Task<HttpResponse> aws_ses(std::string_view path, HttpRequest const& request);
  HttpResponse aws_sqs(std::string_view path, HttpRequest const& request);

  Box& box_;
  Observation observation_;
  Snapshots snapshots_;
};

}  // namespace proofbox::control

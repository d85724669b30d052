#include "config/calls.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "engines/lambda/mapping_shapes.hpp"
#include "engines/ses/inbox_shapes.hpp"
#include "engines/ses/template_shapes.hpp"
#include "engines/ses/v1_configuration_shapes.hpp"
#include "engines/sns/shapes.hpp"
#include "engines/sqs/shapes.hpp"
#include "shape/json.hpp"

namespace proofbox::config {
namespace {

// A name as AWS knows it, and whose it is.
struct Found {
  std::string arn;
  std::string account, region;
};

class Composer {
 public:
  Composer(Contents const& contents, Surroundings const& around)
      : contents_(contents), around_(around) {}

  std::vector<Call> compose() {
    for (auto const& queue : contents_.queues)
      add(queue);
    for (auto const& topic : contents_.topics)
      add(topic);
    for (auto const& subscription : contents_.subscriptions)
      add(subscription);
    for (auto const& identity : contents_.identities)
      add(identity);
    for (auto const& mail_template : contents_.templates)
      add(mail_template);
    for (auto const& set : contents_.configuration_sets)
      add(set);
    for (auto const& function : contents_.functions)
      add(function);
    for (auto const& order : contents_.calls)
      add(order);
    return std::move(calls_);
  }

 private:
  // ---- who has a name ----

  Caller caller_of(Owner const& owner) const {
    Caller caller;
    caller.account = owner.account.value_or(caller.account);
    caller.region = owner.region.value_or(around_.region);
    caller.is_spared = true;
    return caller;
  }

  static Found by_arn(Named const& named, std::string_view service) {
    auto const parts = split(named.name, ':');
    if (parts.size() != 6 || parts[2] != service)
      match::stop(named.place,
                  fmt::format("{} is no ARN of {}.", write_node(Node::of_text(named.name)),
                              service == "sqs" ? "a queue" : "a topic"));
    return {named.name, std::string{parts[4]}, std::string{parts[3]}};
  }

  // What the file says comes before what is deployed, and what is the asker's before what is not.
  template <class Said, class Deployed>
  Found find(Named const& named, std::string_view service, std::string_view what,
             Caller const& asker, std::vector<Said> const& said,
             std::vector<Deployed> const* deployed) const {
    if (named.name.starts_with("arn:"))
      return by_arn(named, service);
    std::vector<std::string_view> names;
    std::optional<Caller> whose;
    for (auto const& candidate : said) {
      names.push_back(candidate.name);
      if (candidate.name != named.name)
        continue;
      auto const owner = caller_of(candidate.owner);
      bool const is_askers = owner.account == asker.account && owner.region == asker.region;
      if (!whose || is_askers)
        whose = owner;
    }
    if (deployed != nullptr)
      for (auto const& candidate : *deployed) {
        names.push_back(candidate.name);
        if (candidate.name == named.name && !whose)
          whose = caller_of({around_.deployment->account, around_.deployment->region});
      }
    if (!whose)
      match::stop(named.place, fmt::format("There is no {} \"{}\".{}", what, named.name,
                                           did_you_mean(named.name, names)));
    return {fmt::format("arn:aws:{}:{}:{}:{}", service, whose->region, whose->account, named.name),
            whose->account, whose->region};
  }

  Found queue_of(Named const& named, Caller const& asker) const {
    return find(named, "sqs", "queue", asker, contents_.queues,
                around_.deployment == nullptr ? nullptr : &around_.deployment->queues);
  }

  Found topic_of(Named const& named, Caller const& asker) const {
    return find(named, "sns", "topic", asker, contents_.topics,
                around_.deployment == nullptr ? nullptr : &around_.deployment->topics);
  }

  // ---- the calls ----

  template <class Op>
  void call(std::string title, Place place, Caller caller, Op op) {
    calls_.push_back({std::move(title), place, std::move(caller), &operation_of<Op>(),
                      std::make_shared<Op>(std::move(op))});
  }

  // A dead-letter queue before the queues that lead to it.
  void add(Queue const& queue) {
    if (std::find(added_.begin(), added_.end(), &queue) != added_.end())
      return;
    added_.push_back(&queue);
    auto const caller = caller_of(queue.owner);
    sqs::CreateQueue create{queue.name, queue.attributes, queue.tags};
    if (queue.dead_letter_queue) {
      for (auto const& other : contents_.queues)
        if (other.name == queue.dead_letter_queue->name)
          add(other);
      create.attributes["RedrivePolicy"] =
          redrive(*queue.dead_letter_queue, caller, queue.receive_count_max);
    }
    call(fmt::format("The queue \"{}\"", queue.name), queue.place, caller, std::move(create));
  }

  // {"deadLetterTargetArn": ..., "maxReceiveCount": 3}; no count where it is 0.
  std::string redrive(Named const& queue, Caller const& asker, std::int64_t count) const {
    std::string policy = "{\"deadLetterTargetArn\":";
    write_json_text(policy, queue_of(queue, asker).arn);
    if (count != 0)
      policy += fmt::format(",\"maxReceiveCount\":{}", count);
    return policy + '}';
  }

  void add(Topic const& topic) {
    sns::CreateTopic create;
    create.name = topic.name;
    create.attributes = topic.attributes;
    for (auto const& [key, value] : topic.tags)
      create.tags.push_back({key, value});
    call(fmt::format("The topic \"{}\"", topic.name), topic.place, caller_of(topic.owner),
         std::move(create));
  }

  // It is its topic's owner who subscribes, where nothing else is said.
  void add(Subscription const& subscription) {
    auto const topic = topic_of(subscription.topic, caller_of(subscription.owner));
    auto const caller = caller_of({subscription.owner.account.value_or(topic.account),
                                   subscription.owner.region.value_or(topic.region)});
    sns::Subscribe subscribe;
    subscribe.topic_arn = topic.arn;
    subscribe.protocol = subscription.protocol;
    subscribe.endpoint = subscription.endpoint;
    subscribe.attributes = subscription.attributes;
    if (subscription.queue) {
      subscribe.protocol = "sqs";
      subscribe.endpoint = queue_of(*subscription.queue, caller).arn;
    }
    if (subscription.dead_letter_queue)
      subscribe.attributes["RedrivePolicy"] = redrive(*subscription.dead_letter_queue, caller, 0);
    auto const& to = subscription.queue ? subscription.queue->name : subscription.endpoint;
    call(fmt::format("The subscription of \"{}\" to \"{}\"", to, subscription.topic.name),
         subscription.place, caller, std::move(subscribe));
  }

  void add(Identity const& identity) {
    ses::SetVerificationStatus verify;
    verify.identity = identity.name;
    verify.status = identity.status;
    call(fmt::format("The identity \"{}\"", identity.name), identity.place,
         caller_of(identity.owner), std::move(verify));
  }

  void add(MailTemplate const& mail_template) {
    ses::v1::CreateTemplate create;
    create.content = {mail_template.name, mail_template.subject, mail_template.text,
                      mail_template.html};
    call(fmt::format("The template \"{}\"", mail_template.name), mail_template.place,
         caller_of(mail_template.owner), std::move(create));
  }

  void add(ConfigurationSet const& set) {
    auto const caller = caller_of(set.owner);
    ses::v1::CreateConfigurationSet create;
    create.configuration_set.name = set.name;
    call(fmt::format("The configuration set \"{}\"", set.name), set.place, caller,
         std::move(create));
    int number = 0;
    for (auto const& destination : set.destinations) {
      ses::v1::CreateConfigurationSetEventDestination tell;
      tell.configuration_set_name = set.name;
      auto& event = tell.event_destination;
      event.name = fmt::format("events-{}", ++number);
      event.enabled = true;
      event.matching_event_types = destination.types;
      event.sns_destination = ses::v1::SNSDestination{topic_of(destination.topic, caller).arn};
      call(fmt::format("An event destination of the configuration set \"{}\"", set.name),
           destination.place, caller, std::move(tell));
    }
  }

  void add(Function const& function) {
    auto const& name = function.function.name;
    auto const* const deployment = around_.deployment;
    if (deployment == nullptr || deployment->function(name) == nullptr) {
      std::vector<std::string_view> names;
      if (deployment != nullptr)
        for (auto const& known : deployment->functions)
          names.push_back(known.name);
      match::stop(
          function.function.place,
          fmt::format("There is no function \"{}\"{}.{}", name,
                      names.empty() ? ", as no shop is deployed" : "", did_you_mean(name, names)));
    }
    auto const caller = caller_of({deployment->account, deployment->region});
    if (function.reserved_concurrency) {
      aws_lambda::PutFunctionConcurrency put;
      put.function_name = name;
      put.reserved_concurrent_executions = *function.reserved_concurrency;
      call(fmt::format("The concurrency of \"{}\"", name), function.function.place, caller,
           std::move(put));
    }
    for (auto const& mapping : function.mappings) {
      aws_lambda::CreateEventSourceMapping create;
      // Its members were checked when the file was read.
      static_cast<void>(read_json(match::whole(mapping.settings),
                                  aws_lambda::CreateEventSourceMapping::shape(), &create));
      create.function_name = name;
      create.event_source_arn = queue_of(mapping.queue, caller).arn;
      call(fmt::format("The mapping of \"{}\" to \"{}\"", mapping.queue.name, name), mapping.place,
           caller, std::move(create));
    }
  }

  void add(Order const& order) {
    auto const& operation = *order.row->operation;
    auto input = operation.make_input();
    auto const title = fmt::format("{}.{}", operation.service, operation.name);
    if (auto const misfit = read_json(match::whole(order.input), *operation.input, input.get()))
      match::stop(order.place, fmt::format("{} needs \"{}\".", title, misfit->member));
    calls_.push_back({title, order.place, caller_of(order.owner), &operation, std::move(input)});
  }

  Contents const& contents_;
  Surroundings const& around_;
  std::vector<Call> calls_;
  std::vector<Queue const*> added_;
};

}  // namespace

Calls calls_of(Contents const& contents, Surroundings const& around) {
  try {
    return {Composer{contents, around}.compose(), {}};
  } catch (match::Stop const& mistake) {
    return {{}, Mistake{contents.file, mistake.place, mistake.sentence}};
  }
}

Task<std::optional<Mistake>> make_calls(Box& box, std::vector<Call> const& calls,
                                        std::string const& file, std::string service,
                                        std::size_t* at) {
  for (std::size_t i = 0; i < calls.size(); ++i) {
    auto const& call = calls[i];
    if (!service.empty() && call.operation->service != service)
      continue;
    if (at != nullptr)
      *at = i;
    auto const target = box.find(*call.operation);
    check(bool{target}, "an operation that a file names has a row");
    auto const output = call.operation->make_output();
    void const* const input = call.input.get();
    Witnessed witnessed{box.witness, call.caller, *call.operation, input};
    auto const error = co_await box.call(target, call.caller, 0, input, output.get());
    witnessed.answered();
    if (error)
      co_return Mistake{
          file, call.place,
          fmt::format("{} is refused: {}: {}", call.title, error->code, error->message)};
  }
  co_return std::optional<Mistake>{};
}

}  // namespace proofbox::config

#include "engines/lambda/api.hpp"

#include "engines/lambda/engine.hpp"
#include "engines/lambda/errors.hpp"

namespace proofbox::aws_lambda {

Api const& api() {
  static Api const api = [] {
    Api lambda;
    lambda.service = "lambda";
    lambda.has_dated_paths = true;
    lambda.error_has_fault = true;
    lambda.body_limit = 8 << 20;  // more than the 6 MB of an event, which has an answer of its own
    lambda.rows = {
        operation<ListFunctions, Engine>(Route{"GET", "/2015-03-31/functions"}),
        operation<GetFunction, Engine>(Route{"GET", "/2015-03-31/functions/{FunctionName}"}),
        operation<GetFunctionConfiguration, Engine>(
            Route{"GET", "/2015-03-31/functions/{FunctionName}/configuration"}),
        operation<UpdateFunctionConfiguration, Engine>(
            Route{"PUT", "/2015-03-31/functions/{FunctionName}/configuration"}),
        operation<Invoke, Engine>(
            Route{"POST", "/2015-03-31/functions/{FunctionName}/invocations"}),
        operation<CreateEventSourceMapping, Engine>(
            Route{"POST", "/2015-03-31/event-source-mappings", 202}),
        operation<ListEventSourceMappings, Engine>(
            Route{"GET", "/2015-03-31/event-source-mappings"}),
        operation<GetEventSourceMapping, Engine>(
            Route{"GET", "/2015-03-31/event-source-mappings/{UUID}"}),
        operation<UpdateEventSourceMapping, Engine>(
            Route{"PUT", "/2015-03-31/event-source-mappings/{UUID}", 202}),
        operation<DeleteEventSourceMapping, Engine>(
            Route{"DELETE", "/2015-03-31/event-source-mappings/{UUID}", 202}),
        operation<ListTags, Engine>(Route{"GET", "/2017-03-31/tags/{Resource}"}),
        operation<TagResource, Engine>(Route{"POST", "/2017-03-31/tags/{Resource}", 204}),
        operation<UntagResource, Engine>(Route{"DELETE", "/2017-03-31/tags/{Resource}", 204}),
        operation<AddPermission, Engine>(
            Route{"POST", "/2015-03-31/functions/{FunctionName}/policy", 201}),
        operation<RemovePermission, Engine>(
            Route{"DELETE", "/2015-03-31/functions/{FunctionName}/policy/{StatementId}", 204}),
        operation<GetPolicy, Engine>(Route{"GET", "/2015-03-31/functions/{FunctionName}/policy"}),
        operation<PutFunctionConcurrency, Engine>(
            Route{"PUT", "/2017-10-31/functions/{FunctionName}/concurrency"}),
        operation<GetFunctionConcurrency, Engine>(
            Route{"GET", "/2019-09-30/functions/{FunctionName}/concurrency"}),
        operation<DeleteFunctionConcurrency, Engine>(
            Route{"DELETE", "/2017-10-31/functions/{FunctionName}/concurrency", 204}),
        operation<GetAccountSettings, Engine>(Route{"GET", "/2016-08-19/account-settings"}),
        operation<PutFunctionEventInvokeConfig, Engine>(
            Route{"PUT", "/2019-09-25/functions/{FunctionName}/event-invoke-config"}),
        operation<UpdateFunctionEventInvokeConfig, Engine>(
            Route{"POST", "/2019-09-25/functions/{FunctionName}/event-invoke-config"}),
        operation<GetFunctionEventInvokeConfig, Engine>(
            Route{"GET", "/2019-09-25/functions/{FunctionName}/event-invoke-config"}),
        operation<DeleteFunctionEventInvokeConfig, Engine>(
            Route{"DELETE", "/2019-09-25/functions/{FunctionName}/event-invoke-config", 204}),
    };
    lambda.sandbox = {
        operation<RegisterFunction, Engine>(), operation<ConfigureAccount, Engine>(),
        operation<ConfigurePollers, Engine>(), operation<ListInvocations, Engine>(),
        operation<ListLogLines, Engine>(),
    };
    lambda.word = errors::of;
    return lambda;
  }();
  return api;
}

std::unique_ptr<proofbox::Engine> make_engine() { return std::make_unique<Engine>(); }

}  // namespace proofbox::aws_lambda

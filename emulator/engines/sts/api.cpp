#include "engines/sts/api.hpp"

#include "engines/sts/engine.hpp"

namespace proofbox::sts {
namespace {

// What the wire could not read; GetCallerIdentity takes no parameter, so that only the form itself
// can be wrong.
Error word(Misfit const&) {
  return {"MalformedQueryString", "The query string contains a syntax error."};
}

}  // namespace

Api const& api() {
  static Api const api = [] {
    Api sts;
    sts.service = "sts";
    sts.version = "2011-06-15";
    sts.xml_namespace = "https://sts.amazonaws.com/doc/2011-06-15/";
    sts.query_style = QueryStyle::nested;
    sts.rows = {
        operation<GetCallerIdentity, Engine>(),
    };
    sts.word = word;
    return sts;
  }();
  return api;
}

std::unique_ptr<proofbox::Engine> make_engine() { return std::make_unique<Engine>(); }

}  // namespace proofbox::sts

#include "engines/factory/api.hpp"

#include "engines/factory/engine.hpp"
#include "engines/factory/errors.hpp"

namespace proofbox::factory {

Api const& api() {
  static Api const api = [] {
    Api factory;
    factory.service = "factory";
    factory.path_prefix = "/api/manufactures";
    factory.rows = {operation<Manufacture, Engine>(Route{"POST", "/api/manufactures", 201})};
    factory.sandbox = {operation<Configure, Engine>(), operation<ListOrders, Engine>()};
    factory.word = errors::of;
    return factory;
  }();
  return api;
}

std::unique_ptr<proofbox::Engine> make_engine() { return std::make_unique<Engine>(); }

}  // namespace proofbox::factory

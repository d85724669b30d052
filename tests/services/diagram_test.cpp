#include <catch2/catch.hpp>

#include "lab/scenario.hpp"
#include "shop/diagram.hpp"
#include "shop/shop.hpp"

using namespace proofbox;

TEST_CASE("The drawing in docs/flows.md is the deployment's") {
  auto const deployment = shop::deployable().with("{}");
  REQUIRE(deployment.ok());
  auto const drawing = shop::mermaid(*deployment);
  auto const page = lab::read_file(PROOFBOX_SOURCE_DIR "/docs/flows.md");
  REQUIRE(page);
  INFO("The drawing is now:\n" << drawing);
  CHECK(page->find("```mermaid\n" + drawing + "```") != std::string::npos);
}

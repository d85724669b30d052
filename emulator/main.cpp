// The front door. The one file of the emulator that knows the services.
#include "commands/commands.hpp"
#include "shop/shop.hpp"

int main(int argc, char** argv) {
  return proofbox::commands::run(argc, argv, proofbox::shop::deployable());
}

#include "lab/reading.hpp"

#include <fmt/format.h>

#include "lab/values.hpp"

namespace proofbox::lab {

void check_value_name(std::string const& name, Place place) {
  if (!is_value_name(name))
    stop(place,
         fmt::format("A value's name has letters, digits and \"_\", as \"order_id\", not {}.",
                     write_node(Node::of_text(name))));
}

}  // namespace proofbox::lab

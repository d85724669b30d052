// The tables of what SNS did lately: which messages FIFO topics were sent, and what is on its way
// to whom.
#pragma once

#include <optional>

#include "engines/sns/delivery.hpp"
#include "ports/table.hpp"

namespace proofbox::sns {

// engine_lately.cpp
extern Table const published_table;

// delivery_rows.cpp: of deliveries under way and of those that are remembered.
extern Table const delivery_table;
void keep(Turn& turn, Delivery const& delivery);
void forget_delivery(Turn& turn, std::uint64_t number);
// Nothing where no delivery can be like that.
std::optional<Delivery> delivery_of(void const* row);

}  // namespace proofbox::sns

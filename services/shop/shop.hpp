// The donut shop (도넛-스테이츠): everything that its team would deploy, as data.
#pragma once

#include "lambda/deployment.hpp"

namespace proofbox::shop {

// Deployable under the name "donut". Settings: {"products": [{"sku": "CP-502101", "stock": 1}]}.
lambda::Deployable deployable();

}  // namespace proofbox::shop

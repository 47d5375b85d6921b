// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "features/catalog/plan_card.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Card and words in one input, with a line of "%%" between them.
  const std::size_t first = std::min(bytes.find("%%\n"), bytes.size());
  const std::string_view words = bytes.substr(std::min(first + 3, bytes.size()));
  (void)waarborg::catalog::read_plan_card({bytes.substr(0, first), words, words}, "demo");
  return 0;
}

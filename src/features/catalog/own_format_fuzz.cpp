// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "features/catalog/own_format.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  // Three files in one input, with a line of "%%" between them.
  const std::size_t first = std::min(bytes.find("%%\n"), bytes.size());
  const std::size_t second = std::min(bytes.find("%%\n", std::min(first + 3, bytes.size())), bytes.size());
  const auto after = [&](std::size_t at) { return std::min(at + 3, bytes.size()); };
  (void)waarborg::catalog::read_own_format({bytes.substr(0, first),
                                            bytes.substr(after(first), second - std::min(after(first), second)),
                                            bytes.substr(after(second))});
  return 0;
}

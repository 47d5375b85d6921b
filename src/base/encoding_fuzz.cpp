// SPDX-License-Identifier: EUPL-1.2
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto decoded = waarborg::decode_text({reinterpret_cast<const char*>(data), size});
  if (decoded && !waarborg::is_utf8(decoded->text)) std::abort();
  return 0;
}

// SPDX-License-Identifier: EUPL-1.2
//
// Bundles and paths from elsewhere: what reads is written back as the same bytes.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/trail/tiles.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  namespace trail = waarborg::trail;
  if (size == 0) return 0;
  const std::string_view text{reinterpret_cast<const char*>(bytes) + 1, size - 1};
  const unsigned width = bytes[0] + 1U;
  const auto entries = trail::decode_bundle(text, width);
  if (entries && (entries->size() != width || trail::encode_bundle(*entries) != text)) std::abort();
  const auto name = trail::parse_tile_path(text);
  if (name && trail::tile_path(*name) != text) std::abort();
  return 0;
}

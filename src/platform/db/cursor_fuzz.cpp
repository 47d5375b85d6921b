// SPDX-License-Identifier: EUPL-1.2
//
// A cursor that is accepted comes back as it was read, and asks for no row before the first.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/db/listing.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto cursor = waarborg::db::parse_cursor(text);
  if (!cursor) return 0;
  if (cursor->total < 0 || cursor->id.find('~') != std::string::npos) std::abort();
  const auto again = waarborg::db::parse_cursor(waarborg::db::to_text(*cursor));
  if (!again || again->total != cursor->total || again->id != cursor->id || again->key != cursor->key) std::abort();
  return 0;
}

// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include "platform/dns/rdata.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size < 2) return 0;
  const auto type = static_cast<waarborg::dns::Type>(data[0] << 8U | data[1]);
  const std::string_view rdata(reinterpret_cast<const char*>(data + 2), size - 2);
  const auto text = waarborg::dns::to_text(type, rdata);
  // Each byte gives four characters at most, and a handful around them.
  if (text && text->size() > 4 * rdata.size() + 80) std::abort();
  return 0;
}

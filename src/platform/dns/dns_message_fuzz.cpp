// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>

#include "platform/dns/message.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto message = waarborg::dns::read_message(bytes);
  if (!message) return 0;
  for (const auto& record : message->answers) {
    // A pointer of two bytes gives a name of 255 at most; SOA has two of them.
    if (record.rdata.size() > size + 512) std::abort();
    static_cast<void>(waarborg::dns::to_text(record.type, record.rdata));
  }
  return 0;
}

// SPDX-License-Identifier: EUPL-1.2
//
// A file of VRPs. What is read covers in order, the longest first, and lets no part be longer than an address.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/routing/dumps.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::routing;
  const auto dump = read_vrps({reinterpret_cast<const char*>(data), size});
  if (!dump) return 0;
  if (dump->vrps.size() == 0) std::abort();
  for (const char* text : {"192.0.2.1/32", "0.0.0.0/32", "255.255.255.255/32", "2001:db8::1/128", "::/128"}) {
    const Prefix inner = *read_prefix(text);
    int last = bits_of(inner);
    for (const Claim& vrp : dump->vrps.covering(inner)) {
      if (!covers(vrp.prefix, inner) || vrp.prefix.length > last) std::abort();
      if (vrp.most < vrp.prefix.length || vrp.most > bits_of(inner)) std::abort();
      last = vrp.prefix.length;
    }
  }
  return 0;
}

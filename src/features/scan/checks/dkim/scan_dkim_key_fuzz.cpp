// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/dkim/key.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::dkim;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto key = read_key(text);
  if (key && (key->bits < 0 || (key->is_revoked && key->bits != 0))) std::abort();
  rsa_bits(std::vector<std::uint8_t>(data, data + size));
  return 0;
}
